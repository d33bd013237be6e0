from zoneinfo import ZoneInfo

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.figures.chart import Sheet
from kpitrainer.domain.figures.stretches import Period
from kpitrainer.domain.schedule.counts import Maturity, maturity
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.card_info import card_info, card_sheet, forgetting
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.stats.tabs import TABS, sheet
from kpitrainer.study.stats.view import View
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, cards, deck, drill
from tests.study.conftest import MakeTrainer
from tests.study.progress import known


def tab(trainer: Trainer, name: str, **options: str) -> Sheet:
    period = Period(options.get("period", "month"))
    return sheet(name, View(trainer, period, options.get("deck")))


def facts(found: Sheet) -> dict[str, object]:
    return {fact.name: fact.value for fact in found.facts}


def sums(found: Sheet, chart: int = 0) -> dict[str, float]:
    """Each series of a chart with its sum."""
    return {each.name: sum(v or 0 for v in each.values) for each in found.charts[chart].series}


def test_before_the_first_answer_every_tab_has_nothing_to_tell(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", *cards(3)))
    for period in Period:
        empty = {name for name in TABS if tab(trainer, name, period=period).empty}
        # Of each theme is told that nothing of it is known; the retention has its rows.
        assert set(TABS) - empty == {"themes", "retention"}
    assert facts(tab(trainer, "memory"))["new"] == 3


def test_true_retention_counts_only_cards_that_were_known(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    first, second, fresh = cards(3)
    known(store, first, interval=5)
    known(store, second, interval=50)
    trainer = make_trainer(deck("deck", first, second, fresh))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    answered: dict[CardKey, Rating] = {}
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.AGAIN, Rating.GOOD, Rating.GOOD):
        assert review.attempt is not None
        answered.setdefault(review.attempt.card.key, rating)
        clock.wait(seconds=8)
        review.rate(rating)
    today, *_, always = tab(trainer, "retention").tables[0].rows
    young, mature = (100 * (answered[each.key] is not Rating.AGAIN) for each in (first, second))
    assert today.values == ("today", young, mature, 50, 90, 2)
    assert always.values[0] == "all"
    assert facts(tab(trainer, "calendar")) | {"today-answers": 5, "today-time": 40} == facts(
        tab(trainer, "calendar")
    )
    by_state = sums(tab(trainer, "answers"))
    assert (by_state["young"], by_state["mature"], sum(by_state.values())) == (1, 1, 5)
    review.undo()
    assert facts(tab(trainer, "calendar"))["today-answers"] == 4


def test_an_introduction_is_a_day_of_study_and_no_answer(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(2)))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    clock.wait(seconds=30)
    review.show()
    review.rate(Rating.AGAIN)
    found = facts(tab(trainer, "calendar"))
    assert (found["today-answers"], found["days-studied"]) == (0, 1)
    assert (found["streak"], found["today-time"]) == (1, 30)
    assert tab(trainer, "answers").empty
    states = facts(tab(trainer, "memory"))
    assert (states["learning"], states["new"]) == (1, 1)
    # The answer that follows is none to a card that was known.
    clock.wait(minutes=2)
    review.rate(Rating.AGAIN)
    assert sums(tab(trainer, "answers"))["new"] == 1
    assert tab(trainer, "retention").tables[0].rows[0].values[-1] == 0


def test_practice_is_counted_apart(make_trainer: MakeTrainer, store: SqlStore) -> None:
    (asked,) = cards(1)
    known(store, asked)
    trainer = make_trainer(deck("deck", asked))
    plan = Plan((), (Queued(asked, store.states()[asked.key]),), (), 0)
    Review(trainer, plan, "fr", practice=True).rate(Rating.AGAIN)
    assert sums(tab(trainer, "answers"))["practice"] == 1
    assert tab(trainer, "retention").charts[0].empty


