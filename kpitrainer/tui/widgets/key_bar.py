"""The line of keys at the foot of every screen."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import RenderResult
from textual.content import Content

from kpitrainer.tui.text.lines import MUTED, clickable
from kpitrainer.tui.widgets.prose import Clickable

_GAP = "   "


class Key(NamedTuple):
    """A key as printed on it, what it does in a word, and the action a click runs."""

    key: str
    label: str
    action: str


class KeyBar(Clickable):
    """Shows the keys that fit the width, the first ones first; the last one (help) always."""

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[Key] = ()

    def show(self, *keys: Key) -> None:
        """Show these keys, the most wanted first and help last."""
        self._keys = keys
        self.refresh()

    def render(self) -> RenderResult:
        """The keys, as many as fit."""
        *first, last = [self._content(key) for key in self._keys] or [Content("")]
        room = self.content_size.width - last.cell_length
        shown = []
        for key in first:
            room -= key.cell_length + len(_GAP)
            if room < 0:
                break
            shown.append(key)
        return Content(_GAP).join([*shown, last])

    def _content(self, key: Key) -> Content:
        content = Content.assemble((key.key, "bold"), (f" {key.label}", MUTED))
        return clickable(content, key.action)
