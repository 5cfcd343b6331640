"""Who may file for whom, as a call says it."""

from dataclasses import dataclass

LEAD_PARTNER, PARTNER_ABROAD = "lead_partner", "partner_abroad"
"""Who files without being a kind of applicant: one of the partners for all of them, or the one that is abroad."""


@dataclass(frozen=True, slots=True)
class Filing:
    """`by`: an applicant code, or one of the two above. `whose`: the applicant code of those it files for; None: those
    that it gathers, whatever they are (its members, the partners of the project)."""

    by: str
    whose: str | None = None
