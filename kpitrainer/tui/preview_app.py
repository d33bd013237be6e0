"""The application that shows decks while they are written."""

from textual.screen import Screen

from kpitrainer.tui.base_app import BaseApp
from kpitrainer.tui.bench import Bench
from kpitrainer.tui.screens.preview import PreviewScreen

__all__ = ["Bench", "PreviewApp", "run_preview"]


class PreviewApp(BaseApp[None]):
    """One screen, in the author's theme."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.preview_screen = PreviewScreen(bench)
        self._theme_wanted = bench.theme

    def get_default_screen(self) -> Screen[object]:
        """The preview."""
        return self.preview_screen

    def on_mount(self) -> None:
        """Use the author's theme."""
        if self._theme_wanted in self.available_themes:
            self.theme = self._theme_wanted


def run_preview(bench: Bench) -> None:
    """Run until the author quits. Raises whatever went wrong on the way."""
    PreviewApp(bench).run_through()
