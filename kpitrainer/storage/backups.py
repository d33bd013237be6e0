"""Copies of the progress file: made, thinned out as they grow old, and put back."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from glob import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.storage.migrate import Progress
from kpitrainer.storage.open_file import OpenFile
from kpitrainer.storage.progress_file import (
    PARTIAL,
    SUFFIX,
    DamagedFileError,
    back_up,
    backups,
    copy_to,
    exchange,
    look_at_start,
    prepare_path,
    to_user_error,
)
from kpitrainer.study.store import Backups

EVERY = timedelta(minutes=30)
"""A copy is made by itself after a session, but not sooner than this after the last."""

_READ_OTHERWISE = {
    "store.newer-version": "store.newer-version",
    "store.no-tables": "backup.without-log",
}
"""What is told of a copy that cannot be opened, by why; of others that they are no progress."""

_DAY = timedelta(days=1)
_KEPT_FOR = (
    (timedelta(hours=2), "%Y%m%d%H%M"),
    (_DAY, "%Y%m%d%H"),
    (14 * _DAY, "%Y%m%d"),
    (56 * _DAY, "%G%V"),
)
"""Up to which age one copy of each minute, hour, day, week is kept; of older ones one a month."""


def back_up_if_due(path: Path) -> None:
    """Copy the file where the last copy is `EVERY` old, and thin the copies out.

    Raises:
        KpiTrainerError: `store.…`, no copy could be made.
    """
    now = datetime.now(UTC)
    try:
        found = backups(path)
        if found and now - _made(found[-1]) < EVERY:
            return
        back_up(path)
    except (OSError, sqlite3.Error) as error:
        raise to_user_error(error, path) from error
    with suppress(OSError):  # at the next time, then
        thin_out(path, now)


def thin_out(path: Path, now: datetime) -> None:
    """Remove backups beside `path` that a younger one of their hour, day, week or month replaces.

    Raises:
        OSError: one cannot be removed.
    """
    kept: set[str] = set()
    for backup in reversed(backups(path)):
        made = _made(backup)
        form = next((form for age, form in _KEPT_FOR if now - made < age), "%Y%m")
        stretch = f"{form}:{made.strftime(form)}"
        if stretch in kept:
            backup.unlink(missing_ok=True)
        kept.add(stretch)
    for partial in path.parent.glob(f"{escape(path.name)}.backup-*{PARTIAL}"):
        if now - _made(partial) > _DAY:  # the program that made it was killed
            partial.unlink(missing_ok=True)


def look_at_backups(path: Path) -> Backups:
    """The backups beside `path`, counted; none where the folder cannot be read."""
    looks = []
    with suppress(OSError):
        for backup in backups(path):
            with suppress(OSError):  # another program may thin them out meanwhile
                looks.append(backup.stat())
    latest = max((look.st_mtime for look in looks), default=None)
    return Backups(
        number=len(looks),
        size=sum(look.st_size for look in looks),
        latest=None if latest is None else datetime.fromtimestamp(latest, UTC),
    )


def restore(path: Path, copy: Path) -> Path | None:
    """Put a `copy` that `readable_copy` made in the place of the progress file at `path`.

    What was at `path` is kept whole: where it is now, or None where nothing was.

    Raises:
        KpiTrainerError: `store.…`, nothing has changed.
    """
    path = prepare_path(path)
    # Named so that `thin_out` finds what a killed program left of it.
    draft = path.with_name(f"{path.name}.backup-{os.urandom(4).hex()}{PARTIAL}")
    try:
        back_up(copy, draft)
        if not path.exists():
            draft.rename(path)
            return None
        _fold_back(path)
        return exchange(path, draft, "backup")
    except (OSError, sqlite3.Error) as error:
        raise to_user_error(error, path) from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def readable_copy(source: Path, progress: Progress = lambda _done, _total: None) -> Iterator[Path]:
    """A copy of the progress file `source`, which stays as it is, as the present version writes it.

    Raises:
        KpiTrainerError: `backup.…`, it is no such file, or damaged; or a newer version's.
    """
    if source.is_dir():
        raise KpiTrainerError("backup.is-folder", path=source)
    if not source.is_file():
        raise KpiTrainerError("backup.no-file", path=source)
    with TemporaryDirectory(prefix="kpitrainer-") as folder:
        # Whatever it is called: given as a copy, it is meant to be one.
        copy = copy_to(Path(folder), source, f"copy{SUFFIX}")
        try:
            file = OpenFile(copy, 0, None, progress)
        except KpiTrainerError as fault:
            code = _READ_OTHERWISE.get(fault.code, "backup.foreign")
            raise KpiTrainerError(code, path=source) from fault
        file.close()
        if file.notices:
            raise KpiTrainerError("backup.damaged", path=source)
        yield copy


def _fold_back(path: Path) -> None:
    """Bring what stands in the log into the file: killed between the two, one would lack it."""
    with suppress(sqlite3.Error, DamagedFileError, KpiTrainerError):
        look_at_start(path)
        with closing(sqlite3.connect(path, timeout=1)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _made(backup: Path) -> datetime:
    """When a backup was made."""
    return datetime.fromtimestamp(backup.stat().st_mtime, UTC)
