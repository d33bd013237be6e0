"""One drawn instance of a template, with the learner's own numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from random import Random

from kpitrainer.domain.drill.arithmetic import EvaluationError, Exact, Value, Values, whole
from kpitrainer.domain.drill.formula import Formula
from kpitrainer.domain.drill.sampling import sample
from kpitrainer.domain.drill.template import (
    Mistake,
    Path,
    Phrases,
    Template,
)
from kpitrainer.domain.drill.unit import write_quantity
from kpitrainer.domain.drill.working import write_working
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.number import round_half_away, write_number

ATTEMPTS = 1000
"""How many draws are tried before a template counts as one that cannot be drawn."""

_VERSION, _CONTEXT = "@version", "@context"


class Refusal(StrEnum):
    """Why a draw makes no problem."""

    EMPTY_RANGE = "empty-range"
    WHERE = "where"
    IMPOSSIBLE = "impossible"
    TIE = "tie"
    MISTAKE_IS_ANSWER = "mistake-is-answer"
    MISTAKES_COINCIDE = "mistakes-coincide"


class RefusedError(Exception):
    """A draw that makes no problem; an impossible value has its `error` and the `path` to it."""

    def __init__(self, why: Refusal, path: Path = (), error: EvaluationError | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.path = path
        self.error = error


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A template with its numbers.

    `values` holds what was drawn and computed, `exact` the answer before it is rounded once to
    `answer`, `mistakes` the exact value of each author's mistake; `seed` drew it, if one did.
    """

    template: Template
    seed: int | None
    context: int
    values: Values
    exact: Fraction
    answer: Fraction
    mistakes: Mapping[str, Fraction]

    @property
    def given(self) -> Values:
        """The drawn values, by their names."""
        return {name: self.values[name] for name in self.template.given}

    def logged(self) -> tuple[tuple[str, str], ...]:
        """What `redraw` needs, as exact text: version, context and drawn values."""
        drawn = ((name, _written(value)) for name, value in self.given.items())
        return ((_VERSION, self.template.version), (_CONTEXT, str(self.context)), *drawn)

    def ask(self, language: str) -> str:
        """The question."""
        return self._filled(self.template.ask, language)

    def hints(self, language: str) -> tuple[str, ...]:
        """The hints, from a nudge to the set-up."""
        return tuple(self._filled(hint, language) for hint in self.template.hints)

    def steps(self, language: str) -> tuple[str, ...]:
        """The worked solution, a line a step; the bare calculation where its author wrote none."""
        if self.template.steps:
            return tuple(self._filled(step, language) for step in self.template.steps)
        working = write_working(self.template.answer.formula, self.values, language)
        return (f"{working} = {self.answer_text(language)}",)

    def answer_text(self, language: str) -> str:
        """The right answer as asked, with its unit: « +40 points »."""
        asked = self.template.answer
        unit = asked.unit[self.template.language(language)]
        return write_quantity(self.answer, unit, language, asked.decimals, signed=asked.signed)

    def mistake_text(self, wrong: str, language: str) -> str:
        """What the author says to who made this mistake."""
        return self._filled(self._mistake(wrong).say, language)

    def mistake_working(self, wrong: str, language: str) -> str:
        """The mistake's calculation: « (110 − 30) ÷ (110 + 30) × 100 = 57 »."""
        value = self.mistakes[wrong]
        asked = self.template.answer.decimals
        decimals = asked if round_half_away(value, asked) and value.denominator > 1 else None
        shown = write_number(value, language, decimals)
        working = write_working(self._mistake(wrong).formula, self.values, language)
        return shown if working == shown else f"{working} = {shown}"

    def _mistake(self, wrong: str) -> Mistake:
        return next(mistake for mistake in self.template.mistakes if mistake.id == wrong)

    def _filled(self, phrases: Phrases, language: str) -> str:
        own = self.template.language(language)

        def shown(name: str) -> str:
            if name == "answer":
                return self.answer_text(own)
            if name == "context":
                return self.template.contexts[self.context][own]
            value = self.values[name]
            if isinstance(value, tuple):
                return "; ".join(write_number(Fraction(each), own) for each in value)
            return write_number(Fraction(value), own)

        return phrases[own].fill(shown)


def draw(template: Template, seed: int) -> Problem:
    """The problem of `seed`, the same on every machine and Python.

    Raises KpiTrainerError ("drill.cannot-draw") where ATTEMPTS draws are refused.
    """
    chance = Random(seed)  # noqa: S311 - practice, not a secret
    for _ in range(ATTEMPTS):
        try:
            return attempt(template, chance, seed)
        except RefusedError:
            continue
    raise KpiTrainerError("drill.cannot-draw", drill=template.id, draws=ATTEMPTS)


