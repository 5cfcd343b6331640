"""A short summary made of the source's own sentences, French ones first; nothing is rephrased and no number is invented."""

from bisect import bisect_left
from collections.abc import Callable
from enum import StrEnum
from functools import cache

from pipelines.reading.document import Document
from pipelines.reading.language import vote
from pipelines.reading.lexicon import Lexicon
from pipelines.reading.view import View, view

LENGTH = 320
"""Characters a summary aims at."""
LOOKED_AT = 60
"""Sentences that are weighed."""


class Worth(StrEnum):
    """What a word says of its sentence: it states a purpose, or it belongs to the page around the call."""

    PURPOSE = "purpose"
    NOISE = "noise"


_WORDS: Lexicon[Worth] = Lexicon.of_blocks(
    {
        Worth.PURPOSE: """
            vise|visent|visant|a pour objectif|a pour objet|a pour but|a pour vocation|objectif|objectifs|soutien|soutient|
            soutenir|accompagne|accompagner|finance|financer|encourage|encourager|permet|permettre|favoriser|promouvoir|
            renforcer|destine|destinee|s adresse|propose|lance|aim|aims|objective|objectives|support|supports|fund|funds|
            promote|strengthen|seek|seeks|intended|provides|encourages|objetivo|apoyar|fomentar|busca|apoiar|visa
        """,
        Worth.NOISE: """
            http|https|www|cookies|cookie|cliquez|telechargez|telecharger|download|contact|contacts|telephone|javascript|
            partager|share|newsletter|mentions legales|voir aussi|en savoir plus|read more|click|email|mail|courriel|suivez|
            accueil|mis a jour|publie le|date limite*|dates limites|deadline*|cloture|menu|replay
        """,
    }
)


def summarise(document: Document) -> str:
    """One to three sentences of the text that say what the call is for, in their order; "" when the text has none."""
    if not document.text.strip():
        return ""
    seen = view(document.places[-1][1])
    spans = _sentences(seen)
    weights = _weights(seen, spans)
    ranked = [order for order in sorted(range(len(spans)), key=lambda order: (-weights[order], order)) if weights[order] > 0]
    french = _only_french(seen, [spans[order] for order in ranked])
    chosen: list[int] = []
    length = 0
    for order in ranked:
        first, last = spans[order]
        if not french((first, last)) or (chosen and length + last - first > LENGTH):
            continue
        chosen.append(order)
        length += last - first
        if len(chosen) == 3 or length >= LENGTH * 0.75:
            break
    return " ".join(_shown(seen.text[slice(*spans[order])]) for order in sorted(chosen))


def _only_french(seen: View, spans: list[tuple[int, int]]) -> Callable[[tuple[int, int]], bool]:
    """What tells the French sentences when there is one, else lets all pass; only as many are looked at as it takes."""

    @cache
    def is_french(span: tuple[int, int]) -> bool:
        return vote(_words(seen, span)) == "fr"

    return is_french if any(map(is_french, spans)) else lambda _: True


def _sentences(seen: View) -> list[tuple[int, int]]:
    """The first sentences long enough to say something."""
    spans: list[tuple[int, int]] = []
    position = 0
    for stop in (*seen.breaks, len(seen.text)):
        if stop > position:
            first, last = seen.sentence(position, stop)
            if last - first >= 40 and (not spans or first >= spans[-1][1]):
                spans.append((first, last))
        position = stop
        if len(spans) >= LOOKED_AT:
            break
    return spans


def _weights(seen: View, spans: list[tuple[int, int]]) -> list[float]:
    cues = _WORDS.find(seen)
    starts = [cue.start for cue in cues]
    weights = []
    for order, (first, last) in enumerate(spans):
        met = {cue.kind for cue in cues[bisect_left(starts, first) : bisect_left(starts, last)]}
        weights.append(_weight(seen, (first, last), order, met))
    return weights


def _weight(seen: View, span: tuple[int, int], order: int, met: set[Worth]) -> float:
    size = span[1] - span[0]
    words = _ranks(seen, span)
    if Worth.NOISE in met or size > 600 or len(words) < 6:
        return 0.0
    opens, closes = seen.text[span[0]], seen.text[span[1] - 1]
    weight = 2.0 if Worth.PURPOSE in met else 0.4
    weight += max(0.0, 1.6 - order * 0.12)
    weight += 0.5 if 70 <= size <= 260 else 0.0
    weight -= 0.6 if opens in "-*:" or closes == ":" else 0.0
    figures = bisect_left(seen.numbers, words.stop) - bisect_left(seen.numbers, words.start)
    weight -= min(1.0, 2 * figures / len(words))
    return weight


def _words(seen: View, span: tuple[int, int]) -> list[str]:
    ranks = _ranks(seen, span)
    return seen.words[ranks.start : ranks.stop]


def _ranks(seen: View, span: tuple[int, int]) -> range:
    return range(bisect_left(seen.starts, span[0]), bisect_left(seen.starts, span[1]))


def _shown(sentence: str) -> str:
    """The sentence on one line, cut at a word when it is long."""
    sentence = " ".join(sentence.split())
    if len(sentence) <= LENGTH + 60:
        return sentence
    return sentence[: LENGTH + 20].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
