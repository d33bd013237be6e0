"""Statements as the driver takes them, for the path of an answer.

Each is compiled once, for the connection's dialect, and run through the driver's own cursor:
SQLAlchemy's running of a statement costs several times what SQLite needs for these.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.sql import ClauseElement

from kpitrainer.storage.row_sum import Stored


class Spoken(NamedTuple):
    """A statement's text, its parameters in order (None where they go by name), and fixed ones."""

    text: str
    order: Sequence[str] | None
    fixed: Mapping[str, Any]

    def parameters(self, values: Mapping[str, Stored]) -> Any:  # noqa: ANN401 - by place or name
        """What the driver is given."""
        given = {**self.fixed, **values} if self.fixed else values
        return given if self.order is None else [given[name] for name in self.order]


@cache
def spoken(statement: Executable, dialect: Dialect) -> Spoken:
    """How a statement is said; it has no parameter that stands for a list."""
    if not isinstance(statement, ClauseElement):
        raise TypeError(statement)
    compiled = statement.compile(dialect=dialect)
    order = getattr(compiled, "positiontup", None)
    fixed = {name: value for name, value in compiled.params.items() if value is not None}
    return Spoken(str(compiled), order, fixed)


def say(connection: Connection, statement: Executable, *rows: Mapping[str, Stored]) -> Any:  # noqa: ANN401 - each driver has its own
    """Run a statement with each of these parameters; gives the driver's cursor.

    Raises:
        Exception: as the driver reports it.
    """
    known = spoken(statement, connection.dialect)
    cursor = connection.connection.cursor()
    if len(rows) == 1:
        cursor.execute(known.text, known.parameters(rows[0]))
    else:
        cursor.executemany(known.text, [known.parameters(row) for row in rows])
    return cursor
