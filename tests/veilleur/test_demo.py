"""The demonstration is the first thing a stranger runs: two days, letters, and where they are."""

import re
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from functools import cached_property
from pathlib import Path

import pytest

from model.trouble import Trouble
from veilleur import demo
from veilleur.demo_server import World

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "veilleur" / "demo_world"


def run_demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "veilleur", "demo", "--no-serve", "--folder", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@dataclass(frozen=True)
class Shown:
    """What a demonstration left in its folder, and what it said."""

    folder: Path
    said: str = ""

    @cached_property
    def letters(self) -> dict[str, str]:
        """Name without suffix (`jour-1_saint-brevin`) → subject, then the text on one line, with ordinary spaces."""
        return {path.stem: _words(path) for path in sorted((self.folder / "lettres").glob("*.eml"))}

    def rows(self, sql: str, *values: object) -> Sequence[tuple[object, ...]]:
        """What the base answers."""
        with closing(sqlite3.connect(self.folder / "veilleur.db")) as db:
            return db.execute(sql, values).fetchall()

    def call(self, title: str) -> dict[str, object]:
        """The only call with these words in its title."""
        with closing(sqlite3.connect(self.folder / "veilleur.db")) as db:
            db.row_factory = sqlite3.Row
            (found,) = db.execute("SELECT * FROM calls WHERE title LIKE ?", (f"%{title}%",)).fetchall()
        return dict(found)

    def told(self, title: str) -> set[str]:
        """The letters that have a card of this title."""
        return {name for name, words in self.letters.items() if f"* {title}" in words}


