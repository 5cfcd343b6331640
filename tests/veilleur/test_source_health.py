"""The commands about the health of sources: what they show to staff, and what they write."""

import json
from pathlib import Path

import pytest

from crawlers.health import Code
from crawlers.verdicts import Well
from tests.crawlers.funder import Funder, Page
from veilleur.cli import main
from veilleur.commands.verdict_words import VERDICTS

FEED = """<rss version="2.0"><channel><title>Appels</title><item><guid>1</guid><link>https://fonds.example/1</link>
<title>Appel à projets Eau</title><description>Date limite de dépôt : 15 mars 2027.</description></item></channel></rss>"""
SHARED = """name = "{name}"
publisher = "Fondation"
url = "https://fonds.example/"
language = "fr"
official = true
why = "Pour les essais."
"""


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    shown = capsys.readouterr()
    return int(ended.value.code or 0), " ".join(shown.out.split()), shown.err


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "300")
    (tmp_path / "liste").mkdir()
    (tmp_path / "config.toml").write_text(
        '[watch_list]\nfolder = "liste"\n[crawl]\nallow_private_hosts = ["127.0.0.1"]\ndelay = 0\n', encoding="utf-8"
    )
    by_hand = SHARED.format(name="À la main") + 'state = "by_hand"\nto_do = "Ouvrir la page"\ncadence = "monthly"\n'
    (tmp_path / "liste" / "a-la-main.toml").write_text(by_hand, encoding="utf-8")
    return tmp_path


def test_every_class_in_which_a_reading_ends_has_words() -> None:
    assert set(VERDICTS) == {*Well, *Code}


def test_staff_see_what_asks_for_them_and_a_look_closes_its_reminder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = ("--config", str(folder / "config.toml"), "--today", "2026-11-23")
    with Funder() as site:
        site.pages["/flux"] = Page(FEED.encode())
        read = SHARED.format(name="Fonds") + f'state = "proved"\nrecipe = "feed"\n[read]\nfeed = "{site.url}/flux"\n'
        (folder / "liste" / "fonds.toml").write_text(read, encoding="utf-8")
        _run(capsys, "init", *common)
        _run(capsys, "crawl", "fonds", *common)
        code, out, _ = _run(capsys, "source", "health", *common)
        assert (code, "à la main, jamais vue" in out, "fonds │" in out) == (0, True, False)
        assert "1 lue sans rien à signaler sur 1 source lue chaque jour ; 1 source à la main, dont 1 à regarder" in out
        assert _run(capsys, "source", "seen", "a-la-main", *common)[1] == "a-la-main : vu, rien de nouveau."
        assert "aucune source ne demande quelqu’un" in _run(capsys, "source", "health", *common)[1]
        site.pages["/flux"] = Page(b"<html><title>Connexion</title><input type=password></html>")
        later = (*common[:2], "--today", "2026-11-24")
        _run(capsys, "crawl", "fonds", *later)
        told = json.loads(_run(capsys, "source", "health", "--json", *later)[1])
    assert [(one["slug"], one["verdict"], one["asks"]) for one in told] == [
        ("fonds", "login_wall", True),
        ("a-la-main", None, False),
    ]


def test_answering_for_a_source_of_which_nothing_waits_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = ("--config", str(folder / "config.toml"), "--today", "2026-11-23")
    _run(capsys, "init", *common)
    code, _, err = _run(capsys, "source", "release", "a-la-main", *common)
    assert (code, "Rien n’attend" in err) == (1, True)
    assert _run(capsys, "source", "seen", "inconnue", *common)[0] == 1
