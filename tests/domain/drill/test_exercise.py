from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.drill.drawing import draw, instance
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.text.number import round_half_away
from tests.domain.drill.curriculum import TEMPLATES, built, example, redraw

names = st.sampled_from(list(TEMPLATES))
seeds = st.integers(min_value=0, max_value=2**63 - 1)


def _drill(given: Mapping[str, Any], formula: str, **more: object) -> Exercise:
    answer = {"formula": formula, "decimals": more.pop("decimals", "0")}
    return draw(built("d", {"given": given, "ask": "?", "answer": answer, **more}), 1)


@given(names, seeds)
def test_a_seed_always_draws_the_same_problem(name: str, seed: int) -> None:
    assert draw(TEMPLATES[name], seed) == draw(TEMPLATES[name], seed)


def test_a_seed_draws_the_same_on_every_python() -> None:
    nps = [draw(TEMPLATES["nps-calcul"], seed) for seed in (0, 1, 2**62)]
    assert [dict(exercise.given) for exercise in nps] == [
        {"n": 400, "P": 138, "D": 82},
        {"n": 400, "P": 234, "D": 57},
        {"n": 250, "P": 85, "D": 153},
    ]
    assert [exercise.context for exercise in nps] == [1, 0, 0]


@given(names, seeds)
def test_a_logged_problem_comes_back_whole(name: str, seed: int) -> None:
    exercise = draw(TEMPLATES[name], seed)
    assert redraw(TEMPLATES[name], exercise) == exercise


def test_lists_and_fractions_come_back_too() -> None:
    exercise = _drill({"notes": "1 to 3 of 0..1 by 1/3", "x": "0.5"}, "sum(notes) * x")
    assert redraw(exercise.template, exercise) == exercise
    single = instance(exercise.template, {"notes": (Fraction(1, 3),), "x": 2})
    assert redraw(exercise.template, single) == single


@given(names, seeds)
def test_every_draw_is_fair(name: str, seed: int) -> None:
    exercise = draw(TEMPLATES[name], seed)
    decimals = exercise.asked.answer.decimals
    assert all(condition.holds(exercise.values) for condition in exercise.template.where)
    assert exercise.answer == round_half_away(exercise.exact, decimals)
    assert (exercise.exact * 10**decimals).denominator != 2
    wrong = [round_half_away(value, decimals) for value in exercise.mistakes.values()]
    assert exercise.answer not in wrong


def test_values_lie_on_their_steps_within_their_bounds() -> None:
    template = built(
        "d",
        {
            "given": {"a": "1..2 by 1/4", "b": "-5..5 by 5", "c": "4 to 6 of a..3*a by a"},
            "ask": "?",
            "answer": {"formula": "a"},
        },
    )
    exercises = [draw(template, seed) for seed in range(60)]
    quarters = {Fraction(quarter, 4) for quarter in (4, 5, 7, 8)}
    assert {exercise.values["a"] for exercise in exercises} == quarters | set()
    assert {exercise.values["b"] for exercise in exercises} == {-5, 0, 5}
    lists = [(exercise.values["a"], exercise.values["c"]) for exercise in exercises]
    assert {len(items) for _, items in lists if isinstance(items, tuple)} == {4, 5, 6}
    assert all(
        isinstance(items, tuple) and isinstance(a, int | Fraction) and item / a in {1, 2, 3}
        for a, items in lists
        for item in (items if isinstance(items, tuple) else ())
    )


@pytest.mark.parametrize(
    ("given", "more"),
    [
        ({"a": "5..4"}, {}),
        ({"a": "1"}, {"where": ["a > 1"]}),
        ({"a": "0"}, {"let": {"b": "1 / a"}}),
        ({"a": "1..2 by 0"}, {}),
        ({"a": "1..2 by a0", "a0": "0"}, {}),
        ({"a": "0.5"}, {}),
        ({"a": "1"}, {"mistakes": [{"wrong": "w", "formula": "a + 0.3", "say": "Non"}]}),
    ],
)
def test_what_can_never_be_drawn_ends_with_an_error(
    given: Mapping[str, str], more: Mapping[str, object]
) -> None:
    if "a0" in given:
        given = {"a0": given["a0"], "a": given["a"]}
    with pytest.raises(KpiTrainerError, match="cannot-draw"):
        _drill(given, "a", **more)


