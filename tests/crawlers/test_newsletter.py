"""Mailboxes: newsletters as notices, forwarded mails as proposals, a box left as it is, no address in what is told."""

import base64
import imaplib
import json
import mailbox
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

import crawlers
from crawlers import letters, mailboxes
from crawlers.health import Code, Unreadable
from crawlers.options import CrawlOptions
from crawlers.recipes.base import Answer, Ask, Mailbox
from model.codes import ReadResult
from model.notice import Notice, Outcome
from model.trouble import Trouble
from tests.crawlers.answers import reading
from tests.crawlers.conftest import NOW
from tests.crawlers.funder import Funder, Page
from tests.crawlers.lists import a_source, codes, titles
from tests.crawlers.post import FORWARD, NEWSLETTER, a_message

BOX = {"folder": "/courrier/veille", "senders": "fonds.example", "staff": ["claire.durand@ville.example"]}
LETTER = a_message("Fonds <lettre@info.fonds.example>", "Lettre du mois", NEWSLETTER, html=True)
FORWARDED = a_message("Claire Durand <Claire.Durand@ville.example>", "TR: Fwd: Appel climat", FORWARD)


class Box:
    """A mailbox that gives these messages once, and a web whose links lead where `leads` says."""

    def __init__(self, *messages: bytes, leads: dict[str, str | Unreadable] | None = None) -> None:
        self.messages = messages
        self.leads = leads or {}
        self.asked: list[Ask] = []

    def __call__(self, ask: Ask) -> Answer | Unreadable:
        self.asked.append(ask)
        if ask.mailbox is None:
            led = self.leads.get(ask.url, ask.url)
            return led if isinstance(led, Unreadable) else Answer(url=led, headers={}, body=b"<html></html>")
        known = set(json.loads(ask.body)["mark"] or [])
        told = [{"key": str(number), "raw": base64.b64encode(one).decode()} for number, one in enumerate(self.messages)]
        fresh = [one for one in told if one["key"] not in known]
        body = {"mark": [one["key"] for one in told], "messages": fresh}
        return Answer(url=ask.url, headers={}, body=json.dumps(body).encode())


def read(box: Box, state: Any = None, **keys: Any) -> tuple[list[Notice], Outcome]:
    return reading(a_source("newsletter", {**BOX, **keys}), box, state)


def test_a_newsletter_is_cut_into_the_calls_it_tells() -> None:
    found = letters.items(letters.read(LETTER))
    assert [(one.title, one.url) for one in found] == [
        ("Appel à projets eau et assainissement", "https://clic.example/1"),
        ("Fonds de coopération jeunesse 2027", "https://clic.example/2"),
    ]
    assert found[0].text == "Ouvert jusqu’au 15 mars 2027 aux communes. Contact :"
    assert found[1].text == "Subventions de 5 000 €."


def test_notices_of_a_newsletter_lead_where_their_links_lead() -> None:
    box = Box(LETTER, leads={"https://clic.example/1": "https://fonds.example/eau?utm_source=lettre"})
    notices, outcome = read(box)
    assert [(one.reference, one.url) for one in notices] == [
        ("https://fonds.example/eau", "https://fonds.example/eau?utm_source=lettre"),
        ("https://clic.example/2", "https://clic.example/2"),
    ]
    assert str(notices[0].published) == "2026-11-23"
    assert all(one.sent_by is None for one in notices)
    assert [ask.url for ask in box.asked[1:]] == ["https://clic.example/1", "https://clic.example/2"]
    assert outcome.problems == ()


def test_a_message_is_read_once_and_its_calls_stay_seen() -> None:
    _, first = read(Box(LETTER))
    box = Box(LETTER)
    notices, second = read(box, first.state)
    assert (notices, second.result, second.requests) == ([], ReadResult.UNCHANGED, 1)
    assert set(second.seen) == set(first.seen)
    other = a_message(
        "lettre@fonds.example",
        "Une autre",
        "<h1>Appel mobilité des jeunes</h1><a href='https://x.example/m'>x</a>",
        html=True,
    )
    notices, third = read(Box(LETTER, other), second.state)
    assert titles(notices) == ["Appel mobilité des jeunes"]
    assert set(third.seen) > set(second.seen)


