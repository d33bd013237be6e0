"""The order of cards while a learner answers them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from kpitrainer.domain.memory import CardState
from kpitrainer.domain.review_queue import Plan, Queued

LEARN_AHEAD = timedelta(minutes=20)
"""With nothing else left, cards due within this time are shown early, as in Anki."""


class Remaining(NamedTuple):
    """Cards still to come in the session."""

    new: int
    learning: int
    due: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True)
class ReviewSession:
    """A session as a value: every act gives the next one, so that undo is keeping the last.

    `main` from `place` on is still to come; `learning` comes back at its times.
    """

    main: tuple[Queued, ...]
    learning: tuple[Queued, ...]
    total: int
    left: tuple[int, int]
    place: int = 0

    @classmethod
    def of(cls, plan: Plan) -> "ReviewSession":
        """A session over a day's plan."""
        main = plan.main()
        return cls(
            main=main,
            learning=plan.learning,
            total=len(main) + len(plan.learning),
            left=(len(plan.new), len(plan.due)),
        )

    def current(self, now: datetime) -> Queued | None:
        """The card to show at `now`, or None when the session is over."""
        soonest = self.learning[0] if self.learning else None
        if soonest and _due_at(soonest) <= now:
            return soonest
        if self.place < len(self.main):
            return self.main[self.place]
        if soonest and _due_at(soonest) <= now + LEARN_AHEAD:
            return soonest
        return None

    def remaining(self) -> Remaining:
        """How many cards of each kind are still to come, the current one included."""
        new, due = self.left
        return Remaining(new=new, learning=len(self.learning), due=due)

    def done(self) -> int:
        """How many of the session's cards need no further showing."""
        return self.total - self.remaining().total

    def answered(self, queued: Queued, state: CardState) -> "ReviewSession":
        """The session after `queued` came to `state`: back within the day, or done."""
        session = self.dropped(queued)
        if state.memory is None or state.memory.due_at is None:
            return session
        learning = sorted((*session.learning, Queued(queued.card, state)), key=_due_at)
        return replace(session, learning=tuple(learning))

    def skipped(self, queued: Queued) -> "ReviewSession":
        """The session with `queued` moved behind all others."""
        if queued in self.learning:
            # A card in learning has a time of its own; it waits for the main ones to pass.
            rest = tuple(other for other in self.learning if other != queued)
            return replace(self, learning=(*rest, queued))
        rest = self.main[: self.place] + self.main[self.place + 1 :]
        return replace(self, main=(*rest, queued))

    def dropped(self, queued: Queued) -> "ReviewSession":
        """The session without `queued`."""
        if queued in self.learning:
            return replace(self, learning=tuple(q for q in self.learning if q != queued))
        new, due = self.left
        left = (new - 1, due) if queued.state.memory is None else (new, due - 1)
        return replace(self, place=self.place + 1, left=left)


def _due_at(queued: Queued) -> datetime:
    memory = queued.state.memory
    # Only cards with a time of their own stand in `learning`.
    assert memory is not None  # noqa: S101
    assert memory.due_at is not None  # noqa: S101
    return memory.due_at
