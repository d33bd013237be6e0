"""Files made by earlier versions of the program, with the log's first edition."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from itertools import groupby
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.storage.log_transfer import recorded
from kpitrainer.storage.migrate import NEWEST
from kpitrainer.storage.progress_file import backups
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.store import LogSummary
from tests.storage.acts import DAY, KEY, noon, rate
from tests.storage.test_durability import ROOT, assert_sound
from tests.storage.test_schema import backups_of, revision_of, schema_of

REVISIONS = ["0001", "0002", "0003"]

OPENS = (
    "import sys; from pathlib import Path\n"
    "from kpitrainer.storage.sql_store import open_store\n"
    "print(len(open_store(Path(sys.argv[1])).states()))"
)


def made_by(revision: str, path: Path) -> Path:
    """A file of an earlier version: the dump holds its tables and rows as it wrote them."""
    dump = (ROOT / "tests" / "data" / f"progress-{revision}.sql").read_text("utf-8")
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump)
    assert revision_of(path) == revision
    return path


@pytest.fixture
def old(path: Path) -> Path:
    """Three cards answered by the first version."""
    return made_by("0001", path)


def stored_states(path: Path) -> dict[tuple[object, ...], list[object]]:
    """The states as the first edition stored them, times as they are said."""
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        rows = [dict(row) for row in raw.execute("SELECT * FROM card_state")]
    return {
        (row["deck"], row["card"]): [
            *(row[name] for name in Memory._fields),
            *(bool(row["suspended"]), row["buried_day"], row.get("version", 1)),
        ]
        for row in rows
    }


def said(state: CardState) -> list[object]:
    values = [getattr(state.memory, name, None) for name in Memory._fields]
    plain = [f"{each:%F %T.%f}" if isinstance(each, datetime) else each for each in values]
    return [*plain, state.suspended, state.buried_day, state.version]


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_card_keeps_its_state_and_its_rows(path: Path, revision: str) -> None:
    made_by(revision, path)
    states = stored_states(path)
    with closing(sqlite3.connect(path)) as raw:
        written = raw.execute(
            "SELECT id, deck, card, at, day, kind, rating, spread, typed, drawn, undoes,"
            " duration_ms FROM review_log ORDER BY id"
        ).fetchall()
    store = open_store(path)
    assert {tuple(key): said(state) for key, state in store.states().items()} == states
    rows = sorted(store.rows(), key=lambda row: row.id)
    assert [
        (
            *(row.id.hex, *row.entry.key, f"{row.entry.at:%F %T.%f}", row.entry.day),
            *(row.entry.kind.value, row.entry.rating, row.entry.policy.fuzz_seed),
            row.entry.answered and json.dumps(row.entry.answered.typed),
            row.entry.answered and json.dumps(row.entry.answered.values),
            row.entry.undoes and row.entry.undoes.hex,
            row.entry.duration_ms,
        )
        for row in rows
    ] == written
    for key, state in store.states().items():
        assert replay(store.history(key)) == state
    store.close()
    assert_sound(path)


def test_a_state_that_is_another_today_stays_as_it_was(path: Path) -> None:
    made_by("0002", path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE card_state SET stability = stability + 1 WHERE card = 'card'")
    states = stored_states(path)
    store = open_store(path)
    assert {tuple(key): said(state) for key, state in store.states().items()} == states
    assert store.history(KEY)[-1].entry.kind is LogKind.RESTORED
    assert replay(store.history(KEY)) == store.states()[KEY]
    store.close()


def test_two_copies_of_one_file_become_one_log(path: Path, tmp_path: Path) -> None:
    made_by("0002", path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE card_state SET stability = stability + 1 WHERE card = 'card'")
    shutil.copy(path, tmp_path / "copy.db")
    here, there = open_store(path), open_store(tmp_path / "copy.db")
    rows = list(recorded(here))
    assert rows == list(recorded(there))
    assert LogKind.RESTORED in {row.entry.kind for row in rows}
    here.close()
    there.close()


def test_how_far_it_is_is_told(path: Path) -> None:
    made_by("0003", path)
    told: list[tuple[int, int]] = []
    open_store(path, progress=lambda done, total: told.append((done, total))).close()
    assert told[-1] == (90, 90)
    assert told == sorted(told)


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_row_that_cannot_be_read_is_told_and_costs_itself(path: Path, revision: str) -> None:
    made_by(revision, path)
    states = stored_states(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE review_log SET rating = 9 WHERE card = 'card' AND seq = 1")
    damaged = path.read_bytes()
    store = open_store(path)
    [notice] = store.notices
    assert notice.values["count"] == 1
    assert Path(str(notice.values["kept"])).read_bytes() == damaged
    assert backups(path) == [], "it is whole under its other name"
    assert {tuple(key): said(state) for key, state in store.states().items()} == states
    store.close()
    assert_sound(path)


def test_it_is_copied_and_gets_versions(old: Path) -> None:
    before = schema_of(old)
    store = open_store(old)
    rows = sorted(store.rows(), key=lambda row: row.entry.key)
    assert len(rows) == 8
    assert {(row.entry.label, row.entry.version) for row in rows} == {(None, 1)}
    assert {state.version for state in store.states().values()} == {1}
    for key, log in groupby(rows, key=lambda row: row.entry.key):
        assert replay(list(log)) == store.states()[key]
    assert store.log_summaries([KEY]) == {KEY: LogSummary(None, noon(DAY + 4), 3)}
    store.close()
    [backup] = backups_of(old)
    assert (revision_of(backup), schema_of(backup)) == ("0001", before)


def test_it_gets_the_schema_that_a_new_file_has(old: Path, tmp_path: Path) -> None:
    new = tmp_path / "new.db"
    for path in (old, new):
        open_store(path).close()
    assert schema_of(old) == schema_of(new)
    assert revision_of(old) == revision_of(new)


def test_it_is_answered_and_undone_as_ever(old: Path) -> None:
    store = open_store(old)
    gap = CardKey("deck", "gap#c1")
    last = store.history(gap)[-1]
    store.undo(last, noon(DAY, 9), DAY)
    assert not store.states()[gap].suspended
    store.record(KEY, rate(day=DAY + 40))
    assert len(store.history(KEY)) == 4
    assert replay(store.history(KEY)) == store.states()[KEY]
    store.close()


def test_of_two_programs_that_open_it_at_once_one_migrates(old: Path) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", OPENS, old], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [(each.communicate()[0].strip(), each.returncode) for each in programs] == [
        (b"3", 0)
    ] * 3
    assert len(backups_of(old)) == 1
    assert backups(old) == backups_of(old)
    assert revision_of(old) == NEWEST


def test_a_file_that_is_replaced_while_it_is_opened_is_the_one_that_is_used(
    path: Path, tmp_path: Path
) -> None:
    """As another program does that mends it, between one look at it and the next."""
    made_by("0003", path)
    other = tmp_path / "other.db"
    open_store(other).close()

    def replaced(_done: int, _total: int) -> None:
        if other.exists():
            other.replace(path)

    with closing(open_store(path, progress=replaced)) as store:
        known = store.record(KEY, rate())
    with closing(open_store(path)) as store:
        assert list(recorded(store)) == [known]
