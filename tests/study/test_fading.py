"""Solutions that fade in a review: one card, one schedule, from worked to find-the-error."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.exercise import BEGUN, SHEET, Exercise
from kpitrainer.domain.drill.faded_exercise import (
    EXAMPLE_SEED,
    begun,
    example,
    is_same_problem,
    rung_of,
)
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.library_reload import LibraryReload
from kpitrainer.study.practice import drill_records, effective_answers, is_gone
from kpitrainer.study.progress import record_act
from kpitrainer.study.review import Review
from kpitrainer.study.summary import summarise
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, bare_drill, card, cards, deck, drill, template
from tests.study.conftest import MakeTrainer
from tests.study.progress import known
from tests.study.test_correcting import MARGE, SOURCE

AGAIN, HARD, GOOD, EASY = Rating


def began(trainer: Trainer, *, practice: bool = False) -> Review:
    return Review(trainer, trainer.plan(Selection()), "fr", practice=practice)


def exercise(review: Review) -> Exercise:
    drawn = review.present.exercise
    assert drawn is not None
    return drawn


def rung(review: Review) -> Rung:
    return rung_of(exercise(review))


def right(review: Review) -> None:
    """Give the right answer to the calculation in hand."""
    review.answer(exercise(review).answer_text("fr"))


def wrong(review: Review) -> None:
    review.answer("0,123")


def kinds(store: SqlStore, of: Card) -> list[LogKind]:
    return [row.entry.kind for row in store.history(of.key)]


def after_two_reviews(make_trainer: MakeTrainer, clock: FixedClock, of: Card = MARGE) -> Trainer:
    """A trainer over one drill that was right twice and is due, with a memory of many days."""
    trainer = make_trainer(deck("deck", of))
    assert isinstance(trainer.store, SqlStore)
    known(trainer.store, of, stability=40.0)
    for _ in range(2):
        memory = trainer.store.states()[of.key].memory
        assert memory is not None
        clock.wait(days=max(memory.due_day - trainer.clock.today(), 0))
        review = began(trainer)
        right(review)
        review.rate(GOOD)
    memory = trainer.store.states()[of.key].memory
    assert memory is not None
    clock.wait(days=memory.due_day - trainer.clock.today())
    return trainer


def test_a_new_drill_is_read_then_finished_then_done(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    review = began(trainer)
    shown = exercise(review)
    assert (rung(review), review.is_worked) == (Rung.WORKED, True)
    assert (review.present.closed, review.present.solution) == (True, shown.steps("fr"))
    review.rate(review.enter_rating)
    (row,) = store.rows()
    assert (row.entry.kind, row.entry.rating, row.entry.answered) == (
        LogKind.INTRODUCED,
        None,
        None,
    )
    assert row.entry.day == trainer.clock.today()
    memory = store.states()[MARGE.key].memory
    assert memory is not None
    assert memory.unasked, "FSRS hears nothing of what was only read"
    assert store.day_counts(trainer.clock.today()).new == (MARGE.key,)
    clock.wait(minutes=1)
    assert rung(review) is Rung.LAST_STEP
    assert not is_same_problem(exercise(review), shown)
    assert len(begun(exercise(review), "fr")) == 2
    assert not review.present.closed
    right(review)
    assert (review.present.closed, review.proposal) == (True, GOOD)
    review.rate(GOOD)
    row = store.history(MARGE.key)[-1]
    assert (row.entry.kind, row.entry.rating) == (LogKind.REVIEW, GOOD)
    assert row.entry.answered is not None
    assert dict(row.entry.answered.values)[BEGUN] == "1"
    assert store.day_counts(trainer.clock.today()).new == (MARGE.key,), "counted once"
    clock.wait(minutes=10)
    assert rung(review) is Rung.ALL_OPEN
    assert not is_same_problem(exercise(review), shown)
    right(review)
    review.rate(GOOD)
    assert kinds(store, MARGE) == [LogKind.INTRODUCED, LogKind.REVIEW, LogKind.REVIEW]


@pytest.mark.parametrize("rating", Rating)
def test_what_was_only_read_cannot_be_rated(
    make_trainer: MakeTrainer, store: SqlStore, rating: Rating
) -> None:
    review = began(make_trainer(deck("deck", MARGE)))
    review.rate(rating)
    assert kinds(store, MARGE) == [LogKind.INTRODUCED]


def test_other_cards_come_between(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    review = began(make_trainer(deck("deck", MARGE, *cards(1))))
    review.rate(AGAIN)
    assert review.present.card.key.card == "card-000"
    clock.wait(minutes=2)
    review.rate(EASY)
    assert (review.present.card, rung(review)) == (MARGE, Rung.LAST_STEP)


def test_leaving_before_it_is_read_shows_it_again(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    shown = exercise(began(trainer))
    review = began(trainer)
    assert list(store.rows()) == []
    assert (exercise(review), rung(review)) == (shown, Rung.WORKED)
    review.skip()
    assert rung(review) is Rung.WORKED


def test_leaving_after_it_was_read_goes_on_where_it_was(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    shown = exercise(began(trainer))
    began(trainer).rate(AGAIN)
    clock.wait(days=3)
    review = began(trainer)
    assert rung(review) is Rung.LAST_STEP
    assert not is_same_problem(exercise(review), shown)


def test_reading_is_taken_back(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    review = began(trainer)
    shown = exercise(review)
    review.rate(AGAIN)
    assert review.undo()
    assert (exercise(review), rung(review), review.present.closed) == (shown, Rung.WORKED, True)
    assert store.states().get(MARGE.key, UNTOUCHED) == UNTOUCHED
    assert store.day_counts(trainer.clock.today()).new == ()
    review.rate(AGAIN)
    assert store.day_counts(trainer.clock.today()).new == (MARGE.key,)


def test_each_rung_is_asked_again_with_its_numbers_when_taken_back(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = after_two_reviews(make_trainer, clock)
    review = began(trainer)
    sheet = exercise(review)
    assert rung(review) is Rung.FIND_ERROR
    review.show()
    review.rate(AGAIN)
    clock.wait(minutes=11)
    all_open = exercise(review)
    assert rung(review) is Rung.ALL_OPEN, "one rung down"
    review.show()
    review.rate(AGAIN)
    clock.wait(minutes=11)
    started = exercise(review)
    assert rung(review) is Rung.LAST_STEP, "and another"
    review.show()
    review.rate(GOOD)
    for before in (started, all_open, sheet):
        assert review.undo()
        assert exercise(review) == before
        assert not review.present.closed


def test_after_a_lapse_it_goes_up_again(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    known(store, MARGE)
    review = began(trainer)
    assert rung(review) is Rung.ALL_OPEN
    wrong(review)
    review.rate(AGAIN)
    clock.wait(minutes=11)
    assert rung(review) is Rung.LAST_STEP
    right(review)
    review.rate(GOOD)
    clock.wait(days=10)
    assert rung(began(trainer)) is Rung.ALL_OPEN


def test_a_mistake_is_known_at_the_last_step(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    review = began(make_trainer(deck("deck", MARGE)))
    review.rate(AGAIN)
    clock.wait(minutes=1)
    value = exercise(review).mistakes["base"]
    verdict = review.answer(f"{float(value):.1f}".replace(".", ","))
    assert verdict.mistake == "base"
    review.rate(AGAIN)
    clock.wait(minutes=1)
    assert rung(review) is Rung.LAST_STEP, "it stays begun until it is right"


def pick(review: Review, *, found: bool) -> None:
    place = exercise(review).right_option
    review.choose(place if found else (place + 1) % 2)


def sheet_with_error(review: Review, *, error: bool = True) -> Review:
    """Put a sheet before the learner that has something to correct, or nothing."""
    for seed in range(200):
        review._show(review._queued, seed, Rung.FIND_ERROR)
        if (exercise(review).template.sheet == "0") is not error:
            return review
    raise AssertionError


@pytest.mark.parametrize(
    ("went", "rating"),
    [
        ((True, True), GOOD),
        ((False, True), HARD),
        ((True, False), AGAIN),
        ((False, False), AGAIN),
    ],
)
def test_the_result_on_a_sheet_rates_the_card(
    make_trainer: MakeTrainer, clock: FixedClock, went: tuple[bool, bool], rating: Rating
) -> None:
    found, is_right = went
    trainer = after_two_reviews(make_trainer, clock)
    review, store = sheet_with_error(began(trainer)), trainer.store
    before = len(store.history(MARGE.key))
    pick(review, found=found)
    (right if is_right else wrong)(review)
    assert (review.present.closed, review.proposal) == (True, rating)
    offered = review.next_states()[rating]
    review.rate(review.enter_rating)
    (row,) = store.history(MARGE.key)[before:]
    assert (row.entry.kind, row.entry.rating) == (LogKind.REVIEW, rating)
    assert row.entry.answered is not None
    assert SHEET in dict(row.entry.answered.values)
    assert row.entry.answered.mistake is None
    assert store.states()[MARGE.key].memory == offered, "one schedule"


@pytest.mark.parametrize(("found", "rating"), [(True, GOOD), (False, AGAIN)])
def test_on_a_right_sheet_the_pick_decides(
    make_trainer: MakeTrainer, clock: FixedClock, found: bool, rating: Rating
) -> None:
    review = sheet_with_error(began(after_two_reviews(make_trainer, clock)), error=False)
    pick(review, found=found)
    assert (review.present.closed, review.proposal) == (True, rating)


def test_help_on_a_sheet_is_hard_and_its_solution_again(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    review = sheet_with_error(began(after_two_reviews(make_trainer, clock)))
    pick(review, found=True)
    review.hint()
    right(review)
    assert review.proposal is HARD
    sheet_with_error(review)
    pick(review, found=True)
    while review.hint():
        pass
    right(review)
    assert review.proposal is AGAIN
    sheet_with_error(review)
    review.show()
    assert review.proposal is AGAIN


def test_a_sheet_and_a_calculation_take_turns(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    trainer = after_two_reviews(make_trainer, clock)
    rungs = []
    for _ in range(4):
        review = began(trainer)
        rungs.append(rung(review))
        review.show()
        review.rate(GOOD)
        memory = trainer.store.states()[MARGE.key].memory
        assert memory is not None
        clock.wait(days=memory.due_day - trainer.clock.today())
    assert rungs == [Rung.FIND_ERROR, Rung.ALL_OPEN, Rung.FIND_ERROR, Rung.ALL_OPEN]


def test_a_sheet_counts_among_no_calculations(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    trainer = after_two_reviews(make_trainer, clock)
    (before,) = drill_records(trainer, [MARGE])
    review = sheet_with_error(began(trainer))
    pick(review, found=True)
    right(review)
    review.rate(GOOD)
    (after,) = drill_records(trainer, [MARGE])
    assert (after.asked, after.right) == (before.asked, before.right)
    summary = summarise(trainer, review.answers)
    assert (summary.problems, summary.solved) == (1, 1)


def test_a_begun_solution_tells_nothing_of_a_mistake_that_it_spares(
    make_trainer: MakeTrainer, clock: FixedClock, store: SqlStore
) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    review = began(trainer)
    review.rate(AGAIN)
    clock.wait(minutes=1)
    right(review)
    review.rate(GOOD)
    answers = effective_answers(store.history(MARGE.key)) * 3
    assert not is_gone("base", MARGE, answers)
    assert is_gone("base", MARGE, [_all_open(entry) for entry in answers])


def _all_open(entry: LogEntry) -> LogEntry:
    assert entry.answered is not None
    values = tuple(pair for pair in entry.answered.values if pair[0] != BEGUN)
    return entry._replace(answered=replace(entry.answered, values=values))


@pytest.mark.parametrize("state", ["new", "introduced", "well"])
def test_the_setting_gives_todays_drill_back(
    make_trainer: MakeTrainer, clock: FixedClock, state: str
) -> None:
    trainer = make_trainer(deck("deck", MARGE), fading_solutions=False)
    if state == "introduced":
        review = began(trainer)
        review.show()
        review.rate(AGAIN)
        clock.wait(minutes=1)
    elif state == "well":
        trainer = after_two_reviews(make_trainer, clock)
        trainer.settings = replace(trainer.settings, fading_solutions=False)
    seen = [began(trainer) for _ in range(30)]
    assert {rung(review) for review in seen} == {Rung.ALL_OPEN}
    assert not any(review.present.closed for review in seen)
    assert not any(begun(exercise(review), "fr") for review in seen)


def test_it_holds_at_once(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", MARGE, card("later", MARGE.content)))
    review = began(trainer)
    trainer.settings = replace(trainer.settings, fading_solutions=False)
    review.rate(AGAIN)
    assert (review.present.card.key.card, rung(review)) == ("later", Rung.ALL_OPEN)


def test_practice_is_all_open(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    assert rung(began(trainer, practice=True)) is Rung.ALL_OPEN
    drilling = Drilling(trainer, [MARGE], "fr")
    assert drilling.present.exercise is not None
    assert rung_of(drilling.present.exercise) is Rung.ALL_OPEN
    assert not drilling.present.closed


def test_who_calculated_it_in_drill_mode_gets_no_example(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    drilling = Drilling(trainer, [MARGE], "fr", seed=4)
    assert drilling.present.exercise is not None
    drilling.answer(drilling.present.exercise.answer_text("fr"))
    assert rung(began(trainer)) is Rung.ALL_OPEN
    drilling.undo()
    assert rung(began(trainer)) is Rung.WORKED


def test_rungs_that_a_drill_cannot_give_are_passed_over(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    assert rung(began(make_trainer(deck("deck", bare_drill())))) is Rung.ALL_OPEN
    trainer = make_trainer(deck("one", drill(deck="one")))
    review = began(trainer)
    assert rung(review) is Rung.WORKED
    review.rate(AGAIN)
    clock.wait(minutes=1)
    assert rung(review) is Rung.ALL_OPEN, "its lone step is the result"
    parts = card("deux", Drill(template(_parts(), "deux")), deck="two")
    review = began(make_trainer(deck("two", parts)))
    assert rung(review) is Rung.WORKED
    assert len(review.present.solution) == 3
    review.rate(AGAIN)
    clock.wait(minutes=1)
    assert rung(review) is Rung.ALL_OPEN
    trainer = after_two_reviews(make_trainer, clock, drill())
    assert rung(began(trainer)) is Rung.ALL_OPEN, "it gives no sheet"


def _parts() -> dict[str, Any]:
    of_part = ("ask", "answer", "steps", "mistakes")
    first = {
        "ask": SOURCE["ask"],
        "answer": {"formula": "prix + frais"},
        "steps": ["{prix} + {frais} = {answer}"],
    }
    return {
        **{key: value for key, value in SOURCE.items() if key not in of_part},
        "ask": {"fr": "Une vente.", "en": "A sale."},
        "parts": [first, {key: SOURCE[key] for key in of_part}],
    }


def test_self_graded_there_is_no_sheet(make_trainer: MakeTrainer, clock: FixedClock) -> None:
    trainer = after_two_reviews(make_trainer, clock)
    trainer.settings = replace(trainer.settings, answers="self-graded")
    review = began(trainer)
    assert (rung(review), review.present.mode) == (Rung.ALL_OPEN, Mode.REVEAL)


def test_a_drill_that_was_forgotten_on_purpose_is_worked_again(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    known(store, MARGE)
    record_act(trainer, MARGE, LogKind.FORGET)
    assert rung(began(trainer)) is Rung.WORKED


@pytest.mark.parametrize("at", [Rung.WORKED, Rung.LAST_STEP, Rung.FIND_ERROR])
def test_an_edit_keeps_the_rung_and_the_numbers(
    make_trainer: MakeTrainer, clock: FixedClock, at: Rung
) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    if at is Rung.FIND_ERROR:
        trainer = after_two_reviews(make_trainer, clock)
    review = began(trainer)
    if at is Rung.LAST_STEP:
        review.rate(AGAIN)
        clock.wait(minutes=1)
    assert rung(review) is at
    shown, closed = exercise(review), review.present.closed
    if at is Rung.FIND_ERROR:
        pick(sheet_with_error(review), found=True)
        shown = exercise(review)
    source = {**SOURCE, "title": {"fr": "La marge", "en": "The margin"}}
    now = replace(MARGE, content=Drill(template(source, "marge")))
    assert review.rebase(LibraryReload(Library((deck("deck", now),)), Path("/deck.yaml")))
    assert (rung(review), review.present.closed) == (at, closed)
    assert is_same_problem(exercise(review), shown)
    assert exercise(review).place == shown.place
    assert review.present.card.content.label("fr") == "La marge"


def test_an_edit_that_takes_the_steps_away_leaves_the_solution_shown(
    make_trainer: MakeTrainer,
) -> None:
    trainer = make_trainer(deck("deck", MARGE))
    review = began(trainer)
    now = replace(MARGE, content=Drill(template({**SOURCE, "steps": []}, "marge")))
    review.rebase(LibraryReload(Library((deck("deck", now),)), Path("/deck.yaml")))
    assert (rung(review), review.present.closed) == (Rung.ALL_OPEN, True)
    assert review.introduces


def test_another_language_keeps_rung_and_numbers(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    review = began(make_trainer(deck("deck", MARGE)))
    review.translate("en")
    assert (rung(review), review.present.closed) == (Rung.WORKED, True)
    review.rate(AGAIN)
    clock.wait(minutes=1)
    shown = exercise(review)
    review.translate("fr")
    assert (exercise(review), rung(review)) == (shown, Rung.LAST_STEP)


def test_the_example_is_one_of_the_drills_own(make_trainer: MakeTrainer) -> None:
    assert isinstance(MARGE.content, Drill)
    shown = example(MARGE.content.template)
    assert shown is not None
    assert shown.seed == EXAMPLE_SEED
    assert exercise(began(make_trainer(deck("deck", MARGE)))) == shown


def test_the_next_card_asks_the_file_for_its_own_answers_alone(
    make_trainer: MakeTrainer, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And for a card that is no drill for nothing."""
    trainer = make_trainer(deck("deck", *cards(2), MARGE))
    asked: list[CardKey] = []
    ask = store.latest_answers

    def noted(key: CardKey, count: int) -> Sequence[LogRow]:
        asked.append(key)
        return ask(key, count)

    monkeypatch.setattr(store, "latest_answers", noted)
    review = began(trainer)
    review.rate(EASY)
    assert asked == []
    review.rate(EASY)
    assert asked == [MARGE.key]


def test_states_are_the_fold_of_the_log(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock
) -> None:
    trainer = after_two_reviews(make_trainer, clock)
    review = began(trainer)
    review.show()
    review.rate(HARD)
    assert replay(store.history(MARGE.key)) == store.states().get(MARGE.key, CardState())
