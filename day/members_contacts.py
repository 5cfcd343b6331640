"""The people named in a line of the members' file: « Nom <courriel> rythme », several separated by `|`."""

import re
from dataclasses import dataclass

from model.codes import Rhythm
from vocabularies.term import folded

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
TUESDAY = 1

_CONTACT = re.compile(r"^(?P<name>[^<>]*)<(?P<address>[^<>]*)>(?P<rhythm>.*)$")
_BARE_CONTACT = re.compile(r"^(?P<name>)(?P<address>\S+@\S+)(?P<rhythm>.*)$")
_ADDRESS = re.compile(r"^[^@\s,;|<>]+@[^@\s,;|<>.]+(?:\.[^@\s,;|<>.]+)+$")


@dataclass(frozen=True, slots=True)
class Contact:
    """A person to write to; `rhythm` is None when not stated; `weekday` (0 = Monday) counts for a weekly or monthly one."""

    name: str
    address: str
    rhythm: Rhythm | None = None
    weekday: int = TUESDAY


def contacts(said: str) -> tuple[tuple[Contact, ...], tuple[str, ...]]:
    """The people of a cell, each address once, and what is wrong with the others."""
    held: dict[str, Contact] = {}
    wrong: list[str] = []
    for part in (one.strip() for one in said.split("|")):
        contact, complaint = _contact(part) if part else (None, "")
        wrong += [complaint] if complaint else []
        if contact is not None:
            held.setdefault(contact.address.casefold(), contact)
    return tuple(held.values()), tuple(wrong)


def _contact(part: str) -> tuple[Contact | None, str]:
    found = _CONTACT.match(part) or _BARE_CONTACT.match(part)
    if found is None or not _ADDRESS.match(found["address"].strip()):
        return None, f"« {part} » ne se lit pas : écrivez « Nom <courriel> rythme »"
    name, address = found["name"].strip(" \"'"), found["address"].strip()
    if not found["rhythm"].strip():
        return Contact(name, address), ""
    rhythm = _rhythm(found["rhythm"])
    if rhythm is None:
        allowed = "immédiat, quotidien, hebdomadaire [jour], mensuel ou aucun"
        return None, f"« {found['rhythm'].strip()} » n’est pas un rythme : {allowed}"
    return Contact(name, address, *rhythm), ""


def _rhythm(said: str) -> tuple[Rhythm, int] | None:
    words = folded(said).split()
    rhythm = {folded(one.value): one for one in Rhythm}.get(words[0] if words else "")
    days = [folded(day) for day in DAYS]
    if rhythm is None or words[1:] not in ([], *([day] for day in days)):
        return None
    if len(words) == 1:
        return rhythm, TUESDAY
    return (rhythm, days.index(words[1])) if rhythm is Rhythm.WEEKLY else None


def shown_rhythm(rhythm: Rhythm, weekday: int) -> str:
    """The rhythm as one would write it in the file."""
    return f"{rhythm.value} {DAYS[weekday]}" if rhythm is Rhythm.WEEKLY else rhythm.value
