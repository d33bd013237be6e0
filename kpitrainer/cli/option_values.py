"""What is read of the values of options, and options that may be given several times."""

import argparse
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from kpitrainer.cli.cli_context import UsageError
from kpitrainer.config import Settings
from kpitrainer.domain.errors import Diagnostic, KpiTrainerError

_YEARS = range(1971, 3000)
"""Outside of them some systems cannot tell the local time."""


def moment(value: str) -> datetime:
    """An aware time; without a zone it is on the machine's wall clock, a bare date is its noon."""
    try:
        if len(value) <= len("2026-11-21"):
            at = datetime.combine(date.fromisoformat(value), time(12))
        else:
            at = datetime.fromisoformat(value)
        if at.year not in _YEARS:
            raise UsageError("cli.bad-now", value=value)
        return at.astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError("cli.bad-now", value=value) from error


def share(value: str) -> float:
    """A desired retention, as the setting of that name may be written."""
    try:
        return Settings().changed("desired_retention", value).desired_retention
    except KpiTrainerError as error:
        raise UsageError("cli.bad-retention", value=value) from error


def deck_folder(value: str) -> Path:
    """A folder that is there."""
    path = Path(value).expanduser()
    if not path.is_dir():
        raise UsageError(_no_folder(path), option="--decks", path=value)
    return path


def _no_folder(path: Path) -> str:
    """The code of what is wrong with a `path` that leads to no folder."""
    from kpitrainer.deckfile.syntax.other_programs import IMPORTED, other_program
    from kpitrainer.deckfile.syntax.source import read_file

    if not path.is_file():
        return "cli.no-folder"
    data = read_file(path)
    if isinstance(data, Diagnostic):
        return _ARCHIVES.get(data.code, "cli.decks-is-file")
    return "cli.decks-is-export" if other_program(data) in IMPORTED else "cli.decks-is-file"


_ARCHIVES = {
    "deck.archive": "cli.decks-is-archive",
    "deck.anki": "cli.decks-is-export",
    "deck.workbook": "cli.decks-is-export",
}


class EachGiven(argparse.Action):
    """Take an option as often as it is given, before the command and after it."""

    def __init__(self, **more: Any) -> None:  # noqa: ANN401 - argparse's own
        """Take what argparse tells an action."""
        super().__init__(**more)
        # The parsers of all commands share their common options, and with them this.
        self._given: list[Any] = []

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse's own
        namespace: argparse.Namespace,
        values: Any,  # noqa: ANN401 - argparse's signature
        option_string: str | None = None,  # noqa: ARG002 - as above
    ) -> None:
        """Add a value."""
        self._given.append(values)
        setattr(namespace, self.dest, tuple(self._given))
