"""May this member answer this call, and as what: decided one pair at a time, apart from whether it fits.

Only a `no` that is surely read stops an alert: candidates listed or excluded in a sentence, countries excluded, an area
served by law, a closing date past. What is not read is `unknown`, told as "éligibilité à vérifier"; a value « à vérifier »
(`model.doubt`) may open a role, it never refuses one.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from matching.territory import Area, departments_named
from matching.wording import at_length, country_name, day_in_french, listed, lower, sized, that
from model.call import Call
from model.codes import Role, Scope, Status
from model.condition import Condition, ConditionKind
from model.doubt import is_to_check
from model.evidence import Evidence, Reading
from model.facts import Facts
from model.filing import LEAD_PARTNER, PARTNER_ABROAD
from model.timing import next_session, status_at
from vocabularies import applicants

TO_CHECK = "Éligibilité à vérifier"
PARTNER_FLAG, PARTICIPANT_FLAG = "partner", "participant"
"""Flags of a reading of candidates that are named as partners of the lead, or for whom others file."""

ANY_AUTHORITY = frozenset({"collectivite"})
"""The kind of a member that only says it is a local authority."""

_MADE_OF_AUTHORITIES = frozenset({"syndicat", "groupement"})

OVERSEAS = frozenset({"collectivite_outre_mer"})
"""Held besides another kind: it opens what is for overseas, it does not reopen what the other kind is shut out of."""

OUTERMOST, TERRITORIES = "OR", "OCT"
_STATUS = {
    OUTERMOST: frozenset({"GP", "MQ", "GF", "RE", "YT", "MF"}),
    TERRITORIES: frozenset({"NC", "PF", "WF", "PM", "BL", "TF"}),
}
"""The French territories of each European status."""

_VIA: dict[str, tuple[frozenset[str], str]] = {
    "comite_jumelage": (frozenset({"commune", "epci"}), "votre comité de jumelage"),
    "collectivite_etrangere": (
        frozenset({"commune", "epci", "departement", "region", "syndicat"}),
        "votre partenaire à l’étranger",
    ),
    "epci": (frozenset({"commune"}), "votre intercommunalité"),
    "groupement": (frozenset({"commune", "departement", "region"}), "un groupement dont vous êtes membre"),
    "syndicat": (frozenset({"commune", "epci"}), "le syndicat dont vous êtes membre"),
    "association_de_collectivites": (
        frozenset({"commune", "epci", "departement", "region"}),
        "une association de collectivités dont vous êtes membre",
    ),
}
"""Who may file for whom: candidate → (kinds of members, in French)."""


_LOCAL_KINDS = frozenset({"commune", "epci", "departement", "region", "syndicat", "collectivite"})
_ASSOCIATION_OF_THEM = frozenset({"association_de_collectivites"})
_AS = {
    Role.LEAD: "Éligible",
    Role.PARTNER: "Partenaire possible",
    Role.PARTICIPANT: "Participation possible",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A role, with a short French sentence (empty when there is nothing to say) and the words it was read in."""

    role: Role
    reason: str = ""
    evidence: Evidence | None = None


def over(call: Call, now: datetime) -> Verdict | None:
    """A `no` when nobody can answer at `now` (aware) any more, else None."""
    status = status_at(call.facts, now)
    if Status.WITHDRAWN in (status, call.status):
        return Verdict(Role.NO, "Appel retiré par son financeur", _said(call.facts.status))
    if status is not Status.CLOSED:
        return None
    last = next_session(call.facts, now)
    if last is None or last.closes_at > now:
        return Verdict(Role.NO, "Appel clos", _said(call.facts.status))
    return Verdict(Role.NO, f"Trop tard : clos depuis le {day_in_french(last.last_safe_day)}")


def applicant(kinds: frozenset[str], facts: Facts) -> Verdict:
    """The role that the candidates read in a call leave to a member that holds `kinds` (several when the law says so)."""
    own = kinds - frozenset[str]().union(*(_named_by(frozenset({kind})) - {kind} for kind in kinds))
    open_kinds = frozenset(kind for kind in own if not _excluded(kind, facts))
    if open_kinds == OVERSEAS != own and not any(one.value in OVERSEAS for one in facts.eligible):
        open_kinds = frozenset()
    if not open_kinds:
        shut = [one for one in facts.excluded if one.value in _named_by(kinds)]
        return Verdict(Role.NO, f"Candidats exclus : {_names(shut)}", shut[0].evidence)
    mine = [one for one in facts.eligible if one.value in _named_by(open_kinds)]
    role = _role_of(mine) if mine else Role.UNKNOWN
    filed = _filed_for(open_kinds, facts) if role in (Role.PARTICIPANT, Role.UNKNOWN) else None
    if filed is not None:
        return filed
    if mine:
        return Verdict(role, f"{_AS[role]} en tant {that(_names(mine))}", mine[0].evidence)
    return _by_another(open_kinds, facts) or _not_listed(open_kinds, facts)


