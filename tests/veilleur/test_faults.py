"""Bad input, as an operator meets it: one clear message in French with what to do, an issue, and the rest goes on."""

import gzip
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.veilleur.conftest import BUNDLED, House

FEED = (BUNDLED / "day1" / "www.passerelles.exemple" / "appels.xml").read_bytes()
Answer = Callable[[BaseHTTPRequestHandler], None]


def say(status: int, body: bytes, kind: str = "application/rss+xml", **headers: str) -> Answer:
    def answer(visitor: BaseHTTPRequestHandler) -> None:
        visitor.send_response(status)
        visitor.send_header("Content-Type", kind)
        for name, value in headers.items():
            visitor.send_header(name.replace("_", "-"), value)
        visitor.send_header("Content-Length", str(len(body)))
        visitor.end_headers()
        visitor.wfile.write(body)

    return answer


def endless(visitor: BaseHTTPRequestHandler) -> None:
    """50 MB of feed, a piece at a time; the reader hangs up long before the end."""
    visitor.send_response(200)
    visitor.send_header("Content-Type", "application/rss+xml")
    visitor.end_headers()
    try:
        visitor.wfile.write(b"<rss version='2.0'><channel>")
        for _ in range(50):
            visitor.wfile.write(b"<item><title>x</title></item>" * 35_000)
    except OSError:
        return


def silent(visitor: BaseHTTPRequestHandler) -> None:
    """Says nothing for longer than anyone waits."""
    time.sleep(4)


TRUNCATED = gzip.compress(FEED)[: len(gzip.compress(FEED)) // 2]
FAULTS: dict[str, Answer] = {
    "trop-gros": endless,
    "gzip-coupe": say(200, TRUNCATED, Content_Encoding="gzip"),
    "octets-faux": say(200, b"<?xml version='1.0' encoding='utf-8'?><rss><channel><item><title>\xff\xfe\x00\xe9</title>"),
    "html-pour-flux": say(200, b"<!doctype html><html><body><h1>Connexion</h1></body></html>", "text/html"),
    "erreur-500": say(500, b"Internal Server Error", "text/plain"),
    "muet": silent,
    "absent": say(404, b"Not found", "text/plain"),
}


MAY_PASS = {"erreur-500", "gzip-coupe", "html-pour-flux", "html-pour-json", "muet"}
"""What often passes by itself: a cut answer, a silent server, a page where data should be."""


class _Faulty(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        FAULTS.get(name, say(404, b"", "text/plain"))(self)

    def do_POST(self) -> None:
        say(200, b"<html><body>Maintenance</body></html>", "text/html")(self)


@pytest.fixture
def faulty() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Faulty)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def add_source(house: House, slug: str, address: str, recipe: str = "feed") -> None:
    text = (house.folder / "sources" / "reseau-passerelles.toml").read_text(encoding="utf-8")
    if recipe == "eu_portal":
        text = (house.folder / "sources" / "portail-europe.toml").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("slug", "feed =", "search ="))]
    lines.append(f'{"feed" if recipe == "feed" else "search"} = "{address}"')
    (house.folder / "sources" / f"{slug}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def issues(house: House) -> dict[str, str]:
    with closing(sqlite3.connect(house.database)) as db:
        return dict(db.execute("SELECT subject, message FROM issues WHERE closed_at IS NULL"))


def sources_of_calls(house: House) -> set[str]:
    with closing(sqlite3.connect(house.database)) as db:
        return {slug for (slug,) in db.execute("SELECT DISTINCT source FROM calls")}


@pytest.mark.slow
def test_each_broken_source_is_told_and_the_healthy_ones_are_read(house: House, faulty: int) -> None:
    for slug in FAULTS:
        add_source(house, slug, f"http://127.0.0.1:{faulty}/{slug}")
    add_source(house, "html-pour-json", f"http://127.0.0.1:{faulty}/search?apiKey=x&text=***", "eu_portal")
    (house.folder / "sources" / "faute-de-frappe.toml").write_text('naem = "x"\nrecipe = "feed"\n', encoding="utf-8")
    text = (house.folder / "config.toml").read_text(encoding="utf-8").replace("delay = 0\n", "delay = 0\ntimeout = 2\n")
    (house.folder / "config.toml").write_text(text, encoding="utf-8")

    done = house.run("run", "--today", "2026-09-15", check=False)

    told = issues(house)
    every = {*FAULTS, "html-pour-json", "faute-de-frappe"}
    for slug in every - MAY_PASS:
        assert slug in told, f"{slug} n’a pas été signalé\n{done.stdout}\n{done.stderr}"
        assert slug in done.stderr
    assert MAY_PASS.isdisjoint(told), "ce qui passe en général de soi-même n’est dit à personne le premier jour"
    assert "vouliez-vous écrire «\xa0name\xa0»" in told["faute-de-frappe"]
    assert sources_of_calls(house) == {"portail-europe", "reseau-passerelles"}
    assert house.letters()
    assert done.returncode == 0, "des sources en échec ne font pas échouer la journée"
    for day in ("2026-09-16", "2026-09-17"):
        house.run("run", "--today", day, check=False)
    assert every <= set(issues(house)), "ce qui dure est dit au troisième jour"


def test_no_configuration_says_that_an_empty_file_is_enough(house: House) -> None:
    (house.folder / "config.toml").unlink()
    done = house.run("run", check=False)
    assert done.returncode == 1
    assert "un fichier vide suffit" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_base_from_a_newer_version_is_left_alone(house: House) -> None:
    with closing(sqlite3.connect(house.database)) as db:
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('veilleur', '9999_future', 'x')"
        )
        db.commit()
    before = house.database.read_bytes()
    done = house.run("run", "--today", "2026-09-15", check=False)
    assert done.returncode == 1
    assert "plus récente" in done.stderr
    assert house.database.read_bytes() == before


