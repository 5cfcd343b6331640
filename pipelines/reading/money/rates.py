"""Rates of co-financing and of own contribution. A percentage of anything else is left alone."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum

from model.evidence import Evidence, Reading
from model.money import Rate
from pipelines.reading.lexicon import Cue, Lexicon
from pipelines.reading.view import View

LIMIT = 100


class Share(StrEnum):
    """What a word beside a percentage says of it."""

    FUNDED = "funded"
    OWN = "own"
    COST = "cost"
    MOST = "most"
    LEAST = "least"
    OTHER = "other"


_TERMS = {
    Share.FUNDED: """
        taux|taux de cofinancement|taux de financement|taux de subvention|taux d intervention|taux d aide|taux maximum|
        taux maximal|taux unique|cofinance*|finance|financee|finances|financees|financement|subvention*|aide|aides|
        prise en charge|prend en charge|pris en charge|participation regionale|soutien|intervention|intervient|
        interviendra|contribution|co financing|cofinancing|co finance*|cofund*|co fund*|funding rate|grant|grants|
        support|reimbursement rate|cover*|rate|finances at|aide publique|aides publiques|appui|apport du fonds|
        part financee|tasa de cofinanciacion|cofinanciacion|cofinanciamento|taxa de cofinanciamento|subvencion|
        financiacion|apoio
    """,
    Share.OWN: """
        autofinancement|apport propre|apports propres|fonds propres|apport|contrepartie|part propre|
        participation minimale du porteur|reste a charge|ressources propres|own contribution|self contribution|
        third party or self contribution|own funds|own resources|own funding|matching|match funding|
        co funding by the applicant|contrapartida|aporte propio|fondos propios|recursos proprios|participation minimale|
        cofinancement minimum|cofinancement minimal|contribution propre|apport minimum|apport minimal
    """,
    Share.COST: """
        cout total|couts eligibles|cout eligible|cout du projet|cout|couts|depenses|depense|depenses eligibles|budget|
        budget total|budget eligible|budget du projet|montant|montant ht|montant total|montant du projet|assiette|
        ensemble du projet|total du projet|projet|hors taxe|eligible costs|total costs|costs|cost|project cost|
        project budget|total budget|total eligible costs|expenses|expenditure|costos|costes|custos|gastos|presupuesto|
        orcamento|collectivites|collectivites territoriales|communes|associations|cities|partners|regions
    """,
    Share.MOST: """
        jusqu a|maximum|maximal|maximale|max|plafond|plafonne*|au plus|a hauteur de|dans la limite de|ne peut exceder|
        ne pourra exceder|ne peut pas exceder|ne pourra pas exceder|ne peut depasser|ne pourra depasser|
        ne pourra pas depasser|ne peut pas depasser|excede|exceder|depasser|peuvent atteindre|peut atteindre|limite a|
        up to|not exceed|must not exceed|may not exceed|no more than|maximo|maxima|hasta|ate|not exceeding
    """,
    Share.LEAST: """
        au moins|minimum|minimal|minimale|min|a minima|plancher|at least|not less than|no less than|al menos|minimo|
        pelo menos|au minimum|superieur a|superieure a
    """,
    Share.OTHER: """
        population|habitants|emissions|critere|criteres|note|notation|points|ponderation|acompte|avance|solde|
        premier versement|versement|verse|tva|taux de chomage|taux de pauvrete|taux d interet|interet|interets|
        couts indirects|frais indirects|frais de structure|frais de gestion|frais administratifs|
        frais de fonctionnement|frais de personnel|couts administratifs|indirect costs|overheads|flat rate|
        administrative costs|prefinancing|pre financing|advance|valorisation|valorisations|valorise|benevolat|
        contributions valorisees|femmes|jeunes|participants|temps de travail|rendement|economie|economies|baisse|hausse|
        reduction|progression|augmentation|imprevus|frais divers et imprevus|contingency|taux de reussite|success rate|
        share of the population|du pib|gnp|gdp|quorum|capital|detenu|weighting|score|surcout|recyclage|surface|
        impermeabilisation|renouvelable|renouvelables|des emplois|du territoire|unemployment
    """,
}
_WORDS: Lexicon[Share] = Lexicon.of_blocks(_TERMS)
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_PERCENT = re.compile(
    r"(?<![\d.,])(?:(?P<low>" + _NUMBER + r") ?(?:%|p\. ?100|per ?cent|pour ?cent)? ?(?:a|et|-|to|and|y|e|ou) ?(?:de )?)?"
    r"(?P<high>" + _NUMBER + r") ?(?:%|p\. ?100\b|per ?cent\b|pour ?cent\b|por ?ciento\b|por ?cento\b)"
)
_RANGE_LEAD = re.compile(
    r"\b(?:entre|between|de|from|d'une subvention de|atteindre|range|ranging from|variant de|varie de|allant de|va de)[ \n]{0,2}\Z"
)


def read_rates(view: View, place: str) -> list[Reading[Rate]]:
    """The shares of the costs that a funder pays, in per cent. An own contribution of 20 % gives a most of 80 %."""
    if "%" not in view.folded and "cent" not in view.folded and "p. 100" not in view.folded:
        return []
    cues = _WORDS.find(view)
    starts = [cue.start for cue in cues]
    rates: list[Reading[Rate]] = []
    previous = 0
    for found in _PERCENT.finditer(view.folded):
        rate = _rate(view, cues, starts, found, previous, known=bool(rates))
        previous = found.end()
        if rate is None:
            continue
        first, last = view.sentence(found.start(), found.end())
        rates.append(Reading(rate[0], Evidence(view.text[first:last], first, last, place), rate[1]))
        if len(rates) >= LIMIT:
            break
    return rates


def _rate(
    view: View, cues: Sequence[Cue[Share]], starts: Sequence[int], found: re.Match[str], previous: int, *, known: bool
) -> tuple[Rate, float] | None:
    first, last = view.sentence(found.start(), found.end())
    left_edge = max(first, previous, found.start() - 90)
    left = [cue.kind for cue in cues[bisect_left(starts, left_edge) : bisect_left(starts, found.start())]][::-1]
    right = [cue.kind for cue in cues[bisect_left(starts, found.end()) : bisect_left(starts, min(last, found.end() + 70))]]
    low, high = _numbers(view.folded, found)
    if high > 100 or high <= 0:
        return None
    told = [share for share in left if share not in (Share.MOST, Share.LEAST)]
    if told[:1] == [Share.OTHER] or (not told and right[:1] == [Share.OTHER]) or right[:1] == [Share.OTHER]:
        return None
    if Share.OWN in left or right[:1] == [Share.OWN]:
        return (Rate(None, round(100 - (low or high), 2)), 0.8)
    confidence = _confidence(left, right, known)
    if confidence == 0:
        return None
    least = Share.LEAST in left[:1] or right[:1] == [Share.LEAST]
    if least and low is None:
        return Rate(high, None), confidence
    return Rate(low, high), confidence


def _numbers(folded: str, found: re.Match[str]) -> tuple[float | None, float]:
    high = float(found["high"].replace(",", "."))
    if found["low"] is None:
        return None, high
    low = float(found["low"].replace(",", "."))
    link = folded[found.end("low") : found.start("high")]
    told = " ou " not in link and low < high
    lead = _RANGE_LEAD.search(folded, max(0, found.start() - 24), found.start()) is not None
    return (low if told and (lead or " et " not in link) else None), max(low, high)


def _confidence(left: Sequence[Share], right: Sequence[Share], known: bool) -> float:
    funded = Share.FUNDED in left[:3] or Share.FUNDED in right[:2]
    cost = Share.COST in right[:2] or Share.COST in left[:3]
    bounded = Share.MOST in left[:2] or Share.MOST in right[:1]
    if funded and (cost or bounded):
        return 0.95
    if funded or (bounded and cost):
        return 0.85
    if bounded or known:
        return 0.7
    return 0.6 if cost and right else 0.0
