"""From a forwarded e-mail to a call: the mailbox is read, staff see who sent what, accept or refuse."""

import json
import mailbox
from contextlib import closing
from pathlib import Path

import pytest

from model.codes import EventKind
from store import calls, events, issues, members, proposals
from store.connection import connect, write
from tests.crawlers.post import FORWARD, a_message
from tests.store.samples import member, person
from veilleur.cli import main

NOW = "2026-11-24T08:00:00+01:00"
SENDER = "claire.durand@ville.example"
DEFINITION = """
name = "Boîte de veille"
publisher = "Association d’essai"
url = "https://association.example/veille"
language = "fr"
recipe = "newsletter"
state = "proved"
official = false
why = "Pour les essais."
[read]
folder = "{}"
staff = ["ville.example"]
members = true
"""


class House:
    """A folder whose only source is a mailbox."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.config, self.database, self.box, self._capsys = (
            folder / "config.toml",
            folder / "v.db",
            folder / "boite",
            capsys,
        )

    def run(self, *arguments: str) -> tuple[int, str]:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--config", str(self.config), "--now", NOW])
        told = self._capsys.readouterr()
        return int(ended.value.code or 0), " ".join((told.out + told.err).split())

    def receive(self, *messages: bytes) -> None:
        with closing(mailbox.Maildir(self.box)) as box:
            for one in messages:
                box.add(one)


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    (tmp_path / "sources").mkdir()
    made = House(tmp_path, capsys)
    made.receive()
    (tmp_path / "sources" / "boite.toml").write_text(DEFINITION.format(made.box), encoding="utf-8")
    made.config.write_text(
        f'[watch_list]\nfolder = "{tmp_path}/sources"\n[database]\npath = "{made.database}"\n', encoding="utf-8"
    )
    assert made.run("init")[0] == 0
    return made


def test_a_forwarded_mail_waits_for_staff_then_becomes_a_call(house: House) -> None:
    house.receive(a_message(f"Claire <{SENDER}>", "TR: Appel climat", FORWARD))
    code, said = house.run("crawl")
    assert (code, SENDER in said) == (0, False)
    with closing(connect(house.database)) as db:
        assert calls.every(db) is not None
        assert list(calls.every(db)) == []
        assert [one.code for one in issues.open_ones(db)] == ["proposal_waiting"]
    code, said = house.run("proposal", "list")
    assert code == 0
    assert f"1. Appel climat envoyée par {SENDER} (équipe), le 24 nov. 2026" in said
    assert "jusqu’au 5 avril 2027" in said
    assert "1 proposition à trancher." in said
    code, said = house.run("proposal", "accept", "1", "--title", "Appel climat 2027", "--who", "Ana")
    assert (code, "un nouvel appel" in said) == (0, True)
    with closing(connect(house.database)) as db:
        (call,) = calls.every(db)
        assert (call.title, call.url) == ("Appel climat 2027", "https://fonds.example/climat")
        assert [str(one.value.day) for one in call.facts.sessions] == ["2027-04-05"]
        assert [one.kind for one in events.of_call(db, call.id)] == [EventKind.NEW]
        assert issues.open_ones(db) == []
        kept = proposals.get(db, 1)
        assert kept is not None
        assert (kept.who, kept.call, kept.sender) == ("Ana", call.id, SENDER)
    assert house.run("proposal", "list")[1] == "Aucune proposition n’attend."


def test_the_same_mail_does_not_come_back_once_refused(house: House) -> None:
    message = a_message(f"Claire <{SENDER}>", "TR: Appel climat", FORWARD)
    house.receive(message)
    house.run("crawl")
    assert house.run("proposal", "refuse", "1", "--reason", "hors champ")[0] == 0
    house.receive(message)
    house.run("crawl")
    code, said = house.run("proposal", "list", "--all")
    assert code == 0
    assert "1. Appel climat – refusée : hors champ" in said.replace("\u00a0", " ")
    assert "2." not in said.split("|")[0]
    for again in (("accept", "1"), ("refuse", "1")):
        code, said = house.run("proposal", *again)
        assert (code, "a déjà été refusée" in said) == (1, True)


def test_subscribers_may_propose_and_strangers_may_not(house: House) -> None:
    with closing(connect(house.database)) as db, write(db):
        members.save_subscriber(db, person(members.save(db, member()), address="Agent@Commune.example"))
    house.receive(
        a_message("agent@commune.example", "Un appel", "https://x.example/a"),
        a_message("inconnu@ailleurs.example", "Autre chose", "https://x.example/b"),
    )
    code, said = house.run("crawl")
    assert (code, "inconnu" in said) == (0, False)
    code, said = house.run("proposal", "list", "--json")
    (one,) = (json.loads(line) for line in said.splitlines())
    assert (one["sender"], one["is_staff"], one["state"]) == ("agent@commune.example", False, "waiting")
    with closing(connect(house.database)) as db:
        found = {issue.code: issue for issue in issues.open_ones(db)}
        assert set(found) == {"proposal_waiting", "stranger_wrote"}
        assert "inconnu" not in found["stranger_wrote"].message + found["stranger_wrote"].detail
        assert "ailleurs" not in (house.database.read_bytes()).decode("latin-1")


def test_a_mail_without_any_link_needs_one_from_staff(house: House) -> None:
    house.receive(a_message(SENDER, "Appel sans page", "Dépôt jusqu’au 2 mai 2027."))
    house.run("crawl")
    code, said = house.run("proposal", "accept", "1")
    assert (code, "--url ADRESSE" in said) == (1, True)
    assert house.run("proposal", "accept", "1", "--url", "https://fonds.example/appel")[0] == 0


def test_a_number_that_is_none_is_told(house: House) -> None:
    code, said = house.run("proposal", "accept", "7")
    assert (code, "Il n’y a pas de proposition 7." in said) == (1, True)


def test_the_address_of_a_person_can_be_forgotten(house: House) -> None:
    house.receive(a_message(SENDER, "Un appel", "https://x.example/a"))
    house.run("crawl")
    with closing(connect(house.database)) as db, write(db):
        assert proposals.forget(db, SENDER.upper()) == 1
    assert "une personne dont l’adresse a été effacée" in house.run("proposal", "list")[1]
