"""What a list recipe shares with the others: which items are kept, and telling only what is new. No page is asked here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from crawlers import filters
from crawlers.fields import Pick, Said
from crawlers.filters import Filter
from crawlers.health import Code, Unreadable
from crawlers.notices import notice_of
from crawlers.recipes.base import Answer, Findings, Job
from crawlers.shaping import says, tuple_of
from crawlers.strict import Key, words_to_lists
from model.notice import Notice
from model.source import Validator

ALL_NOTICES = "notices"
"""The name of the validator: the envelope of answers changes, so the hash is that of what the notices say."""

DOUBLE = "doublon dans la liste"
LEFT_OUT = "écarté par les conditions de la fiche"

KEYS = (
    *filters.KEYS,
    Key("only_where", words_to_lists, "ne garder que les éléments qui disent ceci à cet endroit", default={}),
    Key("never_where", words_to_lists, "écarter les éléments qui disent ceci à cet endroit", default={}),
)


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which items of a list are kept: by what they say at a place, then by the words of their title and text."""

    words: Filter = field(default_factory=Filter)
    only_where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    never_where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Sieve":
        """The sieve in the values of a [read] table."""
        only, never = (
            {place: tuple_of(held) for place, held in values[name].items()} for name in ("only_where", "never_where")
        )
        return cls(Filter.of(values["must_say"], values["must_not_say"]), only, never)

    def refusal(self, pick: Pick) -> str | None:
        """Why an item is left out before it is read further, in French; None when it is kept."""
        if not all(_any_says(pick, place, words) for place, words in self.only_where.items()):
            return LEFT_OUT
        return LEFT_OUT if any(_any_says(pick, place, words) for place, words in self.never_where.items()) else None


def _any_says(pick: Pick, place: str, words: Sequence[str]) -> bool:
    return any(says(value, words) for value in pick(place, None))


class Harvest:
    """The notices of one reading, in order. Those that are kept wait here until `finish`."""

    def __init__(self, job: Job, findings: Findings, sieve: Sieve) -> None:
        self.job, self.findings, self.sieve = job, findings, sieve
        self.notices: dict[str, Notice] = {}
        self.met = 0

    def add(self, pick: Pick, said: Said, base: str, raw: bytes) -> bool:
        """Takes an item in; whether it is kept. `pick` is asked what the conditions of the definition look at."""
        self.met += 1
        reason = self.sieve.refusal(pick)
        if reason:
            self.findings.drop(reason)
            return False
        notice = self.notice(said, base, raw)
        if notice is None:
            return False
        if notice.reference in self.notices:
            self.findings.drop(DOUBLE)
            return False
        self.notices[notice.reference] = notice
        return True

    def notice(self, said: Said, base: str, raw: bytes) -> Notice | None:
        """The notice of an item; None when it cannot be one, or is left out for its words, which is told."""
        notice = notice_of(self.job, said, base, raw, self.findings)
        if notice is None:
            name = said.first("title")[:80] or said.first("link")[:80] or raw[:80].decode(errors="replace")
            self.findings.warn(Code.ITEM_UNREADABLE, f"sans titre ou sans lien sûr : {name!r}")
            return None
        reason = self.sieve.words.refusal(f"{notice.title}\n{notice.text}")
        if reason:
            self.findings.drop(reason)
            return None
        return notice

    def finish(self, failure: Unreadable | None = None) -> None:
        """Tells the notices, unless they say what they said last time. What was read before a failure is told too."""
        if failure is None and self.met and not self.notices and not self.findings.dropped:
            raise Unreadable(Code.LAYOUT_CHANGED, f"aucun des {self.met} éléments n’a de titre et de lien")
        if failure is None and self._is_unchanged():
            return
        for notice in self.notices.values():
            self.findings.tell(notice)
        if failure is not None:
            raise failure

    def _is_unchanged(self) -> bool:
        said = "\n".join(sorted(f"{one.reference} {one.fingerprint}" for one in self.notices.values()))
        validator = Validator(body_hash=sha256(said.encode()).hexdigest())
        self.findings.validators[ALL_NOTICES] = validator
        self.findings.unchanged = self.job.state.validators.get(ALL_NOTICES) == validator
        if self.findings.unchanged:
            for reference in self.notices:
                self.findings.see(reference)
        return self.findings.unchanged


def keep_validator(findings: Findings, url: str, answer: Answer, held: Validator | None = None) -> Validator:
    """Keeps what lets the next request for this address ask whether it changed."""
    old = held or Validator()
    body_hash = old.body_hash if answer.unchanged else sha256(answer.body).hexdigest()
    etag = answer.headers.get("etag", old.etag if answer.unchanged else None)
    modified = answer.headers.get("last-modified", old.last_modified if answer.unchanged else None)
    findings.validators[url] = Validator(etag, modified, body_hash)
    return findings.validators[url]
