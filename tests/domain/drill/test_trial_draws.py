from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from kpitrainer.domain.drill.results import Refusal
from kpitrainer.domain.drill.trial_draws import failed_tests, trial_draws
from tests.domain.drill.curriculum import EXAMPLES, SOURCES, TEMPLATES, built


def _template(formula: str = "a", **fields: Any) -> Any:  # noqa: ANN401 - a template of any fields
    answer = {"formula": formula, "decimals": fields.pop("decimals", "0")}
    return built("d", {"given": {"a": "0..9"}, "ask": "?", "answer": answer, **fields})


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_curriculums_drills_are_drawn_easily(name: str) -> None:
    found = trial_draws(TEMPLATES[name], 300)
    assert found.share > Fraction(1, 2), found.reasons
    assert found.accepted + found.reasons.total() == found.drawn == 300
    assert found.faults == ()


@pytest.mark.parametrize(
    ("fields", "reason", "share"),
    [
        ({"where": ["a > 4"]}, Refusal.WHERE, (35, 65)),
        ({"given": {"a": "0..9", "b": "5..a"}}, Refusal.EMPTY_RANGE, (35, 65)),
        ({"given": {"a": "0..1", "l": "3 of 1..a"}}, Refusal.EMPTY_RANGE, (35, 65)),
        ({"formula": "a / 4"}, Refusal.TIE, (10, 35)),
        ({"let": {"b": "1 / a"}}, Refusal.IMPOSSIBLE, (3, 20)),
        (
            {"mistakes": [{"wrong": "w", "formula": "9 - a * 2", "say": "Non"}]},
            Refusal.MISTAKE_IS_ANSWER,
            (3, 20),
        ),
        (
            {
                "mistakes": [
                    {"wrong": "v", "formula": "a + 2", "say": "Un"},
                    {"wrong": "w", "formula": "a * 2", "say": "Deux"},
                ]
            },
            Refusal.MISTAKES_COINCIDE,
            (3, 20),
        ),
    ],
)
def test_refusals_are_counted_by_reason(
    fields: Mapping[str, Any], reason: Refusal, share: tuple[int, int]
) -> None:
    found = trial_draws(_template(**fields), 400)
    assert share[0] <= found.reasons[reason] / 4 <= share[1], found.reasons


@pytest.mark.parametrize(
    ("fields", "path", "column", "code"),
    [
        ({"let": {"b": "1 / a"}}, ("let", "b"), 3, "division-by-zero"),
        ({"formula": "a^60^2"}, ("answer", "formula"), 2, "exponent-too-large"),
        ({"given": {"a": "0..9", "b": "1..2 by a"}}, ("given", "b"), 9, "step"),
        ({"given": {"a": "0..10^20"}}, ("given", "a"), 1, "wide-range"),
        ({"where": ["a < 99", "1 / a < 2"]}, ("where", 1), 3, "division-by-zero"),
        (
            {"mistakes": [{"wrong": "w", "formula": "2 + 1/a", "say": "Non"}]},
            ("mistakes", 0, "formula"),
            6,
            "division-by-zero",
        ),
    ],
)
def test_a_formula_without_value_is_told_once_at_its_place(
    fields: Mapping[str, Any], path: tuple[str | int, ...], column: int, code: str
) -> None:
    (fault,) = trial_draws(_template(**fields), 200).faults
    assert (fault.path, fault.column, fault.code) == (path, column, f"drill.{code}")


def test_the_same_template_is_always_accepted_alike() -> None:
    assert trial_draws(TEMPLATES["roi"], 50) == trial_draws(TEMPLATES["roi"], 50)


def _tested(name: str, **changed: object) -> Mapping[str, Any]:
    case = EXAMPLES[name]

    def plain(text: str) -> str:
        return text.replace(",", ".").replace("−", "-").replace(" ", "")

    wrong = {mistake: plain(value) for mistake, value in case.wrong.items()}
    given = {key: str(value) for key, value in case.given.items()}
    test = {"with": given, "answer": plain(case.answer), "mistakes": wrong, **changed}
    return {**SOURCES[name], "tests": [test]}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_curriculums_examples_hold(name: str) -> None:
    assert failed_tests(built(name, _tested(name))) == ()


def test_a_tests_value_may_be_finer_than_asked() -> None:
    source = _tested("nps-calcul", mistakes={"passifs-oublies": "57.14"})
    assert failed_tests(built("nps-calcul", source)) == ()


def test_a_test_may_leave_the_answer_out() -> None:
    test = {"with": {"n": "200", "P": "110", "D": "30"}, "mistakes": {"passifs-oublies": "58"}}
    (fault,) = failed_tests(built("nps-calcul", {**SOURCES["nps-calcul"], "tests": [test]}))
    assert fault.path == ("tests", 0, "mistakes", "passifs-oublies")


def test_a_wrong_test_is_told_at_its_place() -> None:
    source = _tested("retention", answer="90.1", mistakes={"base-fin": "83"})
    answer, mistake = failed_tests(built("retention", source))
    assert (answer.path, answer.code) == (("tests", 0, "answer"), "drill.test-value")
    assert answer.values == {"expected": Fraction("90.1"), "found": 90}
    assert mistake.path == ("tests", 0, "mistakes", "base-fin")


def test_a_test_whose_values_are_impossible_is_told_at_the_formula() -> None:
    tests = [{"with": {"a": "0"}, "answer": "1"}]
    (fault,) = failed_tests(_template("1 / a", tests=tests, where=["a > 0"]))
    assert (fault.path, fault.code) == (("answer", "formula"), "drill.division-by-zero")
