"""`kpitrainer backup` and `kpitrainer restore`: copies of the progress, and the way back."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.study_day import noon


def backup(context: CliContext, file: Path | None) -> int:
    """Copy the progress to `file`, into that folder, or beside itself, and tell where."""
    from kpitrainer.storage.progress_file import back_up, to_user_error, unused_name
    from kpitrainer.storage.sql_store import open_to_read

    paths = context.options.paths
    paths.check_database()
    path = paths.database
    if not path.exists():
        raise KpiTrainerError("backup.nothing-yet", path=path)
    near = path if file is None else file / path.name
    to = unused_name(near, "backup") if file is None or file.is_dir() else file
    # Sound and of this version; where nothing can be written beside it, a copy of it is read.
    with closing(open_to_read(path)) as store:
        try:
            made = back_up(store.path, to)
        except FileExistsError as error:
            raise UsageError("backup.exists", path=to) from error
        except (OSError, sqlite3.Error) as error:
            raise to_user_error(error, to) from error
    context.tell("backup.done", path=made)
    return DONE


def restore(context: CliContext, file: Path, *, yes: bool) -> int:
    """Put the progress in `file` in the place of the present one, which is kept, and tell where.

    A person is asked first, who sees what the file holds.
    """
    from kpitrainer.storage import backups

    if not yes and not sys.stdin.isatty():
        raise UsageError("backup.needs-yes")
    path = context.options.paths.database
    context.options.paths.check_database()
    with backups.readable_copy(file) as copy:
        _tell_what_is_in(context, file, copy)
        if path.exists() and not yes:
            context.tell("backup.sure", path=path)
            if not context.console.agrees():
                context.tell("backup.not-restored")
                return PROBLEMS
        kept = backups.restore(path, copy)
    context.tell("backup.restored" if kept else "backup.restored-first", path=path, kept=kept)
    return DONE


def _tell_what_is_in(context: CliContext, file: Path, copy: Path) -> None:
    from kpitrainer.storage.sql_store import open_store

    with closing(open_store(copy)) as store:
        days, count = store.study_days(), len(store.keys())
    if days:
        date = context.translate.date(noon(days[0]), "d MMMM y")
        context.tell("backup.holds", path=file, count=count, date=date)
    else:
        context.tell("backup.holds-nothing", path=file)
