"""Which of the shipped drills are siblings, and that they never meet on one day."""

from collections import Counter

from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.schedule.day_plan import Limits, Queued, plan
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from tests.factories import DAY, memory
from tests.shipped import DECKS

FAMILIES = (
    {"evolution", "evolution-plaintes"},
    {"nps-calcul", "nps-distribution", "nps-inverse-detracteurs", "nps-interpretation"},
    {"csat-calcul", "csat-inverse"},
    {"ces-v1-calcul", "ces-v2-calcul"},
    {"retention", "retention-inverse"},
    {"attrition", "attrition-inverse"},
    {"cac", "cac-inverse"},
    {"roas", "roas-budget"},
    {"ht-depuis-ttc", "valeur-initiale"},
)
"""Drills on one formula, forwards, backwards or in several parts."""


def test_drills_on_one_formula_never_meet_on_one_day() -> None:
    cards = [card for deck in DECKS for card in deck.cards if isinstance(card.content, Drill)]
    sibling_groups = [
        {card.key.card for card in cards if card.sibling_group == sibling_group}
        for sibling_group in dict.fromkeys(card.sibling_group for card in cards)
    ]
    assert [sibling_group for sibling_group in sibling_groups if len(sibling_group) > 1] == list(
        FAMILIES
    )
    fresh = [Queued(card, UNTOUCHED) for card in cards]
    due = [Queued(card, CardState(memory())) for card in cards]
    for candidates in (fresh, due, [*due[::2], *fresh[1::2]]):
        today = plan(candidates, DAY, Limits(1000, 1000))
        asked = Counter(queued.card.sibling_group for queued in today.main())
        assert set(asked.values()) == {1}
        assert len(asked) == len(sibling_groups)


def test_a_reverse_drill_is_the_sibling_of_the_direct_one() -> None:
    for card in (card for deck in DECKS for card in deck.cards):
        if isinstance(card.content, Drill):
            parts = [part for form in card.content.template.forms for part in form.parts]
            reverse = any(isinstance(part, NumberPart) and part.reverse for part in parts)
            if reverse or "inverse" in card.key.card:
                assert card.sibling is not None, card.key
