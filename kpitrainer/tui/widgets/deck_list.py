"""Home's column, and its list of decks: a row for all of them, then one each."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from kpitrainer.study.library import Library
    from kpitrainer.study.overview import Overview
    from kpitrainer.tui.text.home_text import DeckColumns

EVERYTHING = ""
"""The first row's id: all decks."""


class Column(Vertical):
    """Home's main column, which tells when its width changes: a side panel may stand beside it."""

    class Resized(Message):
        """Its width is known, or changed."""

    def on_resize(self) -> None:
        """Tell the screen, whose lines are laid out by hand."""
        self.post_message(self.Resized())


class DeckList(OptionList):
    """The rows; the cursor stays in view also when the lines around take rows or give them."""

    def __init__(self) -> None:
        super().__init__(id="decks", compact=True)

    def on_resize(self) -> None:
        """Scroll to the cursor."""
        self.scroll_to_highlight()

    @property
    def row(self) -> str:
        """The deck under the cursor, or EVERYTHING."""
        if self.highlighted is None:
            return EVERYTHING
        return self.get_option_at_index(self.highlighted).id or EVERYTHING

    def fill(
        self,
        columns: "DeckColumns",
        overview: "Overview",
        library: "Library",
        picked: Collection[str],
    ) -> None:
        """Rebuild the rows and keep the cursor where it was."""
        place = self.highlighted or 0
        rows = [Option(columns.everything(overview), EVERYTHING)]
        for row in overview.rows:
            ticked, replaced = row.deck in picked, row.deck in library.replaced
            prompt = columns.deck(library.by_id[row.deck], row, picked=ticked, replaced=replaced)
            rows.append(Option(prompt, row.deck))
        self.set_options(rows)
        self.styles.max_height = len(rows)
        self.highlighted = min(place, len(rows) - 1)
        self.focus()
