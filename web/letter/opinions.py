"""« Utile » and « pas pour nous », of a call, of all its editions or of its funder; said on POST, taken back as easily."""

from flask import render_template, request

from day import feedback, open_calls, visits
from digests.links import Purpose
from model.opinion import About, Judgement
from store.connection import Database
from web.letter import pages
from web.site import base, site

_WIDER = {"editions": About.SERIES, "financeur": About.FUNDER}


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
        if request.method == "POST":
            _act(db, who, judgement)
        card, held = open_calls.card_for(db, who, now), visits.opinion_of(db, who)
        wider = feedback.wider(db, who.member.id, who.call) if who.call else {}
    return render_template(
        "letter/opinion.html",
        who=who,
        card=card,
        judgement=judgement.value,
        held=held.value if held else "",
        wider={word: wider.get(about) for word, about in _WIDER.items()},
        calls=site().links.open_calls(who.person),
        opinions=site().links.opinions(who.person),
        site=site(),
    )


def _act(db: Database, who: visits.Visit, judgement: Judgement) -> None:
    """What the button pressed asks; one button a form."""
    form, now = request.form, site().now()
    if "annuler" in form:
        visits.take_back(db, who, now)
    elif "annuler_avis" in form:
        feedback.take_back(db, who.member.id, form.get("annuler_avis", 0, int), now)
    elif who.call is not None and form.get("portee") in _WIDER:
        about = _WIDER[form["portee"]]
        feedback.say(db, who.member.id, who.call.id, about, judgement, now, who.person.id)
    else:
        visits.opine(db, who, judgement, now)
