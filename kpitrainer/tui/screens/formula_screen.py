"""The formula sheet: every formula of the loaded decks, found by typing."""

from collections.abc import Iterator
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
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
from kpitrainer.tui.text.lines import ACCENT, MUTED, ends
from kpitrainer.tui.widgets.bars import KeyBar
from kpitrainer.tui.widgets.card_view import AnswerField
from kpitrainer.tui.widgets.prose import Prose, broken

_INDENT = "  "
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
        room = min(self.header_width, _WIDEST) - _SCROLL_BAR
        formulas.set_options(Option(self._content(entry, room)) for entry in found)
        kept = (at for at, entry in enumerate(found) if before and entry.card.key == before.key)
        formulas.highlighted = next(kept, 0) if found else None
        title = Content.styled(translate("formulas.title"), ACCENT)
        count = Content.styled(translate("formulas.count", count=len(found)), MUTED)
        self.show_header((title, count))
        self._tell()

    @property
    def _here(self) -> Card | None:
        """The drill under the cursor."""
        at = self.query_one("#formulas", OptionList).highlighted
        return None if at is None or at >= len(self._found) else self._found[at].card

    def _content(self, entry: SheetEntry, room: int) -> Content:
        """A title, and under it its formulas; what is longer than a line is set in further."""
        told = [self._read(line) for line in entry.lines]
        # What is true of all of them stands beside the title.
        of_all = told[0] if len(set(told)) == 1 else ""
        title = ends(Content.styled(entry.title, "bold"), Content.styled(of_all, MUTED), room)
        lines = broken(title, room)
        for formula, own in zip(entry.lines, told, strict=True):
            written = Content(formula.formula)
            if own != of_all:
                written = Content.assemble(written, (f"   {own}", MUTED))
            first, *more = broken(written, room - 2 * len(_INDENT))
            lines += [Content(_INDENT) + first, *(Content(2 * _INDENT) + line for line in more)]
        return Content("\n").join(lines)

    def _read(self, formula: SheetLine) -> str:
        """In what a formula's value is told, and which way is better."""
        reading = self.translate(f"formulas.{formula.reading}") if formula.reading else ""
        unit = formula.unit.replace(" ", "\u00a0")
        return " · ".join(part for part in (unit, reading) if part)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        """What there is to know of the formula under the cursor."""
        translate, library = self.translate, self.context.trainer.library
        card = self._here
        if not self._entries:
            told = translate("calc.none")
        elif card is None:
            told = translate("formulas.not-found", typed=self.query_one(AnswerField).value.strip())
        else:
            told = card.why[library.language(card, translate.language)] if card.why else ""
        self.fill("about", Content.styled(told, MUTED))

    def action_move(self, how: str) -> None:
        """Move the cursor: `how` is cursor_up, cursor_down, page_up or page_down."""
        formulas = self.query_one("#formulas", OptionList)
        getattr(formulas, f"action_{how}")()

    def action_copy_formula(self) -> None:
        """Copy the formulas of the drill under the cursor."""
        card = self._here
        for entry in self._found:
            if card is not None and entry.card.key == card.key:
                self.copy("\n".join((entry.title, *(line.formula for line in entry.lines))))

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_drill(self) -> None:
        """Drill the formula under the cursor."""
        if self.drills and self._here:
            self.dismiss(self._here)
