"""Of which edition of the log a file is, told without what takes time to import."""

import sqlite3
from contextlib import closing
from pathlib import Path

FIRST_EDITION = ("0001", "0002", "0003")
"""Revisions of the log's first edition, which `first_edition.py` rewrites in one step."""


def is_first_edition(path: Path) -> bool:
    """Whether the file at `path` is to be rewritten; what cannot be read is not."""
    if not path.is_file():  # a pipe would be waited for
        return False
    # Immutable: a look leaves nothing beside the file, and reads no log.
    place = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(place, uri=True)) as raw:
            found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.Error, UnicodeError):
        return False
    return found is not None and found[0] in FIRST_EDITION
