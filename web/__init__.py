"""The site, made by `create_app`: pages only; no decision is taken here, all are in `day` and below."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, Response

from digests import french
from model.deadline import PARIS
from web import letter, public
from web.site import Robot, Site

__all__ = ["Robot", "Site", "create_app"]

_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def create_app(site: Site) -> Flask:
    """The WSGI application of `site`. It sets no cookie, keeps no session and loads nothing from elsewhere."""
    app = Flask(__name__)
    app.extensions["site"] = site
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {"bound": french.bound, "long_day": _long_day}
    app.jinja_env.globals["nbsp"] = french.NBSP
    app.register_blueprint(letter.pages)
    app.register_blueprint(public.pages)
    app.after_request(_guarded)
    return app


def _long_day(at: datetime) -> str:
    """The day of an instant in Paris: « mardi 15 septembre 2026 »."""
    return french.long_day(at.astimezone(ZoneInfo(PARIS)).date())


def _guarded(response: Response) -> Response:
    """A page behind a signed link is nobody else's: not kept, not framed, not indexed, its address told to no other site."""
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    if response.mimetype != "text/css":
        response.headers["Cache-Control"] = "no-store"
    return response
