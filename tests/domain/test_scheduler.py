from datetime import UTC, datetime, timedelta
from statistics import mean

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import Memory, Phase
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import (
    DEFAULT_PARAMETERS,
    DRILL_MAXIMUM_INTERVAL,
    introduced,
    next_states,
    retrievability,
    review,
)
from kpitrainer.domain.verdict import Rating
from tests.factories import DAY, learning, memory, noon

POLICY = Policy(fuzz_seed="deck/card")
ratings = st.sampled_from(Rating)
gaps = st.integers(0, 400)
histories = st.lists(st.tuples(ratings, gaps), min_size=1, max_size=12)
stabilities = st.floats(0.01, 20_000)


def played(history: list[tuple[Rating, int]], policy: Policy = POLICY) -> Memory:
    """The memory after answers, each given some days after the one before."""
    day, state = DAY, None
    for rating, gap in history:
        day += gap
        state = review(state, rating, noon(day), day, policy)
    assert state is not None
    return state


@pytest.mark.parametrize(
    ("rating", "minutes"),
    [(Rating.AGAIN, 1), (Rating.HARD, 5.5), (Rating.GOOD, 10)],
)
def test_a_new_card_is_learned_in_steps(rating: Rating, minutes: float) -> None:
    state = review(None, rating, noon(), DAY, POLICY)
    assert state.phase is Phase.LEARNING
    assert state.due_at == noon(DAY, minutes)
    assert (state.due_day, state.interval) == (DAY, 0)
    assert (state.last_day, state.last_at, state.reps, state.lapses) == (DAY, noon(), 1, 0)


def test_an_easy_new_card_is_learned_at_once() -> None:
    state = review(None, Rating.EASY, noon(), DAY, POLICY)
    assert state.phase is Phase.REVIEW
    assert state.due_at is None
    assert 7 <= state.interval <= 10
    assert state.due_day == DAY + state.interval


def test_an_introduced_card_is_asked_in_a_minute() -> None:
    state = introduced(noon(), DAY)
    assert state.phase is Phase.LEARNING
    assert state.due_at == noon(DAY, 1)
    assert (state.due_day, state.interval) == (DAY, 0)
    assert (state.reps, state.lapses, state.unasked) == (0, 0, True)


@pytest.mark.parametrize("rating", Rating)
def test_the_first_answer_to_an_introduced_card_is_its_first(rating: Rating) -> None:
    state = introduced(noon(DAY, -1), DAY)
    assert review(state, rating, noon(), DAY, POLICY) == review(None, rating, noon(), DAY, POLICY)
    assert next_states(state, noon(), DAY, POLICY) == next_states(None, noon(), DAY, POLICY)


def test_two_good_answers_end_learning() -> None:
    first = review(None, Rating.GOOD, noon(), DAY, POLICY)
    second = review(first, Rating.GOOD, noon(DAY, 10), DAY, POLICY)
    assert (second.phase, second.due_at, second.step) == (Phase.REVIEW, None, None)
    assert second.due_day == DAY + 2
    assert second.reps == 2


def test_forgetting_a_known_card_is_a_lapse() -> None:
    lapsed = review(memory(), Rating.AGAIN, noon(), DAY, POLICY)
    assert (lapsed.phase, lapsed.lapses) == (Phase.RELEARNING, 1)
    assert lapsed.due_at == noon(DAY, 10)
    again = review(lapsed, Rating.AGAIN, noon(DAY, 10), DAY, POLICY)
    assert again.lapses == 1
    back = review(again, Rating.GOOD, noon(DAY, 20), DAY, POLICY)
    assert (back.phase, back.lapses) == (Phase.REVIEW, 1)
    assert back.interval < memory().interval


def test_failing_a_learning_step_is_no_lapse() -> None:
    assert review(learning(), Rating.AGAIN, noon(DAY, 10), DAY, POLICY).lapses == 0


@given(histories, st.sampled_from([0.8, 0.9, 0.95]))
def test_study_days_agree_with_py_fsrs_where_they_are_24_hours(
    history: list[tuple[Rating, int]], desired_retention: float
) -> None:
    oracle = fsrs.Scheduler(desired_retention=desired_retention, enable_fuzzing=False)
    policy = Policy(desired_retention=desired_retention, fuzz_seed="x")
    card, state, at = fsrs.Card(card_id=1), None, noon()
    for rating, gap in history:
        at += timedelta(days=gap)
        day = (at - datetime(1970, 1, 1, tzinfo=UTC)).days
        before = state
        card, _ = oracle.review_card(card, fsrs.Rating(rating.value), at)
        state = review(state, rating, at, day, policy)
        assert (state.stability, state.difficulty) == (card.stability, card.difficulty)
        assert (state.phase.value, state.step) == (card.state.name.lower(), card.step)
        if state.due_at:
            assert state.due_at == card.due
        else:
            unspread = (card.due - at).days
            assert abs(state.interval - unspread) <= 2 + 0.15 * unspread
            assert state.due_day == day + state.interval
        chance = oracle.get_card_retrievability(card, at + timedelta(days=30))
        assert retrievability(state, day + 30, POLICY) == pytest.approx(chance)
        assert (before.reps if before else 0) + 1 == state.reps


