"""A list of decks, of which one is chosen, or all."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kpitrainer.i18n import Translator
from kpitrainer.tui.screens.steady import Steady
from kpitrainer.tui.text.lines import ACCENT
from kpitrainer.tui.widgets.prose import Prose

ALL = ""
"""Stands for all decks; None is that nothing was chosen."""


class DeckChoice(Steady, ModalScreen[str | None]):
    """Closes with a deck's id, with ALL, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,d", "leave", show=False)]

    def __init__(
        self, translate: Translator, decks: Sequence[tuple[str, str]], chosen: str | None
    ) -> None:
        """`decks` are ids with titles; `chosen` is the one that stands now."""
        super().__init__()
        self._translate, self._chosen = translate, chosen or ALL
        self._decks = [(ALL, translate("stats.all-decks")), *decks]

    def compose(self) -> ComposeResult:
        """The question and the list."""
        with Vertical(id="panel") as box:
            box.border_subtitle = Content(self._translate("browse.due-leave"))
            asked = self._translate("stats.choose-deck")
            yield Prose(Content.styled(asked, ACCENT), id="panel-title")
            rows = (Option(Content(title), id=deck or None) for deck, title in self._decks)
            yield OptionList(*rows, id="choices", compact=True)

    def on_mount(self) -> None:
        """Begin at the deck that is chosen now."""
        choices = self.query_one(OptionList)
        ids = [deck for deck, _ in self._decks]
        choices.highlighted = ids.index(self._chosen) if self._chosen in ids else 0
        choices.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id or ALL)

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)
