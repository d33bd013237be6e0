from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.domain.drill.drawing import draw, instance
from kpitrainer.domain.drill.results import Refusal
from kpitrainer.domain.drill.trial_draws import failed_tests, trial_draws
from kpitrainer.domain.text.number import round_half_away, write_number
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.curriculum import LANGUAGES, built, judge

NPS: Mapping[str, Any] = {
    "given": {"n": "150..500 by 50", "P": "60..90", "D": "10..40"},
    "let": {"passives": "n - P - D"},
    "where": ["passives > 0"],
    "ask": "{n}, {P}, NPS {answer} : D ?",
    "answer": {"formula": "(P - D) / n * 100", "unit": "points", "signed": True},
    "solve_for": {"name": "D", "unit": {"fr": "clients", "en": "customers"}},
    "hints": ["Isole.", "P − NPS × n ÷ 100"],
    "steps": ["{P} − {D} = {answer} × {n} ÷ 100"],
    "mistakes": [
        {"wrong": "all-others", "formula": "n - P", "say": "Les passifs n’en sont pas."},
        {"wrong": "difference", "formula": "answer * n / 100", "say": "C’est l’écart."},
    ],
    "tests": [
        {
            "with": {"n": "250", "P": "140", "D": "50"},
            "answer": "50",
            "mistakes": {"all-others": "110", "difference": "90"},
        }
    ],
}
TEMPLATE = built("nps-inverse", NPS)


def _example() -> Any:  # noqa: ANN401 - an exercise
    return instance(TEMPLATE, {"n": 250, "P": 140, "D": 50})


def test_the_answer_is_told_and_the_input_asked() -> None:
    exercise = _example()
    assert exercise.ask("fr") == "250, 140, NPS +36\u00a0points : D ?"
    assert exercise.answer_text("fr") == "50\u00a0clients"
    assert exercise.steps("fr") == ("140 − 50 = +36\u00a0points × 250 ÷ 100",)
    assert exercise.asked.reverse.shown.unit["fr"] == "points"
    assert failed_tests(TEMPLATE) == ()


def test_mistakes_may_use_the_number_that_is_told() -> None:
    exercise = _example()
    assert judge(exercise, "90", "fr").mistake == "difference"
    assert judge(exercise, "110 clients", "fr").mistake == "all-others"
    assert exercise.mistake_working("difference", "fr") == "36 × 250 ÷ 100 = 90"


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("50", Outcome.RIGHT),
        ("140 - 36*250/100", Outcome.RIGHT),
        ("51", Outcome.RIGHT),  # (140 − 51) ÷ 250 is 35,6 %, told as 36
        ("49", Outcome.RIGHT),
        ("48,76", Outcome.RIGHT),  # 36,496
        ("48", Outcome.WRONG),
        ("52", Outcome.WRONG),
        ("48,7", Outcome.WRONG),  # 36,52
        ("50 points", Outcome.UNCLEAR),
        ("-50", Outcome.WRONG),
    ],
)
def test_every_value_that_leads_to_the_answer_told_is_right(typed: str, outcome: Outcome) -> None:
    assert judge(_example(), typed, "fr").outcome is outcome


@given(st.integers(0, 2**40), st.sampled_from(LANGUAGES))
def test_solving_with_the_rounded_answer_is_right_and_mistakes_are_not(
    seed: int, language: str
) -> None:
    exercise = draw(TEMPLATE, seed)
    values = {name: Fraction(value) for name, value in exercise.values.items()}  # type: ignore[arg-type]  # numbers
    shown = round_half_away((values["P"] - values["D"]) / values["n"] * 100, 0)
    solved = values["P"] - shown * values["n"] / 100
    typed = write_number(solved, language, 2)
    assert judge(exercise, typed, language).outcome is Outcome.RIGHT
    for wrong, value in exercise.mistakes.items():
        verdict = judge(exercise, write_number(value, language, 0), language)
        assert (verdict.outcome, verdict.mistake) == (Outcome.WRONG, wrong)


def test_a_value_must_keep_the_conditions() -> None:
    source = {
        "given": {"x": ["6"]},
        "where": ["x > 0"],
        "ask": "{answer}",
        "answer": {"formula": "x ^ 2"},
        "solve_for": "x",
    }
    exercise = instance(built("d", source), {"x": 6})
    assert judge(exercise, "6", "fr").outcome is Outcome.RIGHT
    assert judge(exercise, "-6", "fr").outcome is Outcome.WRONG
    free = instance(built("d", {**source, "where": []}), {"x": 6})
    assert judge(free, "-6", "fr").outcome is Outcome.RIGHT


def test_a_mistake_that_leads_to_the_answer_told_is_drawn_again() -> None:
    mistake = {"wrong": "w", "formula": "D + 1/2", "say": "Non"}
    near = {**NPS, "mistakes": [mistake], "tests": []}
    found = trial_draws(built("d", near), 100)
    assert found.reasons[Refusal.MISTAKE_IS_ANSWER] > 70


def test_without_steps_the_answer_is_proved_by_putting_it_in() -> None:
    bare = {name: value for name, value in NPS.items() if name != "steps"}
    exercise = instance(built("d", bare), {"n": 250, "P": 140, "D": 50})
    assert exercise.steps("fr") == ("(140 − 50) ÷ 250 × 100 = +36\u00a0points",)
    assert exercise.hints("fr")[-1] == exercise.steps("fr")[0]


@pytest.mark.parametrize(
    ("changed", "path", "code"),
    [
        ({"solve_for": "passives"}, ("solve_for",), "solve-for-given"),
        ({"solve_for": {"name": "Q"}}, ("solve_for", "name"), "solve-for-given"),
        ({"solve_for": {"name": "D", "decimals": "9"}}, ("solve_for", "decimals"), "decimals"),
        ({"ask": "{D} ?"}, ("ask",), "asked-for-shown"),
        ({"hints": ["{D}"]}, ("hints", 0), "asked-for-shown"),
    ],
)
def test_a_fault_is_told_at_its_place(
    changed: Mapping[str, Any], path: tuple[str | int, ...], code: str
) -> None:
    found = build_template("d", {**NPS, **changed}, LANGUAGES)
    assert isinstance(found, tuple)
    assert (found[0].path, found[0].code) == (path, f"drill.{code}")
