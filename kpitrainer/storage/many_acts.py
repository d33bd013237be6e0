"""Acts on many cards at once: a statement for all of them where a session has one a card."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, Executable

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.replay import Fold, fold
from kpitrainer.domain.schedule.review_log import (
    CHANGE_NOTHING,
    LogEntry,
    LogKind,
    LogRow,
    Recorded,
)
from kpitrainer.storage import statements
from kpitrainer.storage.card_log import OF_OTHER_ROWS, CardLog
from kpitrainer.storage.mapping import fold_of, log_row_of
from kpitrainer.storage.rollup import Rollup
from kpitrainer.storage.row_ids import new_id

_AT_ONCE = 500
"""So many values a statement takes on any SQLite."""


def record_each(
    connection: Connection, decisions: Mapping[CardKey, Callable[[CardState], LogEntry]]
) -> Sequence[Recorded]:
    """Append what each decision makes of its card's stored state, and store the state after it."""
    found = connection.execute(statements.FOLDS).all()
    before = {CardKey(row.deck, row.card): fold_of(row[3:]) for row in found}
    log = CardLog(connection)
    log.number_all(decisions)
    recorded, folds, rollup = [], {}, Rollup(connection)
    for key, decide in decisions.items():
        stood = before.get(key, Fold())
        entry = decide(stood.state)
        if entry.key != key or entry.undoes is not None:
            raise ValueError(entry)
        row, folds[key] = _added(entry, stood)
        recorded.append(row)
        rollup.shown(log.deck_of(key), row.entry, stood.state)
    log.add(recorded)
    rollup.store()
    for place, row in enumerate(recorded):
        if row.entry.kind in OF_OTHER_ROWS:
            folded = folds[row.entry.key] = fold(log.history(row.entry.key))
            recorded[place] = replace(row, after=folded.state)
    known = {log.home(key) for key in folds if key in before}
    log.put_each({log.home(key): folded for key, folded in folds.items()}, known)
    return recorded


def undo_each(
    connection: Connection, rows: Sequence[LogRow], at: datetime, day: int
) -> Sequence[Recorded]:
    """Append the tombstones of rows of as many cards, and store the states without them.

    Raises:
        KpiTrainerError: `store.superseded` when something was done with one of the cards since.
    """
    log = CardLog(connection)
    log.number_all()
    ids = [row.id.bytes for row in rows]
    # The stored rows know their cards even if those were renamed since.
    stored = [row for part in _parts(ids) for row in _read(connection, statements.ROWS, ids=part)]
    if len(stored) != len(ids):
        raise KpiTrainerError("store.superseded")
    # Whatever becomes of names, a tombstone stays with the row it takes back.
    recorded_as = {
        row.id: row.entry.key
        for part in _parts(ids)
        for row in _read(connection, statements.KNOWN, ids=part)
    }
    history = defaultdict(list)
    for part in _parts([log.home(row.entry.key) for row in stored]):
        for row in _read(connection, statements.HISTORIES, homes=part):
            history[row.entry.key].append(row)
    recorded, folds, rollup = [], {}, Rollup(connection)
    for row in stored:
        key, of_card = row.entry.key, history[row.entry.key]
        if last_act(of_card) != row.id:
            raise KpiTrainerError("store.superseded")
        stood = rollup.count(key.deck, of_card, -1)
        name = recorded_as[row.id]
        entry = LogEntry(key=name, at=at, day=day, kind=LogKind.UNDO, undoes=row.id)
        tombstone, _ = _added(entry, stood)
        folds[key] = rollup.count(key.deck, [*of_card, tombstone])
        recorded.append(replace(tombstone, after=folds[key].state))
    log.add(recorded)
    rollup.store()
    homes = {log.home(key): folded for key, folded in folds.items()}
    log.put_each(homes, homes)
    return recorded


def last_act(rows: Sequence[LogRow]) -> UUID | None:
    """The last of a card's rows that was not taken back."""
    undone = {row.entry.undoes for row in rows}
    acts = (row.id for row in rows if row.entry.kind not in CHANGE_NOTHING)
    return max((each for each in acts if each not in undone), default=None)


def _added(entry: LogEntry, before: Fold) -> tuple[Recorded, Fold]:
    memory = before.state.memory
    entry = entry._replace(was=None if memory is None else memory.phase)
    row = LogRow(new_id(before.last), entry)
    after = before.then(row)
    return Recorded(row.id, entry, before.state, after.state), after


def _parts(values: Sequence[object]) -> Iterator[Sequence[object]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def _read(connection: Connection, statement: Executable, **values: object) -> Iterator[LogRow]:
    return map(log_row_of, connection.execute(statement, values).all())
