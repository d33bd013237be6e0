from fractions import Fraction

import pytest

from kpitrainer.domain.drill.diagnosis import carried_values
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.figures import Wanted
from kpitrainer.domain.drill.typed_answer import ParsedAnswer, read_answer
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.curriculum import built, judge


def asked(exact: str, **mistakes: str) -> Exercise:
    known = [{"wrong": name, "formula": f, "say": name} for name, f in mistakes.items()]
    answer = {"formula": exact, "unit": "€", "decimals": "1"}
    return instance(built("d", {"ask": "?", "answer": answer, "mistakes": known}), {})


def carried(exercise: Exercise, typed: str) -> tuple[Fraction, ...]:
    answer = read_answer(typed, Wanted("fr"))
    assert isinstance(answer, ParsedAnswer)
    return carried_values(exercise, answer.value, judge(exercise, typed, "fr"))


@pytest.mark.parametrize(
    ("exact", "typed", "plausible"),
    [
        pytest.param("60", "29,9", False, id="just-below-half"),
        pytest.param("60", "30,0", True, id="exactly-half"),
        pytest.param("60", "30,1", True, id="just-above-half"),
        pytest.param("60", "119,9", True, id="just-below-double"),
        pytest.param("60", "120,0", True, id="exactly-double"),
        pytest.param("60", "120,1", False, id="just-above-double"),
        pytest.param("60", "150,0", False, id="two-and-a-half-times"),
        pytest.param("60", "24,0", False, id="two-and-a-half-times-too-small"),
        pytest.param("-60", "−29,9", False, id="negative-just-below-half"),
        pytest.param("-60", "−30,0", True, id="negative-exactly-half"),
        pytest.param("-60", "−120,0", True, id="negative-exactly-double"),
        pytest.param("-60", "−120,1", False, id="negative-just-above-double"),
        pytest.param("60", "−50,0", False, id="of-the-other-sign"),
        pytest.param("-60", "50,0", False, id="of-the-other-sign-the-other-way"),
        pytest.param("0", "5,0", False, id="nothing-is-near-0"),
        pytest.param("60", "0", False, id="0-is-near-nothing"),
        pytest.param("9/10", "0,5", True, id="near-below-1"),
        pytest.param("9/10", "−0,5", False, id="of-the-other-sign-below-1"),
    ],
)
def test_a_wrong_value_between_half_and_double_is_carried(
    exact: str, typed: str, plausible: bool
) -> None:
    exercise = asked(exact)
    verdict = judge(exercise, typed, "fr")
    assert (verdict.outcome, verdict.message) == (Outcome.WRONG, None)
    value = Fraction(typed.replace(",", ".").replace("−", "-"))
    assert carried(exercise, typed) == ((value,) if plausible else ())


@pytest.mark.parametrize(
    ("exact", "typed", "taken"),
    [
        pytest.param("7/5", "1,0", False, id="1"),
        pytest.param("7/4", "1,1", True, id="just-above-1"),
        pytest.param("-7/5", "−1,0", False, id="minus-1"),
        pytest.param("-7/4", "−1,1", True, id="just-below-minus-1"),
        pytest.param("150", "100,0", False, id="100"),
        pytest.param("150", "99,0", True, id="just-below-100"),
        pytest.param("150", "101,0", True, id="just-above-100"),
        pytest.param("-150", "−100,0", False, id="minus-100"),
        pytest.param("-150", "−101,0", True, id="just-below-minus-100"),
    ],
)
def test_a_value_that_leaves_no_work_is_not_carried(exact: str, typed: str, taken: bool) -> None:
    assert bool(carried(asked(exact), typed)) is taken


@pytest.mark.parametrize(
    ("formula", "values"),
    [
        pytest.param("0", (), id="nothing"),
        pytest.param("1/30", (Fraction(1, 30),), id="what-rounds-to-nothing-goes-on-exactly"),
    ],
)
def test_of_a_mistake_that_is_typed_as_0_no_0_is_carried(
    formula: str, values: tuple[Fraction, ...]
) -> None:
    exercise = asked("60", none=formula)
    assert judge(exercise, "0,0", "fr").mistake == "none"
    assert carried(exercise, "0,0") == values


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        pytest.param("3,7", (Fraction(37, 10),), id="right-as-rounded"),
        pytest.param("100/27", (), id="right-to-the-last-digit"),
        pytest.param("−3,7", (Fraction(-37, 10),), id="a-general-mistake-of-the-other-sign"),
        pytest.param("37,0", (Fraction(37),), id="a-general-mistake-far-off"),
        pytest.param("66,7", (Fraction(200, 3), Fraction(667, 10)), id="exactly-then-as-typed"),
        pytest.param("200/3", (Fraction(200, 3),), id="once-where-both-are-the-same"),
    ],
)
def test_which_values_of_an_answer_are_carried(typed: str, values: tuple[Fraction, ...]) -> None:
    assert carried(asked("100 / 27", far="200 / 3"), typed) == values
