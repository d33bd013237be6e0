"""Which formula? A problem whose formula is chosen in words, and only then calculated.

Beside its own formula stand two of its wrong methods and that of a sibling indicator. All are
written by the program from their syntax trees, so that none gives itself away by its form.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from random import Random

from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import WHICH_FORMULA, Exercise
from kpitrainer.domain.drill.in_words import worded
from kpitrainer.domain.drill.indicators import Indicator, Sibling, meaning_in, siblings
from kpitrainer.domain.drill.results import ChoiceResult
from kpitrainer.domain.drill.shown_exercise import (
    OptionText,
    choice_of,
    number_of,
    shown_exercise,
)
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.formula.arithmetic import (
    LIST_FUNCTIONS,
    EvaluationError,
    Value,
    Values,
)
from kpitrainer.domain.formula.nodes import Node
from kpitrainer.domain.formula.writer import rounded_as
from kpitrainer.domain.text.late_texts import LateTexts
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.text.number import last_digits

OPTIONS = 4
"""The right formula and three others."""

_OF_SIBLINGS = 1
"""So many of the others are siblings', where there are mistakes enough."""

_NEAREST = 3
"""The sibling is one of so many that are nearest."""

_NUMBERS, _PLANS = 40, 10
"""How often numbers are drawn for a part of a drill, and how often another part is tried then."""


@dataclass(frozen=True, eq=False)
class WrongFormula:
    """A formula that is not the problem's: `tree` in the problem's names, where it has them all.

    `chosen` is how the log names it: a misconception, or the sibling's `ref`. `mistake` is the
    misconception that it is, with what its author says of it; `sibling` the indicator it is right
    for.
    """

    text: LocalizedText
    tree: Node | None
    meaning: int | None
    chosen: str
    mistake: str | None = None
    sibling: Indicator | None = None


@dataclass(frozen=True, eq=False)
class FormulaPlan:
    """A problem's indicator with the wrong formulas there are to choose from.

    Of the `siblings` so many are `near`: of these one is taken.
    """

    indicator: Indicator
    mistakes: tuple[WrongFormula, ...]
    siblings: tuple[WrongFormula, ...]
    near: int


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
    formula, with the sibling's name in place of `{name}`.
    """

    which: LocalizedText
    result: LocalizedText
    of: LocalizedText


def formula_plans(mine: Sequence[Indicator], every: Sequence[Indicator]) -> tuple[FormulaPlan, ...]:
    """The plans of one drill's indicators, those with wrong formulas enough, among `every` one."""
    plans = []
    for indicator in mine:
        ordered, near = siblings(indicator, every)
        found = tuple(_of_sibling(indicator, each) for each in ordered)
        plan = FormulaPlan(indicator, tuple(_mistakes(indicator)), found, min(near, _NEAREST))
        if plan.mistakes and len([*_different((*found, *plan.mistakes))]) >= OPTIONS - 1:
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


def _mistakes(indicator: Indicator) -> Iterator[WrongFormula]:
    """The wrong methods in words, of which none means what another or the right one does."""
    seen = {indicator.meaning}
    for mistake in indicator.asked.mistakes:
        in_words = worded(indicator.form, mistake.formula.tree)
        if in_words is None:
            continue
        found = meaning_in(indicator.known, in_words.tree)
        if found not in seen:
            seen.add(found)
            yield WrongFormula(in_words.text, in_words.tree, found, mistake.id, mistake.id)


def _of_sibling(indicator: Indicator, found: Sibling) -> WrongFormula:
    other = found.indicator
    means = meaning_in(indicator.known, found.tree) if found.tree else None
    return WrongFormula(other.worded.text, found.tree, means, other.ref, sibling=other)


def _wrong(
    plan: FormulaPlan, exercise: Exercise, chance: Random, preferred: frozenset[str]
) -> tuple[WrongFormula, ...] | None:
    """Three formulas that are wrong with these numbers; None where there are not so many.

    The sibling goes first, as a mistake that takes its formula is the same confusion.
    """
    values = known_in_words(exercise)
    near, far = plan.siblings[: plan.near], plan.siblings[plan.near :]
    fit = (
        each
        for each in (*_shuffled(near, chance, preferred), *far)
        if _is_wrong(each, exercise, values)
    )
    first = list(islice(fit, _OF_SIBLINGS))
    mistakes = [each for each in plan.mistakes if _is_wrong(each, exercise, values)]
    among = chain(first, _shuffled(mistakes, chance, preferred), fit)
    chosen = tuple(islice(_different(among), OPTIONS - 1))
    return chosen if mistakes and len(chosen) == OPTIONS - 1 else None


def _different(formulas: Iterable[WrongFormula]) -> Iterator[WrongFormula]:
    """Those of which no earlier one means the same, or reads alike."""
    found: list[WrongFormula] = []
    for each in formulas:
        if not any(_alike(each, other) for other in found):
            found.append(each)
            yield each


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


def _shuffled(
    formulas: Sequence[WrongFormula], chance: Random, preferred: frozenset[str]
) -> list[WrongFormula]:
    """In any order, the preferred ones first."""
    drawn = [(each.chosen not in preferred, chance.random(), each) for each in formulas]
    return [each for *_, each in sorted(drawn, key=lambda one: one[:2])]


def _alike(one: WrongFormula, other: WrongFormula) -> bool:
    """Whether two formulas mean the same, or read alike in some language."""
    same = one.meaning is not None and one.meaning == other.meaning
    return same or any(one.text[language] == other.text[language] for language in one.text)
