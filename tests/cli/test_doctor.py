"""`kpitrainer doctor`: what it finds, what it says to do, and what it mends."""

import json
import os
import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.storage.edition import is_first_edition
from kpitrainer.storage.progress_file import backups
from kpitrainer.storage.row_sum import row_sum
from kpitrainer.storage.sql_store import open_store
from tests.cli.conftest import Cli
from tests.program import NOW
from tests.storage.acts import act, noon, rate
from tests.storage.test_faults import contents, read_only
from tests.storage.test_versions import made_by

TODAY = 20_778  # of NOW
FEW = CardKey("essai", "revele")

Doctor = Callable[..., dict[str, Any]]


@pytest.fixture
def doctor(cli: Cli, decks: Path) -> Doctor:
    """What the doctor says as JSON, with the exit code."""

    def call(*options: str) -> dict[str, Any]:
        ran = cli("doctor", "--json", *options, "--decks", str(decks), "--lang", "en")
        assert ran.err == ""
        return {"code": ran.code, **json.loads(ran.out)}

    return call


@pytest.fixture
def progress(home: Path) -> Path:
    """The progress of a learner who answered six times, with a backup of it."""
    path = home / "progress.db"
    store = open_store(path)
    for number in range(6):
        store.record(FEW, rate(key=FEW, day=TODAY, minutes=number))
    store.end_session()
    store.close()
    return path


