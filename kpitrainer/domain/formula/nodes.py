"""The syntax tree of a formula; each node knows its kind and what it comes to.

A number does so twice: `evaluate` gives it exactly, `ratio` on the way of a calculation. What a
node looks up for that is looked up once, as a drill's formulas are worked out thousands of times.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

from kpitrainer.domain.formula.arithmetic import (
    LIST_FUNCTIONS,
    NUMBER_FUNCTIONS,
    OPERATIONS,
    Exact,
    Ratio,
    Values,
    exact,
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

Works: TypeAlias = Callable[[Values], Ratio]
"""Works a number out, maybe not in lowest terms; raises EvaluationError."""

COMPARISONS: Mapping[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Constant:
    """A literal."""

    value: Exact
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, _values: Values) -> Result:
        """What it comes to with these `values` of the names; raises EvaluationError."""
        return self.value

    @cached_property
    def ratio(self) -> Works:
        """Works out what it comes to."""
        ratio = self.value.as_integer_ratio()
        return lambda _values: ratio


@dataclass(frozen=True)
class Name:
    """A number or list by its name."""

    name: str
    kind: ValueType

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        return values[self.name]

    @cached_property
    def ratio(self) -> Works:
        """As Constant.ratio."""
        name = self.name
        return lambda values: values[name].as_integer_ratio()  # type: ignore[union-attr]


@dataclass(frozen=True)
class Negative:
    """The operand with its sign turned."""

    operand: "Node"
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        return -self.operand.evaluate(values)

    @cached_property
    def ratio(self) -> Works:
        """As Constant.ratio."""
        operand = self.operand.ratio

        def turned(values: Values) -> Ratio:
            above, below = operand(values)
            return -above, below

        return turned


@dataclass(frozen=True)
class Binary:
    """One of + - * / ^ on two numbers; `column` is the operator's."""

    operator: str
    left: "Node"
    right: "Node"
    column: int
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        return exact(self.ratio(values))

    @cached_property
    def ratio(self) -> Works:
        """As Constant.ratio."""
        operation, column = OPERATIONS[self.operator], self.column
        left, right = self.left.ratio, self.right.ratio
        return lambda values: operation(left(values), right(values), column)


@dataclass(frozen=True)
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

    @cached_property
    def ratio(self) -> Works:
        """As Constant.ratio."""
        evaluate = self.evaluate
        return lambda values: evaluate(values).as_integer_ratio()


@dataclass(frozen=True)
class Subscript:
    """One number of a list, at `index` counted from 0."""

    of: Name
    index: "Node"
    column: int
    kind: ClassVar = ValueType.NUMBER

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate."""
        return item(self.of.evaluate(values), self.index.evaluate(values), self.column)

    @cached_property
    def ratio(self) -> Works:
        """As Constant.ratio."""
        evaluate = self.evaluate
        return lambda values: evaluate(values).as_integer_ratio()


class _Truth:
    """What is true or not, and no number."""

    @property
    def ratio(self) -> Works:
        """Never asked for: parsing checks what is calculated with."""
        raise TypeError(self)


@dataclass(frozen=True)
class Comparison(_Truth):
    """Two or more numbers compared in a chain, as in 0 < a <= b."""

    operands: "tuple[Node, ...]"
    operators: tuple[str, ...]
    kind: ClassVar = ValueType.TRUTH

    def evaluate(self, values: Values) -> Result:
        """As Constant.evaluate; what stands after a comparison that fails is not looked at."""
        left = self.operands[0].ratio(values)
        for sign, operand in zip(self.operators, self.operands[1:], strict=True):
            right = operand.ratio(values)
            if not COMPARISONS[sign](left[0] * right[1], right[0] * left[1]):
                return False
            left = right
        return True


@dataclass(frozen=True)
class Logic(_Truth):
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
