"""Two logs made one: the union of their rows, and the fold of the cards concerned."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Connection

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.replay import Fold
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.storage import statements
from kpitrainer.storage.card_log import OF_OTHER_ROWS, CardLog
from kpitrainer.storage.mapping import fold_of, log_row_of
from kpitrainer.storage.rollup import Rollup

T = TypeVar("T")

_BATCH = 10_000
"""Rows in memory, which are read, added and folded together."""

_AT_ONCE = 500
"""So many values a statement takes on any SQLite."""


def merge(connection: Connection, rows: Iterable[LogRow]) -> int:
    """Add rows of another log, but for those that are there already; tells how many came.

    In whichever order and however often logs are joined, the same rows lead to the same states: a
    row's id needs no counter, and a tombstone waits for the row it takes back. However many rows
    there are, no more than a batch of them is held.

    Raises:
        KpiTrainerError: `log.contradicts`, a row that is there already says something else here;
            who knows the file adds its place (`log_file.placed`).
    """
    log, rollup, each, count = CardLog(connection), Rollup(connection), iter(rows), 0
    while some := list(islice(each, _BATCH)):
        new = _unknown(connection, some)
        if new:
            for part in _parts(new):
                log.add(part)
            _fold(connection, log, rollup, new)
            rollup.store()
            log.forget()
        count += len(new)
    return count


def _unknown(connection: Connection, rows: Iterable[LogRow]) -> Sequence[LogRow]:
    """Those of the rows that are not in the log, each once."""
    unknown: dict[bytes, LogRow] = {}
    for row in rows:
        _see_that_they_agree(unknown.setdefault(row.id.bytes, row), row)
    for part in _parts(list(unknown)):
        for stored in map(log_row_of, connection.execute(statements.KNOWN, {"ids": part}).all()):
            _see_that_they_agree(stored, unknown.pop(stored.id.bytes))
    return list(unknown.values())


def _fold(connection: Connection, log: CardLog, rollup: Rollup, new: Sequence[LogRow]) -> None:
    """Store what the cards of rows that were just added come to."""
    of_home: dict[int, list[LogRow]] = defaultdict(list)
    renamed = set[int]()
    for row in sorted(new, key=_by_id):
        number, home = log.numbers(row.entry.key)
        of_home[home].append(row)
        if number != home:
            renamed.add(home)
    before = _stored(connection, of_home)
    waited_for = _waited_for(connection, new)
    folds: dict[int, Fold] = {}
    for home, rows in of_home.items():
        key, stood = rows[-1].entry.key, before.get(home, Fold())
        if home not in renamed and _follow(rows, stood, waited_for):
            folds[home] = rollup.follow(key.deck, stood, rows)
        else:
            folds[home] = rollup.count_anew(log.history(key), {row.id for row in rows})
    log.put_each(folds, before)


def _follow(rows: Sequence[LogRow], stood: Fold, waited_for: Collection[UUID]) -> bool:
    """Whether a card's new rows only come after what it stood at, and change nothing before."""
    return (stood.last is None or stood.last < rows[0].id) and not any(
        row.entry.kind in OF_OTHER_ROWS or row.id in waited_for for row in rows
    )


def _stored(connection: Connection, homes: Collection[int]) -> Mapping[int, Fold]:
    found = {}
    for part in _parts(list(homes)):
        for row in connection.execute(statements.FOLDS_OF, {"homes": part}):
            found[row[0]] = fold_of(row[3:])
    return found


def _waited_for(connection: Connection, rows: Iterable[LogRow]) -> Collection[UUID]:
    """The ids of those of the rows that some tombstone takes back."""
    return {
        UUID(bytes=undone)
        for part in _parts([row.id.bytes for row in rows])
        for (undone,) in connection.execute(statements.UNDONE_OF, {"ids": part})
    }


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[at : at + _AT_ONCE] for at in range(0, len(values), _AT_ONCE))


def _by_id(row: LogRow) -> UUID:
    return row.id


def _see_that_they_agree(known: LogRow, row: LogRow) -> None:
    if known != row:
        raise KpiTrainerError("log.contradicts", id=str(row.id), card=str(known.entry.key))
