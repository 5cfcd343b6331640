"""What each column of the members' file means: its words to values of the model, or what is wrong with them, in French.

The table of the columns is at the end. How the file is read is in `members_file`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from day.members_contacts import contacts
from matching.groups import GROUP_KIND, GROUP_WORDS
from matching.territory import place_named
from vocabularies import applicants, countries, groups, programmes, themes
from vocabularies.term import folded

DEFAULT_WEIGHT = 2
"""A country or theme without `*1`, `*2` or `*3` is in the middle."""
LANGUAGES = {"français": "fr", "anglais": "en", "espagnol": "es", "portugais": "pt", "allemand": "de", "italien": "it"} | {
    "arabe": "ar",
    "néerlandais": "nl",
    "polonais": "pl",
    "roumain": "ro",
}

_WEIGHTED = re.compile(r"^(?P<words>.*?)\s*(?:[*×x]\s*(?P<weight>\d+))?$")
_NEAR_ENOUGH = 70
_TELLING = 0.5
"""The least weight of a wording of a theme that is enough to name it in a file."""

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a cell gives: fields of `Member` (or `contacts`), and what is wrong. `refused`: the line cannot be kept."""

    values: Values
    complaints: tuple[str, ...] = ()
    refused: bool = False


Reader = Callable[[str], Understood]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: how its cells are read, and the fields of `Member` that it sets."""

    read: Reader
    fields: tuple[str, ...]


def _text(name: str) -> Reader:
    return lambda said: Understood({name: " ".join(said.split())})


def _siren(said: str) -> Understood:
    digits = re.sub(r"[\s.]", "", said)
    if not re.fullmatch(r"\d{9}", digits):
        return Understood({}, (f"« {said} » n’est pas un numéro SIREN : il en faut les 9 chiffres",), refused=True)
    doubled = "".join(str(int(figure) * (1 + place % 2)) for place, figure in enumerate(digits))
    if sum(map(int, doubled)) % 10:
        return Understood({"siren": digits}, (f"le SIREN {digits} contient sans doute une faute : sa clé est fausse",))
    return Understood({"siren": digits})


def _insee(said: str) -> Understood:
    code = said.replace(" ", "").upper().zfill(5)
    if not re.fullmatch(r"(\d{2}|2[AB])\d{3}", code):
        return Understood({}, (f"« {said} » n’est pas un code INSEE de commune (5 signes, par exemple 29019)",))
    return Understood({"insee": code})


def _kind(said: str) -> Understood:
    if folded(said) in {folded(words) for words in GROUP_WORDS}:
        return Understood({"kind": GROUP_KIND})
    code = applicants.parse(said)
    if code is None:
        complaint = _unknown("cette nature", said, {applicants.name(one): one for one in applicants.codes()})
        return Understood({}, (complaint,), refused=True)
    return Understood({"kind": code})


def _department(said: str) -> Understood:
    place = place_named(said)
    if place is None:
        return Understood({}, (f"« {said} » n’est ni un département ni une région (nom ou numéro)",))
    return Understood({"territory" if place.startswith("FR-") else "department": place})


def _whole(name: str) -> Reader:
    def read(said: str) -> Understood:
        digits = re.sub(r"[\s€]|euros?|hab(itants|\.)?", "", said)
        if not re.fullmatch(r"\d+([.,]0+)?", digits):
            return Understood({}, (f"« {said} » n’est pas un nombre entier",))
        return Understood({name: int(re.split("[.,]", digits)[0])})

    return read


def _yes(name: str) -> Reader:
    def read(said: str) -> Understood:
        answer = {"oui": True, "x": True, "1": True, "vrai": True, "non": False, "0": False, "faux": False}
        if said.casefold() not in answer:
            return Understood({}, (f"« {said} » : répondez oui ou non",))
        return Understood({name: answer[said.casefold()]})

    return read


def _day(said: str) -> date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(said.strip(), form).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    return None


def _until(said: str) -> Understood:
    day = _day(said)
    return Understood({"member_until": day}) if day else Understood({}, (_no_day(said),))


def _days(name: str) -> Reader:
    def read(said: str) -> Understood:
        parts = _parts(said)
        days = [_day(one) for one in parts]
        wrong = tuple(_no_day(one) for one, day in zip(parts, days, strict=True) if day is None)
        return Understood({name: tuple(sorted({day for day in days if day}))}, wrong)

    return read


def _no_day(said: str) -> str:
    return f"« {said} » n’est pas une date (écrivez 31/12/2026 ou 2026-12-31)"


def _weighted(name: str, what: str, parse: Callable[[str], str | None], known: Callable[[], Mapping[str, str]]) -> Reader:
    def read(said: str) -> Understood:
        held: dict[str, int] = {}
        wrong: list[str] = []
        for part in _parts(said):
            words, weight, complaint = _weight(part)
            code = parse(words)
            if code is None:
                wrong.append(_unknown(what, words, known()))
                continue
            held[code] = max(weight, held.get(code, 0))
            wrong += [complaint] if complaint else []
        return Understood({name: held}, tuple(wrong))

    return read


def _weight(part: str) -> tuple[str, int, str]:
    found = _WEIGHTED.match(part)
    if found is None or found["weight"] is None:
        return part, DEFAULT_WEIGHT, ""
    weight = int(found["weight"])
    if weight in (1, 2, 3):
        return found["words"], weight, ""
    nearest = min(3, max(1, weight))
    return found["words"], nearest, f"« {part} » : un poids va de 1 à 3 ; {nearest} est retenu"


def _listed(name: str, what: str, parse: Callable[[str], str | None], known: Callable[[], Mapping[str, str]]) -> Reader:
    def read(said: str) -> Understood:
        parts = _parts(said)
        codes = [parse(one) for one in parts]
        wrong = tuple(_unknown(what, one, known()) for one, code in zip(parts, codes, strict=True) if code is None)
        return Understood({name: tuple(dict.fromkeys(code for code in codes if code))}, wrong)

    return read


def _words(name: str) -> Reader:
    return lambda said: Understood({name: tuple(dict.fromkeys(_parts(said)))})


def _contacts(said: str) -> Understood:
    people, complaints = contacts(said)
    return Understood({"contacts": people}, complaints)


def _parts(said: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;|\n]", said) if part.strip()]


def _unknown(what: str, said: str, known: Mapping[str, str]) -> str:
    """« Sénégall » n’est pas connu, with the nearest known word when one is near enough."""
    names = {folded(name): name for name in known}
    nearest = process.extractOne(folded(said), list(names), scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
    hint = f" ; vouliez-vous dire « {names[nearest[0]]} » ?" if nearest else ""
    return f"{what} n’est pas connu{'e' if what.startswith('cette') else ''} : « {said} »{hint}"


def _named(parse: Callable[[str], str | None], known: Callable[[], Mapping[str, str]]) -> Callable[[str], str | None]:
    """A parser that also takes the names shown on screen."""

    def read(said: str) -> str | None:
        by_name = {folded(name): code for name, code in known().items()}
        return parse(said) or by_name.get(folded(said))

    return read


@cache
def _countries() -> Mapping[str, str]:
    return {countries.name(code): code for code in countries.codes()}


@cache
def _groups() -> Mapping[str, str]:
    return {term.words: term.code for term in groups.terms()} | dict(_group_names())


@cache
def _group_names() -> Mapping[str, str]:
    return {groups.name(code): code for code in groups.codes()}


def _group(said: str) -> str | None:
    return said.upper() if said.upper() in groups.codes() else None


@cache
def _themes() -> Mapping[str, str]:
    return {themes.name(code): code for code in themes.codes()}


@cache
def _theme_words() -> Mapping[str, str]:
    """Names, halves of names (« eau » of « Eau et assainissement ») and wordings that only one theme has."""
    said: dict[str, set[str]] = {}
    for code in themes.codes():
        for half in re.split(r" et | \(|, |\)", themes.name(code)):
            said.setdefault(half, set()).add(code)
    for term in themes.terms():
        if term.vocabulary == "theme" and term.weight >= _TELLING:
            said.setdefault(term.words, set()).add(term.code)
    return {words: min(held) for words, held in said.items() if len(held) == 1 and words} | dict(_themes())


@cache
def _programmes() -> Mapping[str, str]:
    known = ((code, programmes.get(code)) for code in programmes.codes())
    return {programme.name: code for code, programme in known if programme is not None}


def _programme(said: str) -> str | None:
    return next((code for code in programmes.codes() if folded(code) == folded(said)), None)


def _languages() -> Mapping[str, str]:
    return LANGUAGES


def _language(said: str) -> str | None:
    return said.casefold() if said.casefold() in LANGUAGES.values() else None


def _sets(name: str, reader: Callable[[str], Reader]) -> Column:
    return Column(reader(name), (name,))


COLUMNS: Mapping[str, Column] = {
    "nom": _sets("name", _text),
    "siren": Column(_siren, ("siren",)),
    "code_insee": Column(_insee, ("insee",)),
    "nature": Column(_kind, ("kind",)),
    "departement": Column(_department, ("department", "territory")),
    "population": _sets("population", _whole),
    "pays_partenaires": Column(_weighted("countries", "ce pays", countries.parse, _countries), ("countries",)),
    "partenaires": _sets("partners", _text),
    "groupes": Column(_weighted("groups", "ce groupe de pays", _named(_group, _groups), _groups), ("groups",)),
    "themes": Column(_weighted("themes", "ce thème", _named(themes.parse, _theme_words), _theme_words), ("themes",)),
    "competences": _sets("skills", _words),
    "langues": Column(_listed("languages", "cette langue", _named(_language, _languages), _languages), ("languages",)),
    "montant_min": _sets("min_amount", _whole),
    "montant_max": _sets("max_amount", _whole),
    "delegation_subventions": _sets("delegation", _text),
    "jours_ordre_du_jour": _sets("agenda_days", _whole),
    "conseils": _sets("councils", _days),
    "adherent_jusqu_au": Column(_until, ("member_until",)),
    "contacts": Column(_contacts, ()),
    "mots": _sets("keywords", _words),
    "mots_exclus": _sets("exclude_words", _words),
    "programmes": Column(_listed("follows", "ce programme", _named(_programme, _programmes), _programmes), ("follows",)),
    "aides_locales": _sets("local_aid", _yes),
}
"""The columns by their names in the file: those of the format, then four that Veilleur adds; only `nom` is needed."""


def shown(name: str, held: object) -> str:
    """The value of a field of `Member` as one would write it in the file."""
    if isinstance(held, Mapping):
        return ", ".join(f"{_word(name, code)}*{weight}" for code, weight in held.items())
    if isinstance(held, (tuple, list)):
        return ", ".join(str(one) for one in held)
    if isinstance(held, bool):
        return "oui" if held else "non"
    if name == "kind" and held in applicants.codes():
        return applicants.name(str(held))
    return "" if held is None else str(held)


def _word(name: str, code: str) -> str:
    known = {"countries": _countries, "groups": _group_names, "themes": _themes}[name]()
    return next((word for word, one in known.items() if one == code), code)


ANY_AUTHORITY = "collectivite"
"""The nature of a member whose line states none."""

NEVER_EMPTIED = frozenset({"nature", "siren", "langues"})
"""Columns whose empty cell says nothing about what is already known."""
