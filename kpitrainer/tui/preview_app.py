"""The application that shows decks while they are written."""

from textual.screen import Screen

from kpitrainer.tui.base_app import BaseApp
from kpitrainer.tui.preview_context import PreviewContext
from kpitrainer.tui.screens.preview_screen import PreviewScreen

__all__ = ["PreviewApp", "PreviewContext", "run_preview"]


class PreviewApp(BaseApp[None]):
    """One screen, in the author's theme."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, context: PreviewContext) -> None:
        super().__init__()
        self.preview_screen = PreviewScreen(context)
        self._theme_wanted = context.theme

    def get_default_screen(self) -> Screen[object]:
        """The preview."""
        return self.preview_screen

    def on_mount(self) -> None:
        """Use the author's theme."""
        if self._theme_wanted in self.available_themes:
            self.theme = self._theme_wanted


def run_preview(context: PreviewContext) -> None:
    """Run until the author quits. Raises whatever went wrong on the way."""
    PreviewApp(context).run_through()
