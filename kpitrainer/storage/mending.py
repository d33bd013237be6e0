"""A damaged progress file gives way to a new one with all of it that can be read."""

import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from kpitrainer import atomic_write
from kpitrainer.domain.verdict import Message
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.migrate import new_file
from kpitrainer.storage.progress_file import (
    PRIVATE,
    DamagedFileError,
    file_state,
    keep_aside,
    move_siblings,
    to_user_error,
    unused_name,
)
from kpitrainer.storage.salvage import salvage

_NAMED = 3


def mend(path: Path, damage: DamagedFileError, connection: Connection | None) -> list[Message]:
    """Keep the damaged file at `path` aside and put a sound one in its place; what to tell of it.

    `connection` is one to that file, where SQLite can open it: as long as it is open, SQLite does
    not write the log into the damaged file. Nothing is done where the file changed meanwhile:
    another program may have mended it.

    Raises:
        KpiTrainerError: `store.…`, nothing can be read (kept aside), or nothing can be written.
    """
    if connection is not None and os.name == "nt":  # where no open file is renamed
        connection.close()
        connection = None
    try:
        seen = file_state(path)
        log = Path(f"{path}-wal")
        salvaged = salvage(path.read_bytes(), log.read_bytes() if log.exists() else b"")
        if not salvaged.states:
            raise keep_aside(path, damage.code)
        data = new_file(salvaged.write)
        if connection is not None:
            with suppress(sqlite3.Error):  # where the damage allows it, nobody else writes now
                driver_connection(connection).execute("BEGIN IMMEDIATE")
        if file_state(path) != seen:
            return []
        kept = _exchange(path, data)
    except OSError as error:
        raise to_user_error(error, path) from error
    lost = salvaged.lost
    named = ", ".join(lost[:_NAMED]) + (", …" if len(lost) > _NAMED else "")
    values = {"path": path, "kept": kept, "count": len(lost), "rows": named}
    return [Message("store.mended" if lost else "store.mended-whole", values)]


def _exchange(path: Path, data: bytes) -> Path:
    """Put a file of `data` in the place of the one at `path`, which is kept under another name."""
    kept = unused_name(path, "corrupt")
    with atomic_write.draft(path, data, mode=PRIVATE) as draft:
        try:
            os.link(path, kept)
        except OSError:  # a file system without links
            shutil.copy2(path, kept)
        # Killed here, the next start finds the damaged file without its log, which is kept.
        move_siblings(path, kept)
        draft.replace(path)
    return kept
