"""Storing what the learner did with a card."""

from dataclasses import replace

from kpitrainer.domain.attempt import Attempt
from kpitrainer.domain.memory import CardState
from kpitrainer.domain.rating import Rating
from kpitrainer.domain.replay import after
from kpitrainer.domain.review_log import Kind, LogEntry, LogRow
from kpitrainer.domain.review_queue import is_due
from kpitrainer.trainer.trainer import Trainer

_LONGEST_MS = 600_000
"""A learner who left the desk is not counted as thinking for hours, nor for less than nothing
when the clock was set back."""


def record(
    trainer: Trainer,
    attempt: Attempt,
    kind: Kind | None,
    rating: Rating | None = None,
    duration_ms: int | None = None,
) -> LogRow:
    """Store an answer (review or practice, with its rating) or an act (suspend, bury).

    Without a `kind` an answer to a new or due card is a review, any other one practice.
    On disk when this returns. The state after is computed from what is stored, so that another
    trainer open on the same file loses nothing.
    """
    card = attempt.card
    now, today = trainer.clock.now(), trainer.clock.today()

    def decide(before: CardState) -> LogEntry:
        # A clock set back never moves an answer into an earlier study day.
        last_day = before.memory.last_day if before.memory and rating is not None else today
        entry = LogEntry(
            key=card.key,
            at=now,
            day=max(today, last_day),
            kind=kind or (Kind.REVIEW if is_due(before, now, today) else Kind.PRACTICE),
            before=before,
            after=before,
            rating=rating,
            policy=trainer.policy(card),
            duration_ms=None if duration_ms is None else max(0, min(duration_ms, _LONGEST_MS)),
            answered=attempt.answered if rating is not None else None,
        )
        return replace(entry, after=after(before, entry))

    return trainer.store.record(card.key, decide)
