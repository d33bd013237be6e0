"""What to do where a drill's formula divides by zero: which value is 0, and how to keep it out."""

import re
from collections.abc import Iterator

from kpitrainer.domain.drill.results import Refusal
from kpitrainer.domain.drill.template import Choices, NumberPart, Range, Template
from kpitrainer.domain.drill.trial_draws import TrialDraws
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.formula.formula import Formula

_OPERAND = re.compile(r"\s*([\w.]+(?:\[[^\]]*\])?)(?!\w|\()")


def explained(form: Template, fault: Fault, outcome: TrialDraws) -> Fault:
    """`fault`, which the draws of `form` found, with what is 0 and the way out if it is that."""
    formulas = dict(_formulas(form))
    formula = next(
        (each for path, each in formulas.items() if form.source_path(path) == fault.path), None
    )
    if fault.code != "drill.division-by-zero" or formula is None:
        return fault
    divisor = _divisor(formula, fault.column)
    if not divisor:
        return fault
    if outcome.culprits[Refusal.IMPOSSIBLE, fault.path] == outcome.drawn:
        return fault._replace(code="drill.divisor-always-zero", values={"divisor": divisor})
    values = {"divisor": divisor, "condition": f"{divisor} != 0"}
    source = form.given.get(divisor)
    what = "may-be-zero"
    if isinstance(source, Range) and not source.low.names and source.low.value({}) == 0:
        step = source.step.source
        by = f" by {step}" if step != "1" else ""
        values["condition"] = f"{divisor} > 0"
        values["range"] = f"{divisor}: {step}..{source.high.source}{by}"
        what = "drawn-zero"
    elif isinstance(source, Choices):
        what = "chosen-zero"
    in_where = fault.path[-2:-1] == ("where",)
    code = f"drill.divisor-{what}-in-where" if in_where else f"drill.divisor-{what}"
    return fault._replace(code=code, values=values)


def _divisor(formula: Formula, column: int) -> str:
    """What stands behind the sign at `column` of the scalar that holds `formula`."""
    rest = formula.source[column - formula.column + 1 :]
    if operand := _OPERAND.match(rest):
        return operand[1]
    depth = 0
    for place, sign in enumerate(rest):
        depth += (sign == "(") - (sign == ")")
        if not depth and sign == ")":
            return rest[: place + 1].strip()
    return ""


def _formulas(form: Template) -> Iterator[tuple[FieldPath, Formula]]:
    """The formulas of `form` that are evaluated in each draw, with the way to each."""
    yield from ((("let", name), formula) for name, formula in form.let.items())
    yield from ((("where", place), formula) for place, formula in enumerate(form.where))
    for part in form.parts:
        if isinstance(part, NumberPart):
            yield (*part.path, "answer", "formula"), part.answer.formula
            for place, mistake in enumerate(part.mistakes):
                yield (*part.path, "mistakes", place, "formula"), mistake.formula
        else:
            for place, option in enumerate(part.options):
                yield (*part.path, "choose", place, "right"), option.right
