"""A field that leaves of a list what holds the words typed; it takes room once it is opened."""

from textual.app import ComposeResult
from textual.containers import Horizontal

from kpitrainer.domain.search.pattern import searchable
from kpitrainer.tui.widgets.answer_field import AnswerField
from kpitrainer.tui.widgets.prose import Prose


class FilterField(Horizontal):
    """Closed at first, when nothing is left out."""

    def compose(self) -> ComposeResult:
        """What to type, and the field."""
        yield Prose(id="prompt")
        yield AnswerField()

    @property
    def field(self) -> AnswerField:
        """Where letters go."""
        return self.query_one(AnswerField)

    @property
    def typing(self) -> bool:
        """Whether letters go into it now."""
        return self.display and self.field.has_focus

    @property
    def wanted(self) -> str:
        """What was typed."""
        return self.field.value.strip() if self.has_class("-open") else ""

    def open(self, prompt: str) -> None:
        """Take room and letters."""
        self.query_one("#prompt", Prose).show(prompt)
        self.add_class("-open")
        self.field.focus()

    def close(self) -> None:
        """Leave nothing out any more."""
        self.remove_class("-open")
        self.field.value = ""

    def leaves(self, *texts: str) -> bool:
        """Whether what is told by these texts is left in the list."""
        told = searchable(" ".join(texts))
        return all(word in told for word in searchable(self.wanted).split())