def test_what_was_not_taken_in_is_told_again() -> None:
    told, first = read(Box(LETTER, FORWARDED))
    again, second = read(Box(LETTER, FORWARDED), replace(first.state, validators={}))
    assert titles(again) == titles(told)
    assert set(second.seen) == set(first.seen)


def test_words_keep_and_leave_the_calls_of_a_letter() -> None:
    notices, outcome = read(Box(LETTER), must_say=["appel à projets"])
    assert (titles(notices), [number for _, number in outcome.dropped]) == (["Appel à projets eau et assainissement"], [1])


def test_links_that_fail_keep_their_address_and_are_soon_left_alone() -> None:
    cards = "".join(f"<h2><a href='https://clic.example/{one}'>Appel à projets {one}</a></h2><p>x</p>" for one in range(9))
    box = Box(a_message("a@fonds.example", "x", cards, html=True),
              leads={f"https://clic.example/{one}": Unreadable(Code.TIME_OUT, "x") for one in range(9)})  # fmt: skip
    notices, outcome = read(box)
    assert (len(notices), len(box.asked), codes(outcome)) == (9, 4, ["item_unreadable"])
    untouched = Box(LETTER)
    read(untouched, follows_links=False)
    assert len(untouched.asked) == 1


def test_what_staff_forward_is_a_proposal_with_who_sent_it() -> None:
    (notice,), outcome = read(Box(FORWARDED))
    assert notice.sent_by is not None
    assert (notice.sent_by.address, notice.sent_by.is_staff) == ("claire.durand@ville.example", True)
    assert (notice.title, notice.url) == ("Appel climat", "https://fonds.example/climat")
    assert notice.text.replace("\u00a0", " ") == (
        "Le fonds ouvre un appel climat jusqu’au 5 avril 2027.\nDétails : https://fonds.example/climat\n\n"
        "Mot de l’expéditeur : Bonjour, cet appel devrait être dans la veille.\nClaire"
    )
    assert "@" not in notice.text
    assert "claire" not in json.dumps([one.detail for one in outcome.problems]).lower()


def test_a_message_forwarded_as_an_attachment_is_read_too() -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "claire.durand@ville.example", "Pour la veille"
    outer.set_content("Voir pièce jointe.")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "contact@fonds.example", "Appel sport et développement"
    inner.set_content("Dépôt jusqu’au 2 mai 2027 : https://fonds.example/sport")
    outer.add_attachment(inner)
    outer.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="reglement.pdf")
    (notice,), _ = read(Box(outer.as_bytes()))
    assert (notice.title, notice.url) == ("Appel sport et développement", "https://fonds.example/sport")
    assert "Pièce jointe : reglement.pdf" in notice.text.replace("\u00a0", " ")


@pytest.mark.parametrize(("members", "told"), [(False, 0), (True, 1)])
def test_other_people_may_propose_only_where_members_may(members: bool, told: int) -> None:
    notices, outcome = read(Box(a_message("agent@commune.example", "Un appel", "https://x.example/a")), members=members)
    assert [one.sent_by.is_staff for one in notices if one.sent_by] == [False] * told
    assert sum(number for _, number in outcome.dropped) == 1 - told
    assert "agent" not in str(outcome.dropped)


def test_automatic_answers_and_senders_that_nobody_checked_are_left() -> None:
    def checked(said: str) -> bytes:
        return a_message("lettre@fonds.example", said, NEWSLETTER, html=True, Authentication_Results=said)

    absent = a_message("lettre@fonds.example", "Absence", "x", Auto_Submitted="auto-replied")
    forged, other, right = map(checked, ("mx.exemple; dkim=fail", "pirate.example; dkim=pass", "mx.exemple; dkim=pass"))
    notices, outcome = read(Box(absent, forged, other, right), verified_by="mx.exemple")
    assert len(notices) == 2
    assert dict(outcome.dropped) == {"réponse automatique": 1, "expéditeur non vérifié par le serveur de courrier": 2}


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\xff",
        b"From: a@fonds.example\n\n",
        b"From: a@fonds.example\nContent-Type: text/html; charset=zzz\n\n<h1>",
        LETTER.replace(b"Message-ID:", b"X-Id:")[:700],
    ],
)
def test_a_spoilt_message_costs_no_other(raw: bytes) -> None:
    notices, outcome = read(Box(raw, LETTER))
    assert {"Appel à projets eau et assainissement", "Fonds de coopération jeunesse 2027"} <= set(titles(notices))
    assert outcome.result is ReadResult.READ


