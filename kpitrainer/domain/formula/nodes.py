"""The syntax tree of a formula; each node knows its kind and what it comes to."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, TypeAlias

from kpitrainer.domain.formula.arithmetic import (
    LIST_FUNCTIONS,
    NUMBER_FUNCTIONS,
    OPERATIONS,
    Exact,
    Values,
    item,
)


class ValueType(StrEnum):
    """What a formula or name stands for."""

    NUMBER = "number"
    TRUTH = "truth"
    LIST = "list"


ADD, MULTIPLY, SIGN, POWER, ATOM = range(1, 6)
"""How tightly what is written binds, the loosest first."""

LEVELS = {"+": ADD, "-": ADD, "*": MULTIPLY, "/": MULTIPLY, "^": POWER}

Result: TypeAlias = Any
"""A number, a list of numbers or a truth value, as the node's kind says: parsing checks it."""

COMPARISONS: Mapping[str, Callable[[Exact, Exact], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal."""

    value: Exact
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, _values: Values) -> Result:
        """What it comes to with these `values` of the names; raises EvaluationError."""
        return self.value


@dataclass(frozen=True, slots=True)
class Name:
    """A number or list by its name."""

    name: str
    kind: ValueType

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        return values[self.name]


@dataclass(frozen=True, slots=True)
class Negative:
    """The operand with its sign turned."""

    operand: "Node"
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        return -self.operand.evaluate(values)


@dataclass(frozen=True, slots=True)
class Binary:
    """One of + - * / ^ on two numbers; `column` is the operator's."""

    operator: str
    left: "Node"
    right: "Node"
    column: int
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        left, right = self.left.evaluate(values), self.right.evaluate(values)
        return OPERATIONS[self.operator](left, right, self.column)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of numbers, or of one list."""

    function: str
    arguments: "tuple[Node, ...]"
    column: int
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        arguments = tuple(argument.evaluate(values) for argument in self.arguments)
        if self.function in NUMBER_FUNCTIONS:
            return NUMBER_FUNCTIONS[self.function][0](*arguments, self.column)
        numbers = arguments[0] if self.arguments[0].kind is ValueType.LIST else arguments
        return LIST_FUNCTIONS[self.function](numbers, self.column)


@dataclass(frozen=True, slots=True)
class Subscript:
    """One number of a list, at `index` counted from 0."""

    of: Name
    index: "Node"
    column: int
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        return item(self.of.evaluate(values), self.index.evaluate(values), self.column)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more numbers compared in a chain, as in 0 < a <= b."""

    operands: "tuple[Node, ...]"
    operators: tuple[str, ...]
    kind: ClassVar = ValueType.TRUTH

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate; what stands after a comparison that fails is not looked at."""
        left = self.operands[0].evaluate(values)
        for sign, operand in zip(self.operators, self.operands[1:], strict=True):
            right = operand.evaluate(values)
            if not COMPARISONS[sign](left, right):
                return False
            left = right
        return True


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` or `or` of two truth values, or `not` of one."""

    operator: str
    operands: "tuple[Node, ...]"
    kind: ClassVar = ValueType.TRUTH

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate; the second is looked at only where the first leaves it open."""
        results = (operand.evaluate(values) for operand in self.operands)
        if self.operator == "not":
            return not next(results)
        return all(results) if self.operator == "and" else any(results)


Node: TypeAlias = Constant | Name | Negative | Binary | Call | Subscript | Comparison | Logic
