"""Charts drawn in blocks, with axes and names; what colours tell, signs tell too."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from textual.content import Content

from kpitrainer.domain.figures.chart import Chart, ChartKind, Unit
from kpitrainer.i18n import Translator
from kpitrainer.stats_wording import (
    chart_title,
    name_of,
    place_text,
    scale_text,
    short_place,
    value_text,
)
from kpitrainer.tui.text.heat_map import heat_map
from kpitrainer.tui.text.line_chart import line_chart
from kpitrainer.tui.text.lines import MUTED, fit

_BLOCKS = " ▁▂▃▄▅▆▇█"
_ONE = ("█", "$text-accent")
SIGNS: Mapping[str, tuple[str, str]] = {
    "mature": ("█", "$text-success"),
    "young": ("▓", "$text-accent"),
    "learning": ("▒", "$text-warning"),
    "new": ("░", "$foreground 70%"),
    "practice": ("╎", "$text-secondary"),
    "backlog": ("▚", "$text-error"),
    "suspended": ("·", MUTED),
    "mistakes": ("█", "$text-error"),
}
"""How the parts of a column or bar are drawn: the sign that fills it, and its colour."""

_MARGIN = 7
"""Cells of a line before its columns: the scale, and the axis."""

_WIDEST = 7
_LABEL, _LONGEST = 14, 34
"""Cells of the names of bars, as few and as many."""


def draw(translate: Translator, chart: Chart, width: int, height: int) -> Content:
    """A chart with its title, in lines of at most `width` cells; `height` is that of columns."""
    match chart.kind:
        case ChartKind.COLUMNS:
            lines = [*_columns(translate, chart, width, height), *_legend(translate, chart)]
        case ChartKind.LINES:
            lines = list(line_chart(translate, chart, width, height))
        case ChartKind.CALENDAR:
            lines = list(heat_map(translate, chart, width))
        case ChartKind.BARS | ChartKind.SHARES:
            lines = [*_bars(translate, chart, width), *_legend(translate, chart)]
    title = Content.styled(chart_title(translate, chart), "bold")
    return Content("\n").join([title, *lines])


def beside(left: Content, right: Content, width: int) -> Content:
    """Two drawings side by side, the left one `width` cells wide."""
    lefts, rights = left.split(allow_blank=True), right.split(allow_blank=True)
    lefts += [Content("")] * (len(rights) - len(lefts))
    rights += [Content("")] * (len(lefts) - len(rights))
    pairs = zip(lefts, rights, strict=True)
    return Content("\n").join(
        [one.pad_right(max(width - one.cell_length, 0)) + other for one, other in pairs]
    )


def _columns(translate: Translator, chart: Chart, width: int, height: int) -> Iterator[Content]:
    sums = [sum(each.values[at] or 0 for each in chart.series) for at in range(len(chart.places))]
    top = chart.top or max(sums, default=0) or 1
    count = len(chart.places)
    cell = min(max((width - _MARGIN) // count, 1), _WIDEST)
    gap = 1 if cell > 2 or (cell == 2 and chart.axis is not Unit.DAY) else 0  # noqa: PLR2004 - cells
    shown = min(count, (width - _MARGIN) // cell)
    places = range(count - shown, count) if chart.name != "forecast" else range(shown)
    columns = [_column(chart, at, top, height) for at in places]
    scale = {height - 1: float(top), height // 2 - 1: top * (height // 2) / height}
    for row in reversed(range(height)):
        parts: list[tuple[str, str] | str] = []
        for column in columns:
            sign, style = column[row]
            parts.append((sign * (cell - gap) + " " * gap, style))
        yield Content.assemble((_scale(translate, chart, scale.get(row)), MUTED), *parts)
    yield Content.styled(f"{_scale(translate, chart, 0)[:-1]}└{'─' * (cell * shown)}", MUTED)
    yield Content.styled(axis_labels(translate, chart, places, cell, _MARGIN), MUTED)


def _column(chart: Chart, at: int, top: float, height: int) -> list[tuple[str, str]]:
    """A column from below: each cell is the series' at its middle, the last one part of a block."""
    ends = list(accumulate(each.values[at] or 0 for each in chart.series))
    full = ends[-1] / top * height if ends else 0
    cells = []
    for row in range(height):
        if row + 0.5 > full and not (row == 0 and full > 0) and row + 0.125 > full:
            cells.append((" ", ""))
            continue
        middle = min(row + 0.5, full) * top / height
        name = next(
            (
                each.name
                for each, end in zip(chart.series, ends, strict=True)
                if middle <= end + 1e-9 and each.values[at]
            ),
            chart.series[-1].name,
        )
        sign, style = SIGNS.get(name, _ONE)
        if row + 1 > full:
            sign = _BLOCKS[max(round((full - row) * 8), 1)]
        cells.append((sign, style))
    if full > height:
        cells[-1] = "▲", cells[-1][1]
    return cells


def _scale(translate: Translator, chart: Chart, value: float | None) -> str:
    if value is None:
        return f"{'':>{_MARGIN - 2}} │"
    if chart.unit is Unit.COUNT and value != int(value):
        return f"{'':>{_MARGIN - 2}} │"
    return f"{scale_text(translate, chart.unit, value):>{_MARGIN - 2}} │"


def axis_labels(
    translate: Translator, chart: Chart, places: Sequence[int], cell: int, margin: int
) -> str:
    """Names below the places, as many as have room."""
    line = ""
    for column, at in enumerate(places):
        start = margin + column * cell
        label = short_place(translate, chart, at)
        # One that does not end within the line would only be half told.
        ends_at = margin + len(places) * cell + 2
        if start >= len(line) + (2 if line else 0) and start + len(label) <= max(
            ends_at, start + 1
        ):
            line = f"{line:<{start}}{label}"
    return line


def _legend(translate: Translator, chart: Chart) -> Iterator[Content]:
    told = [each for each in chart.series if any(each.values)]
    if len(chart.series) > 1 and told:
        names = [
            Content.assemble(
                SIGNS.get(each.name, _ONE), (f" {name_of(translate, each.name)}", MUTED)
            )
            for each in told
        ]
        yield Content(" " * _MARGIN) + Content("   ").join(names)


def _bars(translate: Translator, chart: Chart, width: int) -> Iterator[Content]:
    count = len(chart.places)
    names = [place_text(translate, chart, at) for at in range(count)]
    label = min(max([_LABEL, *map(len, names)]), _LONGEST, max(width // 3, _LABEL))
    sums = [sum(each.values[at] or 0 for each in chart.series) for at in range(count)]
    top, room = max(sums, default=0) or 1, max(width - label - 9, 8)
    for at, name in enumerate(names):
        whole = sums[at] if chart.kind is ChartKind.SHARES else top
        parts = [
            (SIGNS.get(each.name, _ONE), _cells(each.values[at] or 0, whole, room))
            for each in chart.series
        ]
        drawn = Content.assemble(*((sign * cells, style) for (sign, style), cells in parts))
        if drawn.cell_length > room:
            drawn = drawn.truncate(room)
        drawn = drawn.pad_right(max(room - drawn.cell_length, 0))
        number = value_text(translate, chart.unit, sums[at])
        yield Content.assemble(fit(name, label), " ", drawn, (f" {number:>6}", MUTED))


def _cells(value: float, whole: float, room: int) -> int:
    """What there is one of has a cell."""
    return max(round(Fraction(value) * room / Fraction(whole)), 1) if value and whole else 0
