"""Files of rows of the log: written as a stream, and read line by line, never whole."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kpitrainer import atomic_write
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.regular_file import open_regular
from kpitrainer.storage.json_values import BadLineError
from kpitrainer.storage.log_format import (
    FORMAT,
    LONGEST_LINE,
    header_line,
    read_header,
    read_row,
    row_line,
)
from kpitrainer.storage.progress_file import to_user_error
from kpitrainer.wording import reason_of

Told = Callable[[int], object]
"""Is told how many bytes, or rows, are done."""

_SQLITE = b"SQLite format 3\0"
_TELL_EACH = 2000
_OF_WHOLE_FILES = ("log.foreign", "log.other-edition", "log.is-progress")


class LogReader:
    """The rows of an open file, from where it stands on.

    `offset` bytes and `lines` were read; `machine` is the one the file's header names, once that
    was read.
    """

    def __init__(self, path: Path, file: BinaryIO, offset: int = 0, lines: int = 0) -> None:
        self.path = path
        self.offset, self.lines, self.machine = offset, lines, ""
        self._file = file

    def rows(self, told: Told = lambda _: None, *, growing: bool = False) -> Iterator[LogRow]:
        """The rows that follow. While a file is `growing`, its last line waits until it has ended.

        Raises:
            KpiTrainerError: `log.…`, a line is no row; which one and why.
        """
        for read in self._each(told, growing=growing):
            if isinstance(read, BadLineError):
                raise self._fault(self.lines, read, 1) from read
            if read is not None:
                yield read

    def check(self, told: Told = lambda _: None) -> None:
        """Read to the end, so that all that is wrong is known before anything is done.

        Raises:
            KpiTrainerError: `log.…`, the first line that is no row, and how many there are.
        """
        first: tuple[int, BadLineError] | None = None
        count = 0
        for read in self._each(told):
            if isinstance(read, BadLineError):
                first = first or (self.lines, read)
                count += 1
        if first is not None:
            raise self._fault(*first, count) from first[1]

    def _fault(self, line: int, bad: BadLineError, count: int) -> KpiTrainerError:
        if bad.reason.code in _OF_WHOLE_FILES:
            return KpiTrainerError(bad.reason.code, path=self.path)
        place = {"path": self.path, "line": line, "why": bad.reason, "count": count}
        return KpiTrainerError("log.bad-lines", **place)

    def _each(self, told: Told, *, growing: bool = False) -> Iterator[LogRow | BadLineError | None]:
        """A row, or what is wrong, for each line but empty ones."""
        while line := self._file.readline(LONGEST_LINE):
            ended = line.endswith(b"\n")
            long = not ended and len(line) == LONGEST_LINE
            if not ended and not long and growing:
                return
            read: LogRow | BadLineError | None
            if long:
                self.offset += self._skip()
                read = BadLineError("log.too-long", most=LONGEST_LINE // 1_000_000)
            else:
                try:
                    read = self._read(line)
                except BadLineError as bad:
                    read = bad if ended or not self.lines else BadLineError("log.cut-off")
            self.offset += len(line)
            self.lines += 1
            if self.lines % _TELL_EACH == 0:
                told(self.offset)
            yield read
            if self.lines == 1 and isinstance(read, BadLineError):
                return  # another file altogether
        if not (self.offset or growing):
            yield BadLineError("log.foreign")

    def _read(self, line: bytes) -> LogRow | None:
        if self.lines:
            return read_row(line) if line.strip() else None
        if line.startswith(_SQLITE):
            raise BadLineError("log.is-progress")
        self.machine = read_header(line)
        return None

    def _skip(self) -> int:
        size = 0
        while more := self._file.readline(LONGEST_LINE):
            size += len(more)
            if more.endswith(b"\n"):
                break
        return size


@contextmanager
def opened(path: Path) -> Iterator[LogReader]:
    """A reader of the file at `path`.

    Raises:
        KpiTrainerError: `log.no-file`, or it cannot be read.
    """
    try:
        file = open_regular(path)
    except FileNotFoundError as error:
        raise KpiTrainerError("log.no-file", path=path) from error
    except OSError as error:
        raise unread(path, error) from error
    with file:
        try:
            yield LogReader(path, file)
        except OSError as error:  # of the file: what the store raises is worded already
            raise unread(path, error) from error


def placed(fault: KpiTrainerError, paths: Iterable[Path]) -> KpiTrainerError:
    """A fault of a row, with the file and the line that the row stands in."""
    if fault.code != "log.contradicts":
        return fault
    wanted = f'"id":"{fault.values["id"]}"'.encode()
    for path in paths:
        with suppress(OSError), open_regular(path) as file:
            for number, line in enumerate(file, 1):
                if wanted in line:
                    return KpiTrainerError(
                        "log.contradicts-at", **fault.values, path=path, line=number
                    )
    return fault


def unread(path: Path, error: OSError) -> KpiTrainerError:
    """That a file of rows cannot be read."""
    return KpiTrainerError("log.unread", path=path, reason=reason_of(error))


def lines_of(rows: Iterable[LogRow], told: Told = lambda _: None) -> Iterator[bytes]:
    """A file's lines, header first."""
    yield header_line()
    for number, row in enumerate(rows, 1):
        yield row_line(row)
        if number % _TELL_EACH == 0:
            told(number)


def write_log(path: Path, rows: Iterable[LogRow], told: Told = lambda _: None) -> None:
    """Write a file with these rows at `path`, whole or not at all; an earlier one gives way.

    Raises:
        KpiTrainerError: `log.exists`, there is another kind of file; or it cannot be written.
    """
    try:
        if path.exists() and not _is_log(path):
            raise KpiTrainerError("log.exists", path=path)
        atomic_write.write(path, lines_of(rows, told))
    except OSError as error:
        raise to_user_error(error, path) from error


def _is_log(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        start = file.read(200)
    return not start or f'"{FORMAT}"'.encode() in start
