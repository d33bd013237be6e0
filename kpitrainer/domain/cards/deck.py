"""A deck: cards on one subject, in study order."""

from dataclasses import dataclass
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.errors import Position
from kpitrainer.domain.text.localized import LocalizedText, language_for


class Prerequisite(NamedTuple):
    """The id of a deck to be studied before, and where the author says so."""

    deck: str
    at: Position


@dataclass(frozen=True, slots=True)
class Deck:
    """A loaded deck. Every text of it exists in each of `languages` (mnemonics excepted)."""

    id: str
    title: LocalizedText
    languages: tuple[str, ...]
    level: int
    cards: tuple[Card, ...]
    at: Position
    description: LocalizedText | None = None
    optional: bool = False
    after: tuple[Prerequisite, ...] = ()

    def title_for(self, wanted: str) -> str:
        """Its title, to a reader who wants `wanted`."""
        return self.title[self.language(wanted)]

    def language(self, wanted: str) -> str:
        """The language its cards are shown in to a reader who wants `wanted`."""
        return language_for(wanted, self.languages)
