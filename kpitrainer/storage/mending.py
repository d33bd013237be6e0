"""A damaged progress file gives way to a new one with all of it that can be read."""

import os
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
    exchange,
    file_state,
    keep_aside,
    to_user_error,
)
from kpitrainer.storage.salvage import Salvaged, salvage

_ROWS = 3
_CARDS = 20
"""So many are named."""


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
        with atomic_write.draft(path, data, mode=PRIVATE) as draft:
            kept = exchange(path, draft, "corrupt")
    except OSError as error:
        raise to_user_error(error, path) from error
    return _told(path, kept, salvaged)


def _told(path: Path, kept: Path, salvaged: Salvaged) -> list[Message]:
    """What to say of what was read of the file at `path`, which is `kept`."""
    lost = len(salvaged.lost)
    values = {"path": path, "kept": kept, "count": lost, "rows": _named(salvaged.lost, _ROWS)}
    whole = "store.mended-whole" if salvaged.sure else "store.mended-gap"
    told = [Message("store.mended" if lost else whole, values)]
    if outdated := salvaged.outdated:
        cards = _named(list(map(str, outdated)), _CARDS)
        code = "store.outdated" if salvaged.sure else "store.outdated-perhaps"
        told.append(Message(code, {"count": len(outdated), "cards": cards}))
    return told


def _named(names: list[str], most: int) -> str:
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")
