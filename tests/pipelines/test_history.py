"""Tables of what a notice changes in a call: the versions it writes, and the events, in French, that it writes or not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from model.call import Call
from model.codes import AmountRole, EventKind, Kind, Precision, Status
from model.facts import Facts
from model.filing import Filing
from model.money import Rate
from model.notice import Notice
from pipelines import conflicts, history, merging
from pipelines.doubts import Code
from pipelines.history import Decision, Voice
from tests.pipelines.fakes import NOW, TITLE, brussels, call, euros, facts, limit, notice, read

NBSP = "\u00a0"


def decided(known: Call | None, said: Facts, paper: Notice | None = None, **more: Any) -> Decision:
    return history.decide(known, paper or notice(), said, more.pop("now", NOW), first_reading=False, **more)


def told(decision: Decision) -> list[tuple[EventKind, str]]:
    """Kind and sentence of each event, with plain spaces."""
    return [(e.kind, e.sentence.replace(NBSP, " ").replace("\u202f", " ")) for e in decision.events]


@pytest.mark.parametrize(
    ("said", "kind", "sentence"),
    [
        (facts("2026-06-15"), EventKind.NEW, "Appel ouvert, date limite : 15 juin 2026"),
        (facts(), EventKind.NEW, "Appel ouvert, date limite non précisée"),
        (facts(kind=Kind.FUND), EventKind.NEW, "Dispositif permanent, sans date limite"),
        (
            facts("2026-06-15", opening="2026-04-01"),
            EventKind.ANNOUNCED,
            "Appel annoncé, ouverture le 1er avril 2026, date limite : 15 juin 2026",
        ),
        (facts(status=Status.ANNOUNCED), EventKind.ANNOUNCED, "Appel annoncé"),
        (
            facts("2026-02-15"),
            EventKind.NEW,
            "Appel déjà clos quand il a été vu pour la première fois, date limite : 15 février 2026",
        ),
    ],
)
def test_every_call_writes_one_first_event(said: Facts, kind: EventKind, sentence: str) -> None:
    decision = decided(None, said)
    assert told(decision) == [(kind, sentence)]
    assert (decision.call.id, decision.call.title, decision.changes) == (0, TITLE, ())


def test_the_first_event_says_whether_the_source_was_read_for_the_first_time() -> None:
    (event,) = history.decide(None, notice(), facts(), NOW, first_reading=True).events
    assert event.first_reading


def test_a_new_edition_knows_the_one_before() -> None:
    assert decided(None, facts("2026-06-15"), previous=7).call.previous == 7


@pytest.mark.parametrize(
    ("old", "new", "kind", "sentence"),
    [
        (
            "2026-09-15",
            "2026-10-31",
            EventKind.DEADLINE_MOVED,
            "Date limite : 15 septembre → 31 octobre 2026 (repoussée de 46 jours)",
        ),
        (
            "2026-12-15",
            "2027-01-01",
            EventKind.DEADLINE_MOVED,
            "Date limite : 15 décembre 2026 → 1er janvier 2027 (repoussée de 17 jours)",
        ),
        ("2026-06-15", "2026-06-14", EventKind.DEADLINE_MOVED, "Date limite : 15 juin → 14 juin 2026 (avancée de 1 jour)"),
        (
            brussels("2026-06-24 19:00"),
            brussels("2026-06-24 17:00"),
            EventKind.DEADLINE_MOVED,
            "Date limite : 24 juin 2026 à 19 h → 17 h (avancée)",
        ),
        (
            limit("2026-06-24 17:00", "America/New_York"),
            limit("2026-06-30 17:30", "America/New_York"),
            EventKind.DEADLINE_MOVED,
            "Date limite : 24 juin à 23 h → 30 juin 2026 à 23 h 30 (repoussée de 6 jours)",
        ),
        (
            limit("2026-06-15", inclusive=False),
            "2026-06-15",
            EventKind.DEADLINE_MOVED,
            "Date limite : avant le 15 juin → 15 juin 2026",
        ),
        (
            "2026-06-15",
            limit("2026-06-15 12:00"),
            EventKind.AMENDED,
            "Date limite précisée : 15 juin 2026 → 15 juin 2026 à 12 h",
        ),
        (
            limit("2026-06-30", precision=Precision.MONTH),
            "2026-06-15",
            EventKind.AMENDED,
            "Date limite précisée : juin 2026 → 15 juin 2026",
        ),
        (
            limit("2026-06-30", precision=Precision.QUARTER),
            "2026-07-15",
            EventKind.DEADLINE_MOVED,
            "Date limite : 2e trimestre 2026 → 15 juillet 2026 (repoussée de 15 jours)",
        ),
    ],
)
def test_a_moved_date_is_one_event_in_french(old: Any, new: Any, kind: EventKind, sentence: str) -> None:
    decision = decided(call(facts(old)), facts(new))
    assert told(decision) == [(kind, sentence)]
    assert [change.field for change in decision.changes] == ["sessions"]


@pytest.mark.parametrize(
    ("why", "old", "new"),
    [
        ("seconds", facts(limit("2026-06-24 10:00:12")), facts(limit("2026-06-24 10:00:47"))),
        ("over the minute", facts(limit("2026-06-24 21:59:59")), facts(limit("2026-06-24 22:00:01"))),
        ("23 h 59 is the end of the day", facts("2026-06-24"), facts(limit("2026-06-24 23:59"))),
        ("one instant in two zones", facts(limit("2026-06-24 12:00")), facts(limit("2026-06-24 10:00", "UTC"))),
        ("the hour is no longer said", facts(limit("2026-06-24 12:00")), facts("2026-06-24")),
        ("only the month is said", facts("2026-06-24"), facts(limit("2026-06-30", precision=Precision.MONTH))),
        ("a past session leaves the page", facts("2026-02-01", "2026-06-24"), facts("2026-06-24")),
        ("the sessions in another order", facts("2026-06-24", "2026-09-24"), facts("2026-09-24", "2026-06-24")),
        ("sums in another order", facts(amounts=[euros(1), euros(2)]), facts(amounts=[euros(2), euros(1)])),
        ("countries in another order", facts(countries=["SN", "ML"]), facts(countries=["ML", "SN"])),
        ("themes", facts(themes=["energie"]), facts(themes=["climat"])),
        ("an opening long past", facts(opening="2026-01-10"), facts(opening="2026-01-12")),
        ("nothing read any more", facts("2026-06-24", amounts=[euros(1)], countries=["SN"], eligible=["commune"]), Facts()),
    ],
)
def test_what_matters_to_nobody_is_no_event(why: str, old: Facts, new: Facts) -> None:
    assert told(decided(call(old), new)) == [], why


def test_other_words_for_a_proof_are_not_even_a_version() -> None:
    known = call(facts("2026-06-24"))
    said = replace(known.facts, sessions=(replace(known.facts.sessions[0], evidence=read("", "autrement dit").evidence),))
    decision = decided(known, said)
    assert (decision.changes, decision.events) == ((), ())
    assert decision.call.facts.sessions[0].evidence.quote == "autrement dit"


def test_a_title_in_capitals_is_a_version_without_an_event() -> None:
    decision = decided(call(facts("2026-06-24")), facts("2026-06-24"), notice(TITLE.upper()))
    assert [(c.field, c.before, c.after) for c in decision.changes] == [("title", TITLE, TITLE.upper())]
    assert decision.events == ()


def test_the_finer_date_is_kept_when_the_page_becomes_vague() -> None:
    decision = decided(call(facts(limit("2026-06-24 12:00"))), facts("2026-06-24"))
    assert decision.call.facts.sessions[0].value == limit("2026-06-24 12:00")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            facts(amounts=[euros(high=50_000)]),
            facts(amounts=[euros(10_000, 80_000)]),
            "Montant de l’aide : jusqu’à 50 000 € → de 10 000 à 80 000 €",
        ),
        (facts(), facts(amounts=[euros(20_000, 20_000)]), "Montant de l’aide : 20 000 € (nouvelle précision)"),
        (
            facts(countries=["SN", "ML"]),
            facts(countries=["SN", "BJ", "TG"]),
            "Pays ajoutés : Bénin et Togo ; retirés : Mali",
        ),
        (facts(groups=["SAHEL"]), facts(groups=["SAHEL"], countries=["SN"]), "Pays ajoutés : Sénégal"),
        (facts(eligible=["commune"]), facts(eligible=["commune", "region"]), "Candidats éligibles ajoutés : Région"),
        (
            facts(amounts=[euros(5_000), euros(high=2_000_000, role=AmountRole.ENVELOPE)]),
            facts(amounts=[euros(5_000)]),
            "Budget : montant de l’aide à partir de 5 000 € + enveloppe jusqu’à 2 000 000 €"
            " → montant de l’aide à partir de 5 000 €",
        ),
        (facts(rates=[Rate(50, 80)]), facts(rates=[Rate(None, 62.5)]), "Taux d’aide : de 50 à 80 % → 62,5 %"),
        (facts(opening="2026-04-01"), facts(opening="2026-05-02"), "Ouverture : 1er avril 2026 → 2 mai 2026"),
        (facts(), facts("2026-06-15"), "Date limite annoncée : 15 juin 2026"),
        (facts("2026-06-15"), facts("2026-06-15", "2026-10-15"), "Session ajoutée : 15 octobre 2026"),
    ],
)
def test_what_matters_is_amended_in_french(old: Facts, new: Facts, sentence: str) -> None:
    assert told(decided(call(old), new)) == [(EventKind.AMENDED, sentence)]


def test_one_of_several_sessions_moves() -> None:
    decision = decided(call(facts("2026-04-15", "2026-10-15")), facts("2026-04-15", "2026-11-15"))
    sentence = "Dates limites : 15 avril 2026, 15 octobre 2026 → 15 avril 2026, 15 novembre 2026"
    assert told(decision) == [(EventKind.DEADLINE_MOVED, sentence)]


@pytest.mark.parametrize(
    ("old", "new", "kind", "sentence"),
    [
        (
            facts("2026-10-15", "2027-03-15"),
            facts("2026-09-01", "2026-10-15", "2027-03-15"),
            EventKind.AMENDED,
            "Session ajoutée : 1er septembre 2026",
        ),
        (
            facts("2026-09-01", "2027-03-15"),
            facts("2027-03-15"),
            EventKind.DEADLINE_MOVED,
            "Session supprimée : 1er septembre 2026 (reste le 15 mars 2027)",
        ),
    ],
)
def test_a_session_comes_or_goes_among_others(old: Facts, new: Facts, kind: EventKind, sentence: str) -> None:
    assert told(decided(call(old), new)) == [(kind, sentence)]


def test_a_permanent_call_that_gets_a_date_has_moved() -> None:
    assert told(decided(call(facts(rolling=True)), facts("2026-06-15"))) == [
        (EventKind.DEADLINE_MOVED, "Date limite annoncée : 15 juin 2026")
    ]


def test_a_call_that_becomes_permanent_loses_its_date_and_says_so() -> None:
    decision = decided(call(facts("2026-06-15")), facts(rolling=True))
    assert told(decision) == [(EventKind.DEADLINE_MOVED, "Date limite : 15 juin 2026 → aucune (dépôt permanent)")]
    assert (decision.call.status, decision.problems) == (Status.PERMANENT, ())


def test_a_date_that_vanishes_is_kept_and_told_to_staff() -> None:
    decision = decided(call(facts("2026-06-15")), Facts())
    assert decision.call.facts.sessions[0].value == limit("2026-06-15")
    assert [problem.code for problem in decision.problems] == [Code.DEADLINE_VANISHED]
    assert decision.changes == ()


def test_a_sum_that_vanishes_is_kept_and_told_to_staff() -> None:
    decision = decided(call(facts("2026-06-15", amounts=[euros(1)])), facts("2026-06-15"))
    assert len(decision.call.facts.amounts) == 1
    assert [(p.code, "le montant" in p.message) for p in decision.problems] == [(Code.VALUE_VANISHED, True)]


OVER = call(facts("2026-03-01"), at=NOW - timedelta(days=60))


@pytest.mark.parametrize("written", [Status.OPEN, Status.CLOSED])
def test_a_date_moved_after_the_end_reopens_the_call_whether_or_not_the_clock_had_closed_it(written: Status) -> None:
    decision = decided(replace(OVER, status=written), facts("2026-04-01"))
    assert told(decision) == [(EventKind.REOPENED, "Appel rouvert, date limite : 1er mars → 1er avril 2026")]
    assert (decision.events[0].before, decision.events[0].after) == ("2026-03-01", "2026-04-01")
    assert decision.call.status is Status.OPEN


@pytest.mark.parametrize("written", [Status.OPEN, Status.CLOSED])
def test_a_change_after_the_end_is_a_version_only_and_leaves_the_closing_to_the_clock(written: Status) -> None:
    decision = decided(replace(OVER, status=written), facts("2026-03-02", amounts=[euros(1)]))
    assert told(decision) == []
    assert {change.field for change in decision.changes} == {"sessions", "amounts"}
    assert decision.call.status is written


@pytest.mark.parametrize(("said", "kind"), [(Status.CLOSED, EventKind.CLOSED), (Status.WITHDRAWN, EventKind.WITHDRAWN)])
def test_the_source_ends_a_call_before_its_date(said: Status, kind: EventKind) -> None:
    decision = decided(call(facts("2026-06-15")), facts("2026-06-15", status=said))
    assert [event.kind for event in decision.events] == [kind]
    assert decision.call.status is said


def test_a_call_that_was_closed_by_its_source_stays_closed_when_the_source_falls_silent() -> None:
    decision = decided(call(facts("2026-06-15", status=Status.CLOSED)), facts("2026-06-15"))
    assert (decision.events, decision.call.status) == ((), Status.CLOSED)


@pytest.mark.parametrize("said", [facts("2026-07-15"), facts("2026-06-15", status=Status.OPEN)])
def test_a_call_that_was_closed_by_its_source_reopens_on_a_new_date_or_a_new_word(said: Facts) -> None:
    decision = decided(call(facts("2026-06-15", status=Status.CLOSED)), said)
    assert [event.kind for event in decision.events] == [EventKind.REOPENED]
    assert decision.call.status is Status.OPEN


def test_a_date_moved_into_the_past_is_told_and_the_closing_is_left_to_the_clock() -> None:
    decision = decided(call(facts("2026-06-15")), facts("2026-03-05"))
    assert [event.kind for event in decision.events] == [EventKind.DEADLINE_MOVED]
    assert decision.call.status is Status.OPEN


def test_a_call_announced_without_a_day_opens_when_its_source_says_so() -> None:
    decision = decided(call(facts(status=Status.ANNOUNCED)), facts("2026-06-15", status=Status.OPEN))
    assert told(decision) == [(EventKind.OPENED, "Appel ouvert, date limite : 15 juin 2026")]
    assert decision.call.status is Status.OPEN


def test_the_opening_on_its_day_is_left_to_the_clock() -> None:
    known = call(facts("2026-06-15", opening="2026-03-10"), at=NOW - timedelta(days=20))
    decision = decided(known, facts("2026-06-16", opening="2026-03-10"))
    assert [event.kind for event in decision.events] == [EventKind.DEADLINE_MOVED]
    assert decision.call.status is Status.UPCOMING


def test_an_opening_put_off_waits_again() -> None:
    decision = decided(call(facts("2026-06-15", opening="2026-03-01")), facts("2026-06-15", opening="2026-04-01"))
    assert [event.kind for event in decision.events] == [EventKind.AMENDED]
    assert decision.call.status is Status.UPCOMING


def test_a_relay_fills_what_is_missing_and_changes_nothing_else() -> None:
    known = call(facts("2026-06-15"), funder=None)
    paper = notice("Titre de relais", source="relais", url="https://relais.example", funder="Fonds")
    decision = decided(known, facts("2026-06-30", amounts=[euros(5_000)]), paper, voice=Voice.RELAY)
    held = decision.call
    assert (held.title, held.source, held.funder) == (TITLE, "fonds-eau", "Fonds")
    assert (held.facts.sessions[0].value, len(held.facts.amounts)) == (limit("2026-06-15"), 1)
    assert decision.events == ()


@pytest.mark.parametrize(
    ("why", "known", "said", "disagrees"),
    [
        ("openings", facts(opening="2026-01-10"), facts(opening="2026-02-10"), True),
        ("sums of one role", facts(amounts=[euros(high=5_000)]), facts(amounts=[euros(high=9_000)]), True),
        ("a bound in common", facts(amounts=[euros(1_000, 5_000)]), facts(amounts=[euros(high=5_000)]), False),
        ("sums of two roles", facts(amounts=[euros(1)]), facts(amounts=[euros(2, role=AmountRole.ENVELOPE)]), False),
        ("publics said in other words", facts(eligible=["commune"]), facts(eligible=["collectivite"]), False),
        ("a finer date", facts("2026-06-15"), facts(limit("2026-06-15 12:00")), False),
    ],
)
def test_what_a_disagreement_is(why: str, known: Facts, said: Facts, disagrees: bool) -> None:
    assert bool(conflicts.conflicts(call(known), [("Le relais", said)])) is disagrees, why


def test_a_call_closed_by_its_source_reopens_without_a_date() -> None:
    decision = decided(call(facts(status=Status.CLOSED)), facts(status=Status.OPEN))
    assert told(decision) == [(EventKind.REOPENED, "Appel rouvert, sans date limite")]


@pytest.mark.parametrize(("flags", "year"), [(("year_inferred",), 2026), (("year_inferred", "recurring"), 2027), ((), 2027)])
def test_a_guessed_year_stays_that_of_the_known_date(flags: tuple[str, ...], year: int) -> None:
    guessed = replace(read(limit("2027-03-31")), flags=flags)
    opening = replace(read(date(2027, 1, 15)), flags=flags)
    said = merging.anchored(Facts(sessions=(guessed,), opening=opening), facts("2026-03-31", opening="2026-01-15"))
    assert (said.sessions[0].value.day, said.opening.value) == (date(year, 3, 31), date(year, 1, 15))  # type: ignore[union-attr]


def test_a_relay_that_closes_its_page_closes_nothing() -> None:
    decision = decided(call(facts("2026-06-15")), facts(status=Status.CLOSED), voice=Voice.RELAY)
    assert (decision.events, decision.call.status) == ((), Status.OPEN)


def test_the_official_source_takes_over_title_address_and_values() -> None:
    told_before = {"source": "relais", "url": "https://relais.example", "at": NOW - timedelta(days=1)}
    known = call(facts("2026-06-30", amounts=[euros(5_000)]), **told_before)
    decision = decided(known, facts("2026-06-15"), notice(), voice=Voice.TAKES_OVER)
    assert (decision.call.source, decision.call.url) == ("fonds-eau", "https://fonds-eau.example/aap")
    assert len(decision.call.facts.amounts) == 1
    assert [event.kind for event in decision.events] == [EventKind.DEADLINE_MOVED]


def test_what_a_better_reading_finds_in_the_same_words_is_no_news() -> None:
    known, better = call(facts("2026-06-15")), facts("2026-06-15", amounts=[euros(1)], countries=["SN"])
    decision = decided(known, better, heard=better)
    assert decision.events == ()
    assert {change.field for change in decision.changes} == {"amounts", "countries"}


def test_a_date_that_a_better_reading_finds_is_told() -> None:
    decision = decided(call(facts("2026-06-15")), facts("2026-05-15"), heard=facts("2026-05-15"))
    assert [event.kind for event in decision.events] == [EventKind.DEADLINE_MOVED]


def test_the_plain_values_of_an_event_begin_with_the_day() -> None:
    (event,) = decided(call(facts("2026-06-15")), facts(brussels("2026-07-01 17:00"))).events
    assert (event.before, event.after) == ("2026-06-15", "2026-07-01T17:00+02:00")


@pytest.mark.parametrize("month", [3, 10])
def test_saying_the_same_thing_twice_decides_nothing(month: int) -> None:
    said = facts(brussels(f"2026-{month}-28 17:00") if month > 9 else "2026-03-28", amounts=[euros(1, 2)], countries=["SN"])
    first = decided(None, said).call
    again = decided(replace(first, id=1), said, now=datetime(2026, 3, 11, tzinfo=UTC))
    assert (again.changes, again.events, again.problems) == ((), (), ())


@pytest.mark.parametrize("voice", [Voice.TAKES_OVER, Voice.RELAY])
def test_a_second_source_met_in_the_same_reading_corrects_without_an_event(voice: Voice) -> None:
    known = call(facts("2026-06-15"), at=NOW)
    decision = decided(known, facts("2026-07-15", amounts=[euros(1_000, 5_000)]), notice(), voice=voice)
    assert decision.events == ()
    if voice is Voice.TAKES_OVER:
        assert [session.value.day.isoformat() for session in decision.call.facts.sessions] == ["2026-07-15"]
        assert {change.field for change in decision.changes} >= {"sessions", "amounts"}


def test_a_second_source_met_later_tells_what_it_corrects() -> None:
    known = call(facts("2026-06-15"), at=NOW - timedelta(days=1))
    decision = decided(known, facts("2026-07-15"), notice(), voice=Voice.TAKES_OVER)
    assert [event.kind for event in decision.events] == [EventKind.DEADLINE_MOVED]


def test_a_second_source_met_in_the_same_reading_may_say_that_the_call_is_withdrawn() -> None:
    known = call(facts("2026-06-15"), at=NOW)
    decision = decided(known, facts("2026-06-15", status=Status.WITHDRAWN), notice(), voice=Voice.TAKES_OVER)
    assert [event.kind for event in decision.events] == [EventKind.WITHDRAWN]


def test_an_event_that_moves_is_told() -> None:
    before = Facts(starts=read(date(2026, 5, 4)), ends=read(date(2026, 5, 6)))
    after = replace(before, starts=read(date(2026, 6, 1)), ends=read(date(2026, 6, 1)))
    assert told(decided(call(before), after)) == [(EventKind.AMENDED, "Dates : du 4 mai 2026 au 6 mai 2026 → 1er juin 2026")]


def test_a_change_of_who_files_for_whom_is_told() -> None:
    decision = decided(call(facts("2026-06-15")), facts("2026-06-15", filed_by=[Filing("epci", "commune")]))
    sentence = "Dépôts au nom d’autrui ajoutés : des intercommunalités, pour des communes"
    assert told(decision) == [(EventKind.AMENDED, sentence)]
    assert [(one.field, one.after) for one in decision.changes] == [("filed_by", '[{"by":"epci","whose":"commune"}]')]
