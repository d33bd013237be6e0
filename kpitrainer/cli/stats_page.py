"""The statistics as one page that needs nothing else: tables, and charts as inline SVG."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from kpitrainer.domain.figures.chart import Chart, ChartKind, Sheet
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.i18n import Translator
from kpitrainer.stats_wording import (
    StatTableText,
    chart_title,
    date_text,
    fact_words,
    name_of,
    place_text,
    short_place,
    table_of,
    value_text,
    words_of,
)
from kpitrainer.study.stats.view import View

_COLOURS: Mapping[str, str] = {
    "mature": "#1b7f4b",
    "young": "#3b82c4",
    "learning": "#d98324",
    "new": "#9aa3ad",
    "practice": "#8a63b8",
    "backlog": "#c0392b",
    "suspended": "#cfd4da",
    "mistakes": "#c0392b",
    "desired": "#d98324",
}
_ONE = "#3b82c4"
_WIDE, _HIGH, _LEFT, _BELOW, _ABOVE = 720, 180, 56, 26, 10
_LABELS = 8
"""So many labels stand below a chart at most."""

_WEEK, _MONDAY = 7, 4
_SMALL_CELL, _LARGE_CELL = 12, 16
_MONTHS, _NAMED_UP_TO = 16, 10
"""The height of a calendar’s line of months; the first one is named where as few days are gone."""

_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem;
  color: #1d2730; background: #fff; }
h1 { margin-bottom: 0; } h2 { margin-top: 2.5rem; border-bottom: 2px solid #3b82c4; }
.made { color: #5b6773; margin-top: 0; }
dl { display: grid; gap: .2rem 1.5rem;
  grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); }
dl div { display: flex; justify-content: space-between; gap: 1rem; }
dd { margin: 0; font-weight: 600; }
.wide { overflow-x: auto; } svg { width: 100%; min-width: 36rem; height: auto; }
svg text { font: 11px system-ui, sans-serif; fill: #5b6773; }
table { border-collapse: collapse; width: 100%; } th, td { padding: .2rem .5rem; text-align: left; }
th { border-bottom: 1px solid #9aa3ad; } tr:nth-child(even) td { background: #f2f5f8; }
.right { text-align: right; font-variant-numeric: tabular-nums; }
.legend span { margin-right: 1.2rem; white-space: nowrap; }
.legend i { display: inline-block; width: .8rem; height: .8rem; margin-right: .35rem; }
details { margin: .3rem 0 1rem; } figure { margin: 1rem 0; break-inside: avoid; }
@media (prefers-color-scheme: dark) { body { color: #dfe6ec; background: #14191e; }
  tr:nth-child(even) td { background: #1d242b; }
  svg text, .made { fill: #9aa3ad; color: #9aa3ad; } }
@media print { body { color: #000; background: #fff; max-width: none; margin: 0; }
  .wide { overflow: visible; } svg { min-width: 0; max-height: 22cm; }
  h2, h3 { break-after: avoid; } tr { break-inside: avoid; } details:not([open]) { display: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } @page { margin: 1.5cm; } }
"""


def page(translate: Translator, view: View, sheets: Sequence[Sheet]) -> str:
    """The whole page; no text of an author is read as markup, and nothing is fetched."""
    title = translate("stats.page-title")
    deck = translate("stats.all-decks")
    if view.deck is not None:
        deck = view.trainer.library.by_id[view.deck].title_for(translate.language)
    made = translate(
        "stats.page-made",
        deck=deck,
        period=translate(f"stats.period-{view.period}"),
        date=date_text(translate, view.today, "d MMMM y"),
    )
    parts = [part for sheet in sheets for part in _sheet(translate, sheet)]
    return "\n".join(
        [
            f'<!DOCTYPE html>\n<html lang="{translate.language}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
            f'<h1>{escape(title)}</h1><p class="made">{escape(made)}</p>',
            *parts,
            "</body></html>\n",
        ]
    )


def _sheet(translate: Translator, sheet: Sheet) -> Iterator[str]:
    name = escape(translate(f"stats.tab-{sheet.name}"))
    yield f'<section id="{escape(sheet.name)}"><h2>{name}</h2>'
    facts = [fact_words(translate, fact) for fact in sheet.facts if fact.value is not None]
    if facts:
        told = (f"<div><dt>{escape(n)}</dt><dd>{escape(v)}</dd></div>" for n, v in facts)
        yield f"<dl>{''.join(told)}</dl>"
    for chart in sheet.charts:
        if not chart.empty:
            title = escape(chart_title(translate, chart))
            table = _table(table_of(translate, chart))
            figures = escape(translate("stats.page-figures"))
            yield f"<figure><h3>{title}</h3>{_svg(translate, chart, title)}"
            yield f"{_legend(translate, chart)}<details><summary>{figures}</summary>{table}"
            yield "</details></figure>"
    for each in sheet.tables:
        if each.rows:
            yield f"<h3>{escape(translate(f'stats.table-{each.name}'))}</h3>"
            yield _table(words_of(translate, each))
    if sheet.empty:
        yield f"<p>{escape(translate('stats.nothing-yet'))}</p>"
    yield "</section>"


