"""A card's state as the fold of its log."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.schedule.scheduler import introduced, review


def replay(rows: Sequence[LogRow]) -> CardState:
    """The state that one card's rows, in order, lead to.

    Computed anew from ratings and times, not read from the states the rows carry. Rows that a
    tombstone takes back have no effect.
    """
    state = UNTOUCHED
    for entry in effective(rows):
        state = after(state, entry)
    return state


def effective(rows: Sequence[LogRow]) -> list[LogEntry]:
    """What the rows record, in order, without what was taken back and its tombstones."""
    undone = {row.entry.undoes for row in rows}
    return [
        row.entry for row in rows if row.id not in undone and row.entry.kind is not LogKind.UNDO
    ]


def after(state: CardState, entry: LogEntry) -> CardState:  # noqa: PLR0911 - one a kind
    """The state that one act makes of another."""
    match entry.kind:
        case LogKind.INTRODUCED if state.memory is None:
            memory = introduced(entry.at, entry.day)
            return replace(state, memory=memory, buried_day=None, version=entry.version)
        case LogKind.REVIEW if entry.rating is not None:
            memory = review(state.memory, entry.rating, entry.at, entry.day, entry.policy)
            version = entry.version if state.memory is None else state.version
            # Another trainer may have suspended the card meanwhile; that stands.
            return replace(state, memory=memory, buried_day=None, version=version)
        case LogKind.SUSPEND:
            return replace(state, suspended=True)
        case LogKind.RESUME:
            return replace(state, suspended=False, buried_day=None)
        case LogKind.BURY:
            return replace(state, buried_day=entry.day)
        case LogKind.RESTART:
            return replace(state, memory=None, version=entry.version)
        case LogKind.KEEP:
            # Another trainer may know a later version, and may have settled it.
            return replace(state, version=max(state.version, entry.version))
        case LogKind.RESTORED:
            return entry.after
        case LogKind.INTRODUCED | LogKind.REVIEW | LogKind.PRACTICE | LogKind.UNDO:
            return state
        case _:
            assert_never(entry.kind)
