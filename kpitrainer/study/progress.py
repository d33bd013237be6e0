"""Storing what the learner did with a card."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.day_plan import is_due
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import (
    LogEntry,
    LogKind,
    LogRow,
    Recorded,
    label_kept,
)
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.reschedule import undo_rescheduling
from kpitrainer.study.trainer import Trainer

_LONGEST_MS = 600_000
"""A learner who left the desk is not counted as thinking for hours, nor for less than nothing
when the clock was set back."""


def record_answer(
    trainer: Trainer,
    attempt: Attempt,
    kind: LogKind | None,
    rating: Rating | None,
    duration_ms: int,
) -> Recorded:
    """Store a rated attempt; without a `kind` it is a review where the card is due, else practice.

    Without a `rating` nothing was asked. On disk when this returns. The state after is computed
    from what is stored, so that another trainer open on the same file loses nothing.
    """
    load = trainer.load  # asked before the transaction begins, as it may be counted now
    row = trainer.store.record(
        attempt.card.key, _decision(trainer, attempt, kind, rating, duration_ms)
    )
    load.moved(row.before, row.after)
    return row


class RatedAttempt(NamedTuple):
    """An attempt at a card, with what `record_answer` stores of it."""

    attempt: Attempt
    kind: LogKind
    rating: Rating
    duration_ms: int


def record_answers(trainer: Trainer, rated: Iterable[RatedAttempt]) -> Sequence[Recorded]:
    """As `record_answer`, of different cards; one transaction, all or none."""
    load = trainer.load
    rows = trainer.store.record_each(
        {each.attempt.card.key: _decision(trainer, *each) for each in rated}
    )
    for row in rows:
        load.moved(row.before, row.after)
    return rows


def _decision(
    trainer: Trainer,
    attempt: Attempt,
    kind: LogKind | None,
    rating: Rating | None,
    duration_ms: int,
) -> Callable[[CardState], LogEntry]:
    """What is stored of a rated attempt, once the card's state is known."""
    card, now, today = attempt.card, trainer.clock.now(), trainer.clock.today()

    def decide(before: CardState) -> LogEntry:
        # A clock set back never moves an answer into an earlier study day.
        last_day = before.memory.last_day if before.memory else today
        decided = kind or (LogKind.REVIEW if is_due(before, now, today) else LogKind.PRACTICE)
        act = act_entry(trainer, card, decided, attempt.language)
        if decided is LogKind.REVIEW:
            act = act._replace(policy=trainer.policy_now(card, before.memory))
        return act._replace(
            at=now,
            day=max(today, last_day),
            rating=rating,
            duration_ms=max(0, min(duration_ms, _LONGEST_MS)),
            answered=attempt.answered if rating else None,
        )

    return decide


def take_back(trainer: Trainer, row: LogRow) -> None:
    """Take an act back.

    Raises:
        KpiTrainerError: it could not be stored, or something was done with the card since.
    """
    undone = trainer.store.undo(row, trainer.clock.now(), trainer.clock.today())
    trainer.load.moved(undone.before, undone.after)


def take_back_each(trainer: Trainer, rows: Sequence[LogRow]) -> Sequence[Recorded]:
    """Take an act on several cards back, as `take_back`; all of it or nothing."""
    undone = trainer.store.undo_each(rows, trainer.clock.now(), trainer.clock.today())
    for row in undone:
        trainer.load.moved(row.before, row.after)
    return undone


def record_act(
    trainer: Trainer, card: Card, kind: LogKind, language: str | None = None
) -> Recorded:
    """Store any other act on a card; on disk when this returns.

    `language` is the one that the card was shown in, where it was.
    """
    return trainer.store.record(card.key, lambda _: act_entry(trainer, card, kind, language))


def record_meaning(trainer: Trainer, card: Card, kind: LogKind, language: str) -> Recorded:
    """Store whether a card whose meaning changed starts afresh (RESTART) or not (KEEP).

    Where another trainer has settled it since, or there is nothing to forget, it is kept.
    """

    def decide(before: CardState) -> LogEntry:
        open_still = before.memory is not None and before.version < card.version
        return act_entry(trainer, card, kind if open_still else LogKind.KEEP, language)

    return trainer.store.record(card.key, decide)


ON_MANY = frozenset(
    {
        *(LogKind.SUSPEND, LogKind.RESUME, LogKind.BURY, LogKind.UNBURY),
        *(LogKind.FLAG, LogKind.SET_DUE, LogKind.FORGET),
    }
)
"""What can be done to many cards at once; their rows have one time."""


def undo_last(trainer: Trainer) -> LogRow | None:
    """Take the last act of the study day back, whichever session it was of; the row, if any.

    Of a rescheduling and of an act on many cards all rows go, and one of them is given.

    Raises:
        KpiTrainerError: it could not be stored.
    """
    today = trainer.clock.today()
    row = trainer.store.last_row(today)
    if row is not None and row.entry.kind is LogKind.RESCHEDULE:
        undo_rescheduling(trainer)
    elif row is not None and row.entry.kind in ON_MANY:
        take_back_each(trainer, trainer.store.done_together(row))
    elif row is not None:
        take_back(trainer, row)
    return row


def act_entry(trainer: Trainer, card: Card, kind: LogKind, language: str | None = None) -> LogEntry:
    """An act on a card, now, as it is to be stored; `language` as for `record_act`."""
    return LogEntry(
        key=card.key,
        at=trainer.clock.now(),
        day=trainer.clock.today(),
        kind=kind,
        policy=trainer.policy(card),
        label=label_kept(card, language) if language else None,
        version=card.version,
    )
