"""A member's profile made whole: what its free words and its size imply, and what to tell it of its wishes. No call here."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from babel import Locale

from matching.territory import departments_of
from matching.wording import counted, listed
from matching.words import folded
from model.codes import Kind
from model.member import Member
from vocabularies import applicants, countries, groups, programmes, themes
from vocabularies.recogniser import shipped

HOME = "FR"
WORLD = "WORLD"
IMPLIED = 2
"""The weight of a partner's country that only the partners' names say: « Langen (Allemagne) »."""
MANY_COUNTRIES, MANY_THEMES = 60, 15
"""From so many named, a profile asks for nearly everything that is published."""
USUAL_MOST = {2_000: 60_000, 10_000: 200_000, 50_000: 600_000, 200_000: 2_000_000}
"""Inhabitants, up to so many → the largest grant, in euros, that a commune or an EPCI of that size usually carries.

Our own estimate, to be set by each member: what may be asked seldom exceeds some tens of euros an inhabitant. It only puts
larger calls lower, it never hides one.
"""
_SIZED = frozenset({"commune", "epci", "comite_jumelage", "collectivite"})


def completed(member: Member) -> Member:
    """The member with the countries that its partners' names say and `countries` lacks; the same one when there are none."""
    implied = {code: IMPLIED for code in implied_countries(member.partners) if code not in member.countries}
    return replace(member, countries={**member.countries, **implied}) if implied else member


@lru_cache(maxsize=65536)
def implied_countries(partners: str) -> tuple[str, ...]:
    """The countries named in a member's own words about its partners, France left out, in their order."""
    if not partners.strip():
        return ()
    named = (hit.code for hit in shipped().find(partners) if hit.vocabulary == "country")
    return tuple(dict.fromkeys(code for code in named if code and code != HOME))


def usual_most(member: Member) -> float:
    """The largest grant that a member of that size usually carries, in euros; no limit for large or unknown ones."""
    if member.population is None or member.kind not in _SIZED:
        return float("inf")
    return next((float(most) for size, most in USUAL_MOST.items() if member.population < size), float("inf"))


def says_something(member: Member) -> bool:
    """A profile with nothing is told nothing: to match it with all would be a flood, and it can be asked to say more."""
    said = (member.countries, member.groups, member.themes, member.keywords, member.follows)
    return any(said) or member.local_aid or bool(implied_countries(member.partners))


def remarks(member: Member) -> tuple[str, ...]:
    """What to tell a member of its profile, in French, each sentence with what to do; empty when all is well."""
    return (*_too_little(member), *_too_much(member), *_unknown(member), *_contradictions(member))


def _too_little(member: Member) -> Iterator[str]:
    if not says_something(member):
        yield (
            "Votre profil n’indique ni pays, ni thème, ni mot : aucun appel ne vous sera signalé. "
            "Indiquez au moins un pays partenaire ou un thème."
        )
    elif member.partners.strip() and not (member.countries or member.groups or implied_countries(member.partners)):
        yield "Aucun pays ne se lit dans vos partenaires : indiquez leur pays dans « pays partenaires »."


def _too_much(member: Member) -> Iterator[str]:
    if len(member.countries) >= MANY_COUNTRIES or WORLD in member.groups:
        yield (
            "Votre profil demande presque tous les pays : chacun compte alors pour peu. "
            "Donnez un poids de 3 à vos partenaires, et retirez les autres."
        )
    if len(member.themes) >= MANY_THEMES:
        yield (
            f"Votre profil demande {counted(len(member.themes), 'thème')} : presque tout vous conviendra. "
            "Gardez ceux sur lesquels vous déposeriez vraiment un dossier."
        )


def _unknown(member: Member) -> Iterator[str]:
    known = (
        ("Pays inconnu", "Pays inconnus", member.countries, countries.codes()),
        ("Groupe de pays inconnu", "Groupes de pays inconnus", member.groups, groups.codes()),
        ("Thème inconnu", "Thèmes inconnus", member.themes, themes.codes()),
        ("Programme suivi inconnu", "Programmes suivis inconnus", dict.fromkeys(member.follows), programmes.codes()),
        ("Langue inconnue", "Langues inconnues", dict.fromkeys(member.languages), _language_codes()),
        ("Type d’annonce inconnu", "Types d’annonces inconnus", dict.fromkeys(member.kinds), tuple(Kind)),
    )
    for singular, plural, said, codes in known:
        wrong = sorted(code for code in said if code not in codes)
        if wrong:
            yield f"{plural if len(wrong) > 1 else singular}, sans effet : {listed(wrong)}. Corrigez ou retirez."
    if member.kind not in applicants.codes() and member.kind != "groupe":
        yield f"Nature inconnue : {member.kind}. L’éligibilité restera « à vérifier » ; choisissez une nature de la liste."
    place = member.territory or member.department
    if place and not departments_of(member):
        yield (
            f"Territoire inconnu : {place}. Les aides réservées à un territoire resteront « à vérifier » ; "
            "donnez le numéro du département (29) ou le code de la région (FR-BRE)."
        )


@cache
def _language_codes() -> frozenset[str]:
    return frozenset(Locale("fr").languages)


def _contradictions(member: Member) -> Iterator[str]:
    both = sorted(
        word for word in member.keywords if folded(word) and folded(word) in {folded(one) for one in member.exclude_words}
    )
    if both:
        yield f"Voulu et non voulu à la fois : {listed(both)}. Le refus l’emporte ; retirez l’un des deux."
    least, most = member.min_amount, member.max_amount
    if least is not None and most is not None and least > most:
        yield "Votre montant minimal dépasse votre montant maximal : aucune aide ne convient. Inversez-les."
    if HOME in member.countries:
        yield "La France n’est pas un pays partenaire, elle est sans effet : pour elle, demandez les « aides locales »."
