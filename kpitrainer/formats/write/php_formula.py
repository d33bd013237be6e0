"""A drill's formulas as Moodle computes them: in PHP's arithmetic, with names in braces."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kpitrainer.domain.formula.nodes import (
    ATOM,
    LEVELS,
    MULTIPLY,
    Binary,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    ValueType,
)
from kpitrainer.formats.write.number_texts import decimals_of

_CLOSE = 9
"""Decimals to which a number is rounded before a step that a float's error would change."""


class NotComputableError(Exception):
    """A formula that Moodle has no word for: of a list, or of a condition."""


def php_formula(tree: Node, names: Mapping[str, str]) -> str:
    """The formula `tree` over wildcards; `names` has that of each name.

    Raises:
        NotComputableError: it cannot be written so.
    """
    return _written(tree, names)[0]


def _written(tree: Node, names: Mapping[str, str]) -> tuple[str, int]:
    """A formula, and how tightly its last operation binds."""
    match tree:
        case Constant(value):
            return _number(Fraction(value)), ATOM
        case Name(name, ValueType.NUMBER) if name in names:
            return f"{{{names[name]}}}", ATOM
        case Negative(operand):
            # In parentheses, as two signs in a row are an operation of their own.
            return f"(-{_within(operand, names, ATOM)})", ATOM
        case Binary("^", base, exponent):
            return f"pow({php_formula(base, names)},{php_formula(exponent, names)})", ATOM
        case Binary(operator, left, right):
            level = LEVELS[operator]
            before, behind = _within(left, names, level), _within(right, names, level + 1)
            return f"{before}{operator}{behind}", level
        case Call(function, arguments):
            return _call(function, arguments, names), ATOM
        case _:
            raise NotComputableError


def _within(tree: Node, names: Mapping[str, str], level: int) -> str:
    written, own = _written(tree, names)
    return written if own >= level else f"({written})"


def _number(value: Fraction) -> str:
    written = decimals_of(value)
    if written is None:
        return f"({value.numerator}/{value.denominator})"
    return f"({written})" if value < 0 else written


def _call(  # noqa: PLR0911 - one a function
    function: str, arguments: Sequence[Node], names: Mapping[str, str]
) -> str:
    written = [php_formula(argument, names) for argument in arguments]
    match function, len(written):
        case "abs", _:
            return f"abs({written[0]})"
        case (("ceil" | "floor"), _):
            return f"{function}(round({written[0]},{_CLOSE}))"
        case "round", count:
            decimals = written[1] if count > 1 else "0"
            return f"round(round({written[0]},{_CLOSE}),{decimals})"
        case "root", _:
            if arguments[1] == Constant(2):
                return f"sqrt({written[0]})"
            return f"pow({written[0]},1/{_within(arguments[1], names, MULTIPLY + 1)})"
        case (("min" | "max" | "sum" | "mean"), 1):
            return f"({written[0]})"
        case (("min" | "max"), _):
            return f"{function}({','.join(written)})"
        case "sum", _:
            return f"({'+'.join(written)})"
        case "mean", count:
            return f"(({'+'.join(written)})/{count})"
        case _:
            raise NotComputableError
