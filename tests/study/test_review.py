from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState, Phase
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.schedule.session import Remaining
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.cram import practise
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from tests.factories import (
    DAY,
    NPS,
    FixedClock,
    bare_drill,
    card,
    cards,
    choice,
    deck,
    drill,
    noon,
    recall_list,
    template,
)
from tests.study.conftest import MakeTrainer
from tests.study.progress import known


def began(trainer: Trainer, language: str = "fr") -> Review:
    return Review(trainer, trainer.plan(Selection()), language)


def shown(review: Review) -> str | None:
    return review.attempt.card.key.card if review.attempt else None


def state(trainer: Trainer, of: Card) -> CardState:
    return trainer.store.states().get(of.key, UNTOUCHED)


def test_a_session_shows_its_cards_and_ends(make_trainer: MakeTrainer) -> None:
    review = began(make_trainer(deck("deck", *cards(2))))
    assert shown(review) == "card-000"
    assert review.remaining == Remaining(new=2, learning=0, due=0)
    assert review.progress == (0, 2)
    review.rate(Rating.EASY)
    assert (shown(review), review.progress) == ("card-001", (1, 2))
    review.rate(Rating.EASY)
    assert review.attempt is None
    assert review.progress == (2, 2)
    assert len(review.answers) == 2


def test_practising_forgotten_cards_counts_them_down_to_nothing(
    make_trainer: MakeTrainer,
) -> None:
    trainer = make_trainer(deck("deck", *cards(3)))
    review = began(trainer)
    for _card in range(3):
        review.rate(Rating.AGAIN)
    forgotten = [answer.attempt.card for answer in review.answers]
    practice = practise(trainer, [*forgotten, card("never-met")], "fr")
    before = [practice.remaining]
    while practice.attempt is not None:
        practice.rate(Rating.GOOD)
        before.append(practice.remaining)
    assert all(min(counts) >= 0 for counts in before), before
    assert [counts.total for counts in before] == [4, 3, 2, 1, 0]
    assert before[0].new == 1


def test_an_empty_plan_is_over_at_once(make_trainer: MakeTrainer) -> None:
    review = began(make_trainer(deck("deck")))
    assert review.attempt is None
    assert not review.can_undo
    assert review.undo() is False
    for act in (review.suspend, review.bury, review.skip, review.next_states):
        with pytest.raises(LookupError):
            act()
    with pytest.raises(LookupError):
        review.rate(Rating.GOOD)


def test_a_rating_is_on_disk_at_once(
    make_trainer: MakeTrainer, clock: FixedClock, store: SqlStore
) -> None:
    asked = card("steps", recall_list())
    review = began(make_trainer(deck("deck", asked)))
    assert review.attempt is not None
    clock.wait(seconds=9.5)
    review.answer("mesurer les écarts")
    review.show()
    expected = review.next_states()[Rating.AGAIN]
    review.rate(Rating.AGAIN)
    (row,) = store.history(asked.key)
    assert store.states() == {asked.key: CardState(expected)}
    assert (row.entry.kind, row.entry.rating, row.entry.day) == (LogKind.REVIEW, Rating.AGAIN, DAY)
    assert row.entry.duration_ms == 9500
    assert row.entry.answered is not None
    assert row.entry.answered.typed == ("mesurer les écarts",)
    assert review.answers[0].row == row


