"""A screen that takes the size of its terminal and no other."""

from typing import TYPE_CHECKING

from textual.events import Resize

if TYPE_CHECKING:
    from textual.widget import Widget
else:
    Widget = object


class Steady(Widget):
    """Mixed in before Textual's own class of screens.

    Laid out anew, a screen is told its own new size once more. Where two sizes come at once, as of
    a window that is drawn larger, each of these would lay it out back and forth without end.
    """

    async def _on_resize(self, event: Resize) -> None:
        if event.size != self.app.size:
            event.stop()
            event.prevent_default()
