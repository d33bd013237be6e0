"""Each word of a query, with a card that it finds and one that it does not."""

from typing import Any

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState, Phase
from kpitrainer.domain.schedule.scheduler import introduced
from kpitrainer.domain.search.conditions import SearchFacts, condition
from kpitrainer.domain.search.pattern import Pattern, searchable
from kpitrainer.domain.search.query import Added, Named, Rated, SearchWord
from kpitrainer.domain.search.query_parser import parse_query
from tests.factories import DAY, card, drill, learning, memory, noon, recall_list

PLAIN = card("csat-sigle#reverse", tags=frozenset({"fidelite"}))
TEXT = "Que dit le taux d’attrition ?\nClients perdus ÷ clients\nfidelite\nFidélité"


def state(
    *,
    suspended: bool = False,
    buried_day: int | None = None,
    flag: int = 0,
    **of: Any,  # noqa: ANN401 - of a memory
) -> CardState:
    return CardState(memory(**of), suspended=suspended, buried_day=buried_day, flag=flag)


RESTED = state(due_day=DAY + 5)
RELEARNING = CardState(learning(phase=Phase.RELEARNING))
UNASKED = CardState(introduced(noon(), DAY))


def found(query: str, of: CardState = UNTOUCHED, what: Card = PLAIN) -> bool:
    keys = frozenset({PLAIN.key})
    logged: dict[Rated | Added | Named, frozenset[Any]] = {
        Rated(7): keys,
        Rated(1): frozenset(),
        Added(7): frozenset(),
        Named(SearchWord.MISTAKE, Pattern("passifs*")): keys,
    }
    facts = SearchFacts(
        now=noon(DAY, 20),
        day=DAY,
        texts=lambda _: searchable(TEXT),
        deck_names=lambda deck: (deck, "Les étapes du contrôle"),
        tag_names=lambda tag: (tag, "Fidélité"),
        logged=logged,
    )
    return condition(parse_query(query), facts)(what, of)


@pytest.mark.parametrize(
    "query",
    [
        "", "TAUX", "d'attrition", "/ clients", "fidélité", '"taux d’attrition"', "t*n", "t_ux",
        "taux perdus", "zzz or taux", "-zzz", "-(zzz or yyy)", "deck:deck", "deck:DE*",
        'deck:"les etapes du controle"', "tag:fidelite", "tag:FIDÉLITÉ", "id:csat-sigle",
        "id:csat-sigle#reverse", "id:deck/*", "type:basic", "rated:7", "mistake:passifs*",
    ],
)  # fmt: skip
def test_found_by_what_it_is(query: str) -> None:
    assert found(query)


@pytest.mark.parametrize(
    "query",
    [
        "zzz", r"t\*n", r"t\_ux", "taux zzz", "-taux", '"taux perdus"', "deck:d", "deck:etapes",
        "tag:fidel", "tag:deck", "id:csat", "type:drill", "rated:1", "added:7",
    ],
)  # fmt: skip
def test_not_found_by_what_it_is_not(query: str) -> None:
    assert not found(query)


def test_the_type_of_a_card() -> None:
    assert found("type:drill", what=drill())
    assert found("type:list -type:drill", what=card("steps", recall_list()))


@pytest.mark.parametrize(
    ("query", "yes", "no"),
    [
        ("is:due", state(), RESTED),
        ("is:due", RELEARNING, CardState(learning(30))),
        ("is:due", state(), state(suspended=True)),
        ("is:due", state(), state(buried_day=DAY)),
        ("is:new", UNTOUCHED, RESTED),
        ("is:new", CardState(suspended=True), UNASKED),
        ("is:learn", RELEARNING, state()),
        ("is:learn", UNASKED, UNTOUCHED),
        ("is:review", RESTED, UNASKED),
        ("is:review", RELEARNING, UNTOUCHED),
        ("is:young", state(interval=20), state(interval=21)),
        ("is:mature", state(interval=21, suspended=True), state(interval=20)),
        ("is:suspended", state(suspended=True), state()),
        ("is:buried", state(buried_day=DAY), state(buried_day=DAY - 1)),
        ("is:leech", state(lapses=8), state(lapses=7)),
        ("flag:3", state(flag=3), state(flag=2)),
        ("flag:0", UNTOUCHED, state(flag=2)),
        ("prop:s>10", state(stability=10.5), state(stability=10.0)),
        ("prop:s=10", state(stability=10.4), state(stability=10.6)),
        ("prop:s!=10.4", state(stability=10.5), state(stability=10.41)),
        ("prop:s<99", state(), UNASKED),
        ("prop:d>=5", state(difficulty=5.0), state(difficulty=4.9)),
        ("prop:r<0.9", state(last_day=DAY - 30), state(last_day=DAY)),
        ("prop:r<=1", state(), UNTOUCHED),
        ("prop:ivl>21", state(interval=22), state(interval=21)),
        ("prop:ivl=0", UNTOUCHED, state(interval=1)),
        ("prop:lapses>2", state(lapses=3), state(lapses=2)),
        ("prop:reps=0", UNTOUCHED, state(reps=1)),
        ("prop:due<=-2", state(due_day=DAY - 2), state(due_day=DAY - 1)),
        ("prop:due=0", state(), UNTOUCHED),
    ],
)  # fmt: skip
def test_how_it_stands(query: str, yes: CardState, no: CardState) -> None:
    assert found(query, yes)
    assert not found(query, no)
