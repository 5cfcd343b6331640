"""One call on the terminal: its values with their proofs, its publications, editions, changes, events. Nothing is done."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from day.call_sheet import Sheet, Told
from model.call import Call
from model.codec import to_plain
from model.evidence import Reading
from model.link import LinkState
from model.trouble import Trouble
from pipelines import documents
from store.calls import Version
from veilleur.commands.operation import STATUSES
from veilleur.values import NAMES, in_french, quote
from vocabularies.term import folded

OWN = {
    "title": "titre",
    "url": "adresse",
    "funder": "financeur",
    "identifier": "code du financeur",
    "title_fr": "titre français",
    "title_fr_label": "auteur du titre français",
    "summary": "résumé",
    "language": "langue",
}
OTHERS = {
    "documents": "documents",
    "previous": "édition précédente",
    "publication": "publication",
    "same_as": "réuni à",
}
WIDTH = 100
LINKS = {
    LinkState.FINE: "répond",
    LinkState.BROKEN: "ne répond plus",
    LinkState.MOVED: "mène à une autre page",
    LinkState.UNSURE: "à revoir",
}


def name_of(field: str) -> str:
    """The French name of a field."""
    return NAMES.get(field) or OWN.get(field) or OTHERS.get(field) or field


def field_of(said: str) -> str:
    """The field of that name, in French or not. Trouble lists the names when there is none."""
    known = {folded(name): field for field, name in (*NAMES.items(), *OWN.items())} | {folded(f): f for f in (*NAMES, *OWN)}
    field = known.get(folded(said))
    if field is None:
        raise Trouble(f"Le champ « {said} » n’existe pas.", f"Les champs : {', '.join((*OWN.values(), *NAMES.values()))}.")
    return field


def line(call: Call) -> str:
    """A call in one line: number, title, state."""
    joined = f", réuni à l’appel {call.same_as}" if call.same_as else ""
    return f"{call.id}  {call.title_fr or call.title} ({_state(call)}{joined})"


def value(call: Call, field: str) -> str:
    """What a field of a call holds, in French."""
    if field in OWN and hasattr(call, field):
        return getattr(call, field) or "rien"
    held = getattr(call.facts, field)
    if isinstance(held, str) or held is None:
        return held or "rien"
    return " ; ".join(_said(field, one) for one in _readings(held)) or "rien"


def page(held: Sheet) -> Iterator[str]:
    """The lines of a sheet."""
    call = held.call
    yield line(call)
    yield call.url
    for parts in (_head(held), _values(call), _told(held), _editions(held), _versions(held), _events(held)):
        found = list(parts)
        if found:
            yield ""
            yield from found


def _state(call: Call) -> str:
    word = STATUSES[call.status]
    return word.removesuffix("s") if word != "clos" else word


def _head(held: Sheet) -> Iterator[str]:
    call = held.call
    if call.title_fr and call.title_fr != call.title:
        yield f"Titre d’origine : {call.title}"
    yield from (
        f"{name_of(field).capitalize()} : {getattr(call, field)}"
        for field in ("funder", "identifier")
        if getattr(call, field)
    )
    yield from (f"À noter : {note}" for note in call.notes)
    if held.link is not None:
        yield f"Lien : {LINKS[held.link.verdict]} (vu le {_day(held.link.checked_at.date())})"
    if held.expected is not None:
        tried = f" ; la même règle a retrouvé {held.expected.foretold} édition(s) passée(s) sur {held.expected.tried}"
        yield f"Prochaine édition : {held.expected.sentence} (écart de {held.expected.spread} jours{tried})"
    yield from (f"Document : {documents.name(one)} – {one.url}" for one in call.documents)
    for field, who in held.set_by.items():
        yield f"Fixé par {who} : {name_of(field)} (veilleur call release {call.id} {field})"


def _values(call: Call) -> Iterator[str]:
    for field, name in NAMES.items():
        for one in _readings(getattr(call.facts, field, ())):
            proof = quote(one.evidence.quote, WIDTH) if one.evidence.quote else f"donné par la source ({one.evidence.place})"
            yield f"{name} : {_said(field, one)}   {proof}"


def _told(held: Sheet) -> Iterator[str]:
    yield "Publications"
    yield from (f"  {_one_told(one)}" for one in held.told)


def _one_told(one: Told) -> str:
    official = ", officielle" if one.official else ""
    seen = f"du {_day(one.first_seen)} au {_day(one.last_seen)}, {one.notices} version(s)"
    why = f" – réunion {one.join.id} par {_who(one.join.who)} : {one.join.reason}" if one.join is not None else ""
    return f"{one.source}{official} : {one.title} ({seen}){why}"


def _editions(held: Sheet) -> Iterator[str]:
    if len(held.editions) > 1:
        yield "Éditions"
        for one in held.editions:
            yield f"  {line(one)}{' ← celle-ci' if one.id == held.call.id else ''}"


def _versions(held: Sheet) -> Iterator[str]:
    yield "Changements"
    yield from (f"  {_one_version(one)}" for one in held.versions if one.before is not None or one.field in OTHERS)
    if not any(one.before is not None for one in held.versions):
        yield "  aucun depuis la première publication"


def _one_version(one: Version) -> str:
    return f"{_day(one.at.date())}  {name_of(one.field)} : {_short(one.before)} → {_short(one.after)}  ({_who(one.who)})"


def _events(held: Sheet) -> Iterator[str]:
    yield "Événements"
    yield from (f"  {one.number}  {_day(one.at.date())}  {one.sentence}" for one in held.events)
    if not held.events:
        yield "  aucun : l’appel était clos avant d’être suivi"


def _readings(held: Any) -> tuple[Reading[Any], ...]:
    if isinstance(held, tuple):
        return held
    return (held,) if isinstance(held, Reading) else ()


def _said(field: str, one: Reading[Any]) -> str:
    return in_french(field, to_plain(one.value))


def _who(who: str) -> str:
    return "Veilleur" if who == "source" else who


def _short(said: str | None) -> str:
    if not said:
        return "rien"
    return said if len(said) <= WIDTH else f"{said[:WIDTH]}…"


def _day(when: date) -> str:
    return f"{when:%d/%m/%Y}"
