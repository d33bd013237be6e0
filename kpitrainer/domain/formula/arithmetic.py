"""Exact arithmetic of formulas: whole numbers stay `int`, other results are `Fraction`.

On the way a number is a Ratio, which is put in lowest terms once, at the end: a Fraction would be
at each step, and that is most of what calculating takes. Every operation refuses a result beyond
BITS, so that no formula can hang. Each takes as its last argument the column of its operator, for
the error it may raise.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor, gcd, log2
from typing import TypeAlias

from kpitrainer.domain.errors import Fault, FieldPath, KpiTrainerError
from kpitrainer.domain.text.number import round_half_away

Exact: TypeAlias = int | Fraction
"""An exact number; a whole one is always an `int`."""

Ratio: TypeAlias = tuple[int, int]
"""A numerator and a denominator > 0, which may have a common divisor."""

Value: TypeAlias = Exact | tuple[Exact, ...]
Values: TypeAlias = Mapping[str, Value]
"""What the names of a formula stand for: numbers, and tuples for list variables."""

BITS = 2048
"""The most bits a numerator or denominator may have."""

EXPONENT = 60
"""The largest exponent, and the highest root."""

ROUND_DECIMALS = 12
"""The most decimals `round` takes."""

_LIMIT = 1 << BITS
_SMALL = 1 << 256
"""Below, a ratio need not be in lowest terms to be within _LIMIT."""

_ROOT_BITS = 110  # 33 significant digits


class FormulaError(KpiTrainerError):
    """A formula that means nothing; `column` counts from 1 in its scalar."""

    def __init__(self, code: str, column: int, **values: object) -> None:
        super().__init__(code, **values)
        self.column = column

    def fault(self, path: FieldPath) -> Fault:
        """The mistake in an author's entry that it is, with the formula at `path`."""
        return Fault(path, self.code, self.values, column=self.column)


class EvaluationError(FormulaError):
    """A formula that has no value for these numbers."""


def whole(value: Exact) -> Exact:
    """`value`, as an `int` where it is whole."""
    return value if type(value) is int or value.denominator != 1 else value.numerator


def fraction(value: Exact) -> Fraction:
    """`value` as a Fraction, without a look at what is one already."""
    return value if type(value) is Fraction else Fraction(value)


def exact(ratio: Ratio) -> Exact:
    """What a ratio comes to."""
    above, below = ratio
    if below == 1:
        return above
    return Fraction(above, below) if above % below else above // below


def _bounded(above: int, below: int, column: int) -> Ratio:
    if -_SMALL < above < _SMALL > below:
        return above, below
    common = gcd(above, below)
    above, below = above // common, below // common
    if -_LIMIT < above < _LIMIT > below:
        return above, below
    raise EvaluationError("drill.too-large", column)


def _add(a: Ratio, b: Ratio, column: int) -> Ratio:
    """The sum a + b."""
    return _bounded(a[0] * b[1] + b[0] * a[1], a[1] * b[1], column)


def _subtract(a: Ratio, b: Ratio, column: int) -> Ratio:
    """The difference a − b."""
    return _bounded(a[0] * b[1] - b[0] * a[1], a[1] * b[1], column)


def _multiply(a: Ratio, b: Ratio, column: int) -> Ratio:
    """The product a × b."""
    return _bounded(a[0] * b[0], a[1] * b[1], column)


def _divide(a: Ratio, b: Ratio, column: int) -> Ratio:
    """The quotient a ÷ b."""
    above, below = a[0] * b[1], a[1] * b[0]
    if below > 0:
        return _bounded(above, below, column)
    if not below:
        raise EvaluationError("drill.division-by-zero", column)
    return _bounded(-above, -below, column)


def _raise(a: Ratio, b: Ratio, column: int) -> Ratio:
    """The power: a to b."""
    return _power(exact(a), exact(b), column).as_integer_ratio()


def _limited(value: Fraction, column: int) -> Exact:
    return exact(_bounded(value.numerator, value.denominator, column))


def _power(a: Exact, b: Exact, column: int) -> Exact:
    """A to b, where |b| ≤ EXPONENT is whole or has a denominator up to it."""
    if type(b) is not int:
        if b.denominator > EXPONENT:
            raise EvaluationError("drill.exponent-not-whole", column)
        return _root(_power(a, b.numerator, column), b.denominator, column)
    if abs(b) > EXPONENT:
        raise EvaluationError("drill.exponent-too-large", column, most=EXPONENT)
    if b < 0 and not a:
        raise EvaluationError("drill.division-by-zero", column)
    size = max(abs(a.numerator), a.denominator).bit_length() - 1
    if size * abs(b) > BITS:
        raise EvaluationError("drill.too-large", column)
    return _limited(Fraction(a) ** b, column)


