"""The four ratings with the interval each would give."""

from collections.abc import Mapping

from textual.content import Content
from textual.widgets import Static

from kpitrainer.domain.verdict import Rating
from kpitrainer.tui.text.lines import ACCENT, MUTED, clickable
from kpitrainer.tui.widgets.prose import Clickable

_PROPOSED = " ◂"


class RatingBar(Clickable, Static):
    """Shown once the answer is; the proposed rating carries the mark that Enter takes."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[tuple[Content, Content]] = []

    def offer(self, labels: Mapping[Rating, tuple[str, str]], proposal: Rating | None) -> None:
        """Show each rating's name and interval."""
        self._cells = [
            _cell(rating, *label, proposed=rating is proposal) for rating, label in labels.items()
        ]
        self.display = True
        self._lay_out()

    def hide(self) -> None:
        """Nothing to rate."""
        self.display = False

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