def test_a_late_evening_and_the_next_morning_are_a_day_apart() -> None:
    evening = memory(last_at=noon(DAY, 700), last_day=DAY, due_day=DAY + 1, interval=1)
    morning = review(evening, Rating.GOOD, noon(DAY + 1, -300), DAY + 1, POLICY)
    whole_day = review(evening, Rating.GOOD, noon(DAY + 1, 700), DAY + 1, POLICY)
    same_day = review(evening, Rating.GOOD, noon(DAY, 710), DAY, POLICY)
    assert morning.stability == whole_day.stability > same_day.stability


def test_a_clock_set_back_counts_as_the_last_day() -> None:
    ahead = memory(last_day=DAY + 3, last_at=noon(DAY + 3))
    back = review(ahead, Rating.GOOD, noon(), DAY, POLICY)
    steady = review(ahead, Rating.GOOD, noon(), DAY + 3, POLICY)
    assert back == steady
    assert back.last_day == DAY + 3
    assert retrievability(ahead, DAY, POLICY) == 1


@given(histories, st.lists(st.integers(-50, 40_000), min_size=2, max_size=9))
def test_retrievability_is_a_chance_that_never_rises(
    history: list[tuple[Rating, int]], waits: list[int]
) -> None:
    state = played(history)
    chances = [retrievability(state, state.last_day + wait, POLICY) for wait in sorted(waits)]
    assert all(0 < chance <= 1 for chance in chances)
    assert chances == sorted(chances, reverse=True)


def test_retrievability_falls_to_the_wanted_chance_at_its_stability() -> None:
    assert retrievability(memory(stability=10.0), DAY, POLICY) == pytest.approx(0.9)
    assert retrievability(memory(stability=10.0), DAY - 10, POLICY) == 1


@given(histories, st.integers(0, 400), st.text(max_size=5))
def test_better_ratings_never_give_shorter_intervals(
    history: list[tuple[Rating, int]], gap: int, fuzz_seed: str
) -> None:
    policy = Policy(fuzz_seed=fuzz_seed)
    state = played(history, policy)
    day = state.last_day + gap
    offered = next_states(state, noon(day), day, policy)
    assert list(offered) == list(Rating)
    assert offered == {rating: review(state, rating, noon(day), day, policy) for rating in Rating}
    waits = [
        (each.due_at - noon(day) if each.due_at else timedelta(days=each.interval))
        for each in offered.values()
    ]
    assert waits == sorted(waits)
    intervals = [each.interval for each in offered.values() if not each.due_at]
    assert len(set(intervals)) == len(intervals)  # two keys, two dates


def test_at_short_intervals_a_better_rating_waits_a_day_longer() -> None:
    state = memory(stability=0.3, difficulty=9.9, interval=1)
    offered = next_states(state, noon(DAY + 1), DAY + 1, POLICY)
    assert [each.interval for each in offered.values()] == [0, 1, 2, 3]


def test_easy_leaves_the_steps_for_longer_than_good_would() -> None:
    often = Policy(desired_retention=0.97)
    offered = next_states(learning(stability=0.2), noon(), DAY, often)
    assert offered[Rating.GOOD].interval in {0, 1}
    assert offered[Rating.EASY].interval == 2


def test_no_fuzz_makes_an_interval_shorter_than_the_one_before() -> None:
    before = memory(stability=30.0, interval=30, last_day=DAY, last_at=noon())
    again_today = [
        review(before, Rating.HARD, noon(), DAY, Policy(fuzz_seed=str(seed))).interval
        for seed in range(60)
    ]
    assert min(again_today) == 30 < max(again_today)
    shrunk = memory(stability=30.0, interval=90, last_day=DAY, last_at=noon())
    assert review(shrunk, Rating.HARD, noon(), DAY, POLICY).interval < 40


def test_none_waits_longer_than_the_longest_interval() -> None:
    policy = Policy(maximum_interval=DRILL_MAXIMUM_INTERVAL, fuzz_seed="a")
    _, hard, good, easy = next_states(memory(stability=9000.0), noon(), DAY, policy).values()
    assert hard.interval <= good.interval <= easy.interval <= DRILL_MAXIMUM_INTERVAL


