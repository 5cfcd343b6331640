"""What a person types to add a word to the letters, understood and checked; the letters themselves are in `digests`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from model.deadline import PARIS
from model.trouble import Trouble
from model.word import Word
from store import calls, words
from store.connection import Database, write
from vocabularies import countries, groups, themes


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A word as it is typed: places and themes in French words or codes."""

    text: str
    title: str = ""
    link: str = ""
    day: date | None = None
    hour: time | None = None
    until: date | None = None
    call: int | None = None
    places: Sequence[str] = ()
    themes: Sequence[str] = ()


def add(db: Database, typed: Typed, who: str, now: datetime) -> Word:
    """Keeps what was typed. Trouble, which says what to do, when something of it is not understood or is past."""
    if not typed.text.strip():
        raise Trouble("Le mot est vide.", 'Donnez son texte : veilleur word add "…"')
    if typed.link and urlsplit(typed.link).scheme not in ("http", "https"):
        raise Trouble(f"« {typed.link} » n’est pas une adresse.", "Donnez l’adresse entière, avec https://")
    if typed.hour is not None and typed.day is None:
        raise Trouble("Une heure sans jour ne se retient pas.", "Donnez aussi --date.")
    for what, day in (("La date", typed.day), ("Le dernier jour", typed.until)):
        if day is not None and day < now.astimezone(ZoneInfo(PARIS)).date():
            raise Trouble(f"{what} est passée : aucune lettre ne la dirait.", "Donnez un jour à venir.")
    if typed.call is not None and calls.get(db, typed.call) is None:
        raise Trouble(f"L’appel {typed.call} n’existe pas.", "Trouvez son numéro : veilleur call find MOTS")
    found = [_place(said) for said in typed.places]
    word = Word(
        id=0,
        at=now,
        who=who,
        text=" ".join(typed.text.split()),
        title=" ".join(typed.title.split()),
        link=typed.link,
        day=typed.day,
        hour=typed.hour,
        until=typed.until,
        call=typed.call,
        countries=tuple(code for code, is_group in found if not is_group),
        groups=tuple(code for code, is_group in found if is_group),
        themes=tuple(_theme(said) for said in typed.themes),
    )
    with write(db):
        words.add(db, word)
    return word


def _place(said: str) -> tuple[str, bool]:
    """The code of a country, or of a group of countries (True)."""
    if said.upper() in groups.codes():
        return said.upper(), True
    named = {_folded(groups.name(code)): code for code in groups.codes()}
    if _folded(said) in named:
        return named[_folded(said)], True
    return _known(said, countries.parse, countries.codes(), "ni un pays ni un groupe de pays connu"), False


def _theme(said: str) -> str:
    return _known(said, themes.parse, themes.codes(), "pas un thème connu")


def _known(said: str, parse: Callable[[str], str | None], codes: Sequence[str], what: str) -> str:
    code = said if said in codes else parse(said)
    if code is None:
        raise Trouble(f"« {said} » n’est {what}.", "Écrivez-le en toutes lettres, ou donnez son code.")
    return code


def _folded(said: str) -> str:
    return " ".join(said.casefold().split())


def for_whom(word: Word) -> str:
    """« Sénégal, eau et assainissement », « appel 12 », « tout le monde »."""
    said = [f"appel {word.call}"] if word.call is not None else []
    said += [*map(countries.name, word.countries), *map(groups.name, word.groups), *map(themes.name, word.themes)]
    return ", ".join(said) or "tout le monde"
