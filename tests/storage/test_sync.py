"""Several machines that share a folder, whatever becomes of the files in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import BinaryIO

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.domain.verdict import Rating
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.storage.log_format import header_line, row_line
from kpitrainer.storage.log_transfer import recorded
from kpitrainer.storage.machine import machine_name
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.storage.sync_folder import SyncPlace, synchronise
from kpitrainer.storage.sync_memory import remembered
from kpitrainer.study.exchange import StoppedError, Synced
from kpitrainer.wording import render
from tests.storage.acts import DAY, KEY, noon, rate
from tests.storage.test_faults import read_only


@dataclass
class Machine:
    """A computer with progress of its own, and its view of the folder."""

    store: SqlStore
    place: SyncPlace

    def answer(self, card: str = "card", minutes: int = 0) -> LogRow:
        key = CardKey("deck", card)
        return self.store.record(key, rate(Rating.GOOD, key, minutes=minutes))

    def sync(self) -> Synced:
        done = synchronise(self.store, self.place, Event())
        for language in LANGUAGES:
            for notice in done.notices:
                assert render(Translator(language), notice)
        return done

    def exchanged(self) -> tuple[int, int]:
        """How many rows came and went, without a fault."""
        done = self.sync()
        assert not done.notices
        return done.came, done.went

    @property
    def rows(self) -> list[LogRow]:
        return list(recorded(self.store))

    @property
    def file(self) -> Path:
        return self.place.folder / f"{self.place.machine}.jsonl"


Make = Callable[[str], Machine]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    made: list[Machine] = []

    def machine(name: str) -> Machine:
        folder = tmp_path / "shared"
        folder.mkdir(exist_ok=True)
        store = open_store(tmp_path / name / "progress.db")
        made.append(Machine(store, SyncPlace(folder, name, tmp_path / name / "cache")))
        return made[-1]

    yield machine
    for each in made:
        each.store.close()


@pytest.fixture
def here(make: Make) -> Machine:
    return make("here")


@pytest.fixture
def there(make: Make) -> Machine:
    return make("there")


def test_each_gets_what_the_other_did(here: Machine, there: Machine) -> None:
    here.answer()
    assert here.exchanged() == (0, 1)
    there.answer(minutes=1)
    assert there.exchanged() == (1, 1)
    assert here.exchanged() == (1, 0)
    assert here.rows == there.rows
    assert here.store.states() == there.store.states()
    assert here.exchanged() == there.exchanged() == (0, 0)
    names = sorted(path.name for path in here.place.folder.iterdir())
    assert names == ["here.jsonl", "there.jsonl"]
    assert here.file.read_bytes() == header_line("here") + row_line(here.rows[0])


def test_a_third_gets_all_and_repeats_nothing(make: Make, here: Machine, there: Machine) -> None:
    here.answer()
    here.sync()
    there.sync()
    there.answer("other")
    there.sync()
    third = make("third")
    assert third.exchanged() == (2, 0)
    assert third.file.read_bytes() == header_line("third")


def test_only_what_is_new_is_read(
    here: Machine, there: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes in range(9):
        here.answer(minutes=minutes)
    here.sync()
    there.sync()
    here.answer(minutes=9)
    here.sync()
    read: list[int] = []
    copy = shutil.copyfileobj

    def counted(source: BinaryIO, to: BinaryIO) -> None:
        copy(source, to)
        read.append(to.tell())

    monkeypatch.setattr(shutil, "copyfileobj", counted)
    assert there.exchanged() == (1, 0)
    assert read == [len(row_line(here.rows[-1]))]
    assert there.exchanged() == (0, 0)
    assert len(read) == 1


def test_what_is_remembered_may_be_lost(here: Machine, there: Machine) -> None:
    for each in (here, there):
        each.answer(each.place.machine)
        each.sync()
    here.sync()
    before = {path: path.read_bytes() for path in here.place.folder.iterdir()}
    for each in (here, there):
        shutil.rmtree(each.place.notes)
        assert each.exchanged() == (0, 0)
    assert {path: path.read_bytes() for path in here.place.folder.iterdir()} == before
    [notes] = here.place.notes.glob("sync-*.db")
    notes.write_bytes(b"no database" * 999)
    assert here.exchanged() == (0, 0)
    shutil.rmtree(here.place.notes)
    here.place.notes.write_text("a file where a folder should be", "utf-8")
    assert here.exchanged() == (0, 0)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def scribbled(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"rating":3', b'"rating":9'))


def zeroed(file: Path) -> None:
    file.write_bytes(file.read_bytes() + bytes(300) + b"\n")


def older(file: Path) -> None:
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:2]))


def foreign_rows(file: Path) -> None:
    file.write_bytes(file.read_bytes() + file.read_bytes().partition(b"\n")[2])


@pytest.mark.parametrize(
    "change", [Path.unlink, cut, empty, scribbled, zeroed, older, foreign_rows]
)
def test_what_is_missing_in_ones_own_file_is_written_again(
    make: Make, here: Machine, change: Callable[[Path], None]
) -> None:
    for minutes in range(3):
        here.answer(minutes=minutes)
    here.sync()
    change(here.file)
    here.sync()
    late = make("late")
    assert late.exchanged() == (3, 0)
    assert late.rows == here.rows
    here.answer(minutes=9)
    assert here.exchanged() == (0, 1)
    assert late.exchanged() == (1, 0)


def test_the_end_of_a_file_waits_while_it_is_written(here: Machine, there: Machine) -> None:
    for minutes in range(2):
        here.answer(minutes=minutes)
    here.sync()
    whole = here.file.read_bytes()
    for end in (5, len(whole) - 300, len(whole) - 1):
        here.file.write_bytes(whole[:end])
        there.exchanged()
    here.file.write_bytes(whole)
    there.exchanged()
    assert there.rows == here.rows


def test_conflict_copies_are_read_and_kept_in_ones_own(here: Machine, there: Machine) -> None:
    here.answer()
    here.sync()
    copy = here.place.folder / "here (conflicted copy 2026-11-28).jsonl"
    extra = LogRow(here.answer("other").id, here.rows[-1].entry)
    copy.write_bytes(here.file.read_bytes() + row_line(extra))
    assert there.exchanged() == (2, 1), "the copy may be tidied away"
    copy.unlink()
    here.file.unlink()
    assert here.exchanged() == (0, 1), "the other row is in the other’s file"


def test_a_file_with_a_bad_line_is_told_and_the_others_are_read(
    make: Make, here: Machine, there: Machine
) -> None:
    here.answer()
    here.sync()
    there.answer("other")
    there.sync()
    sound = here.file.read_bytes()
    here.file.write_bytes(sound + b"garbage\n")
    third = make("third")
    done = third.sync()
    assert [notice.code for notice in done.notices] == ["log.bad-lines"]
    assert done.notices[0].values["line"] == 3
    assert done.came == 1
    here.file.write_bytes(sound)
    assert third.exchanged() == (1, 0)


def test_a_folder_that_is_gone_is_told_and_nothing_is_lost(here: Machine) -> None:
    here.answer()
    away = here.place.folder.rename(here.place.folder.with_name("away"))
    assert [notice.code for notice in here.sync().notices] == ["sync.no-folder"]
    here.place.folder.write_text("a file", "utf-8")
    assert [notice.code for notice in here.sync().notices] == ["sync.no-folder"]
    here.place.folder.unlink()
    away.rename(here.place.folder)
    assert here.exchanged() == (0, 1)


def test_a_folder_that_cannot_be_written_is_told_and_read(here: Machine, there: Machine) -> None:
    there.answer()
    there.sync()
    here.answer("other")
    with read_only(here.place.folder):
        done = here.sync()
    assert [notice.code for notice in done.notices] == ["sync.unwritten"]
    assert done.came == 1
    assert here.exchanged() == (0, 1)


def test_a_disk_that_is_full_leaves_no_half_line(
    here: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    here.answer()
    here.sync()
    before = here.file.read_bytes()
    here.answer("other")

    def full(_number: int) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        assert [notice.code for notice in here.sync().notices] == ["sync.unwritten"]
    assert here.file.read_bytes() == before
    assert here.exchanged() == (0, 1)


def test_who_is_stopped_goes_on_the_next_time(here: Machine, there: Machine) -> None:
    here.answer()
    here.sync()
    stop = Event()
    stop.set()
    with pytest.raises(StoppedError):
        synchronise(there.store, there.place, stop)
    assert there.rows == []
    assert there.exchanged() == (1, 0)


def test_of_two_programs_one_does_it(here: Machine) -> None:
    here.answer()
    here.sync()
    here.answer("other")
    [notes] = here.place.notes.glob("sync-*.db")
    with remembered(notes):
        assert here.exchanged() == (0, 0)
    assert here.exchanged() == (0, 1)


def test_a_copied_home_does_no_harm(tmp_path: Path, here: Machine) -> None:
    """Two machines that are one to themselves: the worst that a copy can do."""
    here.answer()
    here.sync()
    here.store.file.fold_back()
    (tmp_path / "twin").mkdir()
    shutil.copy(tmp_path / "here" / "progress.db", tmp_path / "twin" / "progress.db")
    shutil.copytree(here.place.notes, tmp_path / "twin" / "cache")
    twin = Machine(
        open_store(tmp_path / "twin" / "progress.db"),
        here.place._replace(notes=tmp_path / "twin" / "cache"),
    )
    here.answer("mine", 1)
    twin.answer("theirs", 2)
    for each in (here, twin, here, twin):
        assert not each.sync().notices
    assert here.rows == twin.rows
    assert len(here.rows) == 3
    twin.store.close()


def test_progress_that_was_put_back_gets_all_again(
    make: Make, tmp_path: Path, here: Machine
) -> None:
    here.answer()
    here.sync()
    here.store.file.fold_back()
    shutil.copy(tmp_path / "here" / "progress.db", tmp_path / "copy.db")
    here.answer("other")
    here.sync()
    back = Machine(open_store(tmp_path / "copy.db"), here.place)
    assert back.exchanged() == (1, 0)
    back.answer("third")
    assert back.exchanged() == (0, 1)
    assert make("late").exchanged() == (3, 0)
    back.store.close()


def test_an_undo_travels(here: Machine, there: Machine) -> None:
    row = here.answer()
    here.sync()
    there.sync()
    here.store.undo(row, noon(DAY, 5), DAY)
    here.sync()
    there.sync()
    assert there.store.states()[KEY] == here.store.states()[KEY]
    assert there.store.states()[KEY].memory is None


# Names of machines


def test_a_machine_keeps_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes, database = tmp_path / "notes", tmp_path / "progress.db"
    name = machine_name(notes, database)
    assert machine_name(notes, database) == name
    assert machine_name(notes, tmp_path / "other.db") != name
    copied = shutil.copytree(notes, tmp_path / "copied")
    monkeypatch.setattr("kpitrainer.storage.machine._machine_id", lambda: "another")
    assert machine_name(copied, database) != name, "a copied note counts for nothing"


def test_where_nothing_can_be_noted_a_name_is_found(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.write_text("a file", "utf-8")
    name = machine_name(notes, tmp_path / "progress.db")
    assert name == machine_name(notes, tmp_path / "progress.db")
    assert name != machine_name(notes, tmp_path / "other.db")
