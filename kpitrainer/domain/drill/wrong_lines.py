"""The line of a worked solution that a known mistake spoils, and what it works out there.

A mistake is a formula for the whole answer, but a sheet needs the one line at which it goes
wrong. That line's wrong working is a part of the mistake's formula: the one that, put in the
line's place, makes the lines after it come to what the mistake does. It is found by trying each
part at each line on a few draws.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.template import Misconception, NumberPart, Template
from kpitrainer.domain.drill.worked_lines import WorkedLine, told_names, work
from kpitrainer.domain.formula.arithmetic import EvaluationError, Exact, fraction
from kpitrainer.domain.formula.nodes import Binary, Call, Constant, Name, Node, ValueType
from kpitrainer.domain.formula.trees import folded, names_in, placeless, subtrees
from kpitrainer.domain.formula.writer import inside_rounding

_NEAR = Fraction(1, 100)
"""How far apart values may be, as a share of them, where a line is said to hold only about."""


@dataclass(frozen=True, slots=True)
class WrongLine:
    """How a `mistake` spoils the line at `line`, from 0: it works out `tree` there instead.

    `alike` tells whether that calculation may be shown: it has the operations of the right one,
    and only numbers that are known by then. Otherwise the value alone may.
    """

    mistake: str
    line: int
    tree: Node
    alike: bool


class WrongLineFinder:
    """Looks for the wrong lines of one part, on exercises that were `tried`."""

    def __init__(
        self,
        form: Template,
        part: NumberPart,
        lines: tuple[WorkedLine, ...],
        tried: Sequence[Exercise],
    ) -> None:
        self.told = told_names(form, part)
        self.lines = lines
        self.tried = tried
        self.known = [exercise.known for exercise in tried]
        self.about = any(line.about for line in lines)

    def holds(self) -> bool:
        """Whether the lines lead to the answer."""
        try:
            self.right = [work(self.lines, known) for known in self.known]
        except EvaluationError:
            return False
        return all(
            self._agree(found[-1], exercise.exact)
            for found, exercise in zip(self.right, self.tried, strict=True)
        )

    def wrong_lines(self, mistake: Misconception) -> Iterator[WrongLine]:
        """The mistake at each line where it can be made."""
        parts = dict.fromkeys(
            part
            for part in subtrees(placeless(mistake.formula.tree))
            if part.kind is ValueType.NUMBER
        )
        by_values: dict[tuple[Exact, ...], Node] = {}
        for part in parts:
            if (values := self._values(part)) is not None:
                by_values.setdefault(values, part)
        for place in range(len(self.lines)):
            found = (part for each, part in by_values.items() if self._leads(mistake, place, each))
            first = next(found, None)
            tree = None if first is None else self._with_names(first, place)
            if tree is not None and self._uses_all(tree, place):
                yield WrongLine(mistake.id, place, tree, self._alike(tree, place))

    def _right_at(self, place: int) -> tuple[Exact, ...]:
        """What the line at `place` comes to on each draw."""
        return tuple(found[place] for found in self.right)

    def _values(self, part: Node) -> tuple[Exact, ...] | None:
        """What a part of a formula comes to on each draw; None where it has no value."""
        try:
            return tuple(part.evaluate(known) for known in self.known)
        except EvaluationError:
            return None

    def _leads(self, mistake: Misconception, place: int, values: Sequence[Exact]) -> bool:
        """Whether these values of the line at `place` lead to what the mistake comes to."""
        if values == self._right_at(place):
            return False
        # Who counts the sixes as passives may still divide by all who answered.
        ways = dict.fromkeys((frozenset[int](), frozenset(range(place + 1, len(self.lines) - 1))))
        return any(self._leads_by(mistake, place, values, keep) for keep in ways)

    def _leads_by(
        self, mistake: Misconception, place: int, values: Sequence[Exact], keep: frozenset[int]
    ) -> bool:
        try:
            return all(
                self._agree(
                    work(self.lines, known, (place, value), keep)[-1],
                    exercise.mistakes[mistake.id],
                )
                for known, value, exercise in zip(self.known, values, self.tried, strict=True)
            )
        except EvaluationError:
            return False

    def _agree(self, one: Exact, other: Exact) -> bool:
        if not self.about:
            return one == other
        return abs(fraction(one) - fraction(other)) <= _NEAR * abs(fraction(other))

    def _with_names(self, tree: Node, place: int) -> Node:
        """`tree` with the names of earlier lines, and of what the question tells, by value."""
        lines = enumerate(self.lines[:place])
        tree = self._named(tree, {line.name: self._right_at(line_at) for line_at, line in lines})
        if names_in(tree) <= self.told:
            return tree
        told = {name: tuple(known.get(name) for known in self.known) for name in sorted(self.told)}
        return self._named(tree, told)

    def _named(self, tree: Node, names: Mapping[str, Sequence[object]]) -> Node:
        """`tree` with the first of the `names` for whatever in it comes to its values."""

        def name_of(node: Node) -> str | None:
            if node.kind is not ValueType.NUMBER or isinstance(node, Constant | Name):
                return None
            found = self._values(node)
            return next((name for name, values in names.items() if values == found), None)

        return folded(tree, name_of) if names else tree

    def _uses_all(self, tree: Node, place: int) -> bool:
        """Whether every line before is still used, as a line that leads nowhere tells on it."""
        earlier = self.lines[:place]
        used = names_in(tree).union(
            *(names_in(line.tree) for line in (*earlier, *self.lines[place + 1 :]) if line.works)
        )
        return all(line.name in used for line in earlier)

    def _alike(self, tree: Node, place: int) -> bool:
        line = self.lines[place]
        if not line.works:
            return True  # only its value is shown in any case
        if not isinstance(inside_rounding(tree), Binary | Call):
            return False
        shown = names_in(tree)
        later = {each.name for each in self.lines[place:]}
        met = self.told.union(*(names_in(each.tree) for each in self.lines[: place + 1]))
        met |= {each.name for each in self.lines[:place]}
        last = place == len(self.lines) - 1
        same = not last or _operations(tree) == _operations(line.tree)
        return shown <= met - later and same


def _operations(tree: Node) -> frozenset[str]:
    """The operations of a calculation, without the rounding at its end."""
    return frozenset(
        node.operator if isinstance(node, Binary) else node.function
        for node in subtrees(inside_rounding(tree))
        if isinstance(node, Binary | Call)
    )
