"""Sessions go on with the cards as they are written after an edit."""

from dataclasses import replace
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.library_reload import LibraryReload
from kpitrainer.study.review import Review
from kpitrainer.study.summary import summarise
from tests.factories import card, deck, drill, typed
from tests.study.conftest import MakeTrainer

FILE = Path("deck.yaml").absolute()


def edited(*members: Card) -> LibraryReload:
    return LibraryReload(Library((deck("deck", *members),)), FILE)


def test_a_review_goes_on_with_the_new_text_and_what_was_done(make_trainer: MakeTrainer) -> None:
    first, second = card("first"), card("second", typed())
    trainer = make_trainer(deck("deck", first, second))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.rate(Rating.AGAIN)
    review.hint()
    review.answer("zebra")
    new = replace(first, source=("new",)), card("second", typed("Sigle ?"))
    assert review.rebase(edited(*new))
    assert review.present.question == "Sigle ?"
    assert (review.present.hints, review.present.closed, review.present.tries) == (
        1, True, ("zebra",),
    )  # fmt: skip
    assert summarise(trainer, review.answers).missed == (new[0],)
    review.undo()
    assert review.present.card == new[0], "who goes back finds it as it is now"


def test_a_card_that_is_gone_is_left_out_of_a_review(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", card("a"), card("b")))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    assert not review.rebase(edited(card("b")))
    assert review.present.card.key.card == "b"
    assert review.remaining.total == 1


@pytest.mark.parametrize("judged", [False, True])
def test_drilling_goes_on_without_the_drills_that_are_gone(
    make_trainer: MakeTrainer, *, judged: bool
) -> None:
    trainer = make_trainer(deck("deck", drill("one"), drill("two")))
    drilling = Drilling(trainer, trainer.library.drills(), "fr", seed=1)
    if judged:
        drilling.show()
    before = drilling.present
    assert not drilling.rebase(edited(drill("two"), card("one")))
    assert (drilling.present is before) == judged, "what was answered stays in sight"
    drilling.another()
    assert drilling.present.card.key.card == "two"
    assert drilling.rebase(edited(replace(drill("two"), source=("new",))))
    assert drilling.present.card.source == ("new",)
    assert not drilling.rebase(edited(card("two")))
    assert drilling.attempt is None
