"""Progress that came about before a test begins."""

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.schedule.scheduler import introduced
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import DAY, memory, noon


def put(store: SqlStore, key: CardKey, state: CardState) -> None:
    """Store a state as if it had come about long ago."""
    day, kind = DAY - 100, LogKind.RESTORED
    entry = LogEntry(key=key, at=noon(day), day=day, kind=kind, state=state)
    store.record(key, lambda _: entry)


def met(store: SqlStore, *cards: Card) -> None:
    """Cards that were introduced a minute ago, and are asked for the first time now."""
    for each in cards:
        put(store, each.key, CardState(introduced(noon(DAY, -1), DAY)))


def known(store: SqlStore, of: Card, **changes: object) -> None:
    put(store, of.key, CardState(memory(**changes)))
