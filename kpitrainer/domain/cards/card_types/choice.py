"""`choice`: one right answer among wrong ones."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from kpitrainer.domain.cards.card_types.content import Content, Mode
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.localized import LocalizedText
from kpitrainer.domain.verdict import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Choice(Content):
    """One right answer among wrong ones, shuffled when shown."""

    type_name = "choice"
    mode = Mode.CHOICE

    ask: LocalizedText
    answer: LocalizedText
    wrong: tuple[LocalizedText, ...]

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
        yield from ((("wrong", number), text) for number, text in enumerate(self.wrong))

    def options(self, language: str, seed: int) -> tuple[str, ...]:
        """As for Content."""
        texts = (self.answer, *self.wrong)
        return tuple(texts[option][language] for option in self._order(seed))

    def choose(self, place: int, language: str, seed: int) -> Verdict:
        """As for Content."""
        outcome = Outcome.WRONG if self._order(seed)[place] else Outcome.RIGHT
        return Verdict(outcome, expected=self.answer[language])

    def _order(self, seed: int) -> list[int]:
        """The order of showing: 0 is the right answer, n the n-th wrong one.

        Uses only `Random.random`, the same in every version of Python.
        """
        chance = Random(seed)  # noqa: S311 - an order, not a secret
        return sorted(range(len(self.wrong) + 1), key=lambda _option: chance.random())
