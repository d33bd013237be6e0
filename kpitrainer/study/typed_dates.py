"""A date as a learner types it: 2027-06-12, 12/06/2027, 12/06, « 12 juin », “June 12”."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from unicodedata import combining, normalize

from kpitrainer.config.setting_forms import LONGEST_STRETCH
from kpitrainer.domain.errors import KpiTrainerError

_LANGUAGES = ("fr", "en")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?\.?", re.ASCII)
_WORDS = re.compile(
    r"(?:[^\W\d]+ )??(\d{1,2})(?:er|st|nd|rd|th)?\.? ([^\W\d]+)\.?(?: (\d{4}))?", re.ASCII
)
_ENGLISH = re.compile(
    r"(?:[^\W\d]+ )??([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?", re.ASCII
)

_ENDING = "(?:er|st|nd|rd|th)?"
_TWO_DAYS = rf"(?P<first>\d{{1,2}}){_ENDING} (?P<last>\d{{1,2}}){_ENDING},?"
_MONTH, _YEAR = r"(?P<month>[^\W\d]+\.?)", r"(?P<year> \d{4})?"
_ONE_MONTH = re.compile(f"{_TWO_DAYS} {_MONTH}{_YEAR}", re.ASCII)
_ENGLISH_MONTH = re.compile(f"{_MONTH} {_TWO_DAYS}{_YEAR}", re.ASCII)


def read_date(typed: str, today: date) -> date:
    """The date that is meant; without a year its next occurrence, from `today` on.

    Figures are day first. Months and days of the week are known by their French and English names.

    Raises:
        KpiTrainerError: `goal.no-date`, it is none; `goal.no-such-day`, as no month has it.
    """
    text = " ".join(_plain(typed).replace(",", " ").replace(" de ", " ").split())
    year, month, day = _parts(text, typed)
    try:
        if year is not None:
            return date(year, month, day)
        # The 29th of February may be years away.
        return next(
            found
            for ahead in range(9)
            if (found := _real(today.year + ahead, month, day)) and found >= today
        )
    except (ValueError, StopIteration) as error:
        raise KpiTrainerError("goal.no-such-day", typed=typed) from error


def coming_date(typed: str, today: date) -> date:
    """As `read_date`, of a day that is not here yet.

    Raises:
        KpiTrainerError: as there, or `goal.past`.
    """
    found = read_date(typed, today)
    if found <= today:
        raise KpiTrainerError("goal.past", date=found)
    return found


def read_stretch(words: Sequence[str], today: date) -> tuple[date, date]:
    """The first and the last of a stretch of days, typed one after the other; or one day.

    Without a year it may have begun a month ago. Both may share the month: « du 24 au 31 mai ».

    Raises:
        KpiTrainerError: as `read_date`, or `goal.no-stretch`, where it is too long or ends before
            it begins.
    """
    words = [word for typed in words for word in typed.split() if word.casefold() not in _BETWEEN]
    text = " ".join(words)
    if shared := _of_one_month(text):
        return _stretch(*shared, today)
    failed = KpiTrainerError("goal.no-date", typed=text)
    # The longest first date: « 12 juin 2027 » is one day, and not the 12th of June up to a year.
    for cut in range(len(words), 0, -1):
        first, last = " ".join(words[:cut]), " ".join(words[cut:])
        try:
            return _stretch(first, last or first, today)
        except KpiTrainerError as error:
            failed = failed if error.code == "goal.no-date" else error
    raise failed


def _of_one_month(text: str) -> tuple[str, str] | None:
    """Both dates in full, of two days written with one month; None where they are not."""
    text = _plain(text)
    found = _ONE_MONTH.fullmatch(text) or _ENGLISH_MONTH.fullmatch(text)
    if found is None or int(found["first"]) >= int(found["last"]):
        return None
    month, year = found["month"], found["year"] or ""
    return f"{found['first']} {month}{year}", f"{found['last']} {month}{year}"


def _stretch(first: str, last: str, today: date) -> tuple[date, date]:
    begin = read_date(first, today - _LATELY)
    end = read_date(last, begin)
    if not 0 <= (end - begin).days <= LONGEST_STRETCH:
        raise KpiTrainerError("goal.no-stretch", first=begin, last=end, most=LONGEST_STRETCH)
    return begin, end


_BETWEEN = {"du", "au", "from", "to", "until"}

_LATELY = timedelta(days=30)
"""How long ago days off may be that are announced afterwards."""


def _parts(text: str, typed: str) -> tuple[int | None, int, int]:
    """Year, month and day as they are written, the year where there is one."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _FIGURES.fullmatch(text):
        return _year(found[3]), int(found[2]), int(found[1])
    text = re.sub(r"^(le|on|the) ", "", text)
    for pattern, day, month in ((_WORDS, 1, 2), (_ENGLISH, 2, 1)):
        found = pattern.fullmatch(text)
        if found and found[month] in _months():
            return _year(found[3]), _months()[found[month]], int(found[day])
    raise KpiTrainerError("goal.no-date", typed=typed)


def _year(written: str | None) -> int | None:
    return int(written) if written else None


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names  # noqa: PLC0415 - few commands have a date

    return {
        _plain(name).removesuffix("."): month
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for month, name in get_month_names(width, locale=language).items()
    }


def _plain(text: str) -> str:
    """Small letters without accents, as « févr. » and « Fevrier » are one month."""
    return "".join(c for c in normalize("NFKD", text.casefold()) if not combining(c))
