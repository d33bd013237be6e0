"""One connection to the progress file, set up so that what was confirmed survives a power cut."""

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from kpitrainer.storage.row_sum import row_sum

BUSY_SECONDS = 5.0
"""How long to wait while another program writes."""

_RETRY_SECONDS = 0.02

_NO_SHARED_MEMORY = {
    sqlite3.SQLITE_IOERR_SHMOPEN,
    sqlite3.SQLITE_IOERR_SHMLOCK,
    sqlite3.SQLITE_IOERR_SHMMAP,
}

_FOLD_BACK_PAGES = 40
"""The log is folded back into the file every so many pages, which is about every fifth answer.

Somebody may copy the file while it is open, without its log.
"""


def connect(path: Path, busy_seconds: float) -> Connection:
    """A connection for any thread; the execution option `write` takes the write lock at once.

    Taking it at the first read instead would let two trainers decide on the same state.

    Raises:
        DBAPIError: as SQLite reports it.
    """
    # A creator instead of a URL: a path may hold any character.
    engine = create_engine(
        "sqlite://",
        creator=lambda: _open(path, busy_seconds),
        poolclass=NullPool,
    )
    event.listen(engine, "begin", _begin)
    return engine.connect()


def driver_connection(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection beneath, for what is said outside transactions."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError(raw)
    return raw


def use_wal(connection: Connection, busy_seconds: float) -> None:
    """Switch the file to write-ahead logging; SQLite's own busy timeout does not cover this.

    Raises:
        sqlite3.Error: as SQLite reports it.
    """
    raw = driver_connection(connection)
    give_up = time.monotonic() + busy_seconds
    while raw.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def is_without_wal(error: Exception) -> bool:
    """Whether the place has no memory that programs share, which write-ahead logging needs."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorcode", None) in _NO_SHARED_MEMORY


def leave_wal(path: Path) -> None:
    """Go back to SQLite's older journal, as safe and a little slower.

    Raises:
        sqlite3.Error: as SQLite reports it.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        # Who has the file alone needs no shared memory to leave it.
        raw.execute("PRAGMA locking_mode = EXCLUSIVE")
        raw.execute("PRAGMA journal_mode = DELETE")


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    driver_connection(connection).execute("BEGIN IMMEDIATE" if write else "BEGIN")


def _open(path: Path, busy_seconds: float) -> sqlite3.Connection:
    options: dict[str, Any] = {}
    if sys.version_info >= (3, 12):
        # The coming default would begin transactions by itself.
        options["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL
    raw: sqlite3.Connection = sqlite3.connect(
        path, timeout=busy_seconds, isolation_level=None, check_same_thread=False, **options
    )
    try:
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA foreign_keys = ON")
        raw.create_function(row_sum.__name__, -1, row_sum, deterministic=True)
        raw.execute(f"PRAGMA wal_autocheckpoint = {_FOLD_BACK_PAGES}")
    except BaseException:
        raw.close()
        raise
    return raw
