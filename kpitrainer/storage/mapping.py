"""Rows to domain values and back, in one place.

States within the log are JSON, its times as `connection.py` writes them; Python writes a float
there so that reading gives the same float.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeAlias

from sqlalchemy import Row

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState, Memory, Phase
from kpitrainer.domain.schedule.review_log import (
    LogEntry,
    LogKind,
    LogRow,
    Policy,
)
from kpitrainer.domain.verdict import Answered, Rating

Columns: TypeAlias = dict[str, object]
"""A row to be written: a value for every column but the checksum."""

_PHASES = {phase.value: phase for phase in Phase}
_NAMED_ALIKE = ("typed", "outcome", "seed", "mistake", "hints")
"""Fields of Answered whose columns have their names."""


def state_values(key: CardKey, state: CardState) -> Columns:
    """The `card_state` row of a card, without its checksum."""
    return {
        "deck": key.deck,
        "card": key.card,
        **{name: getattr(state.memory, name, None) for name in Memory.__slots__},
        "suspended": state.suspended,
        "buried_day": state.buried_day,
        "version": state.version,
    }


def state_of(row: Row[Any] | Sequence[Any]) -> CardState:
    """The state in a `card_state` row.

    A start reads thousands: the row's columns, which after the key are in the order of Memory's
    fields, are taken as a tuple, twice as fast as by name.
    """
    _, _, phase, *rest, suspended, buried_day, version, _ = tuple(row)
    memory = None if phase is None else Memory(_PHASES[phase], *rest)
    return CardState(memory, suspended, buried_day, version)


def log_values(row: LogRow) -> Columns:
    """The `review_log` row of a log row, without its checksum."""
    entry = row.entry
    answered = entry.answered
    memory = entry.before.memory
    return {
        "id": row.id,
        "deck": entry.key.deck,
        "card": entry.key.card,
        "seq": row.seq,
        "at": entry.at,
        "day": entry.day,
        "kind": entry.kind,
        "was": "new" if memory is None else memory.phase,
        "rating": None if entry.rating is None else int(entry.rating),
        "retention": entry.policy.desired_retention,
        "cap": entry.policy.maximum_interval,
        "spread": entry.policy.fuzz_seed,
        "before": asdict(entry.before),
        "after": asdict(entry.after),
        "duration_ms": entry.duration_ms,
        "drawn": answered and answered.values,
        **{name: getattr(answered, name, None) for name in _NAMED_ALIKE},
        "undoes": entry.undoes,
        "label": entry.label,
        "version": entry.version,
    }


def log_row_of(row: Row[Any] | SimpleNamespace) -> LogRow:
    """The log row in a `review_log` row."""
    answered = None
    if row.hints is not None:
        answered = Answered(
            typed=tuple(row.typed),
            outcome=row.outcome,
            seed=row.seed,
            values=tuple((name, value) for name, value in row.drawn),
            mistake=row.mistake,
            hints=row.hints,
        )
    entry = LogEntry(
        key=CardKey(row.deck, row.card),
        at=row.at,
        day=row.day,
        kind=LogKind(row.kind),
        before=_state_from_json(row.before),
        after=_state_from_json(row.after),
        rating=None if row.rating is None else Rating(row.rating),
        policy=Policy(
            desired_retention=row.retention, maximum_interval=row.cap, fuzz_seed=row.spread
        ),
        duration_ms=row.duration_ms,
        answered=answered,
        undoes=row.undoes,
        label=row.label,
        version=row.version,
    )
    return LogRow(id=row.id, seq=row.seq, entry=entry)


def _state_from_json(stored: dict[str, Any]) -> CardState:
    memory = stored["memory"]
    if memory is not None:
        times = {
            name: memory[name] and datetime.fromisoformat(memory[name])
            for name in ("due_at", "last_at")
        }
        memory = Memory(**{**memory, **times, "phase": Phase(memory["phase"])})
    # Rows from before there were versions have none, and are of the first.
    return CardState(**{**stored, "memory": memory})
