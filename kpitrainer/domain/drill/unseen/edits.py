"""Slips made on the right formula: a term dropped, operands swapped, a wrong base, a wrong sign."""

from collections.abc import Iterator, Mapping
from math import log
from typing import NamedTuple

from kpitrainer.domain.drill.unseen.atoms import Atoms
from kpitrainer.domain.drill.unseen.meaning import Meanings, NoMeaningError, constant, meaning
from kpitrainer.domain.drill.unseen.pool import ATOM, ROOT, Pool
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import Binary, Call, Constant, Name, Negative, Node

RIGHT = 1.0
"""What the right formula itself costs; each slip on it costs more."""

_DROPPED, _DROPPED_RIGHT, _SWAPPED = 1.0, 1.2, 1.0
_SIGN, _OPERATOR = 1.2, 2.0
"""+ for − or × for ÷, and any other operator."""

_REPLACED, _INSERTED = 1.0, 1.5
"""Each with half of what the atom costs that comes in."""

_FEW = 12
"""Where a drill has more names and constants, four times as many cost 1 more: each is rarer."""

_LARGER = 0.7
"""More, where what goes is no atom."""

_ODD = 1.5
"""More, where a constant but 1 and 100 is added or taken away."""

_OTHER_KIND = 0.5
"""More, where a constant takes a name's place or a name a constant's."""

_AVERAGED = 2.0
"""A name for its mean with another one."""

_SPELT_OUT = 0.4
"""More, where the slip is in what a name stands for, and twice that in what is behind."""

_LARGE = 14
"""In a formula of more atoms one thing is dropped, swapped or replaced, and nothing comes in."""

_MOST = 8_000
"""So many expressions at most are made by two slips."""


class Tree(NamedTuple):
    """An expression as it is written, with its number in the pool."""

    at: int
    operator: str = ATOM
    left: "Tree | None" = None
    right: "Tree | None" = None