def test_a_message_of_a_thousand_nested_tags_stops_nothing() -> None:
    nested = a_message("a@fonds.example", "x", "<div>" * 5000 + "mot" + "</div>" * 5000, html=True)
    notices, outcome = read(Box(nested, LETTER))
    assert (len(notices), outcome.problems) == (2, ())


@pytest.mark.parametrize(
    ("sender", "names", "known"),
    [
        ("a@fonds.example", ["fonds.example"], True), ("a@info.fonds.example", ["@fonds.example"], True),
        ("a@fonds.example", ["A@Fonds.example"], True), ("a@autrefonds.example", ["fonds.example"], False),
        ("b@fonds.example", ["a@fonds.example"], False), ("", ["fonds.example"], False),
    ],
)  # fmt: skip
def test_a_sender_is_known_by_its_address_or_its_domain(sender: str, names: list[str], known: bool) -> None:
    assert replace(letters.read(LETTER), sender=sender).is_from(names) is known


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ({"folder": "/a", "host": "imap.example", "senders": ["x.example"]}, "« folder »"),
        ({"senders": ["x.example"]}, "« folder »"),
        ({"host": "imap.example", "senders": ["x.example"]}, "« user »"),
        ({"folder": "/a"}, "« senders »"),
        ({"folder": "relatif", "senders": ["x.example"]}, "read.folder"),
    ],
)
def test_a_table_that_names_no_mailbox_or_nobody_is_refused(keys: dict[str, Any], wrong: str) -> None:
    with pytest.raises(Trouble) as told:
        a_source("newsletter", keys)
    assert wrong in str(told.value).replace("\u00a0", " ")


def asked(mark: Any = None) -> dict[str, Any]:
    return {"mark": mark, "now": NOW.isoformat(), "most": 10}


def test_a_maildir_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    with closing(mailbox.Maildir(tmp_path / "boite")) as box:
        keys = [box.add(one) for one in (LETTER, FORWARDED)]
    before = sorted(one.relative_to(tmp_path) for one in tmp_path.rglob("*"))
    mark, messages = mailboxes.of_maildir(tmp_path / "boite", asked())
    assert sorted(one["key"] for one in messages) == sorted(keys) == mark
    assert {base64.b64decode(one["raw"]) for one in messages} == {LETTER, FORWARDED}
    with closing(mailbox.Maildir(tmp_path / "boite")) as box:
        box.remove(keys[0])
        new = box.add(LETTER)
    mark, messages = mailboxes.of_maildir(tmp_path / "boite", asked(mark))
    assert ([one["key"] for one in messages], mark) == ([new], sorted([keys[1], new]))
    assert before != []


def test_a_maildir_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as told:
        mailboxes.of_maildir(tmp_path / "rien", asked())
    assert told.value.code is Code.NOT_FOUND


class Imap:
    """What an IMAP server says; it keeps what it is asked."""

    def __init__(self, messages: dict[int, bytes], validity: str = "7", password: str = "secret") -> None:
        self.messages, self.validity, self.password = messages, validity, password
        self.asked: list[Sequence[str]] = []

    def login(self, user: str, password: str) -> None:
        if password != self.password:
            raise imaplib.IMAP4.error(f"LOGIN failed for {user}")

    def select(self, box: str, readonly: bool) -> tuple[str, list[bytes]]:
        assert readonly
        return ("OK" if box == "INBOX" else "NO"), [b""]

    def response(self, code: str) -> tuple[str, list[bytes]]:
        return code, [self.validity.encode()]

    def uid(self, command: str, *said: str) -> tuple[str, list[Any]]:
        self.asked.append((command, *said))
        if command == "SEARCH":
            first = int(said[0].split()[1].split(":")[0]) if said[0].startswith("UID") else 0
            found = [one for one in self.messages if one >= first] or sorted(self.messages)[-1:]
            return "OK", [" ".join(map(str, found)).encode()]
        return "OK", [(b"1 (UID 1 BODY[] {3}", self.messages[int(said[0])]), b")"]

    def logout(self) -> None:
        self.asked.append(("LOGOUT",))


