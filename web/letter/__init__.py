"""The pages behind the signed links of letters, one file a page. GET shows, POST acts: scanners of mail open every link."""

from flask import Blueprint, render_template

from day.visits import GoneError
from model.trouble import Trouble

pages = Blueprint("letter", __name__)


@pages.errorhandler(Trouble)
def told(trouble: Trouble) -> tuple[str, int]:
    """A link that is not valid or leads to nothing any more."""
    return render_template("letter/trouble.html", trouble=trouble), 410 if isinstance(trouble, GoneError) else 404


from web.letter import agenda, confirm, open_calls, opinions, own_opinions, privacy, settings, together, unsubscribe  # noqa: E402, F401 they hang themselves on `pages`
