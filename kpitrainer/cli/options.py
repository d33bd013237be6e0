"""The options that work before or after any command, taken out of the arguments."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from kpitrainer.bootstrap import Options
from kpitrainer.cli.faults import UsageError
from kpitrainer.i18n import LANGUAGES

_YEARS = range(1971, 3000)
"""Outside of them some systems cannot tell the local time."""


def hoist(arguments: Sequence[str]) -> tuple[Mapping[str, str | None], list[str]]:
    """What is given of the options for any command, and the arguments without them.

    `--opt value` and `--opt=value` are found up to a `--`; of an option given twice the last
    counts, and one whose value is missing has None.
    """
    given: dict[str, str | None] = {}
    rest: list[str] = []
    todo = iter(arguments)
    for argument in todo:
        name, equals, value = argument.partition("=")
        if argument == "--":
            rest += [argument, *todo]
        elif argument == "--debug":
            given[argument] = ""
        elif name in _READERS:
            given[name] = value if equals else next(todo, None)
        else:
            rest.append(argument)
    return given, rest


def read_options(given: Mapping[str, str | None]) -> Options:
    """The options, their values read.

    Raises:
        UsageError: a value is missing or is none the option can take.
    """
    read: dict[str, object] = {"debug": "--debug" in given}
    for name, (field, reader) in _READERS.items():
        if name in given:
            value = given[name]
            if not value:
                raise UsageError("cli.value-missing", option=name)
            read[field] = reader(value)
    return Options(**read)  # type: ignore[arg-type] # each reader gives its field's type


def _lang(value: str) -> str:
    if value not in LANGUAGES:
        raise UsageError("cli.bad-lang", value=value)
    return value


def _now(value: str) -> datetime:
    """An aware time; without a zone it is on the machine's wall clock, a bare date is its noon."""
    try:
        if len(value) <= len("2026-11-21"):
            moment = datetime.combine(date.fromisoformat(value), time(12))
        else:
            moment = datetime.fromisoformat(value)
        if moment.year not in _YEARS:
            raise UsageError("cli.bad-now", value=value)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError("cli.bad-now", value=value) from error


def _db(value: str) -> Path:
    return Path(value).expanduser()


def _decks(value: str) -> Path:
    path = Path(value).expanduser()
    if not path.is_dir():
        raise UsageError("cli.no-folder", option="--decks", path=value)
    return path


_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "--lang": ("lang", _lang),
    "--now": ("now", _now),
    "--db": ("db", _db),
    "--decks": ("decks", _decks),
}
