"""`kpitrainer log export`, `log merge` and `sync`: the log leaves the file and comes back."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

from kpitrainer.bootstrap import exchange_of
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext, UsageError
from kpitrainer.cli.terminal import slow_progress
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.plain.console import write_out

_LINES_AT_ONCE = 500


def export(context: CliContext, file: Path | None) -> int:
    """Write all rows of the log to `file`, or to stdout."""
    from kpitrainer.storage.log_file import lines_of, write_log
    from kpitrainer.storage.log_transfer import recorded, row_count
    from kpitrainer.storage.reading import open_to_read

    paths = context.options.paths
    paths.check_database()
    if not paths.database.exists():
        raise KpiTrainerError("backup.nothing-yet", path=paths.database)
    with closing(open_to_read(paths.database)) as store:
        total = row_count(store)
        with slow_progress(context.translate, "log.exporting") as tell:
            if file is not None:
                write_log(file, recorded(store), lambda done: tell(done, total))
            else:
                for some in _parts(lines_of(recorded(store), lambda done: tell(done, total))):
                    write_out(sys.stdout, some)
    if file is not None:
        context.tell("log.exported", count=total, path=file)
    return DONE


def merge(context: CliContext, files: Sequence[Path]) -> int:
    """Add the rows of other logs to this one, after a backup, and tell how many came."""
    from kpitrainer.storage.log_file import opened, placed
    from kpitrainer.storage.log_transfer import merge_safely
    from kpitrainer.storage.sql_store import open_store

    paths = context.options.paths
    paths.check_database()
    whole = sum(path.stat().st_size for path in files if path.is_file())
    with slow_progress(context.translate, "log.checking") as tell:
        checked = 0
        for path in files:
            with opened(path) as log:

                def told(done: int, before: int = checked) -> None:
                    tell((before + done) * 100 // max(whole, 1), 100)

                log.check(told)
                checked += log.offset
    with ExitStack() as stack:
        tell = stack.enter_context(slow_progress(context.translate, "log.merging"))
        store = stack.enter_context(closing(open_store(paths.database)))
        logs = [stack.enter_context(opened(path)) for path in files]

        def read(_: int) -> None:
            tell(sum(log.offset for log in logs) * 100 // max(whole, 1), 100)

        rows = chain.from_iterable(log.rows(read) for log in logs)
        try:
            came, backup = merge_safely(store, rows)
        except KpiTrainerError as fault:
            raise placed(fault, files) from fault
    if backup is None:
        context.tell("log.nothing-new")
    else:
        context.tell("log.merged", count=came, backup=backup)
    return DONE


def sync(context: CliContext) -> int:
    """Exchange rows with the other machines through the folder of the settings, and tell."""
    with context.trainer() as trainer:
        if not trainer.settings.sync:
            raise UsageError("sync.off")
        with slow_progress(context.translate, "sync.reading") as tell:
            exchange = exchange_of(context.options, trainer)
            done = exchange.run(told=lambda part: tell(part, 100))
        if done is None:
            raise KpiTrainerError("store.read-only", path=trainer.store.path)
        for notice in done.notices:
            context.console.say(context.told(notice.code, **notice.values))
        context.tell("sync.came" if done.came else "sync.nothing-came", count=done.came)
        if done.went:
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
