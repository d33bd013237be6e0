"""The four ratings with the interval each would give."""

from collections.abc import Mapping

from textual.app import RenderResult
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from kpitrainer.domain.rating import Rating
from kpitrainer.tui.widgets.lines import ACCENT, MUTED

_PROPOSED = " ◂"


class RatingBar(Widget):
    """Shown once the answer is; the proposed rating carries the mark that Enter takes."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: Mapping[Rating, tuple[str, str]] = {}
        self._proposal: Rating | None = None

    def offer(self, labels: Mapping[Rating, tuple[str, str]], proposal: Rating | None) -> None:
        """Show each rating's name and interval."""
        self._labels, self._proposal = labels, proposal
        self.display = True
        self.refresh()

    def hide(self) -> None:
        """Nothing to rate."""
        self.display = False

    def render(self) -> RenderResult:
        """Two lines in four columns, or four lines where the terminal is narrow."""
        width = self.content_size.width // len(Rating)
        cells = [self._cell(rating, width) for rating in self._labels]
        if any(name.cell_length + 2 > width for name, _ in cells):
            return Content("\n").join(
                Content.assemble(name, "  ", interval) for name, interval in cells
            )
        lines = []
        for row in range(2):
            parts = [cell[row].pad_right(width - cell[row].cell_length) for cell in cells]
            lines.append(Content("").join(parts))
        return Content("\n").join(lines)

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Two lines where four columns fit, else four."""
        column = width // len(Rating)
        longest = max((self._cell(r, column)[0].cell_length for r in self._labels), default=0)
        return 2 if longest + 2 <= column else len(Rating)

    def _cell(self, rating: Rating, width: int) -> tuple[Content, Content]:
        del width
        name, interval = self._labels[rating]
        proposed = rating is self._proposal
        style = ACCENT if proposed else ""
        click = Style.from_meta({"@click": f"screen.digit({int(rating)})"})
        head = Content.assemble(
            (str(int(rating)), "bold"), " ", (name, style), (_PROPOSED if proposed else "", ACCENT)
        )
        return head.stylize(click), Content.styled(f"  {interval}", MUTED).stylize(click)
