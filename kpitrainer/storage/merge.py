"""Two logs made one: the union of their rows, then the fold of the cards concerned."""

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import Connection

from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.storage import statements
from kpitrainer.storage.card_log import CardLog

_AT_ONCE = 500


def merge(connection: Connection, rows: Iterable[LogRow]) -> int:
    """Add rows of another log, but for those that are there already; tells how many came.

    In whichever order and however often logs are joined, the same rows lead to the same states: a
    row's id needs no counter, and a tombstone waits for the row it takes back.
    """
    log, each, count = CardLog(connection), iter(rows), 0
    cards = {}
    while batch := {row.id.bytes: row for row in islice(each, _AT_ONCE)}:
        known = connection.execute(statements.KNOWN, {"ids": list(batch)}).scalars()
        for row in known.all():
            del batch[row]
        log.add(batch.values())
        cards.update(dict.fromkeys(row.entry.key for row in batch.values()))
        count += len(batch)
    for key in log.homes(cards).values():
        log.fold_anew(key)
    return count
