"""From a PDF to its text, read in a child process that has little time and memory: a PDF is somebody else's program.

The command line uses it too, for the files of staff. What a call says is read elsewhere.
"""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from crawlers.health import Code, Unreadable

SECONDS = 20.0
"""A règlement of 60 pages takes about a second; what takes twenty is a bomb."""

MEGABYTES = 600
PAGES = 80
CHARACTERS = 400_000


def is_pdf(body: bytes) -> bool:
    """Whether these bytes are a PDF: its mark is in the first kilobyte, whatever the server calls it."""
    return b"%PDF-" in body[:1024]


class UnreadPdf(Unreadable):
    """A PDF without text for us; `sha256` is that of its bytes, by which a new version of it is still told."""

    def __init__(self, failure: Unreadable, sha256: str) -> None:
        super().__init__(failure.code, failure.detail)
        self.sha256 = sha256


def text_of(body: bytes, seconds: float = SECONDS) -> str:
    """The text of a PDF, paragraphs joined and rows of tables kept. Blocks for `seconds` at most.

    UnreadPdf, with a code that says why: locked by a password, spoilt, too heavy, or made of images.
    """
    try:
        return _text_of(body, seconds)
    except Unreadable as failure:
        raise UnreadPdf(failure, sha256(body).hexdigest()) from failure


def _text_of(body: bytes, seconds: float) -> str:
    command = [
        sys.executable,
        "-m",
        "crawlers.pdf_child",
        str(PAGES),
        str(CHARACTERS),
        str(MEGABYTES),
        str(int(seconds) + 1),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, with numbers as arguments
            command, input=body, capture_output=True, timeout=seconds, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(Code.PDF_TOO_HEAVY, f"plus de {seconds:.0f} s") from None
    if done.returncode != 0:
        raise Unreadable(Code.PDF_TOO_HEAVY, f"arrêt du lecteur ({done.returncode}) : {_last_line(done.stderr)}")
    told = json.loads(done.stdout)
    if "code" in told:
        raise Unreadable(Code(told["code"]), told["detail"])
    text: str = told["text"]
    return text


def _last_line(errors: bytes) -> str:
    lines = errors.decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else "sans un mot"


def _environment() -> dict[str, str]:
    """The child must find this very package, and gets none of our keys."""
    root = str(Path(__file__).resolve().parent.parent)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])}
