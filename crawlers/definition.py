"""The definition of a source: one declarative TOML file, read strictly. How each recipe reads is in `crawlers.recipes`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from crawlers import dossier
from crawlers.dossier import Dossier
from crawlers.health import Code
from crawlers.recipes import RECIPES, by_hand
from crawlers.recipes.base import Recipe
from crawlers.recipes.survey import RECIPE as SURVEY
from crawlers.scoping import Scoping
from crawlers.strict import Key, address, among, flag, read_table, table, text, texts, whole, within
from model.codes import Scope, Showing, SourceSetting
from model.notice import Problem
from model.source import Source
from model.trouble import Trouble

LANGUAGES = ("fr", "en", "es", "pt", "de", "it", "nl", "ar")
BY_HAND = by_hand.RECIPE.name
EVERY = {**RECIPES, SURVEY.name: SURVEY}
"""The recipes of definitions, and the tool that looks for one."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Cadence(StrEnum):
    """How often a source is worth reading."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


def _a_recipe(value: Any) -> str | None:
    """A way of reading; the mistake names those that definitions may use."""
    return None if value in EVERY else among(tuple(RECIPES))(value)


KEYS = (
    Key("slug", text, "le nom court de la source, égal au nom du fichier (facultatif)"),
    Key("name", text, "le nom de la source tel que la montre le site", required=True),
    Key("publisher", text, "qui publie la liste", required=True),
    Key("funder", text, "qui finance, quand c’est le même pour tous les appels"),
    Key("url", address, "la page qu’une personne ouvre", required=True),
    Key("language", among(LANGUAGES), "la langue des appels", required=True),
    Key("recipe", _a_recipe, "la manière de lire ; rien pour une source à lire à la main", default=BY_HAND),
    Key("state", among([one.value for one in SourceSetting]), "où en est la fiche : seules les sources « proved » sont lues "
        "chaque jour", required=True),
    Key("official", flag, "true si le financeur parle lui-même", required=True),
    Key("show", among([one.value for one in Showing]), "ce qui peut être montré : full, extract, link ou internal",
        default=Showing.EXTRACT.value),
    Key("attribution", text, "la mention à faire figurer, quand la licence la demande"),
    Key("why", text, "pourquoi nous suivons cette source", required=True),
    Key("cadence", among([one.value for one in Cadence]), "la fréquence de lecture, ou du "
        "rappel", default=Cadence.DAILY.value),
    Key("at_least", whole, "le nombre d’éléments sous lequel la liste est suspecte", default=0),
    Key("with_deadline", within(0, 100), "la part des appels, en pour cent, qui portent d’ordinaire une date limite"),
    Key("server", text, "le serveur que partagent plusieurs sites : on ne lui demande qu’une page à la fois"),
    Key("scope", among([one.value for one in Scope]), "le champ des appels de cette source, quand elle n’en a qu’un : "
        "local pour des aides au seul territoire du demandeur"),
    Key("scope_unless_says", texts, "les expressions qui, dans un titre ou un texte, font décider le texte lui-même",
        default=()),
    Key("javascript", flag, "true si la page ne dit rien sans JavaScript : elle est lue par Chromium, quand il est permis",
        default=False),
    Key("javascript_hosts", texts, "les autres hôtes que la page a besoin d’interroger", default=()),
    Key("read", table, "ce que la recette doit savoir", default={}),
    Key("archive", table, "ce qu’il faut changer à [read] pour lire une fois les appels clos (veilleur crawl --archive)"),
    *dossier.KEYS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A source and how to read it: `options` are the recipe's own, `table` is the file's content as plain values.

    `at_least` items and `with_deadline` per cent of calls are expected of a healthy list. `server` names the queue that
    several sites share; None when the source's hosts stand for themselves. With `javascript`, a browser reads its pages, and
    may reach `javascript_hosts` beside its own.
    """

    source: Source
    cadence: Cadence
    at_least: int
    with_deadline: int | None
    server: str | None
    javascript: bool
    javascript_hosts: tuple[str, ...]
    scoping: Scoping
    dossier: Dossier
    options: Any
    table: Mapping[str, Any]

    @property
    def slug(self) -> str:
        """The name of the source in the database and on the command line."""
        return self.source.slug

    @property
    def recipe(self) -> Recipe:
        """The way of reading it."""
        return EVERY[self.source.recipe]


class DefinitionError(Trouble):
    """A definition that is refused: `mistakes` holds all of them, one French sentence each."""

    def __init__(self, file: str, mistakes: list[str]) -> None:
        told = " ; ".join(mistakes) if len(mistakes) == 1 else "".join(f"\n  – {one}" for one in mistakes)
        super().__init__(f"{file} : {told}.", "Corrigez ce fichier, puis relancez.")
        self.mistakes = tuple(mistakes)


