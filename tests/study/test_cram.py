"""Cramming, leeches, and what is failed again and again in one session."""

from kpitrainer.domain.schedule.memory import LEECH_LAPSES, CardState
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.cram import CramKind, cram_cards, leeches, practise
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from tests.factories import DAY, FixedClock, card, cards, deck, memory, noon
from tests.study.conftest import MakeTrainer
from tests.study.progress import known, put


def test_cramming_takes_any_cards_the_shakiest_first_and_reschedules_none(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    sure, shaky, away, new = cards(4)
    tagged = card("tagged", tags=("nps",))
    trainer = make_trainer(deck("deck", sure, shaky, away, new), deck("other", tagged))
    known(store, sure, stability=90.0, due_day=DAY + 50)
    known(store, shaky, stability=4.0, due_day=DAY + 1)
    put(store, away.key, CardState(memory(), suspended=True))
    chosen = cram_cards(trainer, Selection(decks=("deck",)), CramKind.ALL)
    assert list(chosen) == [shaky, sure, new]
    assert list(cram_cards(trainer, Selection(tag="nps"), CramKind.ALL)) == [tagged]
    assert not cram_cards(trainer, Selection(), CramKind.DUE)
    before = store.states()
    review = practise(trainer, chosen, "en")
    review.rate(Rating.AGAIN)
    review.rate(Rating.GOOD)
    assert store.states() == before
    assert list(cram_cards(trainer, Selection(), CramKind.MISSED)) == [shaky]


def test_what_is_failed_three_times_in_a_session_rests_until_tomorrow(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    only, other = cards(2)
    trainer = make_trainer(deck("deck", only, other))
    known(store, only)
    review = Review(
        trainer,
        trainer.plan(
            Selection(),
        ),
        "en",
    )
    review.rate(Rating.EASY) if review.present.card == other else None
    for failures in (1, 2, 3):
        while review.present.card != only:
            review.rate(Rating.EASY)
        assert review.put_off is None
        review.rate(Rating.AGAIN)
        assert (review.put_off == only) == (failures == 3)
    kinds = [row.entry.kind for row in store.history(only.key)]
    assert kinds[-2:] == [LogKind.REVIEW, LogKind.BURY]
    assert only not in [q.card for q in trainer.plan(Selection()).learning]
    clock.set(noon(DAY + 1))
    assert only in [q.card for q in trainer.plan(Selection()).learning]


def test_putting_a_card_off_is_taken_back_like_any_act(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    [only] = cards(1)
    trainer = make_trainer(deck("deck", only))
    known(store, only)
    review = Review(trainer, trainer.plan(Selection()), "en")
    for _ in range(3):
        review.rate(Rating.AGAIN)
    assert review.attempt is None
    assert review.undo()
    assert review.present.card == only, "asked on"
    assert len(review.answers) == 3
    assert review.undo()
    assert len(review.answers) == 2


def test_practice_leaves_what_was_failed_three_times(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", *cards(1)))
    review = practise(trainer, trainer.library.cards, "en")
    for _ in range(3):
        review.rate(Rating.AGAIN)
    assert review.attempt is None
    assert review.put_off == trainer.library.cards[0]


def test_a_leech_is_told_once_when_it_becomes_one(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    [leech] = cards(1)
    trainer = make_trainer(deck("deck", leech))
    known(store, leech, lapses=LEECH_LAPSES - 1)
    review = Review(trainer, trainer.plan(Selection()), "en")
    review.rate(Rating.AGAIN)
    assert review.leech == leech
    review.rate(Rating.GOOD)
    assert review.leech is None
    assert leeches(trainer) == {leech.key}
    assert list(cram_cards(trainer, Selection(), CramKind.LEECHES)) == [leech]
    clock.set(noon(DAY + 100))
    review = Review(trainer, trainer.plan(Selection()), "en")
    review.rate(Rating.AGAIN)
    assert review.leech is None, "it was told"


def test_a_leech_is_suspended_on_the_spot_and_brought_back(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    [leech] = cards(1)
    trainer = make_trainer(deck("deck", leech))
    known(store, leech, lapses=LEECH_LAPSES - 1)
    review = Review(trainer, trainer.plan(Selection()), "en")
    review.rate(Rating.AGAIN)
    review.suspend_leech()
    assert review.attempt is None
    assert store.states()[leech.key].suspended
    assert not leeches(trainer)
    assert review.undo()
    assert review.present.card == leech
    assert not store.states()[leech.key].suspended
