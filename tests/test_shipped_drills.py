import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from kpitrainer.domain.drill.diagnosis import judge_choice
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.template import ChoicePart, NumberPart
from kpitrainer.domain.drill.trial_draws import failed_tests, trial_draws
from kpitrainer.domain.formula.arithmetic import Value
from kpitrainer.domain.text.number import write_number
from kpitrainer.domain.verdict import Outcome
from tests.domain.drill.curriculum import judge
from tests.landing import examples
from tests.shipped import FORMS, drawn, parts, per_form
from tests.typography import typography_faults

CURRICULUM: Mapping[str, Sequence[Mapping[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "shipped-drills.yaml").read_text("utf-8")
)
EXAMPLES = {
    f"{name}-{place}": (name, example)
    for name, examples in CURRICULUM.items()
    for place, example in enumerate(examples, 1)
}

CHOICES = [
    (name, place)
    for name, form in FORMS.items()
    for place, part in enumerate(form.parts)
    if isinstance(part, ChoicePart)
]

per_choice = pytest.mark.parametrize(("name", "place"), CHOICES)
per_example = pytest.mark.parametrize("example", list(EXAMPLES))
in_each_language = pytest.mark.parametrize("language", ["fr", "en"])


def _typed(value: Fraction, decimals: int, language: str) -> str:
    """As one types it: a comma between thousands could be read in two ways."""
    return write_number(value, language, decimals).replace("," if language == "en" else " ", "")


def _numbers(exercise: Exercise) -> Iterator[Exercise]:
    return (at for at in parts(exercise) if isinstance(at.part, NumberPart))


def _exact(written: object) -> Value:
    return tuple(map(Fraction, written)) if isinstance(written, list) else Fraction(str(written))


def _example(example: str) -> tuple[Exercise, Mapping[str, Any]]:
    name, asked = EXAMPLES[example]
    variant = asked.get("variant")
    form = FORMS[f"{name}:{variant}" if variant else name]
    given = {key: _exact(value) for key, value in asked["given"].items()}
    return instance(form, given).at(asked.get("part", 1) - 1), asked


def test_each_variant_has_its_example() -> None:
    told = {
        f"{name}:{asked['variant']}" if "variant" in asked else name
        for name, asked in EXAMPLES.values()
    }
    shipped = {name for name in FORMS if name.partition(":")[0] in CURRICULUM}
    assert CURRICULUM.keys() == {name.partition(":")[0] for name in FORMS}
    assert told == shipped


@in_each_language
@per_example
def test_a_drill_gives_the_curriculums_example_and_knows_its_wrong_methods(
    example: str, language: str
) -> None:
    exercise, asked = _example(example)
    part = exercise.part
    if isinstance(part, ChoicePart):
        assert exercise.right_option == asked["choose"] - 1
        wrongs = [option.wrong for option in part.options]
        for wrong in asked.get("misread", ()):
            verdict = judge_choice(exercise, wrongs.index(wrong), language)
            assert verdict.outcome is Outcome.WRONG
            assert verdict.text
        return

    def typed(value: str) -> str:
        return _typed(Fraction(value), len(value.partition(".")[2]), language)

    assert judge(exercise, typed(asked["answer"]), language).outcome is Outcome.RIGHT
    assert len(part.mistakes) == len(asked["wrong"])
    for mistake, value in zip(part.mistakes, asked["wrong"], strict=True):
        verdict = judge(exercise, typed(value), language)
        assert (verdict.outcome, verdict.mistake) == (Outcome.WRONG, mistake.id), value
        assert verdict.text
        assert "{" not in verdict.text


@pytest.mark.parametrize(("typed", "language"), [("40 ans", "fr"), ("40 years", "en")])
def test_a_monthly_rate_gives_no_years(typed: str, language: str) -> None:
    exercise, _ = _example("duree-de-vie-1")
    verdict = judge(exercise, typed, language)
    assert verdict.outcome is Outcome.UNCLEAR
    assert verdict.message
    assert verdict.message.code == "drill.wrong-unit"


# --- the authors' own tests


@per_form
def test_a_forms_own_tests_hold_and_name_every_wrong_method(name: str) -> None:
    form = FORMS[name]
    assert failed_tests(form) == ()
    assert form.tests
    for number, part in enumerate(form.parts):
        expected = form.tests[0].parts[number]
        if isinstance(part, ChoicePart):
            assert expected.option
        else:
            assert expected.answer is not None
            assert set(expected.mistakes) == {mistake.id for mistake in part.mistakes}


@per_form
def test_most_draws_are_fair(name: str) -> None:
    draws = examples(1000)
    found = trial_draws(FORMS[name], draws)
    assert found.faults == ()
    assert found.accepted >= draws * 0.8


# --- what a learner reads


def _shown(at: Exercise, language: str) -> Iterator[str]:
    yield at.ask(language)
    table = at.table(language)
    if table:
        yield from table.heads
        yield from (cell for row in table.rows for cell in row if re.search(r"[^\W\d_]", cell))
    yield from at.hints(language)
    yield from at.steps(language)
    yield at.answer_text(language)
    if isinstance(at.part, ChoicePart):
        yield from at.options(language)
        yield from (at.option_text(place, language) or "" for place in range(len(at.part.options)))
        return
    for wrong in at.mistakes:
        yield at.mistake_working(wrong, language)
        yield at.mistake_text(wrong, language)


@in_each_language
@per_form
def test_every_draw_reads_well(name: str, language: str) -> None:
    one_of_many = re.compile(r"(?<![\d.,\u202f])1[ \u00a0][^\W\d_]+s\b")
    texts = {
        text.rstrip("\n")
        for exercise in drawn(name)[: examples(100)]
        for at in parts(exercise)
        for text in _shown(at, language)
    }
    assert [text for text in texts if one_of_many.search(text)] == []
    # Digits are alike to typography, which so reads each sentence once.
    for shape in {re.sub(r"\d+", "8", text) for text in texts}:
        assert typography_faults(shape, language) == [], shape
        assert not re.search(r"[{}]|--|\+-|-\d", shape), shape


@in_each_language
@per_form
def test_every_draw_takes_its_answer_and_names_each_wrong_method(name: str, language: str) -> None:
    for exercise in drawn(name)[: examples(100)]:
        for at in _numbers(exercise):
            answer = at.answer_text(language)
            assert judge(at, answer, language).outcome is Outcome.RIGHT, (exercise.seed, answer)
            for mistake, value in at.mistakes.items():
                typed = _typed(value, at.asked.answer.decimals, language)
                assert judge(at, typed, language).mistake == mistake, (exercise.seed, typed)


@per_form
def test_each_part_has_three_hints(name: str) -> None:
    assert [len(part.hints) for part in FORMS[name].parts] == [3] * len(FORMS[name].parts)


@per_choice
def test_an_option_that_can_be_wrong_says_why(name: str, place: int) -> None:
    part = FORMS[name].parts[place]
    assert isinstance(part, ChoicePart)
    assert all(option.say for option in part.options)


@per_choice
def test_every_option_that_can_be_right_often_is(name: str, place: int) -> None:
    part = FORMS[name].parts[place]
    assert isinstance(part, ChoicePart)
    rights = [exercise.at(place).right_option for exercise in drawn(name)]
    possible = [number for number, option in enumerate(part.options) if option.right.names]
    for number in possible:
        assert rights.count(number) > len(rights) / (4 * len(possible)), part.options[number]


@per_form
def test_texts_differ_between_the_languages(name: str) -> None:
    exercise = drawn(name)[0]
    for at in parts(exercise):
        assert at.ask("fr") != at.ask("en")
        for fr, en in zip(_shown(at, "fr"), _shown(at, "en"), strict=True):
            words = re.findall(r"[^\W\d_]{4,}", fr)
            assert fr != en or len(words) <= 1, fr
