"""Whether a progress file is as it was written."""

import json
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Column, Connection, Executable, Table, func, select, text
from sqlalchemy.exc import DBAPIError

from kpitrainer import atomic_write
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.storage.edition import FIRST_EDITION
from kpitrainer.storage.migrate import NEWEST, stored_revision
from kpitrainer.storage.progress_file import DamagedFileError, file_state, to_user_error
from kpitrainer.storage.tables import (
    CARD,
    CARD_STATE,
    LABEL,
    LEARNER,
    POLICY,
    REVIEW_LOG,
    ROLLUP,
    TABLES,
)


def _damaged(table: Table) -> Executable:
    columns: list[Column[object]] = [
        each for each in table.c if each.name not in {"checksum", "number"}
    ]
    wrong = table.c.checksum.is_distinct_from(func.row_sum(*columns))
    return select(text("1")).select_from(table).where(wrong).limit(1)


_DAMAGE: tuple[Executable, ...] = (
    *(_damaged(table) for table in TABLES if table is not ROLLUP),
    select(CARD.c.home).except_(select(CARD_STATE.c.card)).limit(1),
    *(
        select(text("1")).where(column.is_not(None), column.not_in(select(named))).limit(1)
        for column, named in (
            (CARD.c.home, CARD.c.id),
            (REVIEW_LOG.c.card, CARD.c.id),
            (REVIEW_LOG.c.learner, LEARNER.c.id),
            (REVIEW_LOG.c.policy, POLICY.c.id),
            (REVIEW_LOG.c.label, LABEL.c.id),
            (CARD_STATE.c.card, CARD.c.home),
        )
    ),
)
"""Each finds one: a row that is not as it was written, by table; a card without a state; a row
whose card, policy or text is gone."""

_TRUSTED_SECONDS = 7 * 24 * 3600
"""A file that nothing has touched is looked at once a week all the same: discs forget."""


def look_through(connection: Connection, path: Path) -> None:
    """Read all of the file at `path`, of this version or an earlier one.

    Raises:
        DamagedFileError: something in it is not as it was written, or it has no tables.
        KpiTrainerError: `store.…`, it is another program's, or cannot be read at present.
    """
    revision = stored_revision(connection, path)
    if revision is None:
        raise DamagedFileError("store.no-tables")
    if revision > NEWEST:
        return  # a newer version knows what its rows are
    if not is_sound(connection, path, first_edition=revision in FIRST_EDITION):
        raise DamagedFileError


def is_sound(connection: Connection, path: Path, *, first_edition: bool = False) -> bool:
    """Whether pages, indexes and rows of the file at `path` are in order.

    Raises:
        KpiTrainerError: `store.…`, it cannot be read at present.
    """
    connection.execution_options(write=False)
    try:
        with connection.begin():
            if connection.execute(text("PRAGMA integrity_check(1)")).scalar() != "ok":
                return False
            if first_edition:
                return True  # each row is looked at when it is rewritten
            return all(connection.execute(each).first() is None for each in _DAMAGE)
    except DBAPIError as error:
        fault = to_user_error(error, path)
        if isinstance(fault, KpiTrainerError):
            raise fault from error
        return False
    except UnicodeDecodeError:  # from what SQLite quotes of a damaged schema
        return False


class SoundMark:
    """A note, in `file`, of the state in which a sound progress file was left by this program.

    A start need not read all of a file that nobody has touched since.
    """

    def __init__(self, file: Path | None) -> None:
        """Without a `file` nothing is noted."""
        self._file = file
        self._checked = time.time()

    def take(self, path: Path) -> bool:
        """Whether the file at `path` is as it was noted; the note is gone until `leave`."""
        if self._file is None:
            return False
        with suppress(OSError, ValueError, TypeError):
            state, checked = json.loads(self._file.read_bytes())
            self._file.unlink()
            if state == list(file_state(path)) and 0 <= time.time() - checked < _TRUSTED_SECONDS:
                self._checked = checked
                return True
        return False

    def leave(self, path: Path) -> None:
        """Note the file's present state."""
        if self._file is None:
            return
        with suppress(OSError):
            note = json.dumps([file_state(path), self._checked])
            atomic_write.write(self._file, note.encode(), lasting=False)
