"""The log's first edition (revisions 0001 to 0003), which held the states before and after as JSON.

Its files are rewritten in one transaction; damaged ones are read by the same functions.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState, Memory, Phase
from kpitrainer.domain.schedule.replay import fold
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.verdict import Answered, Rating
from kpitrainer.storage.card_log import CardLog, standing_for
from kpitrainer.storage.rollup import Rollup
from kpitrainer.storage.row_ids import id_of_all
from kpitrainer.storage.row_sum import Stored, row_sum
from kpitrainer.storage.stored_rows import (
    UNREADABLE,
    DamagedRowError,
    check_row,
    check_state,
    hold,
)

LOG_COLUMNS = (
    *("id", "deck", "card", "seq", "at", "day"),
    *("kind", "was", "rating", "retention", "cap", "spread"),
    *("before", "after", "duration_ms", "typed", "outcome", "seed"),
    *("drawn", "mistake", "hints", "undoes", "label", "version"),
    *("checksum",),
)
STATE_COLUMNS = (
    *("deck", "card", "phase", "step", "stability", "difficulty"),
    *("due_day", "due_at", "last_day", "last_at", "interval", "reps"),
    *("lapses", "suspended", "buried_day", "version", "checksum"),
)
"""The columns of the two tables; 0001 had none from `label` (`version`) on, 0002 no checksum."""

_INDEXES = text(
    "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = :table AND sql > ''"
)
_TABLES = ("card_state", "review_log")
_FLOATS = ("retention", "stability", "difficulty")
_AT_ONCE = 1000


class FirstRow(NamedTuple):
    """A row of the log, its place `seq` among those of its card, and the state it left."""

    row: LogRow
    seq: int
    after: CardState


def log_row_of(stored: Mapping[str, Stored]) -> FirstRow:
    """The row in a record of `review_log`, by its columns.

    Raises:
        DamagedRowError: this is no such row, or not as it was written.
    """
    try:
        return _log_row_of(_as_written(stored))
    except UNREADABLE as error:
        raise DamagedRowError from error


def state_of(stored: Mapping[str, Stored]) -> tuple[CardKey, CardState]:
    """The card and state in a record of `card_state`, as above."""
    try:
        values: dict[str, Any] = {"version": 1, **_as_written(stored)}
        memory = None
        if values["phase"] is not None:
            memory = _memory({name: values[name] for name in Memory._fields})
        hold(values["suspended"] in {0, 1}, isinstance(values["suspended"], int))
        suspended = bool(values["suspended"])
        state = CardState(memory, suspended, values["buried_day"], values["version"])
        check_state(state)
        return _key(values), state
    except UNREADABLE as error:
        raise DamagedRowError from error


def rewrite(
    connection: Connection,
    make_tables: Callable[[], object],
    progress: Callable[[int, int], object],
) -> None:
    """Make the tables of the present edition of these, within the connection's transaction.

    Each card keeps its state: where the fold of its rows is another today, a row stands for it.
    `progress` is told how many rows of how many are done, each counting twice.

    Raises:
        DamagedRowError: a row is not as it was written.
    """
    for table in _TABLES:
        for index in connection.execute(_INDEXES, {"table": table}).scalars().all():
            connection.execute(text(f"DROP INDEX {index}"))
        connection.execute(text(f"ALTER TABLE {table} RENAME TO first_{table}"))
    make_tables()
    total = 2 * connection.execute(text("SELECT count(*) FROM first_review_log")).scalar_one()
    log, rollup, done, rows = CardLog(connection), Rollup(connection), 0, []
    for stored in _all(connection, "first_review_log"):
        rows.append(log_row_of(stored).row)
        if len(rows) == _AT_ONCE:
            log.add(rows)
            done += len(rows)
            rows.clear()
            progress(done, total)
    log.add(rows)
    done += len(rows)
    for stored in _all(connection, "first_card_state"):
        key, state = state_of(stored)
        rows = log.history(key)
        done += len(rows)
        folded = rollup.count(key.deck, rows)
        if folded.state != state:
            restored = standing_for(key, rows, state)
            if rows:  # so that two copies of one file, both rewritten, are one log
                restored = LogRow(id_of_all(max(row.id for row in rows)), restored.entry)
            rows.append(restored)
            log.add(rows[-1:])
            folded = fold(rows)
        log.put(key, folded)
        progress(done, total)
    rollup.store()
    for table in _TABLES:
        connection.execute(text(f"DROP TABLE first_{table}"))


def _all(connection: Connection, table: str) -> Iterator[dict[str, Stored]]:
    rows = connection.execution_options(stream_results=True).execute(
        text(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
    )
    names = list(rows.keys())
    for row in rows.yield_per(_AT_ONCE):
        yield dict(zip(names, row, strict=True))


def _as_written(stored: Mapping[str, Stored]) -> dict[str, Any]:
    """The record without its checksum, which is right."""
    values = {
        name: float(value) if name in _FLOATS and isinstance(value, int) else value
        for name, value in stored.items()
    }
    if "checksum" in values:
        checksum = values.pop("checksum")
        hold(checksum == row_sum(*values.values()))
    return values


def _log_row_of(stored: dict[str, Any]) -> FirstRow:
    before, after = _state_of_json(stored["before"]), _state_of_json(stored["after"])
    was = None if before.memory is None else before.memory.phase
    hold(stored["was"] == ("new" if was is None else was))
    hold(type(stored["seq"]) is int, type(stored["day"]) is int, type(stored["cap"]) is int)
    kind = LogKind(stored["kind"])
    answered = None
    if stored["hints"] is not None:
        answered = Answered(
            typed=tuple(json.loads(stored["typed"])),
            outcome=_text(stored["outcome"]),
            seed=stored["seed"],
            values=tuple((name, value) for name, value in json.loads(stored["drawn"])),
            mistake=_text(stored["mistake"]),
            hints=stored["hints"],
        )
    undoes = stored["undoes"]
    entry = LogEntry(
        key=_key(stored),
        at=_time(stored["at"]),
        day=stored["day"],
        kind=kind,
        was=was,
        rating=None if stored["rating"] is None else Rating(stored["rating"]),
        policy=Policy(float(stored["retention"]), stored["cap"], _text(stored["spread"]) or ""),
        duration_ms=stored["duration_ms"],
        answered=answered,
        undoes=None if undoes is None else UUID(undoes),
        label=_text(stored.get("label")),
        version=stored.get("version", 1),
        state=after if kind is LogKind.RESTORED else None,
    )
    row = LogRow(UUID(stored["id"]), entry)
    check_state(before)
    check_state(after)
    check_row(row)
    return FirstRow(row, stored["seq"], after)


def _key(stored: Mapping[str, Any]) -> CardKey:
    deck, card = _text(stored["deck"]), _text(stored["card"])
    hold(deck is not None, card is not None)
    return CardKey(str(deck), str(card))


def _text(stored: Any) -> str | None:  # noqa: ANN401 - anything may stand in a damaged file
    hold(stored is None or isinstance(stored, str))
    if stored is not None:
        stored.encode()  # not what was no UTF-8
    return None if stored is None else str(stored)


def _time(stored: str) -> datetime:
    at = datetime.fromisoformat(stored)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _state_of_json(stored: str) -> CardState:
    values = json.loads(stored)
    memory = values["memory"]
    # Rows from before there were versions have none, and are of the first.
    return CardState(**{**values, "memory": None if memory is None else _memory(memory)})


def _memory(values: Mapping[str, Any]) -> Memory:
    due_at = values["due_at"]
    return Memory(
        **{
            **values,
            "phase": Phase(values["phase"]),
            "due_at": None if due_at is None else _time(due_at),
            "last_at": _time(values["last_at"]),
        }
    )
