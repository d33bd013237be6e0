"""Statistics in words and figures: names, values, places, and charts as tables."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from kpitrainer.domain.figures.chart import (
    Chart,
    ChartKind,
    Fact,
    Sheet,
    StatTable,
    TableRow,
    Unit,
    Value,
)
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.text.printable import printable
from kpitrainer.i18n import Translator
from kpitrainer.wording import days, duration

NOTHING = "—"
_MONTH = 28
_WEEK = range(7)
_MONDAY = 4
"""The study day 4 is 1970-01-05, a Monday."""

_WIDEST = 60
"""Cells of a column of text."""

_STATES = frozenset(map(str, Maturity))
_SCALE_CELLS = 5

_RATINGS = frozenset({"again", "hard", "good", "easy"})


class StatTableText(NamedTuple):
    """A table in words: its heads, its rows, and which columns stand to the right."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[bool]

    def lines(self) -> Iterator[str]:
        """The table laid out, heads first."""
        rows = [[_cut(cell) for cell in row] for row in (self.heads, *self.rows)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(row, widths, self.right, strict=True)
            )
            yield "  ".join(cells).rstrip()


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def name_of(translate: Translator, name: str) -> str:
    """What a series, a figure or a column is called, beside others; states as everywhere."""
    if name in _STATES:
        return translate(f"common.state-{name}", count=2)
    if name in _RATINGS:
        return translate(f"review.{name}")
    return translate(f"stats.name-{name}")


def head_of(translate: Translator, name: str) -> str:
    """The same where it stands by itself: with a capital."""
    called = name_of(translate, name)
    return called[:1].upper() + called[1:]


def chart_title(translate: Translator, chart: Chart) -> str:
    """What a chart is called; one over time tells how many days a column has."""
    title = translate(f"stats.chart-{chart.name}")
    if chart.axis is Unit.DAY and chart.step > 1:
        return f"{title} · {translate('stats.by-days', number=chart.step)}"
    return title


