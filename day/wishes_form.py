"""The form of rhythm and wishes: its fields to values of the model, or what is wrong with them, in French."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TypeVar

from digests.zones import ZONES
from model.codes import Rhythm
from model.preferences import Preferences, Reminders

T = TypeVar("T")
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person chose; `errors` maps a field to a French sentence, and nothing is kept unless it is empty."""

    rhythm: Rhythm
    weekday: int
    wishes: Preferences
    errors: Mapping[str, str]


def read(form: Mapping[str, str], rhythm: Rhythm, weekday: int, wishes: Preferences) -> Choice:
    """The fields of `form` over what was chosen before. A box that is not ticked is absent, as browsers do."""
    errors: dict[str, str] = {}

    def field(name: str, kind: Callable[[str], T], before: T, wrong: str) -> T:
        try:
            return kind(form[name].strip()) if name in form else before
        except ValueError:
            errors[name] = wrong
            return before

    chosen = Preferences(
        subscriber=wishes.subscriber,
        hour=field("heure", _hour, wishes.hour, "Une heure est attendue, par exemple 07:30."),
        zone=field("fuseau", _zone, wishes.zone, "Choisissez un fuseau de la liste."),
        urgent="urgent" in form,
        pause_from=field("pause_du", _day, wishes.pause_from, "Une date est attendue."),
        pause_until=field("pause_au", _day, wishes.pause_until, "Une date est attendue."),
        most=field("nombre", _number, wishes.most, f"Un nombre de 1 à {MOST} est attendu, ou rien."),
        reminders=field("rappels", Reminders, wishes.reminders, "Choisissez une des trois possibilités."),
        appeals="appels_aux_dons" in form,
        quiet_months="mois_vides" in form,
    )
    rhythm = field("rythme", Rhythm, rhythm, "Choisissez un des rythmes proposés.")
    weekday = field("jour", _weekday, weekday, "Choisissez un jour de la semaine.")
    _check_pause(chosen, errors)
    return Choice(rhythm=rhythm, weekday=weekday, wishes=chosen, errors=errors)


def _check_pause(chosen: Preferences, errors: dict[str, str]) -> None:
    first, last = chosen.pause_from, chosen.pause_until
    if (first is None) != (last is None):
        errors.setdefault("pause_au", "Donnez le premier et le dernier jour de la pause, ou aucun des deux.")
    elif first is not None and last is not None and last < first:
        errors.setdefault("pause_au", "La pause finit avant d’avoir commencé.")


def _hour(said: str) -> time:
    return time.fromisoformat(said).replace(second=0, microsecond=0, tzinfo=None)


def _zone(said: str) -> str | None:
    if said and said not in ZONES:
        raise ValueError(said)
    return said or None


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None


def _number(said: str) -> int | None:
    if not said:
        return None
    if not 1 <= int(said) <= MOST:
        raise ValueError(said)
    return int(said)


def _weekday(said: str) -> int:
    if int(said) not in range(7):
        raise ValueError(said)
    return int(said)
