"""How far the files of a sync folder were read, and our own rows written: safe to lose."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from kpitrainer.atomic_write import make_folder

_TABLES = """
CREATE TABLE IF NOT EXISTS file (
    name TEXT PRIMARY KEY, offset INTEGER, lines INTEGER, tail BLOB, whole INTEGER
);
CREATE TABLE IF NOT EXISTS mark (number INTEGER, id BLOB);
CREATE TEMP TABLE seen (id BLOB PRIMARY KEY) WITHOUT ROWID;
"""


class FileMark(NamedTuple):
    """Up to where a file was read, a digest of what stands before it, and whether it is `whole`.

    That is one which the machine wrote that it names, not a copy of it.
    """

    offset: int = 0
    lines: int = 0
    tail: bytes = b""
    whole: int = 0


class BusyError(Exception):
    """Another program of this machine is at it."""


class SyncMemory:
    """What is noted, until `keep` only for oneself; with it ids that are met in one exchange."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def files(self) -> dict[str, FileMark]:
        """The mark of each file by its name."""
        rows = self._raw.execute("SELECT name, offset, lines, tail, whole FROM file")
        return {name: FileMark(*mark) for name, *mark in rows}

    def mark_file(self, name: str, mark: FileMark) -> None:
        """Note how far a file is read."""
        self._raw.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?)", (name, *mark))

    def written(self) -> tuple[int, bytes | None]:
        """The number and id of the row up to which all is in the folder; (0, None) for none."""
        found = self._raw.execute("SELECT number, id FROM mark").fetchone()
        return found or (0, None)

    def mark_written(self, number: int, uuid: bytes | None) -> None:
        """Note up to which row all is in the folder."""
        self._raw.execute("DELETE FROM mark")
        self._raw.execute("INSERT INTO mark VALUES (?, ?)", (number, uuid))

    def forget(self) -> None:
        """Begin anew."""
        for table in ("mark", "file", "seen"):
            self._raw.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours

    def see(self, uuid: UUID) -> None:
        """Remember an id that was met, until the end of this exchange."""
        self._raw.execute("INSERT OR IGNORE INTO seen VALUES (?)", (uuid.bytes,))

    def has_seen(self, uuid: UUID) -> bool:
        """Whether that id was met."""
        found = self._raw.execute("SELECT 1 FROM seen WHERE id = ?", (uuid.bytes,))
        return found.fetchone() is not None

    def keep(self) -> None:
        """Let what was noted hold from now on."""
        self._raw.execute("COMMIT")
        self._raw.execute("BEGIN EXCLUSIVE")


@contextmanager
def remembered(file: Path) -> Iterator[SyncMemory]:
    """What is noted in `file`, which nobody else uses meanwhile; nothing where it cannot be used.

    Raises:
        BusyError: somebody else does.
    """
    with closing(_opened(file)) as raw:
        yield SyncMemory(raw)


def _opened(file: Path) -> sqlite3.Connection:
    for _ in range(2):
        raw = None
        try:
            make_folder(file.parent)
            raw = _connected(file)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                raise BusyError from error
            with suppress(OSError):  # damaged: it tells nothing
                file.unlink()
        except OSError:
            break
        else:
            return raw
    return _connected(Path(":memory:"))


def _connected(file: Path) -> sqlite3.Connection:
    raw = sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        raw.execute("BEGIN EXCLUSIVE")
        for statement in _TABLES.split(";"):
            raw.execute(statement)
        raw.execute("SELECT count(*) FROM file").fetchone()
    except BaseException:
        raw.close()
        raise
    return raw
