"""The decks that come with the program, read once, and their drills, ready to look at."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kpitrainer.deckfile import load_decks
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.study.library import Library
from tests.words import BASE_WORDS

FOLDER = Path(__file__).parents[1] / "decks"
LOADED = load_decks([FOLDER], None, BASE_WORDS)
LIBRARY = Library(LOADED.decks)
DECKS = LIBRARY.decks

FORMS = {
    f"{card.key.card}:{form.variant}" if form.variant else card.key.card: form
    for card in LIBRARY.cards
    if isinstance(card.content, Drill)
    for form in card.content.template.forms
}
"""Every template without variants, and every variant: "retention", "mrr:mouvements"."""

per_form = pytest.mark.parametrize("name", list(FORMS))


@cache
def drawn(name: str) -> tuple[Exercise, ...]:
    """Three hundred exercises of one form."""
    return tuple(draw(FORMS[name], seed) for seed in range(300))


def parts(exercise: Exercise) -> Iterator[Exercise]:
    """The exercise at each of its parts."""
    return (exercise.at(place) for place in range(len(exercise.template.parts)))
