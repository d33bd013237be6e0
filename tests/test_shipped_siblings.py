"""Which of the shipped drills are siblings, and that they never meet on one day."""

from collections import Counter
from pathlib import Path

from kpitrainer.deckfile import load_decks
from kpitrainer.domain.card import Drill
from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.memory import UNTOUCHED, CardState
from kpitrainer.domain.review_queue import Limits, Queued, plan
from tests.factories import DAY, memory

DECKS = load_decks([Path(__file__).parents[1] / "decks"], None).decks

FAMILIES = (
    {"nps-calcul", "nps-distribution", "nps-inverse-detracteurs", "nps-interpretation"},
    {"csat-calcul", "csat-inverse"},
    {"ces-v1-calcul", "ces-v2-calcul"},
    {"retention", "retention-inverse"},
    {"attrition", "attrition-inverse"},
    {"cac", "cac-inverse"},
    {"ht-depuis-ttc", "valeur-initiale"},
)
"""Drills on one formula, forwards, backwards or in several parts."""


def test_drills_on_one_formula_never_meet_on_one_day() -> None:
    cards = [card for deck in DECKS for card in deck.cards if isinstance(card.content, Drill)]
    families = [
        {card.key.card for card in cards if card.family == family}
        for family in dict.fromkeys(card.family for card in cards)
    ]
    assert [family for family in families if len(family) > 1] == list(FAMILIES)
    fresh = [Queued(card, UNTOUCHED) for card in cards]
    due = [Queued(card, CardState(memory())) for card in cards]
    for candidates in (fresh, due, [*due[::2], *fresh[1::2]]):
        today = plan(candidates, DAY, Limits(1000, 1000))
        asked = Counter(queued.card.family for queued in today.main())
        assert set(asked.values()) == {1}
        assert len(asked) == len(families)


def test_a_reverse_drill_is_the_sibling_of_the_direct_one() -> None:
    for card in (card for deck in DECKS for card in deck.cards):
        if isinstance(card.content, Drill):
            parts = [part for form in card.content.template.forms for part in form.parts]
            reverse = any(isinstance(part, NumberPart) and part.reverse for part in parts)
            if reverse or "inverse" in card.key.card:
                assert card.sibling is not None, card.key
