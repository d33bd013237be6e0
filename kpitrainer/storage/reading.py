"""Progress for who only reads: as it is, or as a copy of the file."""

from pathlib import Path
from tempfile import TemporaryDirectory

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.storage.connection import BUSY_SECONDS
from kpitrainer.storage.migrate import Progress
from kpitrainer.storage.open_file import OpenFile
from kpitrainer.storage.progress_file import copy_to
from kpitrainer.storage.sql_store import SqlStore, open_store

_UNWRITABLE = ("store.read-only", "store.disk-full")


def open_to_read(
    path: Path, mark: Path | None = None, progress: Progress = lambda _done, _total: None
) -> SqlStore:
    """Open the progress file, but where nothing can be written a copy of it.

    Raises:
        KpiTrainerError: `store.…`, the file cannot be read either.
    """
    try:
        return open_store(path, mark=mark, progress=progress)
    except KpiTrainerError as fault:
        if fault.code not in _UNWRITABLE:
            raise
    store = open_copy(path, progress)
    store.notices = [
        Message("store.damaged-unwritable", {**notice.values, "path": path})
        for notice in store.notices
        if "kept" in notice.values
    ]
    return store


def open_copy(path: Path, progress: Progress = lambda _done, _total: None) -> SqlStore:
    """Open a copy of the progress file, with which all that is stored in it is gone.

    It is mended and migrated as the file itself would be, of which its notices tell.

    Raises:
        KpiTrainerError: `store.…`, it cannot be read; the path may be the copy's.
    """
    folder = TemporaryDirectory(prefix="kpitrainer-")
    try:
        file = OpenFile(copy_to(Path(folder.name), path), BUSY_SECONDS, None, progress)
    except BaseException:
        folder.cleanup()
        raise
    return SqlStore(file, folder)
