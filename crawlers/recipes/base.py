"""What a recipe is: a generator that asks for pages and tells notices. It fetches nothing itself."""

from collections import Counter
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawlers.health import Code
from crawlers.strict import Key
from model.notice import Notice
from model.source import Source, SourceState, Validator


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A mailbox to read: a Maildir `folder`, or else the box `box` of an IMAP server, over TLS.

    The password is in the environment variable `password_variable`: a recipe knows its name only.
    """

    folder: str | None = None
    host: str | None = None
    port: int = 993
    user: str | None = None
    password_variable: str | None = None
    box: str = "INBOX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request. With a `validator`, the server may answer that nothing changed.

    `secrets` are headers whose values are in environment variables: a recipe knows their names only. A request that
    bears any, or `is_private`, follows no redirect and does not leave in clear. With `reads_pdf`, an answer that is a PDF
    comes with its text. `max_bytes` and `seconds` are the limits of an answer that is known to be long, None for the usual.
    With a `mailbox`, its new messages are asked for, and no web server. A page that `is_list` is asked for at each reading:
    a copy of it lets the server answer that it has not changed, and the recipe gets the page all the same.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    validator: Validator | None = None
    secrets: Mapping[str, str] = field(default_factory=dict)
    is_private: bool = False
    reads_pdf: bool = False
    max_bytes: int | None = None
    seconds: float | None = None
    mailbox: Mailbox | None = None
    is_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to an `Ask`: `url` is the final address, `body` is decompressed, header names are in lower case.

    `unchanged`: the server said that what we hold is still right; the body is then empty. `pdf` is the text of a PDF.
    """

    url: str
    headers: Mapping[str, str]
    body: bytes
    unchanged: bool = False
    pdf: str | None = None

    @property
    def content_type(self) -> str:
        """The media type and its parameters, as said by the server."""
        return self.headers.get("content-type", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a recipe has to read: `options` are those its own `parse` made, `now` is in UTC."""

    source: Source
    options: Any
    state: SourceState
    now: datetime


@dataclass(slots=True)
class Findings:
    """What a recipe tells while it reads. `emit` takes each notice at once.

    `validators` and `memory` are kept for the next reading when this one ends well. `unchanged` means that nothing is
    told because nothing is new; `items` is then the number of items that would have been. `kinds` counts the items met of
    each family that the source itself distinguishes, and `says_empty` that its list says that it has nothing: both serve
    to notice what is odd.
    """

    emit: Callable[[Notice], None]
    seen: dict[str, None] = field(default_factory=dict)
    notices: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    problems: dict[Code, list[str]] = field(default_factory=dict)
    validators: dict[str, Validator] = field(default_factory=dict)
    memory: dict[str, str] = field(default_factory=dict)
    unchanged: bool = False
    items: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    says_empty: bool = False

    def tell(self, notice: Notice) -> None:
        """Hands a notice over."""
        self.see(notice.reference)
        self.notices += 1
        self.emit(notice)

    def see(self, reference: str) -> None:
        """Counts an item as met, told or not."""
        self.seen[reference] = None
        self.items = max(self.items, len(self.seen))

    def drop(self, reason: str) -> None:
        """Counts an item left out on purpose, with a reason in French."""
        self.dropped[reason] += 1

    def warn(self, code: Code, detail: str) -> None:
        """Keeps a problem that does not end the reading; the same detail is kept once."""
        details = self.problems.setdefault(code, [])
        if detail not in details:
            details.append(detail)


Reading = Generator[Ask, Answer, None]
"""A reading under way: asks, is sent the answers, raises `health.Unreadable` when the source cannot be read.

A request that fails is thrown into it as `health.Unreadable`: a recipe that can do without catches it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A way of reading a kind of source. `keys` are those of its [read] table, `parse` makes its options of the values.

    `check` gives the mistakes of a table as a whole, whose keys are right one by one. `is_tool`: the program uses it, no
    definition may.
    """

    name: str
    meaning: str
    keys: tuple[Key, ...]
    parse: Callable[[Mapping[str, Any]], Any]
    read: Callable[[Job, Findings], Reading]
    check: Callable[[Mapping[str, Any]], list[str]] = lambda values: []
    is_tool: bool = False


def fetch(ask: Ask) -> Generator[Ask, Answer, Answer]:
    """The answer to a request, inside a recipe: `answer = yield from fetch(Ask(...))`."""
    return (yield ask)
