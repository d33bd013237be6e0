"""The hour at which study days begin, chosen and changed."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kpitrainer.domain.schedule.study_day import study_day
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, card, deck
from tests.study.conftest import MakeTrainer

PARIS = ZoneInfo("Europe/Paris")


def at(clock: str, day: int = 21) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day}T{clock}").replace(tzinfo=PARIS)


@pytest.mark.parametrize(("hour", "turned"), [(0, True), (3, True), (4, False), (23, False)])
def test_a_day_begins_at_the_hour_that_is_set(
    make_trainer: MakeTrainer, clock: FixedClock, hour: int, *, turned: bool
) -> None:
    make_trainer(deck("deck"), day_starts_at=hour)
    clock.set(at("03:30"))
    assert clock.today() == study_day(at("12:00"), PARIS) - (not turned)
    assert clock.day_start(clock.today()) <= clock.now() < clock.day_start(clock.today() + 1)
    assert clock.local(clock.day_start(clock.today())).hour == hour


def asked(trainer: Trainer) -> list[str]:
    plan = trainer.plan(Selection())
    return sorted(queued.card.key.card for queued in (*plan.main(), *plan.learning))


@pytest.mark.parametrize(
    "change",
    [("03:00", 4, 2), ("05:00", 4, 6), ("22:00", 4, 23), ("00:30", 4, 0), ("12:00", 13, 11)],
)
def test_a_change_asks_nothing_again_that_was_answered_since(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock, change: tuple[str, int, int]
) -> None:
    now, before, after = change
    family = (card("a", sibling="a"), card("b", sibling="a"))
    trainer = make_trainer(deck("deck", *family), day_starts_at=before)
    clock.set(at(now))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.rate(Rating.EASY)
    first = store.states()[family[0].key]
    trainer.settings = replace(trainer.settings, day_starts_at=after)
    clock.wait(minutes=5)
    assert asked(trainer) == []
    assert store.states()[family[0].key] == first, "no row moves"
    clock.wait(days=2)
    assert asked(trainer) == ["b"]


def test_what_is_put_aside_stays_so_where_the_day_begins_later_since(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", card("a")))
    clock.set(at("05:00"))
    Review(trainer, trainer.plan(Selection()), "fr").bury()
    trainer.settings = replace(trainer.settings, day_starts_at=6)
    assert asked(trainer) == []
    clock.set(at("05:59", 22))
    assert asked(trainer) == []
    clock.set(at("06:00", 22))
    assert asked(trainer) == ["a"]


def test_a_change_moves_no_card_to_an_earlier_day(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", card("a")), day_starts_at=4)
    clock.set(at("05:00"))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.rate(Rating.AGAIN)
    trainer.settings = replace(trainer.settings, day_starts_at=6)
    clock.wait(minutes=20)
    Review(trainer, trainer.plan(Selection()), "fr").rate(Rating.GOOD)
    days = [row.entry.day for row in store.rows()]
    assert days == [study_day(at("12:00"), PARIS)] * 2
