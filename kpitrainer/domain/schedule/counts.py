"""Counting: how far cards are learned, what comes, how steady the learner is."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from kpitrainer.domain.schedule.days_off import NONE_OFF, DaysOff
from kpitrainer.domain.schedule.memory import MATURE_DAYS, CardState


class Maturity(StrEnum):
    """How far a card is learned, in Anki's terms."""

    NEW = "new"
    LEARNING = "learning"
    YOUNG = "young"
    MATURE = "mature"
    SUSPENDED = "suspended"


def maturity(state: CardState | None) -> Maturity:
    """Where a card stands; mature from an interval of 21 days on."""
    if state is None:
        return Maturity.NEW
    if state.suspended:
        return Maturity.SUSPENDED
    if state.memory is None:
        return Maturity.NEW
    if state.memory.due_at is not None or state.memory.unasked:
        return Maturity.LEARNING
    return Maturity.MATURE if state.memory.interval >= MATURE_DAYS else Maturity.YOUNG


def percent(part: int, whole: int) -> int:
    """`part` of `whole` in per cent, rounded down: 100 is all of it; 0 where there is nothing."""
    return 100 * part // whole if whole else 0


def forecast(states: Iterable[CardState | None], today: int, days: int) -> tuple[int, ...]:
    """How many cards come due on each of the next `days` study days, tomorrow first."""
    counts = [0] * days
    for state in states:
        memory = None if state is None or state.suspended else state.memory
        if memory is not None and 0 < (ahead := memory.due_day - today) <= days:
            counts[ahead - 1] += 1
    return tuple(counts)


def streak(days: Sequence[int], today: int, off: DaysOff = NONE_OFF) -> int:
    """Study days in a row up to today, or up to yesterday while today is still open.

    `days` are distinct, newest first; days to come (the clock was set back) do not count. Days off
    break no row, and count only where something was studied.
    """
    past = [day for day in days if day <= today]
    if not past or off.open_days(past[0] + 1, today - 1):
        return 0
    return next(_rows(past, off))


def best_streak(days: Sequence[int], today: int, off: DaysOff = NONE_OFF) -> int:
    """The most study days in a row there ever were, up to today; as `streak`."""
    return max(_rows([day for day in days if day <= today], off), default=0)


def _rows(days: Iterable[int], off: DaysOff) -> Iterator[int]:
    """How long each row of days is, the latest first; `days` are newest first."""
    row, expected = 0, None
    for day in days:
        if expected is not None and off.open_days(day + 1, expected):
            yield row
            row = 0
        row, expected = row + 1, day - 1
    if row:
        yield row
