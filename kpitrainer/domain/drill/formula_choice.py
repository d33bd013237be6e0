"""Which formula? A problem whose formula is chosen in words, and only then calculated.

Beside its own formula stand wrong methods and that of a sibling indicator (`wrong_formulas.py`), in
such sets that the right one is not told by its likeness to the rest (`option_sets.py`). All are
written by the program from their syntax trees, so that none gives itself away by its form.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from random import Random

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import WHICH_FORMULA, Exercise
from kpitrainer.domain.drill.indicators import Indicator, siblings
from kpitrainer.domain.drill.option_sets import OptionSet, option_sets
from kpitrainer.domain.drill.results import ChoiceResult
from kpitrainer.domain.drill.shown_exercise import (
    OptionText,
    choice_of,
    number_of,
    shown_exercise,
)
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.drill.wrong_formulas import (
    WrongFormula,
    blends,
    of_sibling,
    wrong_methods,
)
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.arithmetic import (
    LIST_FUNCTIONS,
    EvaluationError,
    Value,
    Values,
)
from kpitrainer.domain.formula.writer import rounded_as
from kpitrainer.domain.text.late_texts import LateTexts
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.number import last_digits

OPTIONS = 4
"""The right formula and three others."""

_NEAREST = 3
"""The sibling is one of so many that are nearest."""

_NUMBERS, _PLANS = 40, 10
"""How often numbers are drawn for a part of a drill, and how often another part is tried then."""


@dataclass(frozen=True, eq=False)
class FormulaPlan:
    """A problem's indicator with the wrong formulas there are to choose from, in `sets` of three.

    Of the `siblings` so many are `near`: of these one is taken.
    """

    indicator: Indicator
    mistakes: tuple[WrongFormula, ...]
    siblings: tuple[WrongFormula, ...]
    near: int

    @cached_property
    def blends(self) -> tuple[WrongFormula, ...]:
        """Formulas with two of the mistakes at once."""
        return tuple(blends(self.indicator, (*self.mistakes, *self.siblings[: self.near])))

    @cached_property
    def sets(self) -> tuple[OptionSet, ...]:
        """Three wrong formulas, as often as they can be put together."""
        right = self.indicator.worded.text
        return option_sets(right, self.mistakes, self.siblings, self.near, self.blends)


@dataclass(frozen=True, eq=False)
class FormulaProblem:
    """An exercise, seen at the part that is asked, and the wrong formulas beside its own."""

    exercise: Exercise
    plan: FormulaPlan
    wrong: tuple[WrongFormula, ...]


@dataclass(frozen=True, slots=True)
class FormulaWords:
    """The program's own words, in each language that a deck may have.

    `which` asks for the formula and `result` for the result; `of` is told who chose a sibling's
    formula, with the sibling's name in place of `{name}`, and `both` who chose one with two
    mistakes, with the formulas of `{one}` and the `{other}` in their places.
    """

    which: LocalizedText
    result: LocalizedText
    of: LocalizedText
    both: LocalizedText


def formula_plans(mine: Sequence[Indicator], every: Sequence[Indicator]) -> tuple[FormulaPlan, ...]:
    """The plans of one drill's indicators, those with wrong formulas enough, among `every` one."""
    plans = []
    for indicator in mine:
        ordered, near = siblings(indicator, every)
        found = tuple(of_sibling(indicator, each) for each in ordered)
        mine_wrong = tuple(wrong_methods(indicator))
        plan = FormulaPlan(indicator, mine_wrong, found, min(near, _NEAREST))
        if plan.sets:
            plans.append(plan)
    return tuple(plans)


