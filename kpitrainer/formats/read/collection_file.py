"""Anki's collection, a SQLite file from anywhere: opened so that nothing in it is carried out."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from kpitrainer.formats.limits import ForeignFileError

_LONGEST_VALUE = 20_000_000
"""Bytes of one value."""

_LONGEST_SCHEMA = 10_000
"""Tables, indexes and the like; Anki has some thirty."""

_SAFE = ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0")
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_DAMAGED = (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeError)
"""What sqlite3 raises; also where it names a table in its own error, by bytes that are no text."""


class CollectionFile:
    """The plain tables of the file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._tables = self._plain_tables()
        connection.set_authorizer(self._may)

    def has(self, table: str) -> bool:
        """Whether it has this table."""
        return table in self._tables

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
        """These columns of all rows of a table, whatever is in them: bytes that are no text, too.

        Raises:
            ForeignFileError: there is no such table, or it is damaged.
        """
        if not self.has(table):
            raise ForeignFileError("import.no-collection")
        wanted = ", ".join(f'"{column}"' for column in columns)
        try:
            # Columns by name alone: in quotes an unknown one would be a text to SQLite.
            if not set(columns) <= self._tables[table]:
                raise ForeignFileError("import.no-collection")
            # An index of theirs could be of any expression.
            statement = f"SELECT {wanted} FROM {table} NOT INDEXED"  # noqa: S608 - names of ours
            for row in self._connection.execute(statement):  # noqa: UP028 - which would close it late
                yield row
        except _DAMAGED as error:
            raise ForeignFileError("import.damaged-collection") from error

    def _plain_tables(self) -> dict[str, frozenset[str]]:
        """The columns of each table that is none of a module's, and computes nothing."""
        statement = "SELECT type, name, sql FROM sqlite_master LIMIT ?"
        found: dict[str, frozenset[str]] = {}
        try:
            for kind, name, sql in self._connection.execute(
                statement, (_LONGEST_SCHEMA,)
            ).fetchall():
                plain = isinstance(sql, str) and sql.lstrip()[:20].upper().startswith(
                    "CREATE TABLE"
                )
                if kind != "table" or not plain or name not in _TABLES:
                    continue
                columns = self._connection.execute(f"PRAGMA table_xinfo({name})").fetchall()
                if not any(hidden for *_, hidden in columns):
                    found[name] = frozenset(column[1] for column in columns)
        except _DAMAGED as error:
            raise ForeignFileError("import.damaged-collection") from error
        return found

    def _may(self, action: int, table: str | None, *_others: object) -> int:
        """Whether a statement may do something: read plain tables, and nothing else."""
        if action not in _ALLOWED or (action == sqlite3.SQLITE_READ and table not in self._tables):
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK


_TABLES = frozenset(
    {"col", "notes", "cards", "revlog", "notetypes", "fields", "templates", "decks"}
)


@contextmanager
def open_collection(path: Path) -> Iterator[CollectionFile]:
    """The collection `path`, which nothing changes.

    Raises:
        ForeignFileError: it is none, or damaged.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
    except _DAMAGED as error:
        raise ForeignFileError("import.damaged-collection") from error
    with closing(connection):
        connection.text_factory = _text
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        with suppress(AttributeError):  # before Python 3.12
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)  # type: ignore[attr-defined,unused-ignore]
        for setting in _SAFE:
            connection.execute(f"PRAGMA {setting}")
        yield CollectionFile(connection)


def _text(data: bytes) -> str:
    return data.decode(errors="replace")


def text(value: object) -> str:
    """A value as a text."""
    if isinstance(value, bytes):
        return _text(value)
    return "" if value is None else str(value)


def number(value: object) -> int:
    """A value as a whole number; 0 for none."""
    if isinstance(value, int):
        return value
    try:
        return int(value) if isinstance(value, float | str) else 0
    except (ValueError, OverflowError):
        return 0
