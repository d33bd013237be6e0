"""Progress in pictures: how far cards are, and how many come on which day."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from textual.content import Content

from kpitrainer.domain.schedule.counts import Maturity, percent
from kpitrainer.i18n import Translator
from kpitrainer.progress_wording import day_name, state_name
from kpitrainer.tui.text.lines import ACCENT, MUTED

_SIGNS = {
    Maturity.MATURE: ("█", "$text-success"),
    Maturity.YOUNG: ("▆", "$text-accent"),
    Maturity.LEARNING: ("▃", "$text-warning"),
    Maturity.NEW: ("▁", MUTED),
    Maturity.SUSPENDED: ("·", MUTED),
}
"""How a state is drawn, also where there are no colours: the better it is known, the fuller."""

_BLOCKS = " ▁▂▃▄▅▆▇█"
_LYING = " ▏▎▍▌▋▊▉█"
_GAP = 2


def shares(counts: Sequence[int | Fraction], width: int) -> list[int]:
    """`width` cells shared out by the counts, to the nearest; what there is one of has a cell.

    Where there are fewer cells than counts, the first ones have them.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    cells = [max(int(count * width // total), 1) if count else 0 for count in counts]
    while sum(cells) < width:
        lacks = [count * width / total - cell for count, cell in zip(counts, cells, strict=True)]
        cells[lacks.index(max(lacks))] += 1
    while sum(cells) > width:
        least = 1 if max(cells) > 1 else 0
        over = [
            (cell - count * width / total if cell > least else -width, place)
            for place, (count, cell) in enumerate(zip(counts, cells, strict=True))
        ]
        cells[max(over)[1]] -= 1
    return cells


def states_bar(counted: Mapping[Maturity, int], width: int) -> Content:
    """How many cards are mature, young, in learning, new and suspended, in `width` cells."""
    cells = shares([counted[state] for state in _SIGNS], width)
    parts = zip(_SIGNS.values(), cells, strict=True)
    drawn = Content.assemble(*((sign * count, style) for (sign, style), count in parts))
    return drawn.pad_right(width - drawn.cell_length)


def legend(translate: Translator) -> Content:
    """What the signs of a bar mean."""
    told = (
        Content.assemble(sign, (f" {state_name(translate, state)}", MUTED))
        for state, sign in _SIGNS.items()
        if state is not Maturity.SUSPENDED
    )
    return Content("   ").join(told)


def states_lines(translate: Translator, counted: Mapping[Maturity, int]) -> list[Content]:
    """A line for each state: its sign, its name, how many cards, and their share."""
    total = sum(counted.values())
    shown = [state for state in _SIGNS if state is not Maturity.SUSPENDED or counted[state]]
    names = {state: state_name(translate, state, counted[state]) for state in shown}
    length, digits = max(map(len, names.values())), len(str(total))
    return [
        Content.assemble(
            _SIGNS[state],
            f" {names[state]:<{length}}  {counted[state]:>{digits}}",
            (f"{translate('common.percent', number=percent(counted[state], total)):>7}", MUTED),
        )
        for state in shown
    ]


def forecast_columns(
    translate: Translator, today: int, counts: Sequence[int], width: int, height: int
) -> list[Content]:
    """The cards of today and the days after it, as columns `height` lines high, to one scale.

    Below each its number and its day: on one line where that has room, else on two.
    """
    cell = min(width // len(counts), 11)
    top = max(*counts, 1)
    eighths = [ceil(count * height * 8 / top) for count in counts]
    lines = []
    for row in reversed(range(height)):
        blocks = [_BLOCKS[min(max(eighth - 8 * row, 0), 8)] for eighth in eighths]
        drawn = ((block * (cell - _GAP) + " " * _GAP) for block in blocks)
        first, *others = drawn
        lines.append(Content.assemble((first, ACCENT), ("".join(others), "$text-accent 70%")))
    names = [day_name(translate, today, place) for place in range(len(counts))]
    both = [f"{name} {count}" for name, count in zip(names, counts, strict=True)]
    rows = [both] if max(map(len, both)) < cell else [[str(count) for count in counts], names]
    told = ("".join(f"{text[: cell - 1]:<{cell}}" for text in texts) for texts in rows)
    return [*lines, *(Content(line.rstrip()) for line in told)]


def forecast_rows(
    translate: Translator, today: int, counts: Sequence[int], width: int
) -> list[Content]:
    """The same as lying bars, a line a day."""
    names = [day_name(translate, today, place) for place in range(len(counts))]
    length, digits, top = max(map(len, names)), len(str(max(counts))), max(*counts, 1)
    room = width - length - digits - 2 * _GAP
    lines = []
    for place, (name, count) in enumerate(zip(names, counts, strict=True)):
        full, rest = divmod(ceil(count * room * 8 / top), 8)
        bar = f"{'█' * full}{_LYING[rest]}".rstrip()
        style = ACCENT if place == 0 else "$text-accent 70%"
        number = (f"{count:>{digits}}  ", "" if count else MUTED)
        lines.append(Content.assemble((f"{name:<{length}}  ", MUTED), number, (bar, style)))
    return lines