def place_of_filing(departments: frozenset[str], area: Area | None, scope: Scope | None) -> Verdict | None:
    """What the area that the funder serves by law says of a member there or elsewhere; None when it says nothing.

    A programme among several countries has its own area whoever manages it (an Interreg authority is often a région).
    """
    if area is None or scope is Scope.EUROPE:
        return None
    if not departments:
        return Verdict(Role.UNKNOWN, f"Aide propre à un territoire ({area.name})")
    if departments & area.departments:
        return None
    return Verdict(Role.NO, f"Aide propre à un autre territoire que le vôtre ({area.name})")


def countries_wanted(wanted: Collection[str], shut: dict[str, Evidence]) -> Verdict | None:
    """A `no` when every partner country of the member is excluded by the call; `shut`: country → the words that say so."""
    if not wanted or not shut or any(country not in shut for country in wanted):
        return None
    names = sorted(country_name(code) for code in wanted)
    return Verdict(Role.NO, f"Pays exclu{'s' if len(names) > 1 else ''} : {listed(names)}", shut[next(iter(wanted))])


@dataclass(frozen=True, slots=True)
class Applicant:
    """What the conditions of a call are compared with: every kind held, départements ("" when not known), inhabitants."""

    kinds: frozenset[str]
    departments: frozenset[str]
    population: int | None


def conditions(who: Applicant, facts: Facts) -> Verdict | None:
    """A `no` for a size or a territory read in a sentence that leaves the member out; None when nothing does.

    Another size, asked of another kind of applicant, is not the member's; a size or a place not known shuts nobody out.
    """
    for one in facts.conditions:
        asked = one.value
        if is_to_check("conditions", one) or (asked.whose is not None and asked.whose not in _named_by(who.kinds)):
            continue
        if asked.kind is ConditionKind.POPULATION and not _of_size(who.population, asked):
            return Verdict(Role.NO, f"Réservé à une autre taille que la vôtre ({sized(asked)})", one.evidence)
        if asked.kind is ConditionKind.TERRITORY and _elsewhere(who.departments, asked):
            return Verdict(Role.NO, "Réservé à un autre territoire que le vôtre", one.evidence)
    return None


def _of_size(population: int | None, asked: Condition) -> bool:
    if population is None:
        return True
    return (asked.minimum or 0) <= population <= (asked.maximum if asked.maximum is not None else population)


def _elsewhere(departments: frozenset[str], asked: Condition) -> bool:
    wanted = frozenset[str]().union(*(departments_named(code) for code in asked.territories))
    return bool(departments and wanted) and departments.isdisjoint(wanted)


def reserved_overseas(facts: Facts) -> str | None:
    """OR or OCT when a call is only for outermost regions, or only for overseas countries and territories; else None."""
    sure = {one.value for one in facts.groups if not is_to_check("groups", one)}
    named = sure & {OUTERMOST, TERRITORIES}
    if len(named) != 1 or sure - named or any(one.value != "FR" for one in facts.countries):
        return None
    return next(iter(named))


def overseas(own: str | None, facts: Facts) -> Verdict | None:
    """A `no` to an overseas member of the other status: outermost regions (TFEU, art. 349) are in the Union, overseas
    countries and territories (TFEU, art. 198, Council Decision (EU) 2021/1764) are associated with it. `own`: ISO code.
    """
    group = reserved_overseas(facts)
    if own is None or group is None or own in _STATUS[group]:
        return None
    said = next(one for one in facts.groups if one.value == group)
    yours = "un pays et territoire d’outre-mer" if group == OUTERMOST else "une région ultrapériphérique"
    if own not in _STATUS[TERRITORIES if group == OUTERMOST else OUTERMOST]:
        return None
    reserved = "régions ultrapériphériques" if group == OUTERMOST else "pays et territoires d’outre-mer"
    return Verdict(Role.NO, f"Réservé aux {reserved} : votre territoire est {yours}", said.evidence)


def for_a_group(found: Verdict) -> Verdict:
    """The verdict of any of its members, for a group of members: it files nothing itself."""
    if found.role is Role.NO:
        return found
    return Verdict(Role.VIA, "Dossier à déposer par une collectivité de votre groupe", found.evidence)


def worst(first: Verdict, *others: Verdict | None) -> Verdict:
    """The verdict that stands among several: the first `no`, else the most telling doubt, else the first."""
    given = [first, *(one for one in others if one is not None)]
    refused = [one for one in given if one.role is Role.NO]
    doubts = [one for one in given if one.role is Role.UNKNOWN]
    telling = [one for one in doubts if one.reason != TO_CHECK]
    return (*refused, *telling, *doubts, first)[0]


def _excluded(kind: str, facts: Facts) -> bool:
    """A kind is shut by its own name, or by a broader one unless its own name is among the candidates."""
    shut = {one.value for one in facts.excluded if not is_to_check("excluded", one)}
    admitted = {one.value for one in facts.eligible}
    return kind in shut or (kind not in admitted and bool(_named_by(frozenset({kind})) & shut))


@lru_cache(maxsize=4096)
def _named_by(kinds: frozenset[str]) -> frozenset[str]:
    """The words of candidates that include one of these kinds: a commune is also « une collectivité »."""
    return kinds.union(*(applicants.broader(kind) for kind in kinds if kind in applicants.codes()))


