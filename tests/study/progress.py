"""Progress that came about before a test begins."""

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.storage.sql_store import SqlStore
from tests.factories import DAY, memory, noon


def put(store: SqlStore, key: CardKey, state: CardState) -> None:
    """Store a state as if it had come about long ago."""

    def decide(before: CardState) -> LogEntry:
        at = noon(DAY - 100)
        return LogEntry(
            key=key, at=at, day=DAY - 100, kind=LogKind.RESUME, before=before, after=state
        )

    store.record(key, decide)


def known(store: SqlStore, of: Card, **changes: object) -> None:
    put(store, of.key, CardState(memory(**changes)))
