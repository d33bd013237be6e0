"""The trainer’s application, which opens Home at once and reads behind it."""

import asyncio
import gc
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.theme import Theme

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.verdict import Message
from kpitrainer.tui.actions import PaletteRow
from kpitrainer.tui.base_app import BaseApp
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.offers_behind import OffersBehind
from kpitrainer.tui.palette_rows import palette_rows, theme_rows
from kpitrainer.tui.screens.base_screen import WordedScreen
from kpitrainer.tui.screens.home_screen import HomeScreen
from kpitrainer.tui.screens.palette_screen import Palette
from kpitrainer.tui.themes import THEMES
from kpitrainer.wording import error, render

if TYPE_CHECKING:
    from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
    from kpitrainer.study.clock_ahead import Ahead
    from kpitrainer.study.drilling import Drilling
    from kpitrainer.study.overview import Overview
    from kpitrainer.study.review import Review
    from kpitrainer.study.trainer import Trainer

    Opened = Review | Drilling | ExamTerms
    Opening = Callable[[Trainer], Opened]

_NOTICE_SECONDS = 30
"""To read where a file was kept."""


class TrainerApp(BaseApp):
    """Screens do the work; the application holds the context, the theme and the palette."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "browse", show=False),
        Binding("j,ctrl+o", "jump", show=False),
    ]

    def __init__(
        self, context: AppContext, opening: "Opening | None" = None, query: str | None = None
    ) -> None:
        """`opening` makes the session to begin with; without it Home comes first.

        With a `query` the browser opens over it.
        """
        super().__init__(context.settings.theme)
        self.context = context
        self._opening = opening
        self._told: dict[str, Message] = {}
        self._query = query
        self.home_screen = HomeScreen(context)
        self._offers = OffersBehind(self, context, lambda: self.screen is self.home_screen)

    def get_default_screen(self) -> Screen[object]:
        """Home; pushed over Textual's own empty screen it would show later."""
        return self.home_screen

    def on_mount(self) -> None:
        """Remember which theme is chosen, and tell what is wrong in the settings."""
        self.theme_changed_signal.subscribe(self, self._use_theme)
        if (wanted := self.context.settings.theme) not in THEMES:
            known = ", ".join(THEMES)
            fault = KpiTrainerError("config.no-theme", name=wanted, known=known)
            self.notify(error(self.context.translate, fault), severity="warning", markup=False)
        if self.context.settings.keys:
            from kpitrainer.tui.screens.key_tables import faulty_keys

            for fault in faulty_keys(self.context.settings.keys):
                told = error(self.context.translate, fault)
                self.notify(told, severity="warning", markup=False)

        if self.context.is_first_start and self._opening is None and self._query is None:
            from kpitrainer.tui.screens.opening_screen import OpeningScreen

            self.push_screen(OpeningScreen(self.context, self.speak))

    def on_ready(self) -> None:
        """Read what Overview counts, now that its first frame is on the terminal."""
        self._read_behind()

    @work
    async def _read_behind(self) -> None:
        """Read in a thread of its own: for a worker's the end of the program would wait."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()

        def tell(error: Exception | None) -> None:
            if done.cancelled():
                return  # who quit did not wait
            if error is None:
                done.set_result(None)
            else:
                done.set_exception(error)

        def read() -> None:
            failed = None
            try:
                self._read()
            except Exception as error:  # noqa: BLE001 - the worker fails with it
                failed = error
            with suppress(RuntimeError):  # the program is over
                loop.call_soon_threadsafe(tell, failed)

        Thread(target=read, daemon=True).start()
        await done

    def _read(self) -> None:
        from kpitrainer.study.clock_ahead import find_ahead

        trainer = self.context.open_trainer()
        self.context.opened = trainer
        session = self._opening(trainer) if self._opening else None
        overview = None if session else trainer.overview()
        self.call_from_thread(self._opened, overview, session, find_ahead(trainer))
        # The screens of a session are there before one is asked for.
        import kpitrainer.tui.screens.navigation  # noqa: F401 - for its time, not its names

        self.exchange_behind()
        self._offers.begin()
        # What a start made stays: no collection need look at it again.
        gc.freeze()
        gc.enable()

    @on(HomeScreen.Resumed)
    def exchange_behind(self) -> None:
        """Exchange the progress with other machines, in a thread that nothing waits for."""
        Thread(target=self._exchange, daemon=True).start()

    def _exchange(self) -> None:
        try:
            told = self.context.exchange()
        except KpiTrainerError as fault:
            told = [Message(fault.code, fault.values)]
        if told:
            with suppress(RuntimeError):  # the program is over
                self.call_from_thread(self._exchanged, told)

    def _exchanged(self, told: list[Message]) -> None:
        """Tell what is new of an exchange, and count what came."""
        for notice in told:
            if notice.code == "sync.came":
                self.notify(render(self.context.translate, notice), markup=False)
            elif notice != self._told.get(notice.code):
                self._told[notice.code] = notice
                self._tell(notice)
        if self.screen is self.home_screen:
            self.home_screen.count()

    @on(HomeScreen.Resumed)
    def ask_of_offers(self) -> None:
        """Ask of what was found while Home was not in front."""
        self._offers.ask()

    def _opened(
        self,
        overview: "Overview | None",
        session: "Opened | None",
        ahead: "Ahead | None",
    ) -> None:
        """Begin, once it is decided what becomes of answers that lie in the future."""
        for notice in self.context.trainer.store.notices:
            self._tell(notice)
        if ahead is None or ahead.alone:
            if ahead is not None:
                from kpitrainer.study.clock_ahead import ahead_message

                self._tell(ahead_message(ahead))
            self._begin(overview, session)
            return
        from kpitrainer.tui.screens.ahead_screen import AheadScreen

        def decided(taken_back: object) -> None:
            if taken_back:
                # What was planned was planned without their cards.
                trainer = self.context.trainer
                self._begin(None, self._opening(trainer) if self._opening else None)
            else:
                self._begin(overview, session)

        self.push_screen(AheadScreen(self.context, ahead), decided)

    def _tell(self, notice: Message) -> None:
        told = render(self.context.translate, notice)
        self.notify(told, severity="warning", timeout=_NOTICE_SECONDS, markup=False)

    def _begin(self, overview: "Overview | None", session: "Opened | None") -> None:
        """Show Home, counted anew without an `overview`, or the session."""
        if overview is not None and self._query is None:
            self.home_screen.update_overview(overview)
            return
        from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
        from kpitrainer.tui.screens.navigation import open_exams, open_session

        if isinstance(session, ExamTerms):
            open_exams(self.home_screen, session)
        elif session is None:
            self.home_screen.count()
            if self._query is not None:
                self.action_browse(self._query)
        elif not open_session(self.home_screen, session):
            from kpitrainer.tui.text.home_text import nothing

            self.home_screen.count()
            self.notify(nothing(self.context.translate, session.new_waiting), markup=False)

    def action_browse(self, query: str = "") -> None:
        """Open the browser, once decks and progress are read."""
        from kpitrainer.tui.screens.browser_screen import BrowserScreen

        screen = self.screen
        if self.context.opened is None or not isinstance(screen, WordedScreen):
            return
        if not isinstance(screen, BrowserScreen):
            screen.before_browsing()
            self.push_screen(BrowserScreen(self.context, query), lambda _: screen.after_browsing())

    def action_jump(self) -> None:
        """Show a letter at each place that the cursor can go to; typed, it leads there."""
        from kpitrainer.tui.screens.jump_screen import JumpScreen, places

        if not isinstance(self.screen, ModalScreen) and (found := places(self.screen)):
            self.push_screen(JumpScreen(found), lambda place: place.go() if place else None)

    def action_settings(self) -> None:
        """Open the settings, once decks and progress are read."""
        from kpitrainer.tui.screens.settings_screen import SettingsScreen

        opened = any(isinstance(screen, SettingsScreen) for screen in self.screen_stack)
        if self.context.opened is not None and not opened:
            self.push_screen(SettingsScreen(self.context, self.speak))

    def action_command_palette(self) -> None:
        """Open the palette."""
        if isinstance(self.screen, ModalScreen):
            return
        translate = self.context.translate
        everywhere: dict[str, tuple[Callable[[], object], str]] = {
            "browse": (self.action_browse, "/"),
            "jump": (partial(self.call_after_refresh, self.action_jump), "^o"),
            "settings": (self.action_settings, ""),
            "theme": (self.action_change_theme, ""),
            "quit": (self.exit, "^c"),
        }
        commands = tuple(palette_rows(translate, self.screen, everywhere, self.speak))
        palette = Palette(translate, commands, translate("palette.search"))
        self.push_screen(palette, lambda chosen: chosen.act() if chosen else None)

    def search_themes(self) -> None:
        """Choose a theme: the one under the cursor is shown, and none is kept before Enter."""
        translate, before = self.context.translate, self.theme
        commands = theme_rows(before, partial(setattr, self, "theme"))

        def chosen(command: PaletteRow | None) -> None:
            self.theme = before if command is None else command.title
            self._use_theme(self.current_theme)

        palette = Palette(
            translate, commands, translate("palette.search-theme"), lambda shown: shown.act()
        )
        self.push_screen(palette, chosen)

    def speak(self, language: str) -> None:
        """Change the language everywhere, at once."""
        self._remember(lambda: self.context.speak(language))
        for screen in self.screen_stack:
            if isinstance(screen, WordedScreen):
                screen.speak()
                screen.redraw()

    def _use_theme(self, theme: Theme) -> None:
        if not isinstance(self.screen, Palette):  # there it is only looked at
            self._remember(lambda: self.context.use_theme(theme.name))

    def _remember(self, change: Callable[[], None]) -> None:
        """Change a setting; it holds until the end also where it cannot be written."""
        try:
            change()
        except KpiTrainerError as fault:
            self.notify(error(self.context.translate, fault), severity="error", markup=False)
