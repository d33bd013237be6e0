"""A formula as its author would write it in a deck file."""

from typing import assert_never

from kpitrainer.domain.formula.arithmetic import Exact
from kpitrainer.domain.formula.nodes import (
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

_ADD, _MULTIPLY, _SIGN, _POWER, _ATOM = range(1, 6)
_LEVELS = {"+": _ADD, "-": _ADD, "*": _MULTIPLY, "/": _MULTIPLY, "^": _POWER}


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
            return name, _ATOM
        case Subscript(Name(name), index):
            return f"{name}[{write_source(index)}]", _ATOM
        case Negative(operand):
            return f"-{_bound(operand, _POWER)}", _SIGN
        case Call(function, arguments):
            return f"{function}({', '.join(map(write_source, arguments))})", _ATOM
        case Binary(operator, left, right):
            level = _LEVELS[operator]
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
        return str(value), _ATOM if value >= 0 else _SIGN
    decimals = 0
    while (value * 10**decimals).denominator > 1 and decimals < _MOST_DECIMALS:
        decimals += 1
    if (value * 10**decimals).denominator > 1:
        return f"{value.numerator} / {value.denominator}", _MULTIPLY
    digits = str(abs(value * 10**decimals)).zfill(decimals + 1)
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}", _SIGN if value < 0 else _ATOM


_MOST_DECIMALS = 12


def _bound(node: Node, level: int) -> str:
    text, own = _written(node)
    return f"({text})" if own < level or text.startswith("-") else text
