from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.memory import CardState, Memory
from kpitrainer.domain.schedule.review_log import Policy
from kpitrainer.domain.schedule.scheduler import retrievability
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import StudyMode, Trainer
from tests.factories import (
    DAY,
    FixedClock,
    card,
    cards,
    deck,
    drill,
    learning,
    memory,
    noon,
    queued,
    recall_list,
)
from tests.study.conftest import MakeTrainer
from tests.study.progress import known, put

PARIS = ZoneInfo("Europe/Paris")


def study(trainer: Trainer, answers: int, selection: Selection | None = None) -> None:
    review = Review(trainer, trainer.plan(selection or Selection()), "fr")
    for _ in range(answers):
        review.rate(Rating.EASY)


def tomorrow_at_four(clock: FixedClock) -> datetime:
    day = clock.local(clock.now()).date() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, 4, tzinfo=PARIS)


def test_the_first_day(make_trainer: MakeTrainer) -> None:
    overview = make_trainer(deck("a", *cards(6, "a")), deck("b", *cards(12, "b"))).overview()
    assert (overview.due, overview.new, overview.waiting, overview.streak) == (0, 10, 0, 0)
    assert [(row.deck, row.due, row.new) for row in overview.rows] == [("a", 0, 6), ("b", 0, 4)]
    assert [(row.cards, row.mature, row.last_day) for row in overview.rows] == [
        (6, 0, None),
        (12, 0, None),
    ]
    assert overview.rows[0].maturity == {Maturity.NEW: 6}
    # Ten new facts, answered two and a half times each, at twelve seconds an answer.
    assert overview.minutes == 5
    assert overview.forecast == (10, *[0] * 6), "today's"
    # Eighteen cards at ten a day, from today on.
    assert (overview.unmet, overview.met_by) == (18, DAY + 1)
    assert overview.next_due is None
    assert not overview.started


def test_home_without_cards(make_trainer: MakeTrainer) -> None:
    overview = make_trainer(deck("a")).overview()
    assert (overview.due, overview.new, overview.minutes) == (0, 0, 0)
    assert (overview.rows[0].cards, overview.rows[0].mature) == (0, 0)


