"""A card's state as the fold of its log.

Each answer is replayed under the policy of its row, but what stands before a RESCHEDULE row under
that one's.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.schedule.scheduler import introduced, moved_to, review

SHOWN = frozenset({LogKind.INTRODUCED, LogKind.REVIEW, LogKind.PRACTICE})
"""Acts for which a card was shown."""


class Fold(NamedTuple):
    """What a card's rows lead to.

    `last` is the last row that counted, `shown_day` the last study day on which the card was shown.
    """

    state: CardState = UNTOUCHED
    last: UUID | None = None
    shown_day: int | None = None

    def then(self, row: LogRow) -> "Fold":
        """The fold of one row more, which comes after all others and is no RESCHEDULE."""
        entry, shown = row.entry, self.shown_day
        if entry.kind in SHOWN:
            shown = entry.day if shown is None else max(shown, entry.day)
        return Fold(after(self.state, entry), row.id, shown)


def fold(rows: Sequence[LogRow]) -> Fold:
    """What one card's rows lead to, in whichever order they are given.

    Rows that a tombstone takes back have no effect; nor has a tombstone whose row is not there.
    """
    return _fold(list(_standing(sorted(rows, key=_by_id))))


def replay(rows: Sequence[LogRow]) -> CardState:
    """The state that one card's rows lead to."""
    return fold(rows).state


def steps(rows: Sequence[LogRow]) -> Iterator[tuple[LogEntry, CardState]]:
    """What one card's rows record, in order, each entry with the state it left."""
    return ((entry, folded.state) for entry, folded in folds(rows))


def folds(rows: Sequence[LogRow]) -> Iterator[tuple[LogEntry, Fold]]:
    """As `steps`, each entry with the fold up to it; the last one is that of all rows."""
    folded = Fold()
    standing = list(_standing(sorted(rows, key=_by_id)))
    for place, row in enumerate(standing, 1):
        is_anew = row.entry.kind is LogKind.RESCHEDULE
        folded = _fold(standing[:place]) if is_anew else folded.then(row)
        yield row.entry, folded


def _fold(standing: Sequence[LogRow]) -> Fold:
    """The fold of rows that are in order and have none that are taken back."""
    places = [place for place, row in enumerate(standing) if row.entry.kind is LogKind.RESCHEDULE]
    last = places[-1] if places else 0
    folded = Fold()
    for row in standing[:last]:
        folded = folded.then(_scheduled_by(row, standing[last].entry.policy))
    for row in standing[last:]:
        folded = folded.then(row)
    return folded


def _scheduled_by(row: LogRow, policy: Policy) -> LogRow:
    """A row as if it had had this policy; the fuzz stays, as it hides no choice."""
    seed = row.entry.policy.fuzz_seed
    return LogRow(row.id, row.entry._replace(policy=policy._replace(fuzz_seed=seed)))


def effective(rows: Sequence[LogRow]) -> list[LogEntry]:
    """What the rows record, in order, without what was taken back and its tombstones."""
    return [row.entry for row in _standing(rows)]


def after(state: CardState, entry: LogEntry) -> CardState:  # noqa: PLR0911 - one a kind
    """The state that one act makes of another; what concerns other rows is the fold's affair."""
    match entry.kind:
        case LogKind.INTRODUCED if state.memory is None:
            memory = introduced(entry.at, entry.day)
            return state._replace(memory=memory, buried_day=None, version=entry.version)
        case LogKind.REVIEW if entry.rating is not None:
            memory = review(state.memory, entry.rating, entry.at, entry.day, entry.policy)
            version = entry.version if state.memory is None else state.version
            # Another trainer may have suspended the card meanwhile; that stands.
            return state._replace(memory=memory, buried_day=None, version=version)
        case LogKind.SET_DUE if entry.value is not None:
            memory = moved_to(state.memory, entry.at, entry.day, entry.value)
            version = entry.version if state.memory is None else state.version
            # As in Anki: a card that is given a day comes on that day.
            return CardState(memory, version=version, flag=state.flag)
        case LogKind.FORGET:
            return CardState(version=entry.version, flag=state.flag)
        case LogKind.RESTART:
            return state._replace(memory=None, version=entry.version)
        case LogKind.KEEP:
            # Another trainer may know a later version, and may have settled it.
            return state._replace(version=max(state.version, entry.version))
        case LogKind.RESTORED:
            return entry.state or UNTOUCHED
        case _:
            return _marked(state, entry)


def _marked(state: CardState, entry: LogEntry) -> CardState:
    """The state after an act that leaves the memory as it is."""
    match entry.kind:
        case LogKind.SUSPEND:
            return state._replace(suspended=True)
        case LogKind.RESUME:
            return state._replace(suspended=False, buried_day=None)
        case LogKind.BURY:
            return state._replace(buried_day=entry.day)
        case LogKind.UNBURY:
            return state._replace(buried_day=None)
        case LogKind.FLAG if entry.value is not None:
            return state._replace(flag=entry.value)
        case _:
            return state


def _standing(rows: Sequence[LogRow]) -> Iterator[LogRow]:
    undone = {row.entry.undoes for row in rows}
    return (row for row in rows if row.id not in undone and row.entry.kind is not LogKind.UNDO)


def _by_id(row: LogRow) -> UUID:
    return row.id
