"""The field an answer is typed into."""

from textual.widgets import Input

LONGEST_ANSWER = 500


class AnswerField(Input):
    """Takes printable text only: what steers a terminal, when pasted, never gets there."""

    def __init__(self) -> None:
        # Coming back to the field goes on with what is typed, and does not replace it.
        super().__init__(id="field", compact=True, max_length=LONGEST_ANSWER, select_on_focus=False)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put `text` in; all that is typed or pasted passes here."""
        super().replace("".join(map(_shown, text)), start, end)


def _shown(letter: str) -> str:
    if letter.isprintable():
        return letter
    # No-break spaces and tabs are spaces; direction marks and control characters are nothing.
    return " " if letter.isspace() else ""
