"""Progress in words for both front ends: states, what is left of a session, days of study."""

from collections.abc import Collection

from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.days_off import DaysOff
from kpitrainer.domain.schedule.session import Remaining
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.i18n import Translator

WEEKS = 12
"""So many are shown, the present one last."""

_STUDIED, _OFF, _MISSED, _AHEAD = "●", "○", "·", " "
_MONDAY = 3
"""Study days are counted from a Thursday."""


def state_name(translate: Translator, state: Maturity, count: int = 1) -> str:
    """What a card in that state is called, or `count` of them, in Anki’s words: « jeunes »."""
    return translate(f"common.state-{state}", count=count)


def left_told(translate: Translator, left: Remaining, repeats: int) -> str:
    """What is left of a session: new cards, those to review, `repeats` of what was answered."""
    kinds = {
        "new": left.new,
        "due": left.due + left.learning - repeats,
        "again": repeats,
    }
    told = (translate(f"review.left-{kind}", count=n) for kind, n in kinds.items() if n)
    return " · ".join(told)


def day_name(translate: Translator, today: int, ahead: int) -> str:
    """What the day so many days `ahead` is called, in short: « auj. », « lun. »."""
    if not ahead:
        return translate("home.forecast-today")
    return translate.date(noon(today + ahead).date(), "EEE")


def calendar_lines(
    translate: Translator, studied: Collection[int], off: DaysOff, today: int
) -> list[str]:
    """A line for each of the latest WEEKS, Monday first: which days were `studied`, which are off.

    Above them the days' names, below them what the signs mean.
    """
    days, monday = frozenset(studied), today - (today + _MONDAY) % 7
    first = monday - 7 * (WEEKS - 1)
    begins = [translate.date(noon(first + 7 * week).date(), "d MMM") for week in range(WEEKS)]
    margin = max(map(len, begins))
    names = (translate.date(noon(monday + place).date(), "EEEEEE") for place in range(7))
    lines = [" " * margin + "".join(f"{name:>3}" for name in names)]
    for week, begin in enumerate(begins):
        start = first + 7 * week
        drawn = (f"{_sign(day, days, off, today):>3}" for day in range(start, start + 7))
        lines.append(f"{begin:>{margin}}{''.join(drawn)}".rstrip())
    signs = {"studied": _STUDIED, "off": _OFF, "missed": _MISSED}
    return [*lines, "", translate.say("home.calendar-signs", signs)]


def _sign(day: int, days: Collection[int], off: DaysOff, today: int) -> str:
    if day in days:
        return _STUDIED
    if off.has(day):
        return _OFF
    return _MISSED if day < today else _AHEAD
