"""Values of JSON from anywhere: each is looked at, and what cannot be is told by its key."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NoReturn, TypeVar
from uuid import UUID

from kpitrainer.domain.text.printable import STEERS
from kpitrainer.domain.verdict import Message
from kpitrainer.storage.stored_rows import UNREADABLE

T = TypeVar("T")

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_YEARS = range(1900, 9900)
"""What follows from a row lies a hundred years after it at most, and is a date still."""
_LAST_MS = 253_402_300_799_999
"""The end of the year 9999, as UUIDv7 counts."""
_LARGEST = 2**53
_LONGEST_NAME = 500
_SHOWN = 40
FAULTS = (*UNREADABLE, RecursionError)


class BadLineError(ValueError):
    """A line that is no row; `reason` says why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.reason = Message(code, values)


class JsonValues:
    """The values of a JSON object, each taken once."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._left = dict(values)

    def take(self, key: str, read: Callable[[Any], T]) -> T:
        """What `read` makes of a value.

        Raises:
            BadLineError: it is missing, or `read` raises ValueError or TypeError.
        """
        if key not in self._left:
            raise BadLineError("log.missing-key", key=key)
        return self._read(key, read)

    def maybe(self, key: str, read: Callable[[Any], T]) -> T | None:
        """As `take`, but None where the key is missing."""
        return self._read(key, read) if key in self._left else None

    def _read(self, key: str, read: Callable[[Any], T]) -> T:
        value = self._left.pop(key)
        try:
            return read(value)
        except BadLineError:
            raise
        except FAULTS as error:
            told = json.dumps(value)
            told = told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
            raise BadLineError("log.bad-value", key=key, value=told) from error

    def end(self) -> None:
        """See to it that nothing is left.

        Raises:
            BadLineError: something is.
        """
        for key in self._left:
            raise BadLineError("log.unknown-key", key=key[:_SHOWN])


def json_object(line: bytes, code: str) -> Mapping[str, Any]:
    """The JSON object in a line.

    Raises:
        BadLineError: `code`, there is none.
    """
    try:
        return mapping(_JSON.decode(line.decode()))
    except FAULTS as error:
        raise BadLineError(code) from error


def refuse(value: object) -> NoReturn:
    """Let no value be read."""
    raise ValueError(value)


_JSON = json.JSONDecoder(parse_constant=refuse)


def mapping(value: object) -> Mapping[str, Any]:
    """A JSON object."""
    return value if isinstance(value, dict) else refuse(value)


def items(value: object) -> list[Any]:
    """A list."""
    return value if isinstance(value, list) else refuse(value)


def string(value: object) -> str:
    """A text of any length."""
    return value if isinstance(value, str) else refuse(value)


def truth(value: object) -> bool:
    """True or false."""
    return value if isinstance(value, bool) else refuse(value)


def text(longest: int) -> Callable[[Any], str]:
    """A reader of texts of so many characters at most."""

    def read(value: object) -> str:
        written = string(value)
        return written if len(written) <= longest else refuse(value)

    return read


def named(longest: int) -> Callable[[Any], str]:
    """A reader of names: nothing in one steers a terminal or breaks a line."""
    written = text(longest)

    def read(value: object) -> str:
        name = written(value)
        fine = name and not STEERS.search(name) and "\n" not in name and "\t" not in name
        return name if fine else refuse(value)

    return read


name = named(_LONGEST_NAME)


def whole(least: int, most: int) -> Callable[[Any], int]:
    """A reader of whole numbers between these two."""

    def read(value: object) -> int:
        # True is a whole number to Python.
        return value if type(value) is int and least <= value <= most else refuse(value)

    return read


def count(least: int) -> Callable[[Any], int]:
    """A reader of whole numbers from `least` on, which every reader of JSON takes."""
    return whole(least, _LARGEST)


def real(least: float, most: float) -> Callable[[Any], float]:
    """A reader of numbers between these two."""

    def read(value: object) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool):
            refuse(value)
        return float(value) if least <= value <= most else refuse(value)

    return read


def uuid7(value: object) -> UUID:
    """A UUIDv7 in its usual form."""
    uuid = UUID(string(value))
    fine = uuid.version == 7 and uuid.int >> 80 <= _LAST_MS  # noqa: PLR2004 - ordered by time
    return uuid if fine and str(uuid) == value else refuse(value)


def time(value: object) -> datetime:
    """A time, in UTC, of which others can follow."""
    at = datetime.fromisoformat(string(value))
    return at.astimezone(UTC) if at.tzinfo and at.year in _YEARS else refuse(value)


def time_text(at: datetime) -> str:
    """A time (aware, UTC) as it is written."""
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def day(value: object) -> int:
    """A study day of which others can follow."""
    return any_day(value) if int(string(value)[:4]) in _YEARS else refuse(value)


def any_day(value: object) -> int:
    """A study day, written as a date."""
    return date.fromisoformat(string(value)).toordinal() - _EPOCH_DAY


def day_text(day: int) -> str:
    """A study day as it is written, a date."""
    return date.fromordinal(day + _EPOCH_DAY).isoformat()
