"""The command `veilleur source try`: a table for people, one object for scripts, and an exit code that tells."""

import json
from pathlib import Path

import pytest

from tests.crawlers.funder import Funder, Page
from veilleur.cli import main

FEED = """<rss version="2.0"><channel><title>Appels</title><item><guid>1</guid><link>https://fonds.example/1</link>
<title>Appel à projets Eau</title><description>Date limite de dépôt : 15 mars 2027.</description></item></channel></rss>"""

DEFINITION = """
name = "Fonds d’essai"
publisher = "Fondation d’essai"
url = "https://fonds.example/"
language = "fr"
recipe = "feed"
state = "to_probe"
official = true
why = "Pour les essais."
[read]
feed = "{}"
"""


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "liste").mkdir()
    (tmp_path / "config.toml").write_text(
        '[watch_list]\nfolder = "liste"\n[crawl]\nallow_private_hosts = ["127.0.0.1"]\ndelay = 0\n', encoding="utf-8"
    )
    return tmp_path


def test_a_definition_is_tried_by_name_or_by_file_without_any_base(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    with Funder() as site:
        site.pages["/flux"] = Page(FEED.encode())
        file = folder / "liste" / "fonds.toml"
        file.write_text(DEFINITION.format(f"{site.url}/flux"), encoding="utf-8")
        common = ("--config", str(folder / "config.toml"), "--today", "2026-11-23")
        assert _run("source", "try", "fonds", *common) == 0
        shown = capsys.readouterr().out
        assert _run("source", "try", str(file), "--json", *common) == 0
        told = json.loads(capsys.readouterr().out)
        site.pages["/flux"] = Page(b"<html>maintenance</html>")
        assert _run("source", "try", "fonds", *common) == 1
        assert "html_instead" in capsys.readouterr().err
    assert "Appel à projets Eau" in shown
    assert "2027-03-15" in shown
    assert "1 sur 1" in shown
    assert (told["result"], told["items"][0]["deadline"], told["rates"]["deadline"]) == ("read", "2027-03-15", 1)
    assert sorted(path.name for path in folder.iterdir()) == ["config.toml", "liste"]


def test_an_unknown_name_is_told_with_the_nearest_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "liste" / "fonds-eau.toml").write_text(DEFINITION.format("https://fonds.example/flux"), encoding="utf-8")
    assert _run("source", "try", "fonds-eaux", "--config", str(folder / "config.toml")) == 1
    assert "fonds-eau" in capsys.readouterr().err
