"""Days in stretches: the columns of a chart over time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kpitrainer.domain.schedule.tallies import Amounts

MONTH_DAYS, YEAR_DAYS, WEEK = 30, 364, 7
_LEAST_WEEKS = 12
_STEPS = (1, 7, 28, 91, 364)
_MOST = 60
"""So many columns are told apart on a terminal."""


class Period(StrEnum):
    """How far statistics look back, or ahead."""

    MONTH = "month"
    YEAR = "year"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Stretches:
    """`count` stretches of `step` study days each, from the day `first` on."""

    first: int
    step: int
    count: int

    @property
    def places(self) -> tuple[int, ...]:
        """The first day of each."""
        return tuple(range(self.first, self.first + self.step * self.count, self.step))

    def sums(self, days: Mapping[int, float]) -> tuple[float, ...]:
        """What days come to, stretch by stretch; days outside are left out."""
        found = [0.0] * self.count
        for day, value in days.items():
            place = (day - self.first) // self.step
            if 0 <= place < self.count:
                found[place] += value
        return tuple(found)


def back_from(today: int, period: Period, first: int | None, least: int = 1) -> Stretches:
    """The stretches that end with `today`; the log begins on the day `first`.

    No stretch is shorter than `least` days.
    """
    match period:
        case Period.MONTH:
            length, step = MONTH_DAYS, 1
        case Period.YEAR:
            # What was before the first day would only be empty.
            known = today - (today if first is None else first) + 1
            length, step = min(YEAR_DAYS, max(known, _LEAST_WEEKS * WEEK)), WEEK
        case Period.ALL:
            length = max(today - (today if first is None else first) + 1, MONTH_DAYS)
            step = _step(length)
    step = max(step, least)
    count = -(-length // step)
    return Stretches(today + 1 - step * count, step, count)


def ahead_from(today: int, period: Period, last: int) -> Stretches:
    """The stretches that begin with `today`, up to the day `last` where all are wanted."""
    if period is Period.MONTH:
        return Stretches(today, 1, MONTH_DAYS)
    if period is Period.YEAR:
        return Stretches(today, WEEK, YEAR_DAYS // WEEK)
    length = max(last - today + 1, MONTH_DAYS)
    step = _step(length)
    return Stretches(today, step, -(-length // step))


def _step(length: int) -> int:
    return next((step for step in _STEPS if length <= step * _MOST), _STEPS[-1])


def total(amounts: Amounts, names: Iterable[str]) -> int:
    """The sum of some amounts."""
    return sum(amounts[name] for name in names)
