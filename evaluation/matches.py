"""Scores the matching on a judged corpus: profiles, calls, what each call is worth to each member (format: `corpora`)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from math import log2
from typing import Any

from evaluation.baselines import by_full_text, by_overlap
from matching import Judged, judge
from model.call import Call
from model.codes import AmountRole, Kind, Role, Scope, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.member import Member
from model.money import Amount
from model.notice import Notice
from model.timing import status_at
from pipelines.steps import understand

DEPTH, FIRST = 10, 5
_PLAIN = ("kind", "territory", "population", "min_amount", "max_amount", "siren", "insee", "department", "local_aid")
_LISTS = ("languages", "kinds", "keywords", "exclude_words", "follows")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a call is worth to a member (0–3), and whether the member may answer in any role."""

    relevance: int
    eligible: bool


@dataclass(frozen=True, slots=True)
class Corpus:
    """Members and calls numbered from 1 in their order; `names` of each give the corpus's own ids back."""

    now: datetime
    members: tuple[Member, ...]
    calls: tuple[Call, ...]
    texts: Mapping[int, str]
    member_names: tuple[str, ...]
    call_names: tuple[str, ...]
    judged: Mapping[tuple[str, str], Judgement]


def load(lines: Iterable[str], now: datetime) -> Corpus:
    """The corpus read at `now` (aware), which is the noon of its first line's `today` when there is one.

    A line that is no JSON or lacks its keys raises ValueError or KeyError.
    """
    rows = [json.loads(line) for line in lines if line.strip()]
    today = next((row["today"] for row in rows if "today" in row), None)
    now = datetime.combine(date.fromisoformat(today), time(12), UTC) if today else now
    profiles = next(row["members"] for row in rows if "members" in row)
    calls = next(row["calls"] for row in rows if "calls" in row)
    judged = {
        (str(row["member"]), str(row["call"])): Judgement(int(row["relevance"]), bool(row.get("eligible", True)))
        for row in rows
        if "relevance" in row
    }
    return Corpus(
        now=now,
        members=tuple(member_of(profile, number) for number, profile in enumerate(profiles, 1)),
        calls=tuple(call_of(one, number, now) for number, one in enumerate(calls, 1)),
        texts={number: str(one.get("text", "")) for number, one in enumerate(calls, 1)},
        member_names=tuple(str(profile["id"]) for profile in profiles),
        call_names=tuple(str(one["id"]) for one in calls),
        judged=judged,
    )


def evaluate(lines: Iterable[str], now: datetime) -> dict[str, Any]:
    """`ndcg10` and `p5` are means over the members that have a relevant call, `ineligible_alerted` is a count,
    `silent` the share of members without a relevant call who are told nothing, `members` their whole number.

    `full_text` and `overlap` hold the same four figures for the two baselines, on the calls still open.
    """
    corpus = load(lines, now)
    open_ones = [one for one in corpus.calls if not one.status.is_over]
    return {
        **_scores(corpus, _ranked(corpus)),
        "members": len(corpus.members),
        "full_text": _scores(corpus, _named(corpus, by_full_text(corpus.members, open_ones, corpus.texts))),
        "overlap": _scores(corpus, _named(corpus, by_overlap(corpus.members, open_ones))),
    }


def _scores(corpus: Corpus, ranked: Mapping[str, list[str]]) -> dict[str, float]:
    worth = {name: _relevances(corpus, name) for name in corpus.member_names}
    followed = [name for name in corpus.member_names if any(worth[name].values())]
    others = [name for name in corpus.member_names if name not in followed]
    found = {name: [worth[name].get(call, 0) for call in ranked[name]] for name in followed}
    alerted = [(name, call) for name in ranked for call in ranked[name]]
    return {
        "ndcg10": _mean([ndcg(found[name], worth[name].values()) for name in followed]),
        "p5": _mean([precision(found[name], worth[name].values()) for name in followed]),
        "ineligible_alerted": sum(pair in corpus.judged and not corpus.judged[pair].eligible for pair in alerted),
        "silent": _mean([float(not ranked[name]) for name in others]),
    }


def _named(corpus: Corpus, ranked: Mapping[int, list[int]]) -> dict[str, list[str]]:
    """The same by the corpus's own names."""
    return {corpus.member_names[m - 1]: [corpus.call_names[c - 1] for c in calls] for m, calls in ranked.items()}


