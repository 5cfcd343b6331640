"""What a call asks of those who answer besides being of the right kind: a size, a territory, partners, papers."""

from dataclasses import dataclass
from enum import StrEnum


class ConditionKind(StrEnum):
    """What is counted or named: inhabitants of the applicant, partners, countries of the partners, where it sits."""

    POPULATION = "population"
    PARTNERS = "partners"
    COUNTRIES = "countries"
    TERRITORY = "territory"


class Prerequisite(StrEnum):
    """What must be ready before the file is sent: the lines of a checklist."""

    DELIBERATION = "deliberation"
    CONVENTION = "convention"
    PARTNER_LETTER = "partner_letter"
    AID_DECLARATION = "aid_declaration"
    PAST_REPORTS = "past_reports"
    OWN_SHARE = "own_share"
    EMBASSY_OPINION = "embassy_opinion"
    REGISTRATION = "registration"
    SENIORITY = "seniority"
    NO_EARLY_START = "no_early_start"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; bounds are both included ("moins de 3 500 habitants" has a maximum of 3 499).

    `whose` is the applicant code it bears on, None for all. `territories` are ISO 3166-2 codes (FR-OCC, FR-78), or those
    of basins (EAU-LB), where the applicant must be, for a condition of that kind only.
    """

    kind: ConditionKind
    minimum: int | None = None
    maximum: int | None = None
    whose: str | None = None
    territories: tuple[str, ...] = ()
