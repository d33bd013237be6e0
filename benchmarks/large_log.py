"""A large progress file made quickly: a few histories, which many cards share but for their day.

Its rows are stored by the store's own statements, in order of time, as they come in use.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Table

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.replay import fold
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.schedule.study_day import day_start
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage import statements
from kpitrainer.storage.connection import connect
from kpitrainer.storage.mapping import Columns, fold_values, log_values, policy_values, summed
from kpitrainer.storage.rollup import Rollup
from kpitrainer.storage.sql_store import open_store
from kpitrainer.storage.tables import CARD, CARD_STATE, LABEL, POLICY, REVIEW_LOG

FIRST_DAY = 20_000
SPACING = 30
"""Days between two answers to one card; so many histories differ."""

_LONG = 3_000
"""Days after which every card is due, however well known."""

_AT_ONCE = 10_000

_DAY_MS = 86_400_000
_VERSION_7 = (7 << 76) + (2 << 62)
"""What marks an id as a UUIDv7; its milliseconds come before, the card's number after."""


def key_of(number: int) -> CardKey:
    """The card of a number from 0."""
    return CardKey("banc", f"c{number:05}")


def history(first: int, reviews: int) -> list[LogRow]:
    """Good answers to one card, every SPACING days from the day `first` after FIRST_DAY on."""
    days = range(FIRST_DAY + first, FIRST_DAY + first + SPACING * reviews, SPACING)
    return [
        LogRow(
            UUID(int=(day * _DAY_MS << 80) + _VERSION_7),
            LogEntry(
                key=key_of(first),
                at=day_start(day),
                day=day,
                kind=LogKind.REVIEW,
                rating=Rating.GOOD,
                policy=Policy(fuzz_seed=key_of(first).card),
                duration_ms=7_000,
            ),
        )
        for day in days
    ]


def write_log(path: Path, cards: int, reviews: int) -> int:
    """Make the file at `path`: `reviews` good answers to each of `cards` cards.

    Gives a study day on which all of them are due.
    """
    open_store(path).close()
    with connect(path, busy_seconds=5).execution_options(write=True) as connection:
        _add(connection, POLICY, [summed({"id": 1, **policy_values(Policy())})])
        numbers = range(1, cards + 1)
        keys = (key_of(number - 1) for number in numbers)
        rows = ({"id": n, **key._asdict(), "home": n} for n, key in enumerate(keys, 1))
        _add(connection, CARD, map(summed, rows))
        texts = ({"id": n, "card": n, "text": f"Question {n - 1:05} ?"} for n in numbers)
        _add(connection, LABEL, map(summed, texts))
        _add(connection, CARD_STATE, _states(cards, reviews))
        _add(connection, REVIEW_LOG, _rows(cards, reviews))
        rollup = Rollup(connection)
        for first in range(min(SPACING, cards)):
            alike = len(range(first, cards, SPACING))
            rollup.count(key_of(0).deck, history(first, reviews), alike)
        rollup.store()
        connection.commit()
    return FIRST_DAY + SPACING * reviews + _LONG


def _rows(cards: int, reviews: int) -> Iterator[Columns]:
    patterns = [history(first, reviews) for first in range(min(SPACING, cards))]
    for place in range(reviews):
        for first, rows in enumerate(patterns):
            made = log_values(rows[place], 1, 1, 1)
            del made["checksum"]
            for number in range(first, cards, SPACING):
                values = {"card": number + 1, "label": number + 1, "id": _id(rows[place], number)}
                yield summed({**made, **values})


def _states(cards: int, reviews: int) -> Iterator[Columns]:
    for first in range(min(SPACING, cards)):
        rows = history(first, reviews)
        made = fold_values(1, fold(rows))
        del made["checksum"]
        for number in range(first, cards, SPACING):
            yield summed({**made, "card": number + 1, "last": _id(rows[-1], number)})


def _id(row: LogRow, number: int) -> bytes:
    return UUID(int=row.id.int + number).bytes


def _add(connection: Connection, table: Table, rows: Iterable[Columns]) -> None:
    each = iter(rows)
    while some := list(islice(each, _AT_ONCE)):
        connection.execute(statements.ADD[table], some)
