"""Several machines, one folder, no server: each writes its own file there, and reads the others'.

The files are append-only logs, as docs/log-format.md describes them. Whatever becomes of them, of a
file that is not as it was left is read anew, and what is missing in the folder is written again.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from threading import Event
from typing import BinaryIO, NamedTuple, cast

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.domain.verdict import Message
from kpitrainer.regular_file import open_regular
from kpitrainer.storage.log_file import LogReader, placed, unread
from kpitrainer.storage.log_format import header_line, row_line
from kpitrainer.storage.log_transfer import id_of, latest, merge_numbered, numbered
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.storage.sync_memory import BusyError, FileMark, SyncMemory, remembered
from kpitrainer.study.exchange import StoppedError, Synced
from kpitrainer.wording import reason_of

SUFFIX = ".jsonl"

_TAIL = 1024
_IN_MEMORY = 4_000_000


class SyncPlace(NamedTuple):
    """The folder, the name of this machine's file in it, and a folder for notes, safe to lose."""

    folder: Path
    machine: str
    notes: Path


def synchronise(
    store: SqlStore,
    place: SyncPlace,
    stop: Event,
    told: Callable[[int], object] = lambda _: None,
) -> Synced:
    """Take in what the other machines did, and write for them what was done here.

    `told` is told how many per cent are read. What is wrong with the folder is told in the result.

    Raises:
        KpiTrainerError: `store.…`, the progress cannot be read or written.
        StoppedError: `stop` was set.
    """
    folder = place.folder
    done = Synced(folder / f"{place.machine}{SUFFIX}")
    try:
        if not folder.is_dir():
            done.notices.append(Message("sync.no-folder", {"folder": folder}))
            return done
        files = sorted(
            path for path in folder.iterdir() if path.suffix == SUFFIX and path.name[0] != "."
        )
        with remembered(place.notes / f"sync-{_digest(place)}.db") as memory:
            _Exchange(store, memory, done, stop).run(files, told)
    except BusyError:
        pass  # another program of this machine does it
    except OSError as error:
        values = {"folder": folder, "reason": reason_of(error)}
        done.notices.append(Message("sync.out-of-reach", values))
    return done


class _Exchange:
    def __init__(self, store: SqlStore, memory: SyncMemory, done: Synced, stop: Event) -> None:
        self._store, self._memory, self._done, self._stop = store, memory, done, stop
        self._theirs: list[range] = []
        """Numbers of rows that came from whole files now."""

    def run(self, files: list[Path], told: Callable[[int], object]) -> None:
        memory = self._memory
        anew = not self._is_as_it_was(files)
        if anew:
            memory.forget()
        known = memory.files()
        broken = False
        for place, path in enumerate(files):
            told(100 * place // len(files))
            if path == self._done.file and not anew:
                continue
            try:
                self._take_in(path, known.get(path.name, FileMark()), anew=anew)
            except KpiTrainerError as fault:
                if not fault.code.startswith("log."):
                    raise
                if path == self._done.file:
                    broken = True
                else:
                    wrong = placed(fault, [path])
                    self._done.notices.append(Message(wrong.code, wrong.values))
        if broken:
            # All of it is here: it is kept aside, and written anew.
            self._done.file.replace(f"{self._done.file}.broken")
            memory.forget()
            self.run([path for path in files if path != self._done.file], told)
            return
        top, uuid = latest(self._store)
        try:
            self._write(top)
        except OSError as error:
            values = {"path": self._done.file, "reason": reason_of(error)}
            self._done.notices.append(Message("sync.unwritten", values))
            return
        memory.mark_written(top, uuid)
        memory.keep()

    def _is_as_it_was(self, files: list[Path]) -> bool:
        """Whether what is remembered of the folder and of our own log is so still."""
        number, uuid = self._memory.written()
        if uuid is None or id_of(self._store, number) != uuid:
            return False
        known = self._memory.files()
        names = {path.name: path for path in files}
        if self._done.file.name not in known or not known.keys() <= names.keys():
            return False
        for name, mark in known.items():
            size = names[name].stat().st_size
            if size < mark.offset or (names[name] == self._done.file and size != mark.offset):
                return False
            if _tail(names[name], mark.offset) != mark.tail:
                return False
        return True

    def _take_in(self, path: Path, mark: FileMark, *, anew: bool) -> None:
        """Take the new rows of a file in, all of them or none."""
        try:
            with open_regular(path) as file, SpooledTemporaryFile(_IN_MEMORY) as copy:
                if os.fstat(file.fileno()).st_size == mark.offset:
                    return
                file.seek(mark.offset)
                # The log is not to be locked while a slow drive is read.
                shutil.copyfileobj(file, copy)
                copy.seek(0)
                reader = LogReader(path, cast("BinaryIO", copy), mark.offset, mark.lines)
                rows = reader.rows(growing=True)
                first = list(islice(rows, 1))  # the header is read with it
                whole = bool(mark.whole) or reader.machine + SUFFIX == path.name
                each = self._watched(chain(first, rows), seen=anew and whole)
                numbers = merge_numbered(self._store, each)
                self._done.came += len(numbers)
                if whole:
                    self._theirs.append(numbers)
                end = reader.offset
                mark = FileMark(end, reader.lines, _tail(path, end), whole)
        except OSError as error:
            raise unread(path, error) from error
        self._memory.mark_file(path.name, mark)

    def _watched(self, rows: Iterable[LogRow], *, seen: bool) -> Iterator[LogRow]:
        for row in rows:
            if self._stop.is_set():
                raise StoppedError("sync.stopped")
            if seen:
                self._memory.see(row.id)
            yield row

    def _write(self, top: int) -> None:
        """Append what is not in the folder yet, up to the row numbered `top`."""
        own, memory = self._done.file, self._memory
        start, _ = memory.written()
        rows = self._missing(start, top)
        first = next(rows, None)
        if first is None and own.exists():
            if own.name not in memory.files():
                self._mark_own()
            return
        with own.open("ab") as file:
            before = _end_of_lines(own)
            file.truncate(before)
            try:
                if not before:
                    file.write(header_line(own.name.removesuffix(SUFFIX)))
                if first is not None:
                    file.write(row_line(first))
                    self._done.went = 1
                for row in rows:
                    file.write(row_line(row))
                    self._done.went += 1
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                self._done.went = 0
                file.truncate(before)
                raise
        self._mark_own()

    def _missing(self, start: int, top: int) -> Iterator[LogRow]:
        for number, row in numbered(self._store, start, top):
            if self._stop.is_set():
                raise StoppedError("sync.stopped")
            if not any(number in numbers for numbers in self._theirs) and not self._memory.has_seen(
                row.id
            ):
                yield row

    def _mark_own(self) -> None:
        own = self._done.file
        size = own.stat().st_size
        self._memory.mark_file(own.name, FileMark(size, 1, _tail(own, size), whole=1))


def _digest(place: SyncPlace) -> str:
    told = f"{place.machine}\n{place.folder}".encode("utf-8", "surrogateescape")
    return sha256(told).hexdigest()[:16]


def _tail(path: Path, end: int) -> bytes:
    """A digest of what stands before `end`."""
    with open_regular(path) as file:
        file.seek(max(0, end - _TAIL))
        return sha256(file.read(min(end, _TAIL))).digest()


def _end_of_lines(path: Path) -> int:
    """Where the last whole line ends: what is after it was cut off as it was written."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        while end:
            start = max(0, end - _TAIL)
            file.seek(start)
            part = file.read(end - start)
            if (place := part.rfind(b"\n")) >= 0:
                return start + place + 1
            end = start
    return 0