IMAP = Mailbox(host="imap.example", user="veille", password_variable="MOT")


def test_an_imap_mailbox_gives_its_new_messages_and_none_is_marked_as_seen() -> None:
    server = Imap({3: LETTER, 5: FORWARDED})
    mark, messages = mailboxes.of_imap(server, IMAP, "secret", asked())
    assert ([one["key"] for one in messages], mark) == (["7.3", "7.5"], ["7", "5"])
    assert server.asked[0] == ("SEARCH", "SINCE 24-Oct-2026")
    assert [said for command, *said in server.asked if command == "FETCH"] == [
        ["3", "(BODY.PEEK[])"],
        ["5", "(BODY.PEEK[])"],
    ]
    assert server.asked[-1] == ("LOGOUT",)
    assert mailboxes.of_imap(server, IMAP, "secret", asked(mark)) == (["7", "5"], [])
    renumbered, messages = mailboxes.of_imap(Imap({1: LETTER}, "8"), IMAP, "secret", asked(mark))
    assert (renumbered, [one["key"] for one in messages]) == (["8", "1"], ["8.1"])


def test_a_box_that_is_refused_is_told_without_the_name_of_the_account() -> None:
    with pytest.raises(Unreadable) as told:
        mailboxes.of_imap(Imap({}), replace(IMAP, box="Autre"), "secret", asked())
    assert told.value.code is Code.NOT_FOUND
    refused = mailboxes.failure(imaplib.IMAP4.error("LOGIN failed for veille@exemple.fr"), IMAP)
    assert (refused.code, "veille" in refused.detail) == (Code.KEY_REFUSED, False)


@pytest.mark.parametrize(("host", "code"), [("127.0.0.1", Code.BLOCKED_ADDRESS), ("10.0.0.8", Code.BLOCKED_ADDRESS)])
def test_a_server_of_a_private_network_is_asked_only_when_it_is_allowed(host: str, code: Code) -> None:
    with pytest.raises(Unreadable) as told:
        mailboxes.read(replace(IMAP, host=host), asked(), {"MOT": "x"}, ())
    assert told.value.code is code


def test_a_password_that_is_not_given_is_told() -> None:
    with pytest.raises(Unreadable) as told:
        mailboxes.read(IMAP, asked(), {}, ())
    assert (told.value.code, "MOT" in told.value.detail) == (Code.KEY_MISSING, True)


def test_a_message_that_is_too_big_is_named_and_left() -> None:
    _, messages = mailboxes.of_imap(Imap({1: b"x" * (mailboxes.MOST_BYTES + 1)}), IMAP, "secret", asked())
    assert messages == [{"key": "7.1", "raw": ""}]


def test_a_mailbox_is_read_through_the_door(tmp_path: Path, funder: Funder) -> None:
    with closing(mailbox.Maildir(tmp_path / "boîte de veille")) as box:
        box.add(
            a_message(
                "a@fonds.example", "x", f"<h1>Appel à projets jeunesse</h1><a href='{funder.url}/c'>ici</a>", html=True
            )
        )
        box.add(FORWARDED)
    funder.pages["/c"] = Page(status=302, headers={"Location": f"{funder.url}/appel"})
    funder.pages["/appel"] = Page(b"<html>oui</html>")
    source = a_source("newsletter", {**BOX, "folder": str(tmp_path / "boîte de veille")})
    options = CrawlOptions(allow_private_hosts=("127.0.0.1",), delay=0.0, retries=0)
    things = list(crawlers.read([source], {}, NOW, options))
    notices, (outcome,) = (
        [one for one in things if isinstance(one, Notice)],
        [one for one in things if isinstance(one, Outcome)],
    )
    assert outcome.problems == ()
    assert sorted(one.title for one in notices) == ["Appel climat", "Appel à projets jeunesse"]
    assert {one.url for one in notices} == {f"{funder.url}/appel", "https://fonds.example/climat"}
    again = list(crawlers.read([source], {"fonds": outcome.state}, NOW, options))
    assert [type(one) for one in again] == [Outcome]
