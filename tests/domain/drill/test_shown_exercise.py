from typing import Any

import pytest

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.results import ChoiceResult
from kpitrainer.domain.drill.shown_exercise import (
    OptionText,
    choice_of,
    number_of,
    shown_exercise,
)
from tests.domain.drill.curriculum import LANGUAGES, built
from tests.factories import both

TOLD = "{part1} puis {answer}, {n} et {context}"
TWO_PARTS: dict[str, Any] = {
    "given": {"n": "11..99"},
    "context": [both("Un magasin"), both("Un site")],
    "parts": [
        {"ask": "Le tiers ?", "answer": {"formula": "n / 3", "decimals": "2", "unit": "€"}},
        {
            "ask": "{context} : {part1} et ?",
            "answer": {"formula": "part1 * 7 - 1", "decimals": "1", "unit": "points"},
            "hints": ["De {part1}"],
            "steps": ["{part1} × 7 − 1 = {answer}", "{answer}"],
            "mistakes": [{"wrong": "signe", "formula": "part1 * 7 + 1", "say": TOLD}],
        },
    ],
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_in_another_form_tells_the_numbers_of_the_drill(
    seed: int, language: str
) -> None:
    drawn = draw(built("deux", TWO_PARTS), seed).at(1)
    pick = choice_of(both("Laquelle ?"), (OptionText(both("une")), OptionText(both("autre"))))
    number = number_of(drawn, both("Combien ?"))
    parts = ((pick, ChoiceResult(0)), (number, drawn.result))
    shown = shown_exercise(drawn, parts, "formula")
    assert shown.ask(language) == f"{drawn.ask(language)}\n\nLaquelle ?"
    asked = shown.at(1)
    assert asked.ask_part(language) == "Combien ?"
    assert asked.hints(language) == drawn.hints(language)
    assert asked.steps(language) == drawn.steps(language)
    assert asked.answer_text(language) == drawn.answer_text(language)
    assert asked.mistake_text("signe", language) == drawn.mistake_text("signe", language)
    assert drawn.at(0).answer_text(language) in asked.mistake_text("signe", language)
