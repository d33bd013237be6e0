"""An exercise's picture beside its solution, with the learner's result against the right one."""

from dataclasses import replace
from fractions import Fraction

from kpitrainer.domain.drill.calculation import Calculation
from kpitrainer.domain.drill.drawn_picture import (
    FINEST,
    Bar,
    NotDrawnError,
    Picture,
    Scale,
    ShownResult,
    drawn_picture,
)
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.figures import wanted_number
from kpitrainer.domain.drill.picture import SHARES, PictureKind, PictureSpec
from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.drill.typed_answer import ParsedAnswer, read_answer
from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.text.number import round_half_away
from kpitrainer.domain.verdict import Outcome

_FURTHEST = 3
"""A result is drawn up to so many times the longest other bar; a longer one is cut."""

_RATIOS = frozenset({"%", "points", "×"})
"""Units of what is no amount: only by chance is it as long as one."""


def solved_picture(calculation: Calculation, language: str) -> Picture | None:
    """The picture beside the solution: all its values, and the learner's result if it is wrong.

    Of several parts the first one answered wrongly is shown, or else the first that asks for a
    number. None where there is no picture.
    """
    spec = calculation.exercise.template.picture
    if spec is None:
        return None
    try:
        picture = drawn_picture(spec, calculation.exercise, language, None)
    except NotDrawnError:
        return None
    exercise, mine = _answered(calculation, language)
    if exercise is None:
        return picture
    factor = _factor(picture, spec, exercise)
    if factor in (1, None) and mine is None:
        return picture  # the right result is one of its bars, or has none to be compared with
    result = _result(exercise, mine, language, picture.scale if factor else None, factor or 1)
    return replace(picture, scale=result.scale if factor else picture.scale, result=result)


def _answered(calculation: Calculation, language: str) -> tuple[Exercise | None, Fraction | None]:
    """The exercise at the part whose result is shown, and the learner's wrong number there."""
    exercise = calculation.exercise
    for judged in calculation.judged:
        if judged.option is None and judged.verdict.outcome is not Outcome.RIGHT:
            # With its own numbers, not those carried to it.
            own = exercise.at(judged.exercise.place)
            answer = read_answer(judged.said, wanted_number(own, language))
            return own, answer.value if isinstance(answer, ParsedAnswer) else None
    parts = enumerate(exercise.template.parts)
    first = next((place for place, part in parts if isinstance(part, NumberPart)), None)
    return None if first is None else exercise.at(first), None


def _result(
    exercise: Exercise,
    mine: Fraction | None,
    language: str,
    scale: Scale | None,
    factor: Fraction | int,
) -> ShownResult:
    """The right result and the learner's, times `factor`, on a scale that holds `scale` too.

    Far beyond the right one, or beyond the given scale, the learner's is cut.
    """
    asked = exercise.asked.answer
    own = exercise.template.language(language)
    right = Bar("", exercise.answer_text(own), end=exercise.exact * factor)
    ends = [right.end, scale.low, scale.high] if scale else [right.end]
    if mine is None:
        return ShownResult(right, None, Scale.of(ends))
    furthest = _FURTHEST * max(map(abs, ends))
    finer = FINEST if round_half_away(mine, asked.decimals) == exercise.answer else 0
    told = write_quantity(mine, asked.unit[own], own, asked.decimals + finer, signed=asked.signed)
    bar = Bar("", told, end=mine * factor)
    return ShownResult(right, bar, Scale.of([*ends, min(max(bar.end, -furthest), furthest)]))


def _factor(picture: Picture, spec: PictureSpec, exercise: Exercise) -> Fraction | None:
    """By what results are multiplied to lie on the picture's scale; None where they do not.

    They do where the right one is as long as a bar, or ends where one does: as a value of the
    same kind, or as per cent of the whole.
    """
    if spec.kind in (PictureKind.SQUARE, PictureKind.LINE):
        return None
    lengths = {length for bar in picture.bars for length in (bar.end, bar.end - bar.start)}
    unit = next(iter(exercise.asked.answer.unit.values()))
    factors = [Fraction(1)] if unit not in _RATIOS or unit in spec.unit.values() else []
    if unit == "%" and spec.kind in SHARES:
        factors.append(picture.scale.high / 100)
    return next((factor for factor in factors if exercise.exact * factor in lengths), None)