@given(stabilities, ratings, st.integers(0, 3000), st.text(max_size=4))
def test_a_drill_comes_back_within_its_cap(
    stability: float, rating: Rating, gap: int, fuzz_seed: str
) -> None:
    policy = Policy(maximum_interval=DRILL_MAXIMUM_INTERVAL, fuzz_seed=fuzz_seed)
    state = memory(stability=stability, last_day=DAY - gap, last_at=noon(DAY - gap))
    after = review(state, rating, noon(), DAY, policy)
    assert after.interval <= 180
    assert after.due_day <= DAY + 180


def test_drills_at_their_cap_are_spread_too() -> None:
    strong = memory(stability=5000.0)
    intervals = {
        review(
            strong,
            Rating.GOOD,
            noon(),
            DAY,
            Policy(maximum_interval=DRILL_MAXIMUM_INTERVAL, fuzz_seed=str(n)),
        ).interval
        for n in range(60)
    }
    assert max(intervals) == 180
    assert len(intervals) > 5


@given(stabilities, st.text(max_size=6), st.integers(1, 50))
def test_the_spread_is_small_and_always_the_same(stability: float, name: str, reps: int) -> None:
    state = memory(stability=stability, reps=reps)
    day, policy = DAY, Policy(fuzz_seed=name)
    first = review(state, Rating.GOOD, noon(), day, policy)
    later = review(state, Rating.GOOD, noon(day, 300), day, policy)
    assert first.due_day == later.due_day
    exact = fsrs.Scheduler(enable_fuzzing=False)._next_interval(stability=first.stability)
    assert first.interval >= 1
    if exact < 3:
        assert first.interval in {exact, exact + 1}  # a day longer than Hard
    else:
        assert abs(first.interval - exact) <= 2 + 0.15 * min(exact, 7) + 0.1 * min(exact, 20) + (
            0.05 * exact
        )


def test_cards_learned_together_part() -> None:
    def intervals(state: Memory) -> list[int]:
        return [
            review(state, Rating.GOOD, noon(), DAY, Policy(fuzz_seed=f"deck/{n}")).interval
            for n in range(300)
        ]

    found = intervals(memory(stability=30.0))
    unspread = played([(Rating.EASY, 0)], Policy(fuzz_seed="a"))
    assert len(set(found)) > 4
    middle = fsrs.Scheduler(enable_fuzzing=False)._next_interval(
        stability=review(memory(stability=30.0), Rating.GOOD, noon(), DAY, POLICY).stability
    )
    assert mean(found) == pytest.approx(middle, rel=0.02)
    assert unspread.interval >= 6


def test_the_spread_changes_from_review_to_review() -> None:
    states = [memory(stability=100.0, reps=reps) for reps in range(20)]
    found = {review(state, Rating.GOOD, noon(), DAY, POLICY).interval for state in states}
    assert len(found) > 5


def test_a_higher_wanted_retention_asks_sooner() -> None:
    often, seldom = (
        review(
            memory(), Rating.GOOD, noon(), DAY, Policy(desired_retention=wanted, fuzz_seed="x")
        ).interval
        for wanted in (0.97, 0.8)
    )
    assert often < seldom


def test_review_leaves_the_memory_it_is_given() -> None:
    state = memory()
    review(state, Rating.GOOD, noon(), DAY, POLICY)
    assert state == memory()._replace()


def test_what_is_forgotten_by_when_is_the_policys_to_say() -> None:
    slow = Policy(parameters=(*DEFAULT_PARAMETERS[:20], 0.5))
    usual, other = (retrievability(memory(), DAY + 200, policy) for policy in (POLICY, slow))
    assert usual > other
    assert retrievability(memory(), DAY, slow) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("policy", "code"),
    [
        (Policy(model="fsrs-7"), "schedule.unknown-model"),
        (Policy(parameters=(1.0, 2.0)), "schedule.wrong-parameters"),
        (Policy(parameters=(-1.0, *DEFAULT_PARAMETERS[1:])), "schedule.wrong-parameters"),
        (Policy(parameters=(float("nan"), *DEFAULT_PARAMETERS[1:])), "schedule.wrong-parameters"),
    ],
)
def test_what_another_version_computed_is_not_computed_wrongly(policy: Policy, code: str) -> None:
    with pytest.raises(KpiTrainerError) as told:
        review(None, Rating.GOOD, noon(), DAY, policy)
    assert told.value.code == code
