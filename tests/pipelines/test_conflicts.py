"""What the sources of one call say differently, for staff and, discreetly, for members."""

import pytest

from model.facts import Facts
from pipelines.conflicts import conflicts, notes
from pipelines.wording import NBSP
from tests.pipelines.fakes import call, euros, facts, limit

KNOWN = call(facts("2026-06-15", opening="2026-03-01", amounts=[euros(high=5_000)]))


@pytest.mark.parametrize(
    ("why", "said", "fields"),
    [
        ("the same date, said less finely", facts("2026-06-15"), []),
        ("another date", facts("2026-06-30"), ["sessions"]),
        ("an hour of the same day", facts(limit("2026-06-15 12:00")), []),
        ("another opening and other sums", facts(opening="2026-04-01", amounts=[euros(high=9_000)]), ["opening", "amounts"]),
        ("a launch that a relay took up two weeks later", facts(opening="2026-03-14"), []),
        ("nothing", Facts(), []),
    ],
)
def test_only_what_both_state_can_differ(why: str, said: Facts, fields: list[str]) -> None:
    assert [one.field for one in conflicts(KNOWN, [("Le relais", said)])] == fields, why


def test_what_staff_have_set_is_no_conflict_any_more() -> None:
    assert conflicts(KNOWN, [("Le relais", facts("2026-06-30"))], settled=("sessions",)) == []


def test_members_get_one_sentence_a_field_and_nothing_about_sums() -> None:
    found = conflicts(
        KNOWN,
        [
            ("Le relais", facts("2026-06-30", amounts=[euros(high=9_000)])),
            ("La presse", facts("2026-07-02", opening="2026-04-01")),
        ],
    )
    assert notes(found) == (
        f"Selon une autre source, date limite{NBSP}: 30{NBSP}juin 2026 (Le relais) ; 2{NBSP}juillet 2026 (La presse).",
        f"Selon une autre source, ouverture{NBSP}: 1er{NBSP}avril 2026 (La presse).",
    )
    assert len(found) == 4
