"""Rates of co-financing and of own contribution. A percentage of anything else is left alone."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from enum import StrEnum

from model.evidence import Evidence, Reading
from model.money import Rate
from pipelines.reading.lexicon import Cue, Lexicon
from pipelines.reading.money.bounds import LEAST, MOST
from pipelines.reading.view import View

LIMIT = 100


class Share(StrEnum):
    """What a word beside a percentage says of it."""

    FUNDED = "funded"
    OWN = "own"
    COST = "cost"
    MOST = "most"
    LEAST = "least"
    RATE = "rate"
    CONTRIBUTE = "contribute"
    OTHER = "other"


_TERMS = {
    Share.FUNDED: """
        taux de cofinancement|taux de financement|taux de subvention|taux d intervention|taux d aide|taux maximum|
        taux maximal|taux unique|cofinance*|finance|financee|finances|financees|financement|subvention*|aide|aides|
        prise en charge|prend en charge|pris en charge|participation regionale|soutien|intervention|intervient|
        interviendra|contribution|co financing|cofinancing|co finance*|cofund*|co fund*|funding rate|grant|grants|
        support|reimbursement rate|cover*|finances at|aide publique|aides publiques|appui|apport du fonds|part financee|
        tasa de cofinanciacion|cofinanciacion|cofinanciamento|taxa de cofinanciamento|subvencion|financiacion|apoio|
        couvre|couvrir|couvrira|taux applicable|taux de participation|participe a hauteur|participe|participera|
        peut prendre en charge|funds|will fund|financia|financiara|cubre|cofinancia|aide a hauteur|part de la detr|
        part de l etat|part de la region|part de l agence|part du departement|concours financier|concours
    """,
    Share.OWN: """
        autofinancement|apport propre|apports propres|fonds propres|apport|contrepartie|part propre|
        participation minimale du porteur|reste a charge|ressources propres|own contribution|self contribution|
        third party or self contribution|own funds|own resources|own funding|matching|match funding|
        co funding by the applicant|contrapartida|aporte propio|fondos propios|recursos proprios|participation minimale|
        cofinancement minimum|cofinancement minimal|apport minimum|apport minimal|contribution propre|
        part d autofinancement|contribution du porteur|participation du porteur|contribution du beneficiaire|
        part minimale|financement propre|cofinanciacion minima|reste a la charge|
        participation financiere de la collectivite|participation de la collectivite|participation des collectivites|
        participation du demandeur|contribution de la collectivite|part de la collectivite|
        participation financiere du porteur|apport de la collectivite|contribution minimale|apporte par|apportes par|
        apportee par|apportees par|provided by the applicant|borne by the applicant|financed by the applicant|
        covered by the applicant|a la charge du porteur|a la charge de la collectivite|a la charge du beneficiaire
    """,
    Share.RATE: "taux|rate|tasa|taxa",
    Share.CONTRIBUTE: """
        contribuer|contribue|contribuent|contribuera|contribueront|contribute|contributes|must provide|provide|apporter|
        apporte|apportent|aportar|contribuir|financer eux memes|participer financierement
    """,
    Share.COST: """
        cout total|couts eligibles|cout eligible|cout du projet|cout|couts|depenses|depense|depenses eligibles|budget|
        budget total|budget eligible|budget du projet|montant|montant ht|montant total|montant du projet|assiette|
        ensemble du projet|total du projet|projet|hors taxe|eligible costs|total costs|costs|cost|project cost|
        project budget|total budget|total eligible costs|expenses|expenditure|costos|costes|custos|gastos|presupuesto|
        orcamento|collectivites|collectivites territoriales|communes|associations|cities|partners|regions
    """,
    Share.MOST: MOST,
    Share.LEAST: LEAST,
    Share.OTHER: """
        population|habitants|emissions|critere|criteres|note|notation|points|ponderation|acompte|avance|solde|
        premier versement|versement|verse|tva|taux de chomage|taux de pauvrete|taux d interet|interet|interets|
        couts indirects|frais indirects|frais de structure|frais de gestion|frais administratifs|
        frais de fonctionnement|frais de personnel|couts administratifs|indirect costs|overheads|flat rate|
        administrative costs|prefinancing|pre financing|advance|valorisation|valorisations|valorise|benevolat|
        contributions valorisees|femmes|jeunes|participants|temps de travail|rendement|economie|economies|baisse|hausse|
        reduction|progression|augmentation|imprevus|frais divers et imprevus|contingency|taux de reussite|success rate|
        share of the population|du pib|gnp|gdp|quorum|capital|detenu|weighting|score|surcout|recyclage|surface|
        impermeabilisation|renouvelable|renouvelables|des emplois|du territoire|unemployment|versees|verses|verser|
        versera|payes|paye|consacre|consacres|consacree|dedie|dedies|suivi evaluation|suivi|evaluation|inflation|
        taux d inflation|montant prevu|montant accorde|montant attribue|somme attribuee|de la subvention accordee|
        montant de la subvention|montant de l aide|contribution totale|filles|garcons|des personnes|jeunesse|des eleves|
        des membres|des voix|du capital|pertinence|qualite|restants|restant|finaux|upon signature|instalment|
        final payment|of the grant|women|of participants|of beneficiaries|of the territory|croissance|taux d effort|
        du temps|d ici|depenses de personnel|charges de personnel|couts de personnel|depenses de communication|
        depenses de fonctionnement|charges de structure|depenses de fonctionnement courant|staff costs|personnel costs|
        travel costs|subcontracting|sous traitance|depenses imprevues|frais de mission|
        frais de deplacement des benevoles|frais generaux
    """,
}
_WORDS: Lexicon[Share] = Lexicon.of_blocks(_TERMS)
_NUMBER = r"\d{1,3}(?:[.,]\d{1,2})?"
_PERCENT = re.compile(
    r"(?<![\d.,])(?:(?P<low>" + _NUMBER + r") ?(?:%|p\. ?100|per ?cent|pour ?cent)? ?(?:a|et|-|to|and|y|e|ou) ?(?:de )?)?"
    r"(?P<high>" + _NUMBER + r") ?(?:%|p\. ?100\b|per ?cent\b|pour ?cent\b|por ?ciento\b|por ?cento\b)"
)
_RANGE_LEAD = re.compile(
    r"\b(?:entre|between|de|from|d'une subvention de|atteindre|range|ranging from|"
    r"variant de|varie de|allant de|va de)[ \n]{0,2}\Z"
)


def read_rates(view: View, place: str) -> list[Reading[Rate]]:
    """The shares of the costs that a funder pays, in per cent. An own contribution of 20 % gives a most of 80 %."""
    if "%" not in view.folded and "cent" not in view.folded and "p. 100" not in view.folded:
        return []
    cues = _WORDS.find(view)
    starts = [cue.start for cue in cues]
    rates: list[Reading[Rate]] = []
    previous = 0
    for found in _percentages(view):
        rate = _rate(view, cues, starts, found, previous, known=bool(rates))
        previous = found.end()
        if rate is None:
            continue
        first, last = view.sentence(found.start(), found.end())
        rates.append(Reading(rate[0], Evidence(view.text[first:last], first, last, place), rate[1]))
        if len(rates) >= LIMIT:
            break
    return rates


def _percentages(view: View) -> Iterator[re.Match[str]]:
    """Percentages, looked for only where a number starts."""
    taken = 0
    for word, start in zip(view.words, view.starts, strict=True):
        if start >= taken and word.isdigit():
            found = _PERCENT.match(view.folded, start)
            if found is not None:
                taken = found.end()
                yield found


def _rate(
    view: View, cues: Sequence[Cue[Share]], starts: Sequence[int], found: re.Match[str], previous: int, *, known: bool
) -> tuple[Rate, float] | None:
    first, last = view.sentence(found.start(), found.end())
    left_edge = max(first, previous, found.start() - 90)
    left = [cue.kind for cue in cues[bisect_left(starts, left_edge) : bisect_left(starts, found.start())]][::-1]
    right_edge = _before_bracket(view.folded, found.end(), min(last, found.end() + 70))
    right = [cue.kind for cue in cues[bisect_left(starts, found.end()) : bisect_left(starts, right_edge)]]
    low, high = _numbers(view.folded, found)
    if high > 100 or high <= 0:
        return None
    if _is_other(left, right):
        return None
    if _is_own(left, right):
        return Rate(None, round(100 - (low or high), 2)), 0.8
    confidence = _confidence(left, right, known)
    if confidence == 0:
        return None
    if low is None and (Share.LEAST in left[:1] or right[:1] == [Share.LEAST]):
        return Rate(high, None), confidence
    return Rate(low, high), confidence


def _before_bracket(folded: str, start: int, end: int) -> int:
    """An aside in brackets says nothing of the share before it."""
    bracket = folded.find("(", start, end)
    return end if bracket < 0 else bracket


def _is_other(left: Sequence[Share], right: Sequence[Share]) -> bool:
    """The share is of something else: nearest word, or a later one when nothing says that costs are paid."""
    told = [share for share in left if share not in (Share.MOST, Share.LEAST, Share.RATE)]
    if told[:1] == [Share.OTHER] or right[:1] == [Share.OTHER]:
        return True
    paid = Share.FUNDED in left or Share.OWN in (*left, *right)
    return not paid and Share.OTHER in right[:3]


def _is_own(left: Sequence[Share], right: Sequence[Share]) -> bool:
    """What the applicant must bring: the rest is the most that is paid."""
    if Share.OWN in left or Share.OWN in right[:3]:
        return True
    least = Share.LEAST in left[:2] or Share.LEAST in right[:1]
    return least and Share.CONTRIBUTE in left[:4]


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
    funded = bool({Share.FUNDED, Share.RATE, Share.CONTRIBUTE} & {*left[:3], *right[:2]})
    cost = Share.COST in right[:2] or Share.COST in left[:3]
    bounded = Share.MOST in left[:2] or Share.MOST in right[:1]
    if funded and (cost or bounded):
        return 0.95
    if funded or (bounded and cost):
        return 0.85
    if bounded or known:
        return 0.7
    return 0.6 if cost and right else 0.0
