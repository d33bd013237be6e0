"""Intervals, dates, durations, verdicts and errors as a reader meets them, in any front end."""

import errno
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from kpitrainer.domain.errors import Diagnostic, KpiTrainerError
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.study_day import TURN, noon
from kpitrainer.domain.search.query import QueryError
from kpitrainer.domain.text.formatted_text import joined
from kpitrainer.domain.text.printable import printable
from kpitrainer.domain.verdict import Message, Outcome, Verdict
from kpitrainer.i18n import Translator

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_MONTH = 30 * _DAY
_YEAR = 365 * _DAY

_SOON_DAYS = 30
"""Up to so many days off a date is told by counting them."""


def interval(translate: Translator, now: datetime, memory: Memory) -> str:
    """How long until a card comes back, in Anki's short form: « < 1 min », « 8 j », « 2,5 mois ».

    `now` is when `memory` was, or would be, computed.
    """
    return _in_short(translate, _wait(now, memory))


def interval_in_full(translate: Translator, now: datetime, memory: Memory) -> str:
    """As `interval`, in whole words: « moins d’une minute », « 8 jours », “2.5 months”."""
    unit, number = _measured(_wait(now, memory))
    if unit == "moment":
        return translate("common.moment-in-full")
    from babel.units import format_unit  # noqa: PLC0415 - only the plain mode says them in full

    return format_unit(number, f"duration-{unit}", locale=translate.language)


def days(translate: Translator, count: int) -> str:
    """A number of days as an interval: « 8 j », « 2,5 mois », « 1,2 an »; 0 is « < 1 j »."""
    if count <= 0:
        return translate("common.interval-today")
    return _in_short(translate, count * _DAY)


def duration(translate: Translator, seconds: int) -> str:
    """Time spent: « 40 s », « 4 min », « 1 h 05 »."""
    if seconds < _MINUTE:
        return translate("common.duration-seconds", number=max(seconds, 0))
    minutes = int(_half_up(Decimal(seconds) / _MINUTE))
    if minutes < _HOUR // _MINUTE:
        return translate("common.duration-minutes", number=minutes)
    hours, rest = divmod(minutes, 60)
    return translate("common.duration-hours", hours=hours, minutes=f"{rest:02}")


def when(translate: Translator, now: datetime, at: datetime, day_starts_at: int = TURN) -> str:
    """A coming moment as seen from `now`: « dans 12 min », « demain 9 h », « dans 3 jours ».

    Both are aware and on the learner's wall clock (`Clock.local`). A moment at which a study day
    begins stands for that whole day: « demain », not « demain 4 h ».
    """
    wait = (at - now).total_seconds()
    if wait < _MINUTE:
        return translate("common.when-moment" if wait > 0 else "common.when-now")
    if wait < _HOUR:
        return translate("common.when-minutes", number=int(_half_up(Decimal(wait) / _MINUTE)))
    ahead = (at.date() - now.date()).days
    if ahead == 0:
        return translate("common.when-today", clock=clock(translate, at))
    if ahead == 1:
        whole_day = (at.hour, at.minute) == (day_starts_at, 0)
        code = "common.when-tomorrow" if whole_day else "common.when-tomorrow-at"
        return translate(code, clock=clock(translate, at))
    if ahead <= _SOON_DAYS:
        return translate("common.when-days", number=ahead)
    pattern = "d MMMM" if at.year == now.year else "d MMMM y"
    return translate("common.when-date", date=translate.date(at.date(), pattern))


def last_made(translate: Translator, now: datetime, at: datetime | None) -> str:
    """When a misconception was made before this session; None is never. As in `when`."""
    if at is None:
        return translate("calc.first-made")
    ago = max((now.date() - at.date()).days, 0)
    if ago > _SOON_DAYS:
        return translate("calc.made-on", date=translate.date(at.date(), "d MMMM y"))
    code = {0: "calc.made-today", 1: "calc.made-yesterday"}.get(ago, "calc.made-days")
    return translate(code, number=ago)


def clock(translate: Translator, at: datetime) -> str:
    """The time of day: « 9 h », « 9 h 05 », “9:05”."""
    code = "common.clock" if at.minute else "common.clock-full-hour"
    return translate(code, hour=at.hour, minute=f"{at.minute:02}")


def file_size(translate: Translator, size: int) -> str:
    """Bytes in thousands, millions or more: « 340 ko », « 2,4 Mo »."""
    from babel.units import format_unit  # noqa: PLC0415 - rarely told

    number, unit, step = Decimal(size) / _THOUSAND, "kilobyte", "1"
    for larger in ("megabyte", "gigabyte"):
        if number >= _THOUSAND:
            number, unit, step = number / _THOUSAND, larger, "0.1"
    return format_unit(
        _half_up(number, step), f"digital-{unit}", "short", locale=translate.language
    )


_THOUSAND = 1000


def render(translate: Translator, text: str | Message) -> str:
    """The author's text as it is, the program's in words."""
    return text if isinstance(text, str) else _told(translate, text.code, text.values)


def verdict_line(translate: Translator, verdict: Verdict) -> str:
    """What to tell about an answer: what its author or the checker says, else a short word."""
    told = [verdict.text] if verdict.text else []
    if verdict.message:
        told.append(render(translate, verdict.message))
    if not told:
        told.append(translate(_SHORT[verdict.outcome]))
    return joined(" ", told)


_SHORT = {
    Outcome.RIGHT: "common.right",
    Outcome.NEAR: "common.near",
    Outcome.WRONG: "common.wrong",
    Outcome.UNCLEAR: "common.unclear",
}


