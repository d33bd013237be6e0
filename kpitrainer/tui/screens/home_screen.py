"""Home: what today holds, and one key to begin."""

from collections.abc import Iterator
from functools import partial, partialmethod
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.worker import get_current_worker

from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.tui.actions import HELP, QUIT, Action
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED, ends
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.deck_list import Column, DeckList
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import diagnostic_line

if TYPE_CHECKING:
    from kpitrainer.study.overview import Overview

_SCROLL_BAR = 2
_LOOK_SECONDS = 5
"""Often, as a timer for the very moment would run late where the machine sleeps meanwhile."""


class HomeScreen(TrainerScreen):
    """Every deck with what it holds today; Enter studies the row, Space picks several."""

    NOTES = "help.home-notes"
    NAME = "home"
    ACTIONS = (
        Action("", help="help.home-move", help_keys="↑ ↓"),
        Action("study", "enter", "home.key-study", "help.home-study", palette=True),
        Action("pick", "space", "home.key-pick", "help.home-pick"),
        Action("drill", "d", "home.key-drill", "help.home-drill", palette=True),
        Action("formulas", "f,f3", "review.key-formulas", "help.all-formulas", palette=True),
        Action("exam", "e", "home.key-exam", "help.home-exam", palette=True),
        Action("more_new", "n", help="help.home-more-new", palette=True),
        Action("ahead", "a", help="help.home-ahead", palette=True),
        Action("cram", "c", help="help.home-cram", palette=True),
        Action("cram_missed", palette=True),
        Action("cram_leeches", palette=True),
        Action("goal", "g", help="help.home-goal", palette=True),
        Action("options", "o", help="help.home-options", palette=True),
        Action("app.browse", "", "home.key-browse", "help.home-browse", bar_key="/", help_keys="/"),
        Action("statistics", "s", "home.key-statistics", "help.home-statistics", palette=True),
        Action("diagnostics", "p", help="help.home-diagnostics"),
        Action("undo", "u,ctrl+z", help="help.home-undo"),
        Action("resume", palette=True),
        Action("app.command_palette", "ctrl+p", "home.key-palette", "help.home-palette"),
        Action("app.settings", "comma", "home.key-settings", "help.home-settings"),
        QUIT,
        HELP,
    )

    class Resumed(Message):
        """An activity is over."""

    overview: "Overview | None" = None

    def compose(self) -> ComposeResult:
        """Header, today, decks, the week; beside them the selected deck where it is wide."""
        self._picked: set[str] = set()
        with Horizontal(id="columns"):
            with Column(id="main"):
                yield Prose(id="header")
                yield Prose(id="welcome")
                yield Prose(id="today")
                yield Prose(id="next")
                yield Prose(id="heads")
                yield DeckList()
                yield Prose(id="week")
                yield Prose(id="notice")
            yield Prose(id="side")
        yield KeyBar()

    def on_mount(self) -> None:
        """Look at the clock now and then; Textual calls the base's handler too."""
        self.set_interval(_LOOK_SECONDS, self.look_at_clock)

    def look_at_clock(self) -> None:
        """Count again once the study day has turned, or the next card has come due."""
        overview = self.overview
        if overview is None or self.app.screen is not self:
            return
        clock = self.context.trainer.clock
        is_next_due = overview.next_due is not None and overview.next_due <= clock.now()
        if is_next_due or clock.today() != overview.day:
            self.count()

    def on_screen_resume(self) -> None:
        """Come back from an activity: count again."""
        if self.context.opened is not None:
            self.count()
            self.post_message(self.Resumed())

    @work(thread=True, exclusive=True)
    def count(self) -> None:
        """Read the figures, away from the screen."""
        worker = get_current_worker()
        overview = self.context.trainer.overview()

        def show() -> None:
            # A later count may have overtaken this one.
            if not worker.is_cancelled:
                self.update_overview(overview)

        self.app.call_from_thread(show)

    @on(Column.Resized)
    def _fit(self) -> None:
        if self.overview is not None:
            self.redraw()

    def update_overview(self, overview: "Overview") -> None:
        """Show fresh figures."""
        self.overview = overview
        self._picked &= {row.deck for row in overview.rows}  # one may be hidden since
        self.redraw()

    def redraw(self) -> None:
        """Fill every part for the present figures, language and width."""
        translate = self.translate
        self.show_keys()
        if self.overview is None:
            self.fill("header", Content.styled("kpitrainer", ACCENT))
            self.fill("today", Content.styled(translate("home.reading"), MUTED))
            return
        self._draw(self.overview)

    def _draw(self, overview: "Overview") -> None:
        # Imported once figures are there: the first paint does not wait for it.
        from kpitrainer.tui.text import home_text

        translate, clock = self.translate, self.context.trainer.clock
        width = self.query_one("#main").content_size.width
        date = home_text.day(translate, noon(clock.today()), overview.streak)
        self.fill("header", ends(Content.styled("kpitrainer", ACCENT), date, width))
        library = self.context.trainer.library
        self.fill("welcome", home_text.welcome(translate, overview, library))
        if overview.due or overview.new:
            self.fill("today", home_text.today(translate, overview, width))
        else:
            self.fill("today", home_text.all_done(translate, overview, clock))
        # The list keeps a cell at its right for a scroll bar.
        columns = home_text.DeckColumns(translate, width - _SCROLL_BAR)
        self.fill("heads", columns.heads())
        self.query_one(DeckList).fill(columns, overview, library, self._picked)
        self.fill("week", home_text.week(translate, overview.forecast, width))
        limit = self.context.settings.new_per_day
        self.fill("notice", home_text.notice(translate, overview, limit, library))
        self._choose()

    @property
    def _selected(self) -> tuple[str, ...]:
        """The decks Enter would study; none for all."""
        if self._picked:
            return tuple(sorted(self._picked))
        return (self.query_one(DeckList).row,) if self.query_one(DeckList).row else ()

    @on(OptionList.OptionHighlighted, "#decks")
    def _choose(self) -> None:
        """Tell what Enter does now, and show the row's deck beside."""
        if self.overview is None:
            return
        from kpitrainer.tui.text import home_text

        translate, library, overview = self.translate, self.context.trainer.library, self.overview
        here = self.query_one(DeckList).row
        row = next((row for row in overview.rows if row.deck == here), None)
        told = home_text.next_action(translate, library, overview, self._selected)
        studied = home_text.last_studied(translate, row, self.context.trainer.clock.today())
        width = self.query_one("#main").content_size.width
        self.fill("next", ends(Content.assemble(("▶ ", ACCENT), told), studied, width))
        side = self.query_one("#side", Prose)
        if row is None:
            side.show(translate("home.side-all"))
        else:
            deck = library.by_id[row.deck]
            side.show(home_text.side(translate, deck, row, side.content_size.width))

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
            self.app.push_screen(GoalScreen(self.context, self.query_one(DeckList).row))

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

    def action_pick(self) -> None:
        """Pick the row's deck, or drop it again."""
        if self.overview is None or not self.query_one(DeckList).row:
            return
        self._picked ^= {self.query_one(DeckList).row}
        self._draw(self.overview)

    def commands(self) -> Iterator[SystemCommand]:
        """What the palette offers here: activities, and tags to study."""
        yield from super().commands()
        translate = self.translate
        if not self.context.opened:
            return
        library, told = self.context.opened.library, translate("palette.tag-help")
        titled = ((library.titles.tag(tag, translate.language), tag) for tag in library.tags())
        for title, tag in sorted(titled):
            name = translate("palette.tag", tag=title)
            yield SystemCommand(name, told, partial(self._study, "TODAY", tag))

    def action_drill(self) -> None:
        """Choose calculations to drill."""
        from kpitrainer.tui.screens.drill_picker import DrillPicker
        from kpitrainer.tui.screens.navigation import open_following

        if self.overview is not None:
            self.app.push_screen(DrillPicker(self.context), partial(open_following, self))

    def action_formulas(self) -> None:
        """Show every formula; Enter there drills it."""
        from kpitrainer.tui.screens.navigation import open_formulas

        if self.overview is not None:
            open_formulas(self)

    def action_options(self) -> None:
        """Set the options of the row's deck."""
        from kpitrainer.tui.screens.deck_options_screen import DeckOptionsScreen

        if self.overview is not None and self.overview.rows:
            self.app.push_screen(DeckOptionsScreen(self.context, self.query_one(DeckList).row))

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
