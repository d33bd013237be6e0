"""A drill's picture in lines of cells; what colours tell, patterns and labels tell too."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from textual.content import Content

from kpitrainer.domain.drill.drawn_picture import OPEN, Bar, Picture, Scale, ShownResult
from kpitrainer.domain.drill.picture import PictureKind
from kpitrainer.i18n import Translator
from kpitrainer.tui.text.line_chart import line_name, plotted
from kpitrainer.tui.text.lines import ACCENT, BAD, GOOD, MUTED
from kpitrainer.tui.text.marks import RIGHT, WRONG
from kpitrainer.tui.text.progress_text import shares

_PATTERNS = (
    ("█", "$text-accent"),
    ("▒", "$text-warning"),
    ("░", "$text-secondary"),
    ("▓", "$text-success"),
    ("╱", "$text-error"),
    ("·", "$foreground"),
)
"""How the parts of a whole are filled, in their order."""

_OF_SQUARE = (_PATTERNS[0], _PATTERNS[1], _PATTERNS[3], _PATTERNS[2])
"""Those of a square: what fills the first share of a group is the denser one in both."""

_WHOLE, _MORE, _LESS = ("█", "$text-accent"), ("▓", "$text-success"), ("░", "$text-error")
_RIGHT, _MINE = ("█", "$text-success"), ("▒", "$text-error")
_RIGHT_APART, _MINE_APART = ("━", "$text-success"), ("╍", "$text-error")
"""How results are filled that lie on the bars' scale, and those that have one of their own."""
_OPEN = (OPEN, MUTED)

_ROOM = 44
"""Cells of bars at most; more would tell no more."""
_LEAST = 8
_OPEN_CELLS = 5
"""Cells of a part that is to be found, which has no length yet."""

_SQUARE_ROWS = 4
_LINE_ROWS = 5
_APART = "   "
_BEYOND = "▶"


_Patterns: TypeAlias = Sequence[tuple[str, str]]
_Row: TypeAlias = tuple[Content, Bar, str]
"""A label, its bar, and what is told at its end."""


class _Columns(NamedTuple):
    """Cells of the three columns of rows: label, bar, value."""

    label: int
    bar: int
    value: int


def draw_picture(translate: Translator, picture: Picture, width: int) -> Content:
    """The picture in lines of at most `width` cells, the results below it; nothing if too wide."""
    rows = [_row(bar) for bar in picture.bars] if _in_rows(picture.kind) else []
    results = _results(translate, picture.result)
    label = max((name.cell_length for name, *_ in (*rows, *results)), default=0)
    value = max((len(text) for *_, text in (*rows, *results)), default=0)
    label += bool(label)
    room = max(min(width - label - value - 1, _ROOM), _LEAST)
    columns = _Columns(label, room, value)
    lines: list[Content] = []
    if rows:
        styles = [_style(picture, place) for place in range(len(rows))]
        lines += [
            _line(row, picture.scale, style, columns)
            for row, style in zip(rows, styles, strict=True)
        ]
    elif picture.kind is PictureKind.LINE:
        lines += _curve(picture, min(width, _ROOM + label))
        named = [line_name(at, _named(translate, bar)) for at, bar in enumerate(picture.bars)]
        lines += _packed(named, width)
    else:
        drawn = _stack if picture.kind is PictureKind.STACKED else _square
        lines += [Content(" " * label) + row for row in drawn(picture, room)]
        lines += _legend(translate, picture, width)
    if picture.result:
        apart = picture.result.scale != picture.scale
        styles = [_RIGHT_APART, _MINE_APART] if apart else [_RIGHT, _MINE]
        lines += [
            _line(row, picture.result.scale, style, columns)
            for row, style in zip(results, styles, strict=False)
        ]
    fits = max(line.cell_length for line in lines) <= width
    return Content("\n").join(lines) if fits else Content("")


def _in_rows(kind: PictureKind) -> bool:
    return kind in (PictureKind.FUNNEL, PictureKind.WATERFALL, PictureKind.PAIR)


def _row(bar: Bar) -> _Row:
    return Content(bar.label), bar, bar.told


def _results(translate: Translator, result: ShownResult | None) -> list[_Row]:
    """The right result and the learner's, as rows."""
    if result is None:
        return []
    right = Content.assemble((f"{RIGHT} ", GOOD), translate("picture.right"))
    rows = [(right, result.right, result.right.text)]
    if result.mine:
        mine = Content.assemble((f"{WRONG} ", BAD), translate("picture.mine"))
        rows.append((mine, result.mine, result.mine.text))
    return rows


