"""Rules between calls: a general programme leaves a country to the programme of its own. The data is `programmes.toml`'s."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from matching.contents import shut_countries
from matching.wishes import stated_countries
from matching.wording import NO_BREAK, country_name, quoted
from model.call import Call
from model.deadline import PARIS
from model.evidence import Evidence
from model.member import Member
from model.timing import status_at
from vocabularies import programmes
from vocabularies.programmes import Programme


@dataclass(frozen=True, slots=True)
class Detour:
    """A partner country that has a programme of its own: the call to go through (None when none is open now).

    `read`: the words of the call that shut the country out; None when only the programme's rule says it, to be checked.
    """

    country: str
    programme: str
    call: int | None
    read: Evidence | None
    sentence: str


def detours(call: Call, member: Member, others: Sequence[Call], now: datetime) -> tuple[Detour, ...]:
    """For each partner country of the member that the call leaves to another programme, through what to go instead.

    `others`: the calls that may be open at `now` (aware).
    """
    programme = programmes.get(call.facts.programme.value) if call.facts.programme is not None else None
    if programme is None:
        return ()
    return tuple(_detours(call, member, programme, others, now))


def _detours(call: Call, member: Member, of: Programme, others: Sequence[Call], now: datetime) -> Iterator[Detour]:
    on = now.astimezone(ZoneInfo(PARIS)).date()
    partners, shut = stated_countries(member, on), shut_countries(call.facts, on)
    for code in of.instead:
        own = programmes.get(code)
        for country in own.countries if own is not None else ():
            if own is not None and country in partners:
                open_now = _open_call(code, others, now)
                read = shut.get(country)
                yield Detour(country, code, open_now.id if open_now else None, read, _sentence(country, own, open_now, read))


def _open_call(code: str, others: Sequence[Call], now: datetime) -> Call | None:
    of_it = [one for one in others if one.facts.programme is not None and one.facts.programme.value == code]
    return next((one for one in of_it if not status_at(one.facts, now).is_over), None)


def _sentence(country: str, own: Programme, open_now: Call | None, read: Evidence | None) -> str:
    name = country_name(country)
    if open_now is not None:
        through = f"passez par «{NO_BREAK}{open_now.title}{NO_BREAK}»"
    else:
        through = f"passez par le dispositif «{NO_BREAK}{own.name}{NO_BREAK}» à sa prochaine ouverture"
    if read is None:
        return f"{name} : ce pays a son propre dispositif, vérifiez qu’il n’est pas exclu ici, sinon {through}"
    return f"{name} : exclu de cet appel{quoted(read, about=name)} ; {through}"
