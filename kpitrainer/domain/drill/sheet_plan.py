"""What sheets can be made of a drill, and whether an exercise's numbers suit one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.drill.worked_lines import ANSWER, WorkedLine, work, worked_lines
from kpitrainer.domain.drill.wrong_lines import WrongLine, WrongLineFinder
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.arithmetic import EvaluationError, Exact, Value, fraction
from kpitrainer.domain.text.number import last_digits, round_half_away

_DRAWS = 6
"""Draws on which a part of a mistake's formula is tried."""

_OFTEN = 4
"""One of so many draws at least has to suit a wrong line."""

_ON_THE_WAY = 4
"""Decimals at most of what a line comes to on the way."""

_TIMES = 100
"""How many times the right answer a wrong one may be, or the other way round."""

_MOST_PERCENT = 1000
"""A wrong share in per cents is no more: a right one is at most 100."""

FEWEST_LINES, MOST_LINES = 2, 8
"""Lines of a sheet: with one there is nothing to find, and each is picked by a digit."""


@dataclass(frozen=True)
class SheetPlan:
    """What sheets can be made of the part at `place`, from 0, of one of a drill's forms."""

    form: Template
    place: int
    lines: tuple[WorkedLine, ...]
    wrongs: tuple[WrongLine, ...]

    def hides(self, place: int) -> bool:
        """Whether that line can be shown without its calculation: it says what it comes to."""
        line = self.lines[place]
        return line.name == ANSWER or all(line.label.values())

    @cached_property
    def hidden(self) -> Sequence[float]:
        """How often each line is shown without its calculation.

        A wrong line is, where its calculation would tell on it. So that this tells nothing either,
        the line is as often shown so when it is right.
        """
        return [self._hidden(place) for place in range(len(self.lines))]

    def _hidden(self, place: int) -> float:
        if not (self.lines[place].works and self.hides(place)):
            return 0
        mine = [wrong for wrong in self.wrongs if wrong.line == place] or [
            wrong for wrong in self.wrongs if self.lines[wrong.line].works
        ]
        return sum(not wrong.alike for wrong in mine) / len(mine) if mine else 0

    @property
    def mistakes(self) -> frozenset[str]:
        """The misconceptions that sheets may show."""
        return frozenset(wrong.mistake for wrong in self.wrongs)


class Spoilt(NamedTuple):
    """What the lines come to, `right` and with a wrong one."""

    right: list[Exact]
    spoilt: list[Exact]


def sheet_plans(template: Template) -> tuple[SheetPlan, ...]:
    """Those of all forms and parts of which a sheet with a wrong line can be made."""
    tried = ((form, try_draws(form)) for form in template.forms)
    plans = (_plan(form, place, draws) for form, draws in tried for place in range(len(form.parts)))
    return tuple(plan for plan in plans if plan is not None and plan.wrongs)


def placed_mistakes(form: Template, place: int, tried: Sequence[Exercise]) -> SheetPlan | None:
    """The part's lines, and where each mistake can be made, whether or not a sheet can show it.

    That is found out on some exercises that were `tried`. None where the part has no such lines.
    """
    part = form.parts[place]
    lines = worked_lines(form, part) if isinstance(part, NumberPart) else ()
    if not FEWEST_LINES <= len(lines) <= MOST_LINES or not isinstance(part, NumberPart):
        return None
    finder = WrongLineFinder(form, part, lines, [exercise.at(place) for exercise in tried])
    if not tried or not finder.holds():
        return None
    wrongs = (wrong for mistake in part.mistakes for wrong in finder.wrong_lines(mistake))
    return SheetPlan(form, place, lines, tuple(wrongs))


def try_draws(form: Template) -> Sequence[Exercise]:
    """Some exercises; none where the drill cannot be drawn, which is told elsewhere."""
    try:
        return [draw(form, seed) for seed in range(_DRAWS)]
    except KpiTrainerError:
        return ()


def _plan(form: Template, place: int, tried: Sequence[Exercise]) -> SheetPlan | None:
    plan = placed_mistakes(form, place, tried)
    seen = [exercise.at(place) for exercise in tried]
    return plan and replace(
        plan, wrongs=tuple(wrong for wrong in plan.wrongs if _serves(plan, wrong, seen))
    )


def _serves(plan: SheetPlan, wrong: WrongLine, tried: Sequence[Exercise]) -> bool:
    """Whether a sheet can show the wrong line, on many of a drill's numbers."""
    suits = sum(spoilt_values(plan, exercise, wrong) is not None for exercise in tried)
    return (wrong.alike or plan.hides(wrong.line)) and suits * _OFTEN >= len(tried)


def spoilt_values(plan: SheetPlan, exercise: Exercise, wrong: WrongLine) -> Spoilt | None:
    """What the lines come to with the wrong one and without; None where that makes no sheet.

    Each value on the way is exact as it is written, the last is the answer of the right sheet and
    not of the other, and never nothing.
    """
    known: dict[str, Value] = dict(exercise.known)
    try:
        right = work(plan.lines, known)
        before = right[: wrong.line]
        known |= {line.name: value for line, value in zip(plan.lines, before, strict=False)}
        there = wrong.tree.evaluate(known)
        spoilt = [*before, *work(plan.lines[wrong.line :], known, (0, there))]
    except EvaluationError:
        return None
    at, asked = wrong.line, exercise.asked.answer.decimals
    for values in (right, spoilt):
        for line, value in zip(plan.lines[:-1], values, strict=False):
            if not line.about and 10**_ON_THE_WAY % value.denominator:
                return None
    decimals = asked if at == len(plan.lines) - 1 else _ON_THE_WAY
    if _shown(right[at], decimals) == _shown(spoilt[at], decimals):
        return None
    result, answer = _shown(spoilt[-1], asked), _shown(exercise.answer, asked)
    if not _shown(right[-1], asked) == answer != result != 0:
        return None
    credible = _is_credible(exercise, round_half_away(fraction(spoilt[-1]), asked))
    return Spoilt(right, spoilt) if credible else None


def _shown(value: Exact, decimals: int) -> int:
    """The value as it is written, in units of its last decimal."""
    return last_digits(value.as_integer_ratio(), decimals)


def _is_credible(exercise: Exercise, value: Fraction) -> bool:
    """Whether a wrong answer does not tell by its size that something is wrong."""
    asked, right, wrong = exercise.asked.answer, abs(exercise.answer), abs(value)
    if "%" in asked.unit.values() and not asked.signed and wrong > _MOST_PERCENT >= right:
        return False
    # Over one denominator, as comparing fractions takes long.
    above, other = right.numerator * wrong.denominator, wrong.numerator * right.denominator
    return above <= _TIMES * other and other <= _TIMES * above
