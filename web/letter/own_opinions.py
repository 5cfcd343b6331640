"""« Vos avis »: all that a member said of calls, series and funders, what it holds back, and the way back."""

from flask import render_template, request

from day import feedback, visits
from digests.links import Purpose
from web.letter import pages
from web.site import base, site


@pages.route(f"/lettre/{Purpose.OPINIONS}/<token>", methods=["GET", "POST"])
def own_opinions(token: str) -> str:
    """The list; a POST takes one opinion back."""
    now = site().now()
    with base() as db:
        who = visits.visit(db, site().links, Purpose.OPINIONS, token)
        if request.method == "POST":
            feedback.take_back(db, who.member.id, request.form.get("annuler", 0, int), now)
        said = feedback.all_said(db, who, now, site().weights)
    return render_template(
        "letter/own_opinions.html",
        who=who,
        said=said,
        undone=request.method == "POST",
        calls=site().links.open_calls(who.person),
        site=site(),
    )
