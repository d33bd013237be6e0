"""A card whose meaning changed: asked once whether to start it afresh."""

from dataclasses import replace
from random import Random

import pytest

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.schedule.session import Remaining
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.stats.log_tabs import answered
from kpitrainer.study.stats.view import View
from kpitrainer.study.store import DayCounts
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, FixedClock, card, deck, drill
from tests.study.conftest import MakeTrainer

OLD = card("nps")
NEW = replace(OLD, version=2)


def began(trainer: Trainer, *, practice: bool = False) -> Review:
    return Review(trainer, trainer.plan(Selection()), "fr", practice=practice)


def shown(review: Review) -> str | None:
    return review.attempt.card.key.card if review.attempt else None


def state(store: SqlStore, of: Card = OLD) -> CardState:
    found = store.states().get(of.key, UNTOUCHED)
    assert replay(store.history(of.key)) == found
    return found


@pytest.fixture
def known(make_trainer: MakeTrainer, clock: FixedClock) -> CardState:
    """The card in its first version, reviewed and due again."""
    trainer = make_trainer(deck("deck", OLD))
    review = began(trainer)
    assert not review.meaning_changed, "a new card has no meaning to change"
    review.rate(Rating.EASY)
    clock.wait(days=60)
    return state(trainer.store)  # type: ignore[arg-type] # the fixture's own store


def test_keeping_asks_the_card_as_it_is_and_never_again(
    make_trainer: MakeTrainer, store: SqlStore, known: CardState
) -> None:
    review = began(make_trainer(deck("deck", NEW)))
    assert review.meaning_changed
    review.keep()
    assert state(store) == known._replace(version=2), "stored at once"
    assert (shown(review), review.meaning_changed) == ("nps", False)
    assert (review.remaining, review.progress) == (Remaining(0, 0, 1), (0, 1))
    review = began(make_trainer(deck("deck", NEW)))
    assert not review.meaning_changed
    review.rate(Rating.GOOD)
    assert state(store).version == 2
    assert state(store).memory is not None


def test_starting_afresh_asks_it_now_as_a_new_card(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock, known: CardState
) -> None:
    assert known.memory is not None
    review = began(make_trainer(deck("deck", NEW)))
    review.restart()
    assert state(store) == CardState(version=2), "stored at once"
    assert (shown(review), review.meaning_changed) == ("nps", False)
    assert (review.remaining, review.progress) == (Remaining(1, 0, 0), (0, 1))
    today = clock.today()
    assert store.day_counts(today) == DayCounts((), ())
    review.rate(Rating.GOOD)
    memory = state(store).memory
    assert memory is not None
    assert (memory.reps, memory.lapses) == (1, 0)
    assert store.day_counts(today) == DayCounts((NEW.key,), ()), "a new card, once answered"
    assert (review.remaining, review.progress) == (Remaining(0, 1, 0), (1, 1))
    assert [row.entry.kind for row in store.history(OLD.key)] == [
        LogKind.REVIEW,
        LogKind.RESTART,
        LogKind.REVIEW,
    ]


def test_left_unanswered_it_is_a_new_card(
    make_trainer: MakeTrainer, store: SqlStore, known: CardState
) -> None:
    began(make_trainer(deck("deck", NEW))).restart()
    trainer = make_trainer(deck("deck", NEW))
    assert [queued.card for queued in trainer.plan(Selection()).new] == [NEW]
    assert not began(trainer).meaning_changed
    assert store.study_days() == [known.memory.last_day] if known.memory else None
    assert answered(View(trainer)).empty


@pytest.mark.parametrize("act", ["keep", "restart"])
def test_undo_asks_again(
    make_trainer: MakeTrainer, store: SqlStore, known: CardState, act: str
) -> None:
    review = began(make_trainer(deck("deck", NEW)))
    getattr(review, act)()
    review.rate(Rating.AGAIN)
    assert review.undo()
    assert (shown(review), review.meaning_changed) == ("nps", False)
    assert review.undo()
    assert state(store) == known
    assert review.meaning_changed
    assert (review.remaining, review.progress) == (Remaining(0, 0, 1), (0, 1))
    assert not review.undo()
    review.restart()
    assert state(store).memory is None


