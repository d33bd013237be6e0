import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import groupby
from pathlib import Path
from uuid import UUID

import pytest

from kpitrainer.domain.schedule.replay import replay
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.sql_store import open_store
from tests.storage.acts import KEY, rate

ROUNDS = 30
ROOT = Path(__file__).parents[2]

needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the killed processes are forked, so that they start fast"
)


def learner(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.storage.answering", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def confirmed_by(process: subprocess.Popen[str]) -> list[UUID]:
    """The rows a learner saw confirmed."""
    output, _ = process.communicate()
    assert process.returncode == 0
    return [UUID(line) for line in output.split()]


def assert_sound(path: Path) -> list[UUID]:
    """The file is whole, and each card's state is the fold of its log; gives all row ids."""
    store = open_store(path)
    assert not store.notices
    rows = sorted(store.rows(), key=lambda row: row.entry.key)
    states = store.states()
    store.close()
    logs = {key: list(log) for key, log in groupby(rows, key=lambda row: row.entry.key)}
    assert states.keys() == logs.keys()
    for key, log in logs.items():
        assert states[key] == replay(log)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    return [row.id for row in rows]


@needs_fork
def test_killed_at_any_moment_it_keeps_every_confirmed_answer() -> None:
    """Of an answer, a merge, a migration, a backup, a restore; a thousand times by hand."""
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.kill_minus_nine", "--rounds", "10"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert re.search(r"[1-9][0-9]* rows confirmed, 0 lost; 0 faults", ran.stdout)


@needs_fork
def test_killed_while_making_the_file_it_starts_anew(path: Path) -> None:
    confirmed_by(learner("opening", path, ROUNDS, 2))
    for number in range(ROUNDS):
        store = open_store(Path(f"{path}{number}"))
        store.record(KEY, rate())
        store.close()
        assert len(assert_sound(Path(f"{path}{number}"))) == 1


def test_several_programs_at_once_lose_nothing(path: Path) -> None:
    # They make the file together, too.
    learners = [learner("many", path, 100) for _ in range(4)]
    confirmed = [row for process in learners for row in confirmed_by(process)]
    assert len(confirmed) == 400
    assert sorted(assert_sound(path)) == sorted(confirmed)


def test_several_programs_at_once_mend_a_damaged_file_once(path: Path) -> None:
    store = open_store(path)
    known = [store.record(KEY, rate(minutes=number)).id for number in range(20)]
    store.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE card_state SET phase = 99")
    learners = [learner("many", path, 20) for _ in range(3)]
    confirmed = [row for process in learners for row in confirmed_by(process)]
    assert sorted(assert_sound(path)) == sorted(known + confirmed)
    assert len(list(path.parent.glob("progress.db.corrupt-*"))) == 1


def test_a_copy_of_the_open_file_alone_lacks_a_few_answers_at_most(
    path: Path, tmp_path: Path
) -> None:
    store = open_store(path)
    for number in range(40):
        copy = tmp_path / f"copy-{number}.db"
        shutil.copy(path, copy)
        assert len(assert_sound(copy)) >= number - 8
        store.record(KEY, rate(minutes=number))
    store.close()
    assert [file.name for file in tmp_path.glob("progress.db*")] == ["progress.db"]


def test_each_answer_is_on_the_disk_before_it_is_confirmed(path: Path) -> None:
    store = open_store(path)
    with closing(sqlite3.connect(path)) as other:
        for count in range(1, 4):
            store.record(KEY, rate())
            assert other.execute("SELECT count(*) FROM review_log").fetchone() == (count,)
    # FULL: the log is flushed at each commit. A test cannot cut the power.
    raw = driver_connection(store.file.connection)
    assert raw.execute("PRAGMA synchronous").fetchone() == (2,)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert raw.execute("PRAGMA busy_timeout").fetchone()[0] >= 5000
    store.close()
