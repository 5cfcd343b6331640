"""Deadlines for calendars: the date of one call, and the private feed of a person."""

from flask import Response, request

from day import open_calls, visits
from digests.links import Purpose
from web.letter import pages
from web.site import base, site


@pages.get(f"/lettre/{Purpose.AGENDA}/<token>")
def agenda(token: str) -> Response:
    """The date of one call, as a file that calendars open."""
    with base() as db:
        who = visits.visit(db, site().links, Purpose.AGENDA, token)
        body = open_calls.agenda(db, who, site().links, site().now())
    return _calendar(body, f"appel-{who.call.id if who.call else 0}.ics")


@pages.get(f"/lettre/{Purpose.FEED}/<token>")
def feed(token: str) -> Response:
    """All the dates of a person, read again by calendars when they wish."""
    with base() as db:
        who = visits.visit(db, site().links, Purpose.FEED, token)
        body = open_calls.feed(db, who, site().links, site().now())
    return _calendar(body, "appels-a-projets.ics")


def _calendar(body: bytes, name: str) -> Response:
    response = Response(body, content_type="text/calendar; charset=utf-8; method=PUBLISH")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.add_etag()
    response.make_conditional(request)
    return response