def test_a_suspended_card_stays_so(make_trainer: MakeTrainer, known: CardState) -> None:
    assert known.memory is not None
    trainer = make_trainer(deck("deck", NEW))
    review = began(trainer)
    other = began(trainer)
    other.suspend()
    review.restart()
    suspended = trainer.store.states()[OLD.key]
    assert suspended == CardState(None, suspended=True, version=2)


def test_a_lowered_version_asks_nothing(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    began(make_trainer(deck("deck", replace(OLD, version=3)))).rate(Rating.EASY)
    assert state(store).version == 3
    clock.wait(days=60)
    for version in (1, 2, 3):
        changed = replace(OLD, version=version)
        assert not began(make_trainer(deck("deck", changed))).meaning_changed
    assert began(make_trainer(deck("deck", replace(OLD, version=4)))).meaning_changed


def test_practice_and_drill_mode_ask_nothing_and_change_no_version(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    first, later = drill(), replace(drill(), version=2)
    began(make_trainer(deck("deck", first), fading_solutions=False)).rate(Rating.AGAIN)
    clock.wait(days=60)
    trainer = make_trainer(deck("deck", later))
    practice = began(trainer, practice=True)
    assert not practice.meaning_changed
    practice.rate(Rating.GOOD)
    Drilling(trainer, (later,), "fr").show()
    assert [row.entry.kind for row in store.history(first.key)] == [
        LogKind.REVIEW,
        LogKind.PRACTICE,
        LogKind.REVIEW,
    ]
    assert state(store, first).version == 1
    clock.wait(days=60)
    assert began(trainer).meaning_changed


@pytest.mark.parametrize("skipped", [False, True])
def test_a_card_being_learned_can_start_afresh_too(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock, skipped: bool
) -> None:
    began(make_trainer(deck("deck", OLD))).rate(Rating.GOOD)
    clock.wait(minutes=12)
    trainer = make_trainer(deck("deck", NEW, card("ces")))
    review = began(trainer)
    if skipped:
        review.skip()
        review.rate(Rating.EASY)
    assert (shown(review), review.meaning_changed) == ("nps", True)
    done, total = review.progress
    review.restart()
    assert review.progress == (done, total)
    assert review.remaining.learning == 0
    assert shown(review) == "nps"
    review.rate(Rating.EASY)
    if not skipped:
        assert shown(review) == "ces"
        review.rate(Rating.EASY)
    assert review.attempt is None
    assert review.progress == (total, total)
    assert state(store).version == 2


# Two trainers at once


@pytest.fixture
def both(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock, known: CardState
) -> tuple[Review, Review]:
    """Two programs on one file, both about to ask."""
    assert known.memory is not None
    other = Trainer(
        Library((deck("deck", NEW),)),
        open_store(store.path),
        clock,
        Settings(),
        Random(2),  # noqa: S311 - chance for a test
    )
    return began(make_trainer(deck("deck", NEW))), began(other)


def test_what_was_learned_anew_elsewhere_is_not_forgotten_again(
    both: tuple[Review, Review], store: SqlStore
) -> None:
    here, there = both
    there.restart()
    there.rate(Rating.EASY)
    learned = state(store)
    here.restart()
    assert state(store) == learned
    here.rate(Rating.GOOD)
    memory = state(store).memory
    assert memory is not None
    assert memory.reps == 2


def test_an_answer_elsewhere_to_a_card_started_afresh_is_its_first(
    both: tuple[Review, Review], store: SqlStore
) -> None:
    here, there = both
    there.keep()
    # The other one sees the same question still.
    here.restart()
    assert state(store).memory is not None, "settled elsewhere"
    row = store.history(OLD.key)[-1]
    assert row.entry.kind is LogKind.KEEP
    here.undo()
    there.rate(Rating.GOOD)
    assert state(store).version == 2


def test_a_card_forgotten_elsewhere_while_it_is_answered(
    both: tuple[Review, Review], store: SqlStore
) -> None:
    here, there = both
    here.keep()
    there.restart()
    here.rate(Rating.EASY)
    assert state(store).memory is not None
    there.rate(Rating.GOOD)
    assert state(store).version == 2
    assert state(store).memory.last_day > DAY  # type: ignore[union-attr] # shown above