def _table(table: StatTableText) -> str:
    def row(cells: Iterable[str], tag: str) -> str:
        classes = (' class="right"' if right else "" for right in table.right)
        pairs = zip(cells, classes, strict=True)
        return f"<tr>{''.join(f'<{tag}{c}>{escape(text)}</{tag}>' for text, c in pairs)}</tr>"

    body = "".join(row(cells, "td") for cells in table.rows)
    heads = row(table.heads, "th")
    return _wide(f"<table><thead>{heads}</thead><tbody>{body}</tbody></table>")


def _wide(drawn: str) -> str:
    """What is scrolled by itself where the page is narrower."""
    return f'<div class="wide">{drawn}</div>'


def _legend(translate: Translator, chart: Chart) -> str:
    told = [each for each in chart.series if any(each.values)]
    if len(chart.series) == 1:
        return ""
    spans = (
        f'<span><i style="background:{_colour(each.name)}"></i>'
        f"{escape(name_of(translate, each.name))}</span>"
        for each in told
    )
    return f'<p class="legend">{"".join(spans)}</p>'


def _svg(translate: Translator, chart: Chart, title: str) -> str:
    match chart.kind:
        case ChartKind.CALENDAR:
            high, drawn = _calendar(translate, chart)
        case ChartKind.BARS | ChartKind.SHARES:
            high, drawn = _bars(translate, chart)
        case ChartKind.LINES:
            high, drawn = _HIGH, _lines(chart) + _axes(translate, chart)
        case ChartKind.COLUMNS:
            high, drawn = _HIGH, _columns(translate, chart) + _axes(translate, chart)
    view = f"0 0 {_WIDE} {high + _BELOW}"
    return _wide(f'<svg viewBox="{view}" role="img" aria-label="{title}">{drawn}</svg>')


def _colour(name: str) -> str:
    return _COLOURS.get(name, _ONE)


def _scale(chart: Chart) -> tuple[float, float]:
    """Where the scale begins and ends."""
    if chart.kind is ChartKind.LINES:
        values = [each for one in chart.series for each in one.values if each is not None]
        return max(min(values, default=0) - 1, 0) // 10 * 10, chart.top or max(values, default=1)
    sums = (sum(one.values[at] or 0 for one in chart.series) for at in range(len(chart.places)))
    return 0, chart.top or max(sums, default=0) or 1


def _columns(translate: Translator, chart: Chart) -> str:
    _, top = _scale(chart)
    step = (_WIDE - _LEFT) / len(chart.places)
    drawn = []
    for at in range(len(chart.places)):
        bottom = float(_HIGH)
        for each in chart.series:
            value = each.values[at] or 0
            high = min(value / top * (_HIGH - _ABOVE), bottom - _ABOVE)
            if high > 0:
                bottom -= high
                place = f'x="{_LEFT + at * step + step * 0.1:.1f}" y="{bottom:.1f}"'
                size = f'width="{step * 0.8:.1f}" height="{high:.1f}"'
                told = f"{place_text(translate, chart, at)}: {name_of(translate, each.name)} "
                told += value_text(translate, chart.unit, value)
                fill = f'fill="{_colour(each.name)}"'
                drawn.append(f"<rect {place} {size} {fill}><title>{escape(told)}</title></rect>")
    return "".join(drawn)


def _lines(chart: Chart) -> str:
    low, top = _scale(chart)
    step = (_WIDE - _LEFT) / max(len(chart.places) - 1, 1)
    drawn = []
    for number, each in enumerate(chart.series):
        path, pen = [], "M"
        for at, value in enumerate(each.values):
            if value is None:
                pen = "M"
                continue
            y = _HIGH - (value - low) / ((top - low) or 1) * (_HIGH - _ABOVE)
            # A line of no length is a dot: what was measured once alone is seen too.
            path.append(f"{pen}{_LEFT + at * step:.1f} {y:.1f}{'h0' if pen == 'M' else ''}")
            pen = "L"
        dashes = ' stroke-dasharray="2 4"' if number else ""
        style = f'fill="none" stroke="{_colour(each.name)}" stroke-width="2"{dashes}'
        drawn.append(f'<path d="{" ".join(path)}" {style} stroke-linecap="round"/>')
    return "".join(drawn)


