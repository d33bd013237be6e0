"""Running text that never breaks a line at a no-break space."""

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size

from kpitrainer.tui.widgets.clicks import Clickable

# Textual takes every space for a place to break. While it wraps, no-break spaces are stood in
# for by letters of the private use area, which deck texts and answers never hold.
_HIDE = str.maketrans({"\u00a0": "\ue000", "\u202f": "\ue001"})
_SHOW = str.maketrans({"\ue000": "\u00a0", "\ue001": "\u202f"})


class Prose(Clickable):
    """A paragraph or several; empty, it takes no room."""

    def __init__(self, content: str | Content = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Author text is given as `Content` or a plain string: neither is read as markup."""
        super().__init__(id=id)
        self._content = Content("")
        self.show(content)

    @property
    def content(self) -> Content:
        """The text as given."""
        return self._content

    def show(self, content: str | Content) -> None:
        """Replace the text."""
        self._content = Content(content) if isinstance(content, str) else content
        self.set_class(not self._content.plain, "-empty")
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - as below
        """The length of the longest line, in cells."""
        return max((line.cell_length for line in self._content.split()), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's form
        """The number of lines at `width` cells."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """The text, broken into lines that fit."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return broken(self._content, width)


def broken(content: Content, width: int) -> list[Content]:
    """The text in lines of at most `width` cells, none broken at a no-break space."""
    hidden = _translated(content, _HIDE)
    return [_translated(line, _SHOW) for line in hidden.wrap(max(width, 1))]


def _translated(content: Content, table: dict[int, str]) -> Content:
    """The same styles on a text of the same length."""
    return Content(content.plain.translate(table), spans=list(content.spans))
