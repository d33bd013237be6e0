"""The forty indicators of tests/data/kpi-reference.yaml, each with its known wrong methods."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpitrainer.domain.drill.diagnosis import FREE_ONCE
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import natural_decimals
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.drill.trial_draws import trial_draws
from kpitrainer.domain.text.number import round_half_away, write_number
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.curriculum import LANGUAGES, built, judge
from tests.landing import examples

DATA = Path(__file__).parents[2] / "data" / "kpi-reference.yaml"
KPIS: Mapping[str, Mapping[str, Any]] = {
    kpi["id"]: kpi for kpi in yaml.safe_load(DATA.read_text("utf-8"))
}
_UNITS = {"pts": "points", "x": "×", "n": ""}
_DRAWS = examples(1000)
_THREE_DECIMALS = re.compile(r"−?[1-9]\d{0,2}[.,]\d{3}")
_COMPARES = re.compile("[<>=]")

each_kpi = pytest.mark.parametrize("name", KPIS)


def _source(kpi: Mapping[str, Any]) -> Mapping[str, Any]:
    conditions = [
        condition if _COMPARES.search(condition) else f"{condition} > 0"
        for condition in kpi.get("where", ())
    ]
    return {
        "given": {name: drawn.replace("step", "by") for name, drawn in kpi["vars"].items()},
        "where": conditions,
        "ask": "?",
        "answer": {
            "formula": kpi["f"],
            "unit": _UNITS.get(kpi["unit"], kpi["unit"]),
            "decimals": str(kpi["dp"]),
        },
        "mistakes": [
            {"wrong": wrong, "formula": formula, "say": f"No: {wrong}"}
            for wrong, formula in kpi["mal"].items()
        ],
    }


@cache
def _template(name: str) -> Template:
    return built(name, _source(KPIS[name]))


@cache
def _problems(name: str) -> tuple[Exercise, ...]:
    return tuple(draw(_template(name), seed) for seed in range(_DRAWS))


def _typed(value: Fraction, decimals: int, language: str) -> str:
    """As a learner types it: no thousands separators."""
    text = write_number(value, language, decimals)
    return text.replace("," if language == "en" else "\u202f", "")


def _told(exercise: Exercise, typed: str, language: str) -> tuple[Outcome, str | None, str | None]:
    """The verdict, after what is asked again once was asked again."""
    verdict = judge(exercise, typed, language)
    if verdict.message and verdict.message.code in FREE_ONCE:
        verdict = judge(exercise, typed, language, clarified=FREE_ONCE)
    return verdict.outcome, verdict.mistake, verdict.text


def test_there_are_forty_indicators_and_172_wrong_methods() -> None:
    assert len(KPIS) == 40
    assert sum(len(kpi["mal"]) for kpi in KPIS.values()) == 172


@each_kpi
def test_an_indicator_can_be_drawn(name: str) -> None:
    found = trial_draws(_template(name), _DRAWS)
    assert found.faults == ()
    assert found.accepted > _DRAWS / 5, found.culprits


@each_kpi
def test_no_draw_has_a_collision(name: str) -> None:
    asked = KPIS[name]["dp"]
    for exercise in _problems(name):
        shown = {
            wrong: round_half_away(value, natural_decimals(value, asked))
            for wrong, value in exercise.mistakes.items()
        }
        assert exercise.answer not in shown.values(), exercise.values
        assert len(set(shown.values())) == len(shown), exercise.values


@each_kpi
def test_the_right_answer_is_right_in_both_languages(name: str) -> None:
    for exercise in _problems(name)[:40]:
        for language in LANGUAGES:
            for decimals in (KPIS[name]["dp"], KPIS[name]["dp"] + 3):
                typed = _typed(exercise.exact, decimals, language)
                if decimals != KPIS[name]["dp"] and _THREE_DECIMALS.fullmatch(typed):
                    # Three decimals where fewer are asked could be thousands.
                    typed = _typed(exercise.exact, 4, language)
                verdict = judge(exercise, typed, language)
                assert verdict.outcome is Outcome.RIGHT, (exercise.values, typed)
                shown = exercise.answer_text(language)
                assert judge(exercise, shown, language).outcome is Outcome.RIGHT, shown


@each_kpi
def test_every_wrong_method_typed_gets_its_own_message(name: str) -> None:
    asked = KPIS[name]["dp"]
    for exercise in _problems(name)[:250]:
        language = LANGUAGES[(exercise.seed or 0) % 2]
        for wrong, value in exercise.mistakes.items():
            typed = _typed(value, natural_decimals(value, asked), language)
            if _THREE_DECIMALS.fullmatch(typed):
                typed += "0"  # three decimals alone could be thousands
            told = _told(exercise, typed, language)
            assert told == (Outcome.WRONG, wrong, f"No: {wrong}"), (exercise.values, typed)


@each_kpi
def test_every_wrong_method_typed_as_a_calculation_gets_its_own_message(name: str) -> None:
    for exercise in _problems(name)[:30]:
        for wrong in exercise.mistakes:
            working = exercise.mistake_working(wrong, "fr").rpartition(" = ")[0]
            if working and working.count("(") < 10 and "^" not in working:
                told = _told(exercise, working.replace("\u202f", ""), "fr")
                assert told[0] is Outcome.WRONG, (exercise.values, working)
                assert told[1] == wrong, (exercise.values, working)
