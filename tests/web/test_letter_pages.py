"""The pages behind the links of letters: GET shows and changes nothing, POST acts, and undoing is as easy."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, time
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest

from digests import consent, deliver
from digests.links import Links
from digests.render import html_of
from model.codes import Rhythm
from model.member import Subscriber
from model.opinion import Judgement
from model.preferences import Act, How, Preferences, Reminders
from store import consents, deliveries, members, opinions, preferences
from store.connection import write
from tests.digests import fakes
from tests.digests.fakes import LINKS, NOW, VOICE, KeepingMailer
from tests.web.conftest import House

PAGES: list[Callable[[Subscriber], str]] = [
    LINKS.unsubscribe,
    LINKS.settings,
    LINKS.open_calls,
    LINKS.feed,
    LINKS.confirm,
    lambda person: LINKS.opinion(person, 1, useful=True),
    lambda person: LINKS.opinion(person, 1, useful=False),
    lambda person: LINKS.agenda(person, 1),
    lambda person: LINKS.together(person, 1),
    LINKS.opinions,
]


class Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "href" and value]


def anchors(html: str) -> list[str]:
    parser = Anchors()
    parser.feed(html)
    return parser.found


def test_opening_every_link_of_a_letter_and_of_the_pages_behind_changes_nothing(house: House) -> None:
    deliver.prepare(house.db, NOW, LINKS, VOICE)
    deliver.send(house.db, (mailer := KeepingMailer()), NOW)
    message = message_from_bytes(mailer.taken[0].body, policy=default)
    header = re.findall("<(https:[^>]+)>", str(message["List-Unsubscribe"]))
    todo = [*anchors(html_of(mailer.taken[0].body)), *header]
    before, seen = house.dump(), set()
    while todo:
        url = todo.pop()
        if url in seen or not url.startswith(LINKS.site):
            continue
        seen.add(url)
        for method in ("GET", "HEAD"):
            answer = house.client.open(house.path_of(url), method=method)
            assert answer.status_code == 200, url
            assert "Set-Cookie" not in answer.headers
        if answer.mimetype == "text/html":
            todo += anchors(house.client.get(house.path_of(url)).text)
    assert len(seen) >= 10
    assert house.dump() == before


@pytest.mark.parametrize("page", PAGES)
def test_a_link_cut_altered_signed_by_others_or_for_something_else_opens_nothing(
    house: House, page: Callable[[Subscriber], str]
) -> None:
    path = house.path_of(page(house.person))
    before = house.dump()
    for wrong in (path[:-3], path + "x", path.rpartition("/")[0] + "/abc"):
        for method in ("GET", "POST"):
            assert house.client.open(wrong, method=method).status_code in (404, 405)
    assert house.dump() == before


def test_a_link_signed_with_another_key_opens_nothing(house: House) -> None:
    other = Links(b"another key", LINKS.site)
    assert house.client.post(house.path_of(other.unsubscribe(house.person))).status_code == 404
    assert house.person.rhythm is Rhythm.WEEKLY


def test_the_link_of_somebody_erased_says_so_and_does_nothing_to_who_has_the_number_now(house: House) -> None:
    old = house.path_of(LINKS.unsubscribe(house.person))
    house.db.execute("UPDATE subscribers SET address = 'autre@saint-aubin.example'")
    house.db.conn.commit()
    assert house.client.post(old).status_code == 410
    assert house.person.rhythm is Rhythm.WEEKLY


@pytest.mark.parametrize(
    ("body", "how"), [({"List-Unsubscribe": "One-Click"}, How.ONE_CLICK), ({}, How.PAGE)], ids=["one click", "by hand"]
)
def test_unsubscribing_stops_all_letters_at_once_and_is_recorded_once(house: House, body: dict[str, str], how: How) -> None:
    deliver.prepare(house.db, NOW, LINKS, VOICE)
    path = house.path_of(LINKS.unsubscribe(house.person))
    for _ in range(2):
        answer = house.client.post(path, data=body)
        assert answer.status_code == 200
        assert "plus aucune lettre" in answer.text
    assert house.person.rhythm is Rhythm.NONE
    acts = [(one.act, one.how, one.notice) for one in consents.of(house.db, house.person.id)]
    assert acts == [(Act.REGISTERED, How.FILE, consent.NOTICE_VERSION), (Act.WITHDRAWN, how, consent.NOTICE_VERSION)]
    assert deliver.send(house.db, KeepingMailer(), NOW).suppressed == 1


def test_who_left_by_mistake_comes_back_by_choosing_a_rhythm(house: House) -> None:
    with write(house.db):
        members.save_subscriber(house.db, replace(house.person, rhythm=Rhythm.NONE))
    answer = house.client.post(house.path_of(LINKS.settings(house.person)), data={"rythme": "quotidien"})
    assert answer.status_code == 200
    assert house.person.rhythm is Rhythm.DAILY
    assert consents.last_acts(house.db) == {house.person.id: Act.GIVEN}


def test_all_wishes_are_kept_and_shown_again(house: House) -> None:
    form = {
        "rythme": "mensuel",
        "jour": "3",
        "heure": "18:05",
        "fuseau": "Indian/Reunion",
        "nombre": "12",
        "rappels": "all",
        "pause_du": "2026-12-20",
        "pause_au": "2027-01-03",
        "appels_aux_dons": "on",
    }
    page = house.path_of(LINKS.settings(house.person))
    assert "C’est noté" in house.client.post(page, data=form).text
    assert (house.person.rhythm, house.person.weekday) == (Rhythm.MONTHLY, 3)
    assert preferences.of(house.db, house.person.id) == Preferences(
        subscriber=house.person.id,
        hour=time(18, 5),
        zone="Indian/Reunion",
        urgent=False,
        pause_from=date(2026, 12, 20),
        pause_until=date(2027, 1, 3),
        most=12,
        reminders=Reminders.ALL,
        appeals=True,
    )
    shown = house.client.get(page).text
    for piece in ('value="18:05"', 'value="12"', 'value="2026-12-20"', 'value="Indian/Reunion" selected'):
        assert piece in shown


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("rythme", "parfois", "Choisissez un des rythmes"),
        ("jour", "7", "Choisissez un jour"),
        ("heure", "25:00", "Une heure est attendue"),
        ("fuseau", "Mars/Olympus", "Choisissez un fuseau"),
        ("nombre", "0", "Un nombre de 1 à 100"),
        ("nombre", "<script>", "Un nombre de 1 à 100"),
        ("rappels", "peut-être", "trois possibilités"),
        ("pause_du", "2026-13-01", "Une date est attendue"),
        ("pause_du", "2026-12-01", "le premier et le dernier jour"),
    ],
)
def test_a_wrong_wish_is_told_beside_its_field_and_nothing_is_changed(
    house: House, field: str, value: str, said: str
) -> None:
    before = house.dump()
    answer = house.client.post(house.path_of(LINKS.settings(house.person)), data={"rythme": "quotidien", field: value})
    assert answer.status_code == 422
    assert said in answer.text
    assert "<script>" not in answer.text
    assert house.dump() == before


def test_a_pause_that_ends_before_it_begins_is_refused(house: House) -> None:
    form = {"pause_du": "2026-12-02", "pause_au": "2026-12-01"}
    answer = house.client.post(house.path_of(LINKS.settings(house.person)), data=form)
    assert "La pause finit avant" in answer.text


@pytest.mark.parametrize("useful", [True, False])
def test_an_opinion_is_said_once_shown_and_taken_back(house: House, useful: bool) -> None:
    page = house.path_of(LINKS.opinion(house.person, 1, useful=useful))
    assert "Appel 1 pour l’eau &amp; l’air" in house.client.get(page).text
    for _ in range(2):
        assert "Noté" in house.client.post(page).text
    (held,) = opinions.standing(house.db, 1)
    assert held.judgement is (Judgement.USEFUL if useful else Judgement.NOT_FOR_US)
    assert (held.call, held.subscriber, held.funder) == (1, house.person.id, "Agence des villes")
    assert "Noté" not in house.client.post(page, data={"annuler": "1"}).text
    assert opinions.standing(house.db, 1) == []


def test_the_other_opinion_takes_the_place_of_the_first(house: House) -> None:
    house.client.post(house.path_of(LINKS.opinion(house.person, 1, useful=True)))
    house.client.post(house.path_of(LINKS.opinion(house.person, 1, useful=False)))
    assert [one.judgement for one in opinions.standing(house.db, 1)] == [Judgement.NOT_FOR_US]


def test_the_list_has_what_is_open_by_deadline_and_nothing_internal(house: House) -> None:
    house.client.post(house.path_of(LINKS.opinion(house.person, 2, useful=False)))
    shown = house.client.get(house.path_of(LINKS.open_calls(house.person))).text
    assert "3&nbsp;appels ouverts" in shown
    assert re.findall(r"Appel (\d) pour", shown) == ["1", "3", "2"]
    assert "Pas pour nous</span>" in shown


def test_a_call_of_a_source_that_became_internal_is_shown_no_more(house: House) -> None:
    for link in (LINKS.agenda(house.person, 4), LINKS.opinion(house.person, 4, useful=True)):
        assert house.client.get(house.path_of(link)).status_code == 410


def test_a_confirmation_is_recorded_with_its_words_once(house: House) -> None:
    page = house.path_of(LINKS.confirm(house.person))
    assert consent.ASK_BUTTON in house.client.get(page).text
    for _ in range(2):
        assert house.client.post(page).status_code == 200
    (line,) = consents.of(house.db, house.person.id)
    assert (line.act, line.how, line.at) == (Act.GIVEN, How.PAGE, NOW.astimezone(UTC))
    assert "Ville de Saint-Aubin" in line.words


def test_with_double_opt_in_nothing_leaves_before_the_yes_and_the_question_is_asked_once(house: House) -> None:
    rules = deliver.Rules(confirm=True)
    for day in range(3):
        deliver.prepare(house.db, NOW + fakes.days(day), LINKS, VOICE, rules=rules)
    (asked,) = deliveries.waiting(house.db)
    assert asked.subject == consent.ASK_TITLE
    assert LINKS.confirm(house.person) in html_of(asked.body)
    assert deliveries.ledger(house.db, house.person.id) == {}
    house.client.post(house.path_of(LINKS.confirm(house.person)))
    deliver.prepare(house.db, NOW + fakes.days(3), LINKS, VOICE, rules=rules)
    assert [letter.subject[:1] for letter in deliveries.waiting(house.db)[1:]] == ["3"]


def test_the_privacy_notice_says_its_version_and_who_answers(house: House) -> None:
    shown = house.client.get("/confidentialite").text
    assert consent.NOTICE_VERSION in shown
    assert "Jeanne Martin" in shown


@pytest.mark.parametrize("page", [*PAGES, lambda person: LINKS.privacy])
def test_a_page_is_kept_by_nobody_framed_by_nobody_and_loads_nothing_from_elsewhere(
    house: House, page: Callable[[Subscriber], str]
) -> None:
    answer = house.client.get(house.path_of(page(house.person)))
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "<script" not in answer.text
    assert not re.findall(r"\s(?:style|on[a-z]+)=", answer.text)


def test_a_body_that_is_too_long_is_refused(house: House) -> None:
    answer = house.client.post(house.path_of(LINKS.settings(house.person)), data={"x": "a" * 100_000})
    assert answer.status_code == 413
