"""`kpitrainer log export`, `log merge` and `sync`: the log leaves the file and comes back."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from pathlib import Path

from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.terminal import progress_line
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.plain.console import write_out
from kpitrainer.wording import render

Tell = Callable[[str, int, int], None]

_PATIENCE = 1.0
"""Seconds after which it is shown how far it is."""
_LINES_AT_ONCE = 500


def export(context: CliContext, file: Path | None) -> int:
    """Write all rows of the log to `file`, or to stdout."""
    from kpitrainer.storage.log_file import lines_of, write_log
    from kpitrainer.storage.log_transfer import recorded, row_count
    from kpitrainer.storage.sql_store import open_to_read

    paths = context.options.paths
    paths.check_database()
    if not paths.database.exists():
        raise KpiTrainerError("backup.nothing-yet", path=paths.database)
    with closing(open_to_read(paths.database)) as store, _slow(context) as tell:
        total = row_count(store)

        def told(done: int) -> None:
            tell("log.exporting", done, total)

        if file is not None:
            write_log(file, recorded(store), told)
        else:
            lines = lines_of(recorded(store), told)
            for some in _parts(lines):
                write_out(sys.stdout, some)
    if file is not None:
        context.tell("log.exported", count=total, path=file)
    return DONE


def merge(context: CliContext, files: Sequence[Path]) -> int:
    """Add the rows of other logs to this one, after a backup, and tell how many came."""
    from kpitrainer.storage.log_file import opened
    from kpitrainer.storage.log_transfer import merge_safely
    from kpitrainer.storage.sql_store import open_store

    paths = context.options.paths
    paths.check_database()
    with _slow(context) as tell:
        for path in files:
            size = max(path.stat().st_size, 1) if path.is_file() else 1
            with opened(path) as log:
                log.check(lambda done, size=size: tell("log.checking", done * 100 // size, 100))
        with closing(open_store(paths.database)) as store, ExitStack() as stack:
            logs = [stack.enter_context(opened(path)) for path in files]
            total = max(sum(path.stat().st_size for path in files), 1)

            def told(_: int) -> None:
                done = sum(log.offset for log in logs)
                tell("log.merging", done * 100 // total, 100)

            rows = chain.from_iterable(log.rows(told) for log in logs)
            came, backup = merge_safely(
                store, rows, lambda done, cards: tell("log.folding", done, cards)
            )
    if backup is None:
        context.tell("log.nothing-new")
    else:
        context.tell("log.merged", count=came, backup=backup)
    return DONE


def sync(context: CliContext) -> int:
    """Exchange rows with the other machines through the folder of the settings, and tell."""
    with context.trainer(exchange=False) as trainer:
        if not trainer.settings.sync:
            raise UsageError("sync.off")
        with _slow(context) as tell:
            done = context.exchange(trainer, lambda part: tell("sync.reading", part, 100))
        for notice in done.notices:
            context.console.say(render(context.translate, notice))
        context.tell("sync.came", count=done.came)
        context.tell("sync.went", count=done.went, path=done.file)
    return PROBLEMS if done.notices else DONE


def _parts(lines: Iterator[bytes]) -> Iterator[str]:
    some: list[bytes] = []
    for line in lines:
        some.append(line)
        if len(some) == _LINES_AT_ONCE:
            yield b"".join(some).decode()
            some.clear()
    yield b"".join(some).decode()


@contextmanager
def _slow(context: CliContext) -> Iterator[Tell]:
    """Tells how far it is by a bar, where that takes its time."""
    began = time.monotonic()
    with progress_line(context.translate) as show:

        def tell(code: str, done: int, total: int) -> None:
            if time.monotonic() - began > _PATIENCE:
                show(Message(code), done, total)

        yield tell
