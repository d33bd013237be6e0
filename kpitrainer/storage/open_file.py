"""The progress file while it is open: looked through first, then one transaction after another."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from kpitrainer.atomic_write import create
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.storage.connection import (
    connect,
    driver_connection,
    is_without_wal,
    leave_wal,
    use_wal,
)
from kpitrainer.storage.migrate import Progress, make_current, new_file
from kpitrainer.storage.progress_file import (
    PRIVATE,
    DamagedFileError,
    as_damage,
    file_id,
    look_at_start,
    prepare_path,
    to_user_error,
)
from kpitrainer.storage.soundness import SoundMark, is_sound, look_through

_ATTEMPTS = 3
"""To open a file: another program may mend or replace it meanwhile."""


class OpenFile:
    """A progress file whose schema is current, and which is sound.

    One connection serves all threads, one at a time.
    """

    def __init__(
        self,
        path: Path,
        busy_seconds: float,
        mark: Path | None,
        progress: Progress = lambda _done, _total: None,
    ) -> None:
        """Open the file at `path`, as `open_store` says."""
        self.path = prepare_path(path)
        self.notices: list[Message] = []
        self._mark = SoundMark(mark)
        self._progress = progress
        self._lock = RLock()
        self._lost: KpiTrainerError | None = None
        self._wal = True
        for _ in range(_ATTEMPTS):
            connection = self._opened(busy_seconds)
            if connection is not None:
                self.connection = connection
                return
        raise KpiTrainerError("store.locked", path=self.path)

    def _opened(self, busy_seconds: float) -> Connection | None:
        """A connection to the file; None where it had to be mended first."""
        path = self.path
        connection, logged = None, True
        with ExitStack() as stack:
            try:
                trusted = self._mark.take(path)
                new = not path.exists()
                if new:
                    # Another trainer may be first.
                    with suppress(FileExistsError):
                        create(path, new_file(), PRIVATE)
                logged = look_at_start(path) or new
                self._id = file_id(path)
                connection = stack.enter_context(connect(path, busy_seconds))
                if not trusted:
                    # Not a byte of another program's database, or of a damaged one, is changed.
                    look_through(connection, path)
                make_current(connection, path, progress=self._progress)
                if file_id(path) != self._id:
                    # Another program put a mended file in its place meanwhile.
                    return None
                if self._wal:
                    use_wal(connection, busy_seconds)
            except (DamagedFileError, DBAPIError, sqlite3.Error, UnicodeError, OSError) as error:
                if is_without_wal(error) and self._wal:
                    stack.close()
                    self._leave_wal()
                    # It is said once: the next time the file is found so.
                    self.notices += [Message("store.no-wal", {"path": path})] if logged else []
                    return None
                damage = as_damage(error)
                if damage is None:
                    raise to_user_error(error, path) from error
                from kpitrainer.storage.mending import mend  # noqa: PLC0415 - rarely wanted

                self.notices += mend(path, damage, connection)
                return None
            stack.pop_all()
        return connection

    def _leave_wal(self) -> None:
        self._wal = False
        try:
            leave_wal(self.path)
        except sqlite3.Error as error:
            raise to_user_error(error, self.path) from error

    @contextmanager
    def transaction(self, *, write: bool = False) -> Iterator[Connection]:
        """All of what is done with the connection, or nothing of it.

        Raises:
            KpiTrainerError: `store.…`, where it could not be done.
        """
        with self._lock:
            if self._lost is not None:
                raise self._lost
            try:
                self.connection.execution_options(write=write)
                with self.connection.begin():
                    if write:
                        self._see_that_it_is_there()
                    yield self.connection
            except KpiTrainerError:
                raise
            except Exception as error:
                fault = self._fault(error)
                if fault is error:
                    raise
                raise fault from error

    def _see_that_it_is_there(self) -> None:
        # What is written into a file that was put away would be lost.
        if file_id(self.path) != self._id:
            raise KpiTrainerError("store.replaced", path=self.path)

    def _fault(self, error: Exception) -> Exception:
        """What to tell of an error; one that nobody foresaw may come from a damaged row."""
        fault = to_user_error(error, self.path)
        if fault is error and (as_damage(error) or not is_sound(self.connection, self.path)):
            self._lost = KpiTrainerError("store.damaged", path=self.path)
            return self._lost
        return fault

    def fold_back(self) -> None:
        """Bring all that is stored into the one file, as far as no other program is reading it."""
        with self._lock, suppress(sqlite3.Error):  # at the next time, then
            driver_connection(self.connection).execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Let go of the file; others may have it open still."""
        self.fold_back()
        with self._lock:
            self.connection.close()
            if self._lost is None and file_id(self.path) == self._id:
                self._mark.leave(self.path)
