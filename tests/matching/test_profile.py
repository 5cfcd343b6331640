"""A profile with nothing, with everything, with an unknown country, with contradictory wishes: told, never a crash."""

from typing import Any

import pytest

from matching import match
from matching.profile import completed, implied_countries, remarks, usual_most
from model.member import Member
from tests.matching.samples import NOW, WATER_IN_SENEGAL, call, grant, member
from vocabularies import countries, themes

PARTNERS = [
    ("Langen (Allemagne)", ("DE",)),
    ("Thiès (Sénégal) ; Bergamo (Italie)", ("SN", "IT")),
    ("Commune de Ndiob", ()),
    ("Ville de Nantes, France", ()),
    ("", ()),
]


@pytest.mark.parametrize(("said", "codes"), PARTNERS)
def test_the_countries_of_partners_are_read_in_free_words(said: str, codes: tuple[str, ...]) -> None:
    assert implied_countries(said) == codes


def test_a_partner_in_free_words_brings_the_calls_of_its_country() -> None:
    one = call(countries=["DE"], themes=["jumelages"])
    assert match([one], [member(partners="Langen (Allemagne)", themes={"jumelages": 3})], NOW)[1]
    assert not match([one], [member(themes={"jumelages": 3}, countries={"SN": 3})], NOW)[1]


def test_a_weight_that_was_stated_is_kept() -> None:
    assert completed(member(partners="Thiès (Sénégal)", countries={"SN": 3})).countries == {"SN": 3}
    assert completed(member(partners="Thiès (Sénégal)")).countries == {"SN": 2}


EVERYTHING = member(
    countries=dict.fromkeys(sorted(countries.codes()), 1), groups={"WORLD": 3}, themes=dict.fromkeys(themes.codes(), 3)
)
REMARKS = [
    ("nothing", member(), "aucun appel ne vous sera signalé"),
    ("everything", EVERYTHING, "presque tous les pays"),
    ("every theme", EVERYTHING, "presque tout vous conviendra"),
    ("an unknown country", member(countries={"ZZ": 3}), "Pays inconnu, sans effet : ZZ"),
    ("two unknown themes", member(themes={"magie": 1, "alchimie": 1}), "Thèmes inconnus, sans effet : alchimie et magie"),
    ("an unknown kind", member(kind="martien", countries={"SN": 1}), "Nature inconnue : martien"),
    (
        "an unknown territory",
        member(department=None, territory="FR-XYZ", countries={"SN": 1}),
        "Territoire inconnu : FR-XYZ",
    ),
    (
        "an unknown language",
        member(languages=("fr", "klingon"), countries={"SN": 1}),
        "Langue inconnue, sans effet : klingon",
    ),
    ("kinds that are those of members", member(kinds=("commune",), countries={"SN": 1}), "Type d’annonce inconnu"),
    ("wanted and not wanted", member(keywords=("puits",), exclude_words=("Puits",)), "Voulu et non voulu à la fois : puits"),
    ("amounts upside down", member(countries={"SN": 1}, min_amount=9, max_amount=3), "montant minimal dépasse"),
    ("France as a partner", member(countries={"FR": 3}), "La France n’est pas un pays partenaire"),
    ("partners without a country", member(partners="Commune de Ndiob"), "aucun appel ne vous sera signalé"),
    ("partners without a country, a theme", member(partners="Ndiob", themes={"sport": 1}), "Aucun pays ne se lit"),
]


@pytest.mark.parametrize(("why", "who", "words"), REMARKS, ids=[case[0] for case in REMARKS])
def test_what_is_wrong_with_a_profile_is_told_with_what_to_do(why: str, who: Member, words: str) -> None:
    assert any(words in one for one in remarks(who)), remarks(who)


def test_a_plain_profile_needs_no_remark() -> None:
    assert remarks(WATER_IN_SENEGAL) == ()


def test_a_profile_with_everything_is_ranked_and_bounded() -> None:
    many = [call(number, countries=["SN" if number % 2 else "VN"], themes=["sport"]) for number in range(1, 601)]
    told = match(many, [EVERYTHING], NOW)[1]
    assert len(told) == 200
    partner = match(many[:1], [member(countries={"SN": 3}, themes={"sport": 3})], NOW)[1][0]
    assert told[0].score < partner.score, "one of 250 countries is no partner"


def test_contradictory_wishes_crash_nothing() -> None:
    odd = member(
        countries={"SN": 3}, keywords=("eau",), exclude_words=("eau",), min_amount=50_000, max_amount=10, languages=()
    )
    assert match([call(title="Eau", countries=["SN"])], [odd], NOW) == {1: []}, "the refusal wins"


SIZES: list[tuple[dict[str, Any], float]] = [
    ({"population": 1_000}, 60_000),
    ({"population": 15_000}, 600_000),
    ({"population": 900_000}, float("inf")),
    ({"population": None}, float("inf")),
    ({"kind": "region", "population": 1_000}, float("inf")),
]


@pytest.mark.parametrize(("who", "most"), SIZES)
def test_the_usual_amounts_follow_the_size(who: dict[str, Any], most: float) -> None:
    assert usual_most(member(**who)) == most


def test_a_grant_too_large_for_a_small_commune_comes_later_but_comes() -> None:
    large = call(1, countries=["SN"], themes=["eau-assainissement"], amounts=(grant(500_000, 2_000_000),))
    small = call(2, countries=["SN"], themes=["eau-assainissement"], amounts=(grant(5_000, 20_000),))
    profile: dict[str, Any] = {"countries": {"SN": 3}, "themes": {"eau-assainissement": 3}, "population": 1_500}
    assert [one.call for one in match([large, small], [member(**profile)], NOW)[1]] == [2, 1]
    stated = match([large, small], [member(**profile, max_amount=3_000_000)], NOW)[1]
    assert stated[0].score == stated[1].score, "what the member states wins over its size"


def test_what_is_unknown_in_a_profile_hides_nothing_and_floods_nothing() -> None:
    odd = member(
        kind="martien", department=None, territory="FR-XYZ", languages=("klingon",), kinds=("commune",), countries={"SN": 3}
    )
    senegal, egypt = (call(n, countries=[code], themes=["sante"]) for n, code in ((1, "SN"), (2, "EG")))
    assert [one.call for one in match([senegal, egypt], [odd], NOW)[odd.id]] == [senegal.id]
