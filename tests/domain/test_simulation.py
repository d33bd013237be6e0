"""Days played through in advance, by a model that is the scheduler's own."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.schedule.memory import Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import DEFAULT_PARAMETERS, retrievability, review
from kpitrainer.domain.schedule.simulation import (
    Arithmetic,
    Course,
    SimulatedCard,
    simulate,
)
from kpitrainer.domain.verdict import Rating
from tests.factories import DAY, memory, noon

OTHERS = (
    0.5, 2.0, 5.0, 15.0, 7.0, 0.9, 2.5, 0.05, 1.5, 0.2, 0.9,
    1.2, 0.1, 0.3, 1.4, 0.5, 2.0, 0.6, 0.2, 0.1, 0.3,
)  # fmt: skip
"""Parameters of which each differs from the model's own."""


@given(
    st.sampled_from([(), OTHERS]),
    st.sampled_from([Rating.AGAIN, Rating.GOOD]),
    st.lists(st.tuples(st.booleans(), st.integers(1, 300)), max_size=8),
    st.sampled_from([0.7, 0.9, 0.97]),
)
def test_its_arithmetic_is_the_schedulers(
    parameters: tuple[float, ...],
    first: Rating,
    answers: list[tuple[bool, int]],
    retention: float,
) -> None:
    policy = Policy(retention, parameters=parameters)
    fsrs, day = Arithmetic(parameters), DAY
    oracle = review(None, first, noon(), DAY, policy)
    ours = fsrs.first(first)
    for _ in range(2):
        oracle = review(oracle, Rating.GOOD, noon(), DAY, policy)
        ours = fsrs.stepped(*ours)
    for recalled, wait in answers:
        day += wait
        chance = fsrs.chance(wait, ours[0])
        assert chance == pytest.approx(retrievability(oracle, day, policy))
        rating = Rating.GOOD if recalled else Rating.AGAIN
        ours = fsrs.recalled(*ours, chance) if recalled else fsrs.forgotten(*ours, chance)
        oracle = review(oracle, rating, noon(day), day, policy)
        if not recalled:
            oracle = review(oracle, Rating.GOOD, noon(day), day, policy)
            ours = fsrs.stepped(*ours)
        assert ours == pytest.approx((oracle.stability, oracle.difficulty))
    days = fsrs.interval(oracle.stability, retention, 36_500)
    assert abs(days - oracle.interval) <= 2 + 0.15 * days


def course(known: int = 60, new: int = 60, **changes: int) -> Course:
    random = Random(3)  # noqa: S311 - chance for a test

    def one() -> Memory:
        stability = random.uniform(2, 40)
        due = DAY + random.randrange(30)
        return memory(stability=stability, due_day=due, last_day=due - round(stability))

    cards = [SimulatedCard(1, 36_500, one()) for _ in range(known)]
    cards += [SimulatedCard(1, 36_500, None)] * new
    plenty = Course(cards, DAY, 90, 5, 200, 12.0)
    return replace(plenty, **changes)  # type: ignore[arg-type] # by their names


def test_more_retention_takes_more_minutes_and_keeps_more() -> None:
    less, usual, more = (simulate(course(), retention) for retention in (0.75, 0.9, 0.97))
    assert less.minutes < usual.minutes < more.minutes
    assert less.remembered < usual.remembered < more.remembered
    assert less.met == usual.met == more.met == 120


def test_the_retention_that_is_wanted_is_the_one_that_comes() -> None:
    for retention in (0.8, 0.9):
        played = simulate(course(known=400, new=0, days=365), retention)
        assert played.remembered / played.met == pytest.approx((1 + retention) / 2, abs=0.05)


def test_the_same_course_comes_out_the_same() -> None:
    assert simulate(course(), 0.9) == simulate(course(), 0.9)


def test_limits_hold() -> None:
    played = simulate(course(known=90, new=0, reviews_per_day=1, days=10), 0.9)
    assert played.reviews == 1
    assert simulate(course(new_per_day=2, days=10), 0.9).met == 60 + 20
    assert simulate(course(known=0, new=0), 0.9) == (0.9, 0, 0, 0, 0)


def test_a_drill_comes_back_within_its_longest_interval() -> None:
    far = memory(stability=5_000.0, due_day=DAY)
    cards = [SimulatedCard(4, longest, far) for longest in (36_500, 60)]
    free, capped = (
        simulate(Course([card], DAY, 365, 0, 99, 15.0), 0.9).reviews * 365 for card in cards
    )
    assert (free, capped) == (1, 7)


def test_the_models_own_parameters_are_those_without_any() -> None:
    own = replace(course(), parameters=DEFAULT_PARAMETERS)
    assert simulate(own, 0.9) == simulate(course(), 0.9)
