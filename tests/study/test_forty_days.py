"""The first weeks on the shipped decks, with the settings nobody touched.

A beginner asks for the answer of each new card, and recalls it later as FSRS expects; who knows
the subject recalls everything. `-s` prints each day's figures.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from statistics import median
from typing import NamedTuple

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.schedule.memory import Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, FixedClock, noon
from tests.shipped import LIBRARY


class Bounds(NamedTuple):
    """Minutes: of any day at most, of any in the first two weeks at least, of most days."""

    most: float
    least: float
    median: tuple[float, float]


BOUNDS = {
    "beginner": Bounds(most=20, least=5, median=(10, 15)),
    "knower": Bounds(most=15, least=3, median=(6, 12)),
}
DAYS = 40
ALL_MET_BY = 50
"""The day by which every card of a deck that is not optional was met."""
ESTIMATE_FACTOR = 1.75
"""What Home says of a day, in whole minutes, and what it takes are within this of each other."""
FIRST_DRILL_BY = 3
"""The day of the first calculation."""
DAYS_WITH_DRILL = 0.8
"""The share of the days from then on that have one."""
MOST_OF_ONE_SHAPE = 5
"""So many new formulas of one shape a day at most."""


READING = 25
"""Seconds that who knows how to calculate gives to a solution that is shown."""


def seconds(card: Card) -> int:
    """How long an answer takes, or the reading of it at the first meeting."""
    match card.content.mode:
        case Mode.DRILL:
            return 65
        case Mode.LIST:
            return 8 + 5 * len(card.content.solution("fr"))
        case _:
            return 10


@dataclass
class Day:
    """What one day came to; `estimate` is what Home said at its start, in minutes."""

    number: int
    new: tuple[Card, ...]
    estimate: int
    answers: int = 0
    drills: int = 0
    forgotten: int = 0
    seconds: int = 0
    weight: int = field(init=False)

    def __post_init__(self) -> None:
        self.weight = sum(card.content.weight for card in self.new)

    @property
    def minutes(self) -> float:
        return self.seconds / 60


class Learner:
    """Somebody at a trainer, day after day."""

    def __init__(self, name: str, store: SqlStore) -> None:
        # That an answer outlives a power cut is tested elsewhere, and costs most of the time.
        driver_connection(store.file.connection).execute("PRAGMA synchronous = OFF")
        self.knows = name == "knower"
        self.clock = FixedClock(noon())
        self.library = LIBRARY
        self.trainer = Trainer(self.library, store, self.clock, Settings(), Random(1))  # noqa: S311
        self.chance = Random(7)  # noqa: S311 - of recalling
        self.memories: dict[CardKey, Memory | None] = {}

    def study(self, number: int) -> Day:
        """All that day `number`, from 1, asks for."""
        self.clock.set(noon(DAY + number - 1))
        minutes = self.trainer.overview().minutes
        plan = self.trainer.plan(Selection())
        day = Day(number, tuple(queued.card for queued in plan.new), minutes)
        review = Review(self.trainer, plan, "fr")
        while review.attempt is not None:
            card = review.attempt.card
            rating = self._rating(card)
            if card.key not in self.memories and not self.knows:
                review.show()
            spent = READING if self.knows and review.is_worked else seconds(card)
            self.clock.wait(seconds=spent)
            review.rate(rating)
            day.answers += 1
            day.drills += card.content.mode is Mode.DRILL
            day.forgotten += rating is Rating.AGAIN and card.key in self.memories
            day.seconds += spent
            self.memories[card.key] = review.answers[-1].row.after.memory
        return day

    def _rating(self, card: Card) -> Rating:
        memory = self.memories.get(card.key)
        if self.knows:
            recalled = True
        elif memory is None:
            recalled = False
        elif memory.reps == 0:
            recalled = True  # its answer was seen a minute ago
        else:
            recalled = self.chance.random() < retrievability(memory, self.clock.today(), Policy())
        return Rating.GOOD if recalled else Rating.AGAIN


@pytest.mark.parametrize("name", list(BOUNDS))
def test_a_day_fits_and_teaches(name: str, store: SqlStore) -> None:
    learner = Learner(name, store)
    # How fast new cards come hangs on no answer: one learner is enough to see the last of them.
    last = ALL_MET_BY if learner.knows else DAYS
    days = [learner.study(number) for number in range(1, last + 1)]
    sys.stdout.write("\n".join([f"\n{name}", *_lines(days), ""]))
    wrong = [*_wrong_loads(days[:DAYS], BOUNDS[name]), *_wrong_order(days, learner.library)]
    assert not wrong, "\n".join(wrong)


def _wrong_loads(days: list[Day], bounds: Bounds) -> Iterator[str]:
    """What is wrong with the minutes of the days, and with what was told of them."""
    for day in days:
        told = f"day {day.number}: {day.minutes:.1f} min"
        if day.minutes > bounds.most:
            yield f"{told}, more than {bounds.most}"
        if day.number <= 14 and day.minutes < bounds.least:
            yield f"{told}, less than {bounds.least}"
        low, high = day.minutes / ESTIMATE_FACTOR, day.minutes * ESTIMATE_FACTOR + 1
        if not low <= day.estimate <= high:
            yield f"{told}, but {day.estimate} were told"
    low, high = bounds.median
    middle = median(day.minutes for day in days)
    if not low <= middle <= high:
        yield f"{middle:.1f} min on most days, not {low} to {high}"


def _wrong_order(days: list[Day], library: Library) -> Iterator[str]:
    """What comes too late, or too much at once."""
    if not any(day.drills for day in days[:FIRST_DRILL_BY]):
        first = next((day.number for day in days if day.drills), "never")
        yield f"first calculation on day {first}, not {FIRST_DRILL_BY}"
    later = [day.drills > 0 for day in days[FIRST_DRILL_BY - 1 : DAYS]]
    if sum(later) < DAYS_WITH_DRILL * len(later):
        yield f"a calculation on {sum(later)} of {len(later)} days"
    for day in days:
        shapes = Counter(filter(None, map(_shape, day.new)))
        yield from (
            f"day {day.number}: {count} new formulas of the shape {shape}"
            for shape, count in shapes.items()
            if count > MOST_OF_ONE_SHAPE
        )
    met = {card.key for day in days for card in day.new}
    every = [card.key for deck in library.decks if not deck.optional for card in deck.cards]
    unmet = [str(key) for key in every if key not in met]
    if unmet and len(days) >= ALL_MET_BY:
        yield f"{len(unmet)} of {len(every)} cards not met by day {len(days)}: {', '.join(unmet)}"


def _shape(card: Card) -> str | None:
    """The shape of the formula that a card asks for, whatever its words; None without one.

    « Taux = clients ÷ […] × 100 » and « Panier = CA ÷ […] » are both `x÷…`.
    """
    if card.content.mode not in (Mode.TYPED, Mode.REVEAL):
        return None
    asked = card.content.question("fr", filled=False)
    told = asked if "[…]" in asked else str(card.content.solution("fr")[0])
    formula = re.split("[=≈]", told.replace("× 100", ""))[-1]
    if not re.search("[÷×]", formula):
        return None
    terms = (term for term in re.split(r"([÷×+−()])", formula) if term.strip())
    return "".join(t if t in "÷×+−()" else "…" if "[…]" in t else "x" for t in terms)


def _lines(days: Iterable[Day]) -> Iterator[str]:
    yield "day  new weight answers drills forgotten minutes told"
    for day in days:
        yield (
            f"{day.number:3} {len(day.new):4} {day.weight:6} {day.answers:7} {day.drills:6}"
            f" {day.forgotten:9} {day.minutes:7.1f} {day.estimate:4}"
        )