def _axes(translate: Translator, chart: Chart) -> str:
    low, top = _scale(chart)
    drawn = []
    for part in (0.0, 0.5, 1.0):
        y = _HIGH - part * (_HIGH - _ABOVE)
        told = escape(value_text(translate, chart.unit, low + part * (top - low)))
        drawn.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{told}</text>')
        line = f'x1="{_LEFT}" x2="{_WIDE}" y1="{y:.1f}" y2="{y:.1f}"'
        drawn.append(f'<line {line} stroke="#9aa3ad" stroke-width="{0.4 if part else 1}"/>')
    count = len(chart.places)
    for at in range(0, count, -(-count // _LABELS)):
        x = _LEFT + (at + 0.1) * (_WIDE - _LEFT) / count
        told = escape(short_place(translate, chart, at))
        drawn.append(f'<text x="{x:.1f}" y="{_HIGH + 18}">{told}</text>')
    return "".join(drawn)


def _bars(translate: Translator, chart: Chart) -> tuple[int, str]:
    line, label = 22, 230
    sums = [sum(one.values[at] or 0 for one in chart.series) for at in range(len(chart.places))]
    top, drawn = max(sums, default=0) or 1, []
    for at, whole in enumerate(sums):
        x, y = float(label), at * line + 4
        of = (whole or 1) if chart.kind is ChartKind.SHARES else top
        name = place_text(translate, chart, at)
        short = name if len(name) <= 36 else f"{name[:35]}…"  # noqa: PLR2004 - what has room
        drawn.append(f'<text x="{label - 8}" y="{y + 12}" text-anchor="end">{escape(short)}</text>')
        for each in chart.series:
            wide = (each.values[at] or 0) / of * (_WIDE - label - 50)
            if wide:
                place = f'x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{line - 8}"'
                drawn.append(f'<rect {place} fill="{_colour(each.name)}"/>')
                x += wide
        told = escape(value_text(translate, chart.unit, whole))
        drawn.append(f'<text x="{_WIDE - 4}" y="{y + 12}" text-anchor="end">{told}</text>')
    return len(sums) * line, "".join(drawn)


def _calendar(translate: Translator, chart: Chart) -> tuple[int, str]:
    """A cell a day, a week a column under its month; as many rows of weeks as are needed."""
    values = chart.series[0].values
    counts = {int(float(day)): value or 0 for day, value in zip(chart.places, values, strict=True)}
    first, top, drawn = min(counts), max(counts.values()) or 1, []
    monday = first - (first - _MONDAY) % _WEEK
    weeks = (max(counts) - monday) // _WEEK + 1
    cell = min(max((_WIDE - _LEFT) // weeks, _SMALL_CELL), _LARGE_CELL)
    a_row, high = (_WIDE - _LEFT) // cell, _MONTHS + _WEEK * cell + 10
    for week in range(weeks):
        day, (row, column) = monday + week * _WEEK, divmod(week, a_row)
        date, y = noon(day).date(), row * high
        if column == 0:
            for line in range(0, _WEEK, 2):
                name = date_text(translate, day + line, "EEE")
                drawn.append(_text(0, y + _MONTHS + line * cell + 10, name))
        # A month's name needs some weeks of room.
        if date.day <= (_WEEK if column else _NAMED_UP_TO):
            pattern = "MMM y" if column == 0 or date.month == 1 else "MMM"
            drawn.append(_text(_LEFT + column * cell, y + 10, date_text(translate, day, pattern)))
    for day, count in counts.items():
        row, column = divmod((day - monday) // _WEEK, a_row)
        x, y = _LEFT + column * cell, row * high + _MONTHS + (day - _MONDAY) % _WEEK * cell
        fill = f'fill="{_COLOURS["mature"]}" fill-opacity="{0.25 + 0.75 * count / top:.2f}"'
        look = fill if count else 'fill="#9aa3ad" fill-opacity="0.25"'
        told = escape(f"{date_text(translate, day, 'd MMM y')}: {count:.0f}")
        size = f'width="{cell - 2}" height="{cell - 2}" rx="2"'
        drawn.append(f'<rect x="{x}" y="{y}" {size} {look}><title>{told}</title></rect>')
    return -(-weeks // a_row) * high - _BELOW, "".join(drawn)


def _text(x: float, y: float, told: str) -> str:
    return f'<text x="{x}" y="{y}">{escape(told)}</text>'
