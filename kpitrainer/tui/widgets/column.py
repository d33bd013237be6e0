"""A column that tells when its width changes."""

from textual.containers import Vertical
from textual.message import Message


class Column(Vertical):
    """Home's main column: narrower once the side panel stands beside it."""

    class Resized(Message):
        """Its width is known, or changed."""

    def on_resize(self) -> None:
        """Tell the screen, whose lines are laid out by hand."""
        self.post_message(self.Resized())
