"""Choose which calculations to drill: all, a family, some or one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.study.confusions import pairs_confused
from kpitrainer.study.practice import DrillRecord, drill_records, weakest_first
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.drill_forms import FORM_ACTIONS, DrillForms
from kpitrainer.tui.screens.filtered_screen import FILTER
from kpitrainer.tui.screens.navigation import open_formulas
from kpitrainer.tui.text.deck_columns import LEVELS
from kpitrainer.tui.text.lines import ACCENT, MUTED, fit
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.filter_field import FilterField
from kpitrainer.tui.widgets.pick_list import PickList
from kpitrainer.tui.widgets.prose import Prose

_TEN = 10
_SCROLL_BAR = 2
_GAP = 3
_WIDEST = 132
"""Wider, a drill and its success would stand too far apart."""

_WITH_TAGS, _LABEL = 92, 60
"""From the first width on a drill's tags stand beside its name, which has at most so many cells."""


def _leave_label(screen: "DrillPicker") -> str:
    return "home.key-unfilter" if screen.is_filtered else "summary.key-home"


class DrillPicker(DrillForms):
    """The drills by family with how each stands; Enter drills the row, or what is ticked.

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
        Action("order", "o", "calc.key-order", "help.picker-order"),
        Action("formulas", "f3", "review.key-formulas", "help.all-formulas"),
        Action("leave", "", _leave_label, "help.picker-leave", field_keys="escape"),
        Action("close", "q"),
        HELP,
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._drills = context.trainer.library.drills()
        self._record: dict[CardKey, DrillRecord] = {}
        self._under: dict[str, tuple[Card, ...]] = {}
        self._ticked: set[CardKey] = set()
        self._ten = False
        self._weakest = False

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
        self.pairs = pairs_confused(self.context.trainer)

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate = self.translate
        length = translate("calc.ten" if self._ten else "calc.endless")
        order = translate("calc.weakest" if self._weakest else "calc.in-order")
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
        self._under = {"": tuple(cards)}
        rows = [Option(self._first_row(len(cards)), ""), *self.pairs_row()]
        rows += self._rows(cards, width)
        empty = "calc.none-found" if self._drills else "calc.none"
        self.list.show(rows if cards else [Option(self.translate(empty), "", disabled=True)])

    def _leaves(self, card: Card) -> bool:
        library, language = self.context.trainer.library, self.translate.language
        tags = library.titles.tags_of(card.tags, language)
        texts = (library.label(card, language), library.title(card, language), card.key.card)
        return self.filter.leaves(*texts, *card.tags, *tags)

    def _ordered(self, cards: Sequence[Card]) -> Sequence[Card]:
        if not self._weakest:
            return cards
        known = (self._record[card.key] for card in cards if card.key in self._record)
        return [record.card for record in weakest_first(known)] or cards

    def _first_row(self, count: int) -> Content:
        translate = self.translate
        # How many give a sheet is found out only once it is begun.
        every = "calc.all-sheets" if self.form else "calc.all"
        code = "calc.listed" if self.filter.wanted else every
        text = f"  {translate(code, count=count)}"
        if not self._ticked:
            return Content(text)
        ticked = translate("calc.picked", count=len(self._ticked))
        return Content.assemble(text, (f"   ✓ {ticked}", ACCENT))

    def _rows(self, cards: Sequence[Card], width: int) -> Iterator[Option]:
        """Each family, where there are several, below its name; by weakness there are none."""
        told = {card.key: self._told(self._record.get(card.key)) for card in cards}
        widths = [max((each[at].cell_length for each in told.values()), default=0) for at in (0, 1)]
        room = width - sum(widths) - 2 * _GAP
        alone = self._weakest or len({card.key.deck for card in self._drills}) == 1
        families = [("", cards)] if alone else groupby(cards, lambda card: card.key.deck)
        for deck, found in families:
            mine = tuple(found)
            if deck:
                yield self._family(deck, mine)
            for card in mine:
                mark, success = told[card.key]
                name = "/".join(card.key)
                self._under[name] = (card,)
                pad = " " * (widths[0] - mark.cell_length + _GAP + widths[1] - success.cell_length)
                row = Content.assemble(
                    self._drill(card, room, "  " if deck else ""), " " * _GAP, mark, pad, success
                )
                yield Option(row, name)

    def _family(self, deck: str, cards: tuple[Card, ...]) -> Option:
        known = self.context.trainer.library.by_id[deck]
        self._under[deck] = cards
        tick = "✓ " if {card.key for card in cards} <= self._ticked else "  "
        count = self.translate("calc.count", count=len(cards))
        title = known.title_for(self.translate.language)
        told = (f"   {LEVELS[known.level]}   {count}", MUTED)
        return Option(Content.assemble(tick, (title, ACCENT), told), deck)

    def _drill(self, card: Card, room: int, indent: str) -> Content:
        """Its tick and name; where there is room its tags too."""
        library, language = self.context.trainer.library, self.translate.language
        tick = "✓ " if card.key in self._ticked else "  "
        label = f"{tick}{indent}{library.label(card, language)}"
        if room < _WITH_TAGS:
            return fit(label, max(room, 1))
        tags = " · ".join(library.titles.tags_of(card.tags, language))
        return fit(label, _LABEL) + fit(f"   {tags}", room - _LABEL).stylize(MUTED)

    def _told(self, record: DrillRecord | None) -> tuple[Content, Content]:
        """A drill's mark, and its success."""
        translate = self.translate
        if record is None:
            return Content(""), Content("")
        mark = Content("")
        if record.due:
            mark = Content.styled(f"● {translate('calc.due')}", ACCENT)
        elif record.new:
            mark = Content.styled(f"○ {translate('calc.new')}", MUTED)
        if not record.asked:
            return mark, Content("")
        return mark, Content(translate("calc.success", right=record.right, asked=record.asked))

    def _under_cursor(self) -> tuple[Card, ...]:
        """The row's drill, its family, or all that are listed."""
        return self._under.get(self.list.row, ())

    @on(OptionList.OptionSelected, "#drills")
    def action_start(self) -> None:
        """Drill what is ticked, or else what the cursor is on."""
        every = self._ordered(self._drills)
        cards = tuple(card for card in every if card.key in self._ticked) or self._under_cursor()
        if not (cards or self.on_pairs):
            return
        trainer, language = self.context.trainer, self.translate.language
        count = _TEN if self._ten else None

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
        heads = [
            0,
            *(drills.get_option_index(name) for name in self._under if "/" not in name and name),
        ]
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
        self._weakest = not self._weakest
        self.list.highlighted = 0
        self.redraw()

    def action_formulas(self) -> None:
        """Look at the formulas; Enter drills one."""
        open_formulas(self)
