"""Rows to domain values and back, in one place.

Rows hold whole numbers, floats, text and bytes alone, so that their checksums can be computed here.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Row

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState, Memory, Phase
from kpitrainer.domain.schedule.replay import Fold
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.verdict import Answered, Rating
from kpitrainer.storage.row_sum import Stored, row_sum

Columns: TypeAlias = dict[str, Stored]
"""A row to be written, by its columns in their order."""

OWN = 1
"""The number of the learner in a file of one's own."""

NEW = 0
"""Stands for the phase of a card without memory."""

PHASES = {1: Phase.LEARNING, 2: Phase.REVIEW, 3: Phase.RELEARNING}
PHASE_NUMBERS = {phase: number for number, phase in PHASES.items()}

KINDS = {
    1: LogKind.REVIEW,
    2: LogKind.PRACTICE,
    3: LogKind.INTRODUCED,
    4: LogKind.UNDO,
    5: LogKind.SUSPEND,
    6: LogKind.RESUME,
    7: LogKind.BURY,
    8: LogKind.RESTART,
    9: LogKind.KEEP,
    10: LogKind.RESTORED,
    11: LogKind.RESCHEDULE,
    12: LogKind.FLAG,
    13: LogKind.SET_DUE,
    14: LogKind.FORGET,
    15: LogKind.UNBURY,
    16: LogKind.MOVED,
    17: LogKind.MOCK_EXAM,
}
"""The numbers never change: they stand in files."""

KIND_NUMBERS = {kind: number for number, kind in KINDS.items()}

_OF_STATE = 15
"""Columns of a state, from its phase up to its flag."""

_NAMED = 7
"""Deck and card, the four columns of a policy, and a text: what a row names, before its home."""

_NO_MEMORY: Columns = dict.fromkeys(Memory._fields)

_tuple = tuple.__new__

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(at: datetime) -> int:
    """A time as it is stored."""
    return (at - _EPOCH) // _MICROSECOND


def time_of(stored: int) -> datetime:
    """The time that was stored so."""
    return _EPOCH + stored * _MICROSECOND


def summed(columns: Columns) -> Columns:
    """A row with its checksum."""
    columns["checksum"] = row_sum(*columns.values())
    return columns


def fold_values(card: int, fold: Fold) -> Columns:
    """The `card_state` row of the card of this number."""
    return summed(
        {
            "learner": OWN,
            "card": card,
            **_state_values(fold.state),
            "last": None if fold.last is None else fold.last.bytes,
            "shown_day": fold.shown_day,
        }
    )


def fold_of(row: Row[Any] | Sequence[Any]) -> Fold:
    """The fold in a `card_state` row, from its phase on."""
    last, shown_day = row[_OF_STATE:-1]
    state = state_of(row[:_OF_STATE])
    return Fold(state, None if last is None else UUID(bytes=last), shown_day)


def state_of(row: Sequence[Any]) -> CardState:
    """The state in a `card_state` row, from its phase up to its flag.

    A start reads thousands: the columns are in the order of Memory's and CardState's fields, which
    are made as the tuples they are, in a third of the time that naming them takes.
    """
    phase, step, stability, difficulty, due, due_at, last, last_at = row[:8]
    suspended, buried_day, version, flag = row[11:]
    memory = None
    if phase is not None:
        due_time = None if due_at is None else time_of(due_at)
        when = due, due_time, last, time_of(last_at)
        memory = _tuple(Memory, (PHASES[phase], step, stability, difficulty, *when, *row[8:11]))
    return _tuple(CardState, (memory, bool(suspended), buried_day, version, flag))


