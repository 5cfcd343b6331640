"""« Répondre ensemble »: what a member does about a call, who seeks partners; said on POST and taken back as easily."""

from flask import render_template, request

from day import answering, visits
from digests.links import Purpose
from matching.together import NAMES
from model.trouble import Trouble
from web.letter import pages
from web.site import base, site


@pages.route(f"/lettre/{Purpose.TOGETHER}/<token>", methods=["GET", "POST"])
def together(token: str) -> tuple[str, int]:
    """The page; after a POST, the same with what was kept, or with why it was not (422) and the words typed."""
    now, wrong = site().now(), None
    with base() as db:
        who = visits.visit(db, site().links, Purpose.TOGETHER, token)
        if request.method == "POST":
            try:
                answering.act(db, who, request.form, now)
            except Trouble as trouble:
                wrong = trouble
        page = answering.page(db, who, now)
    shown = render_template(
        "letter/together.html",
        who=who,
        page=page,
        wrong=wrong,
        kept=request.method == "POST" and wrong is None,
        names=NAMES,
        typed=request.form if wrong else {},
        calls=site().links.open_calls(who.person),
        site=site(),
    )
    return shown, 422 if wrong else 200
