"""Tables of notices and the call they are about: who is the same, who is the next edition, who is neither."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from model.call import Call
from model.facts import Facts
from model.notice import Notice
from pipelines import identity, traces
from pipelines.exclusions import Window, compare_windows
from pipelines.identity import Candidate, Choice
from pipelines.likeness import compare
from tests.pipelines.fakes import NOW, call, facts, notice

RELAY: dict[str, Any] = {"source": "relais", "url": "https://relais.example/1"}
LONG = "Appel à projets Eau et assainissement en Afrique"
JUNE = facts("2026-06-15")


def chosen(said: Notice, read: Facts, candidates: Sequence[Call], own: Call | None = None) -> Choice:
    found = [Candidate(call=one, said=((traces.of_call(one),),)) for one in candidates]
    return identity.choose(said, read, found, own=own)


@pytest.mark.parametrize(
    ("why", "known", "said", "read"),
    [
        ("same words, date and funder", call(JUNE), notice(LONG, **RELAY), JUNE),
        ("the eve, for « avant le 15 »", call(JUNE), notice(LONG, **RELAY), facts("2026-06-14")),
        (
            "case, accents, kind and a misspelling",
            call(JUNE),
            notice("AAP : EAU & ASAINISSEMENT en Afrique !", **RELAY),
            JUNE,
        ),
        ("the funder is not said", call(JUNE), notice(LONG, **RELAY, funder=None), JUNE),
        (
            "the funder's initials",
            call(JUNE, funder="Agence française de développement"),
            notice(LONG, **RELAY, funder="AFD"),
            JUNE,
        ),
        ("a year that only one says", call(JUNE), notice(LONG + " 2026", **RELAY), JUNE),
        ("extended by two weeks", call(JUNE), notice(LONG, **RELAY), facts("2026-06-30")),
        ("one of several sessions", call(facts("2026-04-15", "2026-10-15")), notice(LONG, **RELAY), facts("2026-10-15")),
        ("no date, same funder, same weeks", call(), notice(LONG, **RELAY), Facts()),
        (
            "same address with marks of a letter, and a region added",
            call(JUNE, url="https://fonds-eau.example/aap"),
            notice(f"[Occitanie] {LONG}", source="relais", url="http://www.fonds-eau.example/aap/?utm_source=lettre#haut"),
            JUNE,
        ),
        (
            "the funder's code, and a title in another language with the same date",
            call(JUNE, identifier="CERV-2026-TOWN"),
            notice("Jumelage de villes", **RELAY, identifier="cerv-2026-town"),
            JUNE,
        ),
    ],
)
def test_two_sources_speak_of_one_call(why: str, known: Call, said: Notice, read: Facts) -> None:
    assert chosen(said, read, [known]).call == known.id, why


@pytest.mark.parametrize(
    ("why", "known", "said", "read"),
    [
        ("another year", call(JUNE, LONG + " 2026"), notice(LONG + " 2025", **RELAY), JUNE),
        ("another lot", call(JUNE, LONG + " lot 1"), notice(LONG + " – lot 2", **RELAY), JUNE),
        ("one lot of it", call(JUNE), notice(LONG + " lot 2", **RELAY), JUNE),
        (
            "roman lots",
            call(JUNE, LONG + " volet I"),
            notice(LONG + " volet II", **RELAY),
            JUNE,
        ),
        (
            "another season",
            call(JUNE, LONG + " printemps"),
            notice(LONG + " automne", **RELAY),
            JUNE,
        ),
        ("its local version", call(JUNE), notice(LONG + " en Bretagne", **RELAY), JUNE),
        (
            "another country",
            call(facts("2026-06-15", countries=["SN"])),
            notice(LONG, **RELAY),
            facts("2026-06-15", countries=["ML"]),
        ),
        (
            "another funder",
            call(JUNE),
            notice(LONG, **RELAY, funder="Région Grand Est"),
            JUNE,
        ),
        ("another month, a round", call(JUNE), notice(LONG, **RELAY), facts("2026-07-15")),
        (
            "a title of two words",
            call(JUNE, "Appel à projets Eau"),
            notice("AAP Eau", **RELAY),
            JUNE,
        ),
        (
            "a portal's page, the address of many",
            call(JUNE),
            notice("Mobilité des jeunes artistes", source="relais", url="https://fonds-eau.example/aap"),
            JUNE,
        ),
        (
            "a cascade call carries its parent's code",
            call(
                JUNE, "Bourses pour start-up", source="portail", identifier="SMP-2021-01", reference="33COMPETITIVE_CALLen"
            ),
            notice("Bourses pour artisans", source="portail", reference="34COMPETITIVE_CALLen", identifier="SMP-2021-01"),
            JUNE,
        ),
        (
            "a code shared by two titles and two dates",
            call(JUNE, identifier="CERV-2026"),
            notice("Réseaux de villes contre le racisme", **RELAY, identifier="CERV-2026"),
            facts("2026-09-15"),
        ),
        (
            "two items of one source",
            call(JUNE, source="relais", url="https://relais.example/2"),
            notice(LONG, **RELAY),
            JUNE,
        ),
        ("no date, but a year between", call(at=NOW - timedelta(days=365)), notice(LONG, **RELAY), Facts()),
    ],
)
def test_two_sources_speak_of_two_calls(why: str, known: Call, said: Notice, read: Facts) -> None:
    assert chosen(said, read, [known]).call is None, why


def test_the_eight_cascade_calls_of_one_title_and_code_stay_eight() -> None:
    title = "Euroclusters for the recovery of Europe"
    shared: dict[str, Any] = {"source": "portail", "identifier": "SMP-COSME-2021-01"}
    known = [
        call(
            JUNE,
            title,
            number=n,
            reference=f"{n}COMPETITIVE_CALLen",
            url=f"https://portail.example/{n}",
            **shared,
        )
        for n in range(1, 8)
    ]
    eighth = notice(title, reference="8COMPETITIVE_CALLen", url="https://portail.example/8", **shared)
    assert chosen(eighth, JUNE, known).call is None


def test_one_code_twice_in_a_source_is_one_call() -> None:
    known = call(JUNE, source="portail", reference="1TOPICSen", url="https://p.example/1", identifier="LIFE-2026-X")
    again = notice(source="portail", reference="1LIFEGrants", url="https://p.example/2", identifier="LIFE-2026-X")
    assert chosen(again, JUNE, [known]).call == known.id


def test_a_feed_that_renames_its_items_makes_no_second_call() -> None:
    known = call(JUNE, reference="guid-1")
    assert chosen(notice(reference="guid-2"), JUNE, [known]).call == known.id


def test_the_likest_of_several_calls_is_chosen() -> None:
    near = call(facts("2026-06-10"), number=1, source="autre", url="https://autre.example")
    exact = call(JUNE, number=2, url="https://relais.example/1")
    assert chosen(notice(LONG, **RELAY), JUNE, [near, exact]).call == 2


def test_a_publication_stays_with_its_call_whatever_its_code_becomes() -> None:
    own = call(JUNE, identifier="EuropeAid/1/DD/ACT")
    said = notice("Un tout autre titre", identifier="EuropeAid/1/DD/ACT/SN")
    choice = chosen(said, facts("2026-07-01"), [], own=own)
    assert (choice.call, choice.previous) == (own.id, None)


def test_an_address_that_serves_the_next_year_is_a_new_edition_chained_to_the_last() -> None:
    own = call(facts("2025-04-04"), at=NOW - timedelta(days=400))
    choice = chosen(notice(), facts("2026-04-04", opening="2026-01-10"), [own], own=own)
    assert (choice.call, choice.previous) == (None, own.id)
    assert choice.reason.startswith("nouvelle édition")


def test_an_address_that_serves_another_call_is_no_edition() -> None:
    own = call(facts("2025-04-04"), at=NOW - timedelta(days=400))
    choice = chosen(notice("Bourses de mobilité des artistes"), facts("2026-04-04", opening="2026-01-10"), [], own=own)
    assert (choice.call, choice.previous) == (None, None)


def test_the_new_edition_of_a_publication_joins_the_one_that_another_source_has_told() -> None:
    own = call(facts("2025-04-04"), number=1, at=NOW - timedelta(days=400), **RELAY)
    told = call(facts("2026-04-04", opening="2026-01-10"), number=2)
    choice = chosen(notice(LONG, **RELAY), facts("2026-04-04", opening="2026-01-10"), [own, told], own=own)
    assert choice.call == 2


@pytest.mark.parametrize(
    ("why", "known", "said", "read"),
    [
        (
            "the year in the title",
            call(facts("2025-06-15"), LONG + " 2025"),
            notice(LONG + " 2026", **RELAY),
            JUNE,
        ),
        (
            "the year in the code",
            call(facts("2023-06-15"), "Climate action", identifier="LIFE-2023-CLIMA-A"),
            notice("Climate action", **RELAY, identifier="LIFE-2026-CLIMA-A"),
            JUNE,
        ),
        ("the dates alone", call(facts("2025-06-15")), notice(LONG, **RELAY), facts("2026-06-15", opening="2026-02-01")),
    ],
)
def test_a_publication_never_seen_is_chained_to_the_edition_before(why: str, known: Call, said: Notice, read: Facts) -> None:
    choice = chosen(said, read, [known])
    assert (choice.call, choice.previous) == (None, known.id), why


def test_two_calls_of_like_names_on_one_page_of_a_portal_are_no_editions() -> None:
    page: dict[str, Any] = {"source": "portail", "url": "https://portail.example/projet/43"}
    known = call(facts("2025-06-15"), "Open call for local partners delivering awareness (EEN)", reference="1", **page)
    said = notice("Open call 4bis for local partners delivering training (EEN)", reference="2", **page)
    choice = chosen(said, facts("2026-06-15", opening="2026-02-01"), [known])
    assert (choice.call, choice.previous) == (None, None)


def test_an_edition_is_chained_to_the_latest_one_before_it() -> None:
    known = [call(facts(f"{year}-06-15"), f"{LONG} {year}", number=n) for n, year in enumerate((2024, 2025, 2023), 1)]
    assert chosen(notice(LONG + " 2026", **RELAY), JUNE, known).previous == 2


def test_comparing_is_symmetrical() -> None:
    said, other = (
        notice(LONG, **RELAY),
        notice("AAP Eau et assainissement, Afrique 2026", source="presse", url="https://p.example"),
    )
    one, two = traces.of_notice(said, JUNE), traces.of_notice(other, facts("2026-06-16"))
    assert compare(one, two) == compare(two, one)
    assert compare(one, two).is_same


@pytest.mark.parametrize(
    ("one", "other", "window"),
    [
        (JUNE, facts("2026-06-17"), Window.SAME),
        (JUNE, facts("2026-06-30"), Window.NEAR),
        (JUNE, facts("2026-08-15"), Window.OTHER),
        (JUNE, Facts(), Window.UNKNOWN),
        (facts(opening="2026-01-10"), facts(opening="2026-06-10"), Window.OTHER),
        (facts(opening="2026-01-10"), facts("2026-06-15", opening="2026-01-20"), Window.UNKNOWN),
    ],
)
def test_windows_compare(one: Facts, other: Facts, window: Window) -> None:
    here, there = (traces.of_notice(notice(), side) for side in (one, other))
    assert compare_windows(here, there) is compare_windows(there, here) is window


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("http://www.fonds.example/aap/", True),
        ("https://fonds.example/aap?utm_campaign=x&fbclid=1#top", True),
        ("https://fonds.example/aap?id=2", False),
        ("https://fonds.example/#/aap", False),
    ],
)
def test_addresses_are_compared_without_what_changes_nothing(url: str, same: bool) -> None:
    assert (traces.canonical(url) == traces.canonical("https://fonds.example/aap")) is same


def test_a_trace_of_a_call_and_of_its_notice_agree() -> None:
    assert traces.of_notice(notice(), Facts()) == traces.of_call(call())
