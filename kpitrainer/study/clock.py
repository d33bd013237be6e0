"""The time of day, as an argument."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from kpitrainer.domain.schedule.study_day import study_day


@dataclass(frozen=True, slots=True)
class Clock:
    """The machine's clock, shifted by `shift`; `zone` None is the machine's time zone."""

    shift: timedelta = timedelta()
    zone: tzinfo | None = None

    @classmethod
    def starting_at(cls, moment: datetime, zone: tzinfo | None = None) -> "Clock":
        """A clock that shows `moment` now and runs on from there."""
        return cls(shift=moment - datetime.now(UTC), zone=zone)

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        return datetime.now(UTC) + self.shift

    def today(self) -> int:
        """The study day."""
        return study_day(self.now(), self.zone)

    def local(self, at: datetime) -> datetime:
        """An aware time on the learner's wall clock."""
        return at.astimezone(self.zone)
