"""What options of a deck change of a day."""

from datetime import date, timedelta

from kpitrainer.domain.schedule.study_day import day_start
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import StudyMode, Trainer
from tests.factories import DAY, FixedClock, cards, deck
from tests.study.conftest import MakeTrainer
from tests.study.progress import known

A, B, EVERYTHING = Selection(("a",)), Selection(("b",)), Selection()
IN_A_WEEK = date(1970, 1, 1) + timedelta(days=DAY + 7)


def two(make_trainer: MakeTrainer, **settings: object) -> Trainer:
    """A trainer over two decks of twenty cards, of which `a` comes first."""
    decks = [deck(name, *cards(20, deck=name)) for name in "ab"]
    return make_trainer(*decks, **settings)


def new(trainer: Trainer, selection: Selection) -> int:
    return len(trainer.plan(selection).new)


def study(trainer: Trainer, selection: Selection, count: int) -> None:
    review = Review(trainer, trainer.plan(selection), "fr")
    for _ in range(count):
        review.rate(Rating.EASY)


def test_limits(make_trainer: MakeTrainer) -> None:
    trainer = two(make_trainer, new_per_day=6, decks={"a": {"new_per_day": 2}})
    assert trainer.plan(EVERYTHING).by_deck() == {"a": (0, 2), "b": (0, 4)}
    assert (new(trainer, A), new(trainer, B)) == (2, 6)
    study(trainer, B, 5)
    assert new(trainer, A) == 2, "its own limit alone"
    assert trainer.plan(EVERYTHING).by_deck() == {"a": (0, 1)}, "within the whole's"
    study(trainer, A, 2)
    assert new(trainer, A) == 0
    assert trainer.plan(A).new_waiting == 18
    assert len(trainer.plan(A, StudyMode.MORE_NEW).new) == 10


def test_reviews_count_by_their_deck(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = two(make_trainer, new_per_day=0, decks={"a": {"reviews_per_day": 3}})
    for each in trainer.library.cards:
        known(store, each)
    study(trainer, A, 2)
    assert trainer.plan(EVERYTHING).by_deck() == {"a": (1, 0), "b": (20, 0)}


def test_a_pause(make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock) -> None:
    trainer = two(make_trainer, decks={"a": {"paused_until": IN_A_WEEK}})
    for each in cards(3, deck="a"):
        known(store, each)
    assert trainer.plan(EVERYTHING).by_deck() == {"b": (0, 10)}
    assert trainer.plan(A).main() == ()
    assert trainer.plan(A, StudyMode.MORE_NEW).main() == ()
    assert trainer.paused_until("a") == trainer.overview().rows[0].paused_until == IN_A_WEEK
    asked = trainer.library.select(A, store.states())
    assert trainer.next_due(asked) == day_start(DAY + 7, clock.zone)
    clock.wait(days=7)
    assert trainer.plan(A).by_deck() == {"a": (3, 10)}
    assert trainer.paused_until("a") is None


def test_new_cards_at_random_keep_their_order(make_trainer: MakeTrainer, store: SqlStore) -> None:
    mixed = two(make_trainer, new_per_day=40, decks={"a": {"order": "random"}})
    in_order = [each.key.card for each in cards(20)]
    asked = [queued.card.key.card for queued in mixed.plan(A).new]
    assert asked != in_order
    assert sorted(asked) == sorted(in_order)
    assert [queued.card.key.card for queued in mixed.plan(B).new] == in_order
    study(mixed, A, 3)
    assert [queued.card.key.card for queued in mixed.plan(A).new] == asked[3:]
    for each in cards(20, deck="a"):
        known(store, each)
    assert [queued.card.key.card for queued in mixed.plan(A).due] == in_order, "new ones only"


def test_the_retention_of_a_deck(make_trainer: MakeTrainer) -> None:
    trainer = two(make_trainer, decks={"a": {"desired_retention": 0.95}})
    wanted = [trainer.policy(card).desired_retention for card in trainer.library.cards]
    assert wanted == [0.95] * 20 + [0.9] * 20