def test_a_period_ends_today_and_another_deck_is_left_out(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", *cards(3)), deck("other", *cards(1, "other")))
    review = Review(trainer, trainer.plan(Selection(decks=("deck",))), "fr")
    review.rate(Rating.EASY)
    assert sums(tab(trainer, "answers", deck="other")) == sums(
        tab(make_trainer(deck("other")), "answers", deck="other")
    )
    clock.wait(days=29)
    first = tab(trainer, "answers").charts[0].series[0].values[0]
    assert (first, sums(tab(trainer, "answers", deck="deck"))["new"]) == (1, 1)
    clock.wait(days=1)
    assert tab(trainer, "answers").empty
    for period in ("year", "all"):
        assert sums(tab(trainer, "answers", period=period))["new"] == 1


def test_what_waits_is_told_beside_what_comes(make_trainer: MakeTrainer, store: SqlStore) -> None:
    late, today, later = cards(3)
    for each, days in ((late, 10), (today, 5), (later, 3)):
        known(store, each, interval=days)
    trainer = make_trainer(deck("deck", late, today, later))
    memories = [state.memory for state in store.states().values()]
    due = [memory.due_day for memory in memories if memory is not None]
    now = trainer.clock.today()
    found = facts(tab(trainer, "forecast"))
    assert found["backlog"] == sum(day < now for day in due)
    assert found["due-today"] == sum(day == now for day in due)
    assert sum(sums(tab(trainer, "forecast")).values()) == 3


def test_figures_stand_as_the_states_do(make_trainer: MakeTrainer, store: SqlStore) -> None:
    young, mature, fresh = cards(3)
    known(store, young, interval=3)
    known(store, mature, interval=30)
    trainer = make_trainer(deck("deck", young, mature, fresh))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.rate(Rating.AGAIN)
    review.suspend()
    states = store.states()
    for each in store.card_figures():
        state = next(state for key, state in states.items() if key == each[:2])
        stood = Maturity.SUSPENDED if each.suspended else each.standing
        assert stood == maturity(state)
    memory = tab(trainer, "memory")
    assert (
        sum(sums(memory, 2).values())
        == sum(each.asked is not None for each in store.card_figures()) - 1
    )


def test_hours_are_those_of_the_wall_clock(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    clock.zone = ZoneInfo("Europe/Paris")
    trainer = make_trainer(deck("deck", *cards(2)))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    hours = []
    for _ in range(2):
        hours.append(clock.local(clock.now()).hour)
        review.rate(Rating.GOOD)
        clock.wait(days=-120)  # in summer
    answers = tab(trainer, "hours", period="all").charts[0].series[0].values
    assert {hour for hour, count in enumerate(answers) if count} <= set(hours)


def test_misconceptions_are_ranked_and_told_when_they_are_gone(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", drill("once"), drill("twice")))
    drilling = Drilling(trainer, (drill("twice"), drill("once"), drill("twice")), "fr", seed=2)
    for _ in range(3):
        assert drilling.attempt is not None
        assert drilling.attempt.exercise is not None
        drilling.answer(str(round(drilling.attempt.exercise.mistakes["passifs-oublies"])))
        drilling.another()
    found = tab(trainer, "drills")
    rows = found.tables[0].rows
    assert [(row.card.card if row.card else "", row.values[2], row.values[-1]) for row in rows] == [
        ("twice", 2, "there"),
        ("once", 1, "there"),
    ]
    assert [sum(row.trend) for row in rows] == [2, 1]
    assert (facts(found)["answers"], facts(found)["right"]) == (3, 0)
    drilling = Drilling(trainer, (drill("once"),) * 3, "fr", seed=3)
    for _ in range(3):
        assert drilling.attempt is not None
        assert drilling.attempt.exercise is not None
        drilling.answer(drilling.attempt.exercise.answer_text("fr"))
        drilling.another()
    found = tab(trainer, "drills")
    assert [row.values[-1] for row in found.tables[0].rows] == ["there", "gone"]
    assert facts(found)["mistakes-gone"] == 1


def test_cards_of_a_deck_that_disappeared_are_not_counted(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    (kept,) = cards(1)
    for lost in cards(2, "lost"):
        known(store, lost, interval=50)
    trainer = make_trainer(deck("deck", kept))
    assert facts(tab(trainer, "memory"))["new"] == 1
    assert tab(trainer, "hardest").tables[0].rows == []


def test_a_card_is_forgotten_from_answer_to_answer(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    (asked,) = cards(1)
    trainer = make_trainer(deck("deck", asked))
    assert forgetting(card_info(trainer, asked), clock.today(), trainer.policy(asked)) is None
    known(store, asked, interval=20)
    clock.wait(days=3)
    curve = forgetting(card_info(trainer, asked), clock.today(), trainer.policy(asked))
    assert curve is not None
    recall, desired = curve.series
    values = [value for value in recall.values if value is not None]
    assert values[0] == 100
    assert values == sorted(values, reverse=True)
    assert set(desired.values) == {90}
    assert float(curve.places[-1]) > clock.today()
    assert facts(card_sheet(trainer, asked))["lapses"] == 0
