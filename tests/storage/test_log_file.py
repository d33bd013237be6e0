"""Rows of the log as lines: written, read again, and read where anyone may have written them."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import CardState, Memory, Phase
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.verdict import Answered, Message, Rating
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.storage.json_values import BadLineError
from kpitrainer.storage.log_file import opened, placed, write_log
from kpitrainer.storage.log_format import header_line, read_row, row_line
from kpitrainer.storage.log_transfer import merge_safely, recorded
from kpitrainer.storage.row_ids import new_id
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.wording import error
from tests.storage.acts import DAY, KEY, act, noon, rate

FITTED = (
    *(0.3, 1.2, 3.1, 15.4, 7.1, 0.53, 1.07, 0.01, 1.5, 0.12, 1.0),
    *(1.9, 0.11, 0.29, 2.2, 0.24, 2.9, 0.5, 0.6, 0.06, 0.15),
)
MEMORY = Memory(
    Phase.REVIEW, None, 8.2956, 1.5, DAY + 8, None, DAY, noon(DAY), interval=8, reps=3, lapses=1
)


def row(kind: LogKind = LogKind.REVIEW, **more: object) -> LogRow:
    entry = rate()(CardState())
    return LogRow(new_id(), entry._replace(kind=kind, **more))  # type: ignore[arg-type]  # by their names


ROWS = {
    "review": row(was=Phase.LEARNING, duration_ms=900, label="Sigle\u202f? \x7f", version=3),
    "fitted": row(policy=Policy(0.85, 180, "deck/card", "fsrs-6", FITTED)),
    "drill": row(
        LogKind.PRACTICE,
        answered=Answered(
            typed=("12 %", "\udc80"),
            outcome="wrong",
            seed=2**53 - 1,
            values=(("price", "1/3"),),
            mistake="slip",
            hints=2,
        ),
    ),
    "undo": row(LogKind.UNDO, undoes=new_id(), rating=None),
    "moved": row(LogKind.MOVED, to=CardKey("deck", "new#c1"), rating=None),
    "flag": row(LogKind.FLAG, value=7, rating=None),
    "due": row(LogKind.SET_DUE, value=DAY + 3, rating=None),
    "restored": row(LogKind.RESTORED, state=CardState(MEMORY, True, DAY, 2, 4), rating=None),
    "new": row(LogKind.RESTORED, state=CardState(), rating=None),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_comes_back_as_it_was(name: str) -> None:
    line = row_line(ROWS[name])
    assert repr(read_row(line)) == repr(ROWS[name])
    assert line.isascii()
    assert not [sign for sign in line[:-1] if sign < 32 or sign == 127]


def changed(**values: object) -> bytes:
    """A sound line with other values; None takes a key away."""
    line = json.loads(row_line(ROWS["review"])) | values
    return json.dumps({key: value for key, value in line.items() if value is not None}).encode()


def policy(**values: object) -> dict[str, object]:
    return {**json.loads(row_line(ROWS["fitted"]))["policy"], **values}


def memory(**values: object) -> bytes:
    line = json.loads(row_line(ROWS["restored"]))
    line["state"]["memory"] |= values
    return json.dumps(line).encode()


BAD = {
    "nonsense": b"\x00\xff nonsense",
    "a list": b"[1]",
    "deep": b"[" * 100_000,
    "no id": changed(id=None),
    "no UUIDv7": changed(id="5f0c7f2c-9f3e-4c2a-8c1e-0a1b2c3d4e5f"),
    "an id in capitals": changed(id=str(ROWS["review"].id).upper()),
    "an id at the end of time": changed(id="ffffffff-ffff-7fff-bfff-ffffffffffff"),
    "a day there is not": changed(day="2026-02-30"),
    "a day far off": changed(day="9999-12-31"),
    "a day that is a number": changed(day=DAY),
    "a time without a zone": changed(at="2026-02-03T12:00:00"),
    "a time far off": changed(at="9999-12-31T23:59:59Z"),
    "an unknown kind": changed(kind="cram"),
    "a rating of 5": changed(rating=5),
    "a rating that is true": changed(rating=True),
    "a huge number": changed(duration_ms=10**400),
    "a negative time": changed(duration_ms=-1),
    "a retention of 1": changed(policy=policy(desired_retention=1)),
    "no number": changed(policy=policy(desired_retention=float("nan"))),
    "a long interval": changed(policy=policy(maximum_interval=10**9)),
    "two parameters": changed(policy=policy(parameters=[1, 2])),
    "wild parameters": changed(policy=policy(parameters=[1e5] * 21)),
    "more in a policy": changed(policy=policy(secret=1)),
    "a key that steers": changed(card="a\x1b[2Jb"),
    "a key of two lines": changed(deck="a\nb"),
    "a nameless deck": changed(deck=""),
    "a megabyte": changed(label="x" * 1_000_000),
    "what is unknown": changed(color="red"),
    "an undo of nothing": changed(kind="undo"),
    "a review that undoes": changed(undoes=str(new_id())),
    "a flag of 9": changed(kind="flag", value=9),
    "a state elsewhere": changed(state={"suspended": False, "version": 1}),
    "no stability": memory(stability=-1),
    "endless stability": memory(stability=1e308),
    "an unknown phase": memory(phase="asleep"),
    "typed numbers": changed(answered={"typed": [1], "values": [], "hints": 0}),
    "three values": changed(answered={"typed": [], "values": [["a", "b", "c"]], "hints": 0}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_no_program_of_ours_wrote_is_no_row(name: str) -> None:
    with pytest.raises(BadLineError) as bad:
        read_row(BAD[name])
    for language in LANGUAGES:
        fault = KpiTrainerError("log.bad-lines", path="x", line=1, why=bad.value.reason, count=1)
        assert len(error(Translator(language), fault)) < 400


days = st.integers(-25_000, 2_890_000)
whatever = st.builds(
    lambda kind, day, at, rating, reps: row(
        kind,
        day=day,
        at=noon(at),
        rating=rating,
        value=reps % 8 if kind is LogKind.FLAG else day if kind is LogKind.SET_DUE else None,
        state=CardState(MEMORY._replace(reps=reps, last_day=day))
        if kind is LogKind.RESTORED
        else None,
    ),
    st.sampled_from(sorted(set(LogKind) - {LogKind.UNDO, LogKind.MOVED})),
    days,
    days,
    st.sampled_from(Rating),
    st.integers(0, 2**53),
)


@settings(max_examples=30)
@given(rows=st.lists(whatever, max_size=8))
def test_whatever_is_read_can_be_folded(rows: list[LogRow]) -> None:
    replay([read_row(row_line(each)) for each in rows])


# Files


def fault_of(path: Path, *, wanted: str) -> dict[str, object]:
    with opened(path) as log, pytest.raises(KpiTrainerError) as raised:
        log.check()
    for language in LANGUAGES:
        assert str(path) in error(Translator(language), raised.value)
    assert raised.value.code == wanted
    return dict(raised.value.values)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "log.foreign"),
        (b"name;due\n", "log.foreign"),
        (b'{"format":"anki"}\n', "log.foreign"),
        (header_line().replace(b":2", b":3"), "log.other-edition"),
        (b"SQLite format 3\0" + bytes(84), "log.is-progress"),
    ],
)
def test_another_file_is_told_as_one(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(content)
    fault_of(path, wanted=code)


def test_bad_lines_are_counted_and_the_first_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(header_line() + row_line(row()) + b"garbage\n" * 20_000 + row_line(row()))
    values = fault_of(path, wanted="log.bad-lines")
    assert (values["line"], values["count"]) == (3, 20_000)
    assert values["why"] == Message("log.not-json", {})


def test_a_line_that_is_cut_off_is_told_as_one(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(header_line() + row_line(row())[:50])
    assert fault_of(path, wanted="log.bad-lines")["why"] == Message("log.cut-off", {})


def test_what_an_editor_does_to_line_ends_is_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    lines = (header_line() + row_line(ROWS["review"]) + b"\n" + row_line(ROWS["flag"])).decode()
    path.write_bytes(("\ufeff" + lines.replace("\n", "\r\n").rstrip()).encode())
    with opened(path) as log:
        assert list(log.rows()) == [ROWS["review"], ROWS["flag"]]


def test_a_line_without_end_is_not_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpitrainer.storage.log_file.LONGEST_LINE", 2000)
    path = tmp_path / "log.jsonl"
    path.write_bytes(header_line() + b"x" * 9_999 + b"\n" + row_line(row()))
    values = fault_of(path, wanted="log.bad-lines")
    assert (values["line"], values["count"]) == (2, 1)


@pytest.mark.parametrize("make", [Path.mkdir, Path.exists])
def test_where_there_is_no_file_it_is_told(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "log.jsonl")
    with (
        pytest.raises(KpiTrainerError, match=r"log\.(no-file|unread)"),
        opened(tmp_path / "log.jsonl") as log,
    ):
        log.check()


@pytest.fixture
def full(tmp_path: Path) -> SqlStore:
    """A store with a row of each kind."""
    made = open_store(tmp_path / "full.db")
    made.merge(ROWS.values())
    made.settle(
        {KEY: CardKey("deck", "new#c1"), CardKey("deck", "new#c1"): CardKey("deck", "new#c1")}
    )
    return made


def test_what_goes_out_and_comes_back_is_the_same(
    full: SqlStore, store: SqlStore, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    write_log(first, recorded(full))
    with opened(first) as log:
        came, backup = merge_safely(store, log.rows())
    assert (came, backup is not None) == (len(ROWS), True)
    write_log(second, recorded(store))
    write_log(second, recorded(store))
    assert first.read_bytes() == second.read_bytes()
    with opened(first) as log:
        assert merge_safely(store, log.rows()) == (0, None)
    assert len(list(tmp_path.glob("progress.db.backup-*"))) == 1, "nothing came, nothing to keep"
    full.close()


def test_nothing_is_half_done(store: SqlStore, tmp_path: Path) -> None:
    known = store.record(KEY, rate())
    other = known.entry._replace(rating=Rating.AGAIN)
    path = tmp_path / "log.jsonl"
    write_log(path, [row(), LogRow(known.id, other)])
    with opened(path) as log, pytest.raises(KpiTrainerError, match=r"log\.contradicts") as raised:
        merge_safely(store, log.rows())
    fault = placed(raised.value, [path])
    for language in LANGUAGES:
        assert str(known.id) in error(Translator(language), fault)
    assert (fault.values["path"], fault.values["line"]) == (path, 3)
    assert list(recorded(store)) == [known]
    assert not list(tmp_path.glob("*.backup-*"))


def test_only_a_log_is_written_over(store: SqlStore, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("precious", "utf-8")
    with pytest.raises(KpiTrainerError, match=r"log\.exists"):
        write_log(mine, recorded(store))
    assert mine.read_text("utf-8") == "precious"
    with pytest.raises(KpiTrainerError, match=r"store\.cannot-open"):
        write_log(mine / "below", recorded(store))


def test_names_are_undone_with_their_rows(full: SqlStore) -> None:
    undone = {each.entry.undoes for each in recorded(full)}
    row = full.record(CardKey("deck", "new#c1"), act(LogKind.SUSPEND, CardKey("deck", "new#c1")))
    full.settle({KEY: KEY, CardKey("deck", "new#c1"): KEY})
    full.undo(row, noon(DAY), DAY)
    [tombstone] = [each for each in recorded(full) if each.entry.undoes not in undone]
    assert tombstone.entry.key == CardKey("deck", "new#c1"), "as the row it takes back"
    assert isinstance(tombstone.entry.undoes, UUID)
    full.close()


def test_a_row_that_is_read_is_one_that_is_written() -> None:
    entry = LogEntry(key=KEY, at=noon(DAY), day=DAY, kind=LogKind.BURY)
    assert read_row(row_line(LogRow(UUID(int=new_id().int), entry))).entry == entry
