"""Solutions that fade, of every shipped drill: what is shown of one, and what must not be."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import BEGUN, Exercise
from kpitrainer.domain.drill.faded_exercise import (
    asked_anew,
    begun,
    example,
    is_same_problem,
    rung_of,
    started,
)
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.text.number import write_number
from kpitrainer.domain.verdict import Outcome
from tests.factories import NPS, template
from tests.shipped import FORMS, LIBRARY, per_form

LANGUAGES = ("fr", "en")
DRAWS = 60
DRILLS = {
    card.key.card: card.content.template
    for card in LIBRARY.cards
    if isinstance(card.content, Drill)
}

SALE: Mapping[str, Any] = {
    "title": {"fr": "Marge", "en": "Margin"},
    "given": {"prix": "150..250", "cout": "60..140"},
    "let": {"marge": "prix - cout"},
    "ask": {"fr": "{prix}, {cout} ?", "en": "{prix}, {cout}?"},
    "answer": {"formula": "marge / prix * 100", "unit": "%", "decimals": "1"},
    "steps": [
        {"fr": "Marge : {prix} − {cout} = {marge}", "en": "Margin: {prix} − {cout} = {marge}"},
        {"fr": "En part : {marge} ÷ {prix} × 100 = {answer}", "en": "{marge} ÷ {prix} = {answer}"},
        {"fr": "Soit {answer} du prix.", "en": "That is {answer} of the price."},
    ],
}


def begin(source: Template, seeds: int = DRAWS) -> list[Exercise]:
    """Exercises of a drill with their last step open."""
    drawn = (started(source, 1000 * nth, after_example=False) for nth in range(1, seeds + 1))
    return [exercise for exercise in drawn if exercise is not None]


def tokens(text: str) -> set[str]:
    """The numbers of a text, as they are written."""
    return set(re.findall(r"\d(?:[\d.,\u00a0\u202f]*\d)?", text))


@per_form
def test_the_open_step_hides_the_result(name: str) -> None:
    """Told by the written result, not by how the steps are cut."""
    for exercise in begin(FORMS[name]):
        for language in LANGUAGES:
            shown = begun(exercise, language)
            decimals = exercise.asked.answer.decimals
            result = tokens(write_number(abs(exercise.answer), language, decimals))
            assert not result & tokens(" ".join(shown)), (shown, result)
            assert shown[-1].endswith("… = ?")
            assert len(shown) > 1, "something is shown"
            assert shown[:-1] == exercise.steps(language)[: len(shown) - 1]


def test_most_shipped_drills_can_be_begun() -> None:
    lone = [form for form in FORMS.values() if len(form.parts) == 1]
    begins = [form for form in lone if len(begin(form, 20)) == 20]
    assert len(begins) / len(lone) >= 0.9


@pytest.mark.parametrize("name", list(DRILLS))
def test_no_numbers_that_were_shown_worked_are_asked(name: str) -> None:
    source = DRILLS[name]
    shown = example(source)
    assert shown is not None, "every shipped drill has steps"
    assert shown == example(source), "it is always the same"
    # Also where a seed would give the example's own numbers.
    for seed in range(DRAWS // 2):
        begun_one = started(source, seed, after_example=True)
        for exercise in filter(None, (asked_anew(source, seed), begun_one)):
            assert not is_same_problem(exercise, shown)
            assert exercise.seed is not None
        assert asked_anew(source, seed) == draw(source, asked_anew(source, seed).seed or 0)
        if begun_one is not None and begun_one.seed is not None:
            assert started(source, begun_one.seed, after_example=True) == begun_one


def test_right_after_the_example_the_same_variant_is_begun() -> None:
    for name, source in DRILLS.items():
        shown = example(source)
        assert shown is not None
        after = [started(source, 1000 * nth, after_example=True) for nth in range(1, 20)]
        variants = {exercise.template.variant for exercise in after if exercise}
        if begin(FORMS.get(f"{name}:{shown.template.variant}", FORMS.get(name, source)), 5):
            assert variants == {shown.template.variant}, name


def test_what_follows_the_result_is_hidden_too() -> None:
    (exercise, *_) = begin(template(SALE, "sale"))
    marge = write_number(exercise.values["marge"], "fr")  # type: ignore[arg-type]
    assert begun(exercise, "fr")[0].endswith(f"= {marge}")
    assert begun(exercise, "fr")[1:] == ("En part : … = ?",)
    assert begun(exercise, "en")[1:] == ("… = ?",)


def test_a_step_that_happens_to_tell_the_result_is_not_shown() -> None:
    """Of half of these numbers the first step is the answer already."""
    source = {
        **SALE,
        "given": {"prix": ["100", "200"], "cout": "60..90"},
        "answer": {"formula": "marge / prix * 100", "unit": "%"},
    }
    for exercise in begin(template(source, "sale")):
        assert exercise.values["prix"] != 100
    rounded = {**SALE, "answer": {"formula": "marge + 1/4", "unit": "€"}}
    assert not begin(template(rounded, "sale"), 10), "35 and 35.25, which is 35"


@pytest.mark.parametrize(
    "steps", [[], NPS["steps"], [{"fr": "Rien.", "en": "None."}], ["{marge} = {answer}", "Fin."]]
)
def test_a_drill_that_cannot_be_begun_is_all_open(steps: list[Any]) -> None:
    source = {**SALE, "let": {**SALE["let"], "P": "1", "D": "2", "n": "3"}, "steps": steps}
    drawn = template(source, "sale")
    assert started(drawn, 5, after_example=True) is None
    assert rung_of(asked_anew(drawn, 5)) is Rung.ALL_OPEN
    assert begun(asked_anew(drawn, 5), "fr") == ()


def test_a_drill_without_steps_or_other_numbers_has_no_example() -> None:
    assert example(template({**SALE, "steps": []}, "sale")) is None
    one = {**SALE, "given": {"prix": ["200"], "cout": ["50"]}}
    assert example(template(one, "sale")) is None
    assert asked_anew(template(one, "sale"), 5).values["prix"] == 200


def test_a_result_is_judged_as_ever_and_the_row_tells_that_it_was_begun() -> None:
    exercise = begin(template(SALE, "sale"))[0]
    _, after = Calculation(exercise).answer(str(round(float(exercise.exact), 1)), "fr")
    assert after.done
    assert after.is_right
    assert dict(exercise.logged())[BEGUN] == "1"
    assert BEGUN not in dict(asked_anew(template(SALE, "sale"), 5).logged())


def test_known_mistakes_are_recognised_as_ever() -> None:
    for form in FORMS.values():
        if not isinstance(form.parts[0], NumberPart):
            continue
        for exercise in begin(form, 5):
            for wrong, value in exercise.mistakes.items():
                decimals = exercise.asked.answer.decimals
                typed = write_number(round(value, decimals), "en", decimals)
                plain, _ = Calculation(draw(form, exercise.seed or 0)).answer(typed, "en")
                verdict, _ = Calculation(exercise).answer(typed, "en")
                assert verdict == plain
                assert verdict.mistake in (wrong, None) or verdict.outcome is Outcome.WRONG
