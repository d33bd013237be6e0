"""An author's formula, checked when it is read and compiled when it is first evaluated."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from kpitrainer.domain.errors import FormulaError
from kpitrainer.domain.formula import arithmetic
from kpitrainer.domain.formula.arithmetic import (
    LIST_FUNCTIONS,
    NUMBER_FUNCTIONS,
    EvaluationError,
    Exact,
    Values,
)
from kpitrainer.domain.formula.nodes import Node, ValueType, used_names
from kpitrainer.domain.formula.parser import parse

__all__ = ["EvaluationError", "Formula", "FormulaError", "ValueType", "compile_formula", "evaluate"]

_NAMESPACE: dict[str, Any] = {
    "__builtins__": {},
    "_add": arithmetic.add,
    "_subtract": arithmetic.subtract,
    "_multiply": arithmetic.multiply,
    "_divide": arithmetic.divide,
    "_power": arithmetic.power,
    "_item": arithmetic.item,
    "_Fraction": Fraction,
    **{f"_{name}": function for name, function in LIST_FUNCTIONS.items()},
    **{f"_{name}": function for name, (function, _) in NUMBER_FUNCTIONS.items()},
}


@dataclass(frozen=True)
class Formula:
    """A formula over `names`, the names it uses with their kinds.

    `column` is where it starts in its scalar, from 1. Cheap to make and to pickle: the Python
    function behind it is made when it is first evaluated.
    """

    source: str
    names: Mapping[str, ValueType]
    kind: ValueType = ValueType.NUMBER
    column: int = 1

    def value(self, values: Values) -> Exact:
        """The number it gives for `values`; raises EvaluationError."""
        number: Exact = self._run(values)
        return number

    def holds(self, values: Values) -> bool:
        """Whether the condition it is holds for `values`; raises EvaluationError."""
        return bool(self._run(values))

    @cached_property
    def tree(self) -> Node:
        """Its syntax tree."""
        return parse(self.source, self.names, self.kind)

    @cached_property
    def _run(self) -> Callable[[Values], Any]:
        return _function(self.tree, self.column - 1)

    def __getstate__(self) -> dict[str, object]:
        return {
            "source": self.source,
            "names": self.names,
            "kind": self.kind,
            "column": self.column,
        }


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
    try:
        tree = parse(source, names, kind)
    except FormulaError as error:
        error.column += column - 1
        raise
    formula = Formula(source, {name.name: name.kind for name in used_names(tree)}, kind, column)
    formula.__dict__["tree"] = tree
    return formula


def evaluate(tree: Node, values: Values) -> Exact:
    """The number a part of a formula's tree gives for `values`; raises EvaluationError."""
    number: Exact = _function(tree, 0)(values)
    return number


def _function(tree: Node, offset: int) -> Callable[[Values], Any]:
    # The code is made of our own operations, literals and quoted names only.
    function: Callable[[Values], Any] = eval(  # noqa: S307
        f"lambda _values: {tree.python(offset)}", _NAMESPACE
    )
    return function
