"""A short summary made of the source's own sentences, French ones first; nothing is rephrased and no number is invented."""

import re

from pipelines.reading.document import Document
from pipelines.reading.language import guess
from pipelines.reading.view import View, view

LENGTH = 320
"""Characters a summary aims at."""
LOOKED_AT = 60
"""Sentences that are weighed."""

_PURPOSE = re.compile(
    r"\b(?:vise|visent|a pour (?:objectif|objet|but|vocation)|objectifs?|soutien|soutient|soutenir|accompagne|accompagner|finance|"
    r"financer|encourage|encourager|permet|permettre|favoriser|promouvoir|renforcer|destine|s'adresse|propose|lance|"
    r"aims?|objectives?|supports?|fund|funds|promote|strengthen|seeks?|intended|provides?|encourages?|help|"
    r"objetivo|apoyar|fomentar|busca|apoiar|visa)\b"
)
_NOISE = re.compile(
    r"@|https?:|www\.|\bcookies?\b|\bcliquez\b|\btelecharg|\bdownload|\bcontact\b|\btelephone\b|\bjavascript\b|\bpartager\b|\bshare\b|"
    r"\bnewsletter\b|\bmentions legales\b|\bvoir aussi\b|\ben savoir plus\b|\bread more\b|\bclick\b|\bemail\b|\bsuivez\b|\baccueil\b|"
    r"\bmis a jour\b|\bpublie le\b|\bdate limite\b|\bdeadline\b|\bcloture\b"
)


def summarise(document: Document) -> str:
    """One to three sentences of the text that say what the call is for, in their order; "" when the text has none."""
    if not document.text.strip():
        return ""
    seen = view(document.text[:12_000])
    spans = _sentences(seen)
    weighed = sorted(((_weight(seen, span, order), order) for order, span in enumerate(spans)), reverse=True)
    chosen: list[int] = []
    length = 0
    for weight, order in weighed:
        size = spans[order][1] - spans[order][0]
        if weight <= 0 or (chosen and length + size > LENGTH):
            continue
        chosen.append(order)
        length += size
        if len(chosen) == 3 or length >= LENGTH * 0.75:
            break
    return " ".join(_shown(seen.text[spans[order][0] : spans[order][1]]) for order in sorted(chosen))


def _sentences(seen: View) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = 0
    for stop in (*seen.breaks, len(seen.text)):
        first, last = seen.sentence(position, max(position + 1, stop)) if stop > position else (stop, stop)
        if last - first >= 40 and (not spans or first >= spans[-1][1]):
            spans.append((first, last))
        position = stop
        if len(spans) >= LOOKED_AT:
            break
    return spans


def _weight(seen: View, span: tuple[int, int], order: int) -> float:
    words = seen.folded[span[0] : span[1]]
    size = len(words)
    if _NOISE.search(words) or size > 600:
        return 0.0
    weight = 2.0 if _PURPOSE.search(words) else 0.4
    weight += max(0.0, 1.6 - order * 0.12)
    weight += 0.5 if 70 <= size <= 260 else 0.0
    weight -= 0.6 if words[:1] in "-*:" or words.endswith(":") else 0.0
    weight -= min(1.0, 4 * sum(map(str.isdigit, words)) / size)
    return weight + (1.0 if guess(words) == "fr" else 0.0)


def _shown(sentence: str) -> str:
    sentence = " ".join(sentence.split())
    if len(sentence) <= LENGTH + 60:
        return sentence
    cut = sentence[: LENGTH + 20].rsplit(" ", 1)[0].rstrip(" ,;:")
    return cut + "…"
