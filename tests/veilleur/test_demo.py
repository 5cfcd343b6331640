"""The demonstration is the first thing a stranger runs: two days, letters, and where they are."""

import subprocess
import sys
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from model.trouble import Trouble
from veilleur import demo
from veilleur.demo_server import World

ROOT = Path(__file__).parents[2]


def run_demo(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "veilleur", "demo", "--no-serve", "--folder", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def letters(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Day → (to, subject)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((folder / "lettres").glob("*.eml")):
        message = message_from_bytes(path.read_bytes(), policy=default)
        found.setdefault(path.name[:10], []).append((message["To"], message["Subject"]))
    return found


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    done = run_demo(folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_it_does_two_days_and_says_where_the_letters_are(shown: tuple[Path, str]) -> None:
    folder, said = shown
    assert "Jour 1 – 15/09/2026" in said
    assert "Jour 2 – 16/09/2026" in said
    assert str(folder / "lettres") in said.replace("\n", "")
    assert list((folder / "lettres").glob("*.html"))


def test_the_second_day_writes_only_to_those_whom_a_change_concerns(shown: tuple[Path, str]) -> None:
    days = letters(shown[0])
    assert set(days) == {"2026-09-15", "2026-09-16"}
    assert len(days["2026-09-16"]) < len(days["2026-09-15"])


def test_the_first_day_calls_nothing_new_that_was_open_before(shown: tuple[Path, str]) -> None:
    assert not [subject for _, subject in letters(shown[0])["2026-09-15"] if "nouveau" in subject]


def test_it_can_be_shown_again_in_the_same_folder(shown: tuple[Path, str]) -> None:
    folder, _ = shown
    before = letters(folder)
    assert run_demo(folder).returncode == 0
    assert letters(folder) == before


def test_a_folder_with_somebody_s_work_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "rapport.odt").write_text("important", encoding="utf-8")
    with pytest.raises(Trouble, match="pas vide"):
        demo.show(tmp_path)
    assert (tmp_path / "rapport.odt").read_text(encoding="utf-8") == "important"


@pytest.mark.parametrize("place", ["../../../etc/passwd", "www/../../secret", "", "/", "www.passerelles.exemple/absent.xml"])
def test_the_small_world_shows_nothing_but_its_own_files(place: str) -> None:
    day = Path(demo.__file__).parent / "demo_world" / "day1"
    assert World(days=[day]).find(place) is None


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
    assert letters(tmp_path / "demo")
