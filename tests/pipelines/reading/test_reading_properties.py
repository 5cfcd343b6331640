"""What holds for any text: every value has its exact sentence, nothing is invented, nothing hangs."""

import re
import time
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.evidence import Reading
from model.facts import Facts
from pipelines.reading.document import Document
from pipelines.reading.text import of_html
from pipelines.reading.view import fold, view
from pipelines.steps import STEPS, read

PIECES = [
    "Date limite : ", "jusqu’au ", "avant le ", "du ", "au ", "et ", "entre ", "15 mars 2026", "1er avril",
    "31/12/2026", "fin mai", "à 17h00 ", "(heure de Paris)", "minuit", ". ", "\n", " | ", "- ", "50 000 €",
    "EUR 8.455", "de 1 à 3 M€", "70 %", "30 à 40 %", "subvention ", "enveloppe de ", "par projet ",
    "Le webinaire aura lieu le ", "Clôturé", "Sénégal", "communes ", "eau ", "2026", "ÉÀÇ", "\u00a0", "\u202f", "…",
    "ﬁ", "İ", "日本", "😀", "au fil de l’eau", "Deadline: ", "by ", "T2 2026", "1er trimestre ", "%", "€", "(", ")",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=24).map("".join))


MARKUP = ["<p>", "</p>", "<td>", "<tr>", "<table>", "<li>", "&nbsp;", "<", ">", "a", "<!--", "<script>", "&#30;"]


def document(text: str, title: str = "") -> Document:
    return Document(title=title, text=text, reference=date(2026, 1, 10))


def readings(facts: Facts) -> Iterator[Reading[object]]:
    for field in fields(facts):
        held = getattr(facts, field.name)
        for one in held if isinstance(held, tuple) else (held,):
            if isinstance(one, Reading):
                yield one


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, title=TEXTS)
def test_every_value_quotes_the_place_it_was_read_in(text: str, title: str) -> None:
    doc = document(text, title)
    for reading in readings(read(doc)):
        place = {"title": doc.title, "text": doc.text}[reading.evidence.place]
        assert reading.evidence.quote == place[reading.evidence.start : reading.evidence.end]
        assert reading.evidence.quote
        assert 0 < reading.confidence <= 1


@settings(max_examples=250, deadline=None)
@given(text=TEXTS)
def test_the_years_and_figures_read_stand_in_the_text(text: str) -> None:
    facts = read(document(text))
    figures = re.sub(r"\D", "", text)
    for amount in facts.amounts:
        for bound in (amount.value.minimum, amount.value.maximum):
            assert bound is None or str(int(bound)).rstrip("0") in figures or bound < 1000
    for session in facts.sessions:
        assert str(session.value.day.day) in text or session.value.precision.value != "day"


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_the_summary_only_has_words_of_the_text(text: str) -> None:
    words = set(re.findall(r"\w+", text))
    assert set(re.findall(r"\w+", read(document(text)).summary)) <= words


@given(text=st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    seen = view(text)
    assert all(seen.folded[start : start + len(word)] == word for word, start in zip(seen.words, seen.starts, strict=True))


@settings(max_examples=150, deadline=None)
@given(markup=st.one_of(st.text(max_size=400), st.lists(st.sampled_from(MARKUP), max_size=40).map("".join)))
def test_any_markup_becomes_text(markup: str) -> None:
    text = of_html(markup)
    assert "\x1e" not in text
    assert "\x1f" not in text
    assert "\n\n\n" not in text


HOSTILE = [
    "1 mars ", "1.000", "du 1er mars 2024 au 3 mai 2025, ", "10 000 € ", "50 % et ", "du le ",
    "a 12h00 (heure de Paris) ", "(", "d'", "à", "entre le 1er et le 2 et le 3 ", "1 000 ", "1/1/1/", "jusqu’au ",
    "<", "a. ", "Aa.Ab", "| ", "date limite ", "clos ", "17h00 CET ", "jan ", "t1 ", "12 12 ", ", . ; : ",
    "subvention de 1 € ", "\n", "lundi ", "- 3 mars 2026 : ", "million ", "€", "-", "le 31 mars et ", "1 ",
    "commune ", "12 %/", "Sénégal, ", "Ouverture\n12/01/2026\n", "aucune demande n’est reçue avant le 3 mars 2026 ",
    "relit les projets envoyés avant le 3 mars ", "peuvent demander ", "expérience en ", "17 h heure de l’est ", "ODD ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_megabyte_is_read_in_a_second(piece: str) -> None:
    doc = document((piece * (1_000_000 // len(piece) + 1))[:1_000_000])
    before = time.process_time()
    for step in STEPS:
        facts = step(doc, Facts())
        assert facts is not None
    assert time.process_time() - before < 1.0


TAGS = ["<div>", "<table><tr><td>", "<td>x</td>", "<tr><td>x</td></tr>", "<li>", "&amp;", '<a href="', "<p>", "<b>"]


@pytest.mark.parametrize("piece", TAGS)
def test_hostile_markup_is_read_in_a_second(piece: str) -> None:
    before = time.process_time()
    of_html((piece * (1_000_000 // len(piece)))[:1_000_000])
    assert time.process_time() - before < 1.0
