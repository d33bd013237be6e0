"""An example on each side of every limit in judging a number."""

from collections.abc import Mapping
from typing import Any

import pytest

from kpitrainer.domain.drill.diagnosis import judge_choice
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.figures import Wanted
from kpitrainer.domain.drill.results import Refusal
from kpitrainer.domain.drill.trial_draws import trial_draws
from kpitrainer.domain.drill.typed_answer import LARGEST, ParsedAnswer, read_answer
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.curriculum import built, judge

RIGHT, WRONG, UNCLEAR = Outcome.RIGHT, Outcome.WRONG, Outcome.UNCLEAR
Told = tuple[Outcome, str | None]


def asked(value: str, unit: str = "€", decimals: int = 1, **answer: str | bool) -> Exercise:
    fields: dict[str, str | bool] = {
        "formula": value,
        "unit": unit,
        "decimals": str(decimals),
        **answer,
    }
    return instance(built("d", {"ask": "?", "answer": fields}), {})


def with_mistakes(*formulas: str) -> Exercise:
    """A exercise to one decimal whose mistakes are named a, b, …, all with the same text."""
    mistakes = [
        {"wrong": name, "formula": formula, "say": "Non"}
        for name, formula in zip("ab", formulas, strict=False)
    ]
    answer = {"formula": "41", "decimals": "1"}
    return instance(built("d", {"ask": "?", "answer": answer, "mistakes": mistakes}), {})


def told(exercise: Exercise, typed: str) -> Told:
    verdict = judge(exercise, typed, "fr")
    return verdict.outcome, verdict.message.code.removeprefix("drill.") if verdict.message else None


@pytest.mark.parametrize(
    ("exact", "typed", "outcome"),
    [
        pytest.param("57.16", "57", (UNCLEAR, "how-precise"), id="one-digit-fewer"),
        pytest.param("57.16", "57,2", (RIGHT, None), id="as-many-digits"),
        pytest.param("57.16", "57,1", (WRONG, "truncated"), id="as-many-digits-cut-off"),
        pytest.param("57.16", "57,16", (RIGHT, None), id="one-digit-more"),
        pytest.param("57.164", "57,17", (WRONG, "rounded-early"), id="one-digit-more-another"),
    ],
)
def test_how_many_digits_are_asked(exact: str, typed: str, outcome: Told) -> None:
    assert told(asked(exact), typed) == outcome


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("56,8", None, id="3-units-below"),
        pytest.param("56,9", "rounded-early", id="2-units-below"),
        pytest.param("57,0", "rounded-early", id="1-unit-below"),
        pytest.param("57,2", "rounded-early", id="1-unit-above"),
        pytest.param("57,3", "rounded-early", id="2-units-above"),
        pytest.param("57,31", None, id="just-over-2-units-above"),
        pytest.param("57,4", None, id="3-units-above"),
    ],
)
def test_off_by_two_units_of_the_last_digit_is_rounded_early(typed: str, why: str | None) -> None:
    assert told(asked("57.1"), typed) == (WRONG, why)


@pytest.mark.parametrize(
    ("exact", "typed", "why"),
    [
        pytest.param("9.04", "−9", None, id="9-without-its-decimal-tells-nothing"),
        pytest.param("9.04", "−9,0", "sign", id="9-as-asked-tells-the-sign"),
        pytest.param("10.04", "−10", "sign", id="10-without-its-decimal-tells-the-sign"),
        pytest.param("11.04", "−11", "sign", id="11-without-its-decimal-tells-the-sign"),
    ],
)
def test_from_ten_on_a_coarse_number_is_telling(exact: str, typed: str, why: str | None) -> None:
    assert told(asked(exact), typed) == (WRONG, why)


@pytest.mark.parametrize(
    ("exact", "typed", "why"),
    [
        pytest.param("-1/2", "100,5", None, id="below-0"),
        pytest.param("0", "100", None, id="0"),
        pytest.param("1/2", "99,5", "complement", id="just-above-0"),
        pytest.param("199/2", "0,5", "complement", id="just-below-100"),
        pytest.param("100", "1/1000", None, id="100"),
        pytest.param("201/2", "−0,5", None, id="just-above-100"),
        pytest.param("150", "−50", None, id="far-above-100"),
    ],
)
def test_what_is_left_up_to_100_is_said_of_a_part_of_it(
    exact: str, typed: str, why: str | None
) -> None:
    assert told(asked(exact, "%"), typed) == (WRONG, why)


