"""What to study today, and in which order."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.exam_plan import ExamPlan
from kpitrainer.domain.schedule.memory import CardState, Memory


class Queued(NamedTuple):
    """A card with its state when the queue was made."""

    card: Card
    state: CardState


class Limits(NamedTuple):
    """What today still allows: new cards by their weight, reviews by their number.

    Decks in `deck_new` and `deck_reviews` have limits of their own: within these, or where they are
    `apart` in their place, as for decks that are studied by name. The new cards of decks with an
    exam count in that exam's share alone; what is asked `early` for one counts as due already.
    """

    new: int
    reviews: int
    deck_new: Mapping[str, int] = {}
    deck_reviews: Mapping[str, int] = {}
    apart: bool = False
    exams: Mapping[str, ExamPlan] = {}
    exam_new: Mapping[ExamPlan, int] = {}
    early: Collection[CardKey] = ()


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


def plan(  # noqa: PLR0913 - what a day depends on
    candidates: Iterable[Queued],
    day: int,
    limits: Limits,
    *,
    since: datetime | None = None,
    ahead: int = 0,
    wanted: Callable[[Card], bool] | None = None,
) -> Plan:
    """Choose the cards of study day `day` from candidates given in study order.

    Suspended cards and those buried today stay out, and of siblings only one is met a day,
    a due one before a new one. The day began at `since`: a card answered from then on was met, also
    where it began at another hour then. Only cards that are `wanted` are chosen; a sibling that is
    not may have been met all the same. Cards left over from earlier days come first, the
    most at risk of being forgotten before the others; so do all when more are due than the limit
    allows. Else study order holds. New cards are taken while those before weigh less than the
    limit: the last one may go over it, so that a heavy one is not kept back for ever. What comes
    due up to `ahead` days later counts as due already.
    """
    met: set[CardKey] = set()
    learning, due, new = list[Queued](), list[Queued](), list[Queued]()
    for queued in candidates:
        card, state = queued
        memory, able = state.memory, _available(state, day)
        if memory is None:
            into = new
        elif memory.due_at is not None:
            into = learning
            if able or _met(memory, day, since):
                met.add(card.sibling_group)
        else:
            into = due
            # A card met today has had its sibling group's turn, even if it was suspended since;
            # what is to come once more today, as the learner set it, has its turn still.
            if memory.due_day > day and _met(memory, day, since):
                met.add(card.sibling_group)
            able = able and (memory.due_day <= day + ahead or card.key in limits.early)
        if able and (wanted is None or wanted(card)):
            into.append(queued)
    due = _one_per_sibling_group(due, met)
    new = _one_per_sibling_group(new, met)
    taken = _most_urgent(due, day, limits)
    taken_new = tuple(_new_within(new, limits))
    return Plan(
        new=taken_new,
        due=tuple(taken),
        learning=tuple(sorted(learning, key=_due_time)),
        waiting=len(due) - len(taken),
        new_waiting=0 if taken_new else len(new),
    )


def is_due(state: CardState, now: datetime, day: int) -> bool:
    """Whether an answer at `now` is expected: the card is known, and its time has come."""
    memory = state.memory
    if memory is None or not _available(state, day):
        return False
    return memory.due_at <= now if memory.due_at is not None else memory.due_day <= day


def urgency(memory: Memory, day: int) -> float:
    """Smaller the more a card is at risk of being forgotten on study day `day`; 0 at no risk.

    It follows retrievability, and is cheaper.
    """
    return -(day - memory.last_day) / memory.stability


def _available(state: CardState, day: int) -> bool:
    return not state.suspended and not _is_of(state.buried_day, day)


def _is_of(marked: int | None, day: int) -> bool:
    """Whether something is of `day`; or of the next, where days begin at a later hour since."""
    return marked is not None and day <= marked <= day + 1


def _met(memory: Memory, day: int, since: datetime | None) -> bool:
    return _is_of(memory.last_day, day) or (since is not None and memory.last_at >= since)


def _most_urgent(due: Sequence[Queued], day: int, limits: Limits) -> list[Queued]:
    def taken(cards: Sequence[Queued]) -> list[Queued]:
        whole, of_decks = limits.reviews, limits.deck_reviews
        if not of_decks:
            return list(cards[: max(whole, 0)])
        return list(_within(cards, whole, of_decks, lambda _: 1, apart=limits.apart))

    everyone = len(taken(due)) < len(due)

    def place(queued: Queued) -> float:
        memory = queued.state.memory
        if memory is None or not (everyone or memory.due_day < day):
            return 0.0
        return urgency(memory, day)

    return taken(sorted(due, key=place))


def _within(
    cards: Iterable[Queued],
    whole: int,
    of_decks: Mapping[str, int],
    cost: Callable[[Queued], int],
    *,
    apart: bool,
) -> Iterator[Queued]:
    """The first of the cards, as long as those before cost less than the limits they count in."""
    left = {_WHOLE: whole, **of_decks}
    for queued in cards:
        deck = queued.card.key.deck
        counted = [deck] if deck in of_decks else []
        if not (counted and apart):
            counted.append(_WHOLE)
        if all(left[limit] > 0 for limit in counted):
            for limit in counted:
                left[limit] -= cost(queued)
            yield queued


def _new_within(new: Iterable[Queued], limits: Limits) -> Iterator[Queued]:
    """The new cards that their limits let through, in their order."""
    new = list(new)
    others = [queued for queued in new if queued.card.key.deck not in limits.exams]
    whole, of_decks = limits.new, limits.deck_new
    taken = {q.card.key for q in _within(others, whole, of_decks, _weight, apart=limits.apart)}
    left = dict(limits.exam_new)
    for queued in new:
        plan = limits.exams.get(queued.card.key.deck)
        if plan is None:
            if queued.card.key in taken:
                yield queued
        elif left.get(plan, 0) > 0:
            left[plan] -= _weight(queued)
            yield queued


_WHOLE = ""
"""The limit of all decks; the others are called as their deck."""


def _weight(queued: Queued) -> int:
    return queued.card.weight


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
