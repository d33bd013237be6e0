"""Statistics that answer questions: a tab each, over a period, of one deck or all."""

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kpitrainer.domain.figures.chart import Sheet
from kpitrainer.domain.figures.stretches import Period
from kpitrainer.study.stats.tabs import TABS, TIMELESS, sheet
from kpitrainer.study.stats.view import View
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.card_info_panel import show_card_info
from kpitrainer.tui.screens.deck_choice import ALL, DeckChoice
from kpitrainer.tui.screens.figured_screen import FiguredScreen
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.text.sheet_text import sheet_paragraphs, table_lines, tabs_line
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose

_NAMES = tuple(TABS)
_PERIODS = tuple(Period)
_SIDES, _NARROW_SIDES = 10, 4
"""Cells left and right of the text, and of the bar that scrolls it."""


def _has_cards(screen: "StatisticsScreen") -> bool:
    return screen.tab == "hardest"


class StatisticsScreen(FiguredScreen[Sheet]):
    """One tab at a time; what it tells is worked out in a thread, and kept until it is closed."""

    INTRO = "help.statistics-intro"
    NAME = "statistics"
    ACTIONS = (
        Action("step(-1)", "left,shift+tab"),
        Action(
            "step(1)", "right,tab", "stats.key-tab", "stats.help-tab",
            bar_key="← →", help_keys="← →", rank=1,
        ),
        Action(
            "period", "p", "stats.key-period", "stats.help-period", rank=2,
            shown=lambda screen: screen.tab not in TIMELESS,
        ),
        Action("deck", "d", "stats.key-deck", "stats.help-deck", rank=3),
        Action("card", "enter,i", "stats.key-card", "stats.help-card", rank=1, shown=_has_cards),
        Action("close", "escape,q,s", "summary.key-home", "help.to-home", rank=9),
        HELP,
    )  # fmt: skip

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self.tab = _NAMES[0]
        self._period, self._deck = Period.MONTH, ""
        self._known: dict[tuple[object, ...], Sheet] = {}
        self._views: dict[tuple[object, ...], View] = {}

    def compose(self) -> ComposeResult:
        """The tabs, what the one tells, and the cards of the hardest."""
        yield Prose(id="header")
        with VerticalScroll(id="scroll"):
            yield Prose(id="text")
        yield Prose(id="heads")
        yield OptionList(id="hardest", compact=True)
        yield KeyBar()

    @property
    def _asked(self) -> tuple[object, ...]:
        return self.tab, self._period, self._deck, self.translate.language

    def compute(self) -> Sheet:
        """The tab that is chosen now."""
        asked, (tab, *over) = self._asked, self._asked
        language, trainer = self.translate.language, self.context.trainer
        # One for all tabs, which reads what several of them tell of once.
        view = View(trainer, self._period, self._deck or None, language)
        view = self._views.setdefault(tuple(over), view)
        if asked not in self._known:
            self._known[asked] = sheet(str(tab), view)
        return self._known[asked]

    def redraw(self) -> None:
        """Word the tab; the hardest cards stand in a list of their own."""
        if self.figures is not None and self._asked in self._known:
            self.figures = self._known[self._asked]
        translate, width = self.translate, self._width
        deck = self._titles().get(self._deck, translate("stats.all-decks"))
        period = translate(f"stats.period-{self._period}")
        over = deck if self.tab in TIMELESS else f"{period} · {deck}"
        title = Content.assemble((translate("stats.title"), ACCENT), (f"   {over}", MUTED))
        lines = (title, tabs_line(translate, _NAMES, self.tab))
        self.fill("header", Content("\n").join(lines))
        super().redraw()
        cards = self.query_one("#hardest", OptionList)
        is_list = _has_cards(self) and self.figures is not None and bool(self._rows())
        self.set_class(is_list, "-list")
        if is_list:
            head, *rows = table_lines(translate, self._shown().tables[0], width)
            self.fill("heads", head)
            before = cards.highlighted or 0
            cards.set_options([Option(row) for row in rows])
            cards.highlighted = min(before, len(rows) - 1)
            cards.focus()
        else:
            self.query_one("#scroll").focus()

    def paragraphs(self) -> Iterable[Content]:
        """The chosen tab, or that it is on its way."""
        if self.figures is None:
            return (Content.styled(self.translate("schedule.working"), MUTED),)
        return sheet_paragraphs(self.translate, self.figures, self._width, self.app.size.height)

    @property
    def _width(self) -> int:
        sides = _NARROW_SIDES if self.has_class("narrow") else _SIDES
        return max(self.app.size.width - sides, 30)

    def _shown(self) -> Sheet:
        if self.figures is None:
            raise ValueError
        return self.figures

    def _rows(self) -> object:
        return self._shown().tables[0].rows if self._shown().tables else ()

    def _titles(self) -> dict[str, str]:
        language = self.translate.language
        return {deck.id: deck.title_for(language) for deck in self.context.trainer.library.decks}

    def _go(self) -> None:
        """Show what is chosen now, at once where it is known."""
        self.figures = self._known.get(self._asked)
        self.redraw()
        self.query_one("#scroll").scroll_home(animate=False)
        if self.figures is None:
            self.work_out()

    def speak(self) -> None:
        """Texts of authors are in the sheets too."""
        self._go()

    def action_step(self, step: int) -> None:
        """Go to the next tab, or to the one before."""
        self.action_show_tab(_NAMES[(_NAMES.index(self.tab) + step) % len(_NAMES)])

    def action_show_tab(self, name: str) -> None:
        """Go to a tab."""
        self.tab = name
        self._go()

    def action_period(self) -> None:
        """Look back, and ahead, over another period."""
        self._period = _PERIODS[(_PERIODS.index(self._period) + 1) % len(_PERIODS)]
        self._go()

    def action_deck(self) -> None:
        """Ask for a deck."""

        def then(deck: str | None) -> None:
            if deck is not None:
                self._deck = deck
                self._go()

        titles = list(self._titles().items())
        self.app.push_screen(DeckChoice(self.translate, titles, self._deck or ALL), then)

    @on(OptionList.OptionSelected, "#hardest")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_card()

    def action_card(self) -> None:
        """Show the page of the card under the cursor."""
        at = self.query_one("#hardest", OptionList).highlighted
        if not _has_cards(self) or self.figures is None or at is None:
            return
        key = self.figures.tables[0].rows[at].card
        card = self.context.trainer.library.by_key.get(key) if key else None
        if card is not None:
            show_card_info(self, card)
