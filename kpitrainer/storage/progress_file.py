"""The progress file among other files: what can be wrong with it, and the copies beside it."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from kpitrainer.atomic_write import make_folder
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.wording import reason_of

PRIVATE = 0o600
"""Rights of a file that is its user's alone."""

_MAGIC = b"SQLite format 3\0"
_LOG_BYTE, _LOGGED = 18, 2
"""Where the format tells how a file is written, and what stands there with a log beside it."""

SUFFIX = ".db"
"""The end of the name of a progress file; a file of another name may be anything."""

PARTIAL = ".part"
"""The end of the name of a copy that is being made."""

SIBLINGS = ("-wal", "-journal", "-shm")
"""What SQLite puts beside a file, by the end of its name."""

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


class DamagedFileError(Exception):
    """The file is no longer as it was written; `code` tells of it where nothing can be read."""

    def __init__(self, code: str = "store.corrupt") -> None:
        super().__init__(code)
        self.code = code


def prepare_path(path: Path) -> Path:
    """Make sure that `path` can hold the progress file, and give its real place.

    A missing file is left missing, but its folders are made.

    Raises:
        KpiTrainerError: the place cannot serve.
    """
    path = Path(os.path.realpath(path))  # a loop of links makes Path.resolve fail
    try:
        if path.is_dir():
            raise KpiTrainerError("store.is-folder", path=path)
        # Opening a pipe would wait for its other end.
        if path.exists() and not path.is_file():
            raise KpiTrainerError("store.not-a-file", path=path)
        make_folder(path.parent)
        if path.exists():
            path.open("r+b").close()
        elif size_of(path, "-wal"):
            raise keep_aside(path, "store.corrupt")
    except OSError as error:
        raise to_user_error(error, path) from error
    return path


def look_at_start(path: Path) -> bool:
    """See to it that the file at `path` begins as a database does; whether it was set to a log.

    Not left to SQLite: it would write the log of a lost database into the file.

    Raises:
        KpiTrainerError: `store.foreign`, by its name it is a document.
        DamagedFileError: it begins otherwise, or is empty.
    """
    with path.open("rb") as file:
        start = file.read(_LOG_BYTE + 1)
    if not start and not size_of(path, "-wal"):
        raise DamagedFileError("store.empty")
    if not start.startswith(_MAGIC):
        if path.suffix != SUFFIX:
            raise KpiTrainerError("store.foreign", path=path)
        raise DamagedFileError
    return start[-1] == _LOGGED


def as_damage(error: Exception) -> DamagedFileError | None:
    """What SQLite reports, as damage, where it is that."""
    if isinstance(error, DamagedFileError):
        return error
    if isinstance(error, UnicodeDecodeError):  # from what SQLite quotes of a damaged schema
        return DamagedFileError()
    cause = _sqlite_error(error)
    damaged = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    found = cause is not None and _result_code(cause) & 0xFF in damaged
    return DamagedFileError() if found else None


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


def keep_aside(path: Path, code: str) -> KpiTrainerError:
    """Rename a file of which nothing can be used, so that nothing writes to it.

    Gives the error to raise: `code`, or what made it impossible to rename.
    """
    if path.suffix != SUFFIX:  # a mistyped --db must not carry somebody's document away
        return KpiTrainerError("store.foreign", path=path)
    kept = unused_name(path, "corrupt")
    try:
        # The log first: an empty new file would have SQLite delete it.
        move_siblings(path, kept)
        with suppress(FileNotFoundError):
            path.rename(kept)
    except OSError as error:
        return KpiTrainerError("store.corrupt-in-place", path=path, reason=reason_of(error))
    then = Message("store.then-new")
    if found := backups(path):
        then = Message("store.then-backup", {"backup": found[-1], "path": path})
    return KpiTrainerError(code, path=path, kept=kept, then=then)


