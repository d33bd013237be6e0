"""Numbers as columns of blocks, with axes, on any terminal that shows blocks."""

from collections.abc import Callable, Mapping, Sequence

_BLOCKS = " ▁▂▃▄▅▆▇█"

MARGIN = 7
"""Cells of a line before its columns: the scale, and the axis."""


def chart(  # noqa: PLR0913 - each says one thing of the picture
    values: Sequence[float],
    labels: Mapping[int, str],
    say: Callable[[float], str],
    *,
    height: int,
    cells: int = 1,
    top: float | None = None,
) -> list[str]:
    """Columns of `cells` cells under a scale that ends at `top`, the largest value where not given.

    Top line first. `say` words a value of the scale in at most five cells; `labels` stand below
    the columns of these places.
    """
    largest = max(values, default=0) if top is None else top
    eighths = [round(value / largest * height * 8) if largest else 0 for value in values]
    # A label stands at the line at whose top the value is.
    middle = height // 2 - 1
    scale = {height - 1: largest, middle: largest * (middle + 1) / height} if largest else {}
    lines = []
    for row in reversed(range(height)):
        columns = (_BLOCKS[min(max(eighth - 8 * row, 0), 8)] * cells for eighth in eighths)
        told = say(scale[row]) if row in scale else ""
        if row == middle and told == say(largest):
            told = ""
        lines.append(f"{told:>{MARGIN - 2}} │{''.join(columns)}".rstrip())
    lines.append(f"{say(0.0):>{MARGIN - 2}} └{'─' * (cells * len(values))}")
    below = ""
    for place, label in sorted(labels.items()):
        below = f"{below:<{MARGIN + cells * place}}{label}"
    return [*lines, below]
