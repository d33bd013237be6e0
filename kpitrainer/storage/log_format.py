"""Rows of the log as lines of JSON, as docs/log-format.md describes them, and back.

What is read may come from anywhere: each value is looked at, and a row that is read can be stored
and folded.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import FLAGS, CardState, Memory, Phase
from kpitrainer.domain.schedule.review_log import LONGEST_LABEL, LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.schedule.scheduler import review
from kpitrainer.domain.verdict import Answered, Rating
from kpitrainer.storage import json_values as read
from kpitrainer.storage.stored_rows import check_row

FORMAT, EDITION = "kpitrainer-log", 2
LONGEST_LINE = 10_000_000
"""Bytes."""

_VALUES = {LogKind.FLAG: (0, max(FLAGS)), LogKind.SET_DUE: (-25_567, 2_896_372)}
"""Of the kinds that set a value, the least and the greatest: study days up to the year 9899."""
_LONGEST_TEXT = 500
_LONGEST_INTERVAL = 36_500


def header_line(machine: str = "") -> bytes:
    """The first line of a file; `machine` is the name of the one whose rows it has."""
    return _line({"format": FORMAT, "edition": EDITION} | ({"machine": machine} if machine else {}))


def read_header(line: bytes) -> str:
    """The machine that the first line of a file names, empty where it names none.

    Raises:
        BadLineError: `log.foreign` or `log.other-edition`.
    """
    values = read.json_object(line.removeprefix(b"\xef\xbb\xbf"), "log.foreign")
    if values.get("format") != FORMAT:
        raise read.BadLineError("log.foreign")
    if values.get("edition") != EDITION:
        raise read.BadLineError("log.other-edition")
    machine = values.get("machine", "")
    return machine if isinstance(machine, str) else ""


def row_line(row: LogRow) -> bytes:
    """A row as a line. Keys are in one order; what is None is left out, and version 1."""
    entry, policy = row.entry, row.entry.policy
    written: dict[str, object] = {
        "id": str(row.id),
        "deck": entry.key.deck,
        "card": entry.key.card,
        "at": read.time_text(entry.at),
        "day": read.day_text(entry.day),
        "kind": entry.kind,
        "was": entry.was,
        "rating": None if entry.rating is None else int(entry.rating),
        "duration_ms": entry.duration_ms,
        "policy": {
            "model": policy.model,
            "desired_retention": policy.desired_retention,
            "maximum_interval": policy.maximum_interval,
            "fuzz_seed": policy.fuzz_seed,
            **({"parameters": policy.parameters} if policy.parameters else {}),
        },
        "label": entry.label,
        "version": None if entry.version == 1 else entry.version,
        "answered": _answered_object(entry.answered),
        "undoes": None if entry.undoes is None else str(entry.undoes),
        "value": entry.value,
        "to": None if entry.to is None else entry.to._asdict(),
        "state": None if entry.state is None else _state_object(entry.state),
    }
    return _line({key: value for key, value in written.items() if value is not None})


def read_row(line: bytes) -> LogRow:
    """The row in a line.

    Raises:
        BadLineError: it is none that this program writes.
    """
    try:
        return _row(read.JsonValues(read.json_object(line, "log.not-json")))
    except read.BadLineError:
        raise
    except read.FAULTS as error:
        raise read.BadLineError("log.impossible") from error


def _row(values: read.JsonValues) -> LogRow:
    take, maybe = values.take, values.maybe
    uuid = take("id", read.uuid7)
    key = CardKey(take("deck", read.name), take("card", read.name))
    at, day, kind = take("at", read.time), take("day", read.day), take("kind", LogKind)
    version = maybe("version", read.count(1))
    entry = LogEntry(
        key=key,
        at=at,
        day=day,
        kind=kind,
        was=maybe("was", Phase),
        rating=maybe("rating", lambda value: Rating(read.whole(1, 4)(value))),
        duration_ms=maybe("duration_ms", read.count(0)),
        policy=take("policy", _policy),
        label=maybe("label", read.text(LONGEST_LABEL)),
        version=1 if version is None else version,
        answered=maybe("answered", _answered),
        undoes=maybe("undoes", read.uuid7),
        value=maybe("value", read.whole(*_VALUES.get(kind, (1, 0)))),
        to=maybe("to", _key),
        state=maybe("state", _state),
    )
    values.end()
    for name, owner, value in (
        ("undoes", LogKind.UNDO, entry.undoes),
        ("value", kind if kind in _VALUES else None, entry.value),
        ("to", LogKind.MOVED, entry.to),
        ("state", LogKind.RESTORED, entry.state),
    ):
        if kind is owner and value is None:
            raise read.BadLineError("log.missing-key", key=name)
        if kind is not owner and value is not None:
            raise read.BadLineError("log.unknown-key", key=name)
    row = LogRow(uuid, entry)
    check_row(row)
    return row


def _policy(value: object) -> Policy:
    values = read.JsonValues(read.mapping(value))
    policy = Policy(
        model=values.take("model", read.named(40)),
        desired_retention=values.take("desired_retention", read.real(0.5, 0.9999)),
        maximum_interval=values.take("maximum_interval", read.whole(1, _LONGEST_INTERVAL)),
        fuzz_seed=values.take("fuzz_seed", read.text(2 * _LONGEST_TEXT)),
        parameters=values.maybe("parameters", _parameters) or (),
    )
    values.end()
    _try(policy.model, policy.desired_retention, policy.parameters)
    return policy


@lru_cache(maxsize=100)
def _try(model: str, desired_retention: float, parameters: tuple[float, ...]) -> None:
    """See whether cards can be scheduled so.

    Raises:
        BadLineError: no.
    """
    policy = Policy(desired_retention, model=model, parameters=parameters)
    try:
        review(None, Rating.GOOD, datetime(1970, 1, 1, tzinfo=UTC), 0, policy)
    except KpiTrainerError as error:
        raise read.BadLineError(error.code, **error.values) from error


def _answered(value: object) -> Answered:
    values = read.JsonValues(read.mapping(value))
    answered = Answered(
        typed=tuple(map(read.string, read.items(values.take("typed", read.items)))),
        outcome=values.maybe("outcome", read.text(_LONGEST_TEXT)),
        seed=values.maybe("seed", read.whole(0, 2**63 - 1)),
        values=values.take("values", _pairs),
        mistake=values.maybe("mistake", read.text(_LONGEST_TEXT)),
        hints=values.take("hints", read.count(0)),
    )
    values.end()
    return answered


def _state(value: object) -> CardState:
    values = read.JsonValues(read.mapping(value))
    version = values.take("version", read.count(1))
    state = CardState(
        memory=values.maybe("memory", _memory),
        suspended=values.take("suspended", read.truth),
        buried_day=values.maybe("buried_day", read.day),
        version=version,
        flag=values.maybe("flag", read.whole(0, max(FLAGS))) or 0,
    )
    values.end()
    return state


def _memory(value: object) -> Memory:
    values = read.JsonValues(read.mapping(value))
    memory = Memory(
        phase=values.take("phase", Phase),
        step=values.maybe("step", read.whole(0, 9)),
        stability=values.take("stability", read.real(1e-9, 1e9)),
        difficulty=values.take("difficulty", read.real(1, 10)),
        due_day=values.take("due_day", read.any_day),
        due_at=values.maybe("due_at", read.time),
        last_day=values.take("last_day", read.day),
        last_at=values.take("last_at", read.time),
        interval=values.take("interval", read.count(0)),
        reps=values.take("reps", read.count(0)),
        lapses=values.take("lapses", read.count(0)),
    )
    values.end()
    return memory


def _answered_object(answered: Answered | None) -> dict[str, object] | None:
    if answered is None:
        return None
    names = ("typed", "outcome", "seed", "values", "mistake", "hints")
    values = {name: getattr(answered, name) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _state_object(state: CardState) -> dict[str, object]:
    memory = state.memory
    written: dict[str, object] = {
        "memory": None if memory is None else _memory_object(memory),
        "suspended": state.suspended,
        "buried_day": None if state.buried_day is None else read.day_text(state.buried_day),
        "version": state.version,
        "flag": state.flag or None,
    }
    return {name: value for name, value in written.items() if value is not None}


def _memory_object(memory: Memory) -> dict[str, object]:
    values: dict[str, Any] = {name: getattr(memory, name) for name in Memory._fields}
    values |= {name: read.day_text(values[name]) for name in ("due_day", "last_day")}
    times = ("due_at", "last_at")
    values |= {name: read.time_text(values[name]) for name in times if values[name] is not None}
    return {name: value for name, value in values.items() if value is not None}


def _line(values: Mapping[str, object]) -> bytes:
    """One line in ASCII, without anything that steers a terminal."""
    text = json.dumps(values, separators=(",", ":"), allow_nan=False)
    return text.replace("\x7f", "\\u007f").encode() + b"\n"


def _key(value: object) -> CardKey:
    values = read.JsonValues(read.mapping(value))
    key = CardKey(values.take("deck", read.name), values.take("card", read.name))
    values.end()
    return key


def _parameters(value: object) -> tuple[float, ...]:
    return tuple(map(read.real(-1e6, 1e6), read.items(value)))


def _pairs(value: object) -> tuple[tuple[str, str], ...]:
    pairs = [tuple(map(read.string, read.items(pair))) for pair in read.items(value)]
    return tuple((name, drawn) for name, drawn in pairs)
