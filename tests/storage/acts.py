"""Acts of a learner, for storage tests: each gives what `record` asks for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import (
    LogEntry,
    LogKind,
    LogRow,
    Policy,
)
from kpitrainer.domain.verdict import Rating

DAY = 20_000
KEY = CardKey("deck", "card")

Decide = Callable[[CardState], LogEntry]


def noon(day: int, minutes: int = 0) -> datetime:
    return datetime(1970, 1, 1, 12, tzinfo=UTC) + timedelta(days=day, minutes=minutes)


def act(  # noqa: PLR0913, PLR0917 - what a test may set
    kind: LogKind,
    key: CardKey = KEY,
    day: int = DAY,
    minutes: int = 0,
    rating: Rating | None = None,
    version: int = 1,
    value: int | None = None,
) -> Decide:
    entry = LogEntry(
        key=key,
        at=noon(day, minutes),
        day=day,
        kind=kind,
        rating=rating,
        policy=Policy(0.8 if kind is LogKind.RESCHEDULE else 0.9, fuzz_seed=key.card),
        version=version,
        value=value,
    )
    return lambda _: entry


def rate(
    rating: Rating = Rating.GOOD, key: CardKey = KEY, day: int = DAY, minutes: int = 0
) -> Decide:
    return act(LogKind.REVIEW, key, day, minutes, rating)


def effective(rows: list[LogRow]) -> list[LogRow]:
    """The rows that are neither tombstones nor taken back by one."""
    undone = {row.entry.undoes for row in rows}
    return [row for row in rows if row.entry.kind is not LogKind.UNDO and row.id not in undone]
