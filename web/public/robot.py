"""Who reads the sites of funders in our name, why and when, how to be left out, and how to send us a call."""

from flask import render_template

from web.public import pages
from web.site import site


@pages.get("/robot")
def robot() -> str:
    """The page whose address our robot gives in each request."""
    here = site()
    return render_template("public/robot.html", site=here, robot=here.robot, mail=here.voice.reply_to or here.voice.sender)
