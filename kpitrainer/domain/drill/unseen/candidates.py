"""The formulas that a wrong answer may be the result of, made once for each part of a drill."""

from dataclasses import dataclass, field
from functools import lru_cache

from kpitrainer.domain.drill.template import GivenSource, ListOf, NumberPart, Template
from kpitrainer.domain.drill.unseen.atoms import Atoms
from kpitrainer.domain.drill.unseen.edits import Edits
from kpitrainer.domain.drill.unseen.meaning import meaning, meanings
from kpitrainer.domain.drill.unseen.pool import Pool
from kpitrainer.domain.drill.unseen.small import enumerate_small
from kpitrainer.domain.formula.formula import Formula, compile_formula
from kpitrainer.domain.formula.nodes import Call, Constant, Node, ValueType
from kpitrainer.domain.formula.source_writer import write_source
from kpitrainer.domain.formula.writer import inside_rounding

_KEPT = 4
"""So many parts are kept, as a session may go from one to another: each takes some megabytes."""


class Candidates:
    """The `pool` of candidates for the part at `place` of `form`, one of a drill's forms."""

    def __init__(self, form: Template, place: int) -> None:
        part = form.parts[place]
        assert isinstance(part, NumberPart)  # noqa: S101 - options are no numbers
        self.pool = Pool()
        self._known = meanings(form)
        for number, earlier in enumerate(form.parts[:place], 1):
            if isinstance(earlier, NumberPart):
                self._known[f"part{number}"] = self._meaning(earlier.answer.formula.tree)
        if part.reverse:
            self._known["answer"] = self._meaning(part.reverse.shown.formula.tree)
        self._kinds = {name: _kind(source) for name, source in form.given.items()}
        self._kinds |= {name: formula.kind for name, formula in form.let.items()}
        self._kinds |= dict.fromkeys(("answer", *_parts(place)), ValueType.NUMBER)
        self._right = form.spelt_out(part.answer.formula)
        atoms = Atoms(self.pool, form, place, self._known)
        edits = Edits(self.pool, atoms, form.let, self._known)
        edits.enumerate()
        enumerate_small(self.pool, atoms, next(iter(edits.bases)))
        known = (self._right.tree, *(mistake.formula.tree for mistake in part.mistakes))
        self._excluded = frozenset(map(self._meaning, known))

    def find(self, node: Node) -> int | None:
        """The number of the candidate that means what a formula does but for its last rounding."""
        return self.pool.find(self._meaning(node))

    def is_new(self, at: int) -> bool:
        """Whether it is neither the right formula nor a mistake that is known."""
        return self.pool.meanings[at] not in self._excluded

    def node(self, at: int) -> Node:
        """It as a formula's tree, rounded at last as the right one is."""
        return _rounded(self._right.tree, self.pool.node(at))

    def formula(self, at: int) -> Formula:
        """It as an author would write it."""
        return compile_formula(write_source(self.node(at)), self._kinds)

    def varies(self, at: int) -> bool:
        """Whether it has a name in it."""
        if not self.pool.operators[at]:
            return not isinstance(self.pool.nodes[at], Constant)
        return self.varies(self.pool.lefts[at]) or self.varies(self.pool.rights[at])

    def _meaning(self, node: Node) -> int:
        return meaning(inside_rounding(node), self._known)


def _kind(source: GivenSource) -> ValueType:
    return ValueType.LIST if isinstance(source, ListOf) else ValueType.NUMBER


def _parts(place: int) -> tuple[str, ...]:
    return tuple(f"part{number}" for number in range(1, place + 1))


def _rounded(like: Node, inner: Node) -> Node:
    if inside_rounding(like) is like or not isinstance(like, Call):
        return inner
    first, *others = like.arguments
    return Call(like.function, (_rounded(first, inner), *others), like.column)


@dataclass(frozen=True)
class _Key:
    """A part by what its candidates follow from; two templates of one source are the same."""

    form: Template = field(compare=False)
    id: str
    version: str
    variant: str
    place: int


def candidates(form: Template, place: int) -> Candidates:
    """The candidates for the part at `place` of `form`, made once; the latest few are kept."""
    return _made(_Key(form, form.id, form.version, form.variant, place))


@lru_cache(maxsize=_KEPT)
def _made(key: _Key) -> Candidates:
    return Candidates(key.form, key.place)
