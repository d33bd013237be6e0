"""The known mistakes a learner made this week."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.study.store import Store

WEEK = 7
"""Study days whose mistakes are asked again, today among them."""


class Made(NamedTuple):
    """A known mistake in a drill, and how many times it was made this week."""

    card: Card
    name: str
    times: int


def mistakes_made(store: Store, today: int, cards: Sequence[Card]) -> tuple[Made, ...]:
    """The known mistakes of the latest WEEK study days in these drills, the most frequent first."""
    sums = store.sums(
        ("shown",), "deck", "card", "mistake", since=today + 1 - WEEK, until=today + 1, drills=True
    )
    by_key = {card.key: card for card in cards}
    made = [
        Made(by_key[key], name, amounts["shown"])
        for (deck, card, name), amounts in sums.items()
        if name and (key := CardKey(deck, card)) in by_key
    ]
    place = {key: at for at, key in enumerate(by_key)}
    return tuple(sorted(made, key=lambda one: (-one.times, place[one.card.key], one.name)))


def drills_of(made: Sequence[Made]) -> tuple[Card, ...]:
    """Their drills, each once: those with the most mistakes first."""
    times: dict[CardKey, int] = {}
    for one in made:
        times[one.card.key] = times.get(one.card.key, 0) + one.times
    cards = {one.card.key: one.card for one in made}
    return tuple(sorted(cards.values(), key=lambda card: -times[card.key]))


def names_by_card(made: Sequence[Made]) -> Mapping[CardKey, Sequence[str]]:
    """The names of the mistakes in each drill, in their order."""
    found: dict[CardKey, list[str]] = {}
    for one in made:
        found.setdefault(one.card.key, []).append(one.name)
    return found
