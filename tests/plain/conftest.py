from collections.abc import Callable, Sequence
from io import StringIO
from random import Random
from zoneinfo import ZoneInfo

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console, PlainContext
from kpitrainer.plain.drill_lines import drill
from kpitrainer.plain.session_lines import study
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, deck, noon

Studied = Callable[..., list[str]]


def trainer_over(store: SqlStore, cards: Sequence[Card]) -> Trainer:
    """A trainer whose one deck holds `cards`."""
    return trainer_of(store, deck("deck", *cards))


def trainer_of(store: SqlStore, *decks: Deck) -> Trainer:
    """A trainer over `decks`, its clock at 14:00 in Paris, standing still."""
    clock = FixedClock(noon(), ZoneInfo("Europe/Paris"))
    chance = Random(1)  # noqa: S311 - questions that are the same in every run
    return Trainer(Library(decks), store, clock, Settings(), chance)


@pytest.fixture
def reviewed(store: SqlStore) -> Studied:
    """Review some cards, typing these lines; what was said, line by line."""

    def run(cards: Sequence[Card], *lines: str, language: str = "en") -> list[str]:
        trainer = trainer_over(store, cards)
        out = StringIO()
        console = Console(StringIO("".join(f"{line}\n" for line in lines)), out)
        review = Review(trainer, trainer.plan(Selection()), language)
        study(PlainContext(trainer, Translator(language), console), review)
        return out.getvalue().splitlines()

    return run


@pytest.fixture
def drilled(store: SqlStore) -> Studied:
    """Practise a drill from seed 1, typing these lines; what was said, line by line."""

    def run(card: Card, *lines: str, language: str = "en", count: int | None = None) -> list[str]:
        trainer = trainer_over(store, [card])
        out = StringIO()
        console = Console(StringIO("".join(f"{line}\n" for line in lines)), out)
        drilling = Drilling(trainer, [card], language, count=count, seed=1)
        drill(PlainContext(trainer, Translator(language), console), drilling)
        return out.getvalue().splitlines()

    return run