@pytest.mark.parametrize(
    ("exercise", "why"),
    [
        pytest.param(asked("57", "%"), "complement", id="a-share"),
        pytest.param(asked("57", "%", signed=True), None, id="a-change"),
        pytest.param(asked("57", "points"), None, id="points"),
    ],
)
def test_only_a_share_has_something_left(exercise: Exercise, why: str | None) -> None:
    assert told(exercise, "43") == (WRONG, why)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        pytest.param("370000", None, id="10000-times"),
        pytest.param("37000", "times-too-large", id="1000-times"),
        pytest.param("3700", "times-too-large", id="100-times"),
        pytest.param("370", "times-too-large", id="10-times"),
        pytest.param("3,7", "times-too-small", id="a-10th"),
        pytest.param("0,37", "times-too-small", id="a-100th"),
        pytest.param("0,037", "times-too-small", id="a-1000th"),
        pytest.param("0,0037", None, id="a-10000th"),
    ],
)
def test_up_to_a_thousand_times_off_is_a_slip_of_the_point(typed: str, why: str | None) -> None:
    assert told(asked("37"), typed) == (WRONG, why)


@pytest.mark.parametrize(
    ("typed", "factor"), [("37000", 1000), ("370", 10), ("3,7", 10), ("0,037", 1000)]
)
def test_how_far_off_is_told_as_a_whole_number(typed: str, factor: int) -> None:
    verdict = judge(asked("37"), typed, "fr")
    assert verdict.message is not None
    assert verdict.message.values == {"factor": factor}


@pytest.mark.parametrize(
    ("unit", "typed", "why"),
    [
        pytest.param("%", "250", "inverted", id="of-100-for-per-cents"),
        pytest.param("%", "0,025 %", None, id="not-of-1-for-per-cents"),
        pytest.param("points", "250", "inverted", id="of-100-for-points"),
        pytest.param("points", "0,025", None, id="not-of-1-for-points"),
        pytest.param("€", "250", None, id="not-of-100-for-euros"),
        pytest.param("€", "0,025", "inverted", id="of-1-for-euros"),
    ],
)
def test_of_what_an_inverse_is_taken(unit: str, typed: str, why: str | None) -> None:
    assert told(asked("40", unit), typed) == (WRONG, why)


@pytest.mark.parametrize(
    ("exact", "typed", "outcome"),
    [
        pytest.param("57.1", "1", (WRONG, None), id="no-decimal-is-no-ratio"),
        pytest.param("57.1", "0,6", (UNCLEAR, "ratio"), id="one-decimal"),
        pytest.param("57.1", "0,57", (UNCLEAR, "ratio"), id="two-decimals"),
        pytest.param("57.1", "0,59", (WRONG, None), id="two-decimals-another"),
        pytest.param("57.1", "0,571*1", (UNCLEAR, "ratio"), id="calculated"),
        pytest.param("57.1", "0,57 %", (WRONG, "times-too-small"), id="with-its-unit-it-is-none"),
        pytest.param("57.14", "0,5710", (UNCLEAR, "ratio"), id="of-the-answer-as-rounded"),
        pytest.param("57.14", "0,5714", (UNCLEAR, "ratio"), id="of-the-answer-as-it-is"),
        pytest.param("57.14", "0,5712", (WRONG, None), id="of-one-between-them"),
        pytest.param("0.3", "0,003", (UNCLEAR, "ratio"), id="of-a-small-share"),
        pytest.param("0.3", "0,00", (WRONG, None), id="nothing-is-no-ratio"),
    ],
)
def test_when_a_number_is_a_bare_ratio(exact: str, typed: str, outcome: Told) -> None:
    assert told(asked(exact, "%"), typed) == outcome


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        pytest.param("1+" * 149 + "10", 159, id="300-characters"),
        pytest.param("1+" * 149 + "100", "calculation-long", id="301-characters"),
        pytest.param("10^15 - 1", LARGEST - 1, id="just-below-the-largest"),
        pytest.param("10^15", "too-large", id="the-largest"),
        pytest.param("1 - 10^15", 1 - LARGEST, id="just-above-the-smallest"),
        pytest.param("0 - 10^15", "too-large", id="the-smallest"),
    ],
)
def test_how_long_a_calculation_and_how_large_its_result_may_be(
    typed: str, read: int | str
) -> None:
    answer = read_answer(typed, Wanted("fr"))
    if isinstance(answer, ParsedAnswer):
        assert answer.decimals is None
        assert answer.value == read
    else:
        assert answer.message.code == f"drill.{read}"


