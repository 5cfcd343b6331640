"""The pages that anybody may open, one file a page: they know no person and change nothing."""

from flask import Blueprint

pages = Blueprint("public", __name__)

from web.public import robot  # noqa: E402, F401 it hangs itself on `pages`
