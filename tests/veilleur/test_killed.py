"""kill -9 at any moment of the day, then the same command: nothing lost, nothing twice, nobody left behind, no lock."""

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.veilleur.conftest import BUNDLED, House, build
from veilleur.demo_server import World, serve

pytestmark = pytest.mark.slow
DAY = ("run", "--today", "2026-09-15")
POINTS = 16

# What a day leaves, without what depends on how many tries it took (ids of runs, instants of sending).
ENDS = {
    "calls": "SELECT source, reference, title, deadline, status, scope, kind FROM calls ORDER BY source, reference",
    "events": "SELECT number, events.kind, sentence, reference FROM events JOIN calls ON calls.id = call ORDER BY number",
    "notices": "SELECT source, reference, fingerprint FROM notices ORDER BY id",
    "ledger": "SELECT subscriber, topic, state FROM deliveries ORDER BY subscriber, topic",
    "letters": "SELECT subscriber, message_id, subject, state FROM letters ORDER BY subscriber",
}


def end_of(house: House) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(house.database)) as db:
        return {name: db.execute(sql).fetchall() for name, sql in ENDS.items()}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with serve(World(days=[BUNDLED / "day1"])) as served:
        house = build(tmp_path_factory.mktemp("start") / "house", served)
        house.run("init")
        house.run("member", "import", str(BUNDLED / "members.csv"), "--now", "2026-09-14T08:00:00+02:00")
        yield house


def copy_of(house: House, folder: Path) -> House:
    shutil.copytree(house.folder, folder)
    return House(folder, house.world)


@pytest.fixture(scope="module")
def undisturbed(start: House, tmp_path_factory: pytest.TempPathFactory) -> tuple[House, int]:
    """The same day without any death, and how many commits it takes."""
    house = copy_of(start, tmp_path_factory.mktemp("calm") / "house")
    done = house.python("-m", "tests.veilleur.killed_day", "0", "before", *DAY, env=_path())
    found = re.search(r"commits: (\d+)", done.stderr)
    assert found
    return house, int(found.group(1))


def _path() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}


def children_of_the_crawl(house: House) -> list[str]:
    """Processes that still work in this house's folder."""
    found = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return [line for line in found.splitlines() if "crawlers" in line and sys.executable in line and _works_in(line, house)]


def _works_in(line: str, house: House) -> bool:
    try:
        return Path(f"/proc/{line.split()[0]}/cwd").resolve() == house.folder.resolve()
    except OSError:
        return False


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("point", range(POINTS))
def test_a_day_killed_at_any_commit_is_finished_by_the_same_command(
    point: int, moment: str, start: House, undisturbed: tuple[House, int], tmp_path: Path
) -> None:
    calm, commits = undisturbed
    at = 1 + point * (commits - 1) // (POINTS - 1)
    house = copy_of(start, tmp_path / "house")
    killed = house.python("-m", "tests.veilleur.killed_day", str(at), moment, *DAY, check=False, env=_path())
    assert killed.returncode == -9, killed.stderr
    wait_until_gone(house)
    house.run(*DAY)
    assert end_of(house) == end_of(calm)
    assert house.letters() == calm.letters()
    again = house.letters()
    house.run(*DAY)
    assert house.letters() == again
    assert end_of(house) == end_of(calm)


def wait_until_gone(house: House) -> None:
    """The reader of the sources dies with its parent: within a moment, not at the end of its work."""
    limit = time.monotonic() + 5
    while children_of_the_crawl(house) and time.monotonic() < limit:
        time.sleep(0.05)
    assert children_of_the_crawl(house) == []
