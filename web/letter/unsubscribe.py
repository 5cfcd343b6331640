"""« Me désabonner », by hand or in one click from a mail program (RFC 8058)."""

from flask import render_template, request

from day import visits
from digests.links import Purpose
from model.codes import Rhythm
from model.preferences import How
from web.letter import pages
from web.site import base, site


@pages.route(f"/lettre/{Purpose.UNSUBSCRIBE}/<token>", methods=["GET", "POST"])
def unsubscribe(token: str) -> str:
    """The button, then the goodbye. The POST of a mail program has no cookie and follows no redirect: 200, at once."""
    with base() as db:
        who = visits.visit(db, site().links, Purpose.UNSUBSCRIBE, token)
        if request.method == "POST":
            one_click = request.form.get("List-Unsubscribe") == "One-Click"
            visits.unsubscribe(db, who, How.ONE_CLICK if one_click else How.PAGE, site().now())
    done = request.method == "POST" or who.person.rhythm is Rhythm.NONE
    return render_template(
        "letter/unsubscribe.html", who=who, done=done, settings=site().links.settings(who.person), site=site()
    )
