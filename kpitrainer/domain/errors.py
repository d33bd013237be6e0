"""Errors carry a code and its values; `i18n` words them in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, TypeAlias


class KpiTrainerError(Exception):
    """Anything the program cannot do for a reason the reader can act on.

    `code` names a message of the catalogue ("deck.not-utf8"), `values` fill its placeholders.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: Mapping[str, object] = values


class UnknownNameError(KpiTrainerError):
    """A name was given that nothing carries, or several things do."""


FieldPath: TypeAlias = tuple[str | int, ...]
"""The way to a value in an author's entry: ("items", 0, "accept", "fr")."""


class Severity(StrEnum):
    """Errors keep a card out and exit 1; warnings only tell."""

    ERROR = "error"
    WARNING = "warning"


class Position(NamedTuple):
    """Where something stands in a deck file; line and column count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake in a deck file, with the place to mend it.

    `code` is the message's name in the catalogue; the message says what is wrong and what to
    write instead. `entry` is the id of the entry it stands in, where loading could read that.
    """

    at: Position
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    entry: str = ""


NOTHING: Mapping[str, object] = {}


class Fault(NamedTuple):
    """One mistake in an author's entry, at `path`, or at the path's last key where `at_key`.

    `column` counts from 1 within the value (in a text of several lines line breaks count too); a
    path may lead to what is missing: the position is then that of the container.
    """

    path: FieldPath
    code: str
    values: Mapping[str, object] = NOTHING
    severity: Severity = Severity.ERROR
    at_key: bool = False
    column: int = 1

    @classmethod
    def warning(
        cls, path: FieldPath, code: str, *, at_key: bool = False, column: int = 1, **values: object
    ) -> "Fault":
        """A fault that keeps no card out."""
        return cls(path, code, values, Severity.WARNING, at_key, column)