class Edits:
    """What one or two slips make of the right formula, put into the pool with their costs."""

    def __init__(
        self, pool: Pool, atoms: Atoms, lets: Mapping[str, Formula], known: Meanings
    ) -> None:
        self._pool, self._atoms, self._lets, self._known = pool, atoms, lets, known
        self._constants = frozenset(atoms.constants)
        self._odd = self._constants - {pool.find(constant(1)), pool.find(constant(100))}
        self._rare = max(0.0, log(len(atoms.all) / _FEW, 4))
        self.bases = self._bases()

    def enumerate(self) -> None:
        """Put all of it into the pool."""
        once: dict[Tree, float] = {}
        deeply: dict[Tree, float] = {}
        for base, spelt_out in self.bases.items():
            self._note(base, RIGHT)
            shallow = spelt_out <= _SPELT_OUT and _size(base) <= _LARGE
            made = once if shallow else deeply
            for tree, slip in self._slips(base, {}, inserting=shallow):
                cost = slip + spelt_out
                made[tree] = min(cost, made.get(tree, cost))
        for tree, cost in (*once.items(), *deeply.items()):
            self._note(tree, RIGHT + cost)
        most = len(self._pool) + _MOST
        seen: dict[Tree, list[tuple[Tree, float]]] = {}
        for tree, cost in sorted(once.items(), key=lambda item: item[1]):
            if len(self._pool) > most:
                break
            for twice, more in self._slips(tree, seen, inserting=False):
                self._note(twice, RIGHT + cost + more)

    def _note(self, tree: Tree, cost: float) -> None:
        if tree.left and tree.right:
            self._pool.make(tree.operator, tree.left.at, tree.right.at, cost)

    def _bases(self) -> dict[Tree, float]:
        """The right formula as written, with its names under `let` spelt out, and factored out.

        Each with what it costs to see it so.
        """
        found: dict[Tree, float] = {}
        for step, depth in enumerate((0, 1, len(self._lets))):
            if tree := self._tree(self._atoms.right, depth):
                found.setdefault(tree, step * _SPELT_OUT)
                if factored := self._factored(tree):
                    found.setdefault(factored, step * _SPELT_OUT)
        return found

    def _tree(self, node: Node, depth: int) -> Tree | None:
        """A formula's tree, names under `let` spelt out down to `depth`; None for nothing."""
        match node:
            case Name(name) if depth and name in self._lets:
                return self._tree(self._lets[name].tree, depth - 1)
            case Binary(operator, left, right):
                return self._branch(operator, self._tree(left, depth), self._tree(right, depth))
            case Call("root", (left, right)):
                return self._branch(ROOT, self._tree(left, depth), self._tree(right, depth))
            case Negative(operand):
                return self._branch("*", self._leaf(Constant(-1)), self._tree(operand, depth))
            case _:
                return self._leaf(node)

    def _leaf(self, node: Node) -> Tree | None:
        try:
            meant = meaning(node, self._known)
        except NoMeaningError:
            return None
        return Tree(self._pool.atom(node, meant)) if meant else None

    def _branch(self, operator: str, left: Tree | None, right: Tree | None) -> Tree | None:
        if left is None or right is None:
            return None
        at = self._pool.make(operator, left.at, right.at)
        return None if at is None else Tree(at, operator, left, right)

    def _factored(self, tree: Tree) -> Tree | None:
        """A ÷ n × 100 − b ÷ n × 100 as (a − b) ÷ n × 100, where it is one."""
        if tree.operator not in ("+", "-"):
            return None
        joined = self._joined(tree.operator, tree.left, tree.right)
        return joined if joined and joined.at == tree.at else None

    def _joined(self, operator: str, one: Tree | None, other: Tree | None) -> Tree | None:
        """One tree of two that differ in one operand, there joined by the operator."""
        if one is None or other is None or one.at == other.at:
            return one
        if one.operator and one.operator == other.operator:
            left = self._joined(operator, one.left, other.left)
            return self._branch(one.operator, left, self._joined(operator, one.right, other.right))
        return self._branch(operator, one, other)

    def _slips(
        self, tree: Tree, seen: dict[Tree, list[tuple[Tree, float]]], *, inserting: bool
    ) -> list[tuple[Tree, float]]:
        """What one slip makes of `tree`, each meaning once, with what the slip costs.

        With `inserting` something may come in, too. `seen` has what was asked for before.
        """
        known = seen.get(tree)
        if known is not None:
            return known
        found: dict[int, tuple[Tree, float]] = {}
        for changed, cost in self._changes(tree, seen, inserting=inserting):
            if changed is not None and changed.at != tree.at:
                earlier = found.get(changed.at)
                if earlier is None or cost < earlier[1]:
                    found[changed.at] = changed, cost
        slips = seen[tree] = list(found.values())
        return slips

    def _changes(
        self, tree: Tree, seen: dict[Tree, list[tuple[Tree, float]]], *, inserting: bool
    ) -> Iterator[tuple[Tree | None, float]]:
        yield from self._replaced(tree)
        if inserting:
            yield from self._inserted(tree)
        operator, left, right = tree.operator, tree.left, tree.right
        if left is None or right is None:
            return
        yield left, _DROPPED
        yield right, _DROPPED_RIGHT
        if operator in ("-", "/", "^"):
            yield self._branch(operator, right, left), _SWAPPED
        if operator in "+-*/":
            for other in "+-*/".replace(operator, ""):
                alike = (operator in "+-") == (other in "+-")
                yield self._branch(other, left, right), _SIGN if alike else _OPERATOR
        for changed, cost in self._slips(left, seen, inserting=inserting):
            yield self._branch(operator, changed, right), cost
        for changed, cost in self._slips(right, seen, inserting=inserting):
            yield self._branch(operator, left, changed), cost

    def _replaced(self, tree: Tree) -> Iterator[tuple[Tree | None, float]]:
        costs = self._pool.costs
        for at in self._atoms.all:
            cost = _REPLACED + costs[at] / 2 + self._rare
            if tree.operator:
                cost += _LARGER
            elif (tree.at in self._constants) != (at in self._constants):
                cost += _OTHER_KIND
            yield Tree(at), cost

    def _inserted(self, tree: Tree) -> Iterator[tuple[Tree | None, float]]:
        for at in self._atoms.all:
            atom, cost = Tree(at), _INSERTED + self._pool.costs[at] / 2 + self._rare
            for operator in "+-*/":
                odd = _ODD if operator in "+-" and at in self._odd else 0.0
                yield self._branch(operator, tree, atom), cost + odd
            for operator in "-/":
                yield self._branch(operator, atom, tree), cost + 0.5
        if not tree.operator and tree.at not in self._constants:
            two = self._pool.find(constant(2))
            for at in self._atoms.seen:
                both = self._branch("+", tree, Tree(at))
                yield self._branch("/", both, None if two is None else Tree(two)), _AVERAGED


def _size(tree: Tree) -> int:
    return sum(_size(side) for side in (tree.left, tree.right) if side) or 1
