"""A mock exam's paper: which questions, in which order and with which numbers.

It follows from the cards, the terms and the seed alone, so that a whole class has the same one:
not from progress, nor from the reader's language or the order of the decks.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms

_HUNDRED = 100


class Question(NamedTuple):
    """A card of a paper; `seed` draws its numbers and the order of its options."""

    card: Card
    seed: int


def is_askable(card: Card) -> bool:
    """Whether an exam may ask it: what only the learner could judge is left out."""
    return card.content.mode is not Mode.REVEAL


def draw_paper(cards: Iterable[Card], terms: ExamTerms) -> tuple[Question, ...]:
    """The questions in their order, of which no two are siblings; fewer where there are no more.

    Each card draws a lot of its own, so that a card more or less changes little. Where there are
    too few drills other cards take their places, and the other way round, unless the share asks
    for the one kind alone.
    """
    wanted = (2 * terms.questions * terms.drill_percent + _HUNDRED) // (2 * _HUNDRED)
    rest = terms.questions - wanted
    mixed = 0 < terms.drill_percent < _HUNDRED
    drills, others = _first(
        sorted(cards, key=lambda card: _lot(terms.seed, "drawn", card.key)),
        terms.questions if mixed else wanted,
        terms.questions if mixed else rest,
    )
    taken = [*drills[:wanted], *others[:rest]]
    taken += [*drills[wanted:], *others[rest:]][: terms.questions - len(taken)]
    placed = sorted(taken, key=lambda card: _lot(terms.seed, "placed", card.key))
    return tuple(Question(card, _lot(terms.seed, "asked", card.key)) for card in placed)


def _first(
    ranked: Iterable[Card], most_drills: int, most_others: int
) -> tuple[list[Card], list[Card]]:
    """The first drills and the first other cards that can be asked, one of each family.

    Of a large collection only these are looked at closely, as that opens a card's texts.
    """
    drills: list[Card] = []
    others: list[Card] = []
    met = set()
    for card in ranked:
        is_drill = card.type_name == Drill.type_name
        kind, most = (drills, most_drills) if is_drill else (others, most_others)
        if len(kind) < most and card.sibling_group not in met and is_askable(card):
            met.add(card.sibling_group)
            kind.append(card)
    return drills, others


def _lot(seed: int, purpose: str, key: CardKey) -> int:
    """A number below 2**53, the same on every machine."""
    digest = sha256(f"{seed} {purpose} {key}".encode()).digest()
    return int.from_bytes(digest[:8]) >> 11
