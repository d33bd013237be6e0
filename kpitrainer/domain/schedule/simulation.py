"""Days of study played through in advance: what a desired retention costs and gives.

FSRS-6 in plain numbers, as objects would take minutes; a test holds it equal to the scheduler. A
simulated learner answers GOOD or AGAIN, as the model expects, and half of the new cards are known
at once, as `estimate` has it. Draws are each card's own and the same at every retention, so that
what differs is the retention alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from random import Random
from typing import NamedTuple

from kpitrainer.domain.schedule.fuzz import fuzz_range
from kpitrainer.domain.schedule.memory import Memory
from kpitrainer.domain.schedule.scheduler import DEFAULT_PARAMETERS
from kpitrainer.domain.verdict import Rating

_DRAWS = 1 << 16
_STRIDE = 41
"""Answers to a card before another's draws are met; odd, so that cards seldom share any."""

_FUZZ_DRAWS = 32_749
"""Places from a card's draws of answers to those of its fuzz."""

_KNOWN_AT_ONCE = 0.5


class SimulatedCard(NamedTuple):
    """A card with its weight, its longest interval in days, and its memory, None of a new one."""

    weight: int
    longest: int
    memory: Memory | None


@dataclass(frozen=True, slots=True)
class Course:
    """What is simulated: cards in study order from study day `today` on, for some `days`.

    `new_per_day` counts in weight, `reviews_per_day` cards; `pace` is seconds for a weight of 1.
    `parameters` are FSRS's, empty for its own.
    """

    cards: Sequence[SimulatedCard]
    today: int
    days: int
    new_per_day: int
    reviews_per_day: int
    pace: float
    parameters: tuple[float, ...] = ()


class Workload(NamedTuple):
    """What a desired `retention` takes a day, on average, and what is known in the end.

    Of the cards `met` by then so many are `remembered` on the last day.
    """

    retention: float
    minutes: float
    reviews: float
    remembered: float
    met: int


class Arithmetic:
    """FSRS-6 of some parameters, without phases: stability in days, difficulty in [1, 10]."""

    def __init__(self, parameters: tuple[float, ...]) -> None:
        """`parameters` are FSRS's 21, or empty for its own."""
        self._w = w = parameters or DEFAULT_PARAMETERS
        self._decay = -w[20]
        self.factor = 0.9 ** (1 / self._decay) - 1
        self._recalled = exp(w[8])
        self._same_day = exp(w[17] * w[18])
        self._easiest = w[4] - exp(w[5] * 3) + 1

    def first(self, rating: Rating) -> tuple[float, float]:
        """Stability and difficulty after a first rating."""
        difficulty = self._w[4] - exp(self._w[5] * (rating - 1)) + 1
        return max(self._w[rating - 1], 0.001), min(max(difficulty, 1.0), 10.0)

    def chance(self, days: int, stability: float) -> float:
        """The probability of recall after some days."""
        chance: float = (1 + self.factor * days / stability) ** self._decay
        return chance

    def interval(self, stability: float, retention: float, longest: int) -> int:
        """The days after which recall is as probable as wanted; one at least."""
        days: float = stability / self.factor * (retention ** (1 / self._decay) - 1)
        return min(max(round(days), 1), longest)

    def recalled(self, stability: float, difficulty: float, chance: float) -> tuple[float, float]:
        """After GOOD on a later day, when recall had this chance."""
        w = self._w
        grown = self._recalled * (11 - difficulty) * stability ** -w[9]
        grown *= exp((1 - chance) * w[10]) - 1
        return max(stability * (1 + grown), 0.001), self._difficulty(difficulty, 0)

    def forgotten(self, stability: float, difficulty: float, chance: float) -> tuple[float, float]:
        """After AGAIN on a later day, when recall had this chance."""
        w = self._w
        left = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
        left *= exp((1 - chance) * w[14])
        left = max(min(left, stability / self._same_day), 0.001)
        return left, self._difficulty(difficulty, -2)

    def stepped(self, stability: float, difficulty: float) -> tuple[float, float]:
        """After GOOD on the same day."""
        grown = max(self._same_day * stability ** -self._w[19], 1.0)
        return stability * grown, self._difficulty(difficulty, 0)

    def _difficulty(self, difficulty: float, above_good: int) -> float:
        w = self._w
        moved = difficulty - (10.0 - difficulty) * w[6] * above_good / 9.0
        return min(max(w[7] * self._easiest + (1 - w[7]) * moved, 1.0), 10.0)