def attempt(template: Template, chance: Random, seed: int | None = None) -> Problem:
    """One draw; raises RefusedError where it makes no fair problem."""
    context = int(chance.random() * len(template.contexts))
    values: dict[str, Value] = {}
    _guard(template, "", values)
    for name, source in template.given.items():
        try:
            value = sample(source, values, chance)
        except EvaluationError as error:
            raise RefusedError(Refusal.IMPOSSIBLE, ("given", name), error) from error
        if value is None:
            raise RefusedError(Refusal.EMPTY_RANGE)
        values[name] = value
        _guard(template, name, values)
    problem = _computed(template, values, context, seed)
    _refuse_unfair(problem)
    return problem


def instance(
    template: Template, given: Values, *, context: int = 0, seed: int | None = None
) -> Problem:
    """The problem with these `given` values, however fair; raises RefusedError.

    `given` holds every name of `template.given`; conditions are not asked.
    """
    values: dict[str, Value] = {
        name: tuple(map(whole, value)) if isinstance(value, tuple) else whole(value)
        for name, value in given.items()
    }
    return _computed(template, values, context, seed, guarded=False)


def redraw(
    template: Template, logged: tuple[tuple[str, str], ...], seed: int | None = None
) -> Problem:
    """The problem a log row keeps, whatever the template draws now.

    Raises KpiTrainerError ("drill.cannot-redraw") where the template has changed too much.
    """
    texts = dict(logged)
    try:
        context = int(texts.get(_CONTEXT, "0"))
        given = {name: _read(texts[name]) for name in template.given}
        if context >= max(1, len(template.contexts)):
            context = 0
        return instance(template, given, context=context, seed=seed)
    except (KeyError, ValueError, ZeroDivisionError, RefusedError) as error:
        raise KpiTrainerError("drill.cannot-redraw", drill=template.id) from error


def natural_decimals(value: Fraction, asked: int) -> int:
    """How precisely `value` is told from 0: the asked decimals, or two digits if that gives 0."""
    decimals = asked
    while value and not round_half_away(value, decimals):
        decimals += 1
    return decimals if decimals == asked else decimals + 1


def _guard(template: Template, name: str, values: Values) -> None:
    for condition in template.guards.get(name, ()):
        try:
            holds = condition.holds(values)
        except EvaluationError as error:
            path: Path = ("where", template.where.index(condition))
            raise RefusedError(Refusal.IMPOSSIBLE, path, error) from error
        if not holds:
            raise RefusedError(Refusal.WHERE)


def _computed(
    template: Template,
    values: dict[str, Value],
    context: int,
    seed: int | None,
    *,
    guarded: bool = True,
) -> Problem:
    for name, formula in template.let.items():
        values[name] = _value(formula, values, ("let", name))
        if guarded:
            _guard(template, name, values)
    exact = Fraction(_value(template.answer.formula, values, ("answer", "formula")))
    mistakes = {
        mistake.id: Fraction(_value(mistake.formula, values, ("mistakes", place, "formula")))
        for place, mistake in enumerate(template.mistakes)
    }
    return Problem(
        template=template,
        seed=seed,
        context=context,
        values=values,
        exact=exact,
        answer=round_half_away(exact, template.answer.decimals),
        mistakes=mistakes,
    )


def _value(formula: Formula, values: Values, path: Path) -> Exact:
    try:
        return formula.value(values)
    except EvaluationError as error:
        raise RefusedError(Refusal.IMPOSSIBLE, path, error) from error


def _refuse_unfair(problem: Problem) -> None:
    """Refuse a tie, and a mistake that what the learner types could not tell from another value.

    A mistake nearer to the answer than a tenth of its last digit could round to the same number
    when typed with more decimals than asked.
    """
    asked = problem.template.answer.decimals
    scaled = problem.exact * 10**asked
    if scaled.denominator == 2:  # noqa: PLR2004 - a half, the only tie
        raise RefusedError(Refusal.TIE)
    near = Fraction(1, 10 ** (asked + 1))
    seen: dict[tuple[Fraction, int], Phrases] = {}
    for mistake in problem.template.mistakes:
        value = problem.mistakes[mistake.id]
        rounded = round_half_away(value, asked)
        if rounded == problem.answer or abs(value - problem.exact) < near:
            raise RefusedError(Refusal.MISTAKE_IS_ANSWER)
        decimals = natural_decimals(value, asked)
        told = (round_half_away(value, decimals), decimals)
        if seen.setdefault(told, mistake.say) != mistake.say:
            raise RefusedError(Refusal.MISTAKES_COINCIDE)


def _written(value: Value) -> str:
    return ";".join(map(str, value)) + ";" if isinstance(value, tuple) else str(value)


def _read(text: str) -> Value:
    if ";" in text:
        return tuple(whole(Fraction(each)) for each in text.split(";")[:-1])
    return whole(Fraction(text))