def _role_of(mine: Sequence[Reading[str]]) -> Role:
    if all(PARTICIPANT_FLAG in one.flags for one in mine):
        return Role.PARTICIPANT
    return Role.PARTNER if all({PARTNER_FLAG, PARTICIPANT_FLAG} & set(one.flags) for one in mine) else Role.LEAD


def _filed_for(kinds: frozenset[str], facts: Facts) -> Verdict | None:
    """What the call says of others that file for a member: a body it belongs to or its partner abroad files (`via`), an
    association or another files for it (`participant`). None when it says nothing of the member's kinds."""
    for one in facts.filed_by:
        by, whose = one.value.by, one.value.whose
        code = "collectivite_etrangere" if by == PARTNER_ABROAD else by
        for_whom, who = _VIA.get(code, (_LOCAL_KINDS, ""))
        served = for_whom if whose is None or by == PARTNER_ABROAD else _named_among(whose)
        if by == LEAD_PARTNER or not kinds & served or (whose is None and not who):
            continue
        if who and kinds & for_whom:
            return Verdict(Role.VIA, f"Dossier à déposer par {who}", one.evidence)
        return Verdict(Role.PARTICIPANT, f"Dossier déposé pour vous par des {applicants.several(by)}", one.evidence)
    return None


def _named_among(code: str) -> frozenset[str]:
    """The kinds that a word of candidates covers: « les collectivités » is also said of communes."""
    return frozenset(kind for kind in applicants.codes() if kind == code or code in applicants.broader(kind))


def _by_another(kinds: frozenset[str], facts: Facts) -> Verdict | None:
    """Who may file for a member among candidates surely read; one named as a partner of the lead files nothing."""
    for one in facts.eligible:
        if PARTNER_FLAG in one.flags or is_to_check("eligible", one):
            continue
        for_whom, who = _VIA.get(one.value, (frozenset(), ""))
        if kinds & for_whom:
            return Verdict(Role.VIA, f"Dossier à déposer par {who}", one.evidence)
        if kinds == _ASSOCIATION_OF_THEM and one.value in _LOCAL_KINDS | {"groupement"}:
            return Verdict(Role.VIA, "Dossier à déposer par une collectivité adhérente", one.evidence)
    return None


def _not_listed(kinds: frozenset[str], facts: Facts) -> Verdict:
    sure = [one for one in facts.eligible if not is_to_check("eligible", one) and not _is_partner_abroad(one)]
    listed_ones = sure or (list(facts.eligible) if of_laboratories(facts) else [])
    if not listed_ones or _public_bodies(facts) or _loosely_named(kinds, facts):
        return Verdict(Role.UNKNOWN, TO_CHECK)
    return Verdict(Role.NO, f"Réservé à d’autres candidats : {_names(listed_ones)}", listed_ones[0].evidence)


def of_laboratories(facts: Facts) -> bool:
    """Whether research is the subject, and universities alone are said to be helped: then even a weak sentence is a list."""
    research = any(one.value == "recherche" and one.confidence >= 0.5 for one in facts.themes)
    return research and {one.value for one in facts.eligible} == {"universite"}


def _is_partner_abroad(one: Reading[str]) -> bool:
    """« Le partenaire local est une collectivité étrangère » says nothing of who may lead."""
    return one.value == "collectivite_etrangere" and PARTNER_FLAG in one.flags


def says_public_bodies(facts: Facts) -> bool:
    """« Organismes publics », "public bodies": local authorities are meant too."""
    named = [one for one in facts.eligible if one.value in ("etablissement_public", "gip")]
    return any("organismes publics" in one.evidence.quote.casefold() for one in named)


def _public_bodies(facts: Facts) -> bool:
    """Outside France "public bodies" are local authorities too; in French an « établissement public » is not one."""
    abroad = facts.language != "fr" and any(one.value in ("etablissement_public", "gip") for one in facts.eligible)
    return abroad or says_public_bodies(facts)


def _loosely_named(kinds: frozenset[str], facts: Facts) -> bool:
    """Whether the candidates may hold a member without naming it: « les collectivités » is often said for syndicats too,
    "cities" and "municipalities" for intercommunalités, and nobody can say which authority a member is that states no kind.
    """
    named = {one.value for one in facts.eligible}
    if facts.language not in ("fr", None) and "epci" in kinds and "commune" in named:
        return True
    if kinds <= _MADE_OF_AUTHORITIES:
        return bool(named & ANY_AUTHORITY)
    return kinds <= ANY_AUTHORITY and any(ANY_AUTHORITY & _named_by(frozenset({one})) for one in named)


def _names(read: Sequence[Reading[str]]) -> str:
    return at_length(listed(list(dict.fromkeys(_name(one.value) for one in read))))


def _name(code: str) -> str:
    return lower(applicants.name(code)) if code in applicants.codes() else code


def _said(read: Reading[Status] | None) -> Evidence | None:
    return read.evidence if read else None
