"""Choose which calculations to drill: all, a group, some or one."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.practice import (
    DrillGroup,
    DrillGroupKind,
    DrillRecord,
    drill_groups,
    drill_records,
    weakest_first,
)
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.screens.navigation import open_formulas
from kpitrainer.tui.text.lines import ACCENT, MUTED, clickable
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose

_TEN = 10
_SCROLL_BAR = 2
_GAP = 3
_WIDEST = 92
"""Wider, a drill and its success would stand too far apart."""

_EVERY = -1
"""The first row's place: all that is listed."""


class DrillPicker(TrainerScreen):
    """The drills of a group with how each stands; Enter drills the row, or what is ticked.

    It closes with the session to go on with, or with None.
    """

    NOTES = "help.picker-notes"
    NAME = "drills"
    ACTIONS = (
        Action("", help="help.picker-move", help_keys="↑ ↓"),
        Action("start", "enter", "calc.key-start", "help.picker-start"),
        Action("tick", "space", "calc.key-tick", "help.picker-tick"),
        Action("group(-1)", field_keys="left,shift+tab"),
        Action(
            "group(1)",
            "",
            "calc.key-group",
            "help.picker-group",
            field_keys="right,tab",
            help_keys="← →",
        ),
        Action("length", "n", "calc.key-length", "help.picker-length"),
        Action("order", "o", "calc.key-order", "help.picker-order"),
        Action("formulas", "f3", "review.key-formulas", "help.all-formulas"),
        Action("close", "escape,q", "summary.key-home", "help.to-home"),
        HELP,
    )

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._groups: Sequence[DrillGroup] = drill_groups(context.trainer.library)
        self._group = 0
        self._record: dict[CardKey, DrillRecord] = {}
        self._ticked: set[CardKey] = set()
        self._ten = False
        self._weakest = False

    def compose(self) -> ComposeResult:
        """A title, the groups, and the drills of one."""
        yield Prose(id="header")
        yield Prose(id="groups")
        yield OptionList(id="drills", compact=True)
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """List the drills; count again when the formula sheet has led to drilling."""
        self.succeeds(self._count)
        self.redraw()

    def _count(self) -> None:
        found = drill_records(self.context.trainer, self._groups[0].cards)
        self._record = {record.card.key: record for record in found}

    def redraw(self) -> None:
        """Say everything in the reader's language."""
        translate = self.translate
        length = translate("calc.ten" if self._ten else "calc.endless")
        order = translate("calc.weakest" if self._weakest else "calc.in-order")
        how = Content.styled(f"{length} · {order}", MUTED)
        self.show_header((Content.styled(translate("calc.pick"), ACCENT), how))
        self.fill("groups", self._names())
        self._list(min(self.header_width, _WIDEST) - _SCROLL_BAR)
        self.show_keys()

    def _names(self) -> Content:
        """The groups, the present one marked; none where there is but one."""
        if len(self._groups) == 1:
            return Content("")
        names = []
        for place, group in enumerate(self._groups):
            name = self._group_name(group).replace(" ", "\u00a0")
            here = place == self._group
            shown = Content.styled(f"▸{name}" if here else name, ACCENT if here else MUTED)
            names.append(clickable(shown, f"screen.group({place - self._group})"))
        return Content(" · ").join(names)

    def _group_name(self, group: DrillGroup) -> str:
        match group.kind:
            case DrillGroupKind.ALL:
                return self.translate("calc.group-all")
            case DrillGroupKind.DECK:
                deck = self.context.trainer.library.by_id[group.name]
                return deck.title_for(self.translate.language)
            case DrillGroupKind.TAG:
                titles = self.context.trainer.library.titles
                return titles.tag(group.name, self.translate.language)

    @property
    def _listed(self) -> tuple[Card, ...]:
        """The group's drills in the order they are listed and asked."""
        return self._ordered(self._groups[self._group].cards)

    def _ordered(self, cards: tuple[Card, ...]) -> tuple[Card, ...]:
        if not self._weakest:
            return cards
        known = (self._record[card.key] for card in cards if card.key in self._record)
        return tuple(record.card for record in weakest_first(known)) or cards

    def _list(self, width: int) -> None:
        drills = self.query_one("#drills", OptionList)
        place = drills.highlighted or 0
        cards = self._listed
        rows = [Option(self._first_row(len(cards)), str(_EVERY)), *self._rows(cards, width)]
        drills.set_options(rows if cards else [Option(Content(self.translate("calc.none")))])
        drills.highlighted = min(place, len(cards)) if cards else None
        drills.focus()

    def _first_row(self, count: int) -> Content:
        translate, group = self.translate, self._groups[self._group]
        if group.kind is DrillGroupKind.ALL:
            text = translate("calc.all", count=count)
        else:
            text = translate("calc.group", name=self._group_name(group), count=count)
        if not self._ticked:
            return Content(f"  {text}")
        ticked = translate("calc.picked", count=len(self._ticked))
        return Content.assemble(f"  {text}", (f"   ✓ {ticked}", ACCENT))

    def _rows(self, cards: Sequence[Card], width: int) -> Iterator[Option]:
        library, language = self.context.trainer.library, self.translate.language
        told = [self._told(self._record.get(card.key)) for card in cards]
        widths = [max((each[at].cell_length for each in told), default=0) for at in (0, 1)]
        room = width - sum(widths) - 2 * _GAP
        for place, (card, (mark, success)) in enumerate(zip(cards, told, strict=True)):
            tick = "✓ " if card.key in self._ticked else "  "
            left = Content(f"{tick}{library.label(card, language)}")
            if left.cell_length > room:
                left = left.truncate(max(room, 1), ellipsis=True)
            gap = " " * (max(room - left.cell_length, 0) + _GAP)
            pad = " " * (widths[0] - mark.cell_length + _GAP + widths[1] - success.cell_length)
            yield Option(Content.assemble(left, gap, mark, pad, success), str(place))

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
        """The row's drill, or all that are listed."""
        drills = self.query_one("#drills", OptionList)
        if drills.highlighted is None:
            return ()
        cards, place = self._listed, drills.highlighted + _EVERY
        return cards if place == _EVERY else (cards[place],)

    @on(OptionList.OptionSelected, "#drills")
    def action_start(self) -> None:
        """Drill what is ticked, or else what the cursor is on."""
        every = self._ordered(self._groups[0].cards)
        cards = tuple(card for card in every if card.key in self._ticked) or self._under_cursor()
        if not cards:
            return
        trainer, language = self.context.trainer, self.translate.language
        count = _TEN if self._ten else None

        self.succeeds(lambda: self.dismiss(Drilling(trainer, cards, language, count=count)))

    def action_tick(self) -> None:
        """Tick the row's drill, or untick it; on the first row all that are listed."""
        keys = {card.key for card in self._under_cursor()}
        self._ticked = self._ticked - keys if keys <= self._ticked else self._ticked | keys
        self.redraw()

    def action_group(self, step: int) -> None:
        """Go to another group."""
        self._group = (self._group + step) % len(self._groups)
        self.query_one("#drills", OptionList).highlighted = 0
        self.redraw()

    def action_length(self) -> None:
        """Ten problems, or endless."""
        self._ten = not self._ten
        self.redraw()

    def action_order(self) -> None:
        """The weakest first, or in the order of the decks."""
        self._weakest = not self._weakest
        self.query_one("#drills", OptionList).highlighted = 0
        self.redraw()

    def action_formulas(self) -> None:
        """Look at the formulas; Enter drills one."""
        open_formulas(self)