def item(values: tuple[Exact, ...], index: Exact, column: int) -> Exact:
    """The list's item at `index`, counted from 0."""
    if type(index) is not int or not 0 <= index < len(values):
        raise EvaluationError("drill.index-outside", column, last=len(values) - 1)
    return values[index]


def _filled(values: tuple[Exact, ...], column: int) -> tuple[Exact, ...]:
    if not values:
        raise EvaluationError("drill.empty-list", column)
    return values


def _total(values: tuple[Exact, ...], column: int) -> Ratio:
    total: Ratio = (0, 1)
    for value in values:
        total = _add(total, value.as_integer_ratio(), column)
    return total


def _sum(values: tuple[Exact, ...], column: int) -> Exact:
    return exact(_total(values, column))


def _mean(values: tuple[Exact, ...], column: int) -> Exact:
    return exact(_divide(_total(_filled(values, column), column), (len(values), 1), column))


def _median(values: tuple[Exact, ...], column: int) -> Exact:
    ordered = sorted(_filled(values, column))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return _mean((ordered[middle - 1], ordered[middle]), column)


def _round(value: Exact, decimals: Exact, column: int) -> Exact:
    if type(decimals) is not int or not 0 <= decimals <= ROUND_DECIMALS:
        raise EvaluationError("drill.round-decimals", column, most=ROUND_DECIMALS)
    return whole(round_half_away(Fraction(value), decimals))


def _integer_root(value: int, degree: int) -> int:
    """The largest integer whose `degree`-th power is at most `value` ≥ 0, by Newton's method."""
    if value < 2 or degree == 1:  # noqa: PLR2004 - 0 and 1 are their own roots
        return value
    exponent = log2(value) / degree
    bits = int(exponent)
    # Any start above the root serves, so a float's error cannot change the result.
    root = (int(2 ** (exponent - bits + 52) * (1 + 1e-9)) + 2 << bits >> 52) + 1
    while True:
        better = ((degree - 1) * root + value // root ** (degree - 1)) // degree
        if better >= root:
            return root
        root = better


def _root(value: Exact, degree: Exact, column: int) -> Exact:
    """The real root: exact where it is rational, else cut after at least 30 significant digits."""
    if type(degree) is not int or not 1 <= degree <= EXPONENT:
        raise EvaluationError("drill.root-degree", column, most=EXPONENT)
    if value < 0:
        if degree % 2:
            return -_root(-value, degree, column)
        raise EvaluationError("drill.root-of-negative", column)
    top = _integer_root(value.numerator, degree)
    bottom = _integer_root(value.denominator, degree)
    if top**degree == value.numerator and bottom**degree == value.denominator:
        return whole(Fraction(top, bottom))
    size = value.numerator.bit_length() - value.denominator.bit_length()
    shift = max(0, _ROOT_BITS - size // degree)
    scaled = (value.numerator << shift * degree) // value.denominator
    return _limited(Fraction(_integer_root(scaled, degree), 1 << shift), column)


OPERATIONS: Mapping[str, Callable[[Ratio, Ratio, int], Ratio]] = {
    "+": _add,
    "-": _subtract,
    "*": _multiply,
    "/": _divide,
    "^": _raise,
}

LIST_FUNCTIONS: Mapping[str, Callable[[tuple[Exact, ...], int], Exact]] = {
    "min": lambda values, column: min(_filled(values, column)),
    "max": lambda values, column: max(_filled(values, column)),
    "sum": _sum,
    "mean": _mean,
    "median": _median,
    "count": lambda values, _column: len(values),
}
"""Functions of one list, or of one or more numbers."""

NUMBER_FUNCTIONS: Mapping[str, tuple[Callable[..., Exact], int]] = {
    "abs": (lambda value, _column: abs(value), 1),
    "ceil": (lambda value, _column: ceil(value), 1),
    "floor": (lambda value, _column: floor(value), 1),
    "round": (_round, 2),
    "root": (_root, 2),
}
"""Functions of as many numbers; `round`'s second may be left out and is 0."""
