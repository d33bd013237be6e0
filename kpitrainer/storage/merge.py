"""Two logs made one: the union of their rows, then the fold of the cards concerned."""

from collections.abc import Callable, Iterable
from itertools import islice
from uuid import UUID

from sqlalchemy import Connection

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.storage import statements
from kpitrainer.storage.card_log import CardLog
from kpitrainer.storage.mapping import log_row_of
from kpitrainer.storage.rollup import Rollup

_AT_ONCE = 500


def merge(
    connection: Connection,
    rows: Iterable[LogRow],
    told: Callable[[int, int], object] = lambda _done, _total: None,
) -> int:
    """Add rows of another log, but for those that are there already; tells how many came.

    `told` is told how many of how many cards are folded.

    In whichever order and however often logs are joined, the same rows lead to the same states: a
    row's id needs no counter, and a tombstone waits for the row it takes back.

    Raises:
        KpiTrainerError: `log.contradicts`, a row that is there already says something else here;
            who knows the file adds its place (`log_file.placed`).
    """
    log, each, new = CardLog(connection), iter(rows), set[UUID]()
    cards = {}
    while some := list(islice(each, _AT_ONCE)):
        batch: dict[bytes, LogRow] = {}
        for row in some:
            _see_that_they_agree(batch.setdefault(row.id.bytes, row), row)
        known = connection.execute(statements.KNOWN, {"ids": list(batch)}).all()
        for stored in map(log_row_of, known):
            _see_that_they_agree(stored, batch.pop(stored.id.bytes))
        log.add(batch.values())
        cards.update(dict.fromkeys(row.entry.key for row in batch.values()))
        new |= {row.id for row in batch.values()}
    homes, rollup = log.homes(cards), Rollup(connection)
    for done, key in enumerate(homes.values()):
        log.put(key, rollup.count_anew(log.history(key), new))
        told(done, len(homes))
    rollup.store()
    return len(new)


def _see_that_they_agree(known: LogRow, row: LogRow) -> None:
    if known != row:
        raise KpiTrainerError("log.contradicts", id=str(row.id), card=str(known.entry.key))