def _style(picture: Picture, place: int) -> tuple[str, str]:
    """How a row is filled: of a waterfall, by what it adds or takes away."""
    bar = picture.bars[place]
    if picture.kind is not PictureKind.WATERFALL or bar.start == 0:
        return _WHOLE
    return _MORE if bar.end >= bar.start else _LESS


def _line(row: _Row, scale: Scale, style: tuple[str, str], columns: _Columns) -> Content:
    name, bar, text = row
    drawn = _filled(bar, scale, style, columns.bar)
    padded = name.pad_right(max(columns.label - name.cell_length, 0))
    told = (f" {text:>{columns.value}}", "bold" if bar.open else "")
    return Content.assemble(padded, drawn, told)


def _filled(bar: Bar, scale: Scale, style: tuple[str, str], room: int) -> Content:
    """The bar's cells in `room`; where it has a length, one at least."""
    sign, colour = style
    if bar.open:
        return Content.styled(OPEN.ljust(room), ACCENT)
    low, high = sorted((scale.cell(bar.start, room), scale.cell(bar.end, room)))
    if not scale.high:
        low, high = room - high, room - low  # all are below zero: their signs say so
    if bar.start == bar.end:
        high = low
    elif low == high:
        low = min(low, room - 1)
        high = low + 1
    cells = sign * (high - low)
    if bar.end > scale.high:
        cells = cells[:-1] + _BEYOND
    return Content.assemble(" " * low, (cells, colour), " " * (room - high))


def _stack(picture: Picture, room: int) -> Iterator[Content]:
    """All parts one after another in one bar."""
    yield _segments(picture.bars, picture.scale, room, _PATTERNS)


def _segments(bars: Sequence[Bar], scale: Scale, room: int, patterns: _Patterns) -> Content:
    """The bars in `room` cells, each in the pattern of its place."""
    drawn = room - _OPEN_CELLS * sum(bar.open for bar in bars)
    whole = scale.cell(max(bar.end for bar in bars), drawn)
    parts = []
    lengths = shares([bar.end - bar.start for bar in bars], whole)
    for bar, cells, (sign, colour) in zip(bars, lengths, patterns, strict=False):
        if bar.open:
            parts.append((OPEN.center(_OPEN_CELLS, "╌"), ACCENT))
        else:
            parts.append((sign * cells, colour))
    return Content.assemble(*parts)


def _square(picture: Picture, room: int) -> Iterator[Content]:
    """Two groups on top of each other, as high as they are large, each as wide as its shares."""
    groups = [picture.bars[:2], picture.bars[2:]]
    sizes = [sum((bar.end for bar in group), Fraction(0)) for group in groups]
    whole = sum(sizes) or Fraction(1)
    upper = min(max(round(sizes[0] / whole * _SQUARE_ROWS), 1), _SQUARE_ROWS - 1)
    for number, (group, rows) in enumerate(zip(groups, (upper, _SQUARE_ROWS - upper), strict=True)):
        one, other = group
        beside = [one, Bar(other.label, other.text, one.end, one.end + other.end, other.open)]
        patterns = _OF_SQUARE[2 * number :]
        row = _segments(beside, Scale.of(bar.end for bar in beside), room, patterns)
        yield from [row] * rows


def _legend(translate: Translator, picture: Picture, width: int) -> Iterator[Content]:
    """What each pattern is."""
    patterns = _PATTERNS if picture.kind is PictureKind.STACKED else _OF_SQUARE
    names = [
        Content.assemble(_OPEN if bar.open else pattern, f" {_named(translate, bar)}")
        for bar, pattern in zip(picture.bars, patterns, strict=False)
    ]
    yield from _packed(names, width)


def _named(translate: Translator, bar: Bar) -> str:
    """A label with its value, which stay on one line."""
    return translate("picture.part", label=bar.label, value=bar.told).replace(" ", "\u00a0")


def _packed(names: Sequence[Content], width: int) -> Iterator[Content]:
    """As many names to a line as have room."""
    line = names[0]
    for name in names[1:]:
        joined = Content.assemble(line, _APART, name)
        if joined.cell_length > width:
            yield line
            joined = name
        line = joined
    yield line


def _curve(picture: Picture, width: int) -> Iterator[Content]:
    """The lines over their places."""
    texts = [str(picture.places[0]), str(picture.places[-1])]
    top, low = picture.scale.high, picture.scale.low
    lines = [[float(value) for value in bar.points] for bar in picture.bars]
    for row in plotted(lines, width - 1, _LINE_ROWS, float(low), float(top) or 1):
        yield Content.styled("│", MUTED) + row
    yield Content.styled(f"└{'─' * (width - 1)}", MUTED)
    yield Content.styled(f"{texts[0]}{texts[1]:>{width - len(texts[0])}}", MUTED)
