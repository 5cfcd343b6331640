"""The privacy notice, in the version that the record of consent names."""

from flask import render_template

from digests import consent, french
from web.letter import pages
from web.site import site


@pages.get("/confidentialite")
def privacy() -> str:
    """What is kept, why, how long, and the rights of people."""
    notice = [(title, french.bound(words)) for title, words in consent.NOTICE]
    return render_template("letter/privacy.html", notice=notice, version=consent.NOTICE_VERSION, site=site())
