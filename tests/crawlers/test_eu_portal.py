"""The recipe of the EU portal as a whole: what is asked, kept, dropped, and how it survives a bad day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from crawlers.health import Code, Unreadable
from crawlers.recipes.base import Answer
from model.codes import Kind, ReadResult, Status
from model.notice import Notice, Outcome
from model.source import SourceState
from tests.crawlers.answers import one_answer, reading
from tests.crawlers.portal import PAGES, Portal, Result, cascade, down, external, in_french, portal_definition, topic


def read(
    *results: Result, state: SourceState | None = None, broken: Any = None, **keys: Any
) -> tuple[list[Notice], Outcome]:
    return reading(portal_definition(**keys), Portal(results, broken), state)


def only(notices: Sequence[Notice]) -> Notice:
    (notice,) = notices
    return notice


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def test_the_question_is_sorted_filtered_and_in_one_language() -> None:
    portal = Portal([topic()])
    reading(portal_definition(programmes=["43251589"]), portal)
    english, french = portal.asked
    assert english["query"]["bool"]["must"] == [
        {"terms": {"type": ["1", "2", "8"]}},
        {"terms": {"status": ["31094501", "31094502"]}},
        {"terms": {"frameworkProgramme": ["43251589"]}},
    ]
    assert english["sort"] == {"field": "identifier", "order": "ASC"}
    assert (english["languages"], french["languages"]) == (["en"], ["fr"])
    assert (english["apiKey"], english["text"], english["pageNumber"], english["pageSize"]) == ("ESSAI", "***", "1", "100")


def test_every_page_is_read_and_a_record_met_twice_is_taken_once() -> None:
    results = [topic(number) for number in range(250)]
    notices, outcome = read(*results, results[3], results[4])
    assert len(notices) == 250
    assert outcome.dropped == (("doublon dans les pages de résultats", 2),)
    assert outcome.requests == 4


@pytest.mark.parametrize("ghost_first", [True, False])
def test_a_ghost_with_the_reference_of_a_living_call_does_not_take_its_place(ghost_first: bool) -> None:
    living, ghost = topic(7), topic(7, DATASOURCE="SEDIA_PRD_CENTRICITY", deadlineDate="2022-05-03T00:00:00.000+0000")
    notices, outcome = read(*([ghost, living] if ghost_first else [living, ghost]))
    assert [str(one.given.sessions[0].value.day) for one in notices] == ["2027-03-16"]
    assert outcome.dropped == (("copie périmée du portail (ancienne base)", 1),)


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        (topic(DATASOURCE="SEDIA_PRD_CENTRICITY"), "copie périmée du portail (ancienne base)"),
        (topic(REFERENCE=[]), "fiche périmée du portail (sans référence interne)"),
        (external(deadlineDate=None), "appel EuropeAid sans date limite : ancien appel resté marqué ouvert"),
        (topic(deadlineDate="2026-10-01T00:00:00.000+0000"), "date limite passée depuis longtemps"),
        (topic(deadlineDate=["2022-05-03T00:00:00.000+0000", "2026-03-24T00:00:00.000+0000"]),
         "date limite passée depuis longtemps"),
    ],
)  # fmt: skip
def test_ghosts_are_dropped_and_counted_with_their_reason(result: Result, reason: str) -> None:
    notices, outcome = read(result)
    assert notices == []
    assert [(said.replace("\u00a0", " "), number) for said, number in outcome.dropped] == [(reason, 1)]
    assert outcome.seen == ()


@pytest.mark.parametrize(
    "result",
    [
        topic(deadlineDate="2026-11-10T00:00:00.000+0000"),
        topic(deadlineDate=["2026-03-24T00:00:00.000+0000", "2027-03-24T00:00:00.000+0000"]),
        topic(deadlineDate=None, status="31094501"),
        cascade(deadlineDate=None),
    ],
)
def test_calls_just_closed_or_still_without_a_date_are_kept(result: Result) -> None:
    notices, outcome = read(result)
    assert only(notices).reference == outcome.seen[0]


def test_a_topic_says_all_that_its_fields_state_with_their_places() -> None:
    result = topic(title="Networks of towns &amp; cities", callTitle="Citizens", descriptionByte="<p>For <b>towns</b></p>",
                   keywords=['["peace","twinning"]'], tags=["memory", "CERV-2027-ESSAI-100"])  # fmt: skip
    notice = only(read(result)[0])
    assert (notice.reference, notice.identifier, notice.language) == ("100TOPICSen", "CERV-2027-ESSAI-100", "en")
    assert notice.title == "Networks of towns & cities"
    assert notice.text == "Citizens\n\nFor towns\n\nmemory, peace, twinning"
    assert notice.funder == "Commission européenne"
    given = notice.given
    assert given.opening is not None
    assert given.status is not None
    assert given.programme is not None
    assert given.kind is not None
    assert (given.opening.value, given.status.value, given.kind.value) == (date(2026, 11, 2), Status.OPEN, Kind.CALL)
    assert given.programme.evidence.quote == "43251589"
    read_ = [given.opening, given.status, given.programme, given.kind, *given.sessions]
    assert [one.evidence.place for one in read_] == [
        "field:startDate", "field:status", "field:frameworkProgramme", "field:type", "field:deadlineDate",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "status"), [("31094501", Status.UPCOMING), ("31094502", Status.OPEN), ("31094503", Status.CLOSED)]
)
def test_forthcoming_and_open_are_not_inverted(code: str, status: Status) -> None:
    given = only(read(topic(status=code))[0]).given
    assert given.status is not None
    assert given.status.value is status


def test_words_we_do_not_know_are_told_once_and_nothing_is_guessed() -> None:
    notices, outcome = read(*(topic(n, identifier=f"XYZ-{n}", status="5", frameworkProgramme="77") for n in (1, 2)))
    assert all(notice.given.status is None and notice.given.programme is None for notice in notices)
    (problem,) = outcome.problems
    assert problem.code == "unknown_word"
    assert problem.detail.splitlines()[0] == "status 5"
    assert "frameworkProgramme 77" in problem.detail


@pytest.mark.parametrize(("country", "codes_"), [("SN", ["SN"]), ("XK", ["XK"]), ("Multi", []), ("multi", [])])
def test_the_country_of_a_call_of_europeaid_is_the_end_of_its_identifier(country: str, codes_: list[str]) -> None:
    notice = only(read(external(country=country))[0])
    assert [one.value for one in notice.given.countries] == codes_
    for one in notice.given.countries:
        assert one.evidence.place == "field:identifier"
        assert notice.identifier is not None
        assert notice.identifier[one.evidence.start : one.evidence.end] == country


def test_the_language_of_europeaid_is_left_to_be_guessed() -> None:
    assert only(read(external())[0]).language is None


def test_seconds_that_change_are_no_change() -> None:
    results = [
        external(deadlineDate=f"2027-01-20T11:00:{second}.000+0000", startDate=f"2026-11-02T09:00:{second}.000+0000")
        for second in ("09", "51")
    ]
    one, two = (only(read(result)[0]) for result in results)
    assert one.fingerprint == two.fingerprint
    moved = only(read(external(deadlineDate="2027-01-21T11:00:09.000+0000"))[0])
    assert moved.fingerprint != one.fingerprint


def test_a_cascade_call_bears_its_own_name_and_its_parents_title_in_its_text() -> None:
    notice = only(read(cascade())[0])
    assert notice.title == "Small grants for towns (TOWNS4ALL)"
    assert notice.text == "Parent topic\n\nFor towns."
    assert (notice.reference, notice.identifier) == ("300COMPETITIVE_CALLen", "CERV-2025-PARENT")


def test_two_cascade_calls_of_one_topic_stay_two() -> None:
    notices, _ = read(cascade(300), cascade(301))
    assert len({notice.reference for notice in notices}) == 2


def test_a_record_without_metadata_is_read_from_its_own_fields() -> None:
    bare = cascade(310)
    flat = {name: held[0] for name, held in bare.pop("metadata").items()}
    notice = only(read({**bare, **flat})[0])
    assert notice.title == "Small grants for towns (TOWNS4ALL)"
    assert notice.given.sessions[0].value.day == date(2027, 1, 20)


@pytest.mark.parametrize(
    ("result", "url"),
    [
        (topic(1), f"{PAGES}CERV-2027-ESSAI-1"),
        (topic(esST_URL="https://ec.example/opportunities/data/topicDetails/ABC-1.json"),
         "https://ec.example/opportunities/portal/screen/opportunities/topic-details/ABC-1"),
        (topic(esST_URL="javascript:alert(1)", url="https://ec.example/vrai"), "https://ec.example/vrai"),
        ({**topic(2, esST_URL=None), "url": None}, f"{PAGES}CERV-2027-ESSAI-2"),
        ({**external(7, esST_URL=None), "url": None}, f"{PAGES}7PROSPECTSEN"),
    ],
)  # fmt: skip
def test_the_link_is_a_page_that_a_person_can_open(result: Result, url: str) -> None:
    assert only(read(result)[0]).url == url


def test_french_titles_come_from_a_second_search() -> None:
    results = [topic(1), topic(2), external(3), cascade(4)]
    french = [in_french(results[0], "Réseaux de villes &amp; d’élus"), in_french(results[2], "Appui aux collectivités")]
    notices, outcome = read(*results, *french)
    titles = {notice.reference: (notice.title_fr, notice.title_fr_label) for notice in notices}
    assert titles["1TOPICSen"] == ("Réseaux de villes & d’élus", "traduction du portail")
    assert titles["2TOPICSen"] == titles["3PROSPECTSEN"] == titles["4COMPETITIVE_CALLen"] == (None, None)
    assert len(notices) == 4
    assert outcome.problems == ()


@pytest.mark.parametrize("broken", [{("fr", 1): down()}, None])
def test_french_titles_survive_a_search_that_fails_or_comes_back_empty(broken: Any) -> None:
    _, first = read(topic(1), in_french(topic(1), "Réseaux de villes"))
    moved = topic(1, deadlineDate="2027-04-16T00:00:00.000+0000")
    notices, second = read(moved, topic(2), state=first.state, broken=broken)
    assert {notice.reference: notice.title_fr for notice in notices} == {"1TOPICSen": "Réseaux de villes", "2TOPICSen": None}
    assert (second.result, codes(second)) == (ReadResult.READ, ["translation_missing"])
    assert read(topic(1), state=second.state)[0][0].title_fr == "Réseaux de villes"


def test_only_calls_that_are_new_or_changed_are_told() -> None:
    _, first = read(topic(1), topic(2), external(3))
    notices, second = read(topic(1), topic(2, title="Other"), external(3), cascade(4), state=first.state)
    assert [one.reference for one in notices] == ["2TOPICSen", "4COMPETITIVE_CALLen"]
    assert set(second.seen) == {"1TOPICSen", "2TOPICSen", "3PROSPECTSEN", "4COMPETITIVE_CALLen"}


def test_a_french_title_is_forgotten_when_the_original_changes() -> None:
    _, first = read(topic(1), in_french(topic(1), "Réseaux de villes"))
    notices, _ = read(topic(1, title="Something else"), state=first.state, broken={("fr", 1): down()})
    assert only(notices).title_fr is None


def test_a_failed_page_loses_no_call_of_the_pages_before() -> None:
    results = [topic(number) for number in range(250)]
    notices, outcome = read(*results, broken={("en", 3): down()})
    assert len(notices) == 200
    assert (outcome.result, codes(outcome)) == (ReadResult.FAILED, ["server_error"])
    assert outcome.state.validators == {}


def test_the_same_calls_twice_are_no_news_whatever_the_envelope_says() -> None:
    _, first = read(topic(1), external(2))
    notices, second = read(external(2, deadlineDate="2027-01-20T11:00:51.000+0000"), topic(1), state=first.state)
    assert (notices, second.result) == ([], ReadResult.UNCHANGED)
    assert set(second.seen) == {"1TOPICSen", "2PROSPECTSEN"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{}", "layout_changed"),
        (b'{"results": {}, "totalResults": 2}', "layout_changed"),
        (b'{"results": []}', "layout_changed"),
        (b"<html>maintenance", "html_instead"),
        (b'{"type":"throwable"', "layout_changed"),
    ],
)
def test_another_shape_fails_with_its_reason(body: bytes, code: str) -> None:
    notices, outcome = reading(portal_definition(), one_answer(body))
    assert (notices, outcome.result, codes(outcome)) == ([], ReadResult.FAILED, [code])


def test_a_list_that_is_not_all_there_is_told() -> None:
    def respond(_: object) -> Answer | Unreadable:
        return Answer(url="https://portail.example/", headers={}, body=b'{"results": [], "totalResults": 40}')

    _, outcome = reading(portal_definition(translation_label="x"), respond)
    assert codes(outcome) == ["incomplete_list"]


def test_one_spoilt_record_costs_no_other() -> None:
    spoilt: list[Any] = ["intrus", {"metadata": {}}, topic(2, title=None), topic(3, deadlineDate="bientôt"),
                         topic(4, budgetOverview="{", actions="[3]", startDate="?")]  # fmt: skip
    portal = Portal([topic(1)])
    portal.results = [topic(1), *(one for one in spoilt if isinstance(one, dict))]
    notices, outcome = reading(portal_definition(), portal)
    assert {notice.reference for notice in notices} == {"1TOPICSen", "3TOPICSen", "4TOPICSen"}
    assert codes(outcome) == ["item_unreadable"]
    assert outcome.problems[0].message
    assert Code(outcome.problems[0].code) is Code.ITEM_UNREADABLE
