"""Sources that a person reads: they are counted, recalled by their cadence, and quiet once somebody has looked."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawlers import Definition
from crawlers.definition import of_table
from day.by_hand import by_hand, remind, seen_by_hand
from model.trouble import Trouble
from store import issues, looks, sources
from store.connection import Database, create, write

NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def definition(slug: str = "extranet", **keys: Any) -> Definition:
    return of_table(
        slug,
        {
            "name": "Extranet du fonds",
            "publisher": "Fonds",
            "url": "https://fonds.example/extranet",
            "language": "fr",
            "state": "by_hand",
            "official": True,
            "why": "Pour l’essai.",
            "to_do": "regarder la rubrique « Appels ».",
            "cadence": "monthly",
            **keys,
        },
    )


@pytest.fixture
def known(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "veilleur.db")) as db:
        with write(db):
            sources.save_list(db, [definition().source, definition("autre").source])
        yield db


def test_a_source_nobody_has_looked_at_is_due_and_its_reminder_says_what_to_do(known: Database) -> None:
    (problem,) = remind(known, [definition()], NOW)
    assert problem.code == "to_look_at"
    assert problem.message.replace("\N{NO-BREAK SPACE}", " ") == (
        "« Extranet du fonds » se lit à la main (jamais vue) : regarder la rubrique « Appels ». Ouvrez "
        "https://fonds.example/extranet, puis dites-le : veilleur source seen extranet"
    )
    assert [one.subject for one in issues.open_ones(known)] == ["extranet"]


def test_a_look_closes_the_reminder_until_the_cadence_comes_round(known: Database) -> None:
    remind(known, [definition()], NOW)
    seen_by_hand(known, "extranet", NOW, who="Léa")
    assert issues.open_ones(known) == []
    assert looks.last(known)["extranet"].note == ""
    assert remind(known, [definition()], NOW + timedelta(days=20)) == ()
    (again,) = remind(known, [definition()], NOW + timedelta(days=28))
    assert "24 novembre 2026" in again.message.replace("\N{NO-BREAK SPACE}", " ")
    assert len(issues.open_ones(known)) == 1


def test_a_look_at_one_source_says_nothing_of_another(known: Database) -> None:
    seen_by_hand(known, "extranet", NOW, "un appel pour 2027")
    states = by_hand(known, [definition(), definition("autre", cadence="daily")], NOW + timedelta(days=1))
    assert [one.is_due for one in states] == [False, True]


def test_a_look_at_an_unknown_source_is_refused(known: Database) -> None:
    with pytest.raises(Trouble, match="n’est pas dans la liste"):
        seen_by_hand(known, "inconnue", NOW)
