"""Finding cards: a search field, what it finds, sorted, and the card under the cursor."""

from collections.abc import Iterable, Sequence
from time import perf_counter

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input

from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.domain.search.query import EVERYTHING, Query, QueryError
from kpitrainer.domain.search.query_parser import parse_query
from kpitrainer.study.card_search import CardSearch
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.browser_text import BrowserColumns, SortOrder, card_preview, sort_cards
from kpitrainer.tui.text.lines import ACCENT, BAD, MUTED
from kpitrainer.tui.widgets.answer_field import AnswerField
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.card_table import CardTable
from kpitrainer.tui.widgets.prose import Prose
from kpitrainer.wording import error

_BESIDE = 100
"""From so many cells on the card stands beside the list, else below it."""

_BELOW = 22
"""From so many lines on it stands there from the start."""

_SLOW = 0.05
"""Seconds; a search that takes longer waits until the typing rests."""


class CardFinder(TrainerScreen):
    """A search field, what it finds, and the card under the cursor."""

    def __init__(self, context: AppContext, query: str = "") -> None:
        """`query` stands in the field at first."""
        super().__init__(context)
        self._first_query = query
        self._search = CardSearch(context.trainer, self.translate.language)
        self._query: Query = EVERYTHING
        self._found: Sequence[Queued] = ()
        self._order, self._backwards = SortOrder.STUDY, False
        self._previewed: bool | None = None
        self._took = 0.0
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The field, the list, the card."""
        yield Prose(id="header")
        with Horizontal(id="entry"):
            yield Prose(id="prompt")
            yield AnswerField()
        yield Prose(id="fault")
        with Horizontal(id="browser"):
            with Vertical(id="list"):
                yield Prose(id="heads")
                yield CardTable()
            with VerticalScroll(id="seen", can_focus=False):
                yield Prose(id="card")
        yield KeyBar()

    def on_mount(self) -> None:
        """Take what is typed; Textual calls the base's handler too."""
        field = self.query_one(AnswerField)
        field.value = self._first_query
        field.cursor_position = len(self._first_query)
        field.focus()

    @property
    def typing(self) -> bool:
        """Whether letters go into the field."""
        return self.query_one(AnswerField).has_focus

    @property
    def table(self) -> CardTable:
        """The list."""
        return self.query_one(CardTable)

    def on_screen_resume(self) -> None:
        """Come back from a session: cards stand otherwise."""
        self._search.refresh()
        self.find()

    def speak(self) -> None:
        """Search in the reader's new language."""
        self._search = CardSearch(self.context.trainer, self.translate.language)

    def redraw(self) -> None:
        """Lay everything out for the present language and width."""
        size = self.app.size
        self.set_class(size.width >= _BESIDE, "-beside")
        wanted = size.width >= _BESIDE or size.height >= _BELOW
        self.set_class(wanted if self._previewed is None else self._previewed, "-previewed")
        self.fill("prompt", Content.styled(self.translate("browse.prompt"), ACCENT))
        self.query_one(AnswerField).placeholder = self.translate("browse.example")
        self.show_keys()
        self.call_after_refresh(self.find)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if self._took < _SLOW:
            self.find()
        else:
            self._waiting = self.set_timer(2 * self._took, self.find)

    def find(self) -> None:
        """List what the query finds; what cannot be read is told, and the list stays."""
        if not self.is_attached:
            return
        began = perf_counter()
        try:
            self._query = parse_query(self.query_one(AnswerField).value)
        except QueryError as fault:
            told = error(self.translate, fault)
            column = self.translate("browse.column", column=fault.column, told=told)
            self.fill("fault", Content.styled(column, BAD))
        else:
            self.fill("fault", "")
        self._found = self._search.find(self._query)
        self._list()
        self._took = perf_counter() - began

    def _list(self) -> None:
        """Show what was found, in the order that is chosen."""
        trainer, translate = self.context.trainer, self.translate
        width = self.table.size.width - 1  # a cell for the scroll bar
        columns = BrowserColumns(
            translate, trainer.library, trainer.clock.today(), width, self._order,
            backwards=self._backwards,
        )  # fmt: skip
        rows = sort_cards(
            self._found, self._order, trainer.library, translate.language,
            backwards=self._backwards,
        )  # fmt: skip
        self.fill("heads", columns.heads())
        self.table.show(rows, columns.row)
        self._tell()

    @on(CardTable.Moved)
    def _tell(self) -> None:
        """Count, and show the card under the cursor."""
        translate, table = self.translate, self.table
        count = translate("browse.count", found=len(self._found), total=self._search.total)
        selected = len(table.selected)
        if selected:
            count = f"{translate('browse.selected', count=selected)} · {count}"
        title = Content.styled(translate("browse.title"), ACCENT)
        self.show_header((title, Content.styled(count, MUTED)))
        self.show_keys()
        if not self.has_class("-previewed"):
            return
        trainer, card, seen = self.context.trainer, table.here, self.query_one("#card", Prose)
        if card is None:
            seen.show(Content.styled(translate("browse.none"), MUTED))
            return
        width = self.query_one("#seen").content_size.width - 2
        shown = card_preview(
            translate, trainer.library, self._search.queued(card), trainer.clock.today(), width
        )
        seen.show(shown)
        self.query_one("#seen").scroll_home(animate=False)

    def on_descendant_focus(self) -> None:
        """Other keys work now."""
        self.show_keys()

    def action_search(self) -> None:
        """Back to the field."""
        self.query_one(AnswerField).focus()

    @on(Input.Submitted)
    def action_to_list(self) -> None:
        """From the field to the list."""
        self.table.focus()

    def action_sort(self, column: str) -> None:
        """Sort by a column, or the other way round where it is sorted so already."""
        order = SortOrder(column)
        self._backwards = order is self._order and not self._backwards
        self._order = order
        self._list()

    def action_next_order(self) -> None:
        """Sort by the next column."""
        orders = list(SortOrder)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._backwards = False
        self._list()

    def action_turn_order(self) -> None:
        """Sort the other way round."""
        self._backwards = not self._backwards
        self._list()

    def action_preview(self) -> None:
        """Show the card under the cursor, or more of the list."""
        self._previewed = not self.has_class("-previewed")
        self.redraw()

    def show_changed(self, rows: Iterable[LogRow]) -> None:
        """Show cards as they stand after these acts.

        They stay listed though the query may no longer find them, so that one can go on.
        """
        self._search.changed(rows)
        self._found = [self._search.queued(queued.card) for queued in self._found]
        self._list()

    def use_library(self) -> None:
        """Go on with decks that were read again."""
        self._search.use_library()
        self.find()
