"""`kpitrainer doctor`: whether the progress file and its copies are sound, and what to do."""

import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kpitrainer.bootstrap import open_trainer
from kpitrainer.cli.cli_context import DONE, PROBLEMS, CliContext
from kpitrainer.cli.safety import told_holdings
from kpitrainer.cli.terminal import slow_progress, write_json
from kpitrainer.domain.errors import KpiTrainerError, Severity
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.verdict import Message
from kpitrainer.study.clock import Clock
from kpitrainer.wording import file_size

if TYPE_CHECKING:
    from kpitrainer.storage.checkup import FileFacts, Finding, Holdings
    from kpitrainer.storage.migrate import Progress
    from kpitrainer.storage.sql_store import SqlStore
    from kpitrainer.study.store import Backups


_SIZES = ("size", "free", "needed")
"""Values that are bytes."""


@dataclass
class Report:
    """What is told of the file at `path`; `held` is None where nothing can be read."""

    path: Path
    facts: "FileFacts"
    backups: "Backups"
    held: "Holdings | None" = None
    findings: "list[Finding]" = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything is wrong."""
        return any(found.severity is Severity.ERROR for found in self.findings)


def doctor(context: CliContext, *, fix: bool, json: bool) -> int:
    """Tell what is wrong with the progress, after mending what can be mended where `fix`.

    Without it not a byte is changed. Errors make it fail; warnings only tell.
    """
    context.options.paths.check_database()
    path = Path(os.path.realpath(context.options.paths.database))  # also in a loop of links
    if not path.exists():
        raise KpiTrainerError("backup.nothing-yet", path=path)
    mended = _mend(context, path) if fix else None
    report = _examine(context, path)
    if json:
        write_json(_object(context, report, mended or ()))
    else:
        _tell(context, report, mended)
    return PROBLEMS if report.failed else DONE


def _mend(context: CliContext, path: Path) -> Sequence[Message]:
    """Mend what can be; what was done."""
    from kpitrainer.storage.checkup import compare, derive_anew
    from kpitrainer.storage.sql_store import open_store

    with (
        slow_progress(context.translate, "doctor.looking") as progress,
        closing(open_store(path, progress=progress)) as store,
    ):
        done = list(store.notices)
        compared = compare(store, progress)
        if not compared.agree:
            backup = derive_anew(store, compared.stale, progress)
            if count := len(compared.stale):
                done.append(Message("doctor.folded", {"count": count, "backup": backup}))
            if compared.rollup_differs:
                done.append(Message("doctor.rollup-mended", {"backup": backup}))
    return done


def _examine(context: CliContext, path: Path) -> Report:
    from kpitrainer.storage.backups import look_at_backups
    from kpitrainer.storage.checkup import look_at_copies, look_at_file, unreadable
    from kpitrainer.storage.reading import open_copy

    with slow_progress(context.translate, "doctor.looking") as progress:
        facts, findings = look_at_file(path)
        report = Report(path, facts, look_at_backups(path), findings=findings)
        try:
            with closing(open_copy(path, progress)) as store:
                _look_inside(context, report, store, progress)
        except KpiTrainerError as fault:
            findings.append(unreadable(path, fault))
        findings += look_at_copies(path, progress)
    findings.sort(key=lambda found: found.severity is not Severity.ERROR)
    return report


def _look_inside(
    context: CliContext, report: Report, store: "SqlStore", progress: "Progress"
) -> None:
    from kpitrainer.storage.checkup import Finding, holdings, look_inside, remark
    from kpitrainer.study.clock_ahead import ahead_message, find_ahead
    from kpitrainer.study.orphans import orphans

    report.held = holdings(store)
    report.findings += look_inside(report.path, store, progress)
    trainer = open_trainer(context.options, store=store)
    if (ahead := find_ahead(trainer)) is not None:
        report.findings.append(Finding(ahead_message(ahead)))
    if lost := orphans(trainer):
        report.findings.append(remark("doctor.orphans", count=len(lost)))


def _tell(context: CliContext, report: Report, mended: Sequence[Message] | None) -> None:
    from kpitrainer.tui.text.settings_text import backups_line

    say, clock = context.console.say, Clock()
    for message in mended or ():
        say(_told(context, message))
    if mended is not None and not mended:
        context.tell("doctor.nothing-mended")
    if report.held is not None:
        say(told_holdings(context, report.path, report.held))
    say(_told(context, Message("doctor.file", {"path": report.path, **asdict(report.facts)})))
    copies = backups_line(context.translate, report.backups, clock)
    context.tell("doctor.backups", path=report.path.parent, told=copies)
    for found in report.findings:
        say(_told(context, found.message))
    if not report.failed:
        context.tell("doctor.sound")


def _told(context: CliContext, message: Message) -> str:
    sizes = {
        name: file_size(context.translate, int(str(value)))
        for name, value in message.values.items()
        if name in _SIZES
    }
    return context.told(message.code, **{**message.values, **sizes})


def _object(context: CliContext, report: Report, mended: Sequence[Message]) -> dict[str, object]:
    held, copies = report.held, report.backups
    last_day = None if held is None or held.last_day is None else noon(held.last_day).date()
    return {
        "path": str(report.path),
        **asdict(report.facts),
        "cards": held and held.cards,
        "answers": held and held.answers,
        "last_day": last_day and last_day.isoformat(),
        "backups": {
            "folder": str(report.path.parent),
            "number": copies.number,
            "size": copies.size,
            "latest": copies.latest and copies.latest.isoformat(),
        },
        "findings": [
            {
                "severity": found.severity,
                "code": found.message.code,
                "message": _told(context, found.message),
            }
            for found in report.findings
        ],
        "mended": [_told(context, message) for message in mended],
    }
