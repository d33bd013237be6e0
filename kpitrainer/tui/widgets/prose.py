"""Text that can be clicked, and running text that never breaks a line at a no-break space."""

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.widget import Widget

from kpitrainer.tui.text.line_breaks import broken
from kpitrainer.tui.text.lines import CLICK


class Clickable(Widget):
    """Runs the action of the text under the pointer, which looks like any other text."""

    async def on_click(self, event: Click) -> None:
        """Run the action there, if any."""
        action = event.style.meta.get(CLICK)
        if action:
            event.stop()
            await self.run_action(action)


class Prose(Clickable):
    """A paragraph or several; empty, it takes no room."""

    def __init__(self, content: str | Content = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Author text is given as `Content` or a plain string: neither is read as markup."""
        super().__init__(id=id)
        self._content = Content()
        self.set_class(True, "-empty")
        self.show(content)

    @property
    def content(self) -> Content:
        """The text as given."""
        return self._content

    def show(self, content: str | Content) -> None:
        """Replace the text."""
        before = self._content
        self._content = Content(content) if isinstance(content, str) else content
        if self._content.is_same(before):
            return
        self.set_class(not self._content.plain, "-empty")
        # What takes the same room is painted alone: to lay a screen out takes longest of all.
        self.refresh(layout=self._room(before) != self._room(self._content))

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

    def _room(self, content: Content) -> object:
        """What a text takes, to be compared with that of another; itself where nothing is known."""
        width = self.content_size.width
        if not (width and content.plain):
            return content
        as_wide = self.styles.width is not None and self.styles.width.is_auto
        longest = max(line.cell_length for line in content.split()) if as_wide else width
        return len(broken(content, width)), longest
