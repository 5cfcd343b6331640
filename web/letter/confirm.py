"""« Oui, je veux recevoir ces lettres » (double opt-in)."""

from flask import render_template, request

from day import visits
from digests import consent, french
from digests.links import Purpose
from web.letter import pages
from web.site import base, site


@pages.route(f"/lettre/{Purpose.CONFIRM}/<token>", methods=["GET", "POST"])
def confirm(token: str) -> str:
    """The button, then the thanks."""
    with base() as db:
        who = visits.visit(db, site().links, Purpose.CONFIRM, token)
        if request.method == "POST":
            visits.confirm(db, who, site().now())
    words = french.bound(consent.ASK_WORDS.format(member=who.member.name))
    settings = site().links.settings(who.person)
    return render_template(
        "letter/confirm.html", who=who, words=words, done=request.method == "POST", settings=settings, site=site()
    )
