"""Rows as SQLite stores them, which may be damaged, to domain values: each value is looked at."""

from collections.abc import Mapping
from math import isfinite
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Boolean, Float, Integer, Table
from sqlalchemy.dialects.sqlite import dialect

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState, Memory, Phase
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.storage.mapping import log_row_of, state_of
from kpitrainer.storage.row_sum import Stored
from kpitrainer.storage.tables import CARD_STATE, REVIEW_LOG

_SQLITE = dialect()
_DAYS = range(-719_162, 2_932_897)
"""Study days of the years 1 to 9999."""

_LATER: Mapping[str, Stored] = {"version": 1, "label": None, "checksum": None}
"""What rows have in columns that earlier versions did not know."""

_PROCESSORS = {
    column: column.type.dialect_impl(_SQLITE).result_processor(_SQLITE, None)
    for table in (CARD_STATE, REVIEW_LOG)
    for column in table.columns
}

_STORED_AS = {Integer: int, Boolean: int, Float: float | int}
"""Columns whose values are no text in the file."""


class DamagedRowError(ValueError):
    """A row that nothing of this program wrote."""


def stored_state_of(stored: Mapping[str, Stored]) -> tuple[CardKey, CardState]:
    """The card and state in a row of `card_state`, by its columns.

    Raises:
        DamagedRowError: this is no such row.
    """
    try:
        values = _values(CARD_STATE, {**_LATER, **stored})
        state = state_of(list(values.values()))
        _check(state)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise DamagedRowError from error
    return CardKey(values["deck"], values["card"]), state


def stored_log_row_of(stored: Mapping[str, Stored]) -> LogRow:
    """The log row in a row of `review_log`, as above; what may be missing of it is None."""
    try:
        whole = {**dict.fromkeys(REVIEW_LOG.columns.keys()), **_LATER, **stored}
        row = log_row_of(SimpleNamespace(**_values(REVIEW_LOG, whole)))
        for state in (row.entry.before, row.entry.after):
            _check(state)
        was = row.entry.before.memory
        _hold(stored["was"] == ("new" if was is None else was.phase))
        _hold(row.entry.day in _DAYS, 0 < row.seq < 1_000_000)  # noqa: PLR2004 - in a lifetime
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise DamagedRowError from error
    return row


def _values(table: Table, stored: Mapping[str, Stored]) -> dict[str, Any]:
    """The row as SQLAlchemy reads it, in the order of its columns."""
    values = {}
    for column in table.columns:
        value: Any = stored[column.name]
        if value is None:
            _hold(bool(column.nullable))
        else:
            _hold(isinstance(value, _STORED_AS.get(type(column.type), str)))
            if isinstance(value, str):
                value.encode()  # not what was no UTF-8
            process = _PROCESSORS[column]
            value = process(value) if process else value
        values[column.name] = value
    return values


def _check(state: CardState) -> None:
    """Whether a state is one that this program makes."""
    _hold(type(state.suspended) is bool, type(state.version) is int)
    _hold(state.buried_day is None or state.buried_day in _DAYS)
    memory = state.memory
    if memory is None:
        return
    _hold(isinstance(memory, Memory), isinstance(memory.phase, Phase))
    _hold(isfinite(memory.stability), memory.stability > 0, isfinite(memory.difficulty))
    _hold(memory.due_day in _DAYS, memory.last_day in _DAYS)
    whole = (memory.due_day, memory.last_day, memory.interval, memory.reps, memory.lapses)
    _hold(all(type(number) is int for number in whole), min(whole[2:]) >= 0)
    _hold(memory.step is None or type(memory.step) is int)


def _hold(*claims: bool) -> None:
    if not all(claims):
        raise DamagedRowError
