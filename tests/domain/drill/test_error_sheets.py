"""Sheets to correct: one line is wrong, the others follow, and nothing but arithmetic tells."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from kpitrainer.domain.drill.sheet import draw_sheet
from kpitrainer.domain.drill.sheet_plan import SheetPlan, sheet_plans
from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.text.number import round_half_away
from tests.error_sheets import RESULT, agrees, plans, sheets, value_told
from tests.factories import template
from tests.landing import examples
from tests.shipped import FORMS

DRAWS = examples(24)
"""Of each part of a form; all of a thousand hold, too."""

WITH_SHEETS = [name for name in FORMS if plans(name)]
per_sheet_form = pytest.mark.parametrize("name", WITH_SHEETS)


def test_most_drills_give_sheets_with_most_of_their_mistakes() -> None:
    parts = [part for form in FORMS.values() for part in form.parts if isinstance(part, NumberPart)]
    every = [plan for name in FORMS for plan in plans(name)]
    shown = sum(len(plan.mistakes) for plan in every)
    assert 4 * len(every) > 3 * len(parts)
    assert 5 * shown > 3 * sum(len(part.mistakes) for part in parts)


@per_sheet_form
def test_exactly_the_wrong_line_is_false_and_the_others_follow(name: str) -> None:
    for sheet in sheets(name, DRAWS):
        known = dict(sheet.exercise.known)
        false = []
        for place, (line, value) in enumerate(zip(sheet.plan.lines, sheet.values, strict=True)):
            if line.tree.evaluate(known) != value:
                false.append(place)
            known[line.name] = value
        assert false == ([] if sheet.wrong is None else [sheet.wrong])


@per_sheet_form
@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_line_is_true_in_itself_and_says_what_it_comes_to(name: str, language: str) -> None:
    for sheet in sheets(name, DRAWS):
        for text, line, value in zip(sheet.lines, sheet.plan.lines, sheet.values, strict=True):
            told, decimals = value_told(text[language], language)
            assert told == round_half_away(Fraction(value), decimals), text
            # What is said to hold about is worked out on rounded numbers.
            assert agrees(text[language], language) or line.about, text


@per_sheet_form
def test_a_right_sheet_has_the_answer_and_a_wrong_one_has_not(name: str) -> None:
    for sheet in sheets(name, DRAWS):
        decimals = sheet.exercise.asked.answer.decimals
        last = round_half_away(Fraction(sheet.values[-1]), decimals)
        assert (last == sheet.exercise.answer) == (sheet.wrong is None)
        assert (sheet.mistake is None) == (sheet.wrong is None)


def test_one_sheet_in_five_is_right() -> None:
    drawn = [draw_sheet(plans("retention"), seed, RESULT) for seed in range(2000)]
    assert 0.17 < sum(sheet.wrong is None for sheet in drawn) / len(drawn) < 0.23


def test_a_seed_gives_the_same_sheet() -> None:
    one, same, other = (draw_sheet(plans("roi"), seed, RESULT) for seed in (3, 3, 4))
    assert (one.lines, one.wrong, one.exercise.given) == (
        same.lines,
        same.wrong,
        same.exercise.given,
    )
    assert one.lines != other.lines


def test_a_preferred_mistake_is_shown_more_often_than_not() -> None:
    wanted = "base-de-fin"
    drawn = [draw_sheet(plans("retention"), seed, RESULT, {wanted}) for seed in range(300)]
    made = [sheet.mistake for sheet in drawn if sheet.mistake]
    assert made.count(wanted) > 2 * len(made) / 3
    assert len(set(made)) > 1
    usual = [draw_sheet(plans("retention"), seed, RESULT).mistake for seed in range(300)]
    assert usual.count(wanted) < len(made) / 2


def test_a_mistake_the_drill_has_not_is_no_preference() -> None:
    for seed in range(5):
        drawn = draw_sheet(plans("roi"), seed, RESULT, {"elsewhere"})
        assert drawn.lines


SOURCE: Mapping[str, Any] = {
    "title": {"fr": "Marge", "en": "Margin"},
    "given": {"prix": ["200"], "cout": ["150"], "frais": ["20"]},
    "let": {"marge": "prix - cout"},
    "ask": {"fr": "{prix}, {cout}, {frais}", "en": "{prix}, {cout}, {frais}"},
    "answer": {"formula": "marge / prix * 100", "unit": "%"},
    "steps": [
        {"fr": "Marge : {prix} − {cout} = {marge}", "en": "Margin: {prix} − {cout} = {marge}"},
        "{marge} ÷ {prix} × 100 = {answer}",
    ],
    "mistakes": [
        {"wrong": "frais", "formula": "(prix - frais) / prix * 100", "say": "Non."},
        {"wrong": "base", "formula": "(prix - cout) / cout * 100", "say": "Non."},
    ],
}


def planned(**fields: object) -> SheetPlan:
    (plan,) = sheet_plans(template({**SOURCE, **fields}))
    return plan


def test_the_wrong_line_has_the_form_of_the_right_one() -> None:
    plan = planned()
    found = {(wrong.mistake, wrong.line, wrong.alike) for wrong in plan.wrongs}
    assert found == {("frais", 0, True), ("base", 1, True)}
    texts = {
        tuple(line["fr"] for line in draw_sheet((plan,), seed, RESULT).lines) for seed in range(60)
    }
    right = "Marge\u00a0: 200 − 150 = 50"
    assert texts == {
        (right, "50 ÷ 200 × 100 = 25\u00a0%"),
        (right, "50 ÷ 150 × 100 = 33\u00a0%"),
        ("Marge\u00a0: 200 − 20 = 180", "180 ÷ 200 × 100 = 90\u00a0%"),
    }


def test_a_calculation_of_another_form_is_shown_by_its_value_alone() -> None:
    plan = planned(
        mistakes=[
            {"wrong": "cout", "formula": "cout / prix * 100", "say": "Non."},
            {"wrong": "base", "formula": "(prix - cout) / cout * 100", "say": "Non."},
        ]
    )
    drawn = [draw_sheet((plan,), seed, RESULT) for seed in range(200)]
    first = {
        sheet.mistake: {each.lines[0]["fr"] for each in drawn if each.mistake == sheet.mistake}
        for sheet in drawn
    }
    assert first["cout"] == {"Marge\u00a0: 150"}
    # The line is shown so when it is right, too, as it would tell on a wrong one.
    assert first["base"] == first[None] == {"Marge\u00a0: 50"}


def test_a_line_is_shown_alike_as_often_right_as_wrong() -> None:
    plan = planned(
        mistakes=[
            {"wrong": "cout", "formula": "cout / prix * 100", "say": "Non."},
            {"wrong": "frais", "formula": "(prix - frais) / prix * 100", "say": "Non."},
            {"wrong": "base", "formula": "(prix - cout) / cout * 100", "say": "Non."},
        ]
    )
    drawn = [draw_sheet((plan,), seed, RESULT) for seed in range(1500)]

    def shown(*, wrong: bool) -> float:
        lines = [sheet.lines[0]["fr"] for sheet in drawn if (sheet.wrong == 0) == wrong]
        return sum("=" in line for line in lines) / len(lines)

    assert shown(wrong=True) == pytest.approx(0.5, abs=0.05)
    assert shown(wrong=False) == pytest.approx(0.5, abs=0.05)


def test_the_last_line_keeps_its_operations_where_it_shows_them() -> None:
    plan = planned(
        mistakes=[{"wrong": "net", "formula": "(marge - frais) / prix * 100", "say": "Non."}]
    )
    assert {(wrong.line, wrong.alike) for wrong in plan.wrongs} >= {(1, False)}
    last = {
        draw_sheet((plan,), seed, RESULT).lines[1]["fr"].partition("\u00a0:")[0]
        for seed in range(40)
    }
    assert "Résultat" in last


def test_a_mistake_that_no_line_shows_gives_no_sheet() -> None:
    other = {"wrong": "autre", "formula": "frais / cout * 100", "say": "Non."}
    assert sheet_plans(template({**SOURCE, "mistakes": [other]})) == ()
    assert planned(mistakes=[other, SOURCE["mistakes"][1]]).mistakes == {"base"}


@pytest.mark.parametrize(
    "steps",
    [
        ["{prix} ÷ {prix} × 100 = {answer}"],
        ["Marge : {prix} − {cout} = {marge}"],
        ["Retire le coût, puis divise."],
        [],
        [
            {"fr": "Marge : {prix} − {cout} = {marge}", "en": "Margin: {marge}"},
            "{marge} ÷ 3 = {answer}",
        ],
    ],
)
def test_steps_that_lead_nowhere_give_no_sheet(steps: list[object]) -> None:
    assert sheet_plans(template({**SOURCE, "steps": steps})) == ()


def test_numbers_that_never_suit_are_told() -> None:
    plan = planned()
    stuck = replace(
        plan, wrongs=tuple(replace(wrong, tree=plan.lines[0].tree) for wrong in plan.wrongs[:1])
    )
    with pytest.raises(KpiTrainerError, match=r"drill\.cannot-draw"):
        draw_sheet((stuck,), 1, RESULT)


def test_both_languages_tell_one_sheet() -> None:
    for name in WITH_SHEETS[::6]:
        for sheet in sheets(name, 3):
            for text in sheet.lines:
                (fr, _), (en, _) = (value_told(text[each], each) for each in ("fr", "en"))
                assert fr == en


def test_neighbouring_seeds_take_different_lines() -> None:
    drawn = [draw_sheet(plans("retention"), seed, RESULT) for seed in range(40)]
    assert sum(one.wrong != other.wrong for one, other in pairwise(drawn)) > 10
