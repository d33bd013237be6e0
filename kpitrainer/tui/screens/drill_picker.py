"""Choose which calculations to drill: all, a family, some or one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.verdict import Message
from kpitrainer.study.confusions import pairs_confused
from kpitrainer.study.mistake_drilling import MistakeDrilling
from kpitrainer.study.mistakes_made import Made, drills_of, mistakes_made
from kpitrainer.study.practice import DrillRecord, drill_records, weakest_first
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.drill_forms import FORM_ACTIONS, DrillForms
from kpitrainer.tui.screens.filtered_screen import FILTER
from kpitrainer.tui.screens.navigation import open_formulas
from kpitrainer.tui.text.drill_rows import DrillRows, Grouping
from kpitrainer.tui.text.lines import ACCENT, MUTED
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.filter_field import FilterField
from kpitrainer.tui.widgets.pick_list import PickList
from kpitrainer.tui.widgets.prose import Prose

_TEN = 10
_SCROLL_BAR = 2
_WIDEST = 132
"""Wider, a drill and its success would stand too far apart."""


def _mistakes_label(screen: "DrillPicker") -> Message:
    return Message("calc.key-mistakes", {"count": screen.mistakes})


def _leave_label(screen: "DrillPicker") -> str:
    return "home.key-unfilter" if screen.is_filtered else "summary.key-home"


class DrillPicker(DrillForms):
    """The drills by family or otherwise; Enter drills the row, or what is ticked.

    It closes with the session to go on with, or with None.
    """

    NOTES = "help.picker-notes"
    NAME = "drills"
    ACTIONS = (
        Action("", help="help.picker-move", help_keys="↑ ↓"),
        Action(
            "start",
            "enter",
            "calc.key-start",
            "help.picker-start",
            shown=lambda screen: not screen.typing,
        ),
        Action("tick", "space", "calc.key-tick", "help.picker-tick"),
        replace(FILTER[0], rank=50),
        FILTER[1],
        Action("family(-1)", "left,shift+tab"),
        Action("family(1)", "right,tab", "calc.key-group", "help.picker-group", help_keys="← →"),
        *FORM_ACTIONS,
        Action("length", "n", "calc.key-length", "help.picker-length"),
        Action(
            "mistakes",
            "m",
            _mistakes_label,
            "help.picker-mistakes",
            rank=49,
            when=lambda screen: screen.mistakes > 0,
        ),
        Action("order", "o", "calc.key-order", "help.picker-order"),
        Action("themes", "t", "calc.key-themes", "help.picker-themes", rank=52),
        Action("formulas", "f3", "review.key-formulas", "help.all-formulas"),
        Action("leave", "", _leave_label, "help.picker-leave", field_keys="escape"),
        Action("close", "q"),
        HELP,
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._drills = context.trainer.library.drills()
        self._record: dict[CardKey, DrillRecord] = {}
        self._made: tuple[Made, ...] = ()
        self._rows: DrillRows | None = None
        self._ticked: set[CardKey] = set()
        self._ten = False
        self._grouping = Grouping.FAMILIES

    def compose(self) -> ComposeResult:
        """A title, the filter, and the drills it leaves."""
        yield Prose(id="header")
        yield FilterField()
        yield PickList(id="drills")
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """List the drills; count again when the formula sheet has led to drilling."""
        self.succeeds(self._count)
        self.redraw()

    def _count(self) -> None:
        found = drill_records(self.context.trainer, self._drills)
        self._record = {record.card.key: record for record in found}
        trainer = self.context.trainer
        self._made = mistakes_made(trainer.store, trainer.clock.today(), self._drills)
        if not self._made and self._grouping is Grouping.MISTAKES:
            self._grouping = Grouping.FAMILIES
        self.pairs = pairs_confused(trainer)

    @property
    def mistakes(self) -> int:
        """How often known mistakes were made this week."""
        return sum(one.times for one in self._made)

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate = self.translate
        length = translate("calc.ten" if self._ten else "calc.endless")
        order = translate(f"calc.{self._grouping}")
        what = [translate(f"calc.{self.form}")] if self.form else []
        how = Content.styled(" · ".join((*what, length, order)), MUTED)
        self.show_header((Content.styled(translate("calc.pick"), ACCENT), how))
        self.show_list()
        if not self.typing:
            self.list.focus()
        self.show_keys()

    def show_list(self) -> None:
        """The drills that the filter leaves, each row with those it stands for."""
        cards = self._ordered([card for card in self._drills if self._leaves(card)])
        width = min(self.header_width, _WIDEST) - _SCROLL_BAR
        self._rows = DrillRows(
            self.translate,
            self.context.trainer.library,
            self._record,
            self._made,
            frozenset(self._ticked),
        )
        self._rows.under[""] = tuple(cards)
        found = self._rows.of(cards, self._grouping, width)
        rows = [Option(self._first_row(len(cards)), ""), *self.pairs_row(), *found]
        empty = "calc.none-found" if self._drills else "calc.none"
        self.list.show(rows if cards else [Option(self.translate(empty), "", disabled=True)])

    def _leaves(self, card: Card) -> bool:
        library, language = self.context.trainer.library, self.translate.language
        tags = library.titles.tags_of(card.tags, language)
        texts = (library.label(card, language), library.title(card, language), card.key.card)
        return self.filter.leaves(*texts, *card.tags, *tags)

    def _ordered(self, cards: Sequence[Card]) -> Sequence[Card]:
        if self._grouping is Grouping.MISTAKES:
            left = {card.key for card in cards}
            return [card for card in drills_of(self._made) if card.key in left]
        if self._grouping is not Grouping.WEAKEST:
            return cards
        known = (self._record[card.key] for card in cards if card.key in self._record)
        return [record.card for record in weakest_first(known)] or cards

    def _first_row(self, count: int) -> Content:
        translate = self.translate
        # How many give a sheet is found out only once it is begun.
        every = "calc.all-sheets" if self.form else "calc.all"
        if self._grouping is Grouping.MISTAKES:
            every, count = "calc.all-mistakes", self.mistakes
        code = "calc.listed" if self.filter.wanted else every
        text = f"  {translate(code, count=count)}"
        if not self._ticked:
            return Content(text)
        ticked = translate("calc.picked", count=len(self._ticked))
        return Content.assemble(text, (f"   ✓ {ticked}", ACCENT))

    def _under_cursor(self) -> tuple[Card, ...]:
        """The row's drill, its family, or all that are listed."""
        return self._rows.under.get(self.list.row, ()) if self._rows else ()

    @on(OptionList.OptionSelected, "#drills")
    def action_start(self) -> None:
        """Drill what is ticked, or else what the cursor is on."""
        every = self._ordered(self._drills)
        cards = tuple(card for card in every if card.key in self._ticked) or self._under_cursor()
        if not (cards or self.on_pairs):
            return
        trainer, language = self.context.trainer, self.translate.language
        count = _TEN if self._ten else None

        if self._grouping is Grouping.MISTAKES and cards and not self.form:
            again = partial(MistakeDrilling, trainer, cards, language, count=count)
            self.succeeds(lambda: self.dismiss(again()))
            return
        self.succeeds(lambda: self.dismiss(self.begun(trainer, cards, language, count)))

    def action_tick(self) -> None:
        """Tick what the row stands for, or untick it."""
        keys = {card.key for card in self._under_cursor()}
        self._ticked = self._ticked - keys if keys <= self._ticked else self._ticked | keys
        self.redraw()

    def action_family(self, step: int) -> None:
        """Go to another family, or round to the first row."""
        drills = self.list
        here = drills.highlighted
        if here is None:
            return
        names = self._rows.heads if self._rows else ()
        heads = [0, *map(drills.get_option_index, names)]
        later = (head for head in heads if head > here)
        earlier = (head for head in reversed(heads) if head < here)
        drills.highlighted = next(later, 0) if step > 0 else next(earlier, heads[-1])

    def action_leave(self) -> None:
        """Show all drills again, or go back home."""
        if self.is_filtered:
            self.action_unfilter()
        else:
            self.action_close()

    def action_length(self) -> None:
        """Ten problems, or endless."""
        self._ten = not self._ten
        self.redraw()

    def action_order(self) -> None:
        """The weakest first, or in the order of the decks."""
        self._group(Grouping.WEAKEST)

    def action_themes(self) -> None:
        """By theme, or by family."""
        self._group(Grouping.THEMES)

    def action_mistakes(self) -> None:
        """Those with mistakes of this week, or all."""
        self._ticked &= {one.card.key for one in self._made}
        self._group(Grouping.MISTAKES)

    def _group(self, grouping: Grouping) -> None:
        """List the drills so, or by family where they are listed so."""
        same = grouping is self._grouping
        self._grouping = Grouping.FAMILIES if same else grouping
        self.list.highlighted = 0
        self.redraw()

    def action_formulas(self) -> None:
        """Look at the formulas; Enter drills one."""
        open_formulas(self)
