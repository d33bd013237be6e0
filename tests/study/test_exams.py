"""Ready by a date: the forecast holds, new cards are spread, the last days are for the weakest."""

from datetime import date, timedelta
from random import Random
from statistics import fmean
from typing import NamedTuple

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.domain.schedule.study_day import noon as noon_of
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.exams import recommended, with_exam
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, FixedClock, cards, deck, memory, noon
from tests.study.conftest import MakeTrainer
from tests.study.progress import known, put

DAYS = 24
CHANCE = Random(1)  # noqa: S311 - of recalling
EXAM = noon_of(DAY + DAYS).date()


class Day(NamedTuple):
    """How many cards were new, and what it took."""

    new: int
    minutes: float


def _study(trainer: Trainer, clock: FixedClock, day: int, chance: Random = CHANCE) -> Day:
    """One day of a learner who forgets as FSRS expects."""
    clock.set(noon(day))
    review = Review(trainer, trainer.plan(Selection()), "en")
    new = review.remaining.new
    while review.attempt is not None:
        clock.wait(seconds=12)
        [state] = trainer.states_of([review.attempt.card])
        review.show()
        review.rate(_rating(state.memory if state else None, day, chance))
    return Day(new, len(review.answers) * 12 / 60)


def _rating(memory: Memory | None, day: int, chance: Random) -> Rating:
    if memory is None:
        return Rating.AGAIN  # Enter, which shows it
    forgotten = 0.15 if memory.unasked else 1 - retrievability(memory, day, Policy())
    if chance.random() < forgotten:
        return Rating.AGAIN
    return chance.choices((Rating.HARD, Rating.GOOD, Rating.EASY), (0.1, 0.8, 0.1))[0]


def _mark(trainer: Trainer) -> float:
    states = trainer.states_of(trainer.library.cards)
    return fmean(
        retrievability(state.memory, DAY + DAYS, Policy()) if state and state.memory else 0.0
        for state in states
    )


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("half_way", [False, True], ids=["beginner", "half-way"])
def test_the_predicted_mark_is_within_two_points_of_what_comes(
    half_way: bool, seed: int, make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(48)), exam=EXAM, exam_retention=0.8)
    # That an answer outlives a power cut is tested elsewhere, and costs most of the time.
    driver_connection(store.file.connection).execute("PRAGMA synchronous = OFF")
    if half_way:
        for place, card in enumerate(trainer.library.cards[:30]):
            known(store, card, stability=3.0 + place, due_day=DAY + place % 9)
    [standing] = trainer.overview().exams
    chance = Random(seed)  # noqa: S311 - of recalling
    days = [_study(trainer, clock, day, chance) for day in range(DAY, DAY + DAYS)]
    new = [day.new for day in days]
    assert abs(standing.forecast.mark - _mark(trainer)) < 0.02
    assert standing.forecast.minutes == pytest.approx(fmean(d.minutes for d in days), rel=0.15)
    assert max(new) - min(new[:-4]) <= 2, "spread evenly"
    assert not any(new[-4:]), "the last days are for reviews"


def test_what_weighs_more_than_there_are_days_is_still_met_in_time(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(30)), exam=noon_of(DAY + 2).date())
    new = [_study(trainer, clock, day).new for day in (DAY, DAY + 1)]
    assert new == [30, 0], "the day before is free while that is bearable"
    assert trainer.overview().exams[0].forecast.unmet == 0


def test_the_sooner_of_two_exams_holds_and_after_it_the_other(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    own = {"exam": EXAM, "exam_retention": 0.95}
    later = EXAM + timedelta(days=10)
    trainer = make_trainer(
        deck("one", *cards(2, "one")), deck("two", *cards(2, "two")),
        exam=later, exam_retention=0.8, decks={"one": own},
    )  # fmt: skip
    assert [standing.decks for standing in trainer.overview().exams] == [("one",), ("two",)]
    first, second = (trainer.library.by_id[name].cards[0] for name in ("one", "two"))
    assert trainer.policy(first).desired_retention == 0.95
    assert trainer.policy(second).desired_retention == 0.8
    clock.set(noon(DAY + DAYS))
    assert trainer.policy(first).desired_retention == 0.8
    clock.set(noon(DAY + DAYS + 10))
    overview = trainer.overview()
    assert trainer.policy(first).desired_retention == 0.9, "maintenance, as without a goal"
    assert (overview.exams, overview.exam_over) == ([], later)


def test_the_other_decks_keep_their_new_cards(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(
        deck("one", *cards(40, "one")), deck("two", *cards(40, "two")),
        new_per_day=3, decks={"one": {"exam": EXAM}},
    )  # fmt: skip
    assert trainer.plan(Selection()).by_deck() == {"one": (0, 2), "two": (0, 3)}


def test_on_the_last_days_the_cards_most_at_risk_come_again(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    exam = noon_of(DAY + 1).date()
    trainer = make_trainer(deck("deck", *cards(3)), exam=exam)
    weak, sure, suspended = trainer.library.cards
    known(store, weak, stability=10.0, due_day=DAY + 3)
    known(store, sure, stability=300.0, due_day=DAY + 3)
    put(store, suspended.key, CardState(memory(stability=12.0, due_day=DAY + 9), suspended=True))
    assert [queued.card for queued in trainer.plan(Selection()).due] == [weak]
    _study(trainer, clock, DAY)
    assert trainer.plan(Selection()).due == (), "once is enough"


def test_more_minutes_a_day_promise_a_better_mark(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", *cards(60)))
    everyone = list(trainer.everyone({}))
    choices = trainer.forecaster().choices(everyone, EXAM, trainer.settings)
    minutes, marks = ([getattr(c.forecast, name) for c in choices] for name in ("minutes", "mark"))
    assert (sorted(minutes), sorted(marks)) == (minutes, marks)
    assert recommended(choices, 0.8) == next(c for c in choices if c.forecast.mark >= 0.9)
    assert recommended(choices, 1.0) == choices[-1], "none reaches it: the best there is"


def test_an_exam_is_set_and_taken_back_for_a_deck_and_for_all() -> None:
    exam = date(2027, 6, 12)
    whole = with_exam(Settings(), None, exam, 0.8)
    assert (whole.exam, whole.exam_retention) == (exam, 0.8)
    own = with_exam(whole, "kpi-crm", exam, 0.95)
    assert own.options("kpi-crm").exam_retention == 0.95
    assert with_exam(with_exam(own, "kpi-crm", None, None), None, None, None) == Settings()


def test_an_optional_deck_with_an_exam_is_studied_with_the_others(
    make_trainer: MakeTrainer,
) -> None:
    extra = deck("extra", *cards(5, "extra"), optional=True)
    usual = deck("usual", *cards(5, "usual"))
    assert "extra" not in make_trainer(usual, extra).plan(Selection()).by_deck()
    trainer = make_trainer(usual, extra, decks={"extra": {"exam": EXAM}})
    assert trainer.plan(Selection()).by_deck() == {"usual": (0, 5), "extra": (0, 1)}
    assert [standing.decks for standing in trainer.overview().exams] == [("extra",)]
