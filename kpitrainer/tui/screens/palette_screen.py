"""The palette: all that can be done here, by sections, found by typing."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from kpitrainer.domain.search.pattern import searchable
from kpitrainer.i18n import Translator
from kpitrainer.tui.actions import PaletteRow
from kpitrainer.tui.screens.steady import Steady
from kpitrainer.tui.text.lines import ACCENT, MUTED, fit
from kpitrainer.tui.widgets.answer_field import AnswerField

_KEY = 8
_TITLE = 36
"""Cells of a row that hold its key, and its title."""

_MARGINS = 5
"""Cells of the list that hold none of a row, a scroll bar among them."""


class Palette(Steady, ModalScreen[PaletteRow]):
    """Commands under the heads of their sections; it closes with the one chosen, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p", "dismiss", show=False, priority=True),
        Binding("up", "move('cursor_up')", show=False, priority=True),
        Binding("down", "move('cursor_down')", show=False, priority=True),
        Binding("pageup", "move('page_up')", show=False, priority=True),
        Binding("pagedown", "move('page_down')", show=False, priority=True),
    ]

    def __init__(
        self,
        translate: Translator,
        commands: Sequence[PaletteRow],
        placeholder: str,
        look_at: Callable[[PaletteRow], object] | None = None,
    ) -> None:
        """`look_at` shows what the command under the cursor would do, as a theme can."""
        super().__init__()
        self._translate = translate
        self._commands = commands
        self._placeholder = placeholder
        self._look_at = look_at
        self._found: dict[str, PaletteRow] = {}

    def compose(self) -> ComposeResult:
        """What to look for, and what is found."""
        with Vertical(id="panel"):
            yield AnswerField()
            found = OptionList(id="found", compact=True)
            found.can_focus = False
            yield found

    def on_mount(self) -> None:
        """Take what is typed."""
        field = self.query_one(AnswerField)
        field.placeholder = self._placeholder
        field.focus()

    def on_resize(self) -> None:
        """Lay the rows out for the new width, once it is known."""
        self.call_after_refresh(self._list)

    @on(Input.Changed)
    def _list(self) -> None:
        """List what has every word that is typed, those that begin with it first."""
        typed = searchable(self.query_one(AnswerField).value)
        wanted = typed.split()
        matching = [
            command
            for command in self._commands
            if all(word in searchable(f"{command.title} {command.help}") for word in wanted)
        ]
        self._found = {str(number): command for number, command in enumerate(matching)}
        found = self.query_one("#found", OptionList)
        found.clear_options()
        for section, rows in groupby(self._found.items(), lambda row: row[1].section):
            head = Content.styled(self._translate(f"palette.section-{section}"), ACCENT)
            found.add_option(Option(head, disabled=True))
            found.add_options(Option(self._row(command), number) for number, command in rows)
        found.highlighted = self._best(found, typed)

    def _best(self, found: OptionList, typed: str) -> int | None:
        """The row to begin with: the first whose title has what is typed, else the first."""
        if not self._found:
            return None
        titles = {number: searchable(command.title) for number, command in self._found.items()}
        having = [number for number, title in titles.items() if typed in title]
        return found.get_option_index(next(iter(having), "0"))

    def _row(self, command: PaletteRow) -> Content:
        width = max(self.query_one("#found").content_size.width - _MARGINS, 1)
        narrow = width < 2 * _TITLE
        title = fit(command.title, width - _KEY if narrow else _TITLE)
        row = Content.assemble(fit(command.key, _KEY).stylize(MUTED), title)
        if narrow:
            return row
        told = fit(command.help, width - _KEY - _TITLE - 1)
        return Content.assemble(row, " ", told.stylize(MUTED))

    @property
    def _here(self) -> PaletteRow | None:
        at = self.query_one("#found", OptionList).highlighted_option
        return self._found.get(at.id) if at is not None and at.id else None

    @on(OptionList.OptionHighlighted)
    def _look(self) -> None:
        if self._look_at is not None and self._here is not None:
            self._look_at(self._here)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose(self) -> None:
        if self._here is not None:
            self.dismiss(self._here)

    def action_move(self, how: str) -> None:
        """Move the cursor: `how` is cursor_up, cursor_down, page_up or page_down."""
        found = self.query_one("#found", OptionList)
        if found.scrollable_content_region:  # Textual fails to turn pages of no size
            getattr(found, f"action_{how}")()
