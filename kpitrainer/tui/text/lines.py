"""Lines of text laid out by hand: two ends, bars, sparklines, and what a click does."""

from collections.abc import Sequence
from fractions import Fraction

from textual.content import Content
from textual.style import Style

MUTED = "$text-muted"
ACCENT = "bold $text-accent"
GOOD = "bold $text-success"
BAD = "bold $text-error"

CLICK = "action"
"""Under this name a style carries what a click on its text does."""

_BLOCKS = "▁▂▃▄▅▆▇█"


def ends(left: Content, right: Content, width: int) -> Content:
    """`left` and `right` at the two ends of a line of `width` cells, or on two lines."""
    if not right.plain:
        return left
    space = width - left.cell_length - right.cell_length
    if space < 1:
        return Content.assemble(left, "\n", right)
    return Content.assemble(left, " " * space, right)


def bar(done: int, total: int, width: int) -> Content:
    """A bar of `width` cells, filled by `done` of `total`."""
    filled = int(Fraction(done * width, total)) if total else 0
    # Something done is something to see.
    filled = max(filled, 1) if done else 0
    return Content.assemble(("━" * filled, ACCENT), ("╌" * (width - filled), MUTED))


def sparkline(counts: Sequence[int]) -> str:
    """One block a number, its height by the largest; the lowest block for none."""
    top = max(counts, default=0)
    last = len(_BLOCKS) - 1
    return "".join(_BLOCKS[-(-count * last // top) if top else 0] for count in counts)


def fit(text: str, width: int) -> Content:
    """`text` in exactly `width` cells, cut with an ellipsis where it is longer."""
    content = Content(text)
    if content.cell_length > width:
        content = content.truncate(width, ellipsis=True)
    return content.pad_right(max(width - content.cell_length, 0))


def section(head: str, lines: Sequence[Content]) -> Content:
    """Some lines under a bold one; nothing where there are none."""
    return Content("\n").join([Content.styled(head, "bold"), *lines]) if lines else Content("")


def clickable(content: Content, action: str) -> Content:
    """`content` carrying `action`; a `Clickable` widget that shows it runs it."""
    return content.stylize(Style.from_meta({CLICK: action}))
