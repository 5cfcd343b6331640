"""« Utile » and « pas pour nous », each said on POST and taken back as easily."""

from flask import render_template, request

from day import open_calls, visits
from digests.links import Purpose
from model.opinion import Judgement
from web.letter import pages
from web.site import base, site


@pages.route(f"/lettre/{Purpose.USEFUL}/<token>", methods=["GET", "POST"])
def useful(token: str) -> str:
    """The button, then what it changes."""
    return _page(Purpose.USEFUL, Judgement.USEFUL, token)


@pages.route(f"/lettre/{Purpose.USELESS}/<token>", methods=["GET", "POST"])
def useless(token: str) -> str:
    """The button, then what it changes."""
    return _page(Purpose.USELESS, Judgement.NOT_FOR_US, token)


def _page(purpose: Purpose, judgement: Judgement, token: str) -> str:
    now = site().now()
    with base() as db:
        who = visits.visit(db, site().links, purpose, token)
        if request.method == "POST" and "annuler" in request.form:
            visits.take_back(db, who, now)
        elif request.method == "POST":
            visits.opine(db, who, judgement, now)
        card, held = open_calls.card_for(db, who, now), visits.opinion_of(db, who)
    return render_template(
        "letter/opinion.html",
        who=who,
        card=card,
        judgement=judgement.value,
        held=held.value if held else "",
        calls=site().links.open_calls(who.person),
        site=site(),
    )
