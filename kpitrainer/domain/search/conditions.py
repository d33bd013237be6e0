"""Whether a card is what a query asks for."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.counts import Maturity, maturity
from kpitrainer.domain.schedule.day_plan import is_due
from kpitrainer.domain.schedule.memory import CardState, Memory, Phase
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.domain.search.pattern import Pattern
from kpitrainer.domain.search.query import (
    Added,
    All,
    Any,
    Flagged,
    Is,
    Named,
    Not,
    OfType,
    Prop,
    Property,
    Query,
    Rated,
    SearchWord,
    Standing,
    Text,
)

LogWord: TypeAlias = Rated | Added | Named
"""What only the log can tell of a card; of Named that with SearchWord.MISTAKE."""

Condition: TypeAlias = Callable[[Card, CardState], bool]


@dataclass(frozen=True)
class SearchFacts:
    """What conditions ask besides a card and its state.

    `texts` gives a card's question, answer and tags, searchable; `deck_names` and `tag_names` each
    name and title of a deck's id, of a tag. `logged` has the cards of each LogWord of the query.
    `parameters` are FSRS's as fitted to the learner.
    """

    now: datetime
    day: int
    texts: Callable[[Card], str]
    deck_names: Callable[[str], tuple[str, ...]]
    tag_names: Callable[[str], tuple[str, ...]]
    logged: Mapping[LogWord, frozenset[CardKey]]
    parameters: tuple[float, ...] = ()


def log_words(query: Query) -> Iterator[LogWord]:
    """What of a query only the log can tell."""
    match query:
        case All(parts) | Any(parts):
            for part in parts:
                yield from log_words(part)
        case Not(part):
            yield from log_words(part)
        case Rated() | Added() | Named(SearchWord.MISTAKE):
            yield query


def condition(query: Query, facts: SearchFacts) -> Condition:  # noqa: C901, PLR0911 - one a kind
    """What tells of a card and its state whether the query finds it."""
    match query:
        case All(parts):
            every = [condition(part, facts) for part in parts]
            return lambda card, state: all(each(card, state) for each in every)
        case Any(parts):
            some = [condition(part, facts) for part in parts]
            return lambda card, state: any(each(card, state) for each in some)
        case Not(part):
            turned = condition(part, facts)
            return lambda card, state: not turned(card, state)
        case Text(pattern):
            texts = facts.texts
            return lambda card, _: pattern.is_in(texts(card))
        case Rated() | Added() | Named(SearchWord.MISTAKE):
            keys = facts.logged[query]
            return lambda card, _: card.key in keys
        case Named(word, pattern):
            return _named(word, pattern, facts)
        case Is(standing):
            return _standing(standing, facts)
        case Prop():
            return _prop(query, facts)
        case Flagged(flag):
            return lambda _, state: state.flag == flag
        case OfType(type_name):
            return lambda card, _: card.content.type_name == type_name


def _named(word: SearchWord, pattern: Pattern, facts: SearchFacts) -> Condition:
    if word is SearchWord.ID:
        return lambda card, _: any(
            map(pattern.is_whole, (card.key.card, card.key.entry, str(card.key)))
        )
    names = facts.deck_names if word is SearchWord.DECK else facts.tag_names
    known: dict[str, bool] = {}

    def is_so(name: str) -> bool:
        if name not in known:
            known[name] = any(map(pattern.is_whole, names(name)))
        return known[name]

    if word is SearchWord.DECK:
        return lambda card, _: is_so(card.key.deck)
    return lambda card, _: any(map(is_so, card.tags))


def _standing(standing: Standing, facts: SearchFacts) -> Condition:
    def in_phase(*phases: Phase) -> Condition:
        return lambda _, state: state.memory is not None and state.memory.phase in phases

    def grown(wanted: Maturity) -> Condition:
        return lambda _, state: (
            state.memory is not None and maturity(CardState(state.memory)) is wanted
        )

    conditions: Mapping[Standing, Condition] = {
        Standing.DUE: lambda _, state: is_due(state, facts.now, facts.day),
        Standing.NEW: lambda _, state: state.memory is None,
        Standing.LEARN: in_phase(Phase.LEARNING, Phase.RELEARNING),
        Standing.REVIEW: in_phase(Phase.REVIEW, Phase.RELEARNING),
        Standing.YOUNG: grown(Maturity.YOUNG),
        Standing.MATURE: grown(Maturity.MATURE),
        Standing.SUSPENDED: lambda _, state: state.suspended,
        Standing.BURIED: lambda _, state: state.buried_day == facts.day,
        Standing.LEECH: lambda _, state: state.memory is not None and state.memory.leech,
    }
    return conditions[standing]


_COMPARE: Mapping[str, Callable[[float, Decimal], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def _prop(query: Prop, facts: SearchFacts) -> Condition:
    value = _PROPERTIES[query.of]
    number, sign = query.number, query.sign
    if sign in _COMPARE:
        compare = _COMPARE[sign]
    else:
        # As exactly as it was typed: nobody can type a stability with all its digits.
        exponent, wanted = number.as_tuple().exponent, sign == "="
        digits = -exponent if isinstance(exponent, int) else 0

        def compare(have: float, number: Decimal) -> bool:
            return (Decimal(str(round(have, digits))) == number) is wanted

    def is_so(_: Card, state: CardState) -> bool:
        have = value(state, facts)
        return have is not None and compare(have, number)

    return is_so


_Value: TypeAlias = Callable[[CardState, SearchFacts], float | None]


def _of_memory(of: Callable[[Memory, SearchFacts], float]) -> _Value:
    def value(state: CardState, facts: SearchFacts) -> float | None:
        memory = state.memory
        # Of a card that was never answered nothing is known.
        return None if memory is None or memory.unasked else of(memory, facts)

    return value


_PROPERTIES: Mapping[Property, _Value] = {
    Property.STABILITY: _of_memory(lambda memory, _: memory.stability),
    Property.DIFFICULTY: _of_memory(lambda memory, _: memory.difficulty),
    Property.RETRIEVABILITY: _of_memory(
        lambda memory, facts: retrievability(memory, facts.day, Policy(parameters=facts.parameters))
    ),
    # As in Anki, of a new card these are 0.
    Property.INTERVAL: lambda state, _: state.memory.interval if state.memory else 0,
    Property.LAPSES: lambda state, _: state.memory.lapses if state.memory else 0,
    Property.REPS: lambda state, _: state.memory.reps if state.memory else 0,
    Property.DUE: lambda state, facts: state.memory.due_day - facts.day if state.memory else None,
}
