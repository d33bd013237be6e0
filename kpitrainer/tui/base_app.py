"""What both applications are: looks and sizes, and how they end."""

import os
import sys
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Input
from textual.worker import WorkerFailed

from kpitrainer.signals import ended_by_signals
from kpitrainer.tui.screens.base_screen import WordedScreen
from kpitrainer.tui.themes import OURS, THEMES
from kpitrainer.tui.widgets.answer_field import AnswerField

_LEAST = Size(8, 6)
"""Below that Textual's lists fail; what is cut off of so small a window was not readable."""


class BaseApp(App[None]):
    """Looks and sizes; what went wrong is raised, for the command line to tell."""

    CSS_PATH = "app.tcss"
    TITLE = "kpitrainer"
    # Also over a dialog, which keeps other keys of the application away.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "help_quit", show=False, priority=True)
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (60, "normal"), (110, "wide")]  # noqa: RUF012 - Textual's own form
    VERTICAL_BREAKPOINTS = [(0, "short"), (20, "low"), (28, "tall")]  # noqa: RUF012 - Textual's own form

    def __init__(self, theme: str) -> None:
        """Use `theme` where there is one of that name, else our own."""
        super().__init__()
        self._copied_last = ""
        for each in OURS:
            self.register_theme(each)
        # Before the first frame, so that no other look flashes by.
        self.set_reactive(App.theme, theme if theme in THEMES else OURS[0].name)
        self.stylesheet.set_variables(self.get_css_variables())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ctrl+C copies where a text is selected; Textual asks."""
        if action != "help_quit":
            return super().check_action(action, parameters)
        in_field = self.focused.selected_text if isinstance(self.focused, Input) else ""
        return not (in_field or self.screen.get_selected_text())

    def action_help_quit(self) -> None:
        """Ctrl+C ends the program, as anywhere; what is typed and not stored is copied first."""
        screen, field = self.screen, self.focused
        if isinstance(screen, WordedScreen) and isinstance(field, AnswerField):
            typed = field.value.strip()
            if typed and typed != self._copied_last:
                self._copied_last = typed
                self.copy_to_clipboard(typed)
                self.notify(screen.translate("common.copied-before-end"), markup=False)
                return
        self.exit()

    def run_through(self) -> None:
        """Run until the end. Raises whatever went wrong on the way.

        Raises:
            SystemExit: a signal ended it, or the terminal is gone.
        """
        with ended_by_signals(self._end):
            self.run()
        crash = self._exception
        if isinstance(crash, WorkerFailed):
            raise crash.error
        if crash is not None:
            raise crash
        if not self._exit:
            raise RuntimeError("the interface ended and nothing had asked it to")
        if self.return_code:
            sys.exit(self.return_code)

    def _end(self, code: int) -> None:
        """End as by a key, in the midst of anything."""
        if self._loop is None:
            sys.exit(code)
        self._loop.call_soon_threadsafe(self.exit, None, code)

    async def _on_resize(self, event: Resize) -> None:
        event.prevent_default()  # Textual would call its own handler too
        width, height = event.size
        size = Size(max(width, _LEAST.width), max(height, _LEAST.height))
        await super()._on_resize(Resize(size, size, pixel_size=event.pixel_size))

    def get_driver_class(self) -> type[Driver]:
        """Ours, where Textual would take the one it is made of."""
        chosen = super().get_driver_class()
        if os.name == "nt":
            return chosen
        from textual.drivers.linux_driver import LinuxDriver

        from kpitrainer.tui.terminal_driver import TerminalDriver

        return TerminalDriver if chosen is LinuxDriver else chosen

    def _fatal_error(self) -> None:
        """Close without Textual's own traceback; `run_through` raises what happened."""
        self._close_messages_no_wait()
