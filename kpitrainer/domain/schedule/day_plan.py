"""What to study today, and in which order."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.memory import CardState, Memory


class Queued(NamedTuple):
    """A card with its state when the queue was made."""

    card: Card
    state: CardState


class Limits(NamedTuple):
    """What today still allows: new cards by their weight, reviews by their number."""

    new: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Today's cards: new ones, due ones, those in learning; `waiting` reviews stay for tomorrow.

    `new_waiting` are the new cards there would be, were today's limit for them not used up.
    """

    new: tuple[Queued, ...]
    due: tuple[Queued, ...]
    learning: tuple[Queued, ...]
    waiting: int
    new_waiting: int = 0

    def main(self) -> tuple[Queued, ...]:
        """Due cards with the new ones spread evenly among them."""
        return _interleave(self.due, self.new)

    def limited(self, count: int) -> "Plan":
        """The first `count` cards: those in learning, then in the order they would be shown."""
        learning = self.learning[:count]
        main = self.main()[: count - len(learning)]
        return replace(
            self,
            learning=learning,
            new=tuple(queued for queued in main if queued.state.memory is None),
            due=tuple(queued for queued in main if queued.state.memory is not None),
        )

    def by_deck(self) -> dict[str, tuple[int, int]]:
        """Deck id to (to review, new); what is being learned counts as to review."""
        due = Counter(queued.card.key.deck for queued in (*self.due, *self.learning))
        new = Counter(queued.card.key.deck for queued in self.new)
        return {deck: (due[deck], new[deck]) for deck in due | new}


def plan(
    candidates: Iterable[Queued],
    day: int,
    limits: Limits,
    *,
    ahead: int = 0,
    wanted: Callable[[Card], bool] | None = None,
) -> Plan:
    """Choose the cards of study day `day` from candidates given in study order.

    Suspended cards and those buried today stay out, and of siblings only one is met a day,
    a due one before a new one. Only cards that are `wanted` are chosen; a sibling that is
    not may have been met all the same. Cards left over from earlier days come first, the
    most at risk of being forgotten before the others; so do all when more are due than the limit
    allows. Else study order holds. New cards are taken while those before weigh less than the
    limit: the last one may go over it, so that a heavy one is not kept back for ever. What comes
    due up to `ahead` days later counts as due already.
    """
    everything = list(candidates)
    able = [queued for queued in everything if _available(queued.state, day)]
    # A card met today has had its sibling group's turn, even if it was suspended since.
    met = {queued.card.sibling_group for queued in able if _in_learning(queued.state.memory)} | {
        queued.card.sibling_group
        for queued in everything
        # What is to come once more today, as the learner set it, has its turn still.
        if _answered_on(queued.state.memory, day) and not _due(queued.state.memory, day)
    }
    if wanted is not None:
        able = [queued for queued in able if wanted(queued.card)]
    learning = [queued for queued in able if _in_learning(queued.state.memory)]
    due = _one_per_sibling_group((q for q in able if _due(q.state.memory, day + ahead)), met)
    new = _one_per_sibling_group((q for q in able if q.state.memory is None), met)
    taken = _most_urgent(due, day, max(limits.reviews, 0))
    return Plan(
        new=tuple(_within(new, limits.new)),
        due=tuple(taken),
        learning=tuple(sorted(learning, key=_due_time)),
        waiting=len(due) - len(taken),
        new_waiting=len(new) if limits.new <= 0 else 0,
    )


def is_due(state: CardState, now: datetime, day: int) -> bool:
    """Whether an answer at `now` is expected: the card is known, and its time has come."""
    memory = state.memory
    if memory is None or not _available(state, day):
        return False
    return memory.due_at <= now if memory.due_at is not None else memory.due_day <= day


def _available(state: CardState, day: int) -> bool:
    return not state.suspended and state.buried_day != day


def _in_learning(memory: Memory | None) -> bool:
    return memory is not None and memory.due_at is not None


def _due(memory: Memory | None, day: int) -> bool:
    return memory is not None and memory.due_at is None and memory.due_day <= day


def _answered_on(memory: Memory | None, day: int) -> bool:
    return memory is not None and memory.last_day == day


def _most_urgent(due: Sequence[Queued], day: int, limit: int) -> list[Queued]:
    everyone = len(due) > limit

    def urgency(queued: Queued) -> float:
        memory = queued.state.memory
        if memory is None or not (everyone or memory.due_day < day):
            return 0.0
        # Retrievability falls as this grows, and this is cheap.
        return -(day - memory.last_day) / memory.stability

    return sorted(due, key=urgency)[:limit]


def _within(new: Iterable[Queued], limit: int) -> Iterator[Queued]:
    """The first of the `new` cards, as long as those before weigh less than `limit`."""
    taken = 0
    for queued in new:
        if taken >= limit:
            return
        taken += queued.card.content.weight
        yield queued


def _due_time(queued: Queued) -> float:
    memory = queued.state.memory
    return memory.due_at.timestamp() if memory and memory.due_at else 0.0


def _one_per_sibling_group(cards: Iterable[Queued], met: set[CardKey]) -> list[Queued]:
    """The first card of each sibling group not met yet; `met` grows with them."""
    chosen = []
    for queued in cards:
        sibling_group = queued.card.sibling_group
        if sibling_group not in met:
            met.add(sibling_group)
            chosen.append(queued)
    return chosen


def _interleave(due: Sequence[Queued], new: Sequence[Queued]) -> tuple[Queued, ...]:
    total = len(due) + len(new)
    mixed: list[Queued] = []
    taken = 0
    for place in range(total):
        # As many new cards by each place as their share of the whole asks for.
        if taken < len(new) and (place + 1) * len(new) >= (taken + 1) * total:
            mixed.append(new[taken])
            taken += 1
        else:
            mixed.append(due[place - taken])
    return tuple(mixed)
