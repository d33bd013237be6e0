"""The preview’s application."""

from textual.screen import Screen

from kpitrainer.tui.base_app import BaseApp
from kpitrainer.tui.context import PreviewContext


class PreviewApp(BaseApp):
    """The preview's one screen, in the author's theme."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, context: PreviewContext) -> None:
        from kpitrainer.tui.screens.preview_screen import PreviewScreen

        super().__init__(context.theme)
        self.preview_screen = PreviewScreen(context)

    def get_default_screen(self) -> Screen[object]:
        """The preview."""
        return self.preview_screen
