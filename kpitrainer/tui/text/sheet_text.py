"""A tab of the statistics as styled text: its figures, charts and tables."""

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from kpitrainer.domain.figures.chart import Chart, ChartKind, Sheet, StatTable, Unit
from kpitrainer.i18n import Translator
from kpitrainer.stats_wording import chart_title, fact_words, head_of, table_of, words_of
from kpitrainer.tui.text.charts import beside, draw
from kpitrainer.tui.text.lines import ACCENT, GOOD, MUTED, clickable, fit, sparkline

_ROOMY, _GAP, _AXIS = 96, 4, 8
"""From so many cells on charts stand side by side, so far apart; what their scale takes."""

_LEAST, _HIGHEST = 6, 12
_IN_FIGURES_TOO = (ChartKind.COLUMNS, ChartKind.LINES)
"""The others have their figures in them."""

_TREND = 30
_TEXT_CELLS, _NARROW, _FIRST = 60, 12, 26
"""Cells of a column of text: at most, where room is short, and of the first one at least."""


def tabs_line(translate: Translator, names: Sequence[str], chosen: str) -> Content:
    """The names of the tabs, which can be clicked."""
    told = []
    for name in names:
        label = translate(f"stats.tab-{name}").replace(" ", "\u00a0")
        style = "bold reverse" if name == chosen else MUTED
        shown = Content.styled(f"\u00a0{label}\u00a0", style)
        told.append(clickable(shown, f"screen.show_tab('{name}')"))
    return Content(" ").join(told)


def sheet_paragraphs(
    translate: Translator, sheet: Sheet, width: int, height: int
) -> Iterator[Content]:
    """What a tab tells, in lines of at most `width` cells, on a screen of `height` lines."""
    facts = [fact for fact in sheet.facts if fact.value is not None]
    if facts:
        yield Content("\u00a0· ").join(_fact(*fact_words(translate, fact)) for fact in facts)
    charts = [chart for chart in sheet.charts if not chart.empty]
    half = (width - _GAP) // 2
    widest = max((len(chart.places) for chart in charts), default=0) + _AXIS
    two = width >= _ROOMY and len(charts) > 1 and widest <= half
    high = min(max((height - 12) // (2 if len(charts) > (1 + two) else 1), _LEAST), _HIGHEST)
    each_width = half if two else width
    yield from _placed([draw(translate, chart, each_width, high) for chart in charts], two * half)
    tables = [_chart_table(translate, chart) for chart in charts if chart.kind in _IN_FIGURES_TOO]
    beside_too = two and all(_width(table) <= half for table in tables)
    yield from _placed([t for t in tables if _width(t) <= width], beside_too * half)
    for table in sheet.tables:
        if table.rows and table.name != "hardest":
            title = Content.styled(translate(f"stats.table-{table.name}"), "bold")
            yield Content("\n").join([title, *table_lines(translate, table, width)])
    if sheet.empty:
        yield Content.styled(translate("stats.nothing-yet"), MUTED)


def _placed(drawn: Sequence[Content], half: int) -> Iterator[Content]:
    """Below each other, or in pairs where a `half` is so many cells wide."""
    if not half:
        yield from drawn
        return
    for at in range(0, len(drawn), 2):
        pair = drawn[at : at + 2]
        yield beside(pair[0], pair[1], half + _GAP) if len(pair) > 1 else pair[0]


def _chart_table(translate: Translator, chart: Chart) -> Content:
    """What a chart tells, in figures."""
    head, *rows = table_of(translate, chart).lines()
    title = Content.styled(chart_title(translate, chart), "bold")
    return Content("\n").join([title, Content.styled(head, MUTED), *map(Content, rows)])


def _width(drawn: Content) -> int:
    return max(line.cell_length for line in drawn.split())


def table_lines(translate: Translator, table: StatTable, width: int) -> Iterator[Content]:
    """A table's heads and rows; a column of text gives way where the lines are too long."""
    words = words_of(translate, table)
    cells = [words.heads, *words.rows]
    widths = [
        max(Content(cell).cell_length for cell in column) for column in zip(*cells, strict=True)
    ]
    texts = [at for at, column in enumerate(table.columns) if column.unit is Unit.TEXT]
    widths = _fitted(widths, texts, width)
    trends = [row.trend for row in table.rows]
    room = min(width - sum(widths) - 2 * len(widths), _TREND)
    head = _row(words.heads, widths, words.right)
    if any(trends) and room > _LEAST:
        head += Content(f"  {head_of(translate, 'trend')[:room]}")
    yield head.stylize(MUTED)
    for row, told in zip(table.rows, words.rows, strict=True):
        line = _row(told, widths, words.right)
        if row.trend and room > _LEAST:
            line += Content.styled(f"  {_trend(row.trend[-room:])}", ACCENT)
        yield line.stylize(GOOD) if row.values[-1] == "gone" else line


def _fitted(widths: Sequence[int], texts: Sequence[int], width: int) -> list[int]:
    """The widths of columns so that a line has room; 0 for a column of text that is left out.

    The later texts give way first; the first one keeps some cells.
    """
    fitted = [min(each, _TEXT_CELLS) if at in texts else each for at, each in enumerate(widths)]

    def over() -> int:
        return max(sum(fitted) + 2 * sum(map(bool, fitted)) - width, 0)

    for at in reversed(texts[1:]):
        fitted[at] = max(fitted[at] - over(), min(fitted[at], _NARROW))
    for at in reversed(texts[1:]):
        if fitted[texts[0]] - over() < _FIRST:
            fitted[at] = 0
    if texts:
        fitted[texts[0]] = max(fitted[texts[0]] - over(), _LEAST)
    return fitted


def _trend(counts: Sequence[int]) -> str:
    """A block a number; nothing where there is nothing."""
    blocks = sparkline(counts)
    return "".join(block if count else "·" for block, count in zip(blocks, counts, strict=True))


def _row(cells: Iterable[str], widths: Sequence[int], right: Sequence[bool]) -> Content:
    parts = []
    for cell, width, to_right in zip(cells, widths, right, strict=True):
        if not width:
            continue
        content = fit(cell, width)
        if to_right:
            spare = width - Content(cell).cell_length
            content = Content(" " * max(spare, 0)) + Content(cell)
        parts.append(content)
    return Content("  ").join(parts)


def _fact(name: str, value: str) -> Content:
    """A figure, which no line breaks."""
    return Content.assemble(
        (f"{name} ".replace(" ", "\u00a0"), MUTED), (value.replace(" ", "\u00a0"), "bold")
    )
