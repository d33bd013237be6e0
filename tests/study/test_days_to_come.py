"""Holidays and the backlog after a pause, as a learner meets them."""

from kpitrainer.domain.schedule.study_day import noon as noon_of
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from tests.factories import DAY, FixedClock, cards, deck, noon
from tests.study.conftest import MakeTrainer
from tests.study.progress import known


def _date(day: int) -> str:
    return noon_of(day).date().isoformat()


def test_a_day_off_brings_no_new_cards_and_breaks_no_streak(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    holidays = (f"{_date(DAY)}/{_date(DAY + 2)}",)
    trainer = make_trainer(deck("deck", *cards(3)), holidays=holidays)
    known(store, trainer.library.cards[0])
    overview = trainer.overview()
    assert (overview.due, overview.new, overview.new_waiting) == (1, 0, 2)
    assert overview.off_until == noon_of(DAY + 2).date()
    clock.set(noon(DAY - 1))
    review = Review(trainer, trainer.plan(Selection()), "en")
    review.rate(Rating.EASY)
    clock.set(noon(DAY + 3))
    assert trainer.overview().streak == 1
    assert trainer.overview().off_until is None


def test_nothing_is_planned_for_a_day_off_where_the_fuzz_allows(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    def due() -> int:
        review = Review(trainer, trainer.plan(Selection()), "en")
        memory = review.next_states()[Rating.GOOD]
        review.rate(Rating.GOOD)
        after = review.answers[0].row.after.memory
        assert after == memory, "as it was shown"
        review.undo()
        return memory.due_day

    trainer = make_trainer(deck("deck", *cards(1)))
    known(store, trainer.library.cards[0], stability=30.0, last_day=DAY - 30)
    usual = due()
    trainer = make_trainer(deck("deck", *cards(1)), holidays=(f"{_date(usual)}/{_date(usual)}",))
    assert due() != usual


def test_after_a_pause_what_waits_is_shared_out_the_most_at_risk_first(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(101)))
    clock.set(noon(DAY - 10))
    Review(trainer, trainer.plan(Selection()), "en").rate(Rating.EASY)
    clock.set(noon(DAY))
    for place, card in enumerate(trainer.library.cards[1:80]):
        known(store, card, stability=5.0 + place)
    overview = trainer.overview()
    assert overview.backlog is not None
    assert (overview.backlog.cap, overview.backlog.days) == (30, 3)
    plan = trainer.plan(Selection())
    assert (len(plan.due), plan.new) == (30, ()), "new cards wait"
    stabilities = [q.state.memory.stability for q in plan.due if q.state.memory]
    assert stabilities == sorted(stabilities)
    review = Review(trainer, plan, "en")
    for _ in range(30):
        review.rate(Rating.GOOD)
    assert trainer.plan(Selection()).due == (), "that is it for today"
    soon = make_trainer(deck("deck", *cards(101)), exam=noon_of(DAY + 9).date())
    assert soon.overview().backlog is None, "an exam does not wait"
    off = make_trainer(deck("deck", *cards(101)), backlog_days=0)
    assert off.overview().backlog is None
    clock.wait(days=1)
    assert len(trainer.plan(Selection()).due) == 30
