"""Words of people against words of calls."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from store import calls, notices
from store.connection import Database, write
from tests.store import samples
from tests.store.samples import LATER, facts

TITLES = (
    "Accès à l’eau potable des collectivités rurales",
    "Égalité entre les femmes et les hommes",
    "Grants for municipalities and their partnerships",
    "Cœur de ville : mobilités douces",
    "Coopération décentralisée franco-sénégalaise",
)


@pytest.fixture
def filled(db: Database) -> Database:
    for title in TITLES:
        samples.saved_call(db, title=title)
    return db


def _titles(db: Database, text: str) -> list[str]:
    return [call.title for call in calls.search(db, text)]


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("l'eau", 0),
        ("l’eau", 0),
        ("-eau", 0),
        ("EAU", 0),
        ("d'eau potables", 0),
        ('"eau" AND', 0),
        ("collectivité", 0),
        ("collectivite", 0),
        ("COLLECTIVITÉS", 0),
        ("collectivite\u0301s", 0),
        ("egalite femme", 1),
        ("l’égalité des femmes", 1),
        ("municipality partnership", 2),
        ("coeur", 3),
        ("cœurs de villes", 3),
        ("mobilite douce", 3),
        ("sénégalais coopérations", 4),
        ("title:cooperation", None),
        ("eau sénégal", None),
        ("assainissement", None),
    ],
)
def test_accents_case_elisions_and_inflexions_make_no_difference(filled: Database, text: str, rank: int | None) -> None:
    assert _titles(filled, text) == ([] if rank is None else [TITLES[rank]])


@pytest.mark.parametrize("text", ["", " ", "'", '"', "-", "*", "()", "^", "\0", "💧", "_", "..."])
def test_a_text_without_any_word_finds_nothing(filled: Database, text: str) -> None:
    assert _titles(filled, text) == []


def test_words_without_meaning_are_ignored_unless_there_is_nothing_else(filled: Database) -> None:
    assert _titles(filled, "de l’eau pour les collectivités") == [TITLES[0]]
    assert _titles(filled, "and") == [TITLES[2]]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=60))
@example(text='NEAR("eau" potable, 2) OR NOT {title}: eau* ^ "')
@example(text="NOT")
@example(text="\ud800 eau")
def test_any_text_is_a_legal_query(filled: Database, text: str) -> None:
    assert len(calls.search(filled, text)) <= len(TITLES)
    assert len(calls.resembling(filled, text)) <= len(TITLES)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_call_is_found_by_its_own_title(db: Database, title: str) -> None:
    title = f"appel {title}"
    call_id = samples.saved_call(db, title=title)
    assert call_id in [call.id for call in calls.search(db, title, limit=1000)]
    with write(db):
        calls.update(db, samples.call(id=call_id, title="x"), [], LATER, None)


def test_a_word_of_the_title_comes_before_the_same_word_in_a_text(db: Database) -> None:
    in_text = samples.saved_call(db, title="Appel du bailleur", facts=facts(summary="Un projet pour la biodiversité."))
    in_title = samples.saved_call(db, title="Biodiversité marine", facts=facts(summary="Un projet pour la mer."))
    assert [call.id for call in calls.search(db, "biodiversité")] == [in_title, in_text]
    assert [call.id for call in calls.search(db, "biodiversité", limit=1)] == [in_title]


def test_a_call_is_found_by_the_latest_text_of_its_notices_and_no_longer_by_the_one_before(db: Database) -> None:
    call_id = samples.saved_call(db)
    with write(db):
        notices.add(db, samples.notice(text="Les communes du Sahel"), call_id)
    assert [call.id for call in calls.search(db, "commune sahel")] == [call_id]
    with write(db):
        notices.add(db, samples.notice(text="Les départements du Maghreb"), call_id)
    assert calls.search(db, "sahel") == []
    assert [call.id for call in calls.search(db, "departement")] == [call_id]


def test_a_call_renamed_is_found_by_its_new_name(db: Database) -> None:
    call_id = samples.saved_call(db, title="Forêts")
    with write(db):
        calls.update(db, samples.call(id=call_id, title="Océans", identifier="MER-26"), [], LATER, None)
    assert calls.search(db, "forêt") == []
    assert [call.id for call in calls.search(db, "ocean mer-26")] == [call_id]


def test_titles_that_share_rare_words_resemble_each_other(filled: Database) -> None:
    found = calls.resembling(filled, "Égalité femmes-hommes : édition 2027 pour les collectivités")
    assert [call.title for call in found] == [TITLES[1], TITLES[0]]
    assert calls.resembling(filled, "…") == []


def test_people_named_in_a_page_are_not_found_by_their_names_or_numbers(db: Database) -> None:
    call_id = samples.saved_call(db)
    text = "Bureau du Sahel : Mme Aline Fabregon, 01 99 00 12 34, paul.morvandiau@bailleur.example (Paul Morvandiau)."
    with write(db):
        notices.add(db, samples.notice(text=text), call_id)
    assert [call.id for call in calls.search(db, "bureaux sahel")] == [call_id]
    for said in ("Fabregon", "Morvandiau", "Aline", "01 99 00 12 34", "paul.morvandiau@bailleur.example"):
        assert calls.search(db, said) == []
