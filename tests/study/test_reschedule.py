"""What the settings make of cards that are scheduled already."""

from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.progress import undo_last
from kpitrainer.study.reschedule import (
    plan_rescheduling,
    reschedule,
    undo_rescheduling,
)
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, cards, deck, drill, noon
from tests.learner import learner, log_of
from tests.study.conftest import MakeTrainer

MANY = 40


def studied(make_trainer: MakeTrainer, store: SqlStore, **settings: object) -> Trainer:
    """Cards that were answered on two days and more, some weeks ago."""
    store.merge(log_of(learner((0.5, 3.0, 8.0, 20.0), MANY), first_day=DAY - 8))
    return make_trainer(deck("deck", *cards(MANY + 5)), **settings)


def test_by_the_settings_of_the_answers_nothing_moves(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    planned = plan_rescheduling(studied(make_trainer, store))
    assert (planned.cards, planned.moved) == (MANY, ())
    assert planned.load_before == planned.load_after


def test_less_retention_brings_cards_later_and_all_of_it_can_be_taken_back(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = studied(make_trainer, store, desired_retention=0.75)
    before = store.states()
    planned = plan_rescheduling(trainer)
    assert planned.later > MANY / 2
    assert planned.earlier == 0
    assert planned.minutes_after <= planned.minutes_before
    assert store.states() == before, "it was only shown"

    backup = reschedule(trainer, planned)
    assert backup.exists()
    after = store.states()
    for moved in planned.moved:
        assert after[moved.card.key].memory == moved.after
        kinds = [row.entry.kind for row in store.history(moved.card.key)]
        assert kinds.count(LogKind.RESCHEDULE) == 1
    assert plan_rescheduling(trainer).moved == ()

    assert undo_rescheduling(trainer) == len(planned.moved)
    assert store.states() == before
    assert undo_rescheduling(trainer) == 0


def test_undo_on_home_takes_the_whole_of_it_back(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = studied(make_trainer, store, desired_retention=0.75)
    before = store.states()
    reschedule(trainer, plan_rescheduling(trainer))
    row = undo_last(trainer)
    assert row is not None
    assert row.entry.kind is LogKind.RESCHEDULE
    assert store.states() == before


def test_what_was_answered_since_stays_answered(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = studied(make_trainer, store, desired_retention=0.75)
    planned = plan_rescheduling(trainer)
    reschedule(trainer, planned)
    moved = planned.moved[0]
    answer = moved.entry._replace(kind=LogKind.REVIEW, rating=Rating.GOOD, at=noon(DAY, 30))
    row = store.record(moved.card.key, lambda _: answer)
    assert row.before.memory == moved.after
    undo_rescheduling(trainer)
    memory = store.states()[moved.card.key].memory
    assert memory is not None
    assert (memory.reps, memory.last_day) == (moved.before.reps + 1, DAY)


def test_one_deck_alone_and_no_longer_than_a_drill_may_wait(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    known = drill("card-000")
    log = [row for row in log_of(learner((0.5, 3.0, 8.0, 20.0), 3)) if row.entry.key == known.key]
    store.merge(log)
    trainer = make_trainer(
        deck("deck", known), deck("other", *cards(2, "other")), desired_retention=0.7
    )
    assert plan_rescheduling(trainer, "other").cards == 0
    (moved,) = plan_rescheduling(trainer, "deck").moved
    assert moved.entry.policy.maximum_interval == 180


def test_a_suspended_card_moves_and_counts_in_no_load(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = studied(make_trainer, store, desired_retention=0.75)
    whole = plan_rescheduling(trainer)
    moved = whole.moved[0]
    store.record(moved.card.key, lambda _: moved.entry._replace(kind=LogKind.SUSPEND))
    planned = plan_rescheduling(trainer)
    assert len(planned.moved) == len(whole.moved)
    assert sum(planned.load_before) < sum(whole.load_before)
    reschedule(trainer, planned)
    state = CardState(moved.after, suspended=True)
    assert store.states()[moved.card.key] == state
