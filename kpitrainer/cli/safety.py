"""`kpitrainer backup` and `kpitrainer restore`: copies of the progress, and the way back."""

import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.study.store import Store


def backup(context: CliContext, file: Path | None) -> int:
    """Copy the progress to `file`, into that folder, or beside itself, and tell where."""
    from kpitrainer.storage.progress_file import back_up, to_user_error, unused_name

    path = _progress(context)
    to = file and (unused_name(file / path.name, "backup") if file.is_dir() else file)
    try:
        made = back_up(path, to)
    except FileExistsError as error:
        raise UsageError("backup.exists", path=to) from error
    except (OSError, sqlite3.Error) as error:
        raise to_user_error(error, to or path) from error
    context.tell("backup.done", path=made)
    return DONE


def restore(context: CliContext, file: Path, *, yes: bool) -> int:
    """Put the progress in `file` in the place of the present one, which is kept, and tell where.

    A person is asked first, who sees what either holds.
    """
    from kpitrainer.storage import backups

    if not yes and not sys.stdin.isatty():
        raise UsageError("backup.needs-yes")
    path = context.options.paths.database
    context.options.paths.check_database()
    with TemporaryDirectory(prefix="kpitrainer-") as folder:
        _tell_what_is_in(context, file, backups.readable_copy(Path(folder), file))
    if path.exists() and not yes:
        context.tell("backup.sure", path=path)
        if not context.console.agrees():
            context.tell("backup.not-restored")
            return PROBLEMS
    kept = backups.restore(path, file)
    context.tell("backup.restored" if kept else "backup.restored-first", path=path, kept=kept)
    return DONE


def _progress(context: CliContext) -> Path:
    """The progress file, sound and of this version."""
    paths = context.options.paths
    paths.check_database()
    if not paths.database.exists():
        raise KpiTrainerError("backup.nothing-yet", path=paths.database)
    from kpitrainer.storage.sql_store import open_to_read

    store = open_to_read(paths.database)
    store.close()
    return paths.database


def _tell_what_is_in(context: CliContext, file: Path, copy: Path) -> None:
    from kpitrainer.storage.sql_store import open_store

    store: Store = open_store(copy)
    try:
        days, count = store.study_days(), len(store.keys())
    finally:
        store.close()
    if days:
        date = context.translate.date(noon(days[0]), "d MMMM y")
        context.tell("backup.holds", path=file, count=count, date=date)
    else:
        context.tell("backup.holds-nothing", path=file)
