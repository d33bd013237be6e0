"""Which of a drill's names its question tells."""

from collections.abc import Iterable, Iterator, Mapping

from kpitrainer.domain.drill.phrase import Slot
from kpitrainer.domain.drill.template import Cell, ListName, NumberPart, Phrases, Template
from kpitrainer.domain.formula.formula import Formula


def told_names(form: Template, place: int) -> frozenset[str]:
    """The names that stand in what is read up to the question of the part at `place`, from 0.

    That is what is told before every part, the table, and the parts' questions and options. Of a
    formula in a table the whole is told, "P - D", not its names; "answer" is told by a reverse
    exercise.
    """
    told = set(_slots(form.intro))
    if form.grid:
        for line in (form.grid.heads, *form.grid.lines):
            told.update(name for cell in line for name in _in_cell(cell))
    for part in form.parts[: place + 1]:
        told.update(_slots(part.ask))
        if not isinstance(part, NumberPart):
            for option in part.options:
                told.update(_slots(option.text))
    return frozenset(told)


def _slots(phrases: Phrases | None) -> Iterator[str]:
    """The names shown by a text in some language."""
    for phrase in (phrases or {}).values():
        yield from (piece.name for piece in phrase.pieces if isinstance(piece, Slot))


def _in_cell(cell: Cell) -> Iterable[str]:
    if isinstance(cell, Formula):
        return (cell.source,)
    if isinstance(cell, ListName):
        return (cell.name,)
    return _slots(cell) if isinstance(cell, Mapping) else ()
