"""Definitions of sources: strict, and helpful when they are wrong."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawlers.definition import KEYS, Cadence, DefinitionError, load, load_folder
from crawlers.recipes import RECIPES
from model.codes import Showing, SourceSetting
from model.trouble import Trouble

SHIPPED = Path(__file__).resolve().parents[2] / "crawlers" / "sources"

RIGHT = """
name = "Fonds des villes"
publisher = "Fondation des villes"
url = "https://villes.example/appels"
language = "fr"
recipe = "feed"
state = "proved"
official = true
why = "Parce que."

[read]
feed = "https://villes.example/flux.xml"
"""


def written(folder: Path, text: str, name: str = "fonds-des-villes.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str, name: str = "fonds-des-villes.toml") -> tuple[str, ...]:
    with pytest.raises(DefinitionError) as caught:
        load(written(folder, text, name))
    assert name in str(caught.value)
    return tuple(one.replace("\u00a0", " ") for one in caught.value.mistakes)


def test_a_right_file_gives_a_definition_with_careful_defaults(tmp_path: Path) -> None:
    made = load(written(tmp_path, RIGHT))
    assert (made.slug, made.source.setting, made.source.show) == ("fonds-des-villes", SourceSetting.PROVED, Showing.EXTRACT)
    assert (made.cadence, made.at_least, made.source.funder) == (Cadence.DAILY, 0, None)
    assert made.options.feed == "https://villes.example/flux.xml"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("publisher =", "publischer =", "la clé « publischer » est inconnue ; vouliez-vous écrire « publisher » ?"),
        ("feed = ", "fead = ", "la clé « read.fead » est inconnue ; vouliez-vous écrire « feed » ?"),
        ("official = true", 'official = "oui"', "la clé « official » doit être true ou false ; elle vaut 'oui'"),
        ('recipe = "feed"', 'recipe = "feeds"', "(vouliez-vous dire « feed » ?)"),
        ('state = "proved"', 'state = "prouvé"', "un de ces mots : proved, to_probe, by_hand, off"),
        ('language = "fr"', 'language = "français"', "la clé « language » doit être un de ces mots"),
        ("https://villes.example/flux.xml", "villes.example/flux.xml", "une adresse complète commençant par https://"),
        ("https://villes.example/flux.xml", "javascript:alert(1)", "une adresse complète commençant par https://"),
        ("https://villes.example/flux.xml", "http://[villes", "une adresse complète commençant par https://"),
        ('why = "Parce que."', "", "il manque la clé « why »"),
        ('why = "Parce que."', 'why = " "', "un texte entre guillemets, non vide"),
        ("[read]", 'at_least = "dix"\n[read]', "un nombre entier positif"),
        ("[read]", 'slug = "autre"\n[read]', "la clé « slug » doit être égale au nom du fichier : « fonds-des-villes »"),
        ("[read]", "[read]\nmust_say = 'appel'", "une liste de textes"),
        ("[read]", "[lire]", "la clé « lire » est inconnue"),
    ],
)
def test_a_mistake_names_its_key_and_what_to_write(tmp_path: Path, before: str, after: str, told: str) -> None:
    assert before in RIGHT
    assert any(told in one for one in mistakes(tmp_path, RIGHT.replace(before, after)))


def test_all_the_mistakes_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    wrong = RIGHT.replace("true", "1").replace("name", "nom", 1).replace("feed =", "flux =")
    assert len(mistakes(tmp_path, wrong)) == 5


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("name = ", "fonds.toml", "n’est pas du TOML valable"),
        (RIGHT, "Fonds Été.toml", "ne peut contenir que des minuscules sans accent"),
        (RIGHT, "fonds_des_villes.toml", "ne peut contenir que des minuscules sans accent"),
    ],
)
def test_a_file_that_cannot_be_a_definition_says_why(tmp_path: Path, text: str, name: str, told: str) -> None:
    assert told in mistakes(tmp_path, text, name)[0]


def test_a_file_in_another_encoding_says_so(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(RIGHT.replace("Parce", "Été").encode("latin-1"))
    with pytest.raises(DefinitionError, match="UTF-8"):
        load(tmp_path / "latin.toml")


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    written(tmp_path, RIGHT)
    written(tmp_path, "name = 3", "casse.toml")
    loaded, refused = load_folder(tmp_path)
    assert [one.slug for one in loaded] == ["fonds-des-villes"]
    assert [(one.code, one.subject) for one in refused] == [("definition_refused", "casse")]
    assert "casse.toml" in refused[0].message


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="introuvable"):
        load_folder(tmp_path / "absent")


def test_every_key_is_documented() -> None:
    for key in [*KEYS, *(key for recipe in RECIPES.values() for key in recipe.keys)]:
        assert len(key.meaning) > 10, key.name


def test_the_shipped_definitions_are_right_and_say_why_with_whole_addresses() -> None:
    loaded, refused = load_folder(SHIPPED)
    assert refused == []
    assert "eu-portal" in {one.slug for one in loaded}
    for one in loaded:
        assert len(one.source.why) > 40
        assert urlsplit(one.source.url).scheme == "https"


def test_no_code_holds_an_address_to_fetch() -> None:
    root = SHIPPED.parent
    for path in root.rglob("*.py"):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert "https://" not in line.replace('"https://"', "").replace("https:// ", "") or "startswith" in line, path


def test_a_source_read_by_hand_needs_no_recipe_but_says_what_to_do(tmp_path: Path) -> None:
    by_hand = RIGHT.split("[read]")[0].replace("proved", "by_hand").replace('recipe = "feed"', 'to_do = "Ouvrir la page."')
    made = load(written(tmp_path, by_hand))
    assert (made.source.recipe, made.dossier.to_do) == ("by_hand", "Ouvrir la page.")
    (told,) = mistakes(tmp_path, by_hand.replace('to_do = "Ouvrir la page."', ""))
    assert "« to_do »" in told


def test_a_source_that_is_off_says_why(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, RIGHT.replace("proved", "off"))
    assert "« off_because »" in told


def test_a_source_read_by_the_program_needs_a_recipe(tmp_path: Path) -> None:
    (told,) = mistakes(tmp_path, RIGHT.replace('recipe = "feed"', "").split("[read]")[0])
    assert "« recipe »" in told


def test_what_is_known_of_a_source_is_kept(tmp_path: Path) -> None:
    said = (
        'value = 4\nconfidence = "mixed"\nfacts_from = ["https://villes.example/"]\nwith_deadline = 80\nserver = "villes"\n'
    )
    made = load(written(tmp_path, said + RIGHT))
    assert (made.dossier.value, made.dossier.confidence, made.with_deadline, made.server) == (4, "mixed", 80, "villes")
