"""The regional networks relay the same calls: whoever reads them all is told of each once, with its dates and its doors."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from model.call import Call
from model.codes import Kind, Status
from model.timing import status_at
from pipelines.intake import take_in
from store import calls, sources
from store.connection import create, write
from tests.crawlers.answers import reading
from tests.crawlers.samples import Sample, samples

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def _of_networks(sample: Sample) -> bool:
    read = sample.definition.table.get("read", {})
    return sample.name == "open" and read.get("template") == "appel-projet"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[Call, list[str]]]]:
    """What is known after every network was read: each call by its title, and the sources that publish it."""
    db = create(tmp_path_factory.mktemp("networks") / "veilleur.db")
    kept = [sample for sample in samples() if _of_networks(sample)]
    with write(db):
        sources.save_list(db, [sample.definition.source for sample in kept])
    published: dict[int, list[str]] = defaultdict(list)
    for sample in kept:
        for notice in reading(sample.definition, sample.respond())[0]:
            published[take_in(db, notice, NOW, first_reading=True).call_id].append(sample.slug)
    yield {call.title: (call, published[call.id]) for call in calls.every(db)}
    db.close()


def test_a_call_that_several_networks_relay_is_one_call(told: dict[str, tuple[Call, list[str]]]) -> None:
    relayed = {title: len(slugs) for title, (_, slugs) in told.items() if len(slugs) > 1}
    assert relayed["Appel à projets généraliste 2027 : soutien à la coopération décentralisée"] == 3
    assert relayed["Financements des collectivités territoriales françaises – Ficol 2027"] == 3
    assert relayed["Appel à projets « Eau et solidarités internationales » 2027"] == 3


def test_the_fund_of_a_region_is_for_its_own_authorities(told: dict[str, tuple[Call, list[str]]]) -> None:
    call, slugs = told["Coopération en Méditerranée : appel de la Région 2027"]
    assert slugs == ["occitanie-cooperation"]
    assert [condition.value.territories for condition in call.facts.conditions] == [("FR-OCC",)]
    assert {one.value for one in call.facts.countries} == {"MA", "DZ", "TN"}


def test_what_asks_authorities_for_money_is_no_funding(told: dict[str, tuple[Call, list[str]]]) -> None:
    call, _ = told["Cyclone à Madagascar : ouverture du Faceco"]
    assert call.facts.kind is not None
    assert call.facts.kind.value is Kind.APPEAL


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Appel à projets Sport et coopération décentralisée 2026", Status.CLOSED),
        ("Appel à projets franco-libanais 2027", Status.OPEN),
        ("Appel à projets généraliste 2027 : soutien à la coopération décentralisée", Status.UPCOMING),
    ],
)
def test_a_call_stands_where_its_dates_say(title: str, status: Status, told: dict[str, tuple[Call, list[str]]]) -> None:
    assert status_at(told[title][0].facts, NOW) is status
