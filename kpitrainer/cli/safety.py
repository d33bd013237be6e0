"""`kpitrainer backup` and `kpitrainer restore`: copies of the progress, and the way back."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.terminal import slow_progress
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.verdict import Message

if TYPE_CHECKING:
    from kpitrainer.storage.checkup import Holdings


def backup(context: CliContext, file: Path | None) -> int:
    """Copy the progress to `file`, into that folder, or beside itself, and tell where."""
    from kpitrainer.storage.progress_file import back_up, to_user_error, unused_name
    from kpitrainer.storage.reading import open_to_read

    paths = context.options.paths
    paths.check_database()
    path = paths.database
    if not path.exists():
        raise KpiTrainerError("backup.nothing-yet", path=path)
    near = path if file is None else file / path.name
    to = unused_name(near, "backup") if file is None or file.is_dir() else file
    # Sound and of this version; where nothing can be written beside it, a copy of it is read.
    with (
        slow_progress(context.translate, "cli.rewriting") as progress,
        closing(open_to_read(path, progress=progress)) as store,
    ):
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

    A person is asked first, who sees what either file holds.
    """
    from kpitrainer.storage import backups

    path = context.options.paths.database
    context.options.paths.check_database()
    with _readable(context, file) as copy:
        if not yes and not sys.stdin.isatty():
            raise UsageError("backup.needs-yes")
        _tell_what_is_in(context, file, copy)
        if path.exists() and not _agreed(context, path, file, yes=yes):
            context.tell("backup.not-restored")
            return PROBLEMS
        kept = backups.restore(path, copy)
    context.tell("backup.restored" if kept else "backup.restored-first", path=path, kept=kept)
    return DONE


@contextmanager
def _readable(context: CliContext, file: Path) -> Iterator[Path]:
    """As `readable_copy`, with a bar where a large file of the first edition is rewritten."""
    from kpitrainer.storage.backups import readable_copy

    with ExitStack() as stack:
        with slow_progress(context.translate, "cli.rewriting") as progress:
            copy = stack.enter_context(readable_copy(file, progress))
        yield copy


def _agreed(context: CliContext, path: Path, file: Path, *, yes: bool) -> bool:
    """Whether the present file may give way to another; what it holds is told first."""
    try:
        with _readable(context, path) as copy:
            _tell_what_is_in(context, path, copy)
    except KpiTrainerError:
        context.tell("backup.holds-damaged", path=path)
    if yes:
        return True
    context.tell("backup.sure", path=path, file=file)
    return context.console.agrees()


def _tell_what_is_in(context: CliContext, file: Path, copy: Path) -> None:
    from kpitrainer.storage.checkup import holdings
    from kpitrainer.storage.sql_store import open_store

    with closing(open_store(copy)) as store:
        context.console.say(told_holdings(context, file, holdings(store)))


def told_holdings(context: CliContext, path: Path, held: "Holdings") -> str:
    """What the file at `path` holds, in words."""
    if held.last_day is None:
        return context.told("backup.holds-nothing", path=path)
    return context.told(
        "backup.holds",
        path=path,
        cards=Message("backup.cards", {"count": held.cards}),
        answers=Message("backup.answers", {"count": held.answers}),
        date=noon(held.last_day).date(),
    )
