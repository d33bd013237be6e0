"""What a formula of a drill may be made of: its names and constants, the likelier the cheaper."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kpitrainer.domain.drill.phrase import Slot
from kpitrainer.domain.drill.template import (
    Cell,
    ListName,
    ListOf,
    NumberPart,
    Phrases,
    Template,
)
from kpitrainer.domain.drill.unseen.meaning import Meanings, NoMeaningError, meaning
from kpitrainer.domain.drill.unseen.pool import Pool
from kpitrainer.domain.formula.arithmetic import Exact
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.formula.nodes import Binary, Call, Constant, Name, Negative, Node, ValueType
from kpitrainer.domain.formula.writer import inside_rounding

SEEN = 1.0
"""What a name costs that the learner reads or the right formula has."""

HIDDEN = 2.0
"""What any other name costs."""

_OWN, _OTHER = 1.5, 2.5
"""What a literal of the right formula costs, and one from elsewhere in the drill."""

_MEAN = 2.5
"""What the mean of a family costs."""

_ALWAYS: Mapping[Exact, float] = {100: 1.5, 1: 2.0, 2: 2.0}

_OF_LISTS = ("sum", "count", "mean", "median", "min", "max")
_NUMBERED = re.compile(r"(\D+)(\d+)")


class Atoms:
    """The names and constants, by their numbers in a pool, of one part of one of a drill's forms.

    `seen` are those of the `names` that the learner reads or the right formula has; `lists` has
    the sum and the count of each list; `families` the names that differ in a number only (n1,
    n2, n3) by these numbers.
    """

    def __init__(self, pool: Pool, form: Template, place: int, known: Meanings) -> None:
        self.names: list[int] = []
        self.seen: list[int] = []
        self.constants: list[int] = []
        self.lists: list[tuple[int, int]] = []
        self._pool, self._form, self._place, self._known = pool, form, place, known
        part = form.parts[place]
        assert isinstance(part, NumberPart)  # noqa: S101 - choices have no formula
        self._asked = part.reverse.name if part.reverse else None
        self.right = right_tree(form, part)
        self._put_constants()
        read = set(_read(form, place)) | set(_behind(form, [self.right]))
        self._put_given(read)
        for name, formula in form.let.items():
            if self._asked not in set(_behind(form, [formula.tree])):
                # What was rounded to be shown is what it was before.
                inner = inside_rounding(formula.tree)
                node = Name(name, formula.kind) if inner is formula.tree else inner
                self._put_name(node, SEEN if name in read else HIDDEN)
        for number, earlier in enumerate(form.parts[:place], 1):
            if isinstance(earlier, NumberPart):
                self._put_name(Name(f"part{number}", ValueType.NUMBER), SEEN)
        if part.reverse:
            self._put_name(Name("answer", ValueType.NUMBER), SEEN)
        self.families = self._families()

    @property
    def all(self) -> list[int]:
        """Names and constants."""
        return self.names + self.constants

    def _put_constants(self) -> None:
        costs: dict[Exact, float] = dict(_ALWAYS)
        for formula in self._form.let.values():
            for value in _literals(formula.tree):
                costs.setdefault(value, _OTHER)
        for node in (self.right, *(self._form.let[name].tree for name in self._lets())):
            for value in _literals(node):
                costs[value] = min(_OWN, costs.get(value, _OWN))
        for value, cost in costs.items():
            if value:
                self._put(self.constants, Constant(value), cost)

    def _lets(self) -> list[str]:
        return [name for name in _behind(self._form, [self.right]) if name in self._form.let]

    def _put_given(self, read: set[str]) -> None:
        for name, source in self._form.given.items():
            cost = SEEN if name in read else HIDDEN
            if isinstance(source, ListOf):
                of: Node = Name(name, ValueType.LIST)
                found = {each: Call(each, (of,), 1) for each in _OF_LISTS}
                numbers = {each: self._put_name(node, cost) for each, node in found.items()}
                total, count = numbers["sum"], numbers["count"]
                if total is not None and count is not None:
                    self.lists.append((total, count))
            elif name != self._asked:
                self._put_name(Name(name, ValueType.NUMBER), cost)

    def _put_name(self, node: Node, cost: float) -> int | None:
        at = self._put(self.names, node, cost)
        if at is not None and cost <= SEEN and at not in self.seen:
            self.seen.append(at)
        return at

    def _put(self, group: list[int], node: Node, cost: float) -> int | None:
        try:
            meant = meaning(node, self._known)
        except NoMeaningError:
            return None
        if not meant:
            return None
        at = self._pool.atom(node, meant, cost)
        if at not in self.names and at not in self.constants:
            group.append(at)
        return at

    def _families(self) -> list[dict[int, int]]:
        found: dict[str, dict[int, int]] = {}
        for at in self.names:
            node = self._pool.nodes[at]  # all are atoms so far
            if isinstance(node, Name) and (named := _NUMBERED.fullmatch(node.name)):
                found.setdefault(named[1], {})[int(named[2])] = at
        families = [family for family in found.values() if len(family) > 1]
        for family in families:
            self._put_total(list(family.values()))
        return families

    def _put_total(self, members: list[int]) -> None:
        """The sum of a family, how many it has, and its mean."""
        pool = self._pool
        total: int | None = members[0]
        for member in members[1:]:
            total = None if total is None else pool.make("+", total, member, HIDDEN)
        if total is not None and total not in self.names:
            self.names.append(total)
        count = self._put(self.constants, Constant(len(members)), HIDDEN)
        if total is not None and count is not None:
            pool.make("/", total, count, _MEAN)


def right_tree(form: Template, part: NumberPart) -> Node:
    """The right formula, without an outermost rounding; of a reverse part that of what it tells."""
    answer = part.reverse.shown if part.reverse else part.answer
    return inside_rounding(form.spelt_out(answer.formula).tree)


def _read(form: Template, place: int) -> Iterator[str]:
    """The names whose values the learner reads up to that part."""
    yield from _slots(form.intro)
    for part in form.parts[: place + 1]:
        yield from _slots(part.ask)
    for line in (form.grid.heads, *form.grid.lines) if form.grid else ():
        for cell in line:
            yield from _in_cell(cell)


def _in_cell(cell: Cell) -> Iterable[str]:
    if isinstance(cell, Formula):
        return cell.names
    if isinstance(cell, ListName):
        return (cell.name,)
    return _slots(cell) if isinstance(cell, Mapping) else ()


def _slots(phrases: Phrases | None) -> Iterator[str]:
    for phrase in (phrases or {}).values():
        yield from (piece.name for piece in phrase.pieces if isinstance(piece, Slot))


def _behind(form: Template, trees: Iterable[Node]) -> Iterator[str]:
    """The names in `trees`, and those in the formulas under `let` that they stand for."""
    for tree in trees:
        for name in _names(tree):
            yield name
            if name in form.let:
                yield from _behind(form, [form.let[name].tree])


def _names(node: Node) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    for operand in _operands(node):
        yield from _names(operand)


def _literals(node: Node) -> Iterator[Exact]:
    if isinstance(node, Constant):
        yield node.value
    for operand in _operands(node):
        yield from _literals(operand)


def _operands(node: Node) -> tuple[Node, ...]:
    match node:
        case Binary(_, left, right):
            return left, right
        case Negative(operand):
            return (operand,)
        case Call(_, arguments):
            return arguments
        case _:
            return ()
