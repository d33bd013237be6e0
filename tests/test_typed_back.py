"""Whatever a drill prints can be typed back as it is printed, in both languages."""

import math
import re
from collections.abc import Iterator
from fractions import Fraction

import pytest

from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.figures import wanted_number
from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.drill.typed_answer import read_answer
from kpitrainer.domain.text.number import Unclear
from kpitrainer.domain.verdict import Outcome
from tests.shipped import FORMS, parts, per_form

_DRAWS = 6
_NUMBER = {
    "fr": r"[0-9]+(?:[ \u202f\u00a0][0-9]{3})*(?:,[0-9]+)?",
    "en": r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?",
}
_CALCULATION = re.compile(
    r"(?<![\w)] )(?<![\w,.])[(−]*[0-9][-−+0-9.,\u202f\u00a0 ÷×^()√⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*"
)
_OPERATOR = re.compile(r"[÷×+−^⁰¹²³⁴⁵⁶⁷⁸⁹]")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

in_each_language = pytest.mark.parametrize("language", ["fr", "en"])


def _asked(name: str) -> Iterator[Exercise]:
    """The parts of some draws that ask for a number, other draws than other forms'."""
    for place in range(_DRAWS):
        exercise = draw(FORMS[name], sum(map(ord, name)) + place)
        yield from (at for at in parts(exercise) if isinstance(at.part, NumberPart))


def _printed(at: Exercise, language: str) -> Iterator[str]:
    yield at.ask(language)
    if table := at.table(language):
        yield from (cell for row in (table.heads, *table.rows) for cell in row)
    yield from at.hints(language)
    yield from at.steps(language)


def _figures(text: str, language: str) -> Iterator[str]:
    """The numbers of a text, but those within a word such as S3-08."""
    alone = rf"(?<![\w.,])[-−+]?{_NUMBER[language]}(?![\w.,]*[0-9])"
    return (found.group() for found in re.finditer(alone, text))


def _calculations(text: str) -> Iterator[str]:
    """The calculations of a text with nothing but figures in them."""
    for side in re.split(r"[=:\n]", text):
        found = _CALCULATION.search(side)
        calculation = found.group().strip(" .,") if found else ""
        is_whole = calculation.count("(") == calculation.count(")")
        if is_whole and _OPERATOR.search(calculation[1:]) and calculation[-1] not in "+−×÷(^√":
            yield calculation


def _oracle(number: str, language: str) -> Fraction:
    """What a printed number is: its language has one way to write it."""
    thousands, decimal = ("\u202f", ",") if language == "fr" else (",", ".")
    number = re.sub(r"\s", "\u202f", number)
    return Fraction(number.replace(thousands, "").replace(decimal, ".").replace("−", "-"))


def _worked_out(calculation: str, language: str) -> float:
    """What a printed calculation comes to, by Python's own arithmetic."""
    exact = re.sub(
        _NUMBER[language], lambda number: str(float(_oracle(number[0], language))), calculation
    )
    roots = re.sub(r"√([0-9.]+)", r"sqrt(\1)", exact).replace("√", "sqrt")
    powers = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+", lambda raised: f"**{raised[0].translate(_RAISED)}", roots)
    signs = powers.translate(str.maketrans("÷×−\u00a0", "/*- ")).replace("^", "**")
    return float(eval(signs, {"sqrt": math.sqrt}))  # noqa: S307 - figures and operators only


@in_each_language
@per_form
def test_the_answer_as_it_is_printed_is_right(name: str, language: str) -> None:
    for at in _asked(name):
        verdict, _ = Calculation(at).answer(at.answer_text(language), language)
        assert verdict.outcome is Outcome.RIGHT, (at.seed, at.answer_text(language))


@in_each_language
@per_form
def test_the_last_hint_as_it_is_printed_is_right(name: str, language: str) -> None:
    for at in _asked(name):
        set_up = at.hints(language)[-1].strip()
        verdict, _ = Calculation(at).answer(set_up, language)
        if at.before_rounding() is not None:  # a set-up whose result is still to be rounded up
            assert verdict.message is None or verdict.message.code == "drill.round-last", set_up
            continue
        assert verdict.outcome is Outcome.RIGHT, (at.seed, set_up)


@in_each_language
@per_form
def test_each_figure_and_calculation_is_read_as_it_is_printed(name: str, language: str) -> None:
    for at in _asked(name):
        wanted = wanted_number(at, language)
        texts = list(_printed(at, language))
        for figure in {each for text in texts for each in _figures(text, language)}:
            read = read_answer(figure, wanted)
            assert not isinstance(read, Unclear), (at.seed, figure)
            assert read.value == _oracle(figure, language), (at.seed, figure)
        for calculation in {each for text in texts for each in _calculations(text)}:
            read = read_answer(calculation, wanted)
            assert not isinstance(read, Unclear), (at.seed, calculation)
            worked = _worked_out(calculation, language)
            assert float(read.value) == pytest.approx(worked), (at.seed, calculation)


def test_figures_and_calculations_are_found_in_what_is_printed() -> None:
    (at,) = list(_asked("attrition-annuelle"))[:1]
    assert any("¹²" in each for text in at.hints("fr") for each in _calculations(text))
    for name, fewest in (("retention", 3), ("hausses-successives:deux-hausses", 2)):
        at = next(_asked(name))
        assert len({each for text in _printed(at, "en") for each in _figures(text, "en")}) > fewest
        assert any(list(_calculations(text)) for text in at.steps("en"))
