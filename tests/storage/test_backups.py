"""Copies of the progress file: whole, thinned out as they grow old, and put back."""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.storage.backups import EVERY, readable_copy, restore, thin_out
from kpitrainer.storage.progress_file import back_up, backups
from kpitrainer.storage.sql_store import open_store
from tests.storage.acts import KEY, rate
from tests.storage.test_faults import read_only

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def studied(path: Path, answers: int = 1) -> None:
    store = open_store(path)
    for _ in range(answers):
        store.record(KEY, rate())
    store.close()


def answers_in(path: Path) -> int:
    store = open_store(path)
    try:
        return len(store.history(KEY))
    finally:
        store.close()


def put_back(path: Path, source: Path) -> Path | None:
    with readable_copy(source) as copy:
        return restore(path, copy)


def made(path: Path, *ages: timedelta) -> list[Path]:
    """Backups of these ages."""
    found = []
    for age in ages:
        at = NOW - age
        backup = Path(f"{path}.backup-{at:%Y%m%d-%H%M%S}")
        backup.write_bytes(b"")
        os.utime(backup, (at.timestamp(), at.timestamp()))
        found.append(backup)
    return found


def test_a_copy_of_a_file_in_use_is_whole(path: Path, tmp_path: Path) -> None:
    store = open_store(path)
    for _ in range(3):
        store.record(KEY, rate())
    copy = back_up(path, tmp_path / "copy.db")
    store.close()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert answers_in(copy) == 3


def test_no_file_is_overwritten_by_a_copy(path: Path, tmp_path: Path) -> None:
    studied(path)
    mine = tmp_path / "mine.txt"
    mine.write_text("précieux", "utf-8")
    with pytest.raises(FileExistsError):
        back_up(path, mine)
    assert mine.read_text("utf-8") == "précieux"
    assert list(tmp_path.glob("*.part")) == []


def test_a_session_leaves_a_copy_but_not_twice_in_half_an_hour(path: Path) -> None:
    store = open_store(path)
    store.record(KEY, rate())
    store.end_session()
    (first,) = backups(path)
    store.record(KEY, rate())
    store.end_session()
    assert backups(path) == [first]
    long_ago = first.stat().st_mtime - EVERY.total_seconds()
    os.utime(first, (long_ago, long_ago))
    store.end_session()
    store.close()
    assert len(backups(path)) == 2
    assert answers_in(backups(path)[-1]) == 2


def test_where_no_copy_can_be_made_the_session_ends_and_tells_it_once(path: Path) -> None:
    store = open_store(path)
    row = store.record(KEY, rate())
    with read_only(path.parent):
        told = store.end_session()
        assert told == Message("backup.failed", {"folder": path.parent})
        assert store.end_session() is None
    assert list(store.rows()) == [row]
    store.close()
    assert backups(path) == []


