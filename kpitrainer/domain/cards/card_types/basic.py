"""`basic`: a question with one answer, revealed and self-graded, or typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kpitrainer.domain.cards.card_types.content import TextAnswer
from kpitrainer.domain.cards.card_types.number_answer import Tolerance, check_number
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.verdict import Message, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Basic(TextAnswer):
    """A question and its answer, which with a `tolerance` is a number in each language."""

    type_name = "basic"

    ask: LocalizedText
    answer: LocalizedText
    typed: bool = False
    accept: LocalizedTexts = field(default_factory=dict)
    reject: LocalizedTexts = field(default_factory=dict)
    exact: bool = False
    tolerance: Tolerance | None = None

    def asked(self) -> tuple[str, LocalizedText]:
        """As for Content."""
        return "ask", self.ask

    def answer_text(self, language: str) -> str:
        """As for TextAnswer."""
        return self.answer[language]

    def check(self, typed: str, language: str, vocabulary: Vocabulary) -> Verdict:
        """As for Content; what is accepted or refused word by word comes before the number."""
        if self.tolerance is None:
            return TextAnswer.check(self, typed, language, vocabulary)
        for texts, verdict in (
            (self.reject.get(language), Verdict(Outcome.WRONG, Message("answer.rejected"))),
            (self.accept.get(language), Verdict(Outcome.RIGHT)),
        ):
            if texts and _is_one_of(typed, texts, language, vocabulary):
                return replace(verdict, expected=self.answer[language])
        return check_number(typed, self.answer, language, self.tolerance)

    def texts(self) -> Iterator[tuple[FieldPath, LocalizedText]]:
        """As for Content."""
        yield ("ask",), self.ask
        yield ("answer",), self.answer


def _is_one_of(typed: str, texts: tuple[str, ...], language: str, vocabulary: Vocabulary) -> bool:
    first, *others = texts
    verdict = check_text(typed, first, accept=others, language=language, vocabulary=vocabulary)
    return verdict.outcome is Outcome.RIGHT
