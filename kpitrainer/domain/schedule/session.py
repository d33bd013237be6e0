"""The order of cards while a learner answers them."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.schedule.memory import CardState

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


class ReviewSession(NamedTuple):
    """A session as a value: every act gives the next one, so that undo is keeping the last.

    `main` from `place` on is still to come; `learning` comes back at its times; `later` holds
    what was skipped. `left` counts the new and the due cards still to come of `main`; `again` are
    those that were answered and come back.
    """

    main: tuple[Queued, ...]
    learning: tuple[Queued, ...]
    total: int
    left: tuple[int, int]
    place: int = 0
    later: tuple[Queued, ...] = ()
    again: frozenset[CardKey] = frozenset()

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
        ready = self._in_learning(now)
        if ready is None and self.place < len(self.main):
            return self.main[self.place]
        return ready or self._in_learning(now + LEARN_AHEAD) or next(iter(self.later), None)

    def remaining(self) -> Remaining:
        """How many cards of each kind are still to come, the current one included."""
        new, due = self.left
        later = Counter(_kind(queued.state) for queued in self.later)
        return Remaining(
            new=new + later["new"],
            learning=len(self.learning) + later["learning"],
            due=due + later["due"],
        )

    def repeats(self) -> int:
        """How many cards were answered and come back all the same."""
        return sum(queued.card.key in self.again for queued in (*self.learning, *self.later))

    def done(self) -> int:
        """How many of the session's cards were answered, or put away."""
        return self.total - self.remaining().total + self.repeats()

    def answered(self, queued: Queued, state: CardState) -> "ReviewSession":
        """The session after `queued` came to `state`: back within the day, or done."""
        session = self.dropped(queued)
        if state.memory is None or state.memory.due_at is None:
            return session
        back = Queued(queued.card, state)
        learning = session.learning
        place = sum(_due_at(other) <= _due_at(back) for other in learning)
        if session.place == len(session.main):
            # With only learning cards left, none comes twice in a row while there is another.
            place = max(place, min(1, len(learning)))
        return session._replace(
            learning=(*learning[:place], back, *learning[place:]),
            again=session.again | {queued.card.key},
        )

    def skipped(self, queued: Queued) -> "ReviewSession":
        """The session with `queued` moved behind all others."""
        session = self.dropped(queued)
        return session._replace(later=(*session.later, queued), again=self.again)

    def repeated(self, queued: Queued) -> "ReviewSession":
        """The session after `queued` was answered, and is to be asked again after all others."""
        session = self.skipped(queued)
        return session._replace(again=session.again | {queued.card.key})

    def replaced(self, queued: Queued, state: CardState) -> "ReviewSession":
        """The session with the current card `queued` in another state, still to be answered."""
        now = Queued(queued.card, state)
        if queued in self.later:
            return self._replace(later=_with(self.later, queued, now))
        if queued in self.learning and _kind(state) == "learning":
            return self._replace(learning=_with(self.learning, queued, now))
        # Also what was being learned and has no time of its own any more.
        session = self.dropped(queued)
        new, due = session.left
        return session._replace(
            main=(*self.main[: self.place], now, *session.main[session.place :]),
            place=self.place,
            left=(new + 1, due) if state.memory is None else (new, due + 1),
        )

    def dropped(self, queued: Queued) -> "ReviewSession":
        """The session without `queued`."""
        again = self.again - {queued.card.key}
        if queued in self.learning:
            return self._replace(learning=_without(self.learning, queued), again=again)
        if queued in self.later:
            return self._replace(later=_without(self.later, queued), again=again)
        new, due = self.left
        left = (new - 1, due) if queued.state.memory is None else (new, due - 1)
        return self._replace(place=self.place + 1, left=left)

    def holds(self, queued: Queued) -> bool:
        """Whether `queued` is to be asked again."""
        return queued in (*self.learning, *self.later)

    def rebased(self, now: Callable[[Card], Card | None]) -> "ReviewSession":
        """The session with each card as `now` gives it; those it gives None for are dropped."""

        def written(cards: tuple[Queued, ...]) -> tuple[Queued, ...]:
            found = ((now(queued.card), queued.state) for queued in cards)
            return tuple(Queued(card, state) for card, state in found if card is not None)

        new, due = self.left
        gone = [q.state for q in self.main[self.place :] if now(q.card) is None]
        fresh = sum(state.memory is None for state in gone)
        session = self._replace(
            main=(*self.main[: self.place], *written(self.main[self.place :])),
            learning=written(self.learning),
            later=written(self.later),
            left=(new - fresh, due - len(gone) + fresh),
        )
        dropped = self.remaining().total - session.remaining().total
        return session._replace(total=self.total - dropped)

    def _in_learning(self, by: datetime) -> Queued | None:
        return next((queued for queued in self.learning if _due_at(queued) <= by), None)


def _kind(state: CardState) -> str:
    if state.memory is None:
        return "new"
    return "due" if state.memory.due_at is None else "learning"


def _with(cards: tuple[Queued, ...], old: Queued, new: Queued) -> tuple[Queued, ...]:
    return tuple(new if queued == old else queued for queued in cards)


def _without(cards: tuple[Queued, ...], gone: Queued) -> tuple[Queued, ...]:
    return tuple(queued for queued in cards if queued != gone)


def _due_at(queued: Queued) -> datetime:
    memory = queued.state.memory
    # Only cards with a time of their own stand in `learning`.
    assert memory is not None  # noqa: S101 - as said above
    assert memory.due_at is not None  # noqa: S101 - as said above
    return memory.due_at