def test_of_old_copies_one_an_hour_a_day_a_week_a_month_is_kept(path: Path) -> None:
    minute, hour, day = (timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
    today = (5 * minute, 40 * minute, 170 * minute, 22 * hour - 10 * minute)
    kept = made(path, *today, 2 * day, 3 * day, 20 * day, 30 * day, 90 * day)
    gone = made(
        path,
        175 * minute,
        22 * hour,
        2 * day + 5 * hour,
        21 * day,
        91 * day,
    )
    thin_out(path, NOW)
    assert backups(path) == sorted(kept)
    assert [each for each in gone if each.exists()] == []


def test_what_a_killed_program_left_of_a_copy_goes_after_a_day(path: Path) -> None:
    stale, fresh = (Path(f"{path}.backup-20261127-120000.{name}.part") for name in "ab")
    for file, age in ((stale, 25), (fresh, 23)):
        file.write_bytes(b"")
        at = (NOW - timedelta(hours=age)).timestamp()
        os.utime(file, (at, at))
    thin_out(path, NOW)
    assert (stale.exists(), fresh.exists()) == (False, True)


def test_a_copy_is_put_back_and_what_was_there_is_kept(path: Path, tmp_path: Path) -> None:
    studied(path, 2)
    copy = back_up(path, tmp_path / "copy.db")
    studied(path, 3)
    kept = put_back(path, copy)
    assert kept is not None
    assert (answers_in(path), answers_in(kept), answers_in(copy)) == (2, 5, 2)
    assert backups(path) == [kept]


def test_the_log_beside_the_file_goes_with_it(path: Path, tmp_path: Path) -> None:
    """Read into the file that was put back, it would spoil it."""
    studied(path, 1)
    copy = back_up(path, tmp_path / "copy.db")
    with closing(sqlite3.connect(path)) as open_still:
        open_still.execute("SELECT count(*) FROM review_log").fetchone()
        studied(path, 4)
        assert Path(f"{path}-wal").exists()
        kept = put_back(path, copy)
    assert kept is not None
    assert (answers_in(path), answers_in(kept)) == (1, 5)


def test_where_it_cannot_be_put_back_nothing_of_the_log_is_missing(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a kill at that moment: the log is beside the file, or in it."""
    studied(path, 1)
    copy = back_up(path, tmp_path / "copy.db")
    store = open_store(path)
    store.record(KEY, rate())
    for sibling in ("", "-wal"):  # what a killed program leaves
        shutil.copy(f"{path}{sibling}", f"{tmp_path / 'left.db'}{sibling}")
    store.close()
    left = tmp_path / "left.db"

    def refuse(_from: Path, _to: Path) -> Path:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(KpiTrainerError):
            put_back(left, copy)
    assert answers_in(left) == 2


def test_the_first_file_is_put_where_there_is_none(path: Path, tmp_path: Path) -> None:
    studied(path, 2)
    copy = tmp_path / "copy.db"
    shutil.move(path, copy)
    assert put_back(path, copy) is None
    assert answers_in(path) == 2


@pytest.mark.parametrize(
    ("bytes_", "code"),
    [
        (b"no database", "backup.foreign"),
        (b"", "backup.foreign"),
        (None, "backup.no-file"),
    ],
)
def test_what_holds_no_progress_changes_nothing(
    path: Path, tmp_path: Path, bytes_: bytes | None, code: str
) -> None:
    studied(path, 2)
    source = tmp_path / "source.db"
    if bytes_ is not None:
        source.write_bytes(bytes_)
    with pytest.raises(KpiTrainerError) as caught:
        put_back(path, source)
    assert (caught.value.code, caught.value.values) == (code, {"path": source})
    assert answers_in(path) == 2
    assert backups(path) == []
    assert bytes_ is None or source.read_bytes() == bytes_


def test_a_copy_without_its_log_is_told(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "progress.db.backup-20261128-120000"
    with closing(sqlite3.connect(source)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("VACUUM")
    with pytest.raises(KpiTrainerError) as caught:
        put_back(path, source)
    assert caught.value.code == "backup.without-log"


def test_a_damaged_copy_is_told_and_changes_nothing(path: Path, tmp_path: Path) -> None:
    studied(path, 40)
    copy = back_up(path, tmp_path / "copy.db")
    data = bytearray(copy.read_bytes())
    place = data.index(b"deck") - 500  # among the cards
    data[place : place + 1000] = bytes(1000)
    copy.write_bytes(data)
    with pytest.raises(KpiTrainerError) as caught:
        put_back(path, copy)
    assert caught.value.code in {"backup.damaged", "backup.foreign"}
    assert (answers_in(path), copy.read_bytes()) == (40, bytes(data))


def test_another_programs_database_is_no_progress(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as made_elsewhere:
        made_elsewhere.execute("CREATE TABLE notes (text)")
        made_elsewhere.commit()
    with pytest.raises(KpiTrainerError) as caught:
        put_back(path, other)
    assert caught.value.code == "backup.foreign"
    assert not path.exists()
