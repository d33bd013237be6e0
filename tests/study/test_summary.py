from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.schedule.memory import CardState, Phase
from kpitrainer.domain.verdict import Message, Rating
from kpitrainer.i18n import Translator
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.cram import practise
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.summary import (
    DayStanding,
    Summary,
    coming_told,
    day_told,
    figures_told,
    summarise,
    word_told,
)
from kpitrainer.study.trainer import Trainer
from kpitrainer.wording import render
from tests.factories import DAY, FixedClock, cards, deck, drill, learning, noon
from tests.study.conftest import MakeTrainer
from tests.study.progress import known, put

GONE_WELL, FORGOTTEN, FRESH = cards(3)


def began(trainer: Trainer) -> Review:
    return Review(trainer, trainer.plan(Selection()), "fr")


def test_nothing_done(make_trainer: MakeTrainer) -> None:
    assert summarise(make_trainer(deck("deck", FRESH)), []) == Summary(
        cards=0,
        introduced=0,
        answers=0,
        right=0,
        problems=0,
        solved=0,
        seconds=0,
        missed=(),
        learned=(),
        mistakes=(),
        next_due=None,
        day=DayStanding(new=0, reviews=0, left=1, tomorrow=0, streak=0, best=0, is_first=False),
    )


def test_a_session_is_summed_up(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    known(store, GONE_WELL, stability=30.0, interval=15)
    known(store, FORGOTTEN, due_day=DAY)
    trainer = make_trainer(deck("deck", GONE_WELL, FORGOTTEN, FRESH))
    review = began(trainer)
    for rating in (Rating.HARD, Rating.AGAIN, Rating.GOOD, Rating.AGAIN):
        clock.wait(seconds=10.2)
        review.rate(rating)
    assert [act.attempt.card for act in review.answers] == [GONE_WELL, FORGOTTEN, FRESH, FORGOTTEN]
    summary = summarise(trainer, review.answers)
    assert (summary.cards, summary.answers, summary.right, summary.seconds) == (3, 4, 2, 41)
    assert summary.missed == (FORGOTTEN,)
    assert summary.learned == (GONE_WELL,)
    assert summary.mistakes == ()
    # What was forgotten is back ten minutes after its last answer.
    assert summary.next_due is not None
    assert 630 < (summary.next_due - noon()).total_seconds() < 645


def test_after_cramming_no_later_card_is_the_next_one_while_today_has_some(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    known(store, GONE_WELL, due_day=DAY + 5)
    known(store, FORGOTTEN, due_day=DAY)
    trainer = make_trainer(deck("deck", GONE_WELL, FORGOTTEN))
    cramming = practise(trainer, trainer.library.cards, "en")
    while cramming.attempt is not None:
        cramming.rate(Rating.GOOD)
    summary = summarise(trainer, cramming.answers)
    assert (summary.day.left, summary.next_due) == (1, None)
    review = began(trainer)
    review.rate(Rating.GOOD)
    summary = summarise(trainer, review.answers)
    assert (summary.day.left, summary.next_due) == (0, trainer.clock.day_start(DAY + 5))


def test_an_introduction_is_no_answer(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    trainer = make_trainer(deck("deck", FRESH))
    review = began(trainer)
    clock.wait(seconds=20)
    review.show()
    review.rate(Rating.AGAIN)
    summary = summarise(trainer, review.answers)
    assert (summary.cards, summary.introduced, summary.seconds) == (1, 1, 20)
    assert (summary.answers, summary.right, summary.missed, summary.learned) == (0, 0, (), ())
    # Asked, and not known then.
    review.rate(Rating.AGAIN)
    summary = summarise(trainer, review.answers)
    assert (summary.cards, summary.introduced) == (1, 1)
    assert (summary.answers, summary.right, summary.missed) == (1, 0, (FRESH,))


def test_the_time_left_on_the_summary_is_not_counted(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", FRESH))
    review = began(trainer)
    clock.wait(seconds=4)
    review.rate(Rating.EASY)
    clock.wait(hours=1)
    assert summarise(trainer, review.answers).seconds == 4


def test_a_card_is_learned_when_it_leaves_learning_for_the_first_time(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    relearning = learning(0, phase=Phase.RELEARNING, step=0, stability=3.0, lapses=1)
    put(store, FORGOTTEN.key, CardState(relearning))
    trainer = make_trainer(deck("deck", FORGOTTEN, FRESH))
    review = Review(
        trainer,
        Plan((Queued(FRESH, CardState()),), (), (Queued(FORGOTTEN, CardState(relearning)),), 0),
        "fr",
    )
    review.rate(Rating.GOOD)
    assert summarise(trainer, review.answers).learned == ()
    review.rate(Rating.GOOD)
    assert summarise(trainer, review.answers).learned == ()
    review.rate(Rating.GOOD)
    assert review.attempt is None
    assert summarise(trainer, review.answers).learned == (FRESH,)
    review.undo()
    assert summarise(trainer, review.answers).learned == ()


def test_a_card_grown_within_its_stage_is_not_news(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    known(store, GONE_WELL, interval=5, stability=5.0, last_day=DAY - 5)
    known(store, FORGOTTEN, interval=60, stability=60.0, last_day=DAY - 60)
    trainer = make_trainer(deck("deck", GONE_WELL, FORGOTTEN))
    review = began(trainer)
    review.rate(Rating.HARD)
    review.rate(Rating.GOOD)
    assert summarise(trainer, review.answers).learned == ()


def test_misconceptions_are_counted(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", drill(), drill("other")))
    drilling = Drilling(trainer, (drill(), drill("other"), drill()), "fr", seed=3)
    for _ in range(3):
        assert drilling.attempt is not None
        assert drilling.attempt.exercise is not None
        drilling.answer(str(round(drilling.attempt.exercise.mistakes["passifs-oublies"])))
        drilling.another()
    drilling.show()
    summary = summarise(trainer, drilling.answers)
    assert [(each.card, each.name, each.count) for each in summary.mistakes] == [
        (drill(), "passifs-oublies", 2),
        (drill("other"), "passifs-oublies", 1),
    ]
    assert summary.mistakes[0].text == "Les passifs comptent."
    assert (summary.cards, summary.answers) == (0, 0), "problems are counted apart"
    assert (summary.problems, summary.solved) == (4, 0)


def told(messages: Iterable[Message]) -> list[str]:
    return [render(Translator("en"), message) for message in messages]


def test_cards_and_problems_are_told_apart(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", FRESH, drill()), fading_solutions=False)
    review = began(trainer)
    review.rate(Rating.GOOD)
    review.rate(Rating.AGAIN)
    assert review.answers[1].attempt.card == drill()
    summary = summarise(trainer, review.answers)
    assert told(figures_told(summary)) == ["1 card", "100% right", "1 problem, 0 right"]


def test_what_is_right_is_counted_by_itself_in_french(make_trainer: MakeTrainer) -> None:
    nothing = summarise(make_trainer(deck("deck", FRESH)), [])

    def said(problems: int, solved: int) -> str:
        (message,) = figures_told(replace(nothing, problems=problems, solved=solved))
        return render(Translator("fr"), message)

    assert said(3, 1) == "3 calculs, 1 juste"
    assert said(3, 2) == "3 calculs, 2 justes"


def test_the_day_and_what_comes_tomorrow(make_trainer: MakeTrainer, store: SqlStore) -> None:
    known(store, GONE_WELL, due_day=DAY)
    known(store, FORGOTTEN, due_day=DAY + 1)
    trainer = make_trainer(deck("deck", GONE_WELL, FORGOTTEN, FRESH))
    review = began(trainer)
    review.rate(Rating.GOOD)
    summary = summarise(trainer, review.answers)
    assert told(day_told(summary)) == ["Today: 0 new, 1 review", "1 day in a row"]
    assert told(coming_told(summary)) == ["1 more card today.", "Tomorrow: 1 to review."]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"is_first": True}, "first"),
        ({"left": 0, "streak": 9, "best": 9}, "record"),
        ({"left": 0, "streak": 8, "best": 9}, "done"),
        ({"left": 0, "streak": 2, "best": 2}, "done"),
        ({"right": 9}, "well"),
        ({"right": 4}, "hard"),
        ({"right": 8}, "step"),
        ({"right": 0, "answers": 4}, "step"),
    ],
)
def test_a_word_on_the_day(make_trainer: MakeTrainer, changes: dict[str, Any], word: str) -> None:
    nothing = summarise(make_trainer(deck("deck", FRESH)), [])
    of_day: dict[str, Any] = {
        name: value for name, value in changes.items() if hasattr(nothing.day, name)
    }
    others: dict[str, Any] = {name: value for name, value in changes.items() if name not in of_day}
    summary = replace(nothing, day=replace(nothing.day, **of_day), **{"answers": 10} | others)
    assert word_told(summary).code == f"summary.word-{word}"
