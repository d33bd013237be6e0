"""`truefalse`: a claim to judge."""

from dataclasses import dataclass

from kpitrainer.domain.cards.card_types.content import Content, Mode
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.verdict import Message, Outcome, Verdict

LETTERS = {"v": 0, "t": 0, "f": 1}
"""The places of the options that letters stand for: vrai, true; faux, false."""

_TRUTHS = {True: Message("answer.true"), False: Message("answer.false")}


@dataclass(frozen=True, slots=True)
class TrueFalse(Content):
    """A claim, and whether it is true."""

    type_name = "truefalse"
    mode = Mode.CHOICE

    claim: LocalizedText
    answer: bool

    def asked(self) -> tuple[str, LocalizedText]:
        """As for Content."""
        return "claim", self.claim

    def solution(self, language: str) -> tuple[Message, ...]:  # noqa: ARG002 - worded when shown
        """As for Content."""
        return (_TRUTHS[self.answer],)

    def options(self, language: str, seed: int) -> tuple[Message, ...]:  # noqa: ARG002 - always so
        """True, then false."""
        return tuple(_TRUTHS.values())

    def choose(self, place: int, language: str, seed: int) -> Verdict:
        """As for Content."""
        right = self.options(language, seed)[place] == _TRUTHS[self.answer]
        return Verdict(Outcome.RIGHT if right else Outcome.WRONG)
