"""A worked solution by somebody else, in which one line may be wrong: a sheet to correct.

Each line is written by the program from what it works out, the wrong one as the right ones, so
that only who calculates finds it: « label : calculation = value », or on some sheets the value
alone. The lines after a wrong one go on with its value.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from random import Random
from typing import TypeVar

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.sheet_plan import FEWEST_LINES, SheetPlan, spoilt_values
from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.drill.worked_lines import ANSWER, WorkedLine
from kpitrainer.domain.drill.wrong_lines import WrongLine
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.arithmetic import Exact, Value
from kpitrainer.domain.formula.nodes import Node
from kpitrainer.domain.formula.writer import write_tree
from kpitrainer.domain.text.late_texts import LateTexts
from kpitrainer.domain.text.localized import COLON, LocalizedText
from kpitrainer.domain.text.number import write_number

RIGHT_SHEETS = Fraction(1, 5)
"""The share of sheets with nothing to correct."""

_PREFERRED = Fraction(3, 4)
"""The share of sheets that show a preferred mistake, where the drill has one."""

_LAST_OF_TWO, _LAST_OF_MORE = 0.8, 0.25
"""How often the last line is the wrong one, beside any other: many drills have no mistake but at
their last line, and over all of them each line is to be wrong equally often."""

_NUMBERS, _LINES = 40, 10
"""How often numbers are drawn for a wrong line, and how often another line is tried then.

Most suit at once, the most stubborn after a dozen.
"""

_SLOT = re.compile(r"\{(\w+)\}")

_One = TypeVar("_One")


@dataclass(frozen=True, slots=True)
class ErrorSheet:
    """An exercise, seen at one of its parts, and its lines as written in each language.

    `wrong` is the line to correct, from 0, and `mistake` the misconception there; both are None
    where there is nothing to correct. `values` are what the lines come to.
    """

    exercise: Exercise
    plan: SheetPlan
    lines: tuple[LocalizedText, ...]
    values: tuple[Exact, ...]
    wrong: int | None
    mistake: str | None


def draw_sheet(
    plans: Sequence[SheetPlan], seed: int, result: LocalizedText, preferred: Collection[str] = ()
) -> ErrorSheet:
    """The sheet of `seed`; one of five is right. `plans` are a drill's, at least one.

    A `preferred` mistake is taken more often than not. `result` is what the last line is called,
    in each language, where it is shown without its calculation.

    A right sheet is drawn as a wrong one is, and then shown without its mistake, so that neither
    numbers nor form tell which it is.

    Raises:
        KpiTrainerError: ("drill.cannot-draw") the drill gives no fair exercise or sheet.
    """
    chance = Random(seed)  # noqa: S311 - practice, not a secret
    right = chance.random() < RIGHT_SHEETS
    wanted = frozenset(preferred if chance.random() < _PREFERRED else ())
    among = [plan for plan in plans if plan.mistakes & wanted] or plans
    for _ in range(_LINES):
        plan = _one_of(among, chance)
        wrong = _choice(plan, wanted, chance)
        hidden = _hidden(plan, wrong, chance)
        for _ in range(_NUMBERS):
            exercise = draw(plan.form, int(chance.random() * 2**53)).at(plan.place)
            found = spoilt_values(plan, exercise, wrong)
            if found is not None:
                values, shown = (found.right, None) if right else (found.spoilt, wrong)
                lines = _Writer(plan, exercise, hidden, result).lines(values, shown)
                at, mistake = (shown.line, shown.mistake) if shown else (None, None)
                return ErrorSheet(exercise, plan, lines, tuple(values), at, mistake)
    raise KpiTrainerError("drill.cannot-draw", drill=plans[0].form.id, draws=_NUMBERS * _LINES)


def _choice(plan: SheetPlan, wanted: frozenset[str], chance: Random) -> WrongLine:
    """A wrong line, of the `wanted` mistakes where the plan has one."""
    among = [wrong for wrong in plan.wrongs if wrong.mistake in wanted] or plan.wrongs
    place = _line_of(sorted({each.line for each in among}), len(plan.lines), chance)
    return _one_of([each for each in among if each.line == place], chance)


def _hidden(plan: SheetPlan, wrong: WrongLine, chance: Random) -> frozenset[int]:
    """The lines that are shown without their calculation."""
    drawn = [place for place, share in enumerate(plan.hidden) if chance.random() < share]
    others = frozenset(drawn) - {wrong.line}
    return others if wrong.alike else others | {wrong.line}


def _line_of(places: Sequence[int], lines: int, chance: Random) -> int:
    """One of the `places`, whichever has more mistakes, of so many `lines`."""
    of_last = _LAST_OF_TWO if lines == FEWEST_LINES else _LAST_OF_MORE
    weights = [of_last if place == lines - 1 else 1 for place in places]
    drawn = chance.random() * sum(weights)
    for place, weight in zip(places, weights, strict=True):
        drawn -= weight
        if drawn < 0:
            return place
    return places[-1]


def _one_of(options: Sequence[_One], chance: Random) -> _One:
    return options[int(chance.random() * len(options))]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the lines of a sheet, `hidden` ones as values alone."""

    plan: SheetPlan
    exercise: Exercise
    hidden: frozenset[int]
    result: LocalizedText

    def lines(self, values: Sequence[Exact], wrong: WrongLine | None) -> tuple[LocalizedText, ...]:
        """The lines that come to `values`, in each language."""
        known: dict[str, Value] = dict(self.exercise.known)
        written = []
        for place, (line, value) in enumerate(zip(self.plan.lines, values, strict=True)):
            tree = wrong.tree if wrong and wrong.line == place else line.tree
            bare = place in self.hidden
            told = partial(self.line, line, value, None if bare else tree, dict(known))
            written.append(LateTexts(self.plan.form.languages, told))
            known[line.name] = value
        return tuple(written)

    def line(
        self,
        line: WorkedLine,
        value: Exact,
        tree: Node | None,
        known: Mapping[str, Value],
        language: str,
    ) -> str:
        """One line, with its calculation `tree` where it is shown, after the numbers `known`."""
        label = _SLOT.sub(lambda slot: _number(known[slot[1]], language), line.label[language])
        if line.name == ANSWER and tree is None:
            label = label or self.result[language]
        shown = self.value(line, value, language)
        if line.works and tree is not None:
            shown = f"{write_tree(tree, known, language)}{line.joint[language]}{shown}"
        return f"{label}{COLON[language]}{shown}" if label else shown

    def value(self, line: WorkedLine, value: Exact, language: str) -> str:
        if line.name != ANSWER:
            return f"{line.before[language]}{_number(value, language)}{line.after[language]}"
        asked = self.exercise.asked.answer
        unit = asked.unit[language]
        return write_quantity(Fraction(value), unit, language, asked.decimals, signed=asked.signed)


def _number(value: Value, language: str) -> str:
    return "" if isinstance(value, tuple) else write_number(value, language)
