"""A file made by the program before cards had versions."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from itertools import groupby
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.storage.migrate import NEWEST
from kpitrainer.storage.progress_file import backups
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.store import LogSummary
from tests.storage.acts import DAY, KEY, noon, rate
from tests.storage.test_durability import ROOT
from tests.storage.test_schema import backups_of, revision_of, schema_of

OPENS = (
    "import sys; from pathlib import Path\n"
    "from kpitrainer.storage.sql_store import open_store\n"
    "print(len(open_store(Path(sys.argv[1])).states()))"
)


@pytest.fixture
def old(path: Path) -> Path:
    """Three cards answered by that program: the dump holds its tables and rows as it wrote them."""
    dump = Path(__file__).with_name("progress_0001.sql").read_text("utf-8")
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump)
    assert revision_of(path) == "0001"
    return path


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
