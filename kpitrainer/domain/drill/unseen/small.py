"""Small formulas from scratch: of two and three atoms, sums of rates, wrong units."""

from collections.abc import Sequence
from itertools import combinations, product

from kpitrainer.domain.drill.unseen.atoms import Atoms
from kpitrainer.domain.drill.unseen.edits import Tree
from kpitrainer.domain.drill.unseen.meaning import constant
from kpitrainer.domain.drill.unseen.pool import Pool
from kpitrainer.domain.formula.nodes import Constant

_STEP = 0.5
"""What an operator costs."""

_TWICE = 1.0
"""More, where a name is added to itself or the like."""

_LARGEST = 5.5
"""What costs more is not thought of."""

_MOST = 8_000
"""So many expressions of three atoms at most, the cheapest."""

_RATES = 4.0
"""What the sum of two rates costs, however they are made."""

_MOST_SEEN = 8
"""Of more names no sums of rates are made, as there would be too many; of half as many of three."""

_HUNDRED = 0.7
"""What × 100 costs."""

_CONVERSIONS = (10, 12, 30, 52, 60, 360, 365, 1000)
"""Months, weeks, days and minutes: what converts between units, and is in no drill's formulas."""

_CONVERTED = 3.5

_BACKWARDS = 3.0
"""What a scale read backwards costs."""


def enumerate_small(pool: Pool, atoms: Atoms, right: Tree) -> None:
    """Put the small formulas into the pool with their costs; `right` is the right one."""
    _scales(pool, atoms, right)
    _two_and_three(pool, atoms)
    _rates(pool, atoms.seen)
    _one_more(pool, atoms)
    _converted(pool, frozenset(atoms.constants), right)
    hundred = pool.find(constant(100))
    if hundred is not None:
        for at in range(len(pool)):
            if pool.costs[at] <= _LARGEST:
                pool.make("*", at, hundred, pool.costs[at] + _HUNDRED)


def _two_and_three(pool: Pool, atoms: Atoms) -> None:
    pairs = _pairs(pool, atoms)
    most = len(pool) + _MOST
    cheap = sorted(atoms.all, key=pool.costs.__getitem__)
    for pair, cost in sorted(pairs.items(), key=lambda item: item[1]):
        for at in cheap:
            more = cost + pool.costs[at] + _STEP
            if more > _LARGEST or len(pool) > most:
                break
            for operator in "+-*/":
                pool.make(operator, pair, at, more)
            for operator in "-/":
                pool.make(operator, at, pair, more)


def _pairs(pool: Pool, atoms: Atoms) -> dict[int, float]:
    """What is made of two atoms, with what it costs."""
    constants, pairs = frozenset(atoms.constants), dict[int, float]()
    for one, other in product(atoms.all, repeat=2):
        if not constants.issuperset((one, other)):
            cost = pool.costs[one] + pool.costs[other] + _STEP + (_TWICE if one == other else 0)
            for operator in "+-*/" if one <= other else "-/":
                made = pool.make(operator, one, other, cost)
                if made is not None:
                    pairs[made] = min(cost, pairs.get(made, cost))
    return pairs


def _rates(pool: Pool, names: Sequence[int]) -> None:
    """Sums and means of rates of different bases, which cannot be added."""
    if len(names) > _MOST_SEEN:
        return
    pairs = ((one, other) for one in names for other in names if one != other)
    rates = [rate for pair in pairs if (rate := pool.make("/", *pair)) is not None]
    for number in (2, 3) if 2 * len(names) <= _MOST_SEEN else (2,):
        count = pool.atom(Constant(number), constant(number))
        for first, *others in combinations(rates, number):
            total: int | None = first
            for rate in others:
                total = None if total is None else pool.make("+", total, rate, _RATES)
            if total is not None:
                pool.make("/", total, count, _RATES + _STEP)


def _scales(pool: Pool, atoms: Atoms, right: Tree) -> None:
    """The right mean read backwards, where names are numbered as a scale is (c1 to c5)."""
    for family in atoms.families:
        ends = min(family) + max(family)
        pool.make("-", pool.atom(Constant(ends), constant(ends)), right.at, _BACKWARDS)


def _one_more(pool: Pool, atoms: Atoms) -> None:
    """The mean of a list with one more number in it."""
    one = pool.find(constant(1))
    for total, count in atoms.lists:
        more = None if one is None else pool.make("+", count, one)
        for at in atoms.seen:
            larger = pool.make("+", total, at)
            if larger is not None and more is not None:
                pool.make("/", larger, more, 4)


def _converted(pool: Pool, constants: frozenset[int], right: Tree) -> None:
    """The right formula times or by a number of units, or with one in a constant's place."""
    for value in _CONVERSIONS:
        at = pool.atom(Constant(value), constant(value))
        for operator in "*/":
            pool.make(operator, right.at, at, _CONVERTED)
        for old in constants:
            _exchanged(pool, right, old, at)


def _exchanged(pool: Pool, tree: Tree, old: int, new: int) -> int | None:
    """`tree` with another atom wherever `old` stands; None for nothing."""
    if tree.left is None or tree.right is None:
        return new if tree.at == old else tree.at
    left, right = (_exchanged(pool, side, old, new) for side in (tree.left, tree.right))
    if (left, right) == (tree.left.at, tree.right.at):
        return tree.at
    if left is None or right is None:
        return None
    return pool.make(tree.operator, left, right, _CONVERTED)
