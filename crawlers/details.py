"""Follows the items of a list to their own pages or PDF, politely: what is known and recent is not asked again."""

import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from crawlers.addresses import canonical
from crawlers.annexes import Annexes, found
from crawlers.fields import Fields, Said, fields_key, fields_of, lines_key
from crawlers.harvest import Harvest, keep_validator
from crawlers.health import Code, Unreadable
from crawlers.pages import MAIN, Page, mistake_in
from crawlers.recipes.base import Answer, Ask, Findings, Job, fetch
from crawlers.shaping import tuple_of
from crawlers.strict import Key, one_or_more, read_table, text, whole
from model.source import Validator

AGAIN = timedelta(hours=20)
"""A page is asked again at each day's reading: a deadline is moved on the page of the call, not in the list."""

IN_A_ROW = 3
"""After so many failures in a row, the site is left alone until the next reading."""

DETAILS = "details"
ACCEPT = "text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.5"


def _inside_place(value: Any, where: str) -> list[str]:
    mistake = mistake_in(value)
    return [f"la clé « {where} » : {mistake}"] if mistake else []


KEYS = (
    fields_key((), "les champs lus sur la page de l’appel ; ils l’emportent sur ceux de la liste", mistake_in),
    lines_key(mistake_in),
    Key("without", one_or_more, "les parties de la page à ne pas lire : partage, pied de page…", default=()),
    Key("must_have", one_or_more, "les expressions sans lesquelles la page n’est pas celle d’un appel", default=()),
    Key(
        "documents", text, "le sélecteur des liens vers les documents de l’appel : règlement, annexes", inside=_inside_place
    ),
    Key("again_days", whole, "le nombre de jours après lesquels une page déjà lue est redemandée", default=1),
)


@dataclass(frozen=True, slots=True)
class Detail:
    """How the page of an item is read; an empty one reads a PDF alone.

    A page that lacks one of the expressions `must_have` is not the right one. `stated` are values that the definition gives
    itself, by field; `documents` is the place of the links to its files. When the page `is_all` there is of an item, nothing
    is told of one whose page cannot be read.
    """

    fields: Fields = field(default_factory=Fields)
    without: tuple[str, ...] = ()
    again: timedelta = AGAIN
    documents: str | None = None
    must_have: tuple[str, ...] = ()
    stated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_all: bool = False

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Detail":
        """The [read.detail] table."""
        held, _ = read_table(values, KEYS)
        again = AGAIN if held["again_days"] <= 1 else timedelta(days=held["again_days"]) - timedelta(hours=4)
        return cls(
            fields_of(held), tuple_of(held["without"]), again, held["documents"], must_have=tuple_of(held["must_have"])
        )

    def read(self, answer: Answer) -> Said:
        """What a page or a PDF says. Unreadable when none of the fields is there."""
        if answer.pdf is not None:
            return Said({"text": (answer.pdf,)}, places={"text": "pdf"})
        page = Page.of(answer)
        missing = page.lacks(self.must_have)
        page.without(self.without)
        said = self.fields.read(page.pick)
        is_empty = self.is_all and not said.first("text")  # its title alone is that of any page of the site
        if missing or is_empty or not (said.values or said.lines) or self._may_be_any_page(page, said):
            code = Code.LOGIN_WALL if page.asks_to_log_in else Code.LAYOUT_CHANGED
            lacking = f"sans « {' », « '.join(missing)} »" if missing else "aucun des champs"
            raise Unreadable(code, f"{lacking} sur la page {answer.url} (titre « {page.title[:80]} »)")
        return said.and_then(Said(self.stated))

    def _may_be_any_page(self, page: Page, said: Said) -> bool:
        """Every page has a main text: where nothing else was found, a page that asks to log in is no page of a call."""
        found = [self.fields.named[name] for name in said.values if name in self.fields.named]
        return page.asks_to_log_in and not self.must_have and not said.lines and all(one.at == (MAIN,) for one in found)