def log_values(row: LogRow, card: int, policy: int, label: int | None) -> Columns:
    """The `review_log` row of a log row, with the numbers of what it names, but without its own."""
    entry = row.entry
    seed = entry.policy.fuzz_seed
    return summed(
        {
            "id": row.id.bytes,
            "card": card,
            "learner": OWN,
            "at": micros(entry.at),
            "day": entry.day,
            "kind": KIND_NUMBERS[entry.kind],
            "was": NEW if entry.was is None else PHASE_NUMBERS[entry.was],
            "rating": None if entry.rating is None else int(entry.rating),
            "duration_ms": entry.duration_ms,
            "policy": policy,
            "fuzz_seed": None if seed == entry.key.card else seed,
            "label": label,
            "version": None if entry.version == 1 else entry.version,
            "answered": None if entry.answered is None else _answered_text(entry.answered),
            "undoes": None if entry.undoes is None else entry.undoes.bytes,
            "value": entry.value,
            "state": None if entry.state is None else _text(_state_values(entry.state).values()),
            "moved_to": None if entry.to is None else _text(entry.to),
        }
    )


def log_row_of(row: Row[Any] | Sequence[Any]) -> LogRow:
    """The log row in a `review_log` row that `statements.LOG` has joined with what it names.

    Its key is the one its card has now; of one that `statements.RECORDED` has joined, that under
    which it was recorded.
    """
    uuid, _, _, at, day, kind, was, rating, duration_ms, _, seed, *more = row
    _, version, answered, undoes, value, state, moved_to, _, *named = more
    deck, card, *policy, label = named[:_NAMED]
    recorded = CardKey(deck, card)
    fuzz_seed = card if seed is None else seed
    entry = LogEntry(
        key=CardKey(*named[_NAMED:]) if named[_NAMED:] else recorded,
        at=time_of(at),
        day=day,
        kind=KINDS[kind],
        was=None if was == NEW else PHASES[was],
        rating=None if rating is None else Rating(rating),
        policy=policy_of(policy, fuzz_seed),
        duration_ms=duration_ms,
        answered=None if answered is None else _answered_of(answered),
        undoes=None if undoes is None else UUID(bytes=undoes),
        label=label,
        version=1 if version is None else version,
        value=value,
        state=None if state is None else state_of(json.loads(state)),
        to=None if moved_to is None else CardKey(*json.loads(moved_to)),
    )
    return LogRow(UUID(bytes=uuid), entry)


def policy_values(policy: Policy) -> Columns:
    """What the rows of a policy have in common, by the columns of its table."""
    return {
        "model": policy.model,
        "retention": float(policy.desired_retention),
        "cap": policy.maximum_interval,
        "parameters": _text(policy.parameters) if policy.parameters else "",
    }


def policy_of(values: Sequence[Any], fuzz_seed: str) -> Policy:
    """The policy of these columns and a row's seed."""
    model, retention, cap, parameters = values
    fitted = tuple(map(float, json.loads(parameters))) if parameters else ()
    return Policy(retention, cap, fuzz_seed, model, fitted)


def _state_values(state: CardState) -> Columns:
    memory = state.memory
    if memory is None:
        values = dict(_NO_MEMORY)
    else:
        values = memory._asdict()
        values["phase"] = PHASE_NUMBERS[memory.phase]
        values["due_at"] = None if memory.due_at is None else micros(memory.due_at)
        values["last_at"] = micros(memory.last_at)
    values["suspended"] = int(state.suspended)
    values["buried_day"] = state.buried_day
    values["version"] = state.version
    values["flag"] = state.flag
    return values


def _answered_text(answered: Answered) -> str:
    return _text(
        [
            answered.outcome,
            answered.hints,
            answered.mistake,
            answered.seed,
            answered.values,
            answered.typed,
        ]
    )


def _answered_of(text: str) -> Answered:
    outcome, hints, mistake, seed, drawn, typed = json.loads(text)
    return Answered(
        typed=tuple(typed),
        outcome=outcome,
        seed=seed,
        values=tuple((name, value) for name, value in drawn),
        mistake=mistake,
        hints=hints,
    )


def _text(values: Iterable[object]) -> str:
    return json.dumps(list(values), separators=(",", ":"))
