"""The schema of a file: made whole, migrated when old, refused when newer."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

from sqlalchemy import Connection, insert, select, text, update
from sqlmodel import SQLModel

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.storage import rollup
from kpitrainer.storage.connection import connect, driver_connection
from kpitrainer.storage.edition import FIRST_EDITION
from kpitrainer.storage.mapping import OWN, Columns, summed
from kpitrainer.storage.progress_file import DamagedFileError, back_up, to_user_error
from kpitrainer.storage.tables import ALEMBIC_VERSION, CARD_STATE, LEARNER, REVIEW_LOG, TABLES

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0005"
"""The revision the tables of `tables.py` have; the head of the migrations."""

Progress: TypeAlias = Callable[[int, int], object]

MIGRATIONS = Path(__file__).parent / "migrations"


def new_file(write: Callable[[Connection], object] = lambda _: None) -> bytes:
    """A progress file with what `write` stores in it.

    Made in memory and written whole: a file without tables is never one that is just being made.
    """
    connection = connect(Path(":memory:"), 0)
    try:
        with connection.begin():
            _make_tables(connection)
            ALEMBIC_VERSION.create(connection)
            connection.execute(insert(ALEMBIC_VERSION).values(version_num=NEWEST))
            write(connection)
        return driver_connection(connection).serialize()
    finally:
        connection.close()


def _make_tables(connection: Connection) -> None:
    SQLModel.metadata.create_all(connection, TABLES, checkfirst=False)
    learner: Columns = {"id": OWN, "uuid": uuid4().bytes}
    connection.execute(insert(LEARNER).values(summed(learner)))


def make_current(
    connection: Connection,
    path: Path,
    newest: str = NEWEST,
    migrations: Path = MIGRATIONS,
    progress: Progress = lambda _done, _total: None,
) -> None:
    """Bring the schema of the file at `path` to revision `newest`, after a copy beside it.

    `progress` is told how much of how much is done.

    Raises:
        KpiTrainerError: `store.newer-version` or `store.migration-failed`; the file is as it
            was.
        DamagedFileError: a row is not as it was written.
    """
    revision = stored_revision(connection, path)
    if revision != newest:
        _migrate(connection, path, newest, migrations, progress)
    if revision in FIRST_EDITION:
        # A large file stays large otherwise; where there is no room for that, it does.
        with suppress(sqlite3.Error):
            driver_connection(connection).execute("VACUUM")


def stored_revision(connection: Connection, path: Path) -> str | None:
    """The schema's revision, or None in a file without tables.

    Raises:
        KpiTrainerError: `store.foreign`, the database is another program's.
        DamagedFileError: a table is missing.
    """
    connection.execution_options(write=False)
    with connection.begin():
        return _revision_seen(connection, path)


def _revision_seen(connection: Connection, path: Path) -> str | None:
    names = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    if not names:
        return None
    if ALEMBIC_VERSION.name in names and REVIEW_LOG.name in names:
        revision = connection.execute(select(ALEMBIC_VERSION)).scalar()
        if isinstance(revision, str):
            return revision
    # No other program has a table of that name beside one of the others.
    if CARD_STATE.name in names and {ALEMBIC_VERSION.name, REVIEW_LOG.name}.intersection(names):
        raise DamagedFileError
    raise KpiTrainerError("store.foreign", path=path)


def _migrate(
    connection: Connection, path: Path, newest: str, migrations: Path, progress: Progress
) -> None:
    backup = None
    raw = driver_connection(connection)
    # SQLite heeds this only outside a transaction; a table rebuilt with it on loses references.
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        connection.execution_options(write=True)
        with connection.begin():
            revision = _revision_seen(connection, path)
            # Another trainer may have been first.
            if revision is not None and revision != newest:
                if revision not in FIRST_EDITION:
                    _refuse_unknown(revision, _config(connection, migrations), path)
                backup = back_up(path)
                if revision in FIRST_EDITION:
                    _rewrite(connection, progress)
                    revision = NEWEST
                if revision != newest:
                    _upgrade(_config(connection, migrations))
                _check_references(connection)
                if revision != NEWEST:
                    rollup.fill(connection, progress)
    except Exception as error:
        # Whatever a migration stumbled over, its transaction was rolled back.
        fault = to_user_error(error, path)
        if backup is not None:
            if isinstance(fault, KpiTrainerError | DamagedFileError):
                backup.unlink(missing_ok=True)  # on a full disk there would be one more each time
            else:
                fault = KpiTrainerError("store.migration-failed", path=path, backup=backup)
        if fault is error:
            raise
        raise fault from error
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _refuse_unknown(revision: str, config: "Config", path: Path) -> None:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - slow, and rarely wanted
    from alembic.util import CommandError  # noqa: PLC0415 - as above

    try:
        ScriptDirectory.from_config(config).get_revision(revision)
    except CommandError as error:
        raise KpiTrainerError("store.newer-version", path=path) from error


def _check_references(connection: Connection) -> None:
    if broken := connection.execute(text("PRAGMA foreign_key_check")).all():
        raise ValueError(broken)


def _upgrade(config: "Config") -> None:
    from alembic import command  # noqa: PLC0415 - as above

    command.upgrade(config, "head")


def _rewrite(connection: Connection, progress: Progress) -> None:
    from kpitrainer.storage import first_edition  # noqa: PLC0415 - rarely wanted
    from kpitrainer.storage.stored_rows import DamagedRowError  # noqa: PLC0415 - as above

    try:
        first_edition.rewrite(connection, lambda: _make_tables(connection), progress)
    except DamagedRowError as error:
        raise DamagedFileError from error
    connection.execute(update(ALEMBIC_VERSION).values(version_num=NEWEST))


def _config(connection: Connection, migrations: Path) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    # Alembic expands % in options.
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
