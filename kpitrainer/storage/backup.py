"""A copy of the progress file, made before what cannot be undone."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kpitrainer.storage.file_errors import unused_name


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
