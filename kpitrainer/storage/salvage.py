"""A new progress file from what can be read of a damaged one."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import Connection, Float, Table, text

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.storage import statements
from kpitrainer.storage.card_log import new_id
from kpitrainer.storage.mapping import log_values, state_values
from kpitrainer.storage.page_scan import Record, records
from kpitrainer.storage.row_sum import Stored, row_sum
from kpitrainer.storage.stored_rows import DamagedRowError, stored_log_row_of, stored_state_of
from kpitrainer.storage.tables import CARD_STATE, REVIEW_LOG

_SCHEMA_COLUMNS = 5


@dataclass(slots=True)
class Salvaged:
    """What was read, card by card; `lost` names the rows that were not, as « table deck/card ».

    A row of the log that is lost gives its place to one that holds the state it left, so that the
    state is the fold of the log still. A lost state is folded again.
    """

    logs: dict[CardKey, list[LogRow]] = field(default_factory=dict)
    states: dict[CardKey, CardState] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def write(self, connection: Connection) -> None:
        """Write all of it into a new file, the log in the order in which it came about."""
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        log = sorted((row for rows in self.logs.values() for row in rows), key=lambda row: row.id)
        if log:
            connection.execute(statements.APPEND, list(map(log_values, log)))
        if self.states:
            states = [state_values(*each) for each in self.states.items()]
            connection.execute(statements.PUT_STATE, states)


def salvage(file: bytes, log: bytes) -> Salvaged:
    """Read what can be read of a database and of the log beside it."""
    found = list(records(file, log))
    schema = {
        record[1]: record[4]
        for record in found
        if len(record) == _SCHEMA_COLUMNS and record[0] == "table"
    }
    least = len(CARD_STATE.columns)
    rows: dict[CardKey, dict[int, LogRow]] = {}
    known: set[UUID] = set()
    for stored in _sound(REVIEW_LOG, schema, (each for each in found if len(each) > least)):
        with suppress(DamagedRowError):
            row = stored_log_row_of(stored)
            if row.id not in known:
                known.add(row.id)
                rows.setdefault(row.entry.key, {}).setdefault(row.seq, row)
    states: dict[CardKey, CardState] = {}
    for stored in _sound(CARD_STATE, schema, (each for each in found if len(each) <= least)):
        with suppress(DamagedRowError):
            states.update([stored_state_of(stored)])
    salvaged = Salvaged()
    for key in sorted(rows.keys() | states.keys()):
        _restore(salvaged, key, rows.get(key, {}), states.get(key))
    return salvaged


def _sound(
    table: Table, schema: Mapping[Stored, Stored], found: Iterable[Record]
) -> Iterator[dict[str, Stored]]:
    """Rows of a table by its columns, whose checksum is right where they have one."""
    newest = [column.name for column in table.columns]
    columns = _columns(table, schema.get(table.name)) or newest
    if len(columns) == len(newest):
        columns = newest  # a name may be damaged, too
    floats = {column.name for column in table.columns if isinstance(column.type, Float)}
    for record in found:
        stored = dict(zip(columns, record, strict=False))
        for name in floats:
            if isinstance(value := stored.get(name), int):
                stored[name] = float(value)
        checksum = stored.get("checksum")
        summed = (value for name, value in stored.items() if name != "checksum")
        if columns != newest or checksum == row_sum(*summed):
            yield stored


def _columns(table: Table, statement: Stored) -> list[str]:
    """The columns that a file's own schema gives a table, in their order; none, where damaged."""
    if not isinstance(statement, str):
        return []
    with closing(sqlite3.connect(":memory:")) as scratch, suppress(sqlite3.Error, ValueError):
        scratch.execute(statement)
        return [row[1] for row in scratch.execute(f"PRAGMA table_info({table.name})")]
    return []


def _restore(
    salvaged: Salvaged, key: CardKey, rows: Mapping[int, LogRow], state: CardState | None
) -> None:
    """Add a card: its rows, and in the place of each lost one its state."""
    log: list[LogRow] = []
    lost = []
    last = UNTOUCHED
    for row in sorted(rows.values(), key=lambda row: row.seq):
        entry = row.entry
        for seq in range(len(log) + 1, row.seq):
            lost.append(f"{REVIEW_LOG.name} {key} {seq}")
            log.append(_placeholder(entry, seq, last, entry.before))
            last = entry.before
        log.append(_tied(row, log))
        last = entry.after
    if state is None:
        state = last
        lost.append(f"{CARD_STATE.name} {key}")
    if (lost or state != last) and replay(log) != state:
        seq = len(log) + 1
        if last != state:
            lost.append(f"{REVIEW_LOG.name} {key} {seq}")
        near = log[-1].entry if log else _alone(key, state)
        log.append(_placeholder(near, seq, last, state))
    salvaged.logs[key] = log
    salvaged.states[key] = state
    salvaged.lost.extend(lost)


def _placeholder(near: LogEntry, seq: int, before: CardState, after: CardState) -> LogRow:
    """What stands for a lost row, dated as one beside it."""
    entry = LogEntry(
        key=near.key,
        at=near.at,
        day=near.day,
        kind=LogKind.RESTORED,
        before=before,
        after=after,
        version=after.version,
    )
    return LogRow(id=new_id(), seq=seq, entry=entry)


def _tied(row: LogRow, log: Sequence[LogRow]) -> LogRow:
    """A tombstone may have lost the row it takes back: then it is of what stands for that."""
    undoes = row.entry.undoes
    if undoes is None or any(other.id == undoes for other in log):
        return row
    taken = {other.entry.undoes for other in log}
    for other in reversed(log):
        if other.entry.kind is LogKind.RESTORED and other.id not in taken:
            return replace(row, entry=replace(row.entry, undoes=other.id))
    return replace(row, entry=replace(row.entry, kind=LogKind.RESTORED, undoes=None))


def _alone(key: CardKey, state: CardState) -> LogEntry:
    """What is known of a card's last act by its state."""
    memory = state.memory
    at = memory.last_at if memory else datetime.fromtimestamp(0, UTC)
    day = memory.last_day if memory else 0
    return LogEntry(key=key, at=at, day=day, kind=LogKind.RESTORED, before=state, after=state)
