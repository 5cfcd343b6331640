"""The pages of letters before judges that are not ours: axe-core at two widths, light and dark, and the Nu validator."""

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from model.member import Subscriber
from tests.digests.fakes import LINKS
from tests.judged import invalid, violations
from tests.web.conftest import House

pytestmark = pytest.mark.slow

PAGES: dict[str, tuple[Callable[[Subscriber], str], dict[str, str] | None]] = {
    "confirm": (LINKS.confirm, None),
    "confirmed": (LINKS.confirm, {}),
    "unsubscribe": (LINKS.unsubscribe, None),
    "unsubscribed": (LINKS.unsubscribe, {}),
    "settings": (LINKS.settings, None),
    "settings refused": (LINKS.settings, {"rhythm": "jamais", "hour": "midi", "most": "-3"}),
    "useful": (lambda person: LINKS.opinion(person, 1, useful=True), None),
    "useful said": (lambda person: LINKS.opinion(person, 1, useful=True), {}),
    "useless": (lambda person: LINKS.opinion(person, 2, useful=False), None),
    "useless said": (lambda person: LINKS.opinion(person, 2, useful=False), {}),
    "open calls": (LINKS.open_calls, None),
    "opinions": (LINKS.opinions, None),
    "together": (lambda person: LINKS.together(person, 1), None),
    "privacy": (lambda _: LINKS.privacy, None),
    "broken link": (lambda _: f"{LINKS.site}/lettre/desabonnement/abc", None),
}


def shown(house: House, name: str) -> str:
    """The page as a browser has it, with its style sheet inside."""
    link, form = PAGES[name]
    path = house.path_of(link(house.person))
    answer = house.client.get(path) if form is None else house.client.post(path, data=form)
    assert answer.status_code in (200, 404, 422), answer.status_code
    css = (files("web") / "static" / "site.css").read_text(encoding="utf-8")
    html, replaced = re.subn(
        r'<link rel="stylesheet"[^>]*>', lambda _: f"<style>{css}</style>", answer.get_data(as_text=True)
    )
    assert replaced == 1
    return html


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation_in_a_page(house: House, name: str, dark: bool, width: int, tmp_path: Path) -> None:
    assert violations(shown(house, name), tmp_path, dark=dark, width=width) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_html_of_a_page_is_valid(house: House, name: str, tmp_path: Path) -> None:
    assert invalid(shown(house, name), tmp_path) == ""