def _words(path: Path) -> str:
    message = message_from_bytes(path.read_bytes(), policy=default)
    text = message.get_body(("plain",))
    assert text is not None
    return re.sub(r"\s+", " ", f"{message['Subject']} {text.get_content()}")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    done = run_demo(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return Shown(folder, done.stdout)


def test_it_does_two_days_and_says_where_the_letters_are(shown: Shown) -> None:
    assert "Jour 1 – mardi 15\u00a0septembre 2026" in shown.said
    assert "Jour 2 – mercredi 16\u00a0septembre 2026" in shown.said
    assert str(shown.folder / "lettres") in shown.said
    assert all((shown.folder / "lettres" / f"{name}.html").is_file() for name in shown.letters)


def test_what_it_says_fits_a_terminal_of_80_columns(shown: Shown) -> None:
    lines = shown.said.replace(str(shown.folder), "demo").splitlines()
    assert [line for line in lines if len(line) > 80] == []


def test_every_letter_that_it_advises_to_look_at_is_there(shown: Shown) -> None:
    assert {name.removesuffix(".html") for name, _ in demo.TO_SEE} <= set(shown.letters)


def test_every_source_is_read_without_a_problem(shown: Shown) -> None:
    assert shown.rows("SELECT code, subject, message FROM issues WHERE closed_at IS NULL") == []
    assert "À voir" not in shown.said


def test_an_empty_list_that_says_so_is_no_problem(shown: Shown) -> None:
    assert (WORLD / "sources" / "atlantique-sud.toml").is_file()
    assert shown.rows("SELECT 1 FROM calls WHERE source = 'atlantique-sud'") == []
    assert shown.rows("SELECT 1 FROM issues WHERE subject = 'atlantique-sud'") == []


def test_a_call_of_several_sites_is_one_call_told_in_the_words_of_its_funder(shown: Shown) -> None:
    call = shown.call("franco-sénégalais 2027")
    said_by = {source for (source,) in shown.rows("SELECT source FROM notices WHERE call = ?", call["id"])}
    assert said_by == {"partenariats-territoires", "grand-ouest", "reseau-passerelles"}
    assert call["source"] == "partenariats-territoires"
    assert shown.letters["jour-1_saint-brevin"].count("franco-sénégalais 2027 ") == 1


def test_an_announced_call_relayed_elsewhere_is_one_call_too(shown: Shown) -> None:
    call = shown.call("généraliste")
    assert len(shown.rows("SELECT DISTINCT source FROM notices WHERE call = ?", call["id"])) == 2


def test_a_moved_deadline_is_told_the_next_day_with_both_dates(shown: Shown) -> None:
    letter = shown.letters["jour-2_region-pm"]
    assert "Prolongé : vendredi 9 octobre 2026 → vendredi 30 octobre 2026" in letter
    call = shown.call("Jeunes des deux rives")
    kinds = [kind for (kind,) in shown.rows("SELECT kind FROM events WHERE call = ? ORDER BY number", call["id"])]
    assert kinds == ["new", "deadline_moved"]


def test_the_next_edition_at_the_same_address_is_a_new_call_that_knows_the_one_before(shown: Shown) -> None:
    old, new = shown.call("artistes 2026"), shown.call("artistes 2027")
    assert (new["url"], new["previous"]) == (old["url"], old["id"])
    assert old["status"] == "closed"
    assert shown.told("Résidences croisées d’artistes 2026") == set()
    assert shown.told("Résidences croisées d’artistes 2027") == {"jour-2_region-pm"}


def test_a_notice_in_pdf_is_read_like_any_other(shown: Shown) -> None:
    letter = shown.letters["jour-1_cote-ouest"]
    assert "* Fonds de coopération régionale 2027" in letter
    assert "vendredi 6 novembre 2026 à 13 h" in letter
    assert "le 6 nov. 2026 à 16 h à La Réunion" in letter
    assert "de 10 000 à 75 000 €" in letter


def test_the_aid_of_a_territory_is_told_to_nobody_elsewhere(shown: Shown) -> None:
    assert shown.told("Fonds de coopération régionale 2027") == {"jour-1_cote-ouest"}


def test_an_appeal_for_contributions_is_never_shown_as_funding(shown: Shown) -> None:
    assert shown.call("Solidarité cyclone")["kind"] == "appeal"
    assert shown.told("Solidarité cyclone") == set()


def test_a_training_is_told_as_one_with_the_end_of_its_registrations(shown: Shown) -> None:
    training = shown.call("Formation : conduire")
    assert (training["kind"], training["deadline"]) == ("training", "2026-09-28")
    told = shown.told("Formation : conduire")
    assert {"jour-1_eaux-tregor", "jour-1_saint-brevin"} <= told
    assert "Formation · Grand Ouest Coopération Inscription : lundi 28 septembre 2026" in shown.letters[min(told)]


def test_local_aid_is_kept_and_searchable_and_told_to_nobody_who_did_not_ask(shown: Shown) -> None:
    local = shown.rows("SELECT title, scope FROM calls WHERE source = 'region-ponant'")
    assert len(local) == 3
    assert {scope for _, scope in local} == {"local"}
    assert not [name for name, words in shown.letters.items() if any(str(title) in words for title, _ in local)]


def test_the_midnight_of_an_open_data_portal_is_the_day_in_paris(shown: Shown) -> None:
    """`2026-10-31T23:00:00+00:00` is 1 November at midnight in Paris."""
    assert shown.call("Pistes cyclables")["deadline"] == "2026-11-01"


def test_a_call_for_others_is_told_to_no_authority(shown: Shown) -> None:
    for title in ("Initiatives des organisations", "Fonds jeunesse et solidarité internationale du Grand Ouest"):
        assert shown.call(title)
        assert not [name for name, words in shown.letters.items() if title in words]


def test_what_is_out_of_the_field_or_closed_is_told_to_nobody(shown: Shown) -> None:
    titles = shown.rows("SELECT title FROM calls WHERE scope = 'out' OR status = 'closed'")
    assert len(titles) >= 5
    assert not [words for words in shown.letters.values() if any(f"* {title}" in words for (title,) in titles)]


def test_an_english_call_and_a_french_title_of_the_portal_are_both_shown(shown: Shown) -> None:
    assert "* Caribbean Coastal Cities Facility" in shown.letters["jour-1_fort-soleil"]
    twinning = shown.letters["jour-1_romorantin"]
    assert "* Jumelages de villes et réseaux de villes : rencontres de citoyens" in twinning
    assert "Titre d’origine : Town twinning and networks of towns: citizens' meetings" in twinning


def test_each_member_is_told_something_and_the_empty_profile_nothing(shown: Shown) -> None:
    first = {name.removeprefix("jour-1_") for name in shown.letters if name.startswith("jour-1_")}
    assert len(first) == 12
    assert "petit-bourgneuf" not in first


def test_the_first_day_calls_nothing_new_that_was_open_before(shown: Shown) -> None:
    subjects = [words for name, words in shown.letters.items() if name.startswith("jour-1_")]
    assert not [words for words in subjects if words.lower().startswith("nouveau") or "nouvel appel" in words]


def test_the_second_day_tells_only_what_changed_to_those_concerned(shown: Shown) -> None:
    assert {name for name in shown.letters if name.startswith("jour-2_")} == {"jour-2_eaux-tregor", "jour-2_region-pm"}
    for name in ("jour-2_eaux-tregor", "jour-2_region-pm"):
        before = shown.letters[name.replace("jour-2", "jour-1")]
        news = re.findall(r"\* (.*?) (?:Nouveau|Prolongé) ·", shown.letters[name])
        assert news
        assert [title for title in news if f"* {title}" in before] == [
            title for title in news if title.startswith(("Jeunes des deux rives", "Adaptation des villes"))
        ]


def test_the_letters_lead_to_the_sites_and_not_to_this_machine(shown: Shown) -> None:
    assert not [name for name, words in shown.letters.items() if "127.0.0.1" in words]
    assert shown.rows("SELECT 1 FROM calls WHERE url LIKE '%127.0.0.1%' OR reference LIKE '%127.0.0.1%'") == []


def test_it_can_be_shown_again_in_the_same_folder(shown: Shown) -> None:
    before = dict(shown.letters)
    assert run_demo(shown.folder).returncode == 0
    assert Shown(shown.folder).letters.keys() == before.keys()


def test_a_folder_with_somebody_s_work_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "rapport.odt").write_text("important", encoding="utf-8")
    with pytest.raises(Trouble, match="pas vide"):
        demo.show(tmp_path)
    assert (tmp_path / "rapport.odt").read_text(encoding="utf-8") == "important"


