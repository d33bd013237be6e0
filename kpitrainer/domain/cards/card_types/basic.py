"""`basic`: a question with one answer, revealed and self-graded, or typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kpitrainer.domain.cards.card_types.content import Content, Mode
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Basic(Content):
    """A question and its answer; `accept` and `reject` are of use where it is typed."""

    type_name = "basic"

    ask: LocalizedText
    answer: LocalizedText
    typed: bool = False
    accept: LocalizedTexts = field(default_factory=dict)
    reject: LocalizedTexts = field(default_factory=dict)

    @property
    def mode(self) -> Mode:
        """As for Content."""
        return Mode.TYPED if self.typed else Mode.REVEAL

    def asked(self) -> tuple[str, LocalizedText]:
        """As for Content."""
        return "ask", self.ask

    def solution(self, language: str) -> tuple[str, ...]:
        """As for Content."""
        return (self.answer[language],)

    def texts(self) -> Iterator[tuple[FieldPath, LocalizedText]]:
        """As for Content."""
        yield ("ask",), self.ask
        yield ("answer",), self.answer

    def right_answers(self, language: str) -> tuple[str, ...]:
        """As for Content."""
        return (self.answer[language], *self.accept.get(language, ()))

    def check(self, typed: str, language: str) -> Verdict:
        """As for Content."""
        return check_text(
            typed,
            self.answer[language],
            accept=self.accept.get(language, ()),
            reject=self.reject.get(language, ()),
            language=language,
        )
