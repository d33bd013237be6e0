"""An evening with the clock ten years ahead, then the right time again."""

import pytest

from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.clock_ahead import find_ahead, take_back_ahead
from kpitrainer.study.library import Selection
from kpitrainer.study.progress import undo_last
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import StudyMode, Trainer
from tests.factories import DAY, FixedClock, cards, deck, noon
from tests.study.conftest import MakeTrainer

FAR = DAY + 3653


@pytest.fixture
def trainer(make_trainer: MakeTrainer) -> Trainer:
    return make_trainer(deck("deck", *cards(5)))


def study(trainer: Trainer, mode: StudyMode = StudyMode.TODAY) -> Review:
    review = Review(trainer, trainer.plan(Selection(), mode), "fr")
    while review.attempt is not None:
        review.show()
        review.rate(Rating.EASY)
    return review


def test_a_right_clock_finds_nothing(trainer: Trainer, clock: FixedClock) -> None:
    assert find_ahead(trainer) is None
    study(trainer)
    clock.set(noon(DAY - 1))  # over the date line
    assert find_ahead(trainer) is None


def test_what_was_answered_ahead_is_taken_back(
    trainer: Trainer, clock: FixedClock, store: SqlStore
) -> None:
    study(trainer)
    before = store.states()
    clock.set(noon(FAR))
    study(trainer)
    away = store.states()
    clock.set(noon(DAY + 30))
    ahead = find_ahead(trainer)
    assert ahead is not None
    assert (len(ahead.rows), ahead.last, ahead.alone) == (5, noon(FAR).date(), False)
    backup = take_back_ahead(trainer, ahead)
    assert store.states() == before != away
    assert find_ahead(trainer) is None
    assert store.study_days() == [DAY]
    assert all(replay(store.history(key)) == state for key, state in before.items())
    kept = open_store(backup)
    assert kept.states() == away
    kept.close()


def test_what_was_done_since_stands(trainer: Trainer, clock: FixedClock, store: SqlStore) -> None:
    study(trainer)
    before = store.states()
    clock.set(noon(FAR))
    study(trainer)
    clock.set(noon(DAY + 30))
    ahead = find_ahead(trainer)
    assert ahead is not None
    # Another trainer, meanwhile.
    store.undo(ahead.rows[0], clock.now(), DAY + 30)
    review = Review(trainer, trainer.plan(Selection()), "fr")
    [suspended] = [review.present.card]
    review.suspend()
    take_back_ahead(trainer, ahead)
    states = store.states()
    assert states[suspended.key].suspended
    assert {key: state.memory for key, state in states.items()} == {
        key: state.memory for key, state in before.items()
    }
    assert all(replay(store.history(key)) == state for key, state in states.items())


def test_a_clock_that_is_behind_is_told_apart(trainer: Trainer, clock: FixedClock) -> None:
    study(trainer)
    clock.set(noon(DAY - 8000))
    ahead = find_ahead(trainer)
    assert ahead is not None
    assert ahead.alone


def test_what_was_taken_back_by_hand_is_nothing(trainer: Trainer, clock: FixedClock) -> None:
    clock.set(noon(FAR))
    study(trainer)
    while undo_last(trainer):
        pass
    clock.set(noon(DAY))
    assert find_ahead(trainer) is None
