import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.schedule.counts import (
    Maturity,
    forecast,
    maturity,
    streak,
)
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from tests.factories import DAY, learning, memory


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (None, Maturity.NEW),
        (UNTOUCHED, Maturity.NEW),
        (CardState(learning()), Maturity.LEARNING),
        (CardState(memory(interval=20)), Maturity.YOUNG),
        (CardState(memory(interval=21)), Maturity.MATURE),
        (CardState(memory(interval=21), suspended=True), Maturity.SUSPENDED),
        (CardState(suspended=True), Maturity.SUSPENDED),
        (CardState(memory(interval=3), buried_day=DAY), Maturity.YOUNG),
    ],
)
def test_maturity(state: CardState | None, expected: Maturity) -> None:
    assert maturity(state) is expected


def test_the_forecast_starts_tomorrow() -> None:
    due = [DAY - 3, DAY, DAY + 1, DAY + 3, DAY + 3, DAY + 7, DAY + 8]
    states = [None, CardState(), CardState(memory(due_day=DAY + 1), suspended=True)]
    states += [CardState(memory(due_day=day)) for day in due]
    assert forecast(states, DAY, 7) == (1, 0, 2, 0, 0, 0, 1)


@pytest.mark.parametrize(
    ("days", "length"),
    [
        ([], 0),
        ([10], 1),
        ([9], 1),
        ([8], 0),
        ([10, 9, 8], 3),
        ([9, 8, 7], 3),
        ([10, 8, 7], 1),
        ([10, 9, 7], 2),
        ([12, 11, 10, 9], 2),
        ([11], 0),
        ([12, 9, 8], 2),
    ],
)
def test_streak(days: list[int], length: int) -> None:
    assert streak(days, today=10) == length


@given(st.sets(st.integers(0, 30)), st.integers(0, 30))
def test_a_streak_is_the_days_in_a_row_up_to_now(studied: set[int], today: int) -> None:
    length = streak(sorted(studied, reverse=True), today)
    last = today if today in studied else today - 1
    assert set(range(last - length + 1, last + 1)) <= studied
    assert last - length not in studied
