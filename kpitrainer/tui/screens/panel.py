"""A text over the screen: help, card info, formulas."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from kpitrainer.tui.text.lines import ACCENT
from kpitrainer.tui.widgets.prose import Prose


class Panel(ModalScreen[None]):
    """Shows a title and a text until a key closes it; long texts scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter,space,i,p,question_mark,f1,f3", "dismiss", show=False),
    ]

    def __init__(self, title: str, text: str | Content, close: str) -> None:
        """`close` says how to close it."""
        super().__init__()
        self._title = title
        self._text = text if isinstance(text, Content) else Content(text)
        self._close = close

    def compose(self) -> ComposeResult:
        """One scrolling box."""
        with VerticalScroll(id="panel") as box:
            # Always in sight, however long the text.
            box.border_subtitle = Content(self._close)
            yield Prose(Content.styled(self._title, ACCENT), id="panel-title")
            yield Prose(self._text, id="panel-text")

    async def action_dismiss(self, result: None = None) -> None:
        """Close, and nothing else happens."""
        self.dismiss(result)
