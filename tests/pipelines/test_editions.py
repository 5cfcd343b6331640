"""Tables of windows that are the next edition, and of those that are the same one moved."""

from datetime import UTC, datetime

import pytest

from model.facts import Facts
from pipelines import editions
from tests.pipelines.fakes import facts

SEEN = datetime(2026, 3, 10, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Appel à projets 2026", {2026}),
        ("Jeunesse 2025-2026", {2025, 2026}),
        ("Jeunesse 2025/26", {2025, 2026}),
        ("Jeunesse 2025 – 2026", {2025, 2026}),
        ("Interreg 2021-2027, appel de 2026", {2026}),
        ("CERV-2025-04 TOWN", {2025}),
        ("Lot 12026, 3 000 communes", set()),
        ("Coopération décentralisée", set()),
    ],
)
def test_the_years_of_an_edition_are_read_in_its_title(title: str, years: set[int]) -> None:
    assert editions.title_years(title) == years


@pytest.mark.parametrize(
    ("why", "old_title", "old", "new_title", "new"),
    [
        ("year grows, old over", "AAP 2025", facts("2025-06-30"), "AAP 2026", facts("2026-06-30")),
        ("year grows, no date yet", "AAP 2025", facts("2025-06-30"), "AAP 2026", Facts()),
        ("year grows, no date ever", "AAP 2025", Facts(), "AAP 2026", Facts()),
        ("school years share one", "Année 2025-2026", facts("2025-06-30"), "Année 2026-2027", facts("2026-06-30")),
        ("published before the end of the last", "AAP 2026", facts("2026-03-31"), "AAP 2027", facts("2027-03-31")),
        (
            "the title has no year but the window comes after",
            "AAP Eau",
            facts("2025-09-30"),
            "AAP Eau",
            facts("2026-04-04", opening="2026-01-10"),
        ),
        ("no opening known, a year later", "AAP Eau", facts("2025-05-15"), "AAP Eau", facts("2026-05-20")),
        ("two sessions a year, all new", "AAP", facts("2025-03-15", "2025-09-15"), "AAP", facts("2026-03-15", "2026-09-15")),
        (
            "a stale title",
            "AAP 2018",
            facts("2023-09-30"),
            "AAP 2018",
            facts("2026-09-30", opening="2026-02-01"),
        ),
    ],
)
def test_it_is_the_next_edition(why: str, old_title: str, old: Facts, new_title: str, new: Facts) -> None:
    assert editions.follows(old_title, old, new_title, new, SEEN), why


@pytest.mark.parametrize(
    ("why", "old_title", "old", "new_title", "new"),
    [
        ("an extension", "AAP", facts("2026-03-15"), "AAP", facts("2026-04-30")),
        ("reopened some weeks later", "AAP", facts("2026-02-15"), "AAP", facts("2026-04-30", opening="2026-03-01")),
        ("a long extension before the end", "AAP", facts("2026-03-31"), "AAP", facts("2027-01-31")),
        (
            "opened before the end",
            "AAP",
            facts("2025-06-30"),
            "AAP",
            facts("2026-06-30", opening="2025-01-10"),
        ),
        ("an earlier date", "AAP", facts("2026-12-31"), "AAP", facts("2026-04-30")),
        ("a cut-off added for next year", "AAP", facts("2026-03-15"), "AAP", facts("2026-03-15", "2027-03-15")),
        ("the year set right in the title", "AAP 2025", facts("2026-04-30"), "AAP 2026", facts("2026-04-30")),
        ("extended over the new year", "AAP 2025", facts("2026-03-20"), "AAP 2026", facts("2026-04-30")),
        ("the year goes back", "AAP 2026", facts("2026-02-01"), "AAP 2025", facts("2027-02-01")),
        ("the title keeps its year", "AAP 2025", facts("2025-06-30"), "AAP 2025", facts("2026-03-30", opening="2025-09-01")),
        ("renamed with a date lost while open", "AAP 2025", facts("2026-04-30"), "AAP 2026", Facts()),
        ("no date at all", "AAP", Facts(), "AAP", facts("2026-06-30")),
        ("nothing new", "AAP", facts("2025-06-30"), "AAP", facts("2025-06-30")),
    ],
)
def test_it_is_the_same_edition(why: str, old_title: str, old: Facts, new_title: str, new: Facts) -> None:
    assert editions.follows(old_title, old, new_title, new, SEEN) is None, why
