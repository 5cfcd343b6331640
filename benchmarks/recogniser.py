"""The recogniser with every vocabulary loaded, beside a country recogniser from PyPI and one compiled alternation."""

import json
import re
import time
from collections.abc import Callable, Iterator
from importlib.resources import files

from country_named_entity_recognition import find_countries

from benchmarks.measure import Measure
from vocabularies.recogniser import every_term, shipped

CHARACTERS = 1_000_000
FEW = 20_000
"""The peers are slow: they read this much, and their speed is told per character like ours."""


def measure() -> Iterator[Measure]:
    """Millions of characters a second on one core; the bound is on the time of one million characters."""
    text = _text()
    whole = shipped()
    whole.find(text[:FEW])  # the automaton is made once a process
    ours = _seconds(lambda: len(whole.find(text))) * 1_000_000 / len(text)
    words = sorted({re.escape(term.words) for term in every_term()}, key=len, reverse=True)
    alternation = re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)
    few = text[:FEW]
    by_regex = _seconds(lambda: sum(1 for _ in alternation.finditer(few))) * 1_000_000 / len(few)
    by_peer = _seconds(lambda: len(find_countries(few))) * 1_000_000 / len(few)
    yield Measure(f"un million de caractères, {len(words):,} termes", ours, "s", by_regex, "une alternance compilée", 1.0)
    yield Measure(
        "le même, à côté d’un outil du commerce", ours, "s", by_peer, "country-named-entity-recognition, pays seuls", 1.0
    )


def _text() -> str:
    """Calls of our own writing, again and again up to a million characters."""
    lines = files("evaluation").joinpath("corpora", "matches.jsonl").read_text(encoding="utf-8").splitlines()
    calls = next(row["calls"] for row in map(json.loads, lines) if "calls" in row)
    once = "\n\n".join(f"{call['title']}\n{call['text']}" for call in calls)
    return (once + "\n\n") * (CHARACTERS // len(once) + 1)


def _seconds(work: Callable[[], int]) -> float:
    started = time.process_time()
    if not work():
        raise SystemExit("rien n’a été trouvé : la mesure ne vaut rien.")
    return time.process_time() - started
