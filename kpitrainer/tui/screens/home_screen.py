"""Home: what today holds, and one key to begin."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial, partialmethod

from textual import on
from textual.widgets import OptionList

from kpitrainer.domain.verdict import Message
from kpitrainer.tui.actions import HELP, QUIT, Action, PaletteRow
from kpitrainer.tui.screens.deck_board import DeckBoard
from kpitrainer.tui.screens.filtered_screen import FILTER
from kpitrainer.wording import diagnostic_line


def _mistakes_label(screen: "HomeScreen") -> Message:
    return Message("calc.mistakes", {"count": screen.mistakes})


class HomeScreen(DeckBoard):
    """Every deck with what it holds today; Enter studies the row, Space picks several."""

    NOTES = "help.home-notes"
    NAME = "home"
    ACTIONS = (
        Action("", help="help.home-move", help_keys="↑ ↓"),
        Action(
            "study", "enter", "home.key-study", "help.home-study", palette=True, rank=3,
            shown=lambda screen: screen.can_study and not screen.typing,
        ),
        Action("tick", "space", "home.key-pick", "help.home-pick", rank=11),
        *FILTER,
        Action("drill", "d", "home.key-drill", "help.home-drill", palette=True, rank=4),
        Action(
            "mistakes", "m", _mistakes_label, "help.picker-mistakes", palette=True, rank=4,
            when=lambda screen: screen.mistakes > 0,
        ),
        Action("formulas", "f3", "review.key-formulas", "help.all-formulas", palette=True, rank=10),
        Action("exam", "e", "home.key-exam", "help.home-exam", palette=True, rank=5),
        Action("more_new", "n", help="help.home-more-new", palette=True),
        Action("ahead", "a", help="help.home-ahead", palette=True),
        Action("cram", "c", help="help.home-cram", palette=True),
        Action("cram_missed", palette=True),
        Action("cram_leeches", palette=True),
        Action("goal", "g", help="help.home-goal", palette=True),
        Action("options", "o", help="help.home-options", palette=True),
        Action(
            "app.browse", "", "home.key-browse", "help.home-browse",
            bar_key="/", help_keys="/", rank=6,
        ),
        Action(
            "statistics", "s", "home.key-statistics", "help.home-statistics", palette=True, rank=7
        ),
        Action("calendar", "k", help="help.home-calendar", palette=True),
        Action("diagnostics", "p", help="help.home-diagnostics"),
        Action("undo", "u,ctrl+z", help="help.home-undo"),
        Action("resume", palette=True),
        Action("deck_folder", palette=True),
        Action("app.command_palette", "ctrl+p", "home.key-palette", "help.home-palette", rank=8),
        Action("app.settings", "comma", "home.key-settings", "help.home-settings"),
        replace(QUIT, rank=9),
        HELP,
    )  # fmt: skip

    @on(OptionList.OptionSelected, "#decks")
    def action_study(self) -> None:
        """Study the row, or what was picked."""
        self._study("TODAY")

    def action_ahead(self) -> None:
        """Study what comes due tomorrow."""
        self._study("AHEAD")

    def action_more_new(self) -> None:
        """Study new cards beyond the daily limit."""
        self._study("MORE_NEW")

    def _study(self, mode: str, tag: str | None = None, *, cramming: bool = False) -> None:
        """Review by a StudyMode, or cram by a CramKind: a tag, or else the decks selected."""
        from kpitrainer.study.library import Selection
        from kpitrainer.tui.screens.navigation import cram, study

        if self.overview is not None:
            selection = Selection(tag=tag) if tag else Selection(decks=self._selected)
            begin = cram if cramming else study
            self.succeeds(lambda: begin(self, selection, mode))
            self._picked.clear()

    def action_cram(self, kind: str = "ALL") -> None:
        """Ask the cards of a CramKind, of the decks selected, once more; nothing is rescheduled."""
        self._study(kind, cramming=True)

    action_cram_leeches = partialmethod(action_cram, "LEECHES")
    action_cram_missed = partialmethod(action_cram, "MISSED")

    def action_goal(self) -> None:
        """Set an exam's date, of the deck selected or of all."""
        from kpitrainer.tui.screens.goal_screen import GoalScreen

        if self.overview is not None:
            self.app.push_screen(GoalScreen(self.context, self.list.row))

    def action_exam(self) -> None:
        """Sit a mock exam, or look at one again."""
        from kpitrainer.tui.screens.navigation import open_exams

        if self.overview is not None:
            open_exams(self)

    async def action_resume(self) -> None:
        """List the suspended cards, so that they can be resumed."""
        await self.run_action("app.browse('is:suspended')")

    def action_undo(self) -> None:
        """Take the last act of the day back, whichever session it was of."""
        from kpitrainer.tui.screens.navigation import undo

        if self.overview is not None and self.succeeds(partial(undo, self)):
            self.count()

    def action_calendar(self) -> None:
        """Show which days were studied."""
        from kpitrainer.progress_wording import calendar_lines
        from kpitrainer.study.days_told import streak_told
        from kpitrainer.wording import render

        overview, translate = self.overview, self.translate
        if overview is not None:
            days = calendar_lines(translate, overview.study_days, overview.off, overview.day)
            told = streak_told(overview)
            lines = ([render(translate, told), ""] if told else []) + days
            self.show_panel("home.calendar", "\n".join(lines))

    def commands(self) -> Iterator[PaletteRow]:
        """What the palette offers here: activities, and tags to study."""
        yield from super().commands()
        translate = self.translate
        if not self.context.opened:
            return
        library, told = self.context.opened.library, translate("palette.tag-help")
        titled = ((library.titles.tag(tag, translate.language), tag) for tag in library.tags())
        for title, tag in sorted(titled):
            yield PaletteRow("tags", title, told, partial(self._study, "TODAY", tag))

    def action_drill(self) -> None:
        """Choose calculations to drill."""
        from kpitrainer.tui.screens.drill_picker import DrillPicker
        from kpitrainer.tui.screens.navigation import open_following

        if self.overview is not None:
            self.app.push_screen(DrillPicker(self.context), partial(open_following, self))

    @property
    def mistakes(self) -> int:
        """How often known mistakes were made in calculations this week."""
        return self.overview.mistakes if self.overview else 0

    def action_mistakes(self) -> None:
        """Drill once more, without end, where known mistakes were made this week."""
        from kpitrainer.study.mistake_drilling import MistakeDrilling
        from kpitrainer.tui.screens.navigation import open_session

        trainer, language = self.context.trainer, self.translate.language
        drills = trainer.library.drills()
        begun = partial(MistakeDrilling, trainer, drills, language)
        self.succeeds(lambda: open_session(self, begun()))

    def action_formulas(self) -> None:
        """Show every formula; Enter there drills it."""
        from kpitrainer.tui.screens.navigation import open_formulas

        if self.overview is not None:
            open_formulas(self)

    def action_deck_folder(self) -> None:
        """Show where the own decks are, and copy it."""
        folder = str(self.context.paths.decks)
        self.app.copy_to_clipboard(folder)
        self.show_panel("palette.deck-folder", self.translate("home.deck-folder", path=folder))

    def action_options(self) -> None:
        """Set the options of the row's deck."""
        from kpitrainer.tui.screens.deck_options_screen import DeckOptionsScreen

        if self.overview is not None and self.overview.rows:
            self.app.push_screen(DeckOptionsScreen(self.context, self.list.row))

    def action_statistics(self) -> None:
        """Show the figures."""
        from kpitrainer.tui.screens.stats_screen import StatisticsScreen

        if self.overview is not None:
            self.app.push_screen(StatisticsScreen(self.context))

    def action_diagnostics(self) -> None:
        """List what is wrong in deck files."""
        if self.overview is not None and self.context.trainer.library.diagnostics:
            translate, diagnostics = self.translate, self.context.trainer.library.diagnostics
            lines = (diagnostic_line(translate, diagnostic) for diagnostic in diagnostics)
            self.show_panel("home.diagnostics-title", "\n\n".join(lines))
