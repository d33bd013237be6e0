"""A formula as its author would write it in a deck file."""

from typing import assert_never

from kpitrainer.domain.formula.arithmetic import Exact
from kpitrainer.domain.formula.nodes import (
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
)


def write_source(node: Node) -> str:
    """The number that a tree computes, in the formula language: `(P - D) / n * 100`.

    Raises:
        TypeError: it is a truth value.
    """
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    """The text, and how tightly it binds."""
    match node:
        case Constant(value):
            return _number(value)
        case Name(name):
            return name, ATOM
        case Subscript(Name(name), index):
            return f"{name}[{write_source(index)}]", ATOM
        case Negative(operand):
            return f"-{_bound(operand, POWER)}", SIGN
        case Call(function, arguments):
            return f"{function}({', '.join(map(write_source, arguments))})", ATOM
        case Binary(operator, left, right):
            level = LEVELS[operator]
            # What follows a minus or a division, and what is raised, keeps its parentheses.
            sides = (
                _bound(left, level + (operator == "^")),
                _bound(right, level + (operator in "-/^")),
            )
            return f" {operator} ".join(sides), level
        case Comparison() | Logic():
            raise TypeError(node)
        case _:
            assert_never(node)


def _number(value: Exact) -> tuple[str, int]:
    if isinstance(value, int):
        return str(value), ATOM if value >= 0 else SIGN
    decimals = 0
    while (value * 10**decimals).denominator > 1 and decimals < _MOST_DECIMALS:
        decimals += 1
    if (value * 10**decimals).denominator > 1:
        return f"{value.numerator} / {value.denominator}", MULTIPLY
    digits = str(abs(value * 10**decimals)).zfill(decimals + 1)
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}", SIGN if value < 0 else ATOM


_MOST_DECIMALS = 12


def _bound(node: Node, level: int) -> str:
    text, own = _written(node)
    return f"({text})" if own < level or text.startswith("-") else text
