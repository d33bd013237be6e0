"""An attempt in a learner's hands, for tests."""

from typing import Any

from kpitrainer.domain.cards.answering import Answering
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.translated import translated


class Asked(Answering):
    """Acts go on with the attempt; everything else is asked of it as it is now."""

    def __init__(self, card: Card, language: str, seed: int) -> None:
        self.put(Attempt(card, language, seed))

    @classmethod
    def of(cls, attempt: Attempt) -> "Asked":
        asked = cls.__new__(cls)
        asked.put(attempt)
        return asked

    def translated(self, language: str) -> "Asked":
        return Asked.of(translated(self.present, language))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever an attempt has
        return getattr(self.present, name)
