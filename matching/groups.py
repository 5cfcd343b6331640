"""Groups of members (groupe-pays, groupe thématique, task force) as profiles of their own. Nothing is scored here.

A group files nothing: it is told what any of its members could answer, and its coordinator gets a letter to pass on.
"""

from functools import cache

from model.member import Member
from vocabularies import applicants

GROUP_KIND = "groupe"
"""The `kind` of a member that is a group. It is no applicant: no call ever names one."""

GROUP_WORDS = ("groupe", "groupe-pays", "groupe pays", "groupe thématique", "task force", "groupe de travail")
"""How a members' file says it in its column `nature`."""

_AUTHORITIES = ("commune", "epci", "departement", "region", "syndicat", "groupement", "collectivite_outre_mer")


def is_group(member: Member) -> bool:
    """Whether the profile is that of a group of members."""
    return member.kind == GROUP_KIND


@cache
def kinds_of_group() -> frozenset[str]:
    """Every kind that a member of a group may be: what one of them may answer is for the group."""
    return frozenset(_AUTHORITIES).union(*(applicants.broader(one) for one in _AUTHORITIES))
