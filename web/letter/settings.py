"""Rhythm, hour, pause, reminders: what a person wishes of letters."""

from flask import render_template, request

from day import visits, wishes_form
from digests.links import Purpose
from digests.zones import ZONES
from model.codes import Rhythm
from store import preferences
from web.letter import pages
from web.site import base, site

RHYTHMS = {
    Rhythm.AT_ONCE: "Dès qu’il y a du nouveau",
    Rhythm.DAILY: "Chaque jour ouvré",
    Rhythm.WEEKLY: "Chaque semaine",
    Rhythm.MONTHLY: "Chaque mois (la première semaine)",
    Rhythm.NONE: "Aucune lettre",
}
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
REMINDERS = {
    "useful": "des appels que j’ai marqués utiles",
    "all": "de tous les appels reçus",
    "none": "aucun rappel",
}


@pages.route(f"/lettre/{Purpose.SETTINGS}/<token>", methods=["GET", "POST"])
def settings(token: str) -> tuple[str, int]:
    """The form; then the same form with what was kept, or with what to correct."""
    with base() as db:
        who = visits.visit(db, site().links, Purpose.SETTINGS, token)
        chosen = wishes_form.Choice(
            rhythm=who.person.rhythm,
            weekday=who.person.weekday,
            wishes=preferences.of(db, who.person.id),
            errors={},
        )
        if request.method == "POST":
            chosen = wishes_form.read(request.form, chosen.rhythm, chosen.weekday, chosen.wishes)
            if not chosen.errors:
                visits.choose(db, who, chosen.rhythm, chosen.weekday, chosen.wishes, site().now())
    page = render_template(
        "letter/settings.html",
        who=who,
        chosen=chosen,
        kept=request.method == "POST" and not chosen.errors,
        rhythms=RHYTHMS,
        weekdays=WEEKDAYS,
        reminders=REMINDERS,
        zones=ZONES,
        most=wishes_form.MOST,
        form=request.form,
        site=site(),
    )
    return page, 422 if chosen.errors else 200
