"""What each setting can be, read in one way from a file, a command line or a field."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

Form: TypeAlias = Callable[[object], object]
"""Gives the value that TOML holds, or that somebody typed; ValueError where it can be none."""

_HUNDRED = 100
_YEARS = range(1971, 3000)
"""Outside of them some systems cannot tell the local time."""


def written_form(value: object) -> str:
    """A value as one types it; nothing is empty, and of a list commas part the items."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)  # noqa: TRY004 - what it is made of is no matter here
    return value.strip()


def _folder(value: object) -> str:
    """A folder by its whole path, be it from the home folder on; or nothing."""
    written = _text(value)
    if written and not Path(written).expanduser().is_absolute():
        raise ValueError(written)
    return written


def _one_of(*allowed: str) -> Form:
    def read(value: object) -> str:
        text = str(value).strip()
        if text not in allowed:
            raise ValueError(text)
        return text

    return read


def _whole(most: int) -> Form:
    def read(value: object) -> int:
        digits = "".join(str(value).split())
        # int() would also read 1_000 and ٣.
        fine = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(most))
        if not fine or int(digits) > most:
            raise ValueError(digits)
        return int(digits)

    return read


def _share(least: float, most: float) -> Form:
    """A share of one; from 2 on, or with its sign, it is per cent: « 92,5 % » is 0.925."""

    def read(value: object) -> float:
        written = "".join(str(value).split()).replace(",", ".")
        try:
            number = Decimal(written.removesuffix("%"))
            whole = written.endswith("%") or number >= 2  # noqa: PLR2004 - as said above
            share = float(number / _HUNDRED if whole else number)
        except ArithmeticError as error:
            raise ValueError(written) from error
        if not least <= share <= most:
            raise ValueError(written)
        return share

    return read


def _or_none(form: Form) -> Form:
    """As `form`, but nothing typed is none."""
    return lambda value: None if value in ("", None) else form(value)


def _names(value: object) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or not all(isinstance(each, str) for each in items):
        raise ValueError(value)
    return tuple(each.strip() for each in items if each.strip())


def _parameters(value: object) -> tuple[float, ...]:
    """FSRS's parameters, as Anki shows them: numbers with commas or spaces between."""
    items = value.replace(",", " ").replace(";", " ").split() if isinstance(value, str) else value
    if not isinstance(items, list | tuple) or any(isinstance(each, bool) for each in items):
        raise ValueError(value)
    numbers = tuple(float(str(each)) for each in items)
    if numbers:
        # A start without parameters of one's own needs no scheduler for it.
        from kpitrainer.domain.schedule.scheduler import are_parameters  # noqa: PLC0415 - as said

        if not are_parameters(numbers):
            raise ValueError(value)
    return numbers


_TRUTHS = {"true": True, "yes": True, "oui": True, "false": False, "no": False, "non": False}


def _truth(value: object) -> bool:
    written = str(value).strip().lower()
    if written not in _TRUTHS:
        raise ValueError(written)
    return _TRUTHS[written]


def _date(value: object) -> date | None:
    """A date; nothing typed is none."""
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        written = str(value).strip()
        if not written:
            return None
        parts = written.replace(".", "/").split("/")
        # Day first, as it is written in Europe.
        in_order = "-".join(part.zfill(2) for part in reversed(parts))
        value = date.fromisoformat(in_order if len(parts) > 1 else written)
    if value.year not in _YEARS:
        raise ValueError(value)
    return value


def _stretches(value: object) -> tuple[str, ...]:
    """Stretches of days as ISO 8601 writes them, FIRST/LAST; a date alone is one day."""
    return tuple(map(_stretch, _names(value)))


def _stretch(written: str) -> str:
    first, _, last = written.partition("/") if "-" in written else (written, "", "")
    begin, end = _date(first), _date(last or first)
    if begin is None or end is None or not 0 <= (end - begin).days <= LONGEST_STRETCH:
        raise ValueError(written)
    return f"{begin}/{end}"


LONGEST_STRETCH = 366
"""Days; whoever is away for longer may say so twice."""


_PER_DAY = _whole(9999)  # as Anki's field
_RETENTION = _share(0.7, 0.99)  # as Anki allows
_ORDER = _one_of("file", "random")
TYPED, SELF_GRADED = "typed", "self-graded"

GENERAL: Mapping[str, Form] = {
    "language": _one_of("", "fr", "en"),
    "theme": _text,
    "new_per_day": _PER_DAY,
    "reviews_per_day": _PER_DAY,
    "desired_retention": _RETENTION,
    "parameters": _parameters,
    "order": _ORDER,
    "exam": _date,
    "day_starts_at": _whole(23),
    "answers": _one_of(TYPED, SELF_GRADED),
    "fading_solutions": _truth,
    "own_decks_first": _truth,
    "exam_retention": _or_none(_RETENTION),
    "holidays": _stretches,
    "backlog_days": _whole(60),
    "sync": _folder,
    "update_decks": _truth,
    "hide": _names,
}
"""The settings, in the order they are shown in."""

OF_A_DECK: Mapping[str, Form] = {
    "new_per_day": _PER_DAY,
    "reviews_per_day": _PER_DAY,
    "desired_retention": _RETENTION,
    "order": _ORDER,
    "exam": _date,
    "exam_retention": _or_none(_RETENTION),
    "paused_until": _date,
}
"""What may be set for one deck, in the place of the general setting."""

TABLES = ("decks", "keys")
"""Settings that are tables of tables, such as `decks.kpi-crm.new_per_day`."""


def form_in(table: str, option: str) -> Form | None:
    """How an option in a table of `table` is read; None where there is none of that name.

    The keys of any action of any screen may be set: which there are is for the interface to say.
    """
    return _names if table == "keys" else OF_A_DECK.get(option)
