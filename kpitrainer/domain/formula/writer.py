"""A formula written out as on paper, with the learner's numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from kpitrainer.domain.formula.arithmetic import Value, Values
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import (
    ADD,
    ATOM,
    LEVELS,
    MULTIPLY,
    POWER,
    SIGN,
    Binary,
    Call,
    Comparison,
    Constant,
    Logic,
    Name,
    Negative,
    Node,
    Subscript,
    ValueType,
)
from kpitrainer.domain.text.formatted_text import inserted
from kpitrainer.domain.text.number import write_number

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_RAISED = str.maketrans("0123456789−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_ROUNDINGS = frozenset({"ceil", "floor", "round"})
_SHOWN_ITEMS = 12
_SQUARE = 2


def write_working(formula: Formula, values: Values, language: str) -> str:
    """The formula's calculation: « (110 − 30) ÷ (110 + 30) × 100 ».

    Sums and means of lists and roots are written out; other functions show their value,
    but an outermost rounding shows what is rounded. Raises EvaluationError.
    """
    return write_tree(formula.tree, values, language)


def write_tree(tree: Node, values: Values, language: str) -> str:
    """As `write_working`, of a formula's syntax tree."""
    return _Writer(values, language).write(inside_rounding(tree))[0]


def write_formula(formula: Formula, language: str) -> str:
    """The formula with its author's names: « (prix a − coût) ÷ prix a × 100 ».

    As in `write_working` an outermost rounding is left out.
    """
    return _NameWriter({}, language).write(inside_rounding(formula.tree))[0]


def write_in_words(tree: Node, words: Mapping[str, str], language: str) -> str:
    """A syntax tree whose names are `words`: « (prix de vente − coût) ÷ coût × 100 »."""
    return _WordWriter(words, language).write(tree)[0]


def aligned(lines: Sequence[str], width: int) -> tuple[str, ...]:
    """The lines with their last equals signs under each other, where that fits into `width`.

    Lines without one, and all lines where the longest would not fit, stay as they are.
    """
    halves = [line.rpartition(" = ") for line in lines]
    before = max((len(left) for left, sign, _ in halves if sign), default=0)
    if any(before + len(sign + right) > width for _, sign, right in halves if sign):
        return tuple(lines)
    return tuple(
        inserted(line, len(left), " " * (before - len(left))) if sign else line
        for line, (left, sign, _) in zip(lines, halves, strict=True)
    )


def inside_rounding(tree: Node) -> Node:
    """What an outermost rounding rounds; the tree itself where there is none."""
    while isinstance(tree, Call) and tree.function in _ROUNDINGS:
        tree = tree.arguments[0]
    return tree


def rounded_as(tree: Node, inner: Node) -> Node:
    """`inner` in the outermost roundings of `tree`."""
    if isinstance(tree, Call) and tree.function in _ROUNDINGS:
        first, *others = tree.arguments
        return replace(tree, arguments=(rounded_as(first, inner), *others))
    return inner


class _Writer:
    """Writes a tree from its leaves up, each piece with how tightly it binds."""

    def __init__(self, values: Values, language: str) -> None:
        self.values = values
        self.language = language

    def write(self, node: Node) -> tuple[str, int]:
        match node:
            case Binary(operator, left, right) if operator == "^":
                return self.power(left, right)
            case Binary(operator, left, right):
                level = LEVELS[operator]
                # What follows a minus or a division keeps its parentheses.
                above = level + (operator in "-/")
                sides = f"{self.bound(left, level)} {_SIGNS[operator]} "
                return sides + self.bound(right, above, after=True), level
            case Negative(operand):
                return f"−{self.bound(operand, POWER, after=True)}", SIGN
            case Call(function, arguments) if function in {"sum", "mean"}:
                return self.total(function, arguments, node)
            case Call("root", (radicand, degree)):
                return self.root(radicand, degree)
            case Constant() | Name() | Call() | Subscript() | Comparison() | Logic():
                return self.number(node.evaluate(self.values))
            case _:
                assert_never(node)

    def bound(self, node: Node, level: int, *, after: bool = False) -> str:
        """The node, in parentheses where it binds less than `level` or a sign follows a sign."""
        text, own = self.write(node)
        return f"({text})" if own < level or (after and text.startswith("−")) else text

    def power(self, base: Node, exponent: Node) -> tuple[str, int]:
        text, level = self.write(exponent)
        plain = text.replace("−", "").isdecimal() and level >= SIGN
        raised = text.translate(_RAISED) if plain else f"^{self.bound(exponent, ATOM)}"
        return f"{self.bound(base, ATOM, after=True)}{raised}", POWER

    def root(self, radicand: Node, degree: Node) -> tuple[str, int]:
        if degree == Constant(_SQUARE):
            return f"√{self.bound(radicand, ATOM)}", ATOM
        exponent = f"1 ÷ {self.bound(degree, ATOM)}"
        return f"{self.bound(radicand, ATOM, after=True)}^({exponent})", POWER

    def total(self, function: str, arguments: tuple[Node, ...], node: Node) -> tuple[str, int]:
        items = self.items(arguments)
        if len(items) > _SHOWN_ITEMS:
            return self.number(node.evaluate(self.values))
        total = " + ".join(items)
        if function == "sum":
            return total, ADD if len(items) > 1 else ATOM
        return f"({total}) ÷ {len(items)}", MULTIPLY

    def items(self, arguments: tuple[Node, ...]) -> list[str]:
        first = arguments[0]
        if isinstance(first, Name) and first.kind is ValueType.LIST:
            numbers = self.values[first.name]
            assert isinstance(numbers, tuple)  # noqa: S101 - the kind says so
            return [self.number(value)[0] for value in numbers]
        return [self.bound(argument, ADD, after=True) for argument in arguments]

    def number(self, value: Value) -> tuple[str, int]:
        assert not isinstance(value, tuple)  # noqa: S101 - lists stand in functions only
        return write_number(Fraction(value), self.language), SIGN if value < 0 else ATOM


class _NameWriter(_Writer):
    """Writes names where the learner's numbers would stand."""

    def write(self, node: Node) -> tuple[str, int]:
        match node:
            case Name(name):
                return _readable(name), ATOM
            case Subscript(of, index):
                return f"{_readable(of.name)}[{self.write(index)[0]}]", ATOM
            case Call(function, arguments):
                inner = "; ".join(self.write(argument)[0] for argument in arguments)
                return f"{function}({inner})", ATOM
            case Constant(value):
                return self.number(value)
            case Binary() | Negative() | Comparison() | Logic():
                return super().write(node)
            case _:
                assert_never(node)


class _WordWriter(_NameWriter):
    """Writes the words of each name, and a root by signs alone."""

    def __init__(self, words: Mapping[str, str], language: str) -> None:
        super().__init__({}, language)
        self.words = words

    def write(self, node: Node) -> tuple[str, int]:
        match node:
            case Name(name):
                return self.words[name], ATOM
            case Call("root", (radicand, degree)):
                if degree == Constant(_SQUARE):
                    # The root of a name of several words is that of all of them.
                    return f"√({self.write(radicand)[0]})", ATOM
                return self.root(radicand, degree)
            case _:
                return super().write(node)


def _readable(name: str) -> str:
    # A name stays on one line.
    return name.strip("_").replace("_", "\u00a0") or name
