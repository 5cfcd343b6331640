"""What staff type about letters: see one, send it to oneself, add a word, withdraw it."""

from contextlib import closing
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from model.call import NewEvent
from model.codes import EventKind
from store import calls, deliveries, events, matches, members, sources
from store.connection import connect, create, write
from tests.digests import fakes
from veilleur.cli import main

NOW = fakes.NOW.isoformat()
WHO = "awa.diop@saint-aubin.example"


class House:
    """One person, one new call, letters that go to a folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.base, self._capsys = folder, folder / "veilleur.db", capsys
        self.config = folder / "config.toml"
        self.config.write_text(
            '[contacts.SN]\nname = "Jeanne Martin"\naddress = "jeanne@cuf.example"\nphone = "01 99 00 00 00"\n'
        )
        key = folder / "veilleur.key"
        key.write_bytes(b"a key of the tests, long enough to sign with")
        key.chmod(0o600)
        with closing(create(self.base)) as db, write(db):
            sources.save_list(db, [fakes.source()])
            members.save(db, fakes.member())
            members.save_subscriber(db, fakes.person(id=0))
            call = calls.insert(db, fakes.call(0), fakes.NOW, None)
            events.append(db, NewEvent(call=call, kind=EventKind.NEW, at=fakes.NOW, sentence="Nouvel appel"))
            matches.replace(db, 1, list(fakes.matches(call).values()))

    def run(self, *arguments: str) -> tuple[int, str]:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([*arguments, "--config", str(self.config), "--now", NOW])
        told = self._capsys.readouterr()
        return int(ended.value.code or 0), f"{told.out}{told.err}".replace("\u00a0", " ")

    def waiting(self) -> int:
        with closing(connect(self.base)) as db:
            return len(deliveries.waiting(db))


@pytest.fixture
def house(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> House:
    return House(tmp_path, capsys)


def test_a_letter_is_seen_on_screen_as_text_and_nothing_is_written(house: House) -> None:
    code, told = house.run("digest", "--preview", WHO)
    assert code == 0
    assert told.startswith("Objet : Nouveau : Appel numéro 0")
    assert "* Appel numéro 0" in told
    assert "Jeanne Martin, 01 99 00 00 00" in " ".join(told.split())
    assert house.waiting() == 0


@pytest.mark.parametrize(("name", "begins"), [("vue.html", b"<!DOCTYPE html>"), ("vue.eml", b"List-Unsubscribe:")])
def test_a_letter_is_written_as_a_page_or_as_a_message(house: House, name: str, begins: bytes) -> None:
    code, _ = house.run("digest", "--preview", WHO, "--output", str(house.folder / name))
    assert code == 0
    assert (house.folder / name).read_bytes().startswith(begins)


def test_a_letter_of_another_is_sent_to_oneself_and_no_ledger_knows(house: House) -> None:
    code, told = house.run("digest", "--preview", WHO, "--send-to", "lou@cuf.example")
    assert code == 0
    assert "Lettre envoyée" in told
    (file,) = (house.folder / "lettres").glob("*.eml")
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert "lou@cuf.example" in message["To"]
    assert message["Reply-To"] == "jeanne@cuf.example"
    assert house.waiting() == 0


def test_the_letters_sent_are_listed_with_their_number_and_shown_as_they_left(house: House) -> None:
    assert house.run("digest")[0] == 0
    _, listed = house.run("mail", "list")
    assert "à envoyer" in listed
    assert house.run("deliver")[0] == 0
    _, listed = house.run("mail", "list")
    assert "Awa Diop" in listed
    assert "partie" in listed
    assert house.run("mail", "show", "1", str(house.folder / "copie.eml"))[0] == 0
    (sent,) = (house.folder / "lettres").glob("*.eml")
    assert (house.folder / "copie.eml").read_bytes() == sent.read_bytes()
    code, told = house.run("mail", "show", "9", str(house.folder / "x.eml"))
    assert code == 1
    assert "veilleur mail list" in told


def test_an_option_of_the_preview_alone_says_what_it_goes_with(house: House) -> None:
    code, told = house.run("digest", "--send-to", "lou@cuf.example")
    assert code == 1
    assert "--preview ADRESSE" in told


def test_a_word_is_added_listed_told_and_withdrawn(house: House) -> None:
    assert house.run("word", "list") == (0, 'Aucun mot. En ajouter un : veilleur word add "…"\n')
    code, told = house.run(
        *("word", "add", "Envoyez votre projet.", "--title", "Relecture", "--date", "2026-10-08"),
        *("--hour", "14:00", "--place", "Sénégal", "--link", "https://cuf.example/r"),
    )
    assert code == 0, told
    assert told.startswith("Relecture : dans les prochaines lettres")
    assert house.run("word", "add", "Bonne rentrée.", "--theme", "eau-assainissement", "--until", "2026-12-31")[0] == 0
    _, listed = house.run("word", "list")
    assert "Sénégal" in listed
    _, seen = house.run("digest", "--preview", WHO)
    assert "Relecture : jeudi 8 octobre 2026 à 14 h" in " ".join(seen.split())
    assert "Bonne rentrée." in seen
    assert house.run("word", "remove", "1") == (0, "1 mot : plus dans les lettres à venir.\n")
    _, seen = house.run("digest", "--preview", WHO)
    assert "Relecture" not in seen
    assert house.run("word", "remove", "1")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Oui", "--place", "Atlantide"], "« Atlantide » n’est ni un pays ni un groupe de pays connu."),
        (["Oui", "--theme", "cuisine"], "« cuisine » n’est pas un thème connu."),
        (["Oui", "--call", "99"], "L’appel 99 n’existe pas."),
        (["Oui", "--date", "2026-09-14"], "La date est passée"),
        (["Oui", "--hour", "14:00"], "Une heure sans jour"),
        (["Oui", "--date", "2026-10-08", "--hour", "midi"], "« midi » n’est pas une heure."),
        (["Oui", "--link", "cuf.example"], "n’est pas une adresse"),
        (["  "], "Le mot est vide."),
    ],
)
def test_a_word_that_is_not_understood_says_what_to_do(house: House, arguments: list[str], said: str) -> None:
    code, told = house.run("word", "add", *arguments)
    assert code == 1
    assert said in told
    assert "À faire" in told
