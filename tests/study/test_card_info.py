import pytest

from kpitrainer.domain.schedule.memory import UNTOUCHED
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.card_info import CardInfo, card_info
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from tests.factories import FixedClock, cards, deck
from tests.study.conftest import MakeTrainer

(ASKED,) = cards(1)


def test_an_untouched_card(make_trainer: MakeTrainer) -> None:
    info = card_info(make_trainer(deck("deck", ASKED)), ASKED)
    assert info == CardInfo(card=ASKED, state=UNTOUCHED, retrievability=None, history=[])


def test_a_card_with_a_past(make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock) -> None:
    trainer = make_trainer(deck("deck", ASKED))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.rate(Rating.EASY)
    assert card_info(trainer, ASKED).retrievability == 1
    memory = store.states()[ASKED.key].memory
    assert memory is not None
    clock.wait(days=round(memory.stability))
    info = card_info(trainer, ASKED)
    assert info.state == store.states()[ASKED.key]
    assert info.retrievability == pytest.approx(0.9, abs=0.01)
    assert [entry.rating for entry, _ in info.history] == [Rating.EASY]


def test_of_an_introduced_card_no_chance_is_known(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", ASKED))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.show()
    review.rate(Rating.AGAIN)
    info = card_info(trainer, ASKED)
    assert info.retrievability is None
    assert [entry.kind for entry, _ in info.history] == [LogKind.INTRODUCED]


def test_what_was_taken_back_is_not_in_its_past(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", ASKED))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.rate(Rating.AGAIN)
    clock.wait(minutes=1)
    review.suspend()
    review.undo()
    review.rate(Rating.HARD)
    info = card_info(trainer, ASKED)
    assert [entry.kind for entry, _ in info.history] == [LogKind.REVIEW, LogKind.REVIEW]
    assert info.state == store.states()[ASKED.key]
    review.undo()
    review.undo()
    assert card_info(trainer, ASKED).history == []
    assert card_info(trainer, ASKED).state == UNTOUCHED