def each(lines: Iterable[str], now: datetime) -> Iterator[dict[str, Any]]:
    """One line a pair that would be alerted, best first for each member, then one a pair that is refused (`role` "no")."""
    corpus = load(lines, now)
    judged = judge(corpus.calls, corpus.members, corpus.now, texts=corpus.texts)
    for row, name in enumerate(corpus.member_names):
        refused = [c for c in range(len(corpus.calls)) if judged.role(row, c) is Role.NO]
        for column in (*_best(judged, row), *refused):
            score = int(judged.scores[row, column])
            yield {"member": name, "call": corpus.call_names[column], "role": judged.role(row, column).value, "score": score}


def ndcg(ranked: Sequence[int], judged: Iterable[int]) -> float:
    """Normalised discounted gain of the first ten: gains are 2^relevance − 1, the ideal order is that of the judge."""
    ideal = _gain(sorted(judged, reverse=True))
    return _gain(ranked) / ideal if ideal else 0.0


def precision(ranked: Sequence[int], judged: Iterable[int]) -> float:
    """Share of relevant calls among the first five. With fewer than five relevant ones, finding them all and nothing else
    is 1: what is told beyond counts against it, and so does what is missed.
    """
    wanted = min(FIRST, sum(relevance > 0 for relevance in judged))
    shown = ranked[:FIRST]
    return sum(relevance > 0 for relevance in shown) / max(len(shown), wanted, 1)


def member_of(profile: Mapping[str, Any], number: int) -> Member:
    """A profile of a corpus as a member."""
    given: dict[str, Any] = {"id": number, "name": str(profile.get("name") or profile["id"])}
    given |= {name: profile[name] for name in _PLAIN if profile.get(name) is not None}
    given |= {name: dict(profile[name]) for name in ("countries", "groups", "themes") if profile.get(name)}
    given |= {name: tuple(profile[name]) for name in _LISTS if profile.get(name)}
    return Member(**given)


def call_of(one: Mapping[str, Any], number: int, now: datetime) -> Call:
    """A call of a corpus: what it states in fields, the rest read in its text as any notice's."""
    notice = Notice(
        source="corpus",
        reference=str(one["id"]),
        url=str(one.get("url") or ""),
        title=str(one["title"]),
        text=str(one.get("text") or ""),
        language=one.get("lang"),
        published=date.fromisoformat(one["published"]) if one.get("published") else None,
        funder=one.get("funder"),
        seen_at=now,
        given=_given(one),
    )
    facts = understand(notice)
    return Call(
        id=number,
        title=notice.title,
        url=notice.url,
        source=notice.source,
        reference=notice.reference,
        facts=facts,
        status=status_at(facts, now),
        first_seen=now,
        funder=notice.funder,
    )


def _ranked(corpus: Corpus) -> dict[str, list[str]]:
    judged = judge(corpus.calls, corpus.members, corpus.now, texts=corpus.texts)
    return {name: [corpus.call_names[c] for c in _best(judged, row)] for row, name in enumerate(corpus.member_names)}


def _best(judged: Judged, row: int) -> list[int]:
    """The calls told to one member, best first; equal scores in the order of the corpus."""
    told = [column for column in range(judged.told.shape[1]) if judged.told[row, column]]
    return sorted(told, key=lambda column: -judged.scores[row, column])


def _relevances(corpus: Corpus, member: str) -> dict[str, int]:
    return {call: given.relevance for (name, call), given in corpus.judged.items() if name == member}


def _gain(relevances: Sequence[int]) -> float:
    return sum((2.0**relevance - 1) / log2(place + 2) for place, relevance in enumerate(relevances[:DEPTH]))


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 1.0


def _given(one: Mapping[str, Any]) -> Facts:
    lists = ("countries", "groups", "excluded_countries", "excluded_groups", "themes", "eligible", "excluded", "sdgs")
    stated: dict[str, Any] = {name: tuple(_said(name, code) for code in one[name]) for name in lists if one.get(name)}
    for name, kind in (("kind", Kind), ("status", Status), ("scope", Scope), ("programme", str)):
        if one.get(name):
            stated[name] = _said(name, kind(one[name]))
    if one.get("deadline"):
        stated["sessions"] = (_said("deadline", Deadline(date.fromisoformat(one["deadline"][:10]))),)
    if one.get("opening"):
        stated["opening"] = _said("opening", date.fromisoformat(one["opening"][:10]))
    if one.get("amount"):
        stated["amounts"] = (_said("amount", _amount(one["amount"])),)
    return Facts(**stated)


def _amount(said: Mapping[str, Any]) -> Amount:
    low, high = (None if said.get(name) is None else Decimal(str(said[name])) for name in ("min", "max"))
    return Amount(low, high, said.get("currency") or "EUR", AmountRole(said.get("role") or "grant"))


def _said(field: str, value: Any) -> Reading[Any]:
    return Reading(value, Evidence(str(value), place=f"field:{field}"))
