"""The closed lists of words that the code, the database and the corpora share. Open vocabularies live in `vocabularies`."""

from enum import StrEnum


class Kind(StrEnum):
    """What an opportunity is; an `appeal` asks authorities for money and is never shown as funding."""

    CALL = "call"
    FUND = "fund"
    TRAINING = "training"
    EVENT = "event"
    PRIZE = "prize"
    INFO = "info"
    APPEAL = "appeal"


class Status(StrEnum):
    """Where a call stands at an instant; computed from its dates unless its source says otherwise."""

    ANNOUNCED = "announced"
    UPCOMING = "upcoming"
    OPEN = "open"
    PERMANENT = "permanent"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def is_over(self) -> bool:
        """Nobody can answer any more."""
        return self in (Status.CLOSED, Status.WITHDRAWN)


class Scope(StrEnum):
    """Whether a call is in the field (rule 13): only the first two are matched and mailed by default."""

    INTERNATIONAL = "international"
    EUROPE = "europe"
    LOCAL = "local"
    OUT = "out"


class EventKind(StrEnum):
    """What happened to a call."""

    ANNOUNCED = "announced"
    NEW = "new"
    OPENED = "opened"
    DEADLINE_MOVED = "deadline_moved"
    AMENDED = "amended"
    REOPENED = "reopened"
    CLOSING = "closing"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Role(StrEnum):
    """What a member may be in a call; only `no` stops an alert."""

    LEAD = "lead"
    PARTNER = "partner"
    PARTICIPANT = "participant"
    VIA = "via"
    UNKNOWN = "unknown"
    NO = "no"


class Rhythm(StrEnum):
    """How often a subscriber wants a letter."""

    AT_ONCE = "immédiat"
    DAILY = "quotidien"
    WEEKLY = "hebdomadaire"
    MONTHLY = "mensuel"
    NONE = "aucun"


class DeliveryState(StrEnum):
    """The state of one line of the ledger. `told` enters the ledger without a card of its own."""

    CLAIMED = "claimed"
    SENT = "sent"
    TOLD = "told"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


class Precision(StrEnum):
    """How finely a source states a date."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class SourceSetting(StrEnum):
    """How sure we are of a definition: only `proved` sources are read every day."""

    PROVED = "proved"
    TO_PROBE = "to_probe"
    BY_HAND = "by_hand"
    OFF = "off"


class Showing(StrEnum):
    """What may be shown of a source (rule 14)."""

    FULL = "full"
    EXTRACT = "extract"
    LINK = "link"
    INTERNAL = "internal"


class AmountRole(StrEnum):
    """What a sum of money is."""

    GRANT = "grant"
    ENVELOPE = "envelope"
    PROJECT_COST = "project_cost"
    APPLICANT_RESOURCES = "applicant_resources"
    AVERAGE = "average"
    FEE = "fee"
    LOAN = "loan"
    EQUITY = "equity"
    PRIZE = "prize"


class ReadResult(StrEnum):
    """How the reading of one source ended. `unchanged`: the server said so, or the body is the same."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    SKIPPED = "skipped"
