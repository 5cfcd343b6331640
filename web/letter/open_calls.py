"""The whole list of what a member may still answer."""

from flask import render_template

from day import open_calls, visits
from digests.links import Purpose
from web.letter import pages
from web.site import base, site


@pages.get(f"/lettre/{Purpose.OPEN_CALLS}/<token>")
def all_open(token: str) -> str:
    """The list, what closes first at the top."""
    with base() as db:
        who = visits.visit(db, site().links, Purpose.OPEN_CALLS, token)
        listed = open_calls.listed(db, who, site().links, site().now())
    links = site().links
    return render_template(
        "letter/open_calls.html",
        who=who,
        listed=listed,
        settings=links.settings(who.person),
        opinions=links.opinions(who.person),
        feed=links.feed(who.person),
        site=site(),
    )
