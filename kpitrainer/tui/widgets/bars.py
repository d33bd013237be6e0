"""The bars at the foot of a screen: its keys, and the four ratings."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.app import RenderResult
from textual.content import Content
from textual.widgets import Static

from kpitrainer.domain.verdict import Rating
from kpitrainer.tui.text.lines import ACCENT, MUTED, clickable
from kpitrainer.tui.widgets.prose import Clickable

_GAPS = ("   ", "  ")
"""Between keys; the narrow one where the wide one leaves no room for all of them."""

_PROPOSED = " ◂"


class Key(NamedTuple):
    """A key as printed on it, what it does in a word, and the action a click runs."""

    key: str
    label: str
    action: str


class KeyBar(Clickable):
    """Shows the keys that fit the width, the first ones first; the last one (help) always."""

    _keys: Sequence[Key] = ()

    def show(self, *keys: Key) -> None:
        """Show these keys, the most wanted first and help last."""
        self._keys = keys
        self.refresh()

    def render(self) -> RenderResult:
        """The keys, as many as fit."""
        keys = [self._content(key) for key in self._keys] or [Content("")]
        for gap in _GAPS:
            shown = _fitting(keys, len(gap), self.content_size.width)
            if len(shown) == len(keys):
                break
        return Content(gap).join(shown)

    def _content(self, key: Key) -> Content:
        content = Content.assemble((key.key, "bold"), (f" {key.label}", MUTED))
        return clickable(content, key.action)


def _fitting(keys: Sequence[Content], gap: int, room: int) -> list[Content]:
    """The first keys, as many as fit before the last one, which is always there."""
    *first, last = keys
    room -= last.cell_length
    shown = []
    for key in first:
        room -= key.cell_length + gap
        if room < 0:
            break
        shown.append(key)
    return [*shown, last]


class RatingBar(Clickable, Static):
    """The four ratings with the interval each would give, once the answer is shown.

    The proposed one carries the mark that Enter takes.
    """

    _cells: Sequence[tuple[Content, Content]] = ()

    def offer(self, labels: Mapping[Rating, tuple[str, str]], proposal: Rating | None) -> None:
        """Show each rating's name and interval."""
        self._cells = [
            _cell(rating, *label, proposed=rating is proposal) for rating, label in labels.items()
        ]
        self.display = True
        self._lay_out()

    def on_resize(self) -> None:
        """Fit the columns to the new width."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Two lines in four columns, or a line a rating where the terminal is narrow."""
        width = self.content_size.width // len(Rating)
        if any(name.cell_length + 2 > width for name, _ in self._cells):
            lines = [Content.assemble(*cell) for cell in self._cells]
        else:
            rows = zip(*self._cells, strict=True)
            lines = [
                Content("").join(cell.pad_right(width - cell.cell_length) for cell in row)
                for row in rows
            ]
        self.update(Content("\n").join(lines))


def _cell(rating: Rating, name: str, interval: str, *, proposed: bool) -> tuple[Content, Content]:
    head = Content.assemble(
        (str(int(rating)), "bold"),
        " ",
        (name, ACCENT if proposed else ""),
        (_PROPOSED if proposed else "", ACCENT),
    )
    action = f"screen.digit({int(rating)})"
    return clickable(head, action), clickable(Content.styled(f"  {interval}", MUTED), action)
