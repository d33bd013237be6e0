"""An author's formula, checked when it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kpitrainer.domain.formula.arithmetic import EvaluationError, Exact, FormulaError, Values
from kpitrainer.domain.formula.nodes import Node, ValueType
from kpitrainer.domain.formula.parser import parse

__all__ = ["EvaluationError", "Formula", "FormulaError", "ValueType", "compile_formula"]


@dataclass(frozen=True)
class Formula:
    """A formula over `names`, the names it uses with their kinds.

    `column` is where it starts in its scalar, from 1. Cheap to pickle: it is parsed again when it
    is first evaluated.
    """

    source: str
    names: Mapping[str, ValueType]
    kind: ValueType = ValueType.NUMBER
    column: int = 1

    def value(self, values: Values) -> Exact:
        """The number it gives for `values`; raises EvaluationError."""
        number: Exact = self.tree.evaluate(values)
        return number

    def holds(self, values: Values) -> bool:
        """Whether the condition it is holds for `values`; raises EvaluationError."""
        return bool(self.tree.evaluate(values))

    @cached_property
    def tree(self) -> Node:
        """Its syntax tree."""
        return parse(self.source, self.names, self.kind, self.column)[0]

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "tree"}


def compile_formula(
    source: str,
    names: Mapping[str, ValueType],
    kind: ValueType = ValueType.NUMBER,
    *,
    column: int = 1,
) -> Formula:
    """The formula in `source`, which may use `names` and gives a `kind`.

    `column` is where `source` starts in the scalar that holds it; errors count from there.
    Raises FormulaError.
    """
    tree, used = parse(source, names, kind, column)
    formula = Formula(source, used, kind, column)
    formula.__dict__["tree"] = tree
    return formula