def move_siblings(path: Path, to: Path) -> None:
    """Put what lies beside the file, and would be read into a new one of its name, beside `to`."""
    for sibling in SIBLINGS:
        if size_of(path, sibling) and sibling != "-shm":  # the index of the log is made of it
            Path(f"{path}{sibling}").rename(f"{to}{sibling}")
        Path(f"{path}{sibling}").unlink(missing_ok=True)


def back_up(path: Path, to: Path | None = None) -> Path:
    """Copy the whole file at `path`, for its user alone; the copy’s place.

    It is `to`, which must not be there yet, else beside the file; named once it is complete. The
    file may be open and in use.

    Raises:
        FileExistsError: there is a file `to`.
        sqlite3.Error, OSError: as SQLite or the system reports it; nothing is left behind.
    """
    backup = to or unused_name(path, "backup")
    partial = backup.with_name(f"{backup.name}.{os.urandom(4).hex()}{PARTIAL}")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        # The connection that writes cannot be copied from.
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        if os.path.lexists(backup):
            raise FileExistsError(backup)
        partial.rename(backup)
    finally:
        partial.unlink(missing_ok=True)
    return backup


def exchange(path: Path, new: Path, label: str) -> Path:
    """Put the file `new` in the place of the one at `path`, which keeps all its bytes.

    Gives its other name, `NAME.label-…`; what lies beside it goes with it.

    Raises:
        OSError: the folder does not allow it.
    """
    kept = unused_name(path, label)
    try:
        os.link(path, kept)
    except OSError:  # a file system without links
        shutil.copy2(path, kept)
    # Killed here, the next start finds the former file without its log, which is kept.
    move_siblings(path, kept)
    new.replace(path)
    return kept


def file_state(path: Path) -> tuple[int, ...]:
    """What tells one state of the file and its log from another.

    Raises:
        OSError: the file is gone.
    """
    look = path.stat()
    return look.st_dev, look.st_ino, look.st_size, look.st_mtime_ns, size_of(path, "-wal")


def file_id(path: Path) -> tuple[int, int] | None:
    """What stays the same of a file whatever is written into it; None where there is none."""
    try:
        look = path.stat()
    except OSError:
        return None
    return look.st_dev, look.st_ino


def copy_to(folder: Path, path: Path, name: str | None = None) -> Path:
    """Copy the file at `path`, if there is one, with its log into `folder`; the copy's place.

    It has the same name, or that `name`.

    Raises:
        KpiTrainerError: `store.…`, it cannot be read, or not copied.
    """
    path = Path(os.path.realpath(path))
    copy = folder / (name or path.name)
    try:
        while path.exists():
            seen = file_state(path)
            for sibling in ("", "-wal"):
                with suppress(FileNotFoundError):
                    shutil.copyfile(f"{path}{sibling}", f"{copy}{sibling}")
            if file_state(path) == seen:  # nobody wrote meanwhile
                break
    except PermissionError as error:
        raise KpiTrainerError("store.unreadable", path=path) from error
    except OSError as error:
        raise to_user_error(error, path) from error
    return copy


def unused_name(path: Path, label: str) -> Path:
    """A name beside `path` that nothing has: `NAME.label-YYYYMMDD-HHMMSS`, local time."""
    now = datetime.now(UTC).astimezone()
    stem = f"{path}.{label}-{now:%Y%m%d-%H%M%S}"
    names = (Path(stem if count == 1 else f"{stem}-{count}") for count in range(1, 1000))
    return next(name for name in names if not _taken(name))


def backups(path: Path) -> list[Path]:
    """The backups beside `path`, the oldest first."""
    start = f"{path.name}.backup-"
    return sorted(
        other
        for other in path.parent.iterdir()
        if other.name.startswith(start) and not other.name.endswith((*SIBLINGS, PARTIAL))
    )


def _taken(path: Path) -> bool:
    return any(os.path.lexists(f"{path}{sibling}") for sibling in ("", *SIBLINGS))


def size_of(path: Path, sibling: str) -> int:
    """The bytes of what lies beside the file under this end of its name; 0 where nothing does."""
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
