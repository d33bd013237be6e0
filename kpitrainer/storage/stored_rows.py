"""Rows as SQLite stores them, which may be damaged: each value is looked at."""

from collections.abc import Mapping, Sequence
from math import isfinite

from sqlalchemy import BigInteger, Float, Integer, LargeBinary, Table

from kpitrainer.domain.schedule.memory import FLAGS, CardState, Memory, Phase
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.storage.row_sum import Stored, row_sum

_DAYS = range(-719_162, 2_932_897)
"""Study days of the years 1 to 9999."""

_VALUES = {LogKind.FLAG: FLAGS, LogKind.SET_DUE: _DAYS}
"""What the rows of a kind may set; those of the others set nothing."""

_STORED_AS: Mapping[type, type] = {Integer: int, BigInteger: int, Float: float, LargeBinary: bytes}
"""Columns whose values are no text in the file."""

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading a damaged row may fail with."""


class DamagedRowError(ValueError):
    """A row that nothing of this program wrote."""


def sound_values(table: Table, record: Sequence[Stored]) -> list[Stored]:
    """A record of the file as a row of `table`, in the order of its columns.

    Raises:
        DamagedRowError: this is no such row, or not as it was written.
    """
    hold(len(record) == len(table.columns))
    values: list[Stored] = []
    for column, stored in zip(table.columns, record, strict=True):
        kind = _STORED_AS.get(type(column.type), str)
        # A float that is whole is stored as a whole number.
        value = float(stored) if kind is float and isinstance(stored, int) else stored
        hold(bool(column.nullable) if value is None else isinstance(value, kind))
        values.append(value)
    own = table.c.keys()[0] == "number"  # which is no part of what a row says
    hold(values[-1] == row_sum(*values[own:-1]))
    return values


def check_row(row: LogRow) -> None:
    """Whether a row of the log is one that this program makes.

    Raises:
        DamagedRowError: it is not.
    """
    hold(row.entry.day in _DAYS)
    allowed = _VALUES.get(row.entry.kind)
    hold(row.entry.value is None if allowed is None else row.entry.value in allowed)
    if row.entry.state is not None:
        check_state(row.entry.state)


def check_state(state: CardState) -> None:
    """Whether a state is one that this program makes.

    Raises:
        DamagedRowError: it is not.
    """
    hold(type(state.suspended) is bool, type(state.version) is int)
    hold(state.flag in FLAGS, state.buried_day is None or state.buried_day in _DAYS)
    memory = state.memory
    if memory is None:
        return
    hold(isinstance(memory, Memory), isinstance(memory.phase, Phase))
    hold(isfinite(memory.stability), memory.stability > 0, isfinite(memory.difficulty))
    hold(memory.due_day in _DAYS, memory.last_day in _DAYS)
    whole = (memory.due_day, memory.last_day, memory.interval, memory.reps, memory.lapses)
    hold(all(type(number) is int for number in whole), min(whole[2:]) >= 0)
    hold(memory.step is None or type(memory.step) is int)


def hold(*claims: bool) -> None:
    """See to it that all of this holds.

    Raises:
        DamagedRowError: it does not.
    """
    if not all(claims):
        raise DamagedRowError
