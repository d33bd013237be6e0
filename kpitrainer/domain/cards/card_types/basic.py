"""`basic`: a question with one answer, revealed and self-graded, or typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kpitrainer.domain.cards.card_types.content import TextAnswer
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts


@dataclass(frozen=True, slots=True)
class Basic(TextAnswer):
    """A question and its answer."""

    type_name = "basic"

    ask: LocalizedText
    answer: LocalizedText
    typed: bool = False
    accept: LocalizedTexts = field(default_factory=dict)
    reject: LocalizedTexts = field(default_factory=dict)

    def asked(self) -> tuple[str, LocalizedText]:
        """As for Content."""
        return "ask", self.ask

    def answer_text(self, language: str) -> str:
        """As for TextAnswer."""
        return self.answer[language]

    def texts(self) -> Iterator[tuple[FieldPath, LocalizedText]]:
        """As for Content."""
        yield ("ask",), self.ask
        yield ("answer",), self.answer
