"""Newer editions of decks, which are there to be taken or left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from kpitrainer.domain.cards.deck_difference import DeckDifference


@dataclass(frozen=True, slots=True)
class DeckOffers:
    """How newer editions of some decks differ from the learner's.

    `take` writes them in the place of those, and raises KpiTrainerError where it cannot; `refuse`
    remembers that they are not wanted.
    """

    differences: tuple[DeckDifference, ...]
    take: Callable[[], None]
    refuse: Callable[[], None]


LookForOffers: TypeAlias = Callable[[], DeckOffers | None]
"""Looks where decks came from, which takes seconds; None where nothing is to be asked."""
