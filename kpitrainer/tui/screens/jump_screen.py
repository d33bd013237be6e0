"""Jumping: a letter beside each place of a screen, which leads there."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Label, OptionList

from kpitrainer.tui.screens.steady import Steady
from kpitrainer.tui.widgets.card_table import CardTable

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Those of the middle row first."""


class JumpPlace(NamedTuple):
    """Where a letter is shown, and what leads there."""

    at: Offset
    go: Callable[[], object]


def places(screen: Screen[Any]) -> list[JumpPlace]:
    """The rows of the lists of a screen, and what else can have the focus, as far as in view."""
    found: list[JumpPlace] = []
    for widget in screen.query("*").results(Widget):
        if not widget.display or not widget.is_on_screen:
            continue
        region = widget.content_region
        if isinstance(widget, OptionList | CardTable):
            found += (JumpPlace(region.offset + Offset(0, y), go) for y, go in _rows(widget))
        elif widget.focusable and not any(
            isinstance(each, OptionList | CardTable) for each in widget.query("*").results(Widget)
        ):
            found.append(JumpPlace(region.offset, widget.focus))
    inside = screen.region
    return [place for place in found if inside.contains_point(place.at)]


def _rows(rows: OptionList | CardTable) -> Iterator[tuple[int, Callable[[], object]]]:
    """The line of each row in view, and what leads to it."""
    top, height = rows.scroll_offset.y, rows.content_size.height
    if isinstance(rows, CardTable):
        for y in range(min(height, rows.count - top)):
            yield y, lambda y=y: rows.go_to(top + y)  # type: ignore[misc]
        return
    # Textual tells of no option where it stands.
    for y, (option, line) in enumerate(rows._lines[top : top + height]):  # noqa: SLF001
        if line == 0 and not rows.get_option_at_index(option).disabled:
            yield y, lambda option=option: _highlight(rows, option)  # type: ignore[misc]


def _highlight(rows: OptionList, option: int) -> None:
    rows.highlighted = option
    if rows.focusable:
        rows.focus()


def names(number: int) -> list[str]:
    """As many names as there are places, of one letter each, or of two where those are too few."""
    if number <= len(_LETTERS):
        return list(_LETTERS[:number])
    pairs = product(_LETTERS, repeat=2)
    return ["".join(pair) for pair, _ in zip(pairs, range(number), strict=False)]


class JumpScreen(Steady, ModalScreen[JumpPlace]):
    """It closes with the place whose letters are typed; any other key, or a click, closes it."""

    def __init__(self, found: list[JumpPlace]) -> None:
        super().__init__()
        self._places = dict(zip(names(len(found)), found, strict=True))
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The letters, each where it leads."""
        for name, place in self._places.items():
            label = Label(name, markup=False)
            label.styles.offset = place.at
            yield label

    def on_key(self, event: events.Key) -> None:
        """Take a letter of a name."""
        event.stop()
        event.prevent_default()
        self._typed += (event.character or "").lower()
        if event.character is None or self._typed in self._places:
            self.dismiss(self._places.get(self._typed))
        elif not any(name.startswith(self._typed) for name in self._places):
            self.dismiss(None)

    def on_click(self) -> None:
        """Leave it."""
        self.dismiss(None)
