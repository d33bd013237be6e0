import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpitrainer import storage, wording
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import Recorded
from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.storage.backups import readable_copy, restore
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.progress_file import back_up, backups, unused_name
from kpitrainer.storage.reading import open_to_read
from kpitrainer.storage.sql_store import SqlStore, open_store
from tests.storage.acts import KEY, noon, rate
from tests.storage.test_schema import revision_of
from tests.storage.test_versions import made_by, stored_states

GARBAGE = b"Dear diary, " * 1000


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def refused(code: str, act: Callable[[], object]) -> KpiTrainerError:
    """The error of an act, which both languages can word."""
    with pytest.raises(KpiTrainerError) as raised:
        act()
    error = raised.value
    assert error.code == code, error.values
    for language in LANGUAGES:
        worded = wording.error(Translator(language), error)
        assert worded != error.code
        assert "None" not in worded
    return error


def filled(path: Path, answers: int = 1) -> list[Recorded]:
    store = open_store(path)
    rows = [store.record(KEY, rate(minutes=number)) for number in range(answers)]
    store.close()
    return rows


def test_every_code_is_worded_in_both_languages() -> None:
    root = Path(storage.__file__).parent
    raised = {
        code
        for source in root.glob("*.py")
        for code in re.findall(r'"(store\.[a-z-]+)"', source.read_text(encoding="utf-8"))
    }
    assert len(raised) > 10
    for language in LANGUAGES:
        catalogue = root.parent / "locale" / language / "store.po"
        worded = re.findall(r'msgid "(store\..+)"', catalogue.read_text(encoding="utf-8"))
        assert set(worded) == raised


# Places that cannot serve


def test_a_folder(tmp_path: Path) -> None:
    refused("store.is-folder", lambda: open_store(tmp_path))


def test_a_path_below_a_file(path: Path) -> None:
    path.write_bytes(b"")
    refused("store.cannot-open", lambda: open_store(path / "progress.db"))


def test_a_pipe(path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(path)
    refused("store.not-a-file", lambda: open_store(path))


def test_a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)
    refused("store.cannot-open", lambda: open_store(path))


def test_a_link_is_followed(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "elsewhere" / "real.db")
    [row] = filled(path)
    store = open_store(tmp_path / "elsewhere" / "real.db")
    assert list(store.rows()) == [row]
    store.close()


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has other permissions")
    if os.geteuid() != 0:
        mode = path.stat().st_mode
        path.chmod(0o555 if path.is_dir() else 0o444)
        yield
        path.chmod(mode)
        return
    # No permission binds root; a read-only mount does.
    with mounted("--bind", str(path), at=path):
        subprocess.run(["mount", "-o", "remount,ro,bind", path], check=True)
        yield


@contextmanager
def mounted(*what: str, at: Path) -> Iterator[None]:
    try:
        subprocess.run(["mount", *what, at], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"mounting is not permitted here: {error}")
    try:
        yield
    finally:
        subprocess.run(["umount", at], check=True)


def test_a_read_only_folder(tmp_path: Path) -> None:
    with read_only(tmp_path):
        refused("store.read-only", lambda: open_store(tmp_path / "progress.db"))
        refused("store.read-only", lambda: open_store(tmp_path / "new" / "progress.db"))
    assert contents(tmp_path) == {}


def test_a_file_in_a_read_only_folder(path: Path) -> None:
    filled(path)
    before = contents(path.parent)
    with read_only(path.parent):
        refused("store.read-only", lambda: open_store(path))
    assert contents(path.parent) == before


def test_a_read_only_file(path: Path) -> None:
    filled(path)
    before = path.read_bytes()
    with read_only(path):
        refused("store.read-only", lambda: open_store(path))
    assert path.read_bytes() == before


def test_what_cannot_be_written_can_be_read(path: Path, tmp_path: Path) -> None:
    [row] = filled(path)
    # Answers that a crash left in the log count as well.
    store = open_store(path)
    rows = [row, store.record(KEY, rate(minutes=5))]
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for sibling in ("", "-wal"):
        shutil.copy(f"{path}{sibling}", crashed)
    store.close()
    before = contents(crashed)
    with read_only(crashed):
        reading = open_to_read(crashed / path.name)
        assert list(reading.rows()) == rows
        assert not reading.notices
        reading.close()
        refused("store.read-only", lambda: open_store(crashed / path.name))
        new = open_to_read(crashed / "none" / "new.db")
        assert not new.keys()
        new.close()
    assert contents(crashed) == before


def test_a_damaged_file_that_cannot_be_written_is_read_as_far_as_possible(path: Path) -> None:
    rows = filled(path, answers=30)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE review_log SET kind = 99 WHERE rowid = 3")
    before = contents(path.parent)
    with read_only(path.parent):
        store = open_to_read(path)
        assert [row for row in store.rows() if row in rows] == rows[:2] + rows[3:]
        [notice] = store.notices
        assert (notice.code, notice.values["path"]) == ("store.damaged-unwritable", path)
        store.close()
    assert contents(path.parent) == before


