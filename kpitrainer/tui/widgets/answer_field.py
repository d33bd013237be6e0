"""The field for an answer, or for what is looked for."""

from textual import events
from textual.message import Message
from textual.widgets import Input

LONGEST_ANSWER = 500


class AnswerField(Input):
    """Takes printable text only: what steers a terminal, when pasted, never gets there.

    More than LONGEST_ANSWER characters it refuses, and says so.
    """

    class Refused(Message):
        """What was typed or pasted does not fit."""

    def __init__(self) -> None:
        # Coming back to the field goes on with what is typed, and does not replace it.
        super().__init__(id="field", compact=True, max_length=LONGEST_ANSWER, select_on_focus=False)
        self.takes_lines = False
        self.refused_paste = False
        """Whether a paste was refused since the last key: Enter may still be meant for it."""

    def _on_paste(self, event: events.Paste) -> None:
        """Take all lines of a paste where it `takes_lines`, of which each is an item, else one."""
        if self.takes_lines:
            event.prevent_default()
            event.stop()
            lines = filter(None, map(str.strip, event.text.splitlines()))
            self.replace("; ".join(lines), *sorted(self.selection))

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in; all that is typed or pasted passes here."""
        printable = "".join(map(_printable, text))
        refused = len(self.value) - abs(end - start) + len(printable) > LONGEST_ANSWER
        self.refused_paste = refused and len(printable) > 1
        if refused:
            self.post_message(self.Refused())
        super().replace(printable, start, end)


def _printable(letter: str) -> str:
    if letter.isprintable():
        return letter
    # No-break spaces and tabs are spaces; direction marks and control characters are nothing.
    return " " if letter.isspace() else ""