@dataclass(frozen=True, slots=True)
class Card:
    """An item of a list: what the list says of it, and the address of its page."""

    said: Said
    url: str
    base: str
    raw: bytes

    @property
    def mark(self) -> str:
        """Equal when the list says the same."""
        held = json.dumps([self.url, dict(self.said.values), dict(self.said.lines)], ensure_ascii=False)
        return sha256(held.encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of an item for the next reading; without a reference, it was left out.

    `fingerprint` is that of its notice, `page` that of what its page alone says, without its documents.
    """

    mark: str
    fingerprint: str
    read_at: str
    reference: str
    page: str = ""


def follow(harvest: Harvest, detail: Detail, cards: Sequence[Card]) -> Generator[Ask, Answer, None]:
    """Reads the page of each card, and tells the notices that are new or changed.

    A page that fails costs no other: a known item is left as it was, a new one is told from its card. Unreadable when
    all fail, or `IN_A_ROW` one after the other: what was read is told before.
    """
    job, findings = harvest.job, harvest.findings
    known, kept, annexes = _known(job), dict[str, Known](), Annexes(job, findings)
    failures: list[Unreadable] = []
    read = row = 0
    for card in cards:
        key = canonical(card.url)
        old = known.get(key)
        if old and _is_recent(old, card, job.now, detail.again):
            kept[key] = _seen(findings, old)
            _keep_held(job, findings, card.url)
            annexes.keep(key)
            continue
        try:
            kept[key] = yield from _read(harvest, detail, card, old, annexes)
            read, row = read + 1, 0
        except Unreadable as failure:
            if detail.is_all and len(cards) == 1:
                raise
            failures.append(failure)
            row += 1
            _do_without(harvest, card, old, kept, failure, is_told=not detail.is_all)
            annexes.keep(key)
            if row >= IN_A_ROW or failure.code in (Code.TOO_MANY_REQUESTS, Code.ROBOTS_REFUSED):
                raise failure from None
    _remember(findings, kept)
    annexes.remember()
    if failures and not read:
        raise failures[-1]
    findings.unchanged = not findings.notices and not failures


def _read(
    harvest: Harvest, detail: Detail, card: Card, old: Known | None, annexes: Annexes
) -> Generator[Ask, Answer, Known]:
    job, findings = harvest.job, harvest.findings
    held = job.state.validators.get(card.url) if old and old.mark == card.mark else None
    answer = yield from fetch(_ask(card, held))
    validator = keep_validator(findings, card.url, answer, held)
    now, is_due = job.now.isoformat(), False
    if old and held and (answer.unchanged or validator.body_hash == held.body_hash):
        is_due = detail.documents is not None and (yield from annexes.changed(canonical(card.url)))
        if not is_due:
            return _seen(findings, replace(old, read_at=now))
        answer = yield from fetch(_ask(card))
        keep_validator(findings, card.url, answer)
    notice = harvest.notice(card.said.and_then(detail.read(answer)), answer.url, answer.body)
    if notice is None:
        return Known(card.mark, "", now, "")
    page = notice.fingerprint
    if detail.documents and answer.pdf is None:
        documents = found(Page.of(answer), detail.documents)
        if old and old.page == page and not is_due and (yield from annexes.are_as_known(canonical(card.url), documents)):
            return _seen(findings, Known(card.mark, old.fingerprint, now, old.reference, page))
        notice = yield from annexes.read(canonical(card.url), notice, documents)
    if old and old.fingerprint == notice.fingerprint:
        findings.see(notice.reference)
    else:
        findings.tell(notice)
    return Known(card.mark, notice.fingerprint, now, notice.reference, page)


def _ask(card: Card, held: Validator | None = None) -> Ask:
    return Ask(url=card.url, headers={"Accept": ACCEPT}, validator=held, reads_pdf=True)


def _do_without(harvest: Harvest, card: Card, old: Known | None, kept: dict[str, Known], failure: Unreadable, *,
                is_told: bool) -> None:  # fmt: skip
    """A known item is left as it was; a new one is told from its card, when `is_told` and the card has a title."""
    findings = harvest.findings
    findings.warn(failure.code if failure.code.startswith("pdf_") else Code.ITEM_UNREADABLE, f"{card.url} : {failure}")
    findings.validators.pop(card.url, None)
    if old:
        kept[canonical(card.url)] = _seen(findings, replace(old, mark=""))
    elif is_told and card.said.first("title") and (notice := harvest.notice(card.said, card.base, card.raw)):
        findings.tell(notice)


def _is_recent(old: Known, card: Card, now: datetime, again: timedelta) -> bool:
    return old.mark == card.mark and now - datetime.fromisoformat(old.read_at) < again


def _seen(findings: Findings, old: Known) -> Known:
    if old.reference:
        findings.see(old.reference)
    return old


def _keep_held(job: Job, findings: Findings, url: str) -> None:
    if url in job.state.validators:
        findings.validators[url] = job.state.validators[url]


def _known(job: Job) -> dict[str, Known]:
    """The items of the last reading; none when its definition changed, or was not taken in: its validators are then gone."""
    if not job.state.validators:
        return {}
    held: Mapping[str, list[str]] = json.loads(job.state.memory.get(DETAILS, "{}"))
    return {key: Known(*values) for key, values in held.items()}


def _remember(findings: Findings, kept: Mapping[str, Known]) -> None:
    rows = {key: [one.mark, one.fingerprint, one.read_at, one.reference, one.page] for key, one in kept.items()}
    findings.memory[DETAILS] = json.dumps(rows)
    findings.validators.setdefault(DETAILS, Validator(body_hash="1"))
