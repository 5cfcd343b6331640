"""What staff are asked: doubtful values and nothing else, until somebody or something settles them. No call is hidden."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from day.replay import replay
from model.call import Call
from model.codes import Kind, Scope, Status
from model.doubt import LEAST, is_to_check
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.question import Asked, Settled
from model.trouble import Trouble
from pipelines import intake
from pipelines.intake.watching import ASKED_AFTER
from pipelines.pins import Pin, pinned
from pipelines.questions import FIELDS, WHYS, questions_of, ranked
from store import calls, questions
from store.connection import Database, write
from tests.pipelines.fakes import NOW, call, limit, notice, read
from tests.pipelines.test_intake import DAY, given_only, take
from tests.pipelines.test_staff import held, house


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = house(tmp_path / "v.sqlite")
    yield made
    made.close()


def unsure(value: Any, quote: str = "la phrase", confidence: float = 0.4, *flags: str) -> Reading[Any]:
    return Reading(value, Evidence(quote), confidence, flags)


def said(known: Facts, title: str = "Fonds de la rivière") -> Any:
    return notice(title, given=known)


def asked(db: Database) -> list[tuple[int, str]]:
    return [(one.call, one.field) for one in questions.open_ones(db)]


def test_every_doubtful_field_is_asked_about_with_its_sentence_and_its_reason() -> None:
    known = Facts(
        sessions=(unsure(limit("2026-09-15"), "avant le 15 septembre", 0.9, "year_inferred"),),
        countries=(read("SN"), unsure("ML", "à Bamako", 0.5)),
        kind=unsure(Kind.PRIZE, ""),
    )
    found = {one.field: one.doubts for one in questions_of(call(known))}
    assert set(found) == {"kind", "sessions", "countries"}
    assert [(one.value, one.quote, one.why) for one in found["countries"]] == [
        ("ML", "à Bamako", "lecture peu sûre : 50 %, il en faut 60")
    ]
    assert found["sessions"][0].why == WHYS["year_inferred"]
    assert found["kind"][0].why.endswith("aucune phrase de la source ne le dit")


def test_an_old_item_said_to_be_current_is_a_question() -> None:
    (one,) = questions_of(call(Facts(status=unsure(Status.OPEN, "En cours", 0.95, "stale"))))
    assert (one.field, one.doubts[0].why) == ("status", WHYS["stale"])


def test_the_threshold_is_that_of_the_field() -> None:
    facts = Facts(eligible=(unsure("commune", confidence=0.62),), amounts=(), scope=unsure(Scope.LOCAL, confidence=0.57))
    assert [one.field for one in questions_of(call(facts))] == ["eligible"]
    assert "themes" not in FIELDS
    assert set(FIELDS) == {name for name, least in LEAST.items() if least}


def test_a_doubtful_candidate_beside_sure_ones_is_not_worth_a_question() -> None:
    assert questions_of(call(Facts(eligible=(read("commune"), unsure("collectivite"))))) == ()


def test_a_call_that_is_over_asks_nothing_unless_a_doubtful_value_closes_it() -> None:
    past = Facts(sessions=(read(limit("2026-01-15")),), countries=(unsure("SN"),))
    assert questions_of(call(past)) == ()
    doubtful = replace(past, sessions=(unsure(limit("2026-01-15"), "le 15 janvier", 0.9, "year_inferred"),))
    assert [one.field for one in questions_of(call(doubtful))] == ["sessions"]
    words = Facts(status=unsure(Status.CLOSED, "terminé"), countries=(unsure("SN"),))
    assert [one.field for one in questions_of(call(words))] == ["status"]


def test_a_call_joined_to_another_asks_nothing() -> None:
    assert questions_of(call(Facts(countries=(unsure("SN"),)), same_as=2)) == ()


def test_a_reading_opens_one_question_a_field_and_a_surer_one_settles_it(db: Database) -> None:
    (taken,) = take(db, said(Facts(countries=(unsure("SN"), unsure("ML")), amounts=())))
    assert asked(db) == [(taken.call_id, "countries")]
    assert [doubt.value for doubt in questions.open_ones(db)[0].doubts] == ["SN", "ML"]
    take(db, said(Facts(countries=(unsure("SN"),)), "Fonds de la rivière !"), now=NOW + DAY)
    (still,) = questions.open_ones(db)
    assert ([doubt.value for doubt in still.doubts], still.opened_at, still.seen_at) == (["SN"], NOW, NOW + DAY)
    take(db, said(Facts(countries=(read("SN"),)), "Fonds de la rivière"), now=NOW + 2 * DAY)
    assert asked(db) == []
    assert settled(db, still.id) == (Settled.SURE, NOW + 2 * DAY)


def settled(db: Database, number: int) -> tuple[Settled | None, Any]:
    found = questions.get(db, number)
    assert found is not None
    return found.settled_by, found.settled_at


def test_a_question_never_hides_its_call(db: Database) -> None:
    (taken,) = take(db, said(Facts(countries=(unsure("SN"),), eligible=(unsure("association"),))))
    assert [one.id for one in calls.not_over(db)] == [taken.call_id]
    assert [event.kind.value for event in taken.events] == ["new"]


def test_what_staff_set_settles_the_question_and_giving_it_back_asks_it_again(db: Database) -> None:
    (taken,) = take(db, said(Facts(countries=(unsure("SN"),))))
    (first,) = questions.open_ones(db)
    intake.set_by_staff(db, taken.call_id, "countries", ["ML"], "camille", NOW + DAY)
    assert (asked(db), settled(db, first.id)) == ([], (Settled.SET, NOW + DAY))
    intake.release(db, taken.call_id, "countries", "camille", NOW + 2 * DAY)
    assert asked(db) == [(taken.call_id, "countries")]


def test_a_confirmed_value_is_a_fact_while_its_source_says_it(db: Database) -> None:
    (taken,) = take(db, said(Facts(countries=(unsure("SN", "à Dakar"),))))
    (first,) = questions.open_ones(db)
    intake.confirm(db, taken.call_id, "countries", "camille", NOW + DAY)
    (country,) = held(db, taken.call_id).facts.countries
    assert (country.value, country.evidence.quote, country.confidence) == ("SN", "à Dakar", 1.0)
    assert not is_to_check("countries", country)
    assert settled(db, first.id) == (Settled.CONFIRMED, NOW + DAY)
    take(db, said(Facts(countries=(unsure("SN", "Dakar"),)), "Fonds de la rivière !"), now=NOW + 2 * DAY)
    assert asked(db) == []
    take(db, said(Facts(countries=(unsure("SN"), unsure("ML", "Bamako"))), "Fonds de la rivière"), now=NOW + 3 * DAY)
    assert [[doubt.value for doubt in one.doubts] for one in questions.open_ones(db)] == [["ML"]]
    assert [c.value for c in held(db, taken.call_id).facts.countries] == ["SN", "ML"]


def test_a_confirmed_date_does_not_hold_back_the_one_that_its_source_says_next(db: Database) -> None:
    doubtful = Facts(sessions=(unsure(limit("2026-09-15"), "avant le 15 septembre", 0.9, "year_inferred"),))
    (taken,) = take(db, said(doubtful))
    intake.confirm(db, taken.call_id, "sessions", "camille", NOW + DAY)
    take(db, said(Facts(sessions=(read(limit("2026-10-01")),)), "Fonds de la rivière, prolongé"), now=NOW + 2 * DAY)
    assert held(db, taken.call_id).facts.sessions[0].value == limit("2026-10-01")


def test_only_what_is_there_and_not_set_by_staff_can_be_confirmed(db: Database) -> None:
    (taken,) = take(db, said(Facts(countries=(unsure("SN"),))))
    for field in ("amounts", "title", "summary", "nothing"):
        with pytest.raises(Trouble):
            intake.confirm(db, taken.call_id, field, "camille", NOW)
    intake.set_by_staff(db, taken.call_id, "countries", ["SN"], "camille", NOW)
    with pytest.raises(Trouble, match="fixé par camille"):
        intake.confirm(db, taken.call_id, "countries", "dominique", NOW)


def test_confirming_without_words_says_who_did() -> None:
    known = call(Facts(countries=(unsure("SN", ""),)))
    (country,) = pinned(known, {"countries": Pin(["SN"], "camille", confirmed=True)}).facts.countries
    assert country.evidence.quote == "Confirmé par camille"


def test_the_clock_settles_what_is_asked_of_a_call_that_closes(db: Database) -> None:
    take(db, said(Facts(sessions=(read(limit("2026-03-20")),), countries=(unsure("SN"),))))
    (first,) = questions.open_ones(db)
    intake.run_clock(db, NOW + 30 * DAY)
    assert settled(db, first.id) == (Settled.OVER, NOW + 30 * DAY)


def test_a_doubtful_end_is_asked_about_for_a_month_after_it(db: Database) -> None:
    take(db, said(Facts(sessions=(unsure(limit("2026-03-20"), "le 20 mars", 0.9, "year_inferred"),))))
    intake.run_clock(db, NOW + 15 * DAY)
    assert [field for _, field in asked(db)] == ["sessions"]
    intake.run_clock(db, NOW + 15 * DAY + ASKED_AFTER + timedelta(hours=1))
    assert asked(db) == []


def test_a_join_settles_what_is_asked_of_the_call_that_is_left(db: Database) -> None:
    kept, left = take(
        db,
        said(Facts(sessions=(read(limit("2026-09-15")),))),
        notice("Bourses des musées du littoral", url="https://relais.example/7", given=Facts(countries=(unsure("SN"),))),
    )
    (number,) = intake.join(db, left.call_id, kept.call_id, "camille", NOW + DAY)
    assert asked(db) == [(kept.call_id, "countries")]
    intake.undo(db, [number], "camille", NOW + 2 * DAY)
    assert (left.call_id, "countries") in asked(db)


def test_answers_are_done_again_to_the_byte(db: Database, tmp_path: Path) -> None:
    (taken,) = take(db, said(Facts(countries=(unsure("SN"),), kind=unsure(Kind.PRIZE))))
    intake.confirm(db, taken.call_id, "countries", "camille", NOW + DAY)
    intake.set_by_staff(db, taken.call_id, "kind", Kind.FUND, "camille", NOW + DAY)
    intake.release(db, taken.call_id, "kind", "camille", NOW + 2 * DAY)
    file = Path(db.execute("PRAGMA database_list").fetchone()[2])
    assert replay(file, tmp_path / "again.db", reader=given_only).same


def test_what_members_decide_on_comes_first_on_calls_in_the_field() -> None:
    waiting = [
        one(1, "scope", "international", 0), one(2, "sessions", "local", 5), one(3, "amounts", "europe", 1),
        one(4, "sessions", "europe", 1), one(5, "sessions", "europe", 2), one(6, "kind", None, 9),
    ]  # fmt: skip
    assert [question.id for question in ranked(waiting)] == [5, 4, 3, 1, 2, 6]


def one(number: int, field: str, scope: str | None, days: int) -> Asked:
    at = NOW + days * DAY
    return Asked(
        id=number, call=number, title="t", url="u", scope=scope, field=field, doubts=(), opened_at=at, seen_at=at
    )  # fmt: skip


def test_every_field_that_may_be_asked_has_its_rank() -> None:
    assert len(ranked(one(number, field, None, 0) for number, field in enumerate(FIELDS))) == len(FIELDS)


def test_an_answer_reaches_members_as_a_fact(db: Database) -> None:
    (taken,) = take(db, said(Facts(opening=unsure(date(2026, 4, 1)))))
    intake.set_by_staff(db, taken.call_id, "opening", date(2026, 5, 2), "camille", NOW + DAY)
    opening = held(db, taken.call_id).facts.opening
    assert opening is not None
    assert (opening.value, is_to_check("opening", opening)) == (date(2026, 5, 2), False)


def test_no_question_is_written_outside_a_transaction(db: Database) -> None:
    (taken,) = take(db, said(Facts(countries=(unsure("SN"),))))
    made: Call = held(db, taken.call_id)
    with pytest.raises(RuntimeError):
        questions.ask(db, made.id, questions_of(made), NOW)
    with write(db):
        questions.ask(db, made.id, questions_of(made), NOW)
    assert questions.count(db) == 1
