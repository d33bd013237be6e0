"""How long a day's cards will take this learner."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.day_plan import Plan, Queued

USUAL_SECONDS = 12.0
"""What a weight of 1 takes, until the learner's own pace is known."""

_KNOWN_FROM = 20
"""It is, once answers of this weight were given; until then the usual one fills them up."""

_ANSWERS_PER_NEW = 2.5
"""A new card is answered twice on its first day by who knows it, three times by who does not."""

_ANSWERS_IN_LEARNING = 1.5
"""A card in learning has one or two of these to come."""


def weight(cards: Mapping[CardKey, Card], key: CardKey) -> int:
    """What a card weighs; 1 where it is not loaded any more."""
    return cards[key].weight if key in cards else 1


def pace(lengths: Sequence[tuple[CardKey, int]], cards: Mapping[CardKey, Card]) -> float:
    """Seconds for a weight of 1, by the latest answers: each card with its milliseconds."""
    answered = sum(weight(cards, key) for key, _ in lengths)
    seconds = sum(length for _, length in lengths) / 1000
    lacking = max(_KNOWN_FROM - answered, 0)
    return (seconds + lacking * USUAL_SECONDS) / (answered + lacking)


def minutes(plan: Plan, pace: float, desired_retention: float) -> int:
    """How many minutes the cards of a day's plan take, rounded up, repeats included.

    Of the due cards as many are forgotten, and asked once more, as the learner is ready to forget.
    """
    answers = (
        _ANSWERS_PER_NEW * _weight(plan.new)
        + _ANSWERS_IN_LEARNING * _weight(plan.learning)
        + (2 - desired_retention) * _weight(plan.due)
    )
    return ceil(answers * pace / 60)


def _weight(cards: Iterable[Queued]) -> int:
    return sum(queued.card.weight for queued in cards)
