"""Lines over time in braille, whose cells have two by four dots; the second one is dotted."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from textual.content import Content

from kpitrainer.domain.figures.chart import Chart
from kpitrainer.i18n import Translator
from kpitrainer.stats_wording import name_of, short_place, value_text
from kpitrainer.tui.text.lines import MUTED

_MARGIN = 7
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_BRAILLE = 0x2800
_STYLES = ("$text-accent", "$text-warning")
_SIGNS = ("━━", "┄┄")
_STEP = 10
_DOTTED = 3
"""Of so many dots of the second line one is set."""


def line_chart(translate: Translator, chart: Chart, width: int, height: int) -> Iterator[Content]:
    """The lines under a scale of per cent that begins at a ten below the lowest value."""
    values = [each for series in chart.series for each in series.values if each is not None]
    top = chart.top or max(values, default=1)
    low = max(min(values, default=0) - 1, 0) // _STEP * _STEP
    room = min(width - _MARGIN, max(2 * len(chart.places), 40))
    middle = height // 2
    scale = {0: top, middle: top - (top - low) * middle / height}
    rows = plotted([series.values for series in chart.series], room, height, low, top)
    for row, drawn in enumerate(rows):
        told = value_text(translate, chart.unit, scale[row]) if row in scale else ""
        yield Content.styled(f"{told[:5]:>{_MARGIN - 2}} │", MUTED) + drawn
    yield Content.styled(
        f"{value_text(translate, chart.unit, low)[:5]:>{_MARGIN - 2}} └{'─' * room}", MUTED
    )
    yield Content.styled(_labels(translate, chart, room), MUTED)
    names = [
        line_name(number, name_of(translate, series.name))
        for number, series in enumerate(chart.series)
    ]
    yield Content(" " * _MARGIN) + Content("   ").join(names)


def plotted(
    lines: Sequence[Sequence[float | None]], room: int, height: int, low: float, top: float
) -> Iterator[Content]:
    """The lines in `height` rows of `room` cells, from `top` down to `low`."""
    grid = [[0] * room for _ in range(height)]
    owner = [[-1] * room for _ in range(height)]
    for number, values in reversed(list(enumerate(lines))):
        for x, y in _points(values, room * 2, height * 4, low, top):
            if number and x % _DOTTED:
                continue
            row, column = y // 4, x // 2
            grid[row][column] |= _DOTS[y % 4][x % 2]
            owner[row][column] = number
    for row in range(height):
        yield Content.assemble(
            *(
                (
                    chr(_BRAILLE + bits) if bits else " ",
                    _STYLES[number % len(_STYLES)] if number >= 0 else "",
                )
                for bits, number in zip(grid[row], owner[row], strict=True)
            )
        )


def line_name(number: int, name: str) -> Content:
    """What the line of that number, from 0, is called, after how it is drawn."""
    sign, style = _SIGNS[number % len(_SIGNS)], _STYLES[number % len(_STYLES)]
    return Content.assemble((sign, style), (f" {name}", MUTED))


def _points(
    values: Sequence[float | None], wide: int, high: int, low: float, top: float
) -> Iterator[tuple[int, int]]:
    """The dots of a line, from the upper left corner; where nothing was measured it is broken."""
    known = [
        (_across(at, len(values), wide), _down(value, high, low, top), at)
        for at, value in enumerate(values)
        if value is not None
    ]
    yield from ((x, y) for x, y, _ in known)
    for (x, y, at), (next_x, next_y, next_at) in pairwise(known):
        if next_at == at + 1:
            length = max(next_x - x, abs(next_y - y), 1)
            for step in range(length + 1):
                part = step / length
                yield round(x + (next_x - x) * part), round(y + (next_y - y) * part)


def _across(at: int, count: int, wide: int) -> int:
    return round(at * (wide - 1) / max(count - 1, 1))


def _down(value: float, high: int, low: float, top: float) -> int:
    return round((top - value) / ((top - low) or 1) * (high - 1))


def _labels(translate: Translator, chart: Chart, room: int) -> str:
    line = ""
    places: Sequence[int] = range(len(chart.places))
    for at in places:
        start = _MARGIN + _across(at, len(chart.places), room * 2) // 2
        label = short_place(translate, chart, at)
        if start >= len(line) + (3 if line else 0) and start + len(label) <= _MARGIN + room + 2:
            line = f"{line:<{start}}{label}"
    return line
