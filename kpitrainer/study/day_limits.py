"""What the settings make of a day: its limits, which decks pause, the order of new cards."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from itertools import groupby

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.day_plan import Limits, Queued
from kpitrainer.domain.schedule.study_day import day_of
from kpitrainer.study.clock import Clock
from kpitrainer.study.estimate import weight
from kpitrainer.study.store import DayCounts


def limits_today(settings: Settings, done: DayCounts, cards: Mapping[CardKey, Card]) -> Limits:
    """What is left of the day after what was `done`, of all decks and of those with own limits."""
    new: Counter[str] = Counter()
    for key in done.new:
        new[key.deck] += weight(cards, key)
    reviews = Counter(key.deck for key in done.reviews)
    return Limits(
        new=settings.new_per_day - new.total(),
        reviews=settings.reviews_per_day - reviews.total(),
        deck_new=_own_left(settings, "new_per_day", new),
        deck_reviews=_own_left(settings, "reviews_per_day", reviews),
    )


def _own_left(settings: Settings, name: str, spent: Counter[str]) -> dict[str, int]:
    own = ((deck, options.get(name)) for deck, options in settings.decks.items())
    return {deck: limit - spent[deck] for deck, limit in own if limit is not None}


def pause_end(settings: Settings, deck: str) -> int | None:
    """The first study day on which a paused deck asks again; None where it is not paused."""
    until = settings.decks.get(deck, {}).get("paused_until")
    return None if until is None else day_of(until)


def is_paused(settings: Settings, deck: str, day: int) -> bool:
    """Whether a deck asks nothing on the study day `day`."""
    end = pause_end(settings, deck)
    return end is not None and day < end


def comes_at(queued: Queued, settings: Settings, clock: Clock) -> datetime | None:
    """When a card comes, at the earliest tomorrow but for one in learning; None of a new one."""
    state, today = queued.state, clock.today()
    memory = state.memory
    if memory is None or state.suspended:
        return None
    end = pause_end(settings, queued.card.key.deck) or 0
    if memory.due_at is not None and state.buried_day != today and end <= today:
        return memory.due_at
    return clock.day_start(max(memory.due_day, today + 1, end))


def candidates(chosen: Iterable[Queued], settings: Settings, day: int) -> Iterator[Queued]:
    """Of cards in study order those of decks that are not paused, new ones in their deck's order.

    At random means an order of its own, which stays: siblings keep theirs among each other.
    """
    for deck, cards in groupby(chosen, key=lambda queued: queued.card.key.deck):
        if is_paused(settings, deck, day):
            continue
        if settings.options(deck).order == "random":
            yield from sorted(cards, key=_shuffled)
        else:
            yield from cards


def _shuffled(queued: Queued) -> bytes:
    if queued.state.memory is not None:
        return b""
    return blake2b("/".join(queued.card.sibling_group).encode(), digest_size=8).digest()
