"""The small watched world of tests/fixtures/world, on loopback, and a folder where the command can be run on it."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from veilleur.demo_server import World, serve

BUNDLED = Path(__file__).parents[1] / "fixtures" / "world"


@dataclass
class House:
    """A folder with a configuration, a watch list pointed at loopback, and members."""

    folder: Path
    world: World

    def run(self, *arguments: str, check: bool = True, **options: object) -> subprocess.CompletedProcess[str]:
        """Runs `veilleur` in the folder, as a person would."""
        return self.python("-m", "veilleur", *arguments, check=check, **options)

    def python(self, *arguments: str, check: bool = True, **options: object) -> subprocess.CompletedProcess[str]:
        """Runs the interpreter in the folder, with the checkout on its path."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            **options,
        )  # type: ignore[call-overload]
        if check:
            assert done.returncode == 0, done.stdout + done.stderr
        return done

    @property
    def database(self) -> Path:
        """The base of this house."""
        return self.folder / "veilleur.db"

    def letters(self) -> dict[str, bytes]:
        """The letters that left: name of file → bytes."""
        return {path.name: path.read_bytes() for path in sorted((self.folder / "lettres").glob("*.eml"))}


def build(folder: Path, world: World) -> House:
    """Writes what an operator would write by hand."""
    (folder / "sources").mkdir(parents=True)
    for path in (BUNDLED / "sources").glob("*.toml"):
        (folder / "sources" / path.name).write_text(world.at_home(path.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "config.toml").write_text(
        '[watch_list]\nfolder = "sources"\n'
        '[crawl]\nallow_private_hosts = ["127.0.0.1"]\ndelay = 0\nlinks_a_day = 0\n'
        '[mail]\nfolder = "lettres"\n',
        encoding="utf-8",
    )
    return House(folder, world)


@pytest.fixture
def world() -> Iterator[World]:
    """The first day of the small world, on a free port."""
    with serve(World(days=[BUNDLED / "day1"])) as served:
        yield served


@pytest.fixture
def house(tmp_path: Path, world: World) -> House:
    """A house ready for `veilleur run`."""
    made = build(tmp_path / "house", world)
    made.run("init")
    made.run("member", "import", str(BUNDLED / "members.csv"), "--now", "2026-09-14T08:00:00+02:00")
    return made
