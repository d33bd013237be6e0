"""A calendar of days, the more was done the fuller: weeks as columns, or as lines."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from kpitrainer.domain.figures.chart import Chart
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.i18n import Translator
from kpitrainer.stats_wording import date_text, name_of
from kpitrainer.tui.text.lines import MUTED

_WEEK = 7
_MONDAY = 4
"""The study day 4 is 1970-01-05, a Monday."""

_SIGNS = "·░▒▓█"
_STYLES = (MUTED, "$text-success 60%", "$text-success 75%", "$text-success 90%", "$text-success")
_NAME = 6
_WIDEST = 3
_FEW_WEEKS = 9
_DAY_CELLS = 6


def heat_map(translate: Translator, chart: Chart, width: int) -> Iterator[Content]:
    """The days of a chart; as many weeks a row of weeks as have room, the latest last."""
    values = chart.series[0].values
    counts = {int(float(day)): value or 0 for day, value in zip(chart.places, values, strict=True)}
    first, last = min(counts), max(counts)
    mondays = list(range(first - (first - _MONDAY) % _WEEK, last + 1, _WEEK))
    top = max(counts.values()) or 1
    if len(mondays) < _FEW_WEEKS:
        yield from _sheet(translate, mondays, counts, top, min(width // _WEEK - 2, _DAY_CELLS))
    else:
        cell = min(max((width - _NAME) // len(mondays), 1), _WIDEST)
        a_row = min((width - _NAME) // cell, 53 if len(mondays) > 106 else len(mondays))  # noqa: PLR2004 - weeks of a year
        cut = len(mondays) % a_row
        rows = [mondays[:cut]] if cut else []
        rows += [mondays[at : at + a_row] for at in range(cut, len(mondays), a_row)]
        for row in rows:
            yield from _strip(translate, row, counts, top, cell)
    yield _legend(translate, top)


def _sheet(
    translate: Translator, mondays: list[int], counts: Mapping[int, float], top: float, cells: int
) -> Iterator[Content]:
    """A week a line, with dates and numbers, as calendars on a wall; a day has so many `cells`.

    Where they are few there are signs only.
    """
    names = (date_text(translate, mondays[0] + day, "EEE") for day in range(_WEEK))
    heads = (
        f"{name[: max(cells - 1, 1)] if cells < _DAY_CELLS else name:>{cells}}" for name in names
    )
    yield Content.styled(" " * 8 + " ".join(heads), MUTED)
    for monday in mondays:
        parts: list[tuple[str, str]] = [(f"{date_text(translate, monday, 'd MMM'):<8}", MUTED)]
        for day in range(monday, monday + _WEEK):
            if day not in counts:
                parts.append((" " * (cells + 1), ""))
                continue
            level = _level(counts[day], top)
            number = f"{counts[day]:.0f} " if counts[day] and cells == _DAY_CELLS else ""
            parts.append((f"{f'{number}{_SIGNS[level]}':>{cells}} ", _STYLES[level]))
        yield Content.assemble(*parts)


def _strip(
    translate: Translator, mondays: list[int], counts: Mapping[int, float], top: float, cell: int
) -> Iterator[Content]:
    """A week a column, under the names of the months."""
    months, shown = "", 0
    for column, monday in enumerate(mondays):
        date = noon(monday).date()
        start = _NAME + column * cell
        if date.month != shown and start >= len(months) + (1 if months else 0):
            name = date_text(translate, monday, "MMM y" if date.month == 1 else "MMM")
            months, shown = f"{months:<{start}}{name}", date.month
    yield Content.styled(months, MUTED)
    for day in range(_WEEK):
        name = date_text(translate, mondays[0] + day, "EEE") if day % 2 == 0 else ""
        parts: list[tuple[str, str]] = [(f"{name:<{_NAME}}", MUTED)]
        for monday in mondays:
            count = counts.get(monday + day)
            level = 0 if count is None else _level(count, top)
            sign = " " if count is None else _SIGNS[level]
            parts.append((sign * cell if level else sign.ljust(cell), _STYLES[level]))
        yield Content.assemble(*parts)


def _level(count: float, top: float) -> int:
    """0 for nothing, then quarters of the most there was on a day."""
    return min(int(4 * count / top) + 1, 4) if count else 0


def _legend(translate: Translator, top: float) -> Content:
    signs = [Content.assemble((sign, style)) for sign, style in zip(_SIGNS, _STYLES, strict=True)]
    least, most = "0", f"{top:.0f} {name_of(translate, 'a-day')}"
    return Content.assemble(
        " " * _NAME, (f"{least} ", MUTED), Content(" ").join(signs), (f" {most}", MUTED)
    )
