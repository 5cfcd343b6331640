"""The sentences that a member reads: their order, their French, and the words they quote."""

from datetime import date, timedelta

import pytest

from matching import explain
from model.call import Call
from model.codes import AmountRole, Scope
from model.deadline import Deadline
from model.member import Member
from tests.matching.samples import NOW, WATER_IN_SENEGAL, call, grant, member, said

NBSP = "\N{NO-BREAK SPACE}"


def sentences(one: Call, who: Member = WATER_IN_SENEGAL, text: str = "") -> tuple[str, ...]:
    """What is said, with plain spaces."""
    return tuple(
        s.replace(NBSP, " ").replace("\N{NARROW NO-BREAK SPACE}", " ") for s in explain(one, who, NOW, text=text).reasons
    )


def test_the_best_reasons_come_first_with_the_words_of_the_source() -> None:
    one = call(
        countries=[said("SN", "les communes du Sénégal")],
        themes=[said("eau-assainissement", "accès à l’eau potable")],
        eligible=[said("commune", "communes et leurs groupements")],
        amounts=(grant(10_000, 50_000),),
    )
    assert sentences(one) == (
        "Pays : Sénégal, votre partenaire, « les communes du Sénégal »",
        "Thème : eau et assainissement, « accès à l’eau potable »",
        "Éligible en tant que commune, « communes et leurs groupements »",
        "45 jours pour répondre",
        "Aide : de 10 000 à 50 000 €",
    )


PLACES = [
    ("two partners", call(countries=["SN", "ML"]), "Pays : Mali et Sénégal, vos partenaires"),
    ("a zone", call(groups=["SAHEL"]), "Zone : Sahel (Mali"),
    ("everywhere", call(groups=["WORLD"], themes=["climat"]), "Ouvert à tous les pays"),
    ("nowhere said", call(themes=["climat"], countries=[]), "Lieu non précisé"),
    ("Europe", call(scope=Scope.EUROPE, themes=["climat"]), "Projet entre partenaires de plusieurs pays d’Europe"),
]


@pytest.mark.parametrize(("why", "one", "expected"), PLACES, ids=[case[0] for case in PLACES])
def test_the_place_is_said_one_way(why: str, one: Call, expected: str) -> None:
    who = member(countries={"ML": 3, "SN": 2}, themes={"climat": 3})
    assert sum(sentence.startswith(expected) for sentence in sentences(one, who)) == 1


def test_a_partner_that_the_call_shuts_out_is_not_said_to_be_in_its_zone() -> None:
    one = call(groups=["SAHEL"], excluded_countries=["NE"], themes=["climat"])
    told = sentences(one, member(countries={"ML": 3, "NE": 3}, themes={"climat": 3}))
    assert next(sentence for sentence in told if sentence.startswith("Zone")) == "Zone : Sahel (Mali, votre partenaire)"


def test_a_vowel_takes_its_apostrophe() -> None:
    told = sentences(call(countries=["SN"], eligible=["epci"]), member(kind="epci", countries={"SN": 3}))
    assert any("Éligible en tant qu’intercommunalité" in sentence for sentence in told)


def test_a_group_that_the_member_follows_is_said() -> None:
    who = member(groups={"SAHEL": 3})
    assert sentences(call(groups=[said("SAHEL", "au Sahel central")]), who)[0] == (
        "Zone : Sahel, que vous suivez, « au Sahel central »"
    )
    assert sentences(call(countries=["NE"]), who)[0].startswith("Pays : Niger, dans la zone que vous suivez (Sahel)")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "Dernier jour pour répondre"), (1, "1 jour pour répondre"), (2, "2 jours pour répondre")],
)
def test_the_days_left_are_counted_in_french(days: int, sentence: str) -> None:
    one = call(countries=["SN"], sessions=(said(Deadline(NOW.date() + timedelta(days=days))),))
    assert sentence in sentences(one)


def test_a_call_to_come_says_when_it_opens_and_a_standing_one_that_it_has_no_end() -> None:
    assert "Ouvre le 1ᵉʳ avril 2026" in sentences(call(countries=["SN"], opening=said(date(2026, 4, 1))))
    assert "Sans date limite" in sentences(call(countries=["SN"], sessions=(), rolling=said(True)))


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        (None, 50_000, "Aide : jusqu’à 50 000 €"),
        (1_500_000, None, "Aide : à partir de 1 500 000 €"),
        (5000, 5000, "Aide : 5 000 €"),
    ],
)
def test_a_sum_is_written_in_french(low: int | None, high: int | None, sentence: str) -> None:
    assert sentence in sentences(call(countries=["SN"], amounts=(grant(low, high),)))


def test_a_sum_that_is_no_grant_is_not_said() -> None:
    fee = said(grant(None, 20).value.__class__(None, None, "EUR", AmountRole.FEE))
    assert not any(s.startswith("Aide") for s in sentences(call(countries=["SN"], amounts=(fee,))))


def test_own_words_are_quoted_as_the_source_writes_them() -> None:
    who = member(countries={"SN": 3}, keywords=("forage", "eau usée"))
    assert "Vos mots : « Forages » et « eaux usées »" in sentences(
        call(countries=["SN"], title="Forages et eaux usées"), who
    )
    assert "Votre mot : « FORAGES »" in sentences(call(countries=["SN"]), who, text="Des FORAGES au village.")


def test_an_unknown_eligibility_asks_to_check() -> None:
    assert "Éligibilité à vérifier" in sentences(call(countries=["SN"]))
    elsewhere = call(countries=["SN"], funder="Région Occitanie")
    nowhere = member(countries={"SN": 3}, department=None)
    assert "Éligibilité à vérifier : aide propre à un territoire (région Occitanie)" in sentences(elsewhere, nowhere)


def test_a_code_given_by_a_source_is_not_quoted_and_a_rule_is_named() -> None:
    given = said("SN")
    given = given.__class__("SN", given.evidence.__class__("SN", place="field:countries"))
    assert sentences(call(countries=[given]))[0] == "Pays : Sénégal, votre partenaire"
    rule = sentences(call(programme=said("FRANCO_SENEGALAIS"), summary="Un appel."))[0]
    assert rule.startswith("Pays : Sénégal, votre partenaire, règle du programme ")


def test_a_long_sentence_is_cut_at_a_word() -> None:
    long = "l’accès à l’eau potable et à l’assainissement des communes rurales et des quartiers périphériques des villes"
    quote = sentences(call(countries=["SN"], themes=[said("eau-assainissement", long)]))[1].split("« ")[1].split(" »")[0]
    assert quote.endswith("…")
    assert long.startswith(quote[:-1])
    assert long[len(quote) - 1] == " "


def test_a_value_under_the_confidence_of_its_field_is_said_to_be_checked() -> None:
    weak = call(countries=[said("SN", "à Dakar", confidence=0.5)], amounts=[grant(None, 5000)])
    assert any(one.startswith("Pays : Sénégal, votre partenaire (à vérifier)") for one in sentences(weak))
    surer = call(countries=[said("SN", "à Dakar", confidence=0.5), said("SN", "au Sénégal")])
    assert any(one.startswith("Pays : Sénégal, votre partenaire") for one in sentences(surer))
    assert not any("(à vérifier)" in one for one in sentences(surer))
