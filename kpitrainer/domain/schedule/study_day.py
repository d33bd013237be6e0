"""The study day: it turns at an hour of the learner's wall clock, as in Anki."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

TURN = 4
"""The hour at which a study day begins where nobody chose another one, 0 to 23."""

_EPOCH = 719163
"""The ordinal of 1970-01-01, study day 0."""


def study_day(at: datetime, zone: tzinfo | None = None, starts_at: int = TURN) -> int:
    """The study day of an aware time, counted from 1970-01-01.

    `zone` is the learner's, None is the machine's own; `starts_at` the hour at which days begin.
    """
    local = at.astimezone(zone)
    return local.toordinal() - _EPOCH - (local.hour < starts_at)


def day_of(at: date) -> int:
    """The study day that begins on a date."""
    return at.toordinal() - _EPOCH


def day_start(day: int, zone: tzinfo | None = None, starts_at: int = TURN) -> datetime:
    """The moment a study day begins, in UTC."""
    wall = datetime.combine(datetime.fromordinal(day + _EPOCH), time(starts_at))
    local = wall.astimezone() if zone is None else wall.replace(tzinfo=zone)
    return local.astimezone(UTC)


def noon(day: int) -> datetime:
    """A naive time within the study day's main date, for showing that date."""
    return datetime.fromordinal(day + _EPOCH) + timedelta(hours=12)