def test_a_port_in_use_is_named_with_what_to_do(house: House) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = house.run("demo", "--no-serve", "--port", str(port), check=False)
    assert done.returncode == 1
    assert f"Le port {port} est déjà pris" in done.stderr
    assert "--port" in done.stderr


def test_a_second_run_says_that_the_first_works_and_exits_with_3(house: House) -> None:
    from veilleur.lock import only_one

    with only_one(house.database):
        done = house.run("run", "--today", "2026-09-15", check=False)
    assert done.returncode == 3
    assert "travaille déjà" in done.stderr


@pytest.mark.slow
def test_a_full_disk_is_told_and_the_same_command_finishes_once_there_is_room(house: House) -> None:
    """The base may grow by a few pages only: SQLite answers as on a full disk, whatever the machine."""
    driver = Path(__file__).with_name("full_disk.py")
    full = house.python(str(driver), "run", "--today", "2026-09-15", check=False)
    assert full.returncode == 1
    assert "disque" in full.stderr
    assert "Traceback" not in full.stderr
    house.run("run", "--today", "2026-09-15")
    assert sources_of_calls(house) == {"portail-europe", "reseau-passerelles"}
    assert house.letters()


@pytest.mark.slow
def test_a_full_letters_folder_keeps_the_letters_for_the_next_try(house: House) -> None:
    """A file where the folder should be: the letters cannot be written, and wait in the ledger."""
    (house.folder / "lettres").write_text("occupé", encoding="utf-8")
    done = house.run("run", "--today", "2026-09-15", check=False)
    assert done.returncode == 1
    assert "lettres" in done.stderr
    (house.folder / "lettres").unlink()
    house.run("run", "--today", "2026-09-15")
    assert house.letters()


def test_a_command_that_does_not_exist_is_told_in_french(house: House) -> None:
    done = house.run("rnu", check=False)
    assert done.returncode == 1
    assert "« rnu » n’existe pas" in done.stderr


def test_an_unknown_source_names_the_nearest(house: House) -> None:
    done = house.run("crawl", "reseau-paserelles", check=False)
    assert done.returncode == 1
    assert "reseau-passerelles" in done.stderr


def test_the_copied_house_is_whole(house: House, tmp_path: Path) -> None:
    """A backup put back is the same house."""
    house.run("run", "--today", "2026-09-15")
    house.run("backup", "copie.db")
    shutil.move(house.database, tmp_path / "perdue.db")
    for extra in house.folder.glob("veilleur.db-*"):
        extra.unlink()
    house.run("restore", "copie.db")
    letters = house.letters()
    house.run("run", "--today", "2026-09-15")
    assert house.letters() == letters
