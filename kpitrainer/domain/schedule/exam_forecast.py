"""What an exam's plan comes to: the predicted mark, and the minutes a day it costs.

The days up to the exam are gone through with a learner who forgets as FSRS expects.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from random import Random
from statistics import fmean
from typing import NamedTuple

from kpitrainer.domain.schedule.day_plan import urgency
from kpitrainer.domain.schedule.exam_plan import ExamPlan
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import introduced, retrievability, review
from kpitrainer.domain.verdict import Rating

SAMPLE = 150
"""So many cards tell enough."""

_RUNS = 4
"""So many times at most."""

_RECALLED = ((Rating.HARD, 0.1), (Rating.GOOD, 0.8), (Rating.EASY, 0.1))
_FIRST = ((Rating.AGAIN, 0.15), (Rating.HARD, 0.1), (Rating.GOOD, 0.65), (Rating.EASY, 0.1))
"""How often each rating is given where a card is recalled, and at its first question."""


@dataclass(frozen=True, slots=True)
class ForecastCard:
    """A card without its text; of one `family` one is met a day."""

    state: CardState
    weight: int
    family: Hashable
    policy: Policy


class Forecast(NamedTuple):
    """`mark` is the mean probability of recall on the day, a card not met counting nothing.

    `minutes` are those of a day of study on an average, `unmet` the share of cards never asked.
    """

    mark: float
    minutes: float
    unmet: float


class Pace(NamedTuple):
    """`seconds` for a weight of 1, and at most so many `reviews` a day."""

    seconds: float
    reviews: int


def forecast_exam(
    cards: Sequence[ForecastCard], plan: ExamPlan, today: int, pace: Pace, random: Random
) -> Forecast:
    """Go through the days from `today` to the exam; fewer than SAMPLE cards several times."""
    if not cards:
        return Forecast(0.0, 0.0, 0.0)
    times = min(ceil(SAMPLE / len(cards) / 2), _RUNS)
    runs = [_Learner(cards, plan, random) for _ in range(times)]
    days = [day for day in range(today, plan.exam) if not plan.off.has(day)]
    answers = fmean(sum(run.study(day, pace.reviews) for day in days) for run in runs)
    return Forecast(
        mark=fmean(run.mark() for run in runs),
        minutes=answers * pace.seconds / 60 / max(len(days), 1),
        unmet=fmean(run.unmet() for run in runs),
    )


class _Learner:
    """Cards and what became of them; `study` goes through a day and gives its weight of answers."""

    def __init__(self, cards: Sequence[ForecastCard], plan: ExamPlan, random: Random) -> None:
        self.cards = cards
        self._plan = plan
        self._random = random
        self._states = [card.state for card in cards]
        self._policies = [
            card.policy._replace(desired_retention=plan.desired_retention) for card in cards
        ]

    def study(self, day: int, reviews: int) -> int:
        known = [(place, memory) for place, memory in self._known() if memory.due_day <= day]
        known.sort(key=lambda each: urgency(each[1], day))
        asked = [place for place, _ in known][:reviews]
        asked += self._plan.at_risk(self._states, day)
        met = {self.cards[place].family for place in asked}
        asked += self._new(day, met)
        return sum(self.cards[place].weight * self._ask(place, day) for place in asked)

    def mark(self) -> float:
        """The mean chance of recall on the exam's day, in [0, 1]."""
        chances = (
            0.0
            if memory.unasked
            else retrievability(memory, self._plan.exam, self._policies[place])
            for place, memory in self._known()
        )
        return sum(chances) / len(self.cards)

    def unmet(self) -> float:
        """The share of cards that were never asked."""
        return 1 - sum(not memory.unasked for _, memory in self._known()) / len(self.cards)

    def _known(self) -> Iterable[tuple[int, Memory]]:
        for place, state in enumerate(self._states):
            if state.memory is not None:
                yield place, state.memory

    def _new(self, day: int, met: set[Hashable]) -> list[int]:
        fresh = [place for place, state in enumerate(self._states) if state.memory is None]
        left = self._plan.new_today(sum(self.cards[place].weight for place in fresh), day)
        taken = []
        for place in fresh:
            if left > 0 and self.cards[place].family not in met:
                met.add(self.cards[place].family)
                left -= self.cards[place].weight
                taken.append(place)
        return taken

    def _ask(self, place: int, day: int) -> int:
        """Ask a card until it is done for the day; tells how often it was shown."""
        memory, shown = self._states[place].memory, 0
        now = datetime(1970, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
        if memory is None:
            memory, shown = introduced(now, day), 1
        while True:
            memory = review(
                memory, self._rating(place, memory, day), now, day, self._policies[place]
            )
            shown += 1
            if memory.due_at is None:
                self._states[place] = CardState(memory)
                return shown
            now = memory.due_at

    def _rating(self, place: int, memory: Memory, day: int) -> Rating:
        if memory.unasked:
            return self._drawn(_FIRST)
        if self._random.random() >= retrievability(memory, day, self._policies[place]):
            return Rating.AGAIN
        return self._drawn(_RECALLED)

    def _drawn(self, shares: Sequence[tuple[Rating, float]]) -> Rating:
        ratings, weights = zip(*shares, strict=True)
        rating: Rating = self._random.choices(ratings, weights)[0]
        return rating
