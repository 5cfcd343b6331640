"""A deadline as its source states it, and the instant it stands for (rule 11)."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from model.codes import Precision

PARIS = "Europe/Paris"
BRUSSELS = "Europe/Brussels"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day to answer.

    `day` and `hour` are local to `zone` (an IANA name). `hour` is None when none is stated: the whole day counts, and the
    day never passes through UTC midnight. `inclusive` is False for "avant le 15". For a month, quarter or year, `day` is
    its last day. `said` is the source's wording; two deadlines said differently are the same deadline.
    """

    day: date
    hour: time | None = None
    zone: str = PARIS
    precision: Precision = Precision.DAY
    inclusive: bool = True
    said: str = field(default="", compare=False)

    @property
    def closes_at(self) -> datetime:
        """The first instant, in UTC, at which it is too late (an hour stated is itself the limit)."""
        zone = ZoneInfo(self.zone)
        if not self.inclusive and self.hour is None:
            local = datetime.combine(self.day, time(), zone)
        elif self.hour is None:
            local = datetime.combine(self.day + timedelta(days=1), time(), zone)
        else:
            local = datetime.combine(self.day, self.hour, zone)
        return local.astimezone(UTC)

    @property
    def last_safe_day(self) -> date:
        """The last whole local day on which one may answer: the eve for "avant le 15"."""
        return self.day if self.inclusive else self.day - timedelta(days=1)

    def days_left(self, now: datetime) -> int:
        """Days from the local date of `now` to the last safe day; negative when past."""
        return (self.last_safe_day - now.astimezone(ZoneInfo(self.zone)).date()).days