@pytest.mark.parametrize("place", ["../../../etc/passwd", "www/../../secret", "", "/", "www.passerelles.exemple/absent.xml"])
def test_the_small_world_shows_nothing_but_its_own_files(place: str) -> None:
    assert World(days=[WORLD / "day1"]).find(place) is None


def test_an_address_goes_home_and_comes_back_the_same() -> None:
    world = World(port=8123)
    said = 'Voir <a href="https://www.passerelles.exemple/appels">la page</a> et https://ailleurs.org/'
    assert world.at_home(said) == said.replace("https://www.pass", "http://127.0.0.1:8123/www.pass")
    assert world.abroad(world.at_home(said)) == said


@pytest.mark.slow
def test_a_built_wheel_shows_the_demonstration_outside_the_checkout(tmp_path: Path) -> None:
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(tmp_path),
    ]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True, timeout=300)
    wheel = next(tmp_path.glob("*.whl"))
    unpack = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path / "site"), str(wheel)]
    subprocess.run(unpack, check=True, capture_output=True, timeout=300)
    probe = "import veilleur, sys; sys.stdout.write(veilleur.__file__)"
    environment = {"PYTHONPATH": str(tmp_path / "site"), "PATH": "/usr/bin:/bin"}
    where = subprocess.run(
        [sys.executable, "-c", probe], env=environment, capture_output=True, text=True, cwd=tmp_path, check=True
    )
    assert where.stdout.startswith(str(tmp_path / "site"))
    done = subprocess.run(
        [sys.executable, "-m", "veilleur", "demo", "--no-serve", "--folder", "demo"],
        env=environment,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "jour-1_saint-brevin" in Shown(tmp_path / "demo").letters


@pytest.mark.slow
def test_without_no_serve_the_links_of_the_letters_open_pages_of_this_machine(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "veilleur", "demo", "--folder", str(tmp_path / "demo")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as served:
        assert served.stdout is not None
        told = next(line for line in served.stdout if "sont servies sur" in line)
        page = next((tmp_path / "demo" / "lettres").glob("*.html")).read_text(encoding="utf-8")
        address = re.search(r'http://127\.0\.0\.1:\d+/lettre/reglages/[^"]+', page)
        assert address is not None
        assert address[0].startswith(re.search(r"http://127\.0\.0\.1:\d+", told)[0])  # type: ignore[index]
        with urllib.request.urlopen(address[0], timeout=10) as answer:
            assert "Vos lettres, à votre rythme" in answer.read().decode("utf-8")
        served.send_signal(signal.SIGINT)
        assert served.wait(timeout=20) in (0, 130)