def test_a_condition_protects_what_comes_after_it() -> None:
    exercise = _drill({"a": "0..3"}, "b", let={"b": "6 / a"}, where=["a > 0"])
    assert exercise.values["a"] in {1, 2, 3}


def test_a_mistake_that_finer_typing_could_not_tell_apart_is_drawn_again() -> None:
    # Both are 57,15 with two decimals, though 57,1 and 57,2 with one.
    mistakes = [{"wrong": "w", "formula": "57.151", "say": "Non"}]
    with pytest.raises(KpiTrainerError, match="cannot-draw"):
        _drill({"a": "57.149"}, "a", decimals="1", mistakes=mistakes)


def test_mistakes_may_coincide_only_where_they_say_the_same() -> None:
    same = [{"wrong": name, "formula": "a + 9", "say": "Non"} for name in ("v", "w")]
    assert _drill({"a": "1"}, "a", mistakes=same).mistakes == {"v": 10, "w": 10}
    other = [same[0], {**same[1], "say": "Pas ça"}]
    with pytest.raises(KpiTrainerError, match="cannot-draw"):
        _drill({"a": "1"}, "a", mistakes=other)


def test_small_mistakes_are_told_apart_by_their_own_digits() -> None:
    mistakes = [
        {"wrong": "v", "formula": "0.02", "say": "Un"},
        {"wrong": "w", "formula": "0.4", "say": "Deux"},
    ]
    assert set(_drill({"a": "7"}, "a", mistakes=mistakes).mistakes) == {"v", "w"}


def test_given_numbers_are_taken_however_they_are_written() -> None:
    template = TEMPLATES["evolution"]
    assert instance(template, {"V0": Fraction(240000), "taux": 15}) == example("evolution")


def test_texts_speak_the_readers_language() -> None:
    template = built(
        "d",
        {
            "context": [{"fr": "une box", "en": "a box"}],
            "given": {"CA": ["12345.5"], "notes": "2 of 7..7"},
            "ask": {"fr": "{context} : {CA} € {{brut}}, {notes}", "en": "{context}: {CA} {{raw}}"},
            "answer": {"formula": "CA / 2", "unit": "€", "decimals": "2"},
            "hints": ["{CA} ÷ 2"],
            "steps": [{"fr": "{CA} ÷ 2 = {answer}", "en": "{CA} ÷ 2 is {answer}"}],
        },
    )
    exercise = draw(template, 1)
    assert exercise.ask("fr") == "une box : 12\u202f345,5 € {brut}, 7; 7"
    assert exercise.ask("en") == "a box: 12,345.5 {raw}"
    assert exercise.hints("fr") == ("12\u202f345,5 ÷ 2",)
    assert exercise.steps("fr") == ("12\u202f345,5 ÷ 2 = 6\u202f172,75\u00a0€",)
    assert exercise.steps("en") == ("12,345.5 ÷ 2 is €6,172.75",)


def test_without_steps_the_bare_calculation_is_shown() -> None:
    exercise = example("nps-calcul")
    assert exercise.steps("fr") == ("(110 − 30) ÷ 200 × 100 = +40\u00a0points",)


def test_a_deck_of_one_language_is_shown_in_it() -> None:
    exercise = example("nps-calcul")
    only = replace(exercise, template=replace(exercise.template, languages=("en",)))
    assert only.ask("fr") == "How much?"


def test_a_mistake_is_worked_with_the_learners_numbers() -> None:
    nps, cac, evolution = (example(name) for name in ("nps-calcul", "cac", "evolution"))
    assert nps.mistake_working("passifs-oublies", "fr") == "(110 − 30) ÷ (110 + 30) × 100 = 57"
    assert cac.mistake_working("inverse", "fr") == "240 ÷ (12\u202f000 + 6\u202f000) = 0,01"
    assert cac.mistake_working("inverse", "en") == "240 ÷ (12,000 + 6,000) = 0.01"
    assert evolution.mistake_working("ecart", "fr") == ("276\u202f000 − 240\u202f000 = 36\u202f000")
