"""One card's rows, within a transaction of the store."""

import sys
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.storage import statements
from kpitrainer.storage.mapping import log_values, state_of, state_values

if sys.version_info >= (3, 14):
    from uuid import uuid7
else:
    from uuid6 import uuid7


def new_id() -> UUID:
    """An id for a row, later than all before it."""
    return UUID(int=uuid7().int)


def has_progress(connection: Connection, key: CardKey) -> bool:
    """Whether anything is stored of a card."""
    return connection.execute(statements.STATE, key._asdict()).one_or_none() is not None


def stored_state(connection: Connection, key: CardKey) -> CardState:
    """The state of a card."""
    row = connection.execute(statements.STATE, key._asdict()).one_or_none()
    return UNTOUCHED if row is None else state_of(row)


def take_back(
    connection: Connection, entry: LogEntry, row: UUID, state: CardState, now: tuple[datetime, int]
) -> LogRow:
    """Append the tombstone of `entry`, the log's `row`, and store `state`, as it was without it."""
    at, day = now
    tombstone = LogEntry(
        key=entry.key,
        at=at,
        day=day,
        kind=LogKind.UNDO,
        before=stored_state(connection, entry.key),
        after=state,
        undoes=row,
        label=entry.label,
        version=entry.version,
    )
    return append(connection, tombstone)


def append(connection: Connection, entry: LogEntry) -> LogRow:
    """Append an act to its card’s log, and store the state after it."""
    last = connection.execute(statements.LAST_SEQ, entry.key._asdict()).scalar()
    row = LogRow(id=new_id(), seq=(last or 0) + 1, entry=entry)
    connection.execute(statements.APPEND, log_values(row))
    connection.execute(statements.PUT_STATE, state_values(entry.key, entry.after))
    return row
