"""The formula sheet: every formula of the loaded decks, found by typing."""

from collections.abc import Iterator
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.formula_sheet import SheetLine, sheet_lines
from kpitrainer.domain.search.pattern import searchable
from kpitrainer.tui.actions import HELP, Action
from kpitrainer.tui.context import AppContext
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.formatted_content import shown
from kpitrainer.tui.text.line_breaks import broken
from kpitrainer.tui.text.lines import ACCENT, MUTED, fit
from kpitrainer.tui.widgets.answer_field import AnswerField
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.prose import Prose

_INDENT = "  "
_GAP = "  "
_SIGNS = {"higher": "↑", "lower": "↓"}
"""Which way is better."""
_SCROLL_BAR = 2
_WIDEST = 100
"""Wider, a name and its unit would stand too far apart."""


class SheetEntry(NamedTuple):
    """One drill on the sheet; a search looks for its words in `search_text`, searchable."""

    card: Card
    title: str
    lines: tuple[SheetLine, ...]
    search_text: str


class FormulaSheet(TrainerScreen):
    """Every formula with its unit and how it reads; typing leaves those that match.

    It closes with the drill to begin, or with None.
    """

    INTRO = "help.formulas-intro"
    NOTES = "help.formulas-notes"
    typing = True
    NAME = "formulas"
    ACTIONS = (
        Action("move('cursor_up')", field_keys="up"),
        Action("move('cursor_down')", help="help.look", field_keys="down", help_keys="↑ ↓"),
        Action("move('page_up')", field_keys="pageup"),
        Action("move('page_down')", field_keys="pagedown"),
        Action(
            "drill",
            "enter",
            "formulas.key-drill",
            "help.formulas-drill",
            shown=lambda screen: screen.drills,
        ),
        Action("copy_formula", "", help="help.copy-formula", field_keys="ctrl+y"),
        Action("close", "", "formulas.key-close", "help.to-close", field_keys="escape,f3"),
        HELP,
    )

    def __init__(self, context: AppContext, *, drills: bool) -> None:
        """`drills` says whether Enter drills the formula under the cursor."""
        super().__init__(context)
        self.drills = drills
        self._entries: tuple[SheetEntry, ...] = ()
        self._found: list[SheetEntry] = []

    def compose(self) -> ComposeResult:
        """What to search for, what is found, and what there is to know of it."""
        yield Prose(id="header")
        with Horizontal(id="entry"):
            yield Prose(id="prompt")
            yield AnswerField()
        formulas = OptionList(id="formulas", compact=True)
        formulas.can_focus = False
        with Container(id="sheet"):
            yield formulas
            yield Prose(id="about")
        yield KeyBar()

    def on_mount(self) -> None:
        """Take what is typed; Textual calls the base's handler too."""
        self.query_one(AnswerField).focus()

    def redraw(self) -> None:
        """Write every formula in the reader's language."""
        translate = self.translate
        self._entries = tuple(self._written())
        self.fill("prompt", translate("formulas.search"))
        self.show_keys()
        self._list()

    def _written(self) -> Iterator[SheetEntry]:
        library = self.context.trainer.library
        for card in library.drills():
            if isinstance(card.content, Drill):
                language = library.language(card, self.translate.language)
                lines = sheet_lines(card.content.template, language)
                title = card.label(language)
                deck = library.title(card, language)
                told = (text for line in lines for text in (line.formula, line.unit))
                tags = library.titles.tags_of(card.tags, language)
                search_text = searchable(" ".join((title, *told, deck, *card.tags, *tags)))
                if lines:
                    yield SheetEntry(card, title, lines, search_text)

    @on(Input.Changed)
    def _list(self) -> None:
        """List what matches, the cursor where it was if that is still there."""
        translate, formulas = self.translate, self.query_one("#formulas", OptionList)
        typed = self.query_one(AnswerField).value
        wanted = searchable(typed).split()
        before = self._here
        self._found = found = [
            entry for entry in self._entries if all(word in entry.search_text for word in wanted)
        ]
        laid_out = formulas.scrollable_content_region.width
        room = laid_out or min(self.header_width, _WIDEST) - _SCROLL_BAR
        lines = (line for entry in self._entries for line in entry.lines)
        units = min(max((len(_unit(line)) for line in lines), default=0), room // 4)
        formulas.set_options(Option(self._content(entry, room, units)) for entry in found)
        keys = [entry.card.key for entry in found]
        kept = [keys.index(before.card.key)] if before and before.card.key in keys else []
        formulas.highlighted = next(iter(kept), 0) if found else None
        title = Content.styled(translate("formulas.title"), ACCENT)
        count = Content.styled(translate("formulas.count", count=len(found)), MUTED)
        self.show_header((title, count))
        self._tell()

    @property
    def _here(self) -> SheetEntry | None:
        """The entry under the cursor."""
        at = self.query_one("#formulas", OptionList).highlighted
        return None if at is None or at >= len(self._found) else self._found[at]

    def _content(self, entry: SheetEntry, room: int, units: int) -> Content:
        """A title, under it its formulas with their units in a column of `units` cells."""
        lines = broken(Content.styled(entry.title, "bold"), room)
        width = max(room - len(_INDENT) - units - len(_GAP), 1)
        for line in entry.lines:
            first, *more = broken(Content(line.formula), width - len(_INDENT))
            unit = fit(_unit(line), units).stylize(MUTED)
            filled = first.pad_right(width - first.cell_length)
            lines.append(Content.assemble(_INDENT, filled, _GAP, unit))
            lines += [Content(2 * _INDENT) + rest for rest in more]
        return Content("\n").join([*lines, Content("")])

    def _told(self, entry: SheetEntry) -> Content:
        """What there is to know of an entry: how its value reads, and why it is so."""
        translate, card = self.translate, entry.card
        language = self.context.trainer.library.language(card, translate.language)
        ways = dict.fromkeys(line.reading for line in entry.lines if line.reading)
        told = [f"{_SIGNS[way]} {translate(f'formulas.{way}')}" for way in ways]
        return Content("\n").join([*told, *([shown(card.why[language])] if card.why else [])])

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """What there is to know of the formula under the cursor."""
        translate, entry = self.translate, self._here
        if not self._entries:
            told = Content(translate("calc.none"))
        elif entry is None:
            typed = self.query_one(AnswerField).value.strip()
            told = Content(translate("formulas.not-found", typed=typed))
        else:
            told = self._told(entry)
        self.fill("about", told.stylize(MUTED))
        about = self.query_one("#about")
        about.border_title = Content(entry.title if entry else "")
        deck = self.context.trainer.library.title(entry.card, translate.language) if entry else ""
        about.border_subtitle = Content(deck)

    def action_move(self, how: str) -> None:
        """Move the cursor: `how` is cursor_up, cursor_down, page_up or page_down."""
        formulas = self.query_one("#formulas", OptionList)
        getattr(formulas, f"action_{how}")()

    def action_copy_formula(self) -> None:
        """Copy the formulas of the drill under the cursor."""
        if entry := self._here:
            self.copy("\n".join((entry.title, *(line.formula for line in entry.lines))))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_drill(self) -> None:
        """Drill the formula under the cursor."""
        if self.drills and self._here:
            self.dismiss(self._here.card)


def _unit(line: SheetLine) -> str:
    """In what a formula's value is told, and which way is better."""
    sign = _SIGNS[line.reading] if line.reading else ""
    return " ".join(filter(None, (line.unit.replace(" ", "\u00a0"), sign)))
