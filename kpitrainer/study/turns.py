"""In which order drills come in mixed practice: no two neighbours of one family."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from kpitrainer.domain.cards.card import Card, CardKey


class Turns:
    """Drills in turns without end, by lot; after one of a deck comes one of another, if any.

    Whichever was asked least often comes first. The order stays what it was when it is gone back.
    """

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)  # noqa: S311 - an order, not a secret
        self._order: list[CardKey] = []

    def card(self, place: int, cards: Sequence[Card]) -> Card:
        """The drill at `place`, from 0, of `cards`, at least one."""
        known = {card.key: card for card in cards}
        if len(self._order) > place and self._order[place] not in known:
            del self._order[place:]
        while len(self._order) <= place:
            self._order.append(self._next(cards))
        return known[self._order[place]]

    def _next(self, cards: Sequence[Card]) -> CardKey:
        last = self._order[-1] if self._order else None
        others = [card for card in cards if last is None or card.key.deck != last.deck]
        others = others or [card for card in cards if card.key != last] or list(cards)
        asked = Counter(self._order)
        least = min(asked[card.key] for card in others)
        among = [card.key for card in others if asked[card.key] == least]
        return among[int(self._chance.random() * len(among))]