def diagnostic_line(translate: Translator, found: Diagnostic) -> str:
    """One line on a mistake in a deck file: `file:line:col: error: what is wrong`."""
    return translate(
        "common.diagnostic",
        file=found.at.file,
        # A position is no quantity: no thousands separator.
        line=str(found.at.line),
        column=str(found.at.column),
        severity=translate(f"common.severity-{found.severity}"),
        message=diagnostic_message(translate, found),
    )


def diagnostic_message(translate: Translator, found: Diagnostic) -> str:
    """What is wrong in a deck file, without the place."""
    return translate.say(found.code, _values(translate, found.values))


def due_date(translate: Translator, state: CardState, today: int) -> str:
    """The day a card comes on, in short: « aujourd’hui », « 12 nov. »; far off « nov. 2027 »."""
    if state.memory is None:
        return "—"
    day = state.memory.due_day
    if day == today:
        return translate("browse.due-today")
    date = noon(day).date()
    return translate.date(date, "d MMM" if abs(day - today) < _FAR_DAYS else "MMM y")


_FAR_DAYS = 330
"""Within so many days a day and its month are of one year only."""


def pointed_at(fault: QueryError) -> str:
    """A query, and under it a mark below what is wrong."""
    line = printable(fault.query).expandtabs(1).replace("\n", " ")
    before = line[: fault.place]
    cells = sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in before
    )
    return f"{line}\n{' ' * cells}^"


def error(translate: Translator, fault: KpiTrainerError) -> str:
    """What cannot be done, and what to do instead."""
    return _told(translate, fault.code, fault.values)


def _told(translate: Translator, code: str, told: Mapping[str, object]) -> str:
    """A sentence of the program.

    Where an unknown name was given among `known` ones, the nearest is proposed; of many only those
    that are like it are told.
    """
    values = dict(told)
    name, known = values.get("name"), values.get("known")
    near: list[str] = []
    if isinstance(name, str) and isinstance(known, str):
        from difflib import get_close_matches  # noqa: PLC0415 - only after a slip

        names, typed = {one.casefold(): one for one in known.split(", ")}, name.casefold()
        alike = get_close_matches(typed, names, n=_NEAR)
        holding = [one for one in names if typed in one] if typed else []
        near = [names[one] for one in dict.fromkeys((*alike, *holding))][:_NEAR]
        if near and len(names) > _MANY:
            values["known"] = ", ".join((*near, "…"))
    sentence = translate.say(code, _values(translate, values))
    return f"{sentence} {translate('common.did-you-mean', near=near[0])}" if near else sentence


_MANY, _NEAR = 25, 5
"""More names than this bury the one that was meant; then so many are told."""


_SAID = {
    "system.no-space": "ENOSPC EDQUOT",
    "system.no-right": "EACCES EPERM",
    "system.read-only": "EROFS",
    "system.missing": "ENOENT",
    "system.no-folder": "EEXIST ENOTDIR",
    "system.is-folder": "EISDIR",
    "system.long-name": "ENAMETOOLONG",
    "system.link-loop": "ELOOP",
    "system.device": "EIO ENXIO ENODEV ESTALE ENOTCONN",
    "system.too-many-files": "EMFILE ENFILE",
    "system.busy": "EBUSY ETXTBSY",
    "system.no-program": "ENOEXEC",
    "system.no-service": "ECONNREFUSED",
    "system.cut-off": "ECONNRESET ECONNABORTED EPIPE",
    "system.no-network": "ENETDOWN ENETUNREACH EHOSTDOWN EHOSTUNREACH",
}
_REASONS = {error: code for code, errors in _SAID.items() for error in errors.split()}


def reason_of(error: OSError) -> Message | str:
    """Why the system refused something, and what helps; the rare ones in the system's words."""
    code = _REASONS.get(errno.errorcode.get(error.errno or 0, ""))
    return Message(code) if code else error.strerror or str(error)


def _values(translate: Translator, values: Mapping[str, object]) -> dict[str, object]:
    """Placeholders' values, those that are messages themselves already in words."""
    return {name: _value(translate, value) for name, value in values.items()}


def _value(translate: Translator, value: object) -> object:
    if isinstance(value, Diagnostic):
        return diagnostic_line(translate, value)
    if isinstance(value, date):
        day = translate.date(value, "d MMMM y")
        return f"{day}, {clock(translate, value)}" if isinstance(value, datetime) else day
    if isinstance(value, tuple):
        return ", ".join(str(_value(translate, each)) for each in value)
    return render(translate, value) if isinstance(value, Message) else value


def _in_short(translate: Translator, seconds: int) -> str:
    unit, number = _measured(seconds)
    if unit == "year":
        return translate("common.interval-year", number=Fraction(number), count=int(number))
    return translate(f"common.interval-{unit}", number=Fraction(number))


def _wait(now: datetime, memory: Memory) -> int:
    if memory.due_at is not None:
        # Rounded, because `now` may be read a moment after the memory was computed.
        return round((memory.due_at - now) / timedelta(seconds=1))
    return memory.interval * _DAY


def _measured(seconds: int) -> tuple[str, Decimal]:
    """A wait in the largest unit it fills; months and years to a tenth, as in Anki."""
    if seconds <= _MINUTE:
        return "moment", Decimal(0)
    for unit, size, limit in (("minute", _MINUTE, _HOUR), ("hour", _HOUR, _DAY)):
        number = _half_up(Decimal(seconds) / size)
        if number * size < limit:
            return unit, number
    if seconds < _MONTH:
        return "day", _half_up(Decimal(seconds) / _DAY)
    if seconds < _YEAR:
        return "month", _half_up(Decimal(seconds) / _MONTH, "0.1")
    return "year", _half_up(Decimal(seconds) / _YEAR, "0.1")


def _half_up(number: Decimal, step: str = "1") -> Decimal:
    return number.quantize(Decimal(step), ROUND_HALF_UP).normalize()
