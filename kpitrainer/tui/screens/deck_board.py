"""Home's board: the day, the decks in columns, the days ahead, and the deck under the cursor."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.worker import get_current_worker

from kpitrainer.tui.screens.filtered_screen import FilteredScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED, ends
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.deck_list import Column, DeckList
from kpitrainer.tui.widgets.filter_field import FilterField
from kpitrainer.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from kpitrainer.study.library import Library
    from kpitrainer.study.overview import Overview

_SCROLL_BAR = 2
_SIDE = 30
"""The panel's width before it is laid out."""

_TALL = 34
"""From so many lines on there is room for a legend, and for columns higher than a line."""

_LOW = 22
"""With fewer lines all are for the decks."""

_LOOK_SECONDS = 5
"""Often, as a timer for the very moment would run late where the machine sleeps meanwhile."""


class DeckBoard(FilteredScreen):
    """Shows an overview; its `_picked` decks, or else the row's, are `_selected`."""

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
                yield FilterField()
                yield Prose(id="heads")
                yield DeckList()
                yield Prose(id="legend")
                yield Prose(id="ahead")
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
        from kpitrainer.tui.text import home_text, progress_text

        translate, trainer = self.translate, self.context.trainer
        library, size, tall = trainer.library, self.query_one("#main").content_size, self._is_tall
        date = home_text.day(translate, overview, size.width)
        self.fill("header", ends(Content.styled("kpitrainer", ACCENT), date, size.width))
        self.fill("welcome", home_text.welcome(translate, overview))
        told = home_text.today(translate, overview, library, trainer.clock, size.width)
        self.fill("today", told)
        self.show_list()
        legend = progress_text.legend(translate)
        room = tall and size.width > legend.cell_length and not self.has_class("wide")
        self.fill("legend", legend if room else "")
        lines = self.app.size.height
        height = min(lines // 9, 6) if tall else 1
        ahead = home_text.ahead(translate, overview, size.width, height)
        self.fill("ahead", ahead if lines >= _LOW else "")
        limit = self.context.settings.new_per_day
        self.fill("notice", home_text.notice(translate, overview, limit, library))
        if not self.typing:
            self.list.focus()

    @property
    def _is_tall(self) -> bool:
        return self.app.size.height >= _TALL

    def show_list(self) -> None:
        """List the decks, in columns, that the filter leaves."""
        if self.overview is None:
            return
        from kpitrainer.tui.text.deck_columns import DeckColumns, row_title

        library, overview = self._library, self.overview
        titles = [
            row_title(self.translate, library.by_id[row.deck], library) for row in overview.rows
        ]
        # The list keeps a cell at its right for a scroll bar.
        width = self.query_one("#main").content_size.width - _SCROLL_BAR
        columns = DeckColumns(self.translate, width, titles)
        self.fill("heads", columns.heads())
        rows = [
            (row, title)
            for row, title in zip(overview.rows, titles, strict=True)
            if self.filter.leaves(title, row.deck)
        ]
        self.query_one(DeckList).fill(columns, overview, library, rows, self._picked)
        self._choose()

    @property
    def _library(self) -> "Library":
        return self.context.trainer.library

    @property
    def can_study(self) -> bool:
        """Whether Enter would ask something."""
        if self.overview is None:
            return True
        chosen = self._selected
        return any(row.offers for row in self.overview.rows if not chosen or row.deck in chosen)

    @property
    def _selected(self) -> tuple[str, ...]:
        """The decks Enter would study; none for all."""
        if self._picked:
            return tuple(sorted(self._picked))
        return (self.list.row,) if self.list.row else ()

    @on(OptionList.OptionHighlighted, "#decks")
    def _choose(self) -> None:
        """Tell what Enter does now, and show the row's deck beside."""
        if self.overview is None:
            return
        from kpitrainer.tui.text import home_text

        translate, library, overview = self.translate, self.context.trainer.library, self.overview
        here = self.list.row
        row = next((row for row in overview.rows if row.deck == here), None)
        told = home_text.next_action(translate, library, overview, self._selected)
        studied = home_text.last_studied(translate, row, self.context.trainer.clock.today())
        width = self.query_one("#main").content_size.width
        self.fill("next", home_text.next_line(told, studied, width))
        self.show_keys()
        side = self.query_one("#side", Prose)
        room = side.content_size.width or _SIDE
        if row is None:
            side.show(home_text.side_all(translate, overview, library, room))
        else:
            deck = library.by_id[row.deck]
            side.show(home_text.side(translate, deck, row, overview.day, room))

    def action_tick(self) -> None:
        """Pick the row's deck, or drop it again."""
        if self.list.row:
            self._picked ^= {self.list.row}
            self.show_list()
