"""How often a template's draws make a fair problem, and whether its author's tests hold."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from kpitrainer.domain.drill.arithmetic import Exact
from kpitrainer.domain.drill.problem import Problem, Refusal, RefusedError, attempt, instance
from kpitrainer.domain.drill.template import Path, Template, TemplateFault
from kpitrainer.domain.number import round_half_away

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The outcome of `drawn` draws: how many were accepted, and why the others were not.

    `faults` are the formulas that had no value, each once.
    """

    drawn: int
    accepted: int
    reasons: Counter[Refusal]
    faults: tuple[TemplateFault, ...]

    @property
    def share(self) -> Fraction:
        """The accepted share, from 0 to 1."""
        return Fraction(self.accepted, self.drawn)


def acceptance(template: Template, draws: int = DRAWS) -> Acceptance:
    """Draw `draws` times, always the same numbers for the same template."""
    chance = Random(0)  # noqa: S311 - practice, not a secret
    reasons: Counter[Refusal] = Counter()
    faults: dict[tuple[Path, int, str], TemplateFault] = {}
    for _ in range(draws):
        try:
            attempt(template, chance)
        except RefusedError as refused:
            reasons[refused.why] += 1
            if refused.error:
                fault = _fault(refused)
                faults.setdefault((fault.path, fault.column, fault.code), fault)
    accepted = draws - reasons.total()
    return Acceptance(draws, accepted, reasons, tuple(faults.values()))


def failed_tests(template: Template) -> tuple[TemplateFault, ...]:
    """What the template's own tests find: every expected value that is not the computed one."""
    faults: list[TemplateFault] = []
    for place, test in enumerate(template.tests):
        path: Path = ("tests", place)
        try:
            problem = instance(template, test.values)
        except RefusedError as refused:
            faults.append(_fault(refused))
            continue
        if test.answer is not None:
            faults += _compared(problem, test.answer, problem.exact, (*path, "answer"))
        for wrong, expected in test.mistakes.items():
            place_of = (*path, "mistakes", wrong)
            faults += _compared(problem, expected, problem.mistakes[wrong], place_of)
    return tuple(faults)


def _compared(
    problem: Problem, expected: Exact, exact: Fraction, path: Path
) -> list[TemplateFault]:
    """A fault unless `expected` is `exact`, rounded as asked or to the decimals it has."""
    asked = problem.template.answer.decimals
    rounded = round_half_away(exact, asked)
    finer = [rounded, *(round_half_away(exact, decimals) for decimals in range(asked + 1, 13))]
    if expected == exact or expected in finer:
        return []
    values = {"expected": Fraction(expected), "found": rounded}
    return [TemplateFault(path, 1, "drill.test-value", values)]


def _fault(refused: RefusedError) -> TemplateFault:
    assert refused.error is not None  # noqa: S101 - only impossible values come here
    return TemplateFault(
        refused.path, refused.error.column, refused.error.code, refused.error.values
    )
