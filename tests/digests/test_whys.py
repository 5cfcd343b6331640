"""The reasons on a card do not say again what the card says already."""

from datetime import date
from decimal import Decimal

import pytest

from digests.whys import quotes_something, reasons_of
from matching import explain
from model.codes import AmountRole
from model.facts import Facts
from model.money import Amount
from tests.digests.fakes import NOW, call, member, on, read

N = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    "reason",
    [
        f"45{N}jours pour répondre",
        f"1{N}jour pour répondre",
        "Dernier jour pour répondre",
        "Sans date limite",
        f"Ouvre le 1ᵉʳ{N}octobre{N}2026",
        f"Aide{N}: de 20 000 à 60 000{N}€",
        "Lieu non précisé",
        "Éligibilité à vérifier",
    ],
)
def test_what_has_a_line_of_its_own_on_the_card_is_no_reason(reason: str) -> None:
    assert reasons_of(["Pays : Sénégal, votre partenaire", reason], (), quotes=True) == (
        f"Pays{N}: Sénégal, votre partenaire",
    )


def test_a_doubt_about_who_may_apply_that_says_more_stays() -> None:
    doubt = f"Éligibilité à vérifier{N}: l’appel cite les associations"
    assert reasons_of([doubt], (), quotes=True) == (doubt,)


def test_a_set_aside_reason_gives_its_place_to_the_next() -> None:
    reasons = ["Un", "Deux", "Sans date limite", "Trois", "Quatre", "Cinq"]
    assert reasons_of(reasons, (), quotes=True) == ("Un", "Deux", "Trois", "Quatre")


@pytest.mark.parametrize("words", ["Eau potable au Sénégal", "Eau potable…", "potable au Sénégal"])
def test_the_words_of_the_title_are_not_quoted_below_it(words: str) -> None:
    reason = f"Thème{N}: eau, «{N}{words}{N}»"
    assert reasons_of([reason], ("Eau potable au Sénégal",), quotes=True) == (f"Thème{N}: eau",)


def test_the_same_words_are_quoted_once() -> None:
    said = f"«{N}l’eau des communes du Sénégal{N}»"
    told = reasons_of([f"Pays{N}: Sénégal, {said}", f"Thème{N}: eau, {said}"], ("Appel 2027",), quotes=True)
    assert told == (f"Pays{N}: Sénégal, {said}", f"Thème{N}: eau")
    assert quotes_something(told)


def test_guillemets_inside_guillemets_are_of_another_kind() -> None:
    told = reasons_of([f"Pays{N}: Sénégal, «{N}l’appel « Eau » au Sénégal{N}»"], (), quotes=True)
    assert told == (f"Pays{N}: Sénégal, «{N}l’appel “Eau” au Sénégal{N}»",)
    title = "Appel « Eau » 2027"
    assert reasons_of([f"Thème{N}: eau, «{N}{title}{N}»"], (title,), quotes=True) == (f"Thème{N}: eau",)


@pytest.mark.parametrize("quotes", [True, False])
def test_the_member_s_own_words_stay_whatever_the_title_and_the_rights_of_the_source(quotes: bool) -> None:
    own = f"Vos mots{N}: «{N}fontaine{N}» et «{N}forage{N}»"
    assert reasons_of([own], ("Forage et fontaine",), quotes=quotes) == (own,)


def test_without_its_words_a_reason_stays_a_sentence() -> None:
    told = reasons_of([f"Pays{N}: Sénégal, votre partenaire, «{N}au Sénégal{N}»"], (), quotes=False)
    assert told == (f"Pays{N}: Sénégal, votre partenaire",)
    assert not quotes_something(told)


def test_the_sentences_set_aside_are_those_that_matching_writes() -> None:
    """The two rooms share these words and nothing else: this fails on the day when one of them changes its own."""
    dated = Facts(
        sessions=(read(on("2026-11-03")),),
        amounts=(read(Amount(Decimal(20000), Decimal(60000), "EUR", AmountRole.GRANT)),),
        countries=(read("SN"),),
    )
    ahead = Facts(opening=read(date(2026, 10, 1)), sessions=(read(on("2026-11-03")),), countries=(read("SN"),))
    permanent = Facts(rolling=read(True), themes=(read("eau-assainissement"),))
    written = [
        reason
        for facts in (dated, ahead, permanent)
        for reason in explain(call(1, facts=facts), member(), NOW).reasons
        if not reason.startswith("Non signalé")
    ]
    left = reasons_of(written, (), quotes=True)
    assert len(written) >= 9
    assert {reason.partition(N)[0] for reason in left} <= {"Pays", "Thème"}
