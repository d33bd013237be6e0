"""What the trainer and the preview have in common: looks, sizes, and how they end."""

from typing import TypeVar

from textual.app import App
from textual.worker import WorkerFailed

R = TypeVar("R")


class BaseApp(App[R]):
    """An application that raises what went wrong, for the command line to tell."""

    CSS_PATH = "app.tcss"
    TITLE = "kpitrainer"
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (60, "normal"), (110, "wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "low"), (28, "tall")]  # noqa: RUF012 - Textual's own form

    def action_help_quit(self) -> None:
        """Ctrl+C ends the program, as anywhere; every answer is stored already."""
        self.exit()

    def run_through(self) -> R | None:
        """Run until the end; the application's result.

        Raises whatever went wrong on the way.
        """
        result = self.run()
        crash = self._exception
        if isinstance(crash, WorkerFailed):
            raise crash.error
        if crash is not None:
            raise crash
        return result

    def _fatal_error(self) -> None:
        """Close without Textual's own traceback; `run_through` raises what happened."""
        self._close_messages_no_wait()
