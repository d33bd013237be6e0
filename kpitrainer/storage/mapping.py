"""Rows to domain values and back, in one place.

States within the log are JSON; Python writes a float there so that reading gives the same float.
"""

from datetime import datetime
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
"""A row to be written: a value for every column."""

_PHASES = {phase.value: phase for phase in Phase}
_NO_MEMORY: Columns = dict.fromkeys(Memory.__slots__)


def state_values(key: CardKey, state: CardState) -> Columns:
    """The `card_state` row of a card."""
    return {
        "deck": key.deck,
        "card": key.card,
        **(_NO_MEMORY if state.memory is None else _memory_values(state.memory)),
        "suspended": state.suspended,
        "buried_day": state.buried_day,
        "version": state.version,
    }


def state_of(row: Row[Any]) -> CardState:
    """The state in a `card_state` row.

    A start reads thousands: the row's columns, which after the key are in the order of Memory's
    fields, are taken as a tuple, twice as fast as by name.
    """
    _, _, phase, *rest, suspended, buried_day, version = tuple(row)
    memory = None if phase is None else Memory(_PHASES[phase], *rest)
    return CardState(memory, suspended, buried_day, version)


def log_values(row: LogRow) -> Columns:
    """The `review_log` row of a log row."""
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
        "kind": entry.kind.value,
        "was": "new" if memory is None else memory.phase.value,
        "rating": None if entry.rating is None else int(entry.rating),
        "retention": entry.policy.desired_retention,
        "cap": entry.policy.maximum_interval,
        "spread": entry.policy.fuzz_seed,
        "before": _state_to_json(entry.before),
        "after": _state_to_json(entry.after),
        "duration_ms": entry.duration_ms,
        "typed": None if answered is None else answered.typed,
        "outcome": None if answered is None else answered.outcome,
        "seed": None if answered is None else answered.seed,
        "drawn": None if answered is None else answered.values,
        "mistake": None if answered is None else answered.mistake,
        "hints": None if answered is None else answered.hints,
        "undoes": entry.undoes,
        "label": entry.label,
        "version": entry.version,
    }


def log_row_of(row: Row[Any]) -> LogRow:
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


def _memory_values(memory: Memory) -> Columns:
    return {
        "phase": memory.phase.value,
        "step": memory.step,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "due_day": memory.due_day,
        "due_at": memory.due_at,
        "last_day": memory.last_day,
        "last_at": memory.last_at,
        "interval": memory.interval,
        "reps": memory.reps,
        "lapses": memory.lapses,
    }


def _state_to_json(state: CardState) -> Columns:
    memory = None
    if state.memory is not None:
        memory = _memory_values(state.memory)
        due_at = state.memory.due_at
        memory["due_at"] = None if due_at is None else due_at.isoformat()
        memory["last_at"] = state.memory.last_at.isoformat()
    return {
        "memory": memory,
        "suspended": state.suspended,
        "buried_day": state.buried_day,
        "version": state.version,
    }


def _state_from_json(stored: dict[str, Any]) -> CardState:
    memory = stored["memory"]
    if memory is not None:
        due_at = memory["due_at"]
        memory = Memory(
            **{
                **memory,
                "phase": Phase(memory["phase"]),
                "due_at": None if due_at is None else datetime.fromisoformat(due_at),
                "last_at": datetime.fromisoformat(memory["last_at"]),
            }
        )
    return CardState(
        memory=memory,
        suspended=stored["suspended"],
        buried_day=stored["buried_day"],
        # Rows from before there were versions are of the first.
        version=stored.get("version", 1),
    )