def test_garbage_in_a_read_only_folder(path: Path) -> None:
    path.write_bytes(GARBAGE)
    with read_only(path.parent):
        refused("store.read-only", lambda: open_store(path))
    assert contents(path.parent) == {path.name: GARBAGE}


# A full disk


def answered_until_full(store: SqlStore) -> list[Recorded]:
    rows: list[Recorded] = []

    def answer() -> None:
        while len(rows) < 100_000:
            rows.append(store.record(KEY, rate(minutes=len(rows))))

    refused("store.disk-full", answer)
    return rows


def test_a_full_disk(tmp_path: Path) -> None:
    with mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs", at=tmp_path):
        path = tmp_path / "progress.db"
        store = open_store(path)
        filler = tmp_path / "filler"
        filler.write_bytes(bytes(800_000))
        rows = answered_until_full(store)
        assert rows
        assert list(store.rows()) == rows
        assert store.states() == {KEY: rows[-1].after}
        refused("store.disk-full", lambda: store.undo(rows[-1], noon(0), 0))
        # Room again: the same store goes on.
        filler.unlink()
        rows.append(store.record(KEY, rate()))
        store.close()
        store = open_store(path)
        assert list(store.history(KEY)) == rows
        store.close()


def fill_up(folder: Path, free: int) -> Path:
    """Leave so many bytes free on the disk; what takes the others."""
    filler = folder / "filler"
    disk = os.statvfs(folder)
    filler.write_bytes(bytes(disk.f_bavail * disk.f_frsize - free))
    return filler


def test_no_room_for_the_backup_before_a_purge(tmp_path: Path) -> None:
    with mounted("-t", "tmpfs", "-o", "size=4m", "tmpfs", at=tmp_path):
        path = tmp_path / "progress.db"
        store = open_store(path)
        rows = [store.record(KEY, rate(minutes=number)) for number in range(20)]
        filler = fill_up(tmp_path, 40_000)
        refused("store.disk-full", lambda: store.purge([KEY]))
        assert list(store.rows()) == rows
        assert backups(path) == []
        filler.unlink()
        backup = store.purge([KEY])
        assert list(store.rows()) == []
        store.close()
        store = open_store(backup)
        assert list(store.rows()) == rows
        store.close()


