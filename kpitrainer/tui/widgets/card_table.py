"""A list of cards that holds any number of them: only the lines in view are drawn."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.day_plan import Queued

DrawRow = Callable[[Queued, bool], Content]
"""Draws a card's line; it is told whether the card is selected."""


class CardTable(ScrollView, can_focus=True):
    """Rows with a cursor, of which several may be selected."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"card-table--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "end(-1)", show=False),
        Binding("end", "end(1)", show=False),
        Binding("shift+up", "extend(-1)", show=False),
        Binding("shift+down", "extend(1)", show=False),
        Binding("space", "select", show=False),
        Binding("ctrl+a", "select_all", show=False),
    ]

    class Moved(Message):
        """The cursor is elsewhere, or other rows are selected."""

    def __init__(self) -> None:
        super().__init__(id="cards")
        self._rows: Sequence[Queued] = ()
        self._draw: DrawRow = lambda queued, _: Content(str(queued.card.key))
        self._cursor = 0
        self._selected: set[CardKey] = set()
        self._strips: dict[tuple[int, bool], Strip] = {}

    @property
    def here(self) -> Card | None:
        """The card under the cursor."""
        return self._rows[self._cursor].card if self._rows else None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def selected(self) -> frozenset[CardKey]:
        """The cards that are selected."""
        return frozenset(self._selected)

    @property
    def chosen(self) -> list[Queued]:
        """The selected cards, in the order of the list; else the one under the cursor."""
        if self._selected:
            return [queued for queued in self._rows if queued.card.key in self._selected]
        return [self._rows[self._cursor]] if self._rows else []

    def show(self, rows: Sequence[Queued], draw: DrawRow) -> None:
        """List these cards; the cursor stays on its card, or else where it was."""
        before = self.here
        self._rows, self._draw = rows, draw
        if self._selected:
            self._selected &= {queued.card.key for queued in rows}
        self._cursor = min(self._cursor, max(len(rows) - 1, 0))
        if before is not None and (not rows or rows[self._cursor].card.key != before.key):
            keys = (at for at, queued in enumerate(rows) if queued.card.key == before.key)
            self._cursor = next(keys, 0)
        self.virtual_size = Size(0, len(rows))
        self._redraw()
        self._into_view()

    def render_line(self, y: int) -> Strip:
        """The line at `y` of what is in view."""
        at, width = y + self.scroll_offset.y, self.size.width
        if at >= len(self._rows):
            return Strip.blank(width, self.visual_style.rich_style)
        queued, is_here = self._rows[at], at == self._cursor
        strip = self._strips.get((at, is_here))
        if strip is None:
            content = self._draw(queued, queued.card.key in self._selected)
            style = self.get_visual_style("card-table--cursor") if is_here else self.visual_style
            [strip] = Visual.to_strips(self, content, width, 1, style, pad=True)
            self._strips[at, is_here] = strip
        return strip

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._redraw()
        self._into_view()

    def notify_style_update(self) -> None:
        """Draw again in the colours of another theme."""
        self._strips.clear()
        super().notify_style_update()

    def on_click(self, event: events.Click) -> None:
        """Go to the row; with Shift or Ctrl select it too."""
        at = event.y + self.scroll_offset.y
        if at < len(self._rows):
            self.go_to(at)
            if event.shift or event.ctrl:
                self._turn()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.go_to(self._cursor + step)

    def action_page(self, step: int) -> None:
        """Move it by what is in view."""
        self.go_to(self._cursor + step * max(self.size.height - 1, 1))

    def action_end(self, step: int) -> None:
        """Move it to the first row, or the last."""
        self.go_to(0 if step < 0 else len(self._rows) - 1)

    def action_extend(self, step: int) -> None:
        """Select the row and the one it is moved to."""
        if self._rows:
            self._selected.add(self._rows[self._cursor].card.key)
            self.go_to(self._cursor + step)
            self._selected.add(self._rows[self._cursor].card.key)
            self._redraw()

    def action_select(self) -> None:
        """Select the row, or no longer, and go on to the next."""
        if self._rows:
            self._turn()
            self.go_to(self._cursor + 1)

    def action_select_all(self) -> None:
        """Select every row, or where all are none."""
        every = {queued.card.key for queued in self._rows}
        self._selected = set() if every == self._selected else every
        self._redraw()

    def _turn(self) -> None:
        self._selected ^= {self._rows[self._cursor].card.key}
        self._redraw()

    def go_to(self, at: int) -> None:
        """Move the cursor to a row, or the nearest there is."""
        before, self._cursor = self._cursor, max(min(at, len(self._rows) - 1), 0)
        for row in {before, self._cursor}:
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))
        self._into_view()
        self.post_message(self.Moved())

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()
        self.post_message(self.Moved())

    def _into_view(self) -> None:
        self.scroll_to_region(
            Region(0, self._cursor, 1, 1), animate=False, force=True, immediate=True
        )
