"""Home's column, and its list of decks: a row for all of them, then one each."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.message import Message
from textual.widgets.option_list import Option

from kpitrainer.tui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from kpitrainer.study.library import Library
    from kpitrainer.study.overview import DeckRow, Overview
    from kpitrainer.tui.text.deck_columns import DeckColumns


class Column(Vertical):
    """Home's main column, which tells when its width changes: a side panel may stand beside it."""

    class Resized(Message):
        """Its width is known, or changed."""

    def on_resize(self) -> None:
        """Tell the screen, whose lines are laid out by hand."""
        self.post_message(self.Resized())


class DeckList(PickList):
    """The rows; that of all decks has no id."""

    def __init__(self) -> None:
        super().__init__(id="decks")

    def fill(
        self,
        columns: "DeckColumns",
        overview: "Overview",
        library: "Library",
        rows: Sequence[tuple["DeckRow", str]],
        picked: Collection[str],
    ) -> None:
        """Rebuild the `rows` and their titles, below one for all decks where none is left out."""
        shown = []
        if len(rows) == len(overview.rows):
            shown.append(Option(columns.everything(overview)))
        for row, title in rows:
            ticked = row.deck in picked
            prompt = columns.deck(library.by_id[row.deck], title, row, picked=ticked)
            shown.append(Option(prompt, row.deck))
        self.show(shown)
        self.styles.max_height = max(len(shown), 1)
