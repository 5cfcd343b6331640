"""All the communes of France and ten thousand open calls, made up from a seed: shapes and shares are those of real days."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from model.call import Call
from model.codes import Kind, Scope, Status
from model.deadline import Deadline
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.member import Member
from vocabularies import countries, groups, themes

NOW = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
MEMBERS, CALLS, NEW_CALLS = 35_000, 10_000, 200
_KINDS = ("commune",) * 30 + ("epci",) * 3 + ("departement", "region", "syndicat")
_GROUPS = ("ODA", "SAHEL", "WEST_AFRICA", "MEDITERRANEAN", "EU27", "AFRICA", "FRANCOPHONIE", "WESTERN_BALKANS")
_CANDIDATES = (("collectivite", "groupement"), ("commune", "epci"), ("association",), ("collectivite", "association"), ())
_FUNDERS = (None,) * 8 + ("Commission européenne", "Région Bretagne", "Agence de l’eau Loire-Bretagne", "ADEME")
_WORDS = (
    "forage", "jumelage", "maraîchage", "assainissement", "école", "lycée", "port", "désalinisation", "mangrove", "tramway",
    "musée", "bibliothèque", "coton", "cacao", "coopérative", "maternité", "vaccination", "handicap", "artisanat", "solaire",
)  # fmt: skip
_SENTENCE = "Le projet associe des {} et des {} pour améliorer les services rendus aux habitants du territoire partenaire. "


def members(number: int = MEMBERS) -> list[Member]:
    """Members of every kind and department, most with one to four partners and themes, a few with words of theirs."""
    chance = random.Random(6)
    codes, topics = sorted(countries.codes()), list(themes.codes())
    return [_member(chance, one, codes, topics) for one in range(1, number + 1)]


def _member(chance: random.Random, number: int, codes: list[str], topics: list[str]) -> Member:
    some = {code: chance.randint(1, 3) for code in chance.sample(codes, chance.choice((0, 1, 1, 2, 3, 4)))}
    return Member(
        id=number,
        name=f"Collectivité {number}",
        kind=chance.choice(_KINDS),
        department=f"{chance.choice([d for d in range(1, 96) if d != 20]):02d}",
        population=int(10 ** chance.uniform(2, 5)),
        countries=some,
        groups={chance.choice(_GROUPS): chance.randint(1, 3)} if chance.random() < 0.25 else {},
        themes={code: chance.randint(1, 3) for code in chance.sample(topics, chance.choice((0, 1, 2, 3, 4)))},
        languages=chance.choice((("fr",), ("fr", "en"))),
        keywords=(chance.choice(_WORDS),) if chance.random() < 0.15 else (),
        exclude_words=(chance.choice(_WORDS),) if chance.random() < 0.03 else (),
        local_aid=chance.random() < 0.05,
    )


def calls(number: int = CALLS) -> list[Call]:
    """Open calls, four in ten out of the field or for the candidate's own territory (the share of the judged corpus)."""
    chance = random.Random(7)
    codes, topics = sorted(countries.codes()), list(themes.codes())
    return [_call(chance, one, codes, topics) for one in range(1, number + 1)]


def texts(some: list[Call]) -> dict[int, str]:
    """Call id → its text, about 1,500 characters."""
    chance = random.Random(8)
    return {one.id: "".join(_SENTENCE.format(*chance.sample(_WORDS, 2)) for _ in range(13)) for one in some}


def _call(chance: random.Random, number: int, codes: list[str], topics: list[str]) -> Call:
    scope = chance.choices([Scope.INTERNATIONAL, Scope.EUROPE, Scope.LOCAL, Scope.OUT], [45, 15, 20, 20])[0]
    named = chance.sample(codes, chance.choice((0, 0, 1, 1, 1, 2, 5))) if scope is Scope.INTERNATIONAL else []
    zones = [chance.choice(_GROUPS)] if not named and chance.random() < 0.8 else []
    facts = Facts(
        language=chance.choice(("fr", "en")),
        kind=_said(chance.choice((Kind.CALL,) * 8 + (Kind.FUND, Kind.TRAINING))),
        scope=_said(scope),
        sessions=(_said(Deadline(date(2026, 3, 5) + timedelta(days=chance.randint(0, 200)))),),
        countries=tuple(_said(code, chance.choice((1.0, 0.9, 0.6, 0.3))) for code in named),
        groups=tuple(_said(code, chance.choice((1.0, 0.8))) for code in zones),
        excluded_countries=tuple(_said(code) for code in chance.sample(codes, 3)) if chance.random() < 0.03 else (),
        themes=tuple(_said(code, round(chance.uniform(0.3, 1), 2)) for code in chance.sample(topics, chance.randint(0, 3))),
        eligible=tuple(_said(code) for code in chance.choice(_CANDIDATES)),
        summary="Un appel à projets.",
    )
    return Call(
        id=number,
        title=f"Appel {number} : {chance.choice(_WORDS)}",
        url=f"https://exemple.org/{number}",
        source="exemple",
        reference=str(number),
        facts=facts,
        status=Status.OPEN,
        first_seen=NOW,
        funder=chance.choice(_FUNDERS),
    )


def _said(value: Any, confidence: float = 1.0) -> Reading[Any]:
    return Reading(value, Evidence("les mots de la source"), confidence)


def zones() -> tuple[str, ...]:
    """The groups that are drawn: each must exist, or the measure is worth nothing."""
    return tuple(code for code in _GROUPS if code in groups.codes())
