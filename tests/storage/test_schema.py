import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.storage.connection import connect, driver_connection
from kpitrainer.storage.migrate import MIGRATIONS, NEWEST, make_current
from kpitrainer.storage.sql_store import open_store
from tests.storage.acts import KEY, rate

ADDS_A_COLUMN = """
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{newest}"


def upgrade() -> None:
    op.add_column("card_state", sa.Column("note", sa.String()))
    {more}
"""


@contextmanager
def connection_to(path: Path) -> Iterator[Connection]:
    connection = connect(path, busy_seconds=1)
    yield connection
    connection.close()


def schema_of(path: Path) -> dict[str, str]:
    """Every table and index with the statement that made it, layout aside."""
    with closing(sqlite3.connect(path)) as raw:
        made = raw.execute("SELECT name, sql FROM sqlite_master")
        return {
            name: re.sub(r"\s+", " ", statement or "").replace(" )", ")")
            for name, statement in made
        }


def revision_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as raw:
        return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def stamp(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def backups_of(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.backup-*"))


def with_later_migration(folder: Path, more: str = "") -> Path:
    """The migrations, and one more."""
    migrations = folder / "50% more"
    shutil.copytree(MIGRATIONS, migrations)
    (migrations / "versions" / "later.py").write_text(
        ADDS_A_COLUMN.format(newest=NEWEST, more=more), encoding="utf-8"
    )
    return migrations


def with_one_row(path: Path) -> LogRow:
    store = open_store(path)
    row = store.record(KEY, rate())
    store.close()
    return row


def test_newest_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]


def test_opening_imports_no_alembic(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from kpitrainer.storage.sql_store import open_store\n"
        "open_store(Path(sys.argv[1])).close()\n"  # made
        "open_store(Path(sys.argv[1])).close()\n"  # opened
        "sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, path], check=True)


def test_an_old_file_is_copied_then_migrated(path: Path, tmp_path: Path) -> None:
    row = with_one_row(path)
    migrations = with_later_migration(tmp_path)
    with connection_to(path) as connection:
        make_current(connection, path, "later", migrations)
        assert driver_connection(connection).execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert revision_of(path) == "later"
    assert "note" in schema_of(path)["card_state"]
    [backup] = backups_of(path)
    assert revision_of(backup) == NEWEST
    assert "note" not in schema_of(backup)["card_state"]
    old = open_store(backup)
    assert list(old.rows()) == [row]
    old.close()


def test_a_backup_overwrites_none(path: Path, tmp_path: Path) -> None:
    with_one_row(path)
    migrations = with_later_migration(tmp_path, more="raise ValueError")
    for _ in range(3):
        with connection_to(path) as connection, pytest.raises(KpiTrainerError):
            make_current(connection, path, "later", migrations)
    assert len(backups_of(path)) == 3


@pytest.mark.parametrize(
    "fault",
    [
        "raise ValueError",
        "op.execute('no statement')",
        # Breaks a reference: foreign keys are off meanwhile, and checked at the end.
        "op.execute('UPDATE review_log SET card = 99')",
    ],
)
def test_a_migration_that_fails_leaves_the_file(path: Path, tmp_path: Path, fault: str) -> None:
    row = with_one_row(path)
    before = schema_of(path)
    migrations = with_later_migration(tmp_path, more=fault)
    with connection_to(path) as connection:
        with pytest.raises(KpiTrainerError, match=r"store\.migration-failed") as failed:
            make_current(connection, path, "later", migrations)
        assert driver_connection(connection).execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert failed.value.values["backup"] == backups_of(path)[0]
    assert schema_of(path) == before
    assert revision_of(path) == NEWEST
    store = open_store(path)
    assert list(store.rows()) == [row]
    store.close()


def test_of_two_trainers_one_migrates(path: Path, tmp_path: Path) -> None:
    with_one_row(path)
    migrations = with_later_migration(tmp_path)
    with connection_to(path) as first, connection_to(path) as second:
        make_current(first, path, "later", migrations)
        make_current(second, path, "later", migrations)
    assert len(backups_of(path)) == 1


def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    with_one_row(path)
    stamp(path, "from the future")
    before = path.read_bytes()
    with pytest.raises(KpiTrainerError, match=r"store\.newer-version"):
        open_store(path)
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_what_a_newer_version_added_is_no_damage(path: Path, tmp_path: Path) -> None:
    with_one_row(path)
    # Its checksums are of more columns.
    migrations = with_later_migration(tmp_path, "op.execute('UPDATE card_state SET checksum = 1')")
    with connection_to(path) as connection:
        make_current(connection, path, "later", migrations)
    before = path.read_bytes()
    with pytest.raises(KpiTrainerError, match=r"store\.newer-version"):
        open_store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE notes (text)"],
        # Another program that uses Alembic too.
        ["CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES (1)"],
        ["CREATE TABLE review_log (day)", "CREATE TABLE alembic_version (version_num)"],
    ],
)
def test_a_database_of_another_program_is_left_alone(path: Path, statements: list[str]) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        for statement in statements:
            raw.execute(statement)
    before = path.read_bytes()
    with pytest.raises(KpiTrainerError, match=r"store\.foreign"):
        open_store(path)
    assert path.read_bytes() == before


def test_what_is_made_is_its_users_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "kpitrainer" / "progress.db"
    row = with_one_row(path)
    store = open_store(path)
    backup = store.purge([row.entry.key])
    made = {path: 0o600, backup: 0o600, path.parent: 0o700, path.parent.parent: 0o700}
    assert {file: stat.S_IMODE(file.stat().st_mode) for file in made} == made
    store.close()


def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    folder.chmod(0o755)
    with_one_row(folder / "progress.db")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
