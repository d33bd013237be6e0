"""The syntax tree of a formula; each node knows its kind, its names and its Python."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeAlias

from kpitrainer.domain.formula.arithmetic import LIST_FUNCTIONS, Exact


class ValueType(StrEnum):
    """What a formula or name stands for."""

    NUMBER = "number"
    TRUTH = "truth"
    LIST = "list"


_OPERATIONS = {"+": "_add", "-": "_subtract", "*": "_multiply", "/": "_divide", "^": "_power"}


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal."""

    value: Exact
    kind: ClassVar = ValueType.NUMBER

    def parts(self) -> "tuple[Node, ...]":
        """The nodes below, in reading order."""
        return ()

    def python(self, _offset: int) -> str:
        """The Python expression; errors it raises count columns from `_offset` + 1."""
        if isinstance(self.value, int):
            return str(self.value)
        return f"_Fraction({self.value.numerator}, {self.value.denominator})"


@dataclass(frozen=True, slots=True)
class Name:
    """A number or list by its name."""

    name: str
    kind: ValueType

    def parts(self) -> "tuple[Node, ...]":
        """As Constant.parts."""
        return ()

    def python(self, _offset: int) -> str:
        """As Constant.python."""
        return f"_values[{self.name!r}]"


@dataclass(frozen=True, slots=True)
class Negative:
    """The operand with its sign turned."""

    operand: "Node"
    kind: ClassVar = ValueType.NUMBER

    def parts(self) -> "tuple[Node, ...]":
        """As Constant.parts."""
        return (self.operand,)

    def python(self, offset: int) -> str:
        """As Constant.python."""
        return f"-{self.operand.python(offset)}"


@dataclass(frozen=True, slots=True)
class Binary:
    """One of + - * / ^ on two numbers; `column` is the operator's."""

    operator: str
    left: "Node"
    right: "Node"
    column: int
    kind: ClassVar = ValueType.NUMBER

    def parts(self) -> "tuple[Node, ...]":
        """As Constant.parts."""
        return (self.left, self.right)

    def python(self, offset: int) -> str:
        """As Constant.python."""
        sides = f"{self.left.python(offset)}, {self.right.python(offset)}"
        return f"{_OPERATIONS[self.operator]}({sides}, {self.column + offset})"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of numbers, or of one list."""

    function: str
    arguments: "tuple[Node, ...]"
    column: int
    kind: ClassVar = ValueType.NUMBER

    def parts(self) -> "tuple[Node, ...]":
        """As Constant.parts."""
        return self.arguments

    def python(self, offset: int) -> str:
        """As Constant.python."""
        inner = ", ".join(argument.python(offset) for argument in self.arguments)
        if self.function in LIST_FUNCTIONS and self.arguments[0].kind is not ValueType.LIST:
            inner = f"({inner},)"
        return f"_{self.function}({inner}, {self.column + offset})"


@dataclass(frozen=True, slots=True)
class Subscript:
    """One number of a list, at `index` counted from 0."""

    of: Name
    index: "Node"
    column: int
    kind: ClassVar = ValueType.NUMBER

    def parts(self) -> "tuple[Node, ...]":
        """As Constant.parts."""
        return (self.of, self.index)

    def python(self, offset: int) -> str:
        """As Constant.python."""
        inner = f"{self.of.python(offset)}, {self.index.python(offset)}"
        return f"_item({inner}, {self.column + offset})"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or more numbers compared in a chain, as in 0 < a <= b."""

    operands: "tuple[Node, ...]"
    operators: tuple[str, ...]
    kind: ClassVar = ValueType.TRUTH

    def parts(self) -> "tuple[Node, ...]":
        """As Constant.parts."""
        return self.operands

    def python(self, offset: int) -> str:
        """As Constant.python."""
        first, *rest = (operand.python(offset) for operand in self.operands)
        pairs = zip(self.operators, rest, strict=True)
        return f"({first}{''.join(f' {sign} {operand}' for sign, operand in pairs)})"


@dataclass(frozen=True, slots=True)
class Logic:
    """`and` or `or` of two truth values, or `not` of one."""

    operator: str
    operands: "tuple[Node, ...]"
    kind: ClassVar = ValueType.TRUTH

    def parts(self) -> "tuple[Node, ...]":
        """As Constant.parts."""
        return self.operands

    def python(self, offset: int) -> str:
        """As Constant.python."""
        sides = [operand.python(offset) for operand in self.operands]
        return f"(not {sides[0]})" if len(sides) == 1 else f"({f' {self.operator} '.join(sides)})"


Node: TypeAlias = Constant | Name | Negative | Binary | Call | Subscript | Comparison | Logic


def used_names(node: Node) -> Iterator[Name]:
    """Every name in the tree, in reading order, as often as it stands there."""
    if isinstance(node, Name):
        yield node
    for part in node.parts():
        yield from used_names(part)
