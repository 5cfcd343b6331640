"""Why a member gets what it gets, and how much it would have got, before it saves its profile."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from day.preview_profile import Volume, volume, volumes
from day.why import why
from matching import Weights
from model.call import Call
from model.codes import Scope, Status
from model.trouble import Trouble
from store.connection import Database, create
from tests.day.worlds import keep, months_before, subscribe
from tests.matching.samples import NOW, WATER_IN_SENEGAL, call, member

TOWN = member(
    1, name="Brumeval", siren="213300635", population=15_000, countries={"SN": 3}, themes={"eau-assainissement": 3}
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    with closing(create(tmp_path / "veilleur.db")) as made:
        yield made


def known(number: int, months: float) -> Call:
    """A call that closed, and became known so many months ago."""
    day = datetime.combine(months_before(months), time(9), UTC)
    return replace(call(number, countries=["SN"], themes=["eau-assainissement"]), first_seen=day, status=Status.CLOSED)


def test_the_volume_is_counted_on_the_months_of_archive(db: Database) -> None:
    keep(db, [], [known(number, number / 3) for number in range(1, 73)] + [known(73, 25)])
    found = volume(db, WATER_IN_SENEGAL, NOW, Weights())
    assert (found.alerts, found.months) == (72, 24)
    assert found.sentence == "environ 3 alertes par mois, d’après les 24 derniers mois"
    assert len(found.latest) == 3


def test_under_twelve_months_of_archive_no_figure_is_given(db: Database) -> None:
    keep(db, [], [known(number, number) for number in range(1, 11)])
    found = volume(db, WATER_IN_SENEGAL, NOW, Weights())
    assert found.a_month is None
    assert "Pas encore assez d’archives" in found.sentence


def test_several_profiles_are_counted_as_each_one_alone(db: Database) -> None:
    people = [WATER_IN_SENEGAL, replace(WATER_IN_SENEGAL, id=2, countries={"JP": 3}), member()]
    assert volumes(db, people, NOW, Weights()) == [volume(db, one, NOW, Weights()) for one in people]


def test_an_empty_base_and_an_empty_profile_say_so(db: Database) -> None:
    assert volume(db, member(), NOW, Weights()).months == 0
    assert "n’indique ni pays" in volume(db, member(), NOW, Weights()).remarks[0]


SENTENCES = [
    (Volume(0, 24, 0.0, (), ()), "aucune alerte, d’après les 24 derniers mois"),
    (Volume(5, 24, 5 / 24, (), ()), "environ 5 alertes en 24 mois, d’après les 24 derniers mois"),
    (Volume(1, 14, 1 / 14, (), ()), "environ 1 alerte en 14 mois, d’après les 14 derniers mois"),
    (Volume(24, 24, 1.0, (), ()), "environ 1 alerte par mois, d’après les 24 derniers mois"),
]


@pytest.mark.parametrize(("found", "sentence"), SENTENCES)
def test_the_volume_in_french(found: Volume, sentence: str) -> None:
    assert found.sentence == sentence


WORLD = [
    call(1, title="Puits", countries=["SN"], themes=["eau-assainissement"], eligible=["commune"]),
    call(2, title="Réseaux", scope=Scope.OUT),
    call(3, title="Réservé", countries=["SN"], eligible=["association"]),
    call(4, title="Sport en Afrique", groups=["AFRICA"], themes=["sport"]),
]


def test_it_says_what_is_told_and_why_the_rest_is_not(db: Database) -> None:
    keep(db, [TOWN], WORLD)
    subscribe(db, 1, "camille@brumeval.example")
    found = why(db, "Camille@Brumeval.example", NOW, Weights())
    assert [one.call.title for one in found.told] == ["Puits"]
    assert any("conseil au plus tard" in line for line in found.told[0].to_do)
    assert dict(found.aside) == {
        "Non signalé : programme hors du champ de l’action internationale": 1,
        "Non éligible : réservé à d’autres candidats": 1,
        "Non signalé : trop loin de votre profil": 1,
    }
    assert [one.title for one, _ in found.nearest] == ["Sport en Afrique"]


@pytest.mark.parametrize("who", ["brumeval", "213300635", "Brume"])
def test_a_member_is_found_by_its_name_or_siren(db: Database, who: str) -> None:
    keep(db, [TOWN], [])
    assert why(db, who, NOW, Weights()).member.name == "Brumeval"


def test_nobody_and_several_of_that_name_are_told(db: Database) -> None:
    keep(db, [TOWN, replace(TOWN, id=2, name="Brumeville", siren=None)], [])
    with pytest.raises(Trouble, match="Plusieurs"):
        why(db, "brume", NOW, Weights())
    with pytest.raises(Trouble, match="ne s’appelle"):
        why(db, "Atlantis", NOW, Weights())
