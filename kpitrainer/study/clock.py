"""The time of day, as an argument."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from kpitrainer.domain.schedule.study_day import TURN, day_start, study_day


@dataclass(slots=True)
class Clock:
    """The machine's clock, shifted by `shift`; `zone` None is the machine's time zone.

    `day_starts_at` is the hour at which study days begin, which follows the settings.
    """

    shift: timedelta = timedelta()
    zone: tzinfo | None = None
    day_starts_at: int = TURN

    @classmethod
    def starting_at(cls, moment: datetime, zone: tzinfo | None = None) -> "Clock":
        """A clock that shows `moment` now and runs on from there."""
        return cls(shift=moment - datetime.now(UTC), zone=zone)

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        return datetime.now(UTC) + self.shift

    def today(self) -> int:
        """The study day."""
        return study_day(self.now(), self.zone, self.day_starts_at)

    def day_start(self, day: int) -> datetime:
        """The moment a study day begins, in UTC."""
        return day_start(day, self.zone, self.day_starts_at)

    def seen(self, at: datetime) -> tuple[datetime, datetime, int]:
        """A moment as `wording.when` tells it: now, the moment, and the hour that begins days."""
        return self.local(self.now()), self.local(at), self.day_starts_at

    def local(self, at: datetime) -> datetime:
        """An aware time on the learner's wall clock."""
        return at.astimezone(self.zone)
