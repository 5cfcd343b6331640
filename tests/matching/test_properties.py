"""What must hold for any call and any profile."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from matching import explain, match
from model.call import Call
from model.codes import Role, Scope
from model.evidence import Reading
from model.member import Member
from model.timing import next_session
from tests.matching.samples import NOW, call, member, said

COUNTRIES = ("SN", "ML", "MA", "DE", "VN", "HT", "MG", "CA", "CA-QC", "XK")
GROUPS = ("WORLD", "ODA", "SAHEL", "AFRICA", "EU27", "WEST_AFRICA")
THEMES = ("eau-assainissement", "jeunesse", "jumelages", "climat")
KINDS = ("commune", "epci", "region", "departement", "syndicat", "collectivite")
CANDIDATES = (*KINDS, "association", "comite_jumelage", "universite", "groupement")
SOURCE = "Aider à l’accès à l’eau potable au Sénégal, au Mali et ailleurs, avec les jeunes des communes et leurs comités."


def _value(reading: Reading[str]) -> str:
    return reading.value


sure = st.floats(0.1, 1.0)


def readings(codes: tuple[str, ...], most: int = 3) -> st.SearchStrategy[list[Reading[str]]]:
    """Some codes, each read in words of `SOURCE`."""
    words = st.tuples(st.integers(0, 40), st.integers(1, 60)).map(lambda cut: SOURCE[cut[0] : cut[0] + cut[1]])
    one = st.builds(lambda code, quote, trust: said(code, quote, trust), st.sampled_from(codes), words, sure)
    return st.lists(one, max_size=most, unique_by=_value)


calls = st.builds(
    call,
    scope=st.sampled_from([*Scope, None]),
    countries=readings(COUNTRIES),
    groups=readings(GROUPS, 2),
    excluded_countries=readings(COUNTRIES, 1),
    themes=readings(THEMES),
    eligible=readings(CANDIDATES),
    excluded=readings(CANDIDATES, 1),
    sdgs=st.lists(st.sampled_from(range(1, 18)).map(lambda goal: said(goal, "eau")), max_size=2).map(tuple),
    language=st.sampled_from(["fr", "en", None]),
)
members = st.builds(
    member,
    kind=st.sampled_from(KINDS),
    department=st.sampled_from(["22", "974", None]),
    countries=st.dictionaries(st.sampled_from(COUNTRIES), st.integers(1, 3), max_size=3),
    groups=st.dictionaries(st.sampled_from(GROUPS), st.integers(1, 3), max_size=1),
    themes=st.dictionaries(st.sampled_from(THEMES), st.integers(1, 3), max_size=2),
    keywords=st.lists(st.sampled_from(["eau", "port", "jeunes"]), max_size=1).map(tuple),
    local_aid=st.booleans(),
)


@settings(deadline=None, max_examples=150)
@given(calls, members, st.sampled_from(COUNTRIES), st.integers(1, 3))
def test_adding_a_partner_country_never_lowers_a_call_there(one: Call, who: Member, partner: str, weight: int) -> None:
    there = replace(one, facts=replace(one.facts, countries=(*one.facts.countries, said(partner)), excluded_countries=()))
    wider = replace(who, countries={**who.countries, partner: max(weight, who.countries.get(partner, 0))})
    assert explain(there, wider, NOW).score >= explain(there, who, NOW).score
    assert len(match([there], [wider], NOW)[1]) >= len(match([there], [who], NOW)[1])


@settings(deadline=None, max_examples=60)
@given(calls, members)
def test_closing_a_call_removes_it(one: Call, who: Member) -> None:
    last = next_session(one.facts, NOW)
    assert last is not None
    later = last.closes_at + timedelta(seconds=1)
    assert match([one], [who], later) == {who.id: []}
    assert explain(one, who, later).role is Role.NO


@settings(deadline=None, max_examples=100)
@given(st.lists(calls, min_size=1, max_size=4), st.lists(members, min_size=1, max_size=3))
def test_one_pair_is_scored_as_in_the_crowd(some: list[Call], several: list[Member]) -> None:
    numbered = [replace(one, id=number) for number, one in enumerate(some, 1)]
    people = [replace(one, id=number) for number, one in enumerate(several, 1)]
    crowd = {(m.member, m.call): m for found in match(numbered, people, NOW).values() for m in found}
    for who in people:
        for one in numbered:
            alone = match([one], [who], NOW)[who.id]
            assert [crowd[who.id, one.id]] == alone if (who.id, one.id) in crowd else not alone


@settings(deadline=None, max_examples=150)
@given(calls, members)
def test_every_quote_is_in_the_source_and_every_sentence_says_something(one: Call, who: Member) -> None:
    found = explain(one, who, NOW, text=SOURCE)
    assert 0 <= found.score <= 100
    assert found.reasons
    for sentence in found.reasons:
        assert sentence.strip() == sentence
        quotes = [part.split("»")[0].strip("\N{NO-BREAK SPACE}") for part in sentence.split("«")[1:]]
        assert all(quote.rstrip("…") in SOURCE + str(one.facts.scope) for quote in quotes)
