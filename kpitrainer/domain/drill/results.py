"""What each part of an exercise comes to, and whether it is fair to ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, TypeVar

from kpitrainer.domain.drill.template import (
    AnswerSpec,
    ChoicePart,
    NumberPart,
    Part,
    Phrases,
    Template,
)
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.arithmetic import (
    EvaluationError,
    Exact,
    Ratio,
    Value,
    Values,
    fraction,
    whole,
)
from kpitrainer.domain.formula.nodes import (
    Binary,
    Constant,
    Name,
    Negative,
    Node,
)
from kpitrainer.domain.text.number import last_digits, round_half_away, write_number

_T = TypeVar("_T")


class Refusal(StrEnum):
    """Why a draw makes no exercise."""

    EMPTY_RANGE = "empty-range"
    WHERE = "where"
    IMPOSSIBLE = "impossible"
    TIE = "tie"
    MISTAKE_IS_ANSWER = "mistake-is-answer"
    MISTAKES_COINCIDE = "mistakes-coincide"
    NO_SINGLE_CHOICE = "no-single-choice"


class RefusedError(Exception):
    """A draw that makes no exercise: `path` leads to what refused it, if one thing did.

    An impossible value has its `error`.
    """

    def __init__(
        self, why: Refusal, path: FieldPath = (), error: EvaluationError | None = None
    ) -> None:
        super().__init__(why)
        self.why = why
        self.path = path
        self.error = error


@dataclass(frozen=True, slots=True)
class NumberResult:
    """The `exact` answer, rounded once to `answer`, and each mistake's exact value.

    `also` is what rounding the steps first gives, where that counts too; `shown` is what a
    reverse exercise tells.
    """

    exact: Fraction
    answer: Fraction
    mistakes: Mapping[str, Fraction]
    also: Fraction | None = None
    shown: Fraction | None = None


@dataclass(frozen=True, slots=True)
class ChoiceResult:
    """The place of the right option, from 0."""

    right: int


PartResult: TypeAlias = NumberResult | ChoiceResult


def natural_decimals(value: Fraction, asked: int) -> int:
    """How precisely `value` is told from 0: the asked decimals, or two digits if that gives 0."""
    decimals = asked
    while value and not round_half_away(value, decimals):
        decimals += 1
    return decimals if decimals == asked else decimals + 1


def mistake_values(mistakes: Mapping[str, Fraction], asked: int, language: str) -> dict[str, str]:
    """What each author's mistake gives, as a reader of `language` would write it."""
    return {
        wrong: write_number(value, language, natural_decimals(value, asked))
        for wrong, value in mistakes.items()
    }


def part_values(results: tuple[PartResult, ...]) -> dict[str, Exact]:
    """The numbers that later parts may use, by their names: part1, part2."""
    return {
        f"part{place}": whole(result.exact)
        for place, result in enumerate(results, 1)
        if isinstance(result, NumberResult)
    }


def evaluated(
    formula: Callable[[Values], _T], values: Values, path: FieldPath, *below: str | int
) -> _T:
    """What a formula gives; raises RefusedError where it has no value.

    It stands at `path`, or what is `below`.
    """
    try:
        return formula(values)
    except EvaluationError as error:
        raise RefusedError(Refusal.IMPOSSIBLE, (*path, *below), error) from error


def compute_lets(
    template: Template, values: dict[str, Value], *, guarded: bool = True
) -> dict[str, Value]:
    """`values` with all that is computed from the given ones; raises RefusedError."""
    for name, formula in template.let.items():
        values[name] = evaluated(formula.value, values, ("let", name))
        if guarded:
            check_guards(template, name, values)
    return values


def check_guards(template: Template, name: str, values: Values) -> None:
    """Raise RefusedError unless what can be told once `name` is known holds."""
    for condition in template.guards.get(name, ()):
        try:
            if condition.holds(values):
                continue
            why, no_value = Refusal.WHERE, None
        except EvaluationError as error:
            why, no_value = Refusal.IMPOSSIBLE, error
        raise RefusedError(why, ("where", template.where.index(condition)), no_value) from no_value


def work_out(template: Template, values: Values) -> tuple[PartResult, ...]:
    """What every part comes to; raises RefusedError where one has no value."""
    results: tuple[PartResult, ...] = ()
    for part in template.parts:
        known = {**values, **part_values(results)} if results else values
        results = (*results, part_result(part, known, template))
    return results


def part_result(part: Part, values: Values, template: Template) -> PartResult:
    """What a part comes to; `values` has the earlier parts' too. Raises RefusedError."""
    if isinstance(part, ChoicePart):
        return ChoiceResult(_right_option(part, values))
    exact = fraction(evaluated(part.answer.formula.value, values, part.path, "answer", "formula"))
    shown = None
    if part.reverse:
        told = part.reverse.shown
        shown = fraction(evaluated(told.formula.value, values, part.path, "answer", "formula"))
        shown = round_half_away(shown, told.decimals)
        values = {**values, "answer": whole(shown)}
    mistakes = {
        mistake.id: fraction(
            evaluated(mistake.formula.value, values, part.path, "mistakes", place, "formula")
        )
        for place, mistake in enumerate(part.mistakes)
    }
    answer = round_half_away(exact, part.answer.decimals)
    also = rounded_first(part.answer, values, template) if part.answer.rounded_steps else None
    taken = (round_half_away(value, part.answer.decimals) for value in mistakes.values())
    if also is not None and also in (answer, *taken):
        also = None  # never where it is a misconception's value
    return NumberResult(exact, answer, mistakes, also, shown)