def spoiled(path: Path, *statements: str) -> None:
    """Change the file behind the program's back, but with checksums that are right."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.create_function(row_sum.__name__, -1, row_sum)
        for statement in statements:
            raw.execute(statement)
        columns = [row[1] for row in raw.execute("PRAGMA table_info(card_state)")][:-1]
        raw.execute(f"UPDATE card_state SET checksum = row_sum({', '.join(columns)})")  # noqa: S608 - names of ours


def codes(report: dict[str, Any]) -> Collection[tuple[str, str]]:
    return [(found["severity"], found["code"]) for found in report["findings"]]


def test_of_sound_progress_it_tells_what_is_where(
    doctor: Doctor, cli: Cli, progress: Path, decks: Path
) -> None:
    before = sorted(progress.parent.iterdir())
    report = doctor()
    assert (report["code"], report["findings"]) == (0, [])
    assert (report["path"], report["edition"], report["journal"]) == (str(progress), 2, "wal")
    assert (report["cards"], report["answers"], report["last_day"]) == (1, 6, "2026-11-21")
    assert report["backups"]["number"] == 1
    assert report["backups"]["folder"] == str(progress.parent)
    assert (report["size"], report["rights"]) == (progress.stat().st_size, "-rw-------")
    said = cli("doctor", "--decks", str(decks)).out
    assert "la progression d’une carte et 6 réponses" in said
    assert said.endswith("Ta progression est saine.\n")
    assert sorted(progress.parent.iterdir()) == before


def test_without_progress_there_is_nothing_to_look_at(cli: Cli, home: Path) -> None:
    ran = cli("doctor", "--lang", "en")
    assert (ran.code, ran.err) == (1, f"There is no progress in {home / 'progress.db'} yet.\n")
    assert not (home / "progress.db").exists()


def test_a_state_that_is_not_the_fold_is_folded_anew(doctor: Doctor, progress: Path) -> None:
    sound = open_store(progress)
    states = sound.states()
    sound.close()
    spoiled(progress, "UPDATE card_state SET due_day = due_day + 400")
    report = doctor()
    assert (report["code"], codes(report)) == (1, [("error", "doctor.stale")])
    assert "essai/revele" in report["findings"][0]["message"]
    assert doctor()["code"] == 1, "a look changes nothing"
    mended = doctor("--fix")
    assert (mended["code"], mended["findings"]) == (0, [])
    assert str(backups(progress)[-1]) in mended["mended"][0]
    store = open_store(progress)
    assert store.states() == states
    store.close()


def test_the_last_digit_of_another_machine_is_no_fault(doctor: Doctor, progress: Path) -> None:
    spoiled(progress, "UPDATE card_state SET stability = stability * (1 + 1e-12)")
    assert doctor()["findings"] == []
    spoiled(progress, "UPDATE card_state SET stability = stability * (1 + 1e-6)")
    assert codes(doctor()) == [("error", "doctor.stale")]


def test_the_state_of_a_card_without_memory_is_held_against_its_rows_too(
    doctor: Doctor, progress: Path
) -> None:
    other = CardKey("essai", "tape")
    store = open_store(progress)
    store.record(other, act(LogKind.SUSPEND, other, TODAY))
    store.close()
    assert doctor()["findings"] == []
    spoiled(progress, "UPDATE card_state SET suspended = 0")
    report = doctor()
    assert codes(report) == [("error", "doctor.stale")]
    assert "(essai/tape)" in report["findings"][0]["message"]


def test_a_damaged_row_is_told_and_mended_only_when_asked(doctor: Doctor, progress: Path) -> None:
    with closing(sqlite3.connect(progress)) as raw, raw:
        raw.execute("UPDATE review_log SET rating = 1 WHERE rowid = 3")
    damaged = progress.read_bytes()
    report = doctor()
    assert (report["code"], codes(report)) == (1, [("error", "doctor.damaged")])
    assert "at least 1 row cannot be read (review_log essai/revele)" in str(report["findings"])
    assert progress.read_bytes() == damaged
    mended = doctor("--fix")
    assert (mended["code"], mended["answers"]) == (0, 5)
    [kept] = progress.parent.glob("progress.db.corrupt-*")
    assert (str(kept) in mended["mended"][0], kept.read_bytes()) == (True, damaged)


def test_where_nothing_can_be_read_the_newest_backup_is_named(
    doctor: Doctor, progress: Path
) -> None:
    progress.write_bytes(b"no database " * 100)
    report = doctor()
    assert (report["code"], codes(report)) == (1, [("error", "doctor.unreadable-restore")])
    assert f"kpitrainer restore {backups(progress)[-1]}" in report["findings"][0]["message"]
    backups(progress)[-1].unlink()
    assert codes(doctor()) == [("error", "doctor.unreadable")]
    assert progress.exists(), "it is left where it is"


def test_a_file_copied_without_its_log_is_told(doctor: Doctor, home: Path) -> None:
    with closing(sqlite3.connect(home / "progress.db")) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("VACUUM")
    report = doctor()
    assert (report["code"], report["answers"]) == (1, None)
    assert ("error", "backup.without-log") in codes(report)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(cli: Cli, home: Path) -> None:
    os.mkfifo(home / "progress.db")
    ran = cli("doctor", "--lang", "en")
    assert (ran.code, "is no ordinary file" in ran.err) == (1, True)
    assert not is_first_edition(home / "progress.db")


def test_a_backup_that_is_none_is_told(doctor: Doctor, progress: Path) -> None:
    cut, other = (Path(f"{progress}.backup-20200101-00000{number}") for number in (1, 2))
    with closing(sqlite3.connect(cut)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("VACUUM")  # the tables stand in the log that was not copied
    other.write_bytes(backups(progress)[-1].read_bytes()[:9000])
    report = doctor()
    expected = [("error", "backup.without-log"), ("error", "doctor.copy-damaged")]
    assert (report["code"], codes(report)) == (1, expected)
    assert [str(cut) in report["findings"][0]["message"], report["answers"]] == [True, 6]


def test_what_waits_or_has_no_card_is_no_fault(
    doctor: Doctor, progress: Path, tmp_path: Path
) -> None:
    gone = CardKey("essai", "partie")
    store, there = open_store(progress), open_store(tmp_path / "there.db")
    store.record(gone, rate(key=gone, day=TODAY))
    there.merge(store.rows())
    row = there.record(FEW, rate(key=FEW, day=TODAY, minutes=9))
    store.merge([there.undo(row, noon(TODAY, 10), TODAY)])
    store.close()
    there.close()
    report = doctor()
    expected = [("warning", "doctor.waiting"), ("warning", "doctor.orphans")]
    assert (report["code"], codes(report)) == (0, expected)


def test_answers_in_the_future_are_told(doctor: Doctor, progress: Path) -> None:
    store = open_store(progress)
    store.record(FEW, rate(key=FEW, day=TODAY + 30))
    store.close()
    report = doctor()
    assert (report["code"], codes(report)) == (1, [("error", "clock.ahead")])
    assert NOW[:4] in report["findings"][0]["message"]


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise here")
def test_who_may_read_it_is_told(doctor: Doctor, progress: Path) -> None:
    progress.chmod(0o644)
    report = doctor()
    assert (report["code"], codes(report)) == (0, [("warning", "doctor.rights")])


def test_a_file_of_the_first_edition_is_looked_at_but_not_rewritten(
    doctor: Doctor, home: Path
) -> None:
    path = made_by("0003", home / "progress.db")
    path.chmod(0o600)
    before = path.read_bytes()
    report = doctor()
    assert (report["code"], report["edition"], report["cards"]) == (0, 1, 5)
    assert ("warning", "doctor.first-edition") in codes(report)
    assert path.read_bytes() == before


def test_what_cannot_be_written_is_looked_at(doctor: Doctor, cli: Cli, progress: Path) -> None:
    disk = progress.parent / "disk"
    disk.mkdir()
    moved = progress.rename(disk / "progress.db")
    before = contents(disk)
    with read_only(disk):
        report = doctor("--db", str(moved))
        assert report["answers"] == 6
        assert codes(report) == [("error", "store.read-only")]
        ran = cli("doctor", "--fix", "--db", str(moved), "--lang", "en")
        assert (ran.code, "No permission to write here" in ran.err) == (1, True)
    assert contents(disk) == before


def test_too_little_room_is_told(
    doctor: Doctor, progress: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 9_000_000

    monkeypatch.setattr("shutil.disk_usage", lambda _: Usage)
    report = doctor()
    assert (report["code"], codes(report)) == (1, [("error", "doctor.no-room")])
    assert "Only 9 MB are free" in report["findings"][0]["message"].replace("\u00a0", " ")
    assert progress.exists()