def simulate(course: Course, retention: float) -> Workload:
    """Play a course through at one desired retention; always with the same outcome."""
    return _Run(course, retention).run()


def _draws() -> list[float]:
    random = Random(0)  # noqa: S311 - chance in a simulation
    return [random.random() for _ in range(_DRAWS)]


_CHANCES = _draws()


class _Run:
    """One course under way. Days count from its first; memories are lists by the card's place."""

    def __init__(self, course: Course, retention: float) -> None:
        self._course, self._retention = course, retention
        self._fsrs = Arithmetic(course.parameters)
        count = len(course.cards)
        self._stability, self._difficulty = [0.0] * count, [0.0] * count
        self._last, self._reps = [0] * count, [0] * count
        self._due: list[list[int]] = [[] for _ in range(course.days)]
        self._new: list[int] = []
        self._met: list[int] = []
        for card, (_, _, memory) in enumerate(course.cards):
            if memory is None or memory.unasked:
                self._new.append(card)
                continue
            self._met.append(card)
            self._stability[card], self._difficulty[card] = memory.stability, memory.difficulty
            self._last[card] = memory.last_day - course.today
            day = max(memory.due_day - course.today, 0)
            if day < course.days:
                self._due[day].append(card)
        self._spent = self._reviews = 0

    def run(self) -> Workload:
        """All days, one after another."""
        days = self._course.days
        fresh = iter(self._new)
        for day in range(days):
            for card in self._due_on(day):
                self._review(card, day)
            left = self._course.new_per_day
            while left > 0 and (new := next(fresh, None)) is not None:
                left -= self._course.cards[new].weight
                self._meet(new, day)
        chances = (
            self._fsrs.chance(max(days - 1 - self._last[card], 0), self._stability[card])
            for card in self._met
        )
        minutes = self._spent * self._course.pace / 60 / days
        return Workload(
            self._retention, minutes, self._reviews / days, sum(chances), len(self._met)
        )

    def _due_on(self, day: int) -> list[int]:
        """The cards to review; those above the limit wait until the next day."""
        due, limit = self._due[day], self._course.reviews_per_day
        if len(due) > limit:
            due.sort(key=lambda card: (self._last[card] - day) / self._stability[card])
            if day + 1 < self._course.days:
                self._due[day + 1] += due[limit:]
        return due[:limit]

    def _review(self, card: int, day: int) -> None:
        fsrs, stability, difficulty = self._fsrs, self._stability[card], self._difficulty[card]
        weight = self._course.cards[card].weight
        chance = fsrs.chance(day - self._last[card], stability)
        self._reviews += 1
        self._spent += weight
        if self._draw(card) < chance:
            memory = fsrs.recalled(stability, difficulty, chance)
        else:
            memory = fsrs.stepped(*fsrs.forgotten(stability, difficulty, chance))
            self._spent += weight
        self._come_back(card, day, memory)

    def _meet(self, card: int, day: int) -> None:
        """A new card is answered twice on its first day, and once more where it was not known."""
        is_known = self._draw(card) < _KNOWN_AT_ONCE
        memory = self._fsrs.first(Rating.GOOD if is_known else Rating.AGAIN)
        for _ in range(1 if is_known else 2):
            memory = self._fsrs.stepped(*memory)
        self._met.append(card)
        self._spent += (2 if is_known else 3) * self._course.cards[card].weight
        self._come_back(card, day, memory)

    def _come_back(self, card: int, day: int, memory: tuple[float, float]) -> None:
        self._stability[card], self._difficulty[card] = memory
        self._last[card] = day
        longest = self._course.cards[card].longest
        interval = self._fsrs.interval(memory[0], self._retention, longest)
        low, high = fuzz_range(interval, longest)
        due = day + low + int(self._draw(card, _FUZZ_DRAWS) * (high - low + 1))
        self._reps[card] += 1
        if due < self._course.days:
            self._due[due].append(card)

    def _draw(self, card: int, of: int = 0) -> float:
        return _CHANCES[(card * _STRIDE + self._reps[card] + of) % _DRAWS]