def value_text(translate: Translator, unit: Unit, value: Value) -> str:  # noqa: PLR0911 - one a unit
    """A value as it is told."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return printable(value) if unit is Unit.TEXT else name_of(translate, value)
    match unit:
        case Unit.PERCENT:
            return translate("common.percent", number=_rounded(value))
        case Unit.SECONDS:
            return duration(translate, round(value))
        case Unit.DAYS:
            return days(translate, round(value))
        case Unit.DAY:
            return date_text(translate, int(value), "d MMM y")
        case Unit.HOUR:
            return translate("common.clock-full-hour", hour=int(value))
        case Unit.DECIMAL | Unit.MINUTES:
            return translate("stats.number", number=_rounded(value, "0.1"))
        case _:
            return translate("stats.number", number=_rounded(value))


def scale_text(translate: Translator, unit: Unit, value: float) -> str:
    """A value beside a scale, in at most five cells."""
    told = value_text(translate, unit, value)
    if len(told) <= _SCALE_CELLS:
        return told
    whole = value_text(translate, Unit.COUNT, value)
    thousands = f"{value_text(translate, Unit.COUNT, value / 1000)}k"
    return whole if len(whole) <= _SCALE_CELLS else thousands


def date_text(translate: Translator, day: int, pattern: str) -> str:
    """The date of a study day."""
    return translate.date(noon(day).date(), pattern)


def place_text(translate: Translator, chart: Chart, at: int) -> str:
    """What a place of a chart stands for, in full."""
    place = chart.places[at]
    following = chart.places[at + 1] if at + 1 < len(chart.places) else None
    if isinstance(place, str):
        return value_text(translate, chart.axis, place)
    if chart.axis is Unit.DAY and chart.step > 1:
        end = date_text(translate, int(place) + chart.step - 1, "d MMM y")
        return f"{date_text(translate, int(place), 'd MMM')} – {end}"
    if chart.axis is Unit.DAYS:
        if following is None:
            return f"≥ {days(translate, int(place))}"
        last = int(float(following)) - 1
        told = days(translate, last)
        return told if last <= place else f"{days(translate, int(place))} – {told}"
    if chart.axis is Unit.PERCENT:
        end = value_text(translate, Unit.PERCENT, 100 if following is None else following)
        return f"{int(place)} – {end}"
    return value_text(translate, chart.axis, place)


def short_place(translate: Translator, chart: Chart, at: int) -> str:
    """The same below a column, in few cells."""
    place = chart.places[at]
    if isinstance(place, str) or chart.axis is not Unit.DAY:
        return value_text(translate, chart.axis, place)
    return date_text(translate, int(place), "MMM y" if chart.step >= _MONTH else "d MMM")


def table_of(translate: Translator, chart: Chart) -> StatTableText:
    """A chart as a table; places where there is nothing are left out."""
    if chart.kind is ChartKind.CALENDAR:
        return _weeks(translate, chart)
    heads = [translate(f"stats.axis-{chart.axis}")]
    heads += [head_of(translate, each.name) for each in chart.series]
    rows = [
        [
            place_text(translate, chart, at),
            *(value_text(translate, chart.unit, each.values[at]) for each in chart.series),
        ]
        for at in range(len(chart.places))
        if chart.has(at)
    ]
    return StatTableText(heads, rows, [False, *(True for _ in chart.series)])


def _weeks(translate: Translator, chart: Chart) -> StatTableText:
    """A calendar with a week a row."""
    counts = dict(zip(map(int, map(float, chart.places)), chart.series[0].values, strict=True))
    first = min(counts) - (min(counts) - _MONDAY) % len(_WEEK)
    heads = [translate("stats.axis-week")]
    heads += [date_text(translate, first + day, "EEE") for day in _WEEK]
    rows = []
    for monday in range(first, max(counts) + 1, len(_WEEK)):
        week = [counts.get(monday + day) for day in _WEEK]
        if any(week):
            told = [
                "" if each is None else value_text(translate, Unit.COUNT, each) for each in week
            ]
            rows.append([date_text(translate, monday, "d MMM y"), *told])
    return StatTableText(heads, rows, [False, *(True for _ in _WEEK)])


def words_of(translate: Translator, table: StatTable) -> StatTableText:
    """A table in words."""
    heads = [head_of(translate, column.name) for column in table.columns]
    rows = [row_words(translate, table, row) for row in table.rows]
    right = [column.unit not in {Unit.TEXT, Unit.WORD} for column in table.columns]
    return StatTableText(heads, rows, right)


def row_words(translate: Translator, table: StatTable, row: TableRow) -> list[str]:
    """The values of a table's row."""
    pairs = zip(table.columns, row.values, strict=True)
    return [value_text(translate, column.unit, value) for column, value in pairs]


def fact_words(translate: Translator, fact: Fact) -> tuple[str, str]:
    """A figure's name and value."""
    return head_of(translate, fact.name), value_text(translate, fact.unit, fact.value)


def sheet_lines(translate: Translator, sheet: Sheet) -> Iterator[str]:
    """All that a tab tells, line by line, its charts as tables."""
    yield translate(f"stats.tab-{sheet.name}")
    facts = [fact_words(translate, fact) for fact in sheet.facts]
    width = max((len(name) for name, _ in facts), default=0)
    yield from (f"  {name:<{width}}  {value}" for name, value in facts)
    tables = [
        (chart_title(translate, chart), table_of(translate, chart))
        for chart in sheet.charts
        if not chart.empty
    ]
    tables += [
        (translate(f"stats.table-{table.name}"), words_of(translate, table))
        for table in sheet.tables
        if table.rows
    ]
    for title, table in tables:
        yield ""
        yield f"  {title}"
        yield from (f"    {line}" for line in table.lines())
    if not tables:
        yield f"  {translate('stats.nothing-yet')}"


def _rounded(number: float, step: str = "1") -> Fraction:
    return Fraction(Decimal(number).quantize(Decimal(step), ROUND_HALF_UP))
