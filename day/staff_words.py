"""What a person of the staff types for a value, as the value: codes, French names, or a sentence read like a source's."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from model.codes import Kind, Precision, Scope, Status
from model.condition import Prerequisite
from model.deadline import PARIS, Deadline
from model.filing import Filing
from model.trouble import Trouble
from pipelines.reading.amounts import read_amounts
from pipelines.reading.conditions import read_conditions
from pipelines.reading.dates import read_dates
from pipelines.reading.document import Document
from vocabularies import applicants, countries, filings, groups, prerequisites, programmes
from vocabularies.term import folded

SEPARATOR = ";"
_KINDS = {
    "appel": Kind.CALL, "appel à projets": Kind.CALL, "fonds": Kind.FUND, "dispositif permanent": Kind.FUND,
    "formation": Kind.TRAINING, "événement": Kind.EVENT, "prix": Kind.PRIZE, "information": Kind.INFO,
    "appel à contributions": Kind.APPEAL, "appel aux dons": Kind.APPEAL,
}  # fmt: skip
_STATUSES = {
    "annoncé": Status.ANNOUNCED, "à venir": Status.UPCOMING, "ouvert": Status.OPEN, "permanent": Status.PERMANENT,
    "clos": Status.CLOSED, "retiré": Status.WITHDRAWN,
}  # fmt: skip
_SCOPES = {"international": Scope.INTERNATIONAL, "europe": Scope.EUROPE, "local": Scope.LOCAL, "hors champ": Scope.OUT}


def values_of(field: str, words: str, on: date) -> Any:
    """The value of a field, or the list of its values (parted by `;`), that these words say on the day `on`; None or an
    empty list for no words. Trouble when they cannot be understood, with an example of what can."""
    parts = [part.strip() for part in words.split(SEPARATOR) if part.strip()]
    if field in _SINGLES:
        return _SINGLES[field](words.strip(), on) if parts else None
    return [value for part in parts for value in _LISTS[field](part, on)]


def _not_understood(words: str, example: str) -> Trouble:
    return Trouble(f"« {words} » n’est pas compris.", f"Par exemple : {example}")


def _day(words: str, on: date) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        read = read_dates(Document(title="", text=f"Ouverture : {words}", reference=on)).opening
        if read is None:
            raise _not_understood(words, "2027-03-15, ou 15 mars 2027") from None
        return read.value


def _deadlines(words: str, on: date) -> list[Deadline]:
    try:
        said = datetime.fromisoformat(words)
    except ValueError:
        read = read_dates(Document(title="", text=f"Date limite de dépôt : {words}", reference=on)).sessions
        if not read:
            raise _not_understood(
                words, "2027-03-15, 2027-03-15 12:00, ou 15 mars 2027 à 17 h, heure de Bruxelles"
            ) from None
        return [one.value for one in read]
    hour = said.time() if "T" in words or ":" in words else None
    precision = Precision.DAY if hour is None else Precision.MINUTE
    return [Deadline(said.date(), hour, PARIS, precision, True, words)]


def _as_typed(words: str, on: date) -> str:
    return words


def _yes_or_no(words: str, on: date) -> bool:
    if folded(words) not in ("oui", "non"):
        raise _not_understood(words, "oui, ou non")
    return folded(words) == "oui"


def _sums(words: str, on: date) -> list[Any]:
    read, _ = read_amounts(Document(title="", text=words, reference=on))
    if not read:
        raise _not_understood(words, "« entre 10 000 et 50 000 € par projet », ou « enveloppe de 2 M€ »")
    return [one.value for one in read]


def _rates(words: str, on: date) -> list[Any]:
    _, read = read_amounts(Document(title="", text=words, reference=on))
    if not read:
        raise _not_understood(words, "« jusqu’à 70 % des dépenses éligibles »")
    return [one.value for one in read]


def _conditions(words: str, on: date) -> list[Any]:
    read = read_conditions(Document(title="", text=words, reference=on))
    if not read:
        raise _not_understood(words, "« au moins deux partenaires », ou « communes de moins de 3 500 habitants »")
    return [one.value for one in read]


def _one_of(names: Mapping[str, Any], kind: type[StrEnum]) -> Callable[[str, date], Any]:
    known = {folded(name): value for name, value in names.items()} | {folded(one.value): one for one in kind}

    def parse(words: str, on: date) -> Any:
        if folded(words) not in known:
            raise _not_understood(words, ", ".join(names))
        return known[folded(words)]

    return parse


def _coded(parse: Callable[[str], str | None], example: str) -> Callable[[str, date], list[Any]]:
    def parsed(words: str, on: date) -> list[Any]:
        code = parse(words)
        if code is None:
            raise _not_understood(words, example)
        return [code]

    return parsed


def _group(words: str) -> str | None:
    named = {folded(groups.name(code)): code for code in groups.codes()}
    return words.upper() if words.upper() in groups.codes() else named.get(folded(words))


def _programme(words: str, on: date) -> str:
    named = {folded(known.name): code for code in programmes.codes() if (known := programmes.get(code)) is not None}
    code = words.upper() if words.upper() in programmes.codes() else named.get(folded(words))
    if code is None:
        raise _not_understood(words, "le code d’un programme, comme CERV, ou son nom entier")
    return code


def _paper(words: str) -> str | None:
    named = {folded(prerequisites.name(one)): one for one in Prerequisite} | {one.value: one for one in Prerequisite}
    return named.get(folded(words)) or named.get(words)


def _filing(words: str, on: date) -> list[Filing]:
    filing = filings.parse(words)
    if filing is None:
        raise _not_understood(words, "association pour commune ; chef de file ; le partenaire à l’étranger")
    return [filing]


_SINGLES: Mapping[str, Callable[[str, date], Any]] = {
    "opening": _day,
    "starts": _day,
    "ends": _day,
    "online": _yes_or_no,
    "venue": _as_typed,
    "rolling": _yes_or_no,
    "kind": _one_of(_KINDS, Kind),
    "status": _one_of(_STATUSES, Status),
    "scope": _one_of(_SCOPES, Scope),
    "programme": _programme,
}
_COUNTRY = _coded(countries.parse, "Sénégal ; Mali, ou SN ; ML")
_GROUP = _coded(_group, "SAHEL, ou le nom entier du groupe")
_APPLICANT = _coded(applicants.parse, "commune ; intercommunalité ; association")
_LISTS: Mapping[str, Callable[[str, date], list[Any]]] = {
    "sessions": _deadlines,
    "later_stages": _deadlines,
    "amounts": _sums,
    "rates": _rates,
    "countries": _COUNTRY,
    "excluded_countries": _COUNTRY,
    "groups": _GROUP,
    "excluded_groups": _GROUP,
    "eligible": _APPLICANT,
    "excluded": _APPLICANT,
    "filed_by": _filing,
    "conditions": _conditions,
    "prerequisites": _coded(_paper, "délibération de l’assemblée"),
}