def substitutes(
    template: Template, part: NumberPart, values: Values, shown: Fraction, value: Fraction
) -> bool:
    """Whether `value` for the given asked for leads to the answer `shown`, rounded as it is."""
    reverse = part.reverse
    if reverse is None:
        return False
    given: dict[str, Value] = {name: values[name] for name in template.given}
    given[reverse.name] = whole(value)
    try:
        for name in ("", *template.given):
            check_guards(template, name, given)
        found = reverse.shown.formula.value({**values, **compute_lets(template, given)})
    except (EvaluationError, RefusedError):
        return False
    return round_half_away(Fraction(found), reverse.shown.decimals) == shown


def refuse_unfair(
    part: Part, result: PartResult, values: Values, template: Template, *, ties: bool = True
) -> None:
    """Refuse a tie, and a mistake that what the learner types could not tell from another value.

    A mistake nearer to the answer than a tenth of its last digit could round to the same number
    when typed with more decimals than asked. Raises RefusedError.
    """
    if isinstance(part, ChoicePart) or isinstance(result, ChoiceResult):
        return
    asked = part.answer.decimals
    above, below = ratio = result.exact.as_integer_ratio()
    if ties and 2 * (above * 10**asked % below) == below:
        raise RefusedError(Refusal.TIE, (*part.path, "answer", "formula"))
    answer = last_digits(ratio, asked)
    seen: dict[tuple[int, int], Phrases] = {}
    for place, mistake in enumerate(part.mistakes):
        value, why = result.mistakes[mistake.id], None
        wrong = value.as_integer_ratio()
        told, decimals = last_digits(wrong, asked), asked
        if (
            told == answer
            or _within(wrong, ratio, asked + 1)
            or (result.shown is not None and _serves(value, part, values, result.shown, template))
        ):
            why = Refusal.MISTAKE_IS_ANSWER
        elif value and not told:  # what rounds to nothing is told with more digits
            decimals = natural_decimals(value, asked)
            told = last_digits(wrong, decimals)
        say = seen.setdefault((told, decimals), mistake.say)
        if say is not mistake.say and say != mistake.say:
            why = why or Refusal.MISTAKES_COINCIDE
        if why:
            raise RefusedError(why, (*part.path, "mistakes", place, "formula"))


def _serves(
    wrong: Fraction, part: NumberPart, values: Values, shown: Fraction, template: Template
) -> bool:
    """Whether a mistake's value leads to the answer `shown` too, as it is or rounded."""
    tried = (wrong, round_half_away(wrong, part.answer.decimals))
    return any(substitutes(template, part, values, shown, value) for value in tried)


def _within(one: Ratio, other: Ratio, decimals: int) -> bool:
    """Whether two values are less than a unit of that many decimals apart.

    In whole numbers, as a tie is looked for: it is asked of each mistake of each of a thousand
    draws.
    """
    apart = abs(one[0] * other[1] - other[0] * one[1])
    return bool(apart * 10**decimals < one[1] * other[1])


def terms(tree: Node) -> tuple[tuple[int, Node], ...]:
    """The terms of a sum or difference with their signs, 1 or −1; one where there is no other."""
    if isinstance(tree, Binary) and tree.operator in ("+", "-"):
        turn = 1 if tree.operator == "+" else -1
        return (*terms(tree.left), *((turn * own, term) for own, term in terms(tree.right)))
    if isinstance(tree, Negative):
        return tuple((-own, term) for own, term in terms(tree.operand))
    return ((1, tree),)


def rounded_first(answer: AnswerSpec, values: Values, template: Template) -> Fraction:
    """What comes of it where each term that is no drawn number is rounded before it is added."""
    total = Fraction(0)
    for sign, term in terms(answer.formula.tree):
        value = Fraction(term.evaluate(values))
        kept = is_kept(term, template)
        total += sign * (value if kept else round_half_away(value, answer.decimals))
    return round_half_away(total, answer.decimals)


def is_kept(term: Node, template: Template) -> bool:
    """Whether a term is a number as it was drawn or written, and so never rounded first."""
    drawn = isinstance(term, Name) and term.name in template.given
    return drawn or isinstance(term, Constant)


def _right_option(part: ChoicePart, values: Values) -> int:
    right = [
        place
        for place, option in enumerate(part.options)
        if evaluated(option.right.holds, values, part.path, "choose", place, "right")
    ]
    if len(right) != 1:
        raise RefusedError(Refusal.NO_SINGLE_CHOICE, (*part.path, "choose"))
    return right[0]