def test_the_outlook_is_what_each_rating_gives(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", drill()), fading_solutions=False)
    review = began(trainer)
    for rating in Rating:
        offered = review.next_states()[rating]
        review.rate(rating)
        assert state(trainer, drill()).memory == offered
        review.undo()


def test_time_at_the_door_is_not_time_on_a_card(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    review = began(make_trainer(deck("deck", *cards(1))))
    clock.wait(hours=3)
    assert review.elapsed_ms == 3 * 3600 * 1000
    review.rate(Rating.EASY)
    assert review.answers[0].row.entry.duration_ms == 600_000


def test_a_clock_set_back_gives_no_negative_time(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    review = began(make_trainer(deck("deck", *cards(1))))
    clock.wait(minutes=-5)
    review.rate(Rating.EASY)
    assert review.answers[0].row.entry.duration_ms == 0


def test_undo_goes_back_without_limit_also_after_the_last_card(
    make_trainer: MakeTrainer, clock: FixedClock, store: SqlStore
) -> None:
    members = (bare_drill(), *cards(2), card("choice", choice()))
    review = began(make_trainer(deck("deck", *members)))
    seen = []
    acts: list[Callable[[], None]] = [
        lambda: review.rate(Rating.GOOD),
        review.skip,
        review.bury,
        review.suspend,
        lambda: review.rate(Rating.EASY),
        lambda: review.rate(Rating.EASY),
    ]
    for act in acts:
        assert review.attempt is not None
        numbers = review.attempt.exercise
        seen.append(
            (
                shown(review),
                review.attempt.seed,
                numbers,
                review.attempt.options,
                review.remaining,
                review.progress,
                dict(store.states()),
                len(review.answers),
            )
        )
        review.hint()
        review.show()
        act()
        clock.wait(seconds=20)
    assert review.attempt is None
    for before in reversed(seen):
        assert review.can_undo
        assert review.undo()
        assert review.attempt is not None
        now = review.attempt
        found = {key: value for key, value in store.states().items() if value != UNTOUCHED}
        assert (
            shown(review),
            now.seed,
            now.exercise,
            now.options,
            review.remaining,
            review.progress,
            found,
            len(review.answers),
        ) == (*before[:6], {k: v for k, v in before[6].items() if v != UNTOUCHED}, before[7])
        assert (now.closed, now.verdict, now.hints, now.helped) == (False, None, 0, False)
    assert review.undo() is False
    for each in members:
        assert replay(store.history(each.key)) == UNTOUCHED


def test_undo_measures_the_time_anew(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    review = began(make_trainer(deck("deck", *cards(1))))
    clock.wait(seconds=30)
    review.rate(Rating.EASY)
    clock.wait(seconds=5)
    review.undo()
    assert review.elapsed_ms == 0


def test_an_answer_given_elsewhere_since_is_not_undone(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = make_trainer(deck("deck", *cards(1)))
    one, other = began(trainer), began(trainer)
    one.rate(Rating.GOOD)
    other.rate(Rating.GOOD)
    stored = store.states()
    with pytest.raises(KpiTrainerError) as fault:
        one.undo()
    assert fault.value.code == "store.superseded"
    assert store.states() == stored
    assert one.can_undo


def test_two_trainers_lose_nothing(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = make_trainer(deck("deck", *cards(1)))
    one, other = began(trainer), began(trainer)
    one.suspend()
    other.rate(Rating.EASY)
    (asked,) = cards(1)
    assert state(trainer, asked).suspended
    assert state(trainer, asked).memory is not None
    assert replay(store.history(asked.key)) == state(trainer, asked)


def test_suspended_and_buried_cards_are_put_away(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(3)))
    review = began(trainer)
    review.suspend()
    review.bury()
    assert shown(review) == "card-002"
    assert review.progress == (2, 3)
    assert review.answers == []
    assert len(trainer.plan(Selection()).new) == 1
    clock.wait(days=1)
    assert [each.card.key.card for each in trainer.plan(Selection()).new] == [
        "card-001",
        "card-002",
    ]


def test_a_skipped_card_comes_last_and_nothing_is_stored(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    review = began(make_trainer(deck("deck", *cards(2))))
    review.skip()
    assert shown(review) == "card-001"
    assert store.states() == {}
    review.rate(Rating.EASY)
    assert shown(review) == "card-000"


def test_ten_new_cards_always_good_leave_nothing_hanging(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(40)))
    review = began(trainer)
    answers = 0
    while review.attempt is not None:
        review.show()
        clock.wait(seconds=7)
        review.rate(Rating.GOOD)
        answers += 1
        assert answers <= 20
    memories = [each.memory for each in trainer.store.states().values()]
    assert len(memories) == 10
    assert all(memory and memory.phase is Phase.REVIEW for memory in memories)
    assert trainer.overview().due == 0
    assert trainer.overview().new == 0


def introduced(review: Review) -> Review:
    review.show()
    review.rate(Rating.AGAIN)
    return review


def test_a_new_card_that_is_shown_is_introduced(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    members = (card("list", recall_list(), version=3), *cards(2))
    trainer = make_trainer(deck("deck", *members))
    review = began(trainer)
    assert review.is_new
    assert not review.introduces
    clock.wait(seconds=20)
    review.show()
    assert review.introduces
    assert review.enter_rating is Rating.AGAIN
    offered = review.next_states()[Rating.AGAIN]
    review.rate(review.enter_rating)
    [row] = store.history(members[0].key)
    assert (row.entry.kind, row.entry.rating, row.entry.duration_ms) == (
        LogKind.INTRODUCED, None, 20_000,
    )  # fmt: skip
    assert state(trainer, members[0]) == CardState(offered, version=3)
    assert replay(store.history(members[0].key)) == state(trainer, members[0])
    assert store.day_counts(DAY).new == (members[0].key,)
    assert review.remaining == Remaining(new=2, learning=1, due=0)
    # After a minute it is asked, before the other new ones.
    clock.wait(seconds=60)
    review.rate(Rating.EASY)
    assert shown(review) == "list"
    assert not review.is_new
    review.show()
    assert not review.introduces
    assert review.enter_rating is Rating.AGAIN
    review.rate(Rating.GOOD)
    memory = state(trainer, members[0]).memory
    assert memory is not None
    assert (memory.reps, memory.step) == (1, 1)
    assert len(store.day_counts(DAY).new) == 2
    while review.undo():
        pass
    assert all(each == UNTOUCHED for each in store.states().values())


def test_with_nothing_else_left_an_introduced_card_is_asked_at_once(
    make_trainer: MakeTrainer,
) -> None:
    review = introduced(began(make_trainer(deck("deck", drill()))))
    assert shown(review) == "nps"
    assert not review.is_new
    assert review.present.exercise != review.answers[0].attempt.exercise, "with new numbers"


def test_a_card_answered_elsewhere_meanwhile_is_not_introduced(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = make_trainer(deck("deck", *cards(1)))
    (asked,) = cards(1)
    late = began(trainer)
    began(trainer).rate(Rating.EASY)
    known_by_then = state(trainer, asked)
    introduced(late)
    assert state(trainer, asked) == known_by_then
    assert late.attempt is None
    assert store.day_counts(DAY) == ((asked.key,), ())
    assert replay(store.history(asked.key)) == known_by_then


def test_practice_introduces_nothing(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = make_trainer(deck("deck", *cards(1)))
    practice = practise(trainer, cards(1), "fr")
    assert not practice.is_new
    introduced(practice)
    [row] = store.rows()
    assert (row.entry.kind, row.entry.rating) == (LogKind.PRACTICE, Rating.AGAIN)


def test_a_card_that_starts_afresh_is_introduced_anew(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    known(store, card("one"))
    review = began(make_trainer(deck("deck", card("one", version=2))))
    review.restart()
    assert review.is_new
    introduced(review)
    assert [row.entry.kind for row in store.rows()][-1] is LogKind.INTRODUCED
    assert store.states()[card("one").key].version == 2


def test_practice_changes_no_state(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = make_trainer(deck("deck", *cards(2)))
    review = began(trainer)
    review.rate(Rating.AGAIN)
    review.rate(Rating.EASY)
    stored = store.states()
    due = tuple(Queued(act.attempt.card, act.row.after) for act in review.answers)
    practice = Review(trainer, Plan((), due, (), 0), "fr", practice=True)
    practice.rate(Rating.AGAIN)
    assert shown(practice) == "card-001"
    practice.rate(Rating.GOOD)
    assert shown(practice) == "card-000"
    practice.rate(Rating.AGAIN)
    assert shown(practice) == "card-000"
    practice.rate(Rating.HARD)
    assert practice.attempt is None
    assert store.states() == stored
    kinds = [act.row.entry.kind for act in practice.answers]
    assert kinds == [LogKind.PRACTICE] * 4
    assert set(store.day_counts(DAY).new) == {act.attempt.card.key for act in review.answers}
    while practice.undo():
        pass
    assert store.states() == stored
    assert shown(practice) == "card-000"


def test_the_other_language_keeps_numbers_and_answers(make_trainer: MakeTrainer) -> None:
    review = began(make_trainer(deck("deck", drill(), *cards(1))))
    review.hint()
    french = review.present
    review.translate("en")
    english = review.attempt
    assert english is not None
    assert (english.language, english.exercise, english.hints) == ("en", french.exercise, 1)
    review.show()
    review.translate("fr")
    assert review.attempt is not None
    assert review.attempt.closed
    review.rate(Rating.EASY)
    review.translate("en")
    assert review.attempt is not None
    assert review.attempt.language == "en"
    review.undo()
    assert review.attempt.exercise == french.exercise
    assert review.attempt.language == "en"


def test_a_deck_without_the_language_is_shown_in_its_own(make_trainer: MakeTrainer) -> None:
    review = began(make_trainer(deck("deck", *cards(1), languages=("fr",))), "en")
    assert review.attempt is not None
    assert review.attempt.language == "fr"
    review.translate("en")
    assert review.attempt.language == "fr"
    review.rate(Rating.EASY)
    review.translate("en")
    assert review.attempt is None


def test_the_day_turns_at_four_during_a_session(
    make_trainer: MakeTrainer, clock: FixedClock, store: SqlStore
) -> None:
    night = datetime(2026, 11, 22, 3, 59, tzinfo=ZoneInfo("Europe/Paris"))
    clock.set(night)
    today = clock.today()
    trainer = make_trainer(deck("deck", *cards(20)))
    review = began(trainer)
    review.rate(Rating.EASY)
    clock.wait(minutes=2)
    review.rate(Rating.EASY)
    days = [act.row.entry.day for act in review.answers]
    assert days == [today, today + 1]
    assert [len(store.day_counts(day).new) for day in days] == [1, 1]
    assert len(trainer.plan(Selection()).new) == 9
    review.undo()
    assert len(trainer.plan(Selection()).new) == 10


def test_a_clock_set_back_a_day_keeps_the_last_study_day(
    make_trainer: MakeTrainer, clock: FixedClock, store: SqlStore
) -> None:
    (asked,) = cards(1)
    review = began(make_trainer(deck("deck", asked)))
    review.rate(Rating.GOOD)
    clock.wait(days=-1)
    review.undo()
    review.rate(Rating.GOOD)
    clock.wait(days=2)
    review.rate(Rating.GOOD)
    clock.wait(days=-3)
    other = Review(
        review._trainer,
        Plan((), (Queued(asked, store.states()[asked.key]),), (), 0),
        "fr",
    )
    other.rate(Rating.GOOD)
    days = [row.entry.day for row in store.history(asked.key)]
    assert days == [DAY, DAY - 1, DAY - 1, DAY + 1, DAY + 1]
    assert replay(store.history(asked.key)) == store.states()[asked.key]


def test_a_card_buried_with_the_clock_set_back_rests_on_that_day(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    (asked,) = cards(1)
    trainer = make_trainer(deck("deck", asked))
    review = began(trainer)
    review.rate(Rating.GOOD)
    clock.wait(days=-1)
    review = Review(trainer, Plan((), (Queued(asked, state(trainer, asked)),), (), 0), "fr")
    review.bury()
    assert state(trainer, asked).buried_day == clock.today() == DAY - 1


def test_a_session_knows_when_it_began(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    review = began(make_trainer(deck("deck", *cards(1))))
    clock.wait(minutes=1)
    assert review.began == noon()
    assert review.began.tzinfo is UTC
    assert clock.now() - review.began == timedelta(minutes=1)


def test_a_drill_that_cannot_be_drawn_records_nothing_wrong(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    (first,) = cards(1)
    barren = card("barren", Drill(template({**NPS, "where": ["n < 0"]})))
    review = began(make_trainer(deck("deck", first, barren)))
    with pytest.raises(KpiTrainerError) as fault:
        review.rate(Rating.EASY)
    assert fault.value.code == "drill.cannot-draw"
    assert review.attempt is None
    with pytest.raises(LookupError):
        review.rate(Rating.EASY)
    assert [key.card for key in store.states()] == ["card-000"]
    assert review.undo()
    assert shown(review) == "card-000"
