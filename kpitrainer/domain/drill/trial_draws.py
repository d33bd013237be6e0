"""How often a template's draws make a fair exercise, and whether its author's tests hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from types import MappingProxyType

from kpitrainer.domain.drill.drawing import draw_once, instance
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.picture_watch import PictureWatch
from kpitrainer.domain.drill.plausible_ranges import Watch
from kpitrainer.domain.drill.results import ChoiceResult, Refusal, RefusedError
from kpitrainer.domain.drill.template import ChoicePart, Choices, PartTest, Range, Template
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.formula.arithmetic import Exact, Values
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.text.number import round_half_away

DRAWS = 1000


_HEAVY = 80
"""A power or a root takes as long as so many signs of other arithmetic."""


def work(form: Template) -> int:
    """How much a draw of `form`, one of a drill's forms, takes: the length of all its formulas.

    Those of a list count as often as it has numbers.
    """
    formulas: list[Formula] = [*form.let.values(), *form.where]
    for source in form.given.values():
        if isinstance(source, Choices):
            formulas.append(source.options[0])
        elif isinstance(source, Range):
            formulas += (source.low, source.high, source.step)
        else:
            formulas += source.most * (source.each.low, source.each.high, source.each.step)
    for part in form.parts:
        if isinstance(part, ChoicePart):
            formulas += (option.right for option in part.options)
        else:
            formulas += (part.answer.formula, *(mistake.formula for mistake in part.mistakes))
    if form.picture:
        parts = (*form.picture.parts, *filter(None, [form.picture.total]))
        formulas += max(len(form.picture.places), 1) * [part.value for part in parts]
    for bounds in form.plausible:
        formulas += (bounds.range.low, bounds.range.high)
    return _OVERHEAD + sum(
        len(formula.source) + _HEAVY * (formula.source.count("^") + formula.source.count("root"))
        for formula in formulas
    )


_OVERHEAD = 80
"""What a draw takes beside its formulas."""


@dataclass(frozen=True, slots=True)
class TrialDraws:
    """The outcome of `drawn` draws: how many were accepted, and why the others were not.

    `faults` are the formulas that had no value, each once; `culprits` counts each reason with
    the way to what refused the draw, if one thing did. `unlikely` tells of each value that left
    the range its author holds plausible, and of each that no picture can be drawn of.
    """

    drawn: int
    accepted: int
    reasons: Counter[Refusal]
    faults: tuple[Fault, ...]
    culprits: Counter[tuple[Refusal, FieldPath]]
    unlikely: tuple[Fault, ...] = ()

    @property
    def share(self) -> Fraction:
        """The accepted share, from 0 to 1."""
        return Fraction(self.accepted, self.drawn)


def trial_draws(
    template: Template, draws: int = DRAWS, fixed: Values = MappingProxyType({})
) -> TrialDraws:
    """Draw `draws` times, always the same numbers for the same template.

    `fixed` holds given values that are not drawn. Of a drill with variants all are drawn; each
    of its `forms` can be looked at alone.
    """
    chance = Random(0)  # noqa: S311 - practice, not a secret
    culprits: Counter[tuple[Refusal, FieldPath]] = Counter()
    faults: dict[tuple[FieldPath, int, str], Fault] = {}
    forms = template.forms
    watches = [(Watch(form), PictureWatch(form)) for form in forms]
    for drawn in range(draws):
        form = forms[drawn % len(forms)]
        try:
            exercise = draw_once(form, chance, None, fixed)
            for watch in watches[drawn % len(forms)]:
                watch.look(exercise)
        except RefusedError as refused:
            culprits[refused.why, form.source_path(refused.path)] += 1
            if refused.error:
                fault = refused.error.fault(form.source_path(refused.path))
                faults.setdefault((fault.path, fault.column, fault.code), fault)
    reasons: Counter[Refusal] = Counter()
    for (why, _), count in culprits.items():
        reasons[why] += count
    accepted = draws - reasons.total()
    unlikely = tuple(
        fault for pair in watches for watch in pair for fault in watch.faults(accepted)
    )
    return TrialDraws(draws, accepted, reasons, tuple(faults.values()), culprits, unlikely)


def failed_tests(template: Template) -> tuple[Fault, ...]:
    """What the template's own tests find: every expected value that is not the computed one."""
    faults: dict[FieldPath, Fault] = {}
    for form in template.forms:
        for place, test in enumerate(form.tests):
            try:
                exercise = instance(form, test.values)
            except RefusedError as refused:
                at = form.source_path(("tests", place))
                fault = Fault(at, "drill.test-no-single-choice")
                if refused.error:
                    fault = refused.error.fault(form.source_path(refused.path))
                faults.setdefault(fault.path, fault)
                continue
            for number, expected in enumerate(test.parts):
                for fault in _compared(exercise.at(number), expected):
                    path = form.source_path(fault.path)
                    faults.setdefault(path, fault._replace(path=path))
    return tuple(faults.values())


def _compared(exercise: Exercise, expected: PartTest) -> Iterator[Fault]:
    result = exercise.results[exercise.place]
    if isinstance(result, ChoiceResult):
        if expected.option != result.right + 1:
            chosen = {"expected": expected.option, "found": result.right + 1}
            yield Fault((*expected.path, "choose"), "drill.test-value", chosen)
        return
    asked = exercise.asked.answer.decimals
    wanted: dict[FieldPath, Exact] = {}
    if expected.answer is not None and not exercise.fits(Fraction(expected.answer)):
        wanted["answer",] = expected.answer
    wanted |= {("mistakes", wrong): value for wrong, value in expected.mistakes.items()}
    found: dict[FieldPath, Fraction] = {("answer",): result.exact}
    found |= {("mistakes", wrong): value for wrong, value in result.mistakes.items()}
    for path, value in wanted.items():
        if not _is_rounding(value, found[path], asked):
            rounded = round_half_away(found[path], asked)
            values = {"expected": Fraction(value), "found": rounded}
            yield Fault((*expected.path, *path), "drill.test-value", values)


def _is_rounding(expected: Exact, exact: Fraction, asked: int) -> bool:
    """Whether `expected` is `exact`, rounded as asked or to the decimals it has."""
    return expected == exact or any(
        expected == round_half_away(exact, decimals) for decimals in range(asked, 13)
    )
