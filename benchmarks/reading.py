"""The readers beside dateparser's search, price-parser and a country recogniser, on the same phrases, in one run.

Peers are read leniently: one of the dates found is enough, the sum found is right when it is one of the bounds.
`PHRASES=FILE` in the environment measures on another labelled file instead of the project's own.
"""

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Measure
from evaluation.phrases import document_of, read_phrase
from pipelines.reading.document import Document
from pipelines.steps import read

Line = Mapping[str, Any]
PUBLISHED = date(2026, 2, 1)
BOUND = 6.0
"""Milliseconds of CPU for all the steps on a call of 5 kB."""
FEW, MANY = 1_000, 10_000


def measure() -> Iterator[Measure]:
    """Shares of right answers and milliseconds a phrase, ours and the peer's; then whole calls."""
    lines = _phrases()
    for kind, name, peer, says in (
        ("deadline", "dateparser", _dateparser, _same_date),
        ("amount", "price-parser", _price_parser, _same_sum),
        ("countries", "country-named-entity-recognition", _countries, _same_countries),
    ):
        some = [line for line in lines if line["kind"] == kind]
        yield from _beside(kind, name, some, peer, says)
    yield from _whole_calls()


def _beside(
    kind: str, name: str, lines: list[Line], peer: Callable[[Line], Any], says: Callable[[Line, Any], bool]
) -> Iterator[Measure]:
    if not lines:
        return
    ours, our_time = _timed(read_phrase, lines)
    theirs, their_time = _timed(peer, lines)
    right = [says(line, answer) for line, answer in zip(lines, map(_bare(kind), ours), strict=True)]
    peer_right = [says(line, answer) for line, answer in zip(lines, theirs, strict=True)]
    shares = (100 * sum(some) / len(lines) for some in (right, peer_right))
    yield Measure(f"{kind} : justes sur {len(lines)}", next(shares), "%", next(shares), name)
    yield Measure(f"{kind} : temps par phrase", our_time, "ms", their_time, name)


def _timed(answer: Callable[[Line], Any], lines: list[Line]) -> tuple[list[Any], float]:
    """The answers, and milliseconds of CPU a phrase; the first phrase is read once before, as tables load then."""
    answer(lines[0])
    started = time.process_time()
    answers = [answer(line) for line in lines]
    return answers, (time.process_time() - started) * 1000 / len(lines)


def _bare(kind: str) -> Callable[[dict[str, Any]], Any]:
    """Ours in the form of the peers' answers."""
    if kind == "deadline":
        return lambda read: {read["deadline"]} - {None}
    if kind == "countries":
        return lambda read: set(read["include"])
    return lambda read: (({read["min"], read["max"]} - {None}) or None, read["currency"])


def _dateparser(line: Line) -> set[str]:
    from dateparser.search import search_dates  # slow to import, and only measured here

    base = datetime.combine(document_of(line).reference, datetime.min.time())
    found = search_dates(line["text"], languages=[line.get("lang") or "fr"], settings={"RELATIVE_BASE": base})
    return {day.date().isoformat() for _, day in found or ()}


def _same_date(line: Line, answer: set[str]) -> bool:
    expected = line["expected"]["deadline"]
    return expected in answer if expected else not answer


def _price_parser(line: Line) -> tuple[set[float] | None, str | None]:
    from price_parser import Price

    found = Price.fromstring(line["text"])
    currency = {"€": "EUR", "$": "USD", "£": "GBP", "euros": "EUR"}.get(found.currency or "", found.currency)
    return ({float(found.amount)} if found.amount is not None else None), currency


def _same_sum(line: Line, answer: tuple[set[float] | None, str | None]) -> bool:
    expected = {line["expected"]["min"], line["expected"]["max"]} - {None}
    sums, currency = answer
    if not expected or not sums:
        return not expected and not sums
    return sums <= expected and currency == line["expected"]["currency"]


def _countries(line: Line) -> set[str]:
    from country_named_entity_recognition import find_countries

    return {country.alpha_2 for country, *_ in find_countries(line["text"])}


def _same_countries(line: Line, answer: set[str]) -> bool:
    return set(line["expected"]["include"]) == answer


def _whole_calls() -> Iterator[Measure]:
    documents = list(_long_calls(60))
    spent = median(_spent(one) for one in documents)
    yield Measure("appel de 5 ko, toutes les étapes (médiane)", spent, "ms", bound=BOUND)
    few, many = (sum(map(_spent, _short_calls(number))) / number for number in (FEW, MANY))
    yield Measure(f"{MANY:,} appels, par appel".replace(",", "\u00a0"), many, "ms", few, f"{FEW} appels", 1.2 * few)


def _spent(document: Document) -> float:
    started = time.process_time()
    read(document)
    return (time.process_time() - started) * 1000


def _long_calls(number: int) -> Iterator[Document]:
    """The same long call with a word changed each time, so that nothing is remembered from one to the next."""
    title, _, text = Path(__file__).with_name("appel_5_ko.txt").read_text(encoding="utf-8").partition("\n")
    for order in range(number):
        yield Document(title=f"{title} {order}", text=text.replace("trente-six", f"{order + 36}"), reference=PUBLISHED)


def _short_calls(number: int) -> Iterator[Document]:
    lines = _corpus("calls")
    for order in range(number):
        line = lines[order % len(lines)]
        day = date.fromisoformat(line["published"])
        yield Document(title=line["title"], text=f"{line['text']}\nRéférence {order}", reference=day)


def _phrases() -> list[Line]:
    """The labelled phrases: those of the environment, else our own and, for countries, our own calls."""
    given = os.environ.get("PHRASES")
    if given:
        return _lines(Path(given).read_text(encoding="utf-8").splitlines())
    return [*_corpus("phrases"), *map(_as_phrase, _corpus("calls"))]


def _as_phrase(call: Line) -> Line:
    """The countries of a call as one labelled phrase."""
    text, found = f"{call['title']}\n{call['text']}", call["expected"]["countries"]
    expected = {"include": [code for code in found if "-" not in code], "exclude": []}
    return {"kind": "countries", "lang": call["lang"], "text": text, "expected": expected, "published": call["published"]}


def _corpus(name: str) -> list[Line]:
    return _lines(files("evaluation").joinpath("corpora", f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


def _lines(rows: Iterable[str]) -> list[Line]:
    return [json.loads(row) for row in rows if row.strip()]
