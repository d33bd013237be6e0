"""Rows of a store as they were recorded, for who takes them elsewhere, and rows taken in."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.storage import statements
from kpitrainer.storage.mapping import log_row_of
from kpitrainer.storage.merge import merge
from kpitrainer.storage.progress_file import back_up
from kpitrainer.storage.sql_store import SqlStore

_AT_ONCE = 500
"""So many values a statement takes on any SQLite."""


def recorded(store: SqlStore) -> Iterator[LogRow]:
    """Every row, whatever its card is called now, in order of its id, read page by page."""
    last = b""
    while True:
        with store.file.transaction() as connection:
            found = connection.execute(statements.RECORDED_PAGE, {"id": last}).all()
            rows = list(map(log_row_of, found))
        yield from rows
        if len(found) < statements.PAGE_ROWS:
            return
        last = found[-1].id


def numbered(store: SqlStore, after: int, last: int) -> Iterator[tuple[int, LogRow]]:
    """The rows numbered `after` + 1 to `last`, as above, but in the order in which they came."""
    while True:
        place = {"after": after, "last": last}
        with store.file.transaction() as connection:
            found = connection.execute(statements.NUMBERED_PAGE, place).all()
            rows = [(row[0], log_row_of(row[1:])) for row in found]
        yield from rows
        if len(found) < statements.PAGE_ROWS:
            return
        after = found[-1][0]


def latest(store: SqlStore) -> tuple[int, bytes | None]:
    """The number and the id of the row that came last; (0, None) for none."""
    with store.file.transaction() as connection:
        number: int = connection.execute(statements.LAST_NUMBER).scalar_one()
        return number, connection.execute(statements.ID_OF, {"number": number}).scalar()


def id_of(store: SqlStore, number: int) -> bytes | None:
    """The id of the row of this number."""
    with store.file.transaction() as connection:
        found: bytes | None = connection.execute(statements.ID_OF, {"number": number}).scalar()
    return found


def row_count(store: SqlStore) -> int:
    """How many rows there are."""
    with store.file.transaction() as connection:
        count: int = connection.execute(statements.ROW_COUNT).scalar_one()
    return count


def not_yet_there(store: SqlStore, rows: Sequence[LogRow]) -> list[LogRow]:
    """Those of the rows whose ids are not in the log, whatever it says of the others."""
    there: set[bytes] = set()
    with store.file.transaction() as connection:
        for at in range(0, len(rows), _AT_ONCE):
            ids = [row.id.bytes for row in rows[at : at + _AT_ONCE]]
            there.update(connection.execute(statements.KNOWN_IDS, {"ids": ids}).scalars())
    return [row for row in rows if row.id.bytes not in there]


def merge_numbered(store: SqlStore, rows: Iterable[LogRow]) -> range:
    """As `SqlStore.merge`; the numbers that the rows that came have in this file."""
    with store.file.transaction(write=True) as connection:
        before: int = connection.execute(statements.LAST_NUMBER).scalar_one()
        came = merge(connection, rows)
    return range(before + 1, before + 1 + came)


def merge_safely(store: SqlStore, rows: Iterable[LogRow]) -> tuple[int, Path | None]:
    """As `SqlStore.merge`, after a backup of the file; gives its place too, None if nothing came.

    Raises:
        KpiTrainerError: `store.…`, also where the backup cannot be made; nothing changes.
    """
    with store.file.transaction(write=True) as connection:
        backup = back_up(store.path)
        count = 0
        try:
            count = merge(connection, rows)
        finally:
            if not count:
                backup.unlink(missing_ok=True)
    return count, backup if count else None