def draw_problem(
    plans: Sequence[FormulaPlan], seed: int, preferred: Collection[str] = ()
) -> FormulaProblem:
    """The problem of `seed`. `plans` are a drill's, at least one.

    Of wrong formulas the `preferred` ones, by how the log names them, are taken first.

    Raises:
        KpiTrainerError: ("drill.cannot-draw") the drill gives no problem with four formulas.
    """
    chance = Random(seed)  # noqa: S311 - practice, not a secret
    for _ in range(_PLANS):
        plan = plans[int(chance.random() * len(plans))]
        indicator = plan.indicator
        for _ in range(_NUMBERS):
            numbers = int(chance.random() * 2**53)
            exercise = draw(indicator.form, numbers).at(indicator.place)
            wrong = _wrong(plan, exercise, chance, frozenset(preferred))
            if wrong is not None:
                return FormulaProblem(exercise, plan, wrong)
    form = plans[0].indicator.form
    raise KpiTrainerError("drill.cannot-draw", drill=form.id, draws=_NUMBERS * _PLANS)


def formula_exercise(problem: FormulaProblem, words: FormulaWords) -> Exercise:
    """The exercise that asks for the formula and then for the result.

    Its second part is judged as the drill's own, known mistakes and hints included.
    """
    drawn, indicator = problem.exercise, problem.plan.indicator

    def told(wrong: WrongFormula, language: str) -> str:
        if wrong.both is not None:
            one, other = (each.text[language] for each in wrong.both)
            return words.both[language].replace("{one}", one).replace("{other}", other)
        if wrong.sibling is not None:
            return words.of[language].replace("{name}", wrong.sibling.name(language))
        return drawn.mistake_text(wrong.mistake or "", language)

    def says(wrong: WrongFormula) -> LocalizedText:
        return LateTexts(indicator.form.languages, partial(told, wrong))

    others = (
        OptionText(wrong.text, says(wrong), confusion_name(indicator.ref, wrong.chosen))
        for wrong in problem.wrong
    )
    pick = choice_of(words.which, (OptionText(indicator.worded.text), *others))
    number = number_of(drawn, words.result)
    return shown_exercise(drawn, ((pick, ChoiceResult(0)), (number, drawn.result)), WHICH_FORMULA)


CONFUSION = "="
"""What begins the name by which the log keeps that one formula was taken for another."""


def confusion_name(asked: str, chosen: str) -> str:
    """How the log names it: "=calculs-plus/taux-de-marge=calculs-plus/taux-de-marque"."""
    return f"{CONFUSION}{asked}{CONFUSION}{chosen}"


def known_in_words(exercise: Exercise) -> Values:
    """What the names of formulas in words come to, those of lists included."""
    known: dict[str, Value] = dict(exercise.known)
    form: Template = exercise.template
    for name in form.names:
        if "(" in name:
            function, _, of = name.rstrip(")").partition("(")
            known[name] = LIST_FUNCTIONS[function](exercise.known[of], 1)  # type: ignore[arg-type]
    return known


def _wrong(
    plan: FormulaPlan, exercise: Exercise, chance: Random, preferred: frozenset[str]
) -> tuple[WrongFormula, ...] | None:
    """Three formulas that are wrong with these numbers; None where there are not so many."""
    values = known_in_words(exercise)
    above = int(chance.random() * OPTIONS)

    def order(found: OptionSet) -> tuple[int, int, float]:
        again = sum(each.chosen in preferred for each in found.wrong if not each.both)
        return -again, found.misses(above), chance.random()

    for found in sorted(plan.sets, key=order):
        if all(_is_wrong(each, exercise, values) for each in found.wrong):
            return found.wrong
    return None


def _is_wrong(wrong: WrongFormula, exercise: Exercise, values: Values) -> bool:
    """Whether a formula does not come to the answer with these numbers, however it is rounded."""
    if wrong.tree is None:
        return True  # it speaks of figures that the problem has not
    asked, also = exercise.asked.answer, exercise.result.also
    answers = (exercise.answer,) if also is None else (exercise.answer, also)
    right = [last_digits(each.as_integer_ratio(), asked.decimals) for each in answers]
    rounded = rounded_as(asked.formula.tree, wrong.tree)
    trees = (wrong.tree,) if rounded is wrong.tree else (wrong.tree, rounded)
    try:
        return all(last_digits(tree.ratio(values), asked.decimals) not in right for tree in trees)
    except EvaluationError:
        return False