@pytest.mark.parametrize(
    ("formula", "typed", "mistake"),
    [
        pytest.param("23.08", "23,0", None, id="cut-off-at-the-digit-asked"),
        pytest.param("23.08", "23,1", "a", id="rounded-at-the-digit-asked"),
        pytest.param("23.08", "23,10", "a", id="rounded-as-asked-and-a-zero-more"),
        pytest.param("23.049", "23,04", "a", id="cut-off-with-a-digit-more"),
        pytest.param("23.055", "23,04", None, id="more-than-a-unit-off"),
        pytest.param("23.05", "23,04", None, id="exactly-a-unit-off"),
        pytest.param("23.05", "23,06", None, id="exactly-a-unit-above"),
    ],
)
def test_how_close_to_a_mistake_is_its_value(formula: str, typed: str, mistake: str | None) -> None:
    assert judge(with_mistakes(formula), typed, "fr").mistake == mistake


@pytest.mark.parametrize(
    ("formulas", "typed", "mistake"),
    [
        pytest.param(["23.3"], "23", "a", id="one-typed-too-coarse"),
        pytest.param(["23.3", "23.2"], "23", None, id="two-typed-too-coarse"),
        pytest.param(["23.02", "23.01"], "23,0", "b", id="two-typed-as-asked"),
        pytest.param(["0.02"], "0,0", "a", id="one-that-is-nothing"),
        pytest.param(["0.02", "0.01"], "0,0", None, id="two-that-are-nothing"),
    ],
)
def test_of_how_many_mistakes_one_is_named(
    formulas: list[str], typed: str, mistake: str | None
) -> None:
    assert judge(with_mistakes(*formulas), typed, "fr").mistake == mistake


def test_an_option_right_on_carried_figures_is_right_and_said_to_be_so() -> None:
    options = [
        {"text": "petit", "right": "part1 < 11"},
        {"text": "grand", "right": "11 <= part1 and part1 < 20"},
        {"text": "énorme", "right": "part1 >= 20"},
    ]
    parts: list[Mapping[str, Any]] = [
        {"ask": "?", "answer": {"formula": "10", "decimals": "1"}},
        {"ask": "?", "choose": options},
    ]
    exercise = instance(built("d", {"parts": parts}), {}).at(1)
    own = exercise.carried({"part1": exercise.results[0].exact + 2})  # type: ignore[union-attr]
    assert own is not None
    verdicts = [judge_choice(exercise, place, "fr", carried=[own]) for place in range(3)]
    assert [verdict.outcome for verdict in verdicts] == [RIGHT, RIGHT, WRONG]
    assert [verdict.message is None for verdict in verdicts] == [True, False, True]


@pytest.mark.parametrize(
    ("exact", "mistake", "fair"),
    [
        pytest.param("40.046", "40.054", False, id="less-than-a-tenth-of-the-last-digit-off"),
        pytest.param("40.045", "40.055", True, id="exactly-a-tenth-off"),
        pytest.param("40.045", "40.035", False, id="rounded-the-same"),
    ],
)
def test_how_far_from_the_answer_a_mistake_must_be(exact: str, mistake: str, fair: bool) -> None:
    source: Mapping[str, Any] = {
        "ask": "?",
        "answer": {"formula": exact, "decimals": "1"},
        "mistakes": [{"wrong": "near", "formula": mistake, "say": "Non"}],
    }
    found = trial_draws(built("d", source), 1)
    assert found.reasons == ({} if fair else {Refusal.MISTAKE_IS_ANSWER: 1})
