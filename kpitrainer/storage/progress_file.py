"""The progress file among other files: what can be wrong with it, and the copies beside it."""

import errno
import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.wording import reason_of

_MAGIC = b"SQLite format 3\0"
_SUFFIX = ".db"
_SIBLINGS = ("-wal", "-shm")

_SQLITE_CODES = {
    sqlite3.SQLITE_BUSY: "store.locked",
    sqlite3.SQLITE_LOCKED: "store.locked",
    sqlite3.SQLITE_READONLY: "store.read-only",
    sqlite3.SQLITE_PERM: "store.read-only",
    sqlite3.SQLITE_FULL: "store.disk-full",
    # No room for the index of the log; only the extended code tells it from other faults.
    sqlite3.SQLITE_IOERR_SHMSIZE: "store.disk-full",
}
_ERRNO_CODES = {
    errno.EACCES: "store.read-only",
    errno.EPERM: "store.read-only",
    errno.EROFS: "store.read-only",
    errno.ENOSPC: "store.disk-full",
    errno.EDQUOT: "store.disk-full",
}


def prepare_path(path: Path) -> Path:
    """Make sure that `path` can hold the progress file, and give its real place.

    A missing file is made, empty, with its folders.

    Raises:
        KpiTrainerError: the place cannot serve, or holds what is no database (kept aside).
    """
    path = Path(os.path.realpath(path))  # a loop of links makes Path.resolve fail
    try:
        if path.is_dir():
            raise KpiTrainerError("store.is-folder", path=path)
        # Opening a pipe would wait for its other end.
        if path.exists() and not path.is_file():
            raise KpiTrainerError("store.not-a-file", path=path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("ab").close()
        # In this order: whoever is just making the file writes its start before its log.
        has_log = _size(path, "-wal") > 0
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise to_user_error(error, path) from error
    # Not left to SQLite: it would write the log of a lost database into the file.
    if start != _MAGIC and (start or has_log):
        # A mistyped --db must not carry somebody's document away.
        if path.suffix != _SUFFIX:
            raise KpiTrainerError("store.foreign", path=path)
        raise keep_aside(path)
    return path


def is_corrupt(error: Exception) -> bool:
    """Whether SQLite found the file damaged."""
    cause = _sqlite_error(error)
    damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return cause is not None and _result_code(cause) & 0xFF in damaged


def to_user_error(error: Exception, path: Path) -> Exception:
    """A fault the reader can act on, or `error` itself where it is the program's mistake."""
    if isinstance(error, OSError):
        said = _ERRNO_CODES.get(error.errno or 0, "store.cannot-open")
        return KpiTrainerError(said, path=path, reason=reason_of(error))
    cause = _sqlite_error(error)
    if cause is None:
        return error
    extended = _result_code(cause)
    primary = extended & 0xFF
    for code in (extended, primary):
        if code in _SQLITE_CODES:
            return KpiTrainerError(_SQLITE_CODES[code], path=path)
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        if not os.access(path.parent, os.W_OK):
            return KpiTrainerError("store.read-only", path=path)
        return KpiTrainerError("store.cannot-open", path=path, reason=str(cause))
    return error


def keep_aside(path: Path) -> KpiTrainerError:
    """Rename a damaged file, so that nothing writes to it; gives the error to raise."""
    kept = unused_name(path, "corrupt")
    try:
        # The log first: an empty new file would have SQLite delete it.
        for sibling in _SIBLINGS:
            with suppress(FileNotFoundError):
                Path(f"{path}{sibling}").rename(f"{kept}{sibling}")
        path.rename(kept)
    except OSError as error:
        return KpiTrainerError("store.corrupt-in-place", path=path, reason=reason_of(error))
    backup = newest_backup(path)
    if backup is None:
        return KpiTrainerError("store.corrupt", path=path, kept=kept)
    return KpiTrainerError("store.corrupt-with-backup", path=path, kept=kept, backup=backup)


def back_up(path: Path) -> Path:
    """Copy the whole file beside itself; the name appears only once the copy is complete.

    The caller holds the write lock, so that the copy is what will be changed.

    Raises:
        sqlite3.Error, OSError: as SQLite or the system reports it; nothing is left behind.
    """
    backup = unused_name(path, "backup")
    partial = Path(f"{path}.backup.part")
    partial.unlink(missing_ok=True)
    try:
        # The connection that writes cannot be copied from.
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        partial.rename(backup)
    finally:
        partial.unlink(missing_ok=True)
    return backup


def unused_name(path: Path, label: str) -> Path:
    """A name beside `path` that nothing has: `NAME.label-YYYYMMDD-HHMMSS`, local time."""
    now = datetime.now(UTC).astimezone()
    stem = f"{path}.{label}-{now:%Y%m%d-%H%M%S}"
    names = (Path(stem if count == 1 else f"{stem}-{count}") for count in range(1, 1000))
    return next(name for name in names if not _taken(name))


def newest_backup(path: Path) -> Path | None:
    """The last backup beside `path`."""
    start = f"{path.name}.backup-"
    found = (
        other
        for other in path.parent.iterdir()
        if other.name.startswith(start) and not other.name.endswith(_SIBLINGS)
    )
    return max(found, default=None)


def _taken(path: Path) -> bool:
    return any(os.path.lexists(f"{path}{sibling}") for sibling in ("", *_SIBLINGS))


def _size(path: Path, sibling: str) -> int:
    with suppress(FileNotFoundError):
        return Path(f"{path}{sibling}").stat().st_size
    return 0


def _sqlite_error(error: Exception) -> sqlite3.Error | None:
    """What SQLite reported, where `error` comes from it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return cause if isinstance(cause, sqlite3.Error) else None


def _result_code(error: sqlite3.Error) -> int:
    """SQLite's extended result code; its low byte is the primary one."""
    # Errors of the module itself, such as the use of a closed connection, have none.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
