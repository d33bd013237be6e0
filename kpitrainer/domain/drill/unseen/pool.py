"""Expressions, one per meaning, each with what it costs to think of it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import inf, nan

from kpitrainer.domain.drill.unseen.meaning import NoMeaningError, combined
from kpitrainer.domain.formula.arithmetic import FormulaError, Values
from kpitrainer.domain.formula.nodes import Binary, Call, Node

ATOM = ""
"""The operator of what is made of nothing else."""

ROOT = "root"

_MOST = 1e300
"""Beyond, a value is none."""


class Pool:
    """Expressions by their numbers, operands before what they make.

    `operators`, `lefts` and `rights` say how each is made, of an atom `nodes` has what it is;
    `meanings` what it means, and `costs` how far-fetched it is, infinite where nobody said.
    """

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.lefts: list[int] = []
        self.rights: list[int] = []
        self.meanings: list[int] = []
        self.costs: list[float] = []
        self.nodes: dict[int, Node] = {}
        self._numbers: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.meanings)

    def find(self, meaning: int) -> int | None:
        """The number of the expression that means this."""
        return self._numbers.get(meaning)

    def atom(self, node: Node, meaning: int, cost: float = inf) -> int:
        """The number of an atom, or of what means the same."""
        at = self._numbers.get(meaning)
        if at is None:
            at = self._put(ATOM, -1, -1, meaning)
            self.nodes[at] = node
        self.costs[at] = min(cost, self.costs[at])
        return at

    def make(self, operator: str, left: int, right: int, cost: float = inf) -> int | None:
        """The number of left operator right, or of what means the same; None for nothing.

        What is dearer than it was known to be stays as it was written.
        """
        try:
            meaning = combined(operator, self.meanings[left], self.meanings[right])
        except NoMeaningError:
            return None
        if not meaning:
            return None
        at = self._numbers.get(meaning)
        if at is None:
            at = self._put(operator, left, right, meaning)
        if cost < self.costs[at]:
            self.costs[at] = cost
            if self.operators[at] and left < at and right < at:
                self.operators[at], self.lefts[at], self.rights[at] = operator, left, right
        return at

    def _put(self, operator: str, left: int, right: int, meaning: int) -> int:
        at = self._numbers[meaning] = len(self.meanings)
        self.operators.append(operator)
        self.lefts.append(left)
        self.rights.append(right)
        self.meanings.append(meaning)
        self.costs.append(inf)
        return at

    def size(self, at: int) -> int:
        """How many atoms it is made of."""
        if not self.operators[at]:
            return 1
        return self.size(self.lefts[at]) + self.size(self.rights[at])

    def node(self, at: int) -> Node:
        """It as a formula's tree."""
        operator = self.operators[at]
        if not operator:
            return self.nodes[at]
        sides = self.node(self.lefts[at]), self.node(self.rights[at])
        return Call(ROOT, sides, 1) if operator == ROOT else Binary(operator, *sides, 1)

    def values(self, known: Values) -> list[float]:
        """What each comes to, nearly; not a number where it has no value."""
        found: list[float] = []
        put = found.append
        atoms = dict(self._atoms(known))
        made = zip(self.operators, self.lefts, self.rights, strict=True)
        for at, (operator, left, right) in enumerate(made):
            if operator == "*":
                put(found[left] * found[right])
            elif operator == "/":
                divisor = found[right]
                put(found[left] / divisor if divisor else nan)
            elif operator == "+":
                put(found[left] + found[right])
            elif operator == "-":
                put(found[left] - found[right])
            elif operator:
                put(_raised(found[left], found[right], operator))
            else:
                put(atoms[at])
        return found

    def _atoms(self, known: Mapping[str, object]) -> Iterator[tuple[int, float]]:
        for at, node in self.nodes.items():
            try:
                value = Fraction(node.evaluate(known))  # type: ignore[arg-type]
            except FormulaError:
                yield at, nan
            else:
                yield at, float(value) if abs(value) < _MOST else nan


def _raised(base: float, exponent: float, operator: str) -> float:
    try:
        value = base ** (exponent if operator == "^" else 1 / exponent)
    except (OverflowError, ZeroDivisionError):
        return nan
    return value if isinstance(value, float) else nan  # the root of less than nothing