def test_home_counts_what_is_due(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    first, second, third, fourth, fifth, sixth = cards(6)
    known(store, first)
    known(store, second, due_day=DAY + 1, interval=21)
    known(store, third, due_day=DAY + 6, interval=30)
    put(store, fourth.key, CardState(learning(5)))
    put(store, fifth.key, CardState(memory(due_day=DAY + 1), suspended=True))
    overview = make_trainer(deck("deck", first, second, third, fourth, fifth, sixth)).overview()
    (row,) = overview.rows
    assert (overview.due, overview.new) == (row.due, row.new) == (2, 1)
    assert row.maturity == {
        Maturity.NEW: 1,
        Maturity.LEARNING: 1,
        Maturity.YOUNG: 1,
        Maturity.MATURE: 2,
        Maturity.SUSPENDED: 1,
    }
    assert (row.cards, row.mature) == (6, 2)
    assert overview.forecast == row.forecast == (3, 1, 0, 0, 0, 0, 1)
    assert overview.next_due is None
    assert overview.started
    assert clock.today() == DAY


def test_a_deck_that_disappeared_is_not_counted(make_trainer: MakeTrainer, store: SqlStore) -> None:
    (kept,) = cards(1)
    for lost in cards(2, "lost"):
        known(store, lost)
    overview = make_trainer(deck("deck", kept)).overview()
    assert (overview.due, overview.new, overview.next_due) == (0, 1, None)
    assert overview.forecast == (1, *[0] * 6)
    assert len(store.states()) == 2


def test_the_minutes_follow_the_learners_pace(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    trainer = make_trainer(deck("deck", *cards(40)), new_per_day=40)
    assert trainer.overview().minutes == 20
    review = Review(trainer, trainer.plan(Selection()), "fr")
    for _ in range(20):
        clock.wait(seconds=30)
        review.rate(Rating.EASY)
    assert trainer.overview().minutes == 25


def test_what_was_new_today_counts_by_its_weight(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    heavy = (drill(), card("list", recall_list()))
    trainer = make_trainer(deck("deck", *heavy, *cards(9)), new_per_day=7)
    assert len(trainer.plan(Selection()).new) == 3
    study(trainer, 1)
    assert trainer.overview().new == 2
    study(trainer, 1)
    assert trainer.overview().new == 1
    # What is known of a card that is gone is that it was one.
    trainer = make_trainer(deck("deck", *cards(9)), new_per_day=6)
    assert len(trainer.plan(Selection()).new) == 4
    assert len(store.day_counts(DAY).new) == 2


def test_more_new_cards_count_by_their_weight_too(make_trainer: MakeTrainer) -> None:
    lists = [card(f"list-{number}", recall_list()) for number in range(9)]
    trainer = make_trainer(deck("deck", *lists), new_per_day=3)
    assert len(trainer.plan(Selection()).new) == 2
    assert len(trainer.plan(Selection(), StudyMode.MORE_NEW).new) == 5


def test_new_cards_are_limited_over_all_decks_and_sessions(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("a", *cards(40, "a")), deck("b", *cards(40, "b")))
    study(trainer, 6, Selection(decks=("b",)))
    clock.wait(hours=2)
    assert len(trainer.plan(Selection(decks=("a",))).new) == 4
    assert len(trainer.plan(Selection(decks=("b",))).new) == 4
    study(trainer, 4)
    assert trainer.plan(Selection()).new == ()
    assert trainer.overview().new == 0
    assert len(trainer.plan(Selection(), StudyMode.MORE_NEW).new) == 10
    clock.wait(days=1)
    assert len(trainer.plan(Selection()).new) == 10


def test_new_cards_answered_again_count_once(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    trainer = make_trainer(deck("deck", *cards(40)), new_per_day=4)
    review = Review(trainer, trainer.plan(Selection()), "fr")
    for _ in range(3):
        review.rate(Rating.AGAIN)
        clock.wait(minutes=2)
    answered = [act.attempt.card.key.card for act in review.answers]
    assert answered == ["card-000", "card-001", "card-000"]
    assert len(trainer.plan(Selection()).new) == 2


def test_reviews_are_limited_over_sessions(make_trainer: MakeTrainer, store: SqlStore) -> None:
    members = cards(9)
    for each in members:
        known(store, each)
    trainer = make_trainer(deck("deck", *members), reviews_per_day=5)
    assert (trainer.overview().due, trainer.overview().waiting) == (5, 4)
    study(trainer, 2)
    assert (trainer.overview().due, trainer.overview().waiting) == (3, 4)
    study(trainer, 3)
    assert (trainer.overview().due, trainer.overview().waiting) == (0, 4)


def test_a_lowered_limit_takes_nothing_back(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", *cards(9)), new_per_day=5)
    study(trainer, 5)
    trainer = make_trainer(deck("deck", *cards(9)), new_per_day=2, reviews_per_day=0)
    assert (trainer.overview().new, trainer.overview().waiting) == (0, 0)


def test_what_the_limit_keeps_back_comes_tomorrow(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    (late,) = cards(1)
    known(store, late, due_day=DAY - 5)
    overview = make_trainer(deck("deck", late), reviews_per_day=0).overview()
    assert (overview.due, overview.waiting) == (0, 1)
    assert overview.next_due == tomorrow_at_four(clock)


@pytest.mark.parametrize(
    ("state", "days"),
    [
        (CardState(memory(due_day=DAY + 3)), 3),
        (CardState(memory(due_day=DAY + 3), buried_day=DAY), 3),
        (CardState(memory(), buried_day=DAY), 1),
        (CardState(learning(5), buried_day=DAY), 1),
    ],
)
def test_the_next_card(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock, state: CardState, days: int
) -> None:
    (asked,) = cards(1)
    put(store, asked.key, state)
    overview = make_trainer(deck("deck", asked), new_per_day=0).overview()
    assert overview.due == 0
    assert overview.next_due == tomorrow_at_four(clock) + timedelta(days=days - 1)


def test_the_next_of_several_cards(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = make_trainer(deck("deck", *cards(3)))
    soon, later = queued("a", learning(9)), queued("b", memory(due_day=DAY + 3))
    put_away = Queued(card("d"), CardState(memory(), suspended=True))
    assert trainer.next_due([later, queued("c"), soon]) == noon(DAY, 9)
    assert trainer.next_due([queued("c"), put_away]) is None
    known(store, cards(3)[1])
    assert trainer.states_of(cards(2)) == [None, CardState(memory())]


def test_after_three_weeks_away(
    make_trainer: MakeTrainer, clock: FixedClock, store: SqlStore
) -> None:
    trainer = make_trainer(deck("deck", *cards(60)), new_per_day=60, reviews_per_day=20)
    review = Review(trainer, trainer.plan(Selection()), "fr")
    for number in range(60):
        review.rate(Rating.EASY if number % 3 else Rating.AGAIN)
    while review.attempt is not None:
        review.rate(Rating.GOOD)
        clock.wait(seconds=10)
    clock.wait(days=21)
    today = trainer.plan(Selection())
    overview = trainer.overview()
    assert len(today.due) == overview.due == 20
    assert overview.waiting == today.waiting == 40
    chances = [_chance(each.state.memory, clock.today()) for each in today.due]
    assert chances == sorted(chances)
    kept_back = dict(store.states())
    for each in today.due:
        del kept_back[each.card.key]
    assert max(chances) <= min(_chance(state.memory, clock.today()) for state in kept_back.values())
    assert overview.streak == 0


def _chance(state: Memory | None, day: int) -> float:
    assert state is not None
    return retrievability(state, day, Policy())


def test_studying_ahead(make_trainer: MakeTrainer, store: SqlStore) -> None:
    due, soon, later, fresh = cards(4)
    known(store, due)
    known(store, soon, due_day=DAY + 1)
    known(store, later, due_day=DAY + 2)
    trainer = make_trainer(deck("deck", due, soon, later, fresh), reviews_per_day=7)
    study(trainer, 1)
    ahead = trainer.plan(Selection(), StudyMode.AHEAD)
    assert [each.card for each in ahead.due] == [soon]
    assert (ahead.new, ahead.learning) == ((), ())


def test_more_new_cards_bring_no_reviews(make_trainer: MakeTrainer, store: SqlStore) -> None:
    due, *fresh = cards(14)
    known(store, due)
    more = make_trainer(deck("deck", due, *fresh), new_per_day=0).plan(
        Selection(), StudyMode.MORE_NEW
    )
    assert more.due == ()
    assert [each.card for each in more.new] == fresh[:10]


def test_an_optional_deck_has_no_share_of_a_day_until_it_is_studied(
    make_trainer: MakeTrainer,
) -> None:
    extra = deck("extra", *cards(3, "extra"), optional=True)
    trainer = make_trainer(deck("a", *cards(20, "a")), extra)
    overview = trainer.overview()
    assert overview.new == 10
    assert [(row.deck, row.new) for row in overview.rows] == [("a", 10), ("extra", 0)]
    assert [(row.unmet, row.offers) for row in overview.rows] == [(20, True), (3, True)]
    assert overview.unmet == 20, "the course's"
    review = Review(trainer, trainer.plan(Selection(decks=("extra",))), "fr")
    review.rate(Rating.EASY)
    overview = trainer.overview()
    assert [(row.deck, row.new) for row in overview.rows] == [("a", 9), ("extra", 0)]
    review.undo()
    assert [row.new for row in trainer.overview().rows] == [10, 0]


def test_days_in_a_row(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    trainer = make_trainer(deck("deck", *cards(40)))
    for expected in (1, 2, 3):
        study(trainer, 1)
        assert trainer.overview().streak == expected
        assert trainer.overview().rows[0].last_day == clock.today()
        clock.wait(days=1)
    assert trainer.overview().streak == 3
    clock.wait(days=1)
    assert trainer.overview().streak == 0


def test_a_later_day_opens_on_what_is_due(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    trainer = make_trainer(deck("deck", *cards(15)))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    while review.attempt is not None:
        review.rate(Rating.GOOD)
        clock.wait(seconds=6)
    clock.set(datetime(2024, 10, 6, 3, 59, tzinfo=PARIS))
    assert trainer.overview().due == 0
    clock.wait(minutes=1)
    overview = trainer.overview()
    assert (overview.due, overview.new, overview.next_due) == (10, 5, None)


def test_a_card_is_scheduled_by_its_kind(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", drill(), card("a")), desired_retention=0.85)
    assert trainer.policy(drill()) == Policy(
        desired_retention=0.85, maximum_interval=180, fuzz_seed="nps"
    )
    assert trainer.policy(card("a")) == Policy(
        desired_retention=0.85, maximum_interval=36500, fuzz_seed="a"
    )


def test_seeds_are_fresh_and_fit_a_database(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck"))
    seeds = [trainer.seed() for _ in range(500)]
    assert len(set(seeds)) == 500
    assert all(0 <= seed < 2**53 for seed in seeds)
    assert max(seeds) > 2**52


def test_a_renamed_card_keeps_its_progress(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = make_trainer(deck("deck", card("old")))
    study(trainer, 1)
    before = store.states()[CardKey("deck", "old")]
    renamed = card("new", aliases=(CardKey("deck", "old"),))
    trainer = make_trainer(deck("deck", renamed))
    assert store.states() == {renamed.key: before}
    assert trainer.plan(Selection()).new == ()


def test_times_are_in_utc(make_trainer: MakeTrainer, store: SqlStore) -> None:
    (asked,) = cards(1)
    known(store, asked, due_day=DAY + 2)
    found = make_trainer(deck("deck", asked)).overview().next_due
    assert found is not None
    assert found.tzinfo is UTC


def test_a_sibling_studied_today_waits_whatever_is_asked_for(make_trainer: MakeTrainer) -> None:
    direct = card("direct")
    inverse = card("inverse", sibling="direct", tags=frozenset({"reverse"}))
    trainer = make_trainer(deck("deck", direct, inverse))
    assert trainer.overview().new == 1
    tagged = Selection(tag="reverse")
    assert [each.card for each in trainer.plan(tagged).new] == [inverse]
    study(trainer, 1)
    overview = trainer.overview()
    assert (overview.new, overview.rows[0].new) == (0, 0)
    for offer in StudyMode:
        assert trainer.plan(tagged, offer) == trainer.plan(Selection(), offer)
        assert trainer.plan(tagged, offer).main() == ()


def test_what_today_has_no_room_for_comes_on_the_next_days(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    some = cards(7)
    for each in some[:6]:
        known(store, each, due_day=DAY)
    known(store, some[6], due_day=DAY + 1)
    overview = make_trainer(deck("deck", *some), reviews_per_day=3).overview()
    assert (overview.due, overview.waiting) == (3, 3)
    assert overview.forecast == (3, 3, 1, 0, 0, 0, 0)


def test_own_decks_come_first_whatever_they_build_on(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("shipped", *cards(1, "shipped")), deck("mine", *cards(1, "mine")))
    trainer.library = Library(trainer.library.decks, own=frozenset({"mine"}))
    assert [row.deck for row in trainer.overview().rows] == ["mine", "shipped"]