def test_no_room_to_merge(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    filled(tmp_path / "there.db", answers=400)
    there = open_store(tmp_path / "there.db")
    with mounted("-t", "tmpfs", "-o", "size=2m", "tmpfs", at=disk):
        here = open_store(disk / "progress.db")
        row = here.record(KEY, rate())
        filler = fill_up(disk, 60_000)
        refused("store.disk-full", lambda: here.merge(there.rows()))
        assert list(here.rows()) == [row]
        assert here.states() == {KEY: row.after}
        filler.unlink()
        assert here.merge(there.rows()) == 400
        here.close()
    there.close()


def test_no_room_to_restore_or_to_copy(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    there, path = tmp_path / "there.db", disk / "progress.db"
    filled(there, answers=30)
    with mounted("-t", "tmpfs", "-o", "size=2m", "tmpfs", at=disk), readable_copy(there) as copy:
        [row] = filled(path)
        filler = fill_up(disk, 40_000)
        before = contents(disk)
        refused("store.disk-full", lambda: restore(path, copy))
        with pytest.raises(sqlite3.OperationalError):
            back_up(there, disk / "copy.db")
        assert contents(disk) == before
        filler.unlink()
        kept = restore(path, copy)
        assert kept is not None
        store = open_store(kept)
        assert list(store.rows()) == [row]
        store.close()


@pytest.mark.parametrize("free", [20_000, 150_000])
def test_no_room_to_migrate(tmp_path: Path, free: int) -> None:
    """Neither for the backup before, nor, in the second case, for the rewriting."""
    with mounted("-t", "tmpfs", "-o", "size=2m", "tmpfs", at=tmp_path):
        path = made_by("0003", tmp_path / "progress.db")
        filler = fill_up(tmp_path, free)
        states = stored_states(path)
        for _ in range(3):
            refused("store.disk-full", lambda: open_store(path))
        assert backups(path) == [], "not one more at each start"
        filler.unlink()
        assert (revision_of(path), stored_states(path)) == ("0003", states)
        store = open_store(path)
        assert store.states().keys() == set(map(CardKey._make, states))
        store.close()


def test_no_room_for_a_new_file(tmp_path: Path) -> None:
    with mounted("-t", "tmpfs", "-o", "size=64k", "tmpfs", at=tmp_path):
        (tmp_path / "filler").write_bytes(bytes(56_000))
        refused("store.disk-full", lambda: open_store(tmp_path / "progress.db"))
        (tmp_path / "filler").unlink()


def test_a_database_that_may_not_grow(store: SqlStore) -> None:
    raw = driver_connection(store.file.connection)
    [(pages,)] = raw.execute("PRAGMA page_count")
    raw.execute(f"PRAGMA max_page_count = {pages + 5}")
    rows = answered_until_full(store)
    assert list(store.rows()) == rows
    raw.execute("PRAGMA max_page_count = 100000")
    rows.append(store.record(KEY, rate()))
    assert list(store.history(KEY)) == rows


# A place without shared memory


@contextmanager
def no_shared_memory(path: Path) -> Iterator[None]:
    """What some network drives do: the index of the log is a file that cannot be mapped."""
    index = Path(f"{path}-shm")
    index.touch()
    with mounted("--bind", "/dev/null", at=index):
        yield
    index.unlink(missing_ok=True)


@pytest.mark.parametrize("known", [False, True])
def test_a_place_without_shared_memory_takes_the_older_journal(path: Path, *, known: bool) -> None:
    rows = filled(path) if known else []
    with no_shared_memory(path):
        for opening in range(3):
            store = open_store(path)
            assert [each.code for each in store.notices] == ["store.no-wal"][opening:]
            rows.append(store.record(KEY, rate(minutes=opening + 1)))
            raw = driver_connection(store.file.connection)
            assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
            assert raw.execute("PRAGMA synchronous").fetchone() == (2,)
            store.close()
    store = open_store(path)
    assert list(store.rows()) == rows
    assert driver_connection(store.file.connection).execute("PRAGMA journal_mode").fetchone() == (
        "wal",
    )
    store.close()


# Other programs


def test_a_file_locked_by_another_program(path: Path) -> None:
    store = open_store(path, busy_seconds=0.05)
    row = store.record(KEY, rate())
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused("store.locked", lambda: store.record(KEY, rate()))
        refused("store.locked", lambda: store.undo(row, noon(0), 0))
        assert list(store.rows()) == [row]
        other.execute("ROLLBACK")
    assert store.record(KEY, rate()).before == row.after
    store.close()


def test_opening_a_file_locked_by_another_program(path: Path) -> None:
    filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        refused("store.locked", lambda: open_store(path, busy_seconds=0.05))


# Damage


def test_a_document_given_by_mistake_is_left_alone(tmp_path: Path) -> None:
    document = tmp_path / "thesis.docx"
    document.write_bytes(GARBAGE)
    refused("store.foreign", lambda: open_store(document))
    assert document.read_bytes() == GARBAGE
    assert list(tmp_path.iterdir()) == [document]


def test_no_database_is_kept_aside(path: Path) -> None:
    path.write_bytes(GARBAGE)
    error = refused("store.corrupt", lambda: open_store(path))
    kept = error.values["kept"]
    assert isinstance(kept, Path)
    assert re.fullmatch(r"progress\.db\.corrupt-\d{8}-\d{6}", kept.name)
    assert contents(path.parent) == {kept.name: GARBAGE}
    assert filled(path), "the next start begins with a new file"


def test_an_empty_file_is_no_new_learner(path: Path) -> None:
    path.write_bytes(b"")
    refused("store.empty", lambda: open_store(path))
    assert not path.exists()
    assert filled(path), "the next start begins with a new file"


def test_a_file_copied_without_its_log_is_no_new_learner(path: Path) -> None:
    """As earlier versions left it while they were open: a header, and no table."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("VACUUM")
    copied = path.read_bytes()
    assert copied
    kept = refused("store.no-tables", lambda: open_store(path)).values["kept"]
    assert contents(path.parent) == {Path(str(kept)).name: copied}


def test_what_was_kept_aside_is_never_overwritten(path: Path) -> None:
    texts = [GARBAGE + bytes([number]) for number in range(3)]
    for text in texts:
        path.write_bytes(text)
        refused("store.corrupt", lambda: open_store(path))
    assert sorted(contents(path.parent).values()) == texts


def test_the_newest_backup_is_named(path: Path) -> None:
    assert backups(path) == []
    for name in (
        "20250102-030405",
        "20260102-030405",
        "20251231-235959",
        "20260102-030405-wal",
        "20260203-040506.ab.part",
    ):
        Path(f"{path}.backup-{name}").write_bytes(b"")
    path.write_bytes(GARBAGE)
    then = refused("store.corrupt", lambda: open_store(path)).values["then"]
    assert isinstance(then, Message)
    assert then.values["backup"] == Path(f"{path}.backup-20260102-030405")


def test_a_name_is_free_of_the_file_and_its_log(path: Path) -> None:
    first = unused_name(path, "corrupt")
    year = datetime.now(UTC).year
    assert first.name.startswith((f"progress.db.corrupt-{year}", f"progress.db.corrupt-{year - 1}"))
    Path(f"{first}-wal").write_bytes(b"")
    assert unused_name(path, "corrupt") != first
