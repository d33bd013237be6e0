import pytest

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.study.estimate import minutes, pace
from tests.factories import card, cards, drill, learning, memory, recall_list

LIST = card("list", recall_list())
DRILL = drill()
BY_KEY = {each.key: each for each in (*cards(3), LIST, DRILL)}
FACT = cards(1)[0].key
PER_UNIT = 60.0


def day(*, new: tuple[Card, ...] = (), due: int = 0, learn: int = 0) -> Plan:
    return Plan(
        new=tuple(Queued(each, UNTOUCHED) for each in new),
        due=tuple(Queued(each, CardState(memory())) for each in cards(due)),
        learning=tuple(Queued(each, CardState(learning())) for each in cards(learn)),
        waiting=9,
    )


@pytest.mark.parametrize(
    ("plan", "told"),
    [
        (day(), 0),
        (day(new=cards(2)), 5),
        (day(new=(LIST,)), 5),
        (day(new=(DRILL,)), 10),
        (day(due=10), 11),
        (day(due=11), 13),
        (day(learn=2), 3),
        (day(new=cards(2), due=10, learn=2), 19),
    ],
)
def test_minutes_count_what_is_recalled_and_what_comes_again(plan: Plan, told: int) -> None:
    assert minutes(plan, PER_UNIT, 0.9) == told


def test_who_is_ready_to_forget_more_repeats_more() -> None:
    assert [minutes(day(due=10), PER_UNIT, wanted) for wanted in (0.99, 0.7)] == [11, 13]


@pytest.mark.parametrize(
    ("answers", "seconds"),
    [
        pytest.param([], 12, id="nothing-known"),
        pytest.param([(FACT, 32_000)], 13, id="one-answer-tells-little"),
        pytest.param([(FACT, 22_000)] * 19, 21.5, id="just-not-known"),
        pytest.param([(FACT, 22_000)] * 20, 22, id="just-known"),
        pytest.param([(LIST.key, 22_000)] * 10, 11, id="a-list-weighs-two"),
        pytest.param([(DRILL.key, 60_000)] * 20, 15, id="a-drill-four"),
        pytest.param([(CardKey("gone", "x"), 30_000)] * 30, 30, id="a-card-that-is-gone-one"),
        pytest.param([(FACT, 10_000)] * 30 + [(LIST.key, 30_000)] * 5, 11.25, id="both"),
    ],
)
def test_the_pace_is_that_of_the_latest_answers(
    answers: list[tuple[CardKey, int]], seconds: float
) -> None:
    assert pace(answers, BY_KEY) == pytest.approx(seconds)
