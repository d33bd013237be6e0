"""How exams stand: the predicted mark, what it costs a day, and the choices there are."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from random import Random
from typing import Any, NamedTuple

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.exam_forecast import (
    SAMPLE,
    Forecast,
    ForecastCard,
    Pace,
    forecast_exam,
)
from kpitrainer.domain.schedule.exam_plan import ExamPlan
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.study_day import day_of
from kpitrainer.study.goals import days_off, exams

CHOICES = (0.7, 0.8, 0.9, 0.95)
"""The desired retentions that a learner may choose among for an exam."""

_TOLD_DAYS = 14
"""So long after an exam it is told that it is over."""


@dataclass(frozen=True, slots=True)
class ExamStanding:
    """An exam to come, of which decks, and what is predicted."""

    plan: ExamPlan
    decks: tuple[str, ...]
    forecast: Forecast


class ExamChoice(NamedTuple):
    """A desired retention up to an exam, and what it would come to."""

    desired_retention: float
    forecast: Forecast


class Forecaster(NamedTuple):
    """Predicts on study day `today`, by how fast the learner is and how each card is scheduled."""

    today: int
    pace: Pace
    policy: Callable[[Card], Policy]

    def forecast(self, cards: Iterable[Queued], plan: ExamPlan) -> Forecast:
        """What the plan comes to for these cards but for those suspended; the same on one day."""
        counted = [queued for queued in cards if not queued.state.suspended]
        step = max(ceil(len(counted) / SAMPLE), 1)
        sample = [
            ForecastCard(state, card.weight, card.sibling_group, self.policy(card))
            for card, state in counted[::step]  # each stands for its neighbours
        ]
        share = len(counted) / max(len(sample), 1)
        pace = Pace(self.pace.seconds * share, ceil(self.pace.reviews / step))
        chance = Random(str(self.today))  # noqa: S311 - a forecast, no secret
        return forecast_exam(sample, plan, self.today, pace, chance)

    def choices(
        self, cards: Sequence[Queued], exam: date, settings: Settings
    ) -> Sequence[ExamChoice]:
        """What each desired retention would come to for an exam of these cards."""
        day, off = day_of(exam), days_off(settings)
        return [
            ExamChoice(retention, self.forecast(cards, ExamPlan(day, retention, off)))
            for retention in CHOICES
        ]

    def standings(self, everyone: Sequence[Queued], settings: Settings) -> Sequence[ExamStanding]:
        """The exams to come, the next one first."""
        plans = exams(settings, everyone, self.today)
        cards: defaultdict[ExamPlan, list[Queued]] = defaultdict(list)
        for queued in everyone:
            if queued.card.key.deck in plans:
                cards[plans[queued.card.key.deck]].append(queued)
        return [
            ExamStanding(plan, _decks(cards[plan]), self.forecast(cards[plan], plan))
            for plan in sorted(cards)
        ]


def recommended(choices: Sequence[ExamChoice], desired_retention: float) -> ExamChoice:
    """The choice with the fewest minutes whose mark lies midway to certainty from what is desired.

    Where none reaches that, the one with the best mark.
    """
    aim = (1 + desired_retention) / 2
    enough = [choice for choice in choices if choice.forecast.mark >= aim]
    if enough:
        return min(enough, key=lambda choice: choice.forecast.minutes)
    return max(choices, key=lambda choice: choice.forecast.mark)


def with_exam(
    settings: Settings, deck: str | None, exam: date | None, desired_retention: float | None
) -> Settings:
    """The settings with an exam of one deck, or of all; None for no exam."""
    if deck is None:
        return replace(settings, exam=exam, exam_retention=desired_retention)
    own: Mapping[str, Any] = {"exam": exam, "exam_retention": desired_retention}
    for name, value in own.items():
        full = f"decks.{deck}.{name}"
        settings = settings.cleared(full) if value is None else settings.changed(full, value)
    return settings


def still_to_come(
    settings: Settings, deck: str | None, today: int
) -> Sequence[tuple[str | None, date]]:
    """The exams that stay where that of `deck`, or of all decks, was taken away: of which deck.

    Beside a deck's own exam that of all decks counts, which has the deck None, and beside that of
    all decks each deck's own.
    """
    own = ((name, options.get("exam")) for name, options in settings.decks.items())
    dated = own if deck is None else [(None, settings.exam)]
    return [(name, day) for name, day in dated if day is not None and day_of(day) > today]


def over(settings: Settings, today: int) -> date | None:
    """The date of the latest exam, where that was a short time ago and none is to come."""
    own = (options.get("exam") for options in settings.decks.values())
    dates = [day for day in (settings.exam, *own) if day is not None]
    last = max(dates, default=None)
    return last if last is not None and 0 <= today - day_of(last) <= _TOLD_DAYS else None


def _decks(cards: Iterable[Queued]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(queued.card.key.deck for queued in cards))