def load(path: Path) -> Definition:
    """The definition that a file holds. DefinitionError when it is not right, with every mistake."""
    return of_table(path.stem, _toml(path), path.name)


def load_folder(folder: Path) -> tuple[list[Definition], list[Problem]]:
    """The definitions of a folder, by name of file, and a problem for each file refused. Trouble when there is no folder."""
    if not folder.is_dir():
        raise Trouble(f"Le dossier de la liste de veille est introuvable : {folder}.", "Vérifiez watch_list.folder.")
    loaded: list[Definition] = []
    refused: list[Problem] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            loaded.append(load(path))
        except DefinitionError as error:
            refused.append(Problem(code=Code.DEFINITION_REFUSED.value, subject=path.stem, message=str(error)))
    return loaded, refused


def archive_of(definition: Definition) -> Definition | None:
    """The definition that reads the closed calls of a source; None when it does not say how."""
    table = definition.table
    if not isinstance(table.get("archive"), dict):
        return None
    kept = {name: value for name, value in table.items() if name != "archive"}
    return of_table(definition.slug, {**kept, "read": {**table["read"], **table["archive"]}, "at_least": 0})


def of_table(slug: str, content: Mapping[str, Any], file: str = "") -> Definition:
    """The definition in a table already parsed. DefinitionError when it is not right; `file` is named in it."""
    values, mistakes = read_table(content, KEYS)
    mistakes += _mistakes_of_slug(slug, content)
    mistakes += _missing_for_its_state(values)
    recipe = EVERY.get(values["recipe"]) if isinstance(values["recipe"], str) else None
    if recipe is not None and recipe.is_tool and file:
        mistakes.append(f"la manière de lire « {recipe.name} » sert au programme, non aux fiches")
    options: Mapping[str, Any] = {}
    if recipe and isinstance(values["read"], dict):
        options, wrong = read_table(values["read"], recipe.keys, "read")
        mistakes += wrong or recipe.check(options)
        if isinstance(content.get("archive"), dict):
            mistakes += read_table({**values["read"], **content["archive"]}, recipe.keys, "archive")[1]
    if mistakes or recipe is None:
        raise DefinitionError(file or f"{slug}.toml", mistakes)
    return _made(slug, values, recipe.parse(options), content)


def _made(slug: str, values: Mapping[str, Any], options: Any, content: Mapping[str, Any]) -> Definition:
    source = Source(
        slug=slug,
        name=values["name"],
        publisher=values["publisher"],
        funder=values["funder"],
        url=values["url"],
        language=values["language"],
        recipe=values["recipe"],
        setting=SourceSetting(values["state"]),
        official=values["official"],
        show=Showing(values["show"]),
        why=values["why"],
        attribution=values["attribution"],
    )
    cadence = Cadence(values["cadence"])
    scoping = Scoping.of(source.name, values["scope"], values["scope_unless_says"])
    return Definition(
        source=source,
        cadence=cadence,
        at_least=values["at_least"],
        with_deadline=values["with_deadline"],
        server=values["server"],
        javascript=values["javascript"],
        javascript_hosts=tuple(values["javascript_hosts"]),
        scoping=scoping,
        dossier=Dossier.of(values),
        options=options,
        table=content,
    )


def _missing_for_its_state(values: Mapping[str, Any]) -> list[str]:
    """What the state of a definition demands of it: a way of reading, or what a person must do, or why it is off."""
    state = values["state"]
    needed = {
        SourceSetting.BY_HAND.value: ("to_do", "ce qu’une personne doit regarder"),
        SourceSetting.OFF.value: ("off_because", "pourquoi la source est arrêtée"),
    }
    mistakes = []
    if state in (SourceSetting.PROVED, SourceSetting.TO_PROBE) and values["recipe"] == BY_HAND:
        mistakes.append("il manque la clé « recipe » : la manière de lire")
    key, meaning = needed.get(state, ("", ""))
    if key and values[key] is None:
        mistakes.append(f'il manque la clé « {key} », obligatoire quand state = "{state}" : {meaning}')
    return mistakes


def _mistakes_of_slug(slug: str, content: Mapping[str, Any]) -> list[str]:
    mistakes = []
    if not SLUG.fullmatch(slug):
        allowed = "que des minuscules sans accent, des chiffres et des tirets"
        mistakes.append(f"le nom du fichier « {slug} » ne peut contenir {allowed}")
    if content.get("slug", slug) != slug:
        mistakes.append(f"la clé « slug » doit être égale au nom du fichier : « {slug} »")
    return mistakes


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DefinitionError(path.name, [f"le fichier ne peut pas être lu ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise DefinitionError(path.name, ["le fichier doit être enregistré en UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(path.name, [f"le fichier n’est pas du TOML valable ({error})"]) from error
