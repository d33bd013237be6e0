"""FSRS's parameters fitted to the learner's own log: the initial stabilities, or all of them.

All are py-fsrs's optimizer's affair, where it is installed with what it needs.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

import fsrs

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.initial_fit import (
    ParameterFit,
    Prediction,
    Recollection,
    first_recalls,
    fit_initial,
    judged,
    within_chance,
)
from kpitrainer.domain.schedule.memory import Memory
from kpitrainer.domain.schedule.replay import effective
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, Policy
from kpitrainer.domain.schedule.scheduler import DEFAULT_PARAMETERS, retrievability, review
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.trainer import Trainer

FULL_MINIMUM = 640
"""Answers on a later day than the one before: four fifths of them fill one batch of py-fsrs's."""

_NEEDED = ("torch", "pandas", "tqdm")
_INSTALL = 'pip install "kpitrainer[optimizer]"'
_HELD_OUT = 5
"""One card in so many is kept to judge by."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def optimize(trainer: Trainer) -> ParameterFit:
    """Fit the four initial stabilities to all cards ever answered; stores nothing."""
    recalls = (
        recall for rows in trainer.store.histories() for recall in first_recalls(effective(rows))
    )
    return fit_initial(recalls, trainer.settings.parameters)


def optimize_fully(trainer: Trainer) -> ParameterFit:
    """Fit all 21 parameters to four fifths of the cards, and judge them by the others.

    It takes minutes, and stores nothing.

    Raises:
        KpiTrainerError: `schedule.no-optimizer`, what it needs is not installed.
    """
    if not all(map(find_spec, _NEEDED)):
        raise KpiTrainerError("schedule.no-optimizer", command=_INSTALL)
    answered = [card for rows in trainer.store.histories() for card in _cards(effective(rows))]
    present = trainer.settings.parameters or DEFAULT_PARAMETERS
    count = sum(map(_later_days, answered))
    if count < FULL_MINIMUM:
        return ParameterFit(count, FULL_MINIMUM, present, present)
    known = [card for place, card in enumerate(answered) if place % _HELD_OUT]
    optimizer = fsrs.Optimizer(
        [
            fsrs.ReviewLog(number, fsrs.Rating(int(rating)), at, None)
            for number, card in enumerate(known)
            for at, rating in _timed(card)
        ]
    )
    fitted = tuple(optimizer.compute_optimal_parameters())
    rivals = [
        prediction
        for card in answered[::_HELD_OUT]
        for prediction in _predictions(card, Policy(parameters=present), Policy(parameters=fitted))
    ]
    return judged(rivals, FULL_MINIMUM, present, fitted)


def _cards(acts: Sequence[LogEntry]) -> Iterator[list[LogEntry]]:
    """The reviews of a card, apart for each time it was new; none that follow on lost rows."""
    reviews: list[LogEntry] = []
    is_whole = True
    for act in acts:
        if act.kind in {LogKind.RESTART, LogKind.FORGET}:
            if reviews:
                yield reviews
            reviews, is_whole = [], True
        elif act.kind is LogKind.RESTORED:
            is_whole = False
        elif act.kind is LogKind.REVIEW and is_whole:
            reviews.append(act)
    if reviews:
        yield reviews


def _later_days(card: Sequence[LogEntry]) -> int:
    return len({act.day for act in card}) - 1


def _timed(card: Sequence[LogEntry]) -> Iterator[tuple[datetime, int]]:
    """Times that are study days, as the scheduler has them, and keep the order of answers."""
    day = 0
    for place, act in enumerate(card):
        day = max(day, act.day)
        if act.rating is not None:
            yield _EPOCH + timedelta(days=day, microseconds=place), act.rating


def _predictions(card: Sequence[LogEntry], before: Policy, after: Policy) -> Iterator[Prediction]:
    """What two policies expected of each answer that came on a later day than the one before."""
    memories: list[Memory | None] = [None, None]
    last = Rating.AGAIN
    for act in card:
        if act.rating is None:
            continue
        first, second = memories
        if first is not None and second is not None and act.day > first.last_day:
            recalled = act.rating is not Rating.AGAIN
            days = act.day - first.last_day
            yield Prediction(
                Recollection((last,), days, recalled),
                within_chance(retrievability(first, act.day, before)),
                within_chance(retrievability(second, act.day, after)),
                1,
            )
        last = act.rating
        memories = [
            review(memory, act.rating, act.at, act.day, policy)
            for memory, policy in zip(memories, (before, after), strict=True)
        ]
