from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.stats import PERIOD, statistics
from tests.factories import FixedClock, cards, deck, drill
from tests.study.conftest import MakeTrainer
from tests.study.progress import known


def test_before_the_first_answer(make_trainer: MakeTrainer) -> None:
    found = statistics(make_trainer(deck("deck", *cards(3))))
    assert found.cards == {Maturity.NEW: 3}
    assert (found.streak, found.answers_today, found.seconds_today) == (0, 0, 0)
    assert (found.asked, found.kept, found.practice, found.mistakes) == (0, 0, 0, ())
    assert found.per_day == (0,) * PERIOD


def test_true_retention_counts_only_cards_that_were_known(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    first, second, fresh = cards(3)
    known(store, first)
    known(store, second)
    trainer = make_trainer(deck("deck", first, second, fresh))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        clock.wait(seconds=8)
        review.rate(rating)
    found = statistics(trainer)
    assert (found.asked, found.kept) == (2, 1)
    assert (found.answers_today, found.seconds_today) == (5, 40)
    assert found.per_day == (*(0,) * (PERIOD - 1), 5)
    assert sum(found.cards.values()) == 3
    assert found.cards[Maturity.LEARNING] == 1
    review.undo()
    assert statistics(trainer).answers_today == 4


def test_an_introduction_is_a_day_of_study_and_no_answer(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(2)))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    clock.wait(seconds=30)
    review.show()
    review.rate(Rating.AGAIN)
    found = statistics(trainer)
    assert (found.answers_today, sum(found.per_day), found.by_card) == (0, 0, ())
    assert (found.asked, found.kept, found.practice) == (0, 0, 0)
    assert (found.streak, found.seconds_today) == (1, 30)
    assert found.cards == {Maturity.LEARNING: 1, Maturity.NEW: 1}
    overview = trainer.overview()
    assert (overview.due, overview.new, overview.streak) == (1, 1, 1)
    assert overview.rows[0].last_day == overview.day
    # The answer that follows is none to a card that was known.
    clock.wait(minutes=2)
    review.rate(Rating.AGAIN)
    found = statistics(trainer)
    assert (found.answers_today, found.asked, found.by_card[0].again) == (1, 0, 1)


def test_what_is_undone_or_put_away_is_no_answer(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", *cards(3)))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.rate(Rating.GOOD)
    review.undo()
    review.suspend()
    review.bury()
    found = statistics(trainer)
    assert (found.answers_today, found.streak) == (0, 0)
    assert found.cards == {Maturity.SUSPENDED: 1, Maturity.NEW: 2}


def test_practice_is_counted_apart(make_trainer: MakeTrainer, store: SqlStore) -> None:
    (asked,) = cards(1)
    known(store, asked)
    trainer = make_trainer(deck("deck", asked))
    plan = Plan((), (Queued(asked, store.states()[asked.key]),), (), 0)
    Review(trainer, plan, "fr", practice=True).rate(Rating.AGAIN)
    found = statistics(trainer)
    assert (found.asked, found.practice, found.answers_today) == (0, 1, 1)


def test_the_period_covers_thirty_days_with_today(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(3)))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.rate(Rating.EASY)
    clock.wait(days=29)
    found = statistics(trainer)
    assert found.per_day == (1, *(0,) * (PERIOD - 1))
    assert (found.answers_today, found.streak) == (0, 0)
    clock.wait(days=1)
    assert statistics(trainer).per_day == (0,) * PERIOD


def test_misconceptions_are_ranked(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", drill("once"), drill("twice")))
    drilling = Drilling(trainer, (drill("twice"), drill("once"), drill("twice")), "fr", seed=2)
    for _ in range(3):
        assert drilling.attempt is not None
        assert drilling.attempt.exercise is not None
        drilling.answer(str(round(drilling.attempt.exercise.mistakes["passifs-oublies"])))
        drilling.another()
    assert statistics(trainer).mistakes == (
        (("deck", "twice", "passifs-oublies"), 2),
        (("deck", "once", "passifs-oublies"), 1),
    )


def test_cards_of_a_deck_that_disappeared_are_not_counted(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    (kept,) = cards(1)
    for lost in cards(2, "lost"):
        known(store, lost, interval=50)
    assert statistics(make_trainer(deck("deck", kept))).cards == {Maturity.NEW: 1}
