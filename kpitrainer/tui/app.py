"""The application: opens Home at once, reads decks and progress behind it."""

import gc
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import work
from textual.app import SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.tui.base_app import BaseApp
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.home_screen import HomeScreen

if TYPE_CHECKING:
    from kpitrainer.study.drilling import Drilling
    from kpitrainer.study.review import Review
    from kpitrainer.study.trainer import Overview, Trainer

    Opening = Callable[[Trainer], Review | Drilling]


class TrainerApp(BaseApp[KpiTrainerError | None]):
    """Screens do the work; the application holds the context, the theme and the palette."""

    def __init__(self, context: AppContext, opening: "Opening | None" = None) -> None:
        """`opening` makes the session to begin with; without it Home comes first."""
        super().__init__()
        self.context = context
        self._opening = opening
        self.home_screen = HomeScreen(context)

    def get_default_screen(self) -> Screen[object]:
        """Home; pushed over Textual's own empty screen it would show later."""
        return self.home_screen

    def on_mount(self) -> None:
        """Use the learner's theme."""
        if self.context.settings.theme in self.available_themes:
            self.theme = self.context.settings.theme
        self.theme_changed_signal.subscribe(self, self._use_theme)

    def on_ready(self) -> None:
        """Read what Overview counts, now that its first frame is on the terminal."""
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        try:
            trainer = self.context.open_trainer()
            self.context.opened = trainer
            session = self._opening(trainer) if self._opening else None
            overview = None if session else trainer.overview()
        except KpiTrainerError as fault:
            self.call_from_thread(self.exit, fault, return_code=1)
            return
        self.call_from_thread(self._opened, overview, session)
        # The screens of a session are there before one is asked for.
        import kpitrainer.tui.navigation  # noqa: F401, PLC0415

        # What a start made stays: no collection need look at it again.
        gc.freeze()
        gc.enable()

    def _opened(self, overview: "Overview | None", session: "Review | Drilling | None") -> None:
        if overview is not None:
            self.home_screen.update_overview(overview)
            return
        from kpitrainer.tui.navigation import open_session  # noqa: PLC0415 - as in _read

        if session is None or not open_session(self.home_screen, session):
            self.home_screen.count()
            self.notify(self.context.translate("home.nothing"), markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers on this screen."""
        from kpitrainer.tui.palette import commands  # noqa: PLC0415 - when it is opened

        yield from commands(self, at_home=screen is self.home_screen)

    def action_command_palette(self) -> None:
        """Open the palette."""
        from kpitrainer.tui.palette import Palette  # noqa: PLC0415 - as above

        if not isinstance(self.screen, Palette):
            placeholder = self.context.translate("palette.search")
            self.push_screen(Palette(placeholder=placeholder, id="--command-palette"))

    def search_themes(self) -> None:
        """Choose a theme."""
        from textual.theme import ThemeProvider  # noqa: PLC0415 - as above

        from kpitrainer.tui.palette import Palette  # noqa: PLC0415 - as above

        placeholder = self.context.translate("palette.search-theme")
        self.push_screen(Palette(providers=[ThemeProvider], placeholder=placeholder))

    def speak(self, language: str) -> None:
        """Change the language everywhere, at once."""
        self._remember(lambda: self.context.speak(language))
        for screen in self.screen_stack:
            if isinstance(screen, TrainerScreen):
                screen.speak()
                screen.redraw()

    def _use_theme(self, theme: Theme) -> None:
        self._remember(lambda: self.context.use_theme(theme.name))

    def _remember(self, change: Callable[[], None]) -> None:
        """Change a setting; it holds until the end also where it cannot be written."""
        try:
            change()
        except KpiTrainerError as fault:
            from kpitrainer.wording import error  # noqa: PLC0415 - only in trouble

            self.notify(error(self.context.translate, fault), severity="error", markup=False)


def run_app(context: AppContext, opening: "Opening | None" = None) -> KpiTrainerError | None:
    """Run until the learner quits; what made it impossible, if anything did.

    Raises whatever went wrong on the way, for the command line to tell.
    """
    return TrainerApp(context, opening).run_through()
