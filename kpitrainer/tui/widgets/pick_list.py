"""A list of rows of which one is acted on, and several can be ticked, by keys and by mouse."""

from collections.abc import Sequence

from textual.events import Click
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

_TICK = 2
"""So many cells at a row's left are for its tick."""


class PickList(OptionList):
    """The cursor stays on its row, and in view when the lines around take rows or give them.

    A click goes to a row, or ticks it where its tick stands; a click on the row the cursor is on
    does what Enter does.
    """

    class Ticked(Message):
        """The row under the cursor is to be ticked, or no longer."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, compact=True)

    def on_resize(self) -> None:
        """Scroll to the cursor."""
        self.scroll_to_highlight()

    @property
    def row(self) -> str:
        """The id of the row under the cursor; empty where there is none."""
        if self.highlighted is None:
            return ""
        return self.get_option_at_index(self.highlighted).id or ""

    def show(self, rows: Sequence[Option]) -> None:
        """Show these rows; the cursor stays on its own where that is still there."""
        before, place = self.row, self.highlighted or 0
        self.set_options(rows)
        open_rows = [at for at, row in enumerate(rows) if not row.disabled]
        kept = (at for at in open_rows if before and rows[at].id == before)
        near = (at for at in open_rows if at >= place)
        last = open_rows[-1] if open_rows else None
        self.highlighted = next(kept, next(near, last))

    async def _on_click(self, event: Click) -> None:
        event.prevent_default()  # Textual's own would act on the row at once
        clicked = event.style.meta.get("option")
        if clicked is None or self.get_option_at_index(clicked).disabled:
            return
        if event.x < _TICK:
            self.highlighted = clicked
            self.post_message(self.Ticked())
        elif clicked == self.highlighted:
            self.action_select()
        else:
            self.highlighted = clicked
