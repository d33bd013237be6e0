from dataclasses import replace

import pytest

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Outcome, Rating
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.drilling import Drilling
from kpitrainer.study.library import Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, FixedClock, card, deck, drill, learning, memory, template
from tests.factories import NPS as SOURCE
from tests.study.conftest import MakeTrainer
from tests.study.progress import put

NPS, ROI = drill(), drill("roi")


@pytest.fixture
def trainer(make_trainer: MakeTrainer) -> Trainer:
    return make_trainer(deck("deck", NPS, ROI, TWO), fading_solutions=False)


def began(trainer: Trainer, *cards: Card, count: int | None = None, seed: int = 5) -> Drilling:
    return Drilling(trainer, cards or (NPS,), "fr", count=count, seed=seed)


def right(drilling: Drilling) -> str:
    assert drilling.attempt is not None
    assert drilling.attempt.exercise is not None
    return str(drilling.attempt.exercise.answer)


def wrong(drilling: Drilling) -> str:
    return str(float(right(drilling)) + 7)[:-2]


_IN_A_PART = ("answer", "hints", "steps", "mistakes")
TWO = card(
    "two",
    Drill(
        template(
            {
                **{key: value for key, value in SOURCE.items() if key not in _IN_A_PART},
                "parts": [
                    {
                        "ask": {"fr": "Le NPS ?", "en": "The NPS?"},
                        **{key: SOURCE[key] for key in _IN_A_PART},
                    },
                    {
                        "ask": {"fr": "Est-ce un solde ?", "en": "Is it a balance?"},
                        "choose": [
                            {"text": {"fr": "Oui", "en": "Yes"}, "right": "true"},
                            {"text": {"fr": "Non", "en": "No"}, "wrong": "part"},
                        ],
                    },
                ],
            },
            "two",
        )
    ),
)
"""A number, then a choice."""


def place(drilling: Drilling, *, right: bool) -> int:
    assert drilling.attempt is not None
    return drilling.attempt.options.index("Oui" if right else "Non")


def kinds(store: SqlStore, of: Card = NPS) -> list[LogKind]:
    return [row.entry.kind for row in store.history(of.key)]


@pytest.fixture
def due(trainer: Trainer, store: SqlStore, clock: FixedClock) -> CardState:
    """Each drill was reviewed once, and is long due; how NPS stands."""
    review = Review(trainer, trainer.plan(Selection()), "fr")
    while review.attempt is not None:
        review.rate(Rating.EASY)
    clock.wait(days=400)
    return store.states()[NPS.key]


def test_practising_a_new_drill_schedules_nothing_and_spends_no_new_card(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = make_trainer(deck("deck", NPS, ROI, TWO), new_per_day=5)
    before = trainer.plan(Selection())
    drilling = began(trainer)
    assert drilling.answer(right(drilling)).outcome is Outcome.RIGHT
    assert drilling.another()
    drilling.answer(wrong(drilling))
    assert store.states() == {NPS.key: UNTOUCHED}
    assert kinds(store) == [LogKind.PRACTICE, LogKind.PRACTICE]
    ratings = [row.entry.rating for row in store.history(NPS.key)]
    assert ratings == [Rating.GOOD, Rating.AGAIN]
    assert store.day_counts(DAY).new == ()
    assert trainer.plan(Selection()) == before
    assert [queued.card for queued in before.new] == [NPS, ROI]


def test_practising_a_drill_of_an_optional_deck_adds_no_deck_to_the_day(
    make_trainer: MakeTrainer,
) -> None:
    trainer = make_trainer(deck("more", drill(deck="more"), optional=True))
    drilling = began(trainer, *trainer.library.drills())
    drilling.answer(right(drilling))
    assert trainer.plan(Selection()).new == ()


def test_a_due_drill_is_scheduled_by_its_first_answer(trainer: Trainer, store: SqlStore) -> None:
    put(store, NPS.key, CardState(memory()))
    drilling = began(trainer)
    drilling.answer(wrong(drilling))
    drilling.another()
    drilling.answer(right(drilling))
    assert kinds(store)[1:] == [LogKind.REVIEW, LogKind.PRACTICE]
    state = store.states()[NPS.key].memory
    assert state is not None
    assert (state.lapses, state.reps) == (1, 4)


@pytest.mark.parametrize(
    "state",
    [
        CardState(memory(due_day=DAY + 1)),
        CardState(learning(1)),
        CardState(memory(), suspended=True),
        CardState(memory(), buried_day=DAY),
    ],
)
def test_a_drill_that_is_not_due_is_practised(
    trainer: Trainer, store: SqlStore, state: CardState
) -> None:
    put(store, NPS.key, state)
    drilling = began(trainer)
    drilling.answer(wrong(drilling))
    assert kinds(store)[1:] == [LogKind.PRACTICE]
    assert store.states()[NPS.key] == state


def test_a_drill_comes_due_like_any_card(
    trainer: Trainer, store: SqlStore, clock: FixedClock
) -> None:
    drilling = began(trainer)
    drilling.answer(right(drilling))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    assert review.attempt is not None
    assert review.attempt.card == NPS
    review.rate(Rating.EASY)
    clock.wait(days=400)
    drilling = began(trainer)
    drilling.answer(right(drilling))
    assert kinds(store) == [LogKind.PRACTICE, LogKind.REVIEW, LogKind.REVIEW]


def test_a_drill_that_comes_due_again_within_a_sitting_is_practised(
    trainer: Trainer, store: SqlStore, clock: FixedClock
) -> None:
    put(store, NPS.key, CardState(memory()))
    drilling = began(trainer)
    drilling.answer(right(drilling))
    clock.wait(days=400)
    drilling.another()
    drilling.answer(right(drilling))
    assert kinds(store)[1:] == [LogKind.REVIEW, LogKind.PRACTICE]


def test_what_is_asked_again_stores_nothing(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer)
    assert drilling.answer("abc").outcome is Outcome.UNCLEAR
    assert drilling.answers == []
    assert store.states() == {}
    drilling.answer(right(drilling))
    assert kinds(store) == [LogKind.PRACTICE]


def test_a_judged_problem_is_stored_once(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer)
    verdict = drilling.answer(wrong(drilling))
    assert drilling.answer(right(drilling)) is verdict
    drilling.show()
    assert len(drilling.answers) == len(store.history(NPS.key)) == 1
    assert drilling.score == (0, 1)


def test_a_shown_solution_counts_as_not_known(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer)
    drilling.show()
    (row,) = store.history(NPS.key)
    assert row.entry.rating is Rating.AGAIN
    assert drilling.attempt is not None
    assert drilling.attempt.closed
    assert drilling.undo()
    assert not drilling.attempt.closed
    assert store.states()[NPS.key] == UNTOUCHED == replay(store.history(NPS.key))
    assert drilling.answers == []


def test_a_hint_makes_it_hard(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer)
    assert drilling.attempt is not None
    drilling.hint()
    drilling.answer(right(drilling))
    assert store.history(NPS.key)[0].entry.rating is Rating.HARD


def test_an_answer_is_taken_back(
    trainer: Trainer, store: SqlStore, clock: FixedClock, due: CardState
) -> None:
    drilling = began(trainer)
    assert drilling.attempt is not None
    numbers = drilling.attempt.exercise
    drilling.hint()
    drilling.answer(wrong(drilling))
    assert store.states()[NPS.key] != due
    clock.wait(seconds=4)
    assert drilling.undo()
    assert store.states()[NPS.key] == due == replay(store.history(NPS.key))
    assert (drilling.score, drilling.answers) == ((0, 0), [])
    assert not drilling.attempt.closed
    assert drilling.attempt.exercise == numbers
    assert drilling.undo() is False
    clock.wait(seconds=3)
    drilling.answer(right(drilling))
    assert drilling.score == (1, 1)
    row = store.history(NPS.key)[-1].entry
    # The hint was taken before the slip, and stays taken.
    assert (row.kind, row.rating, row.duration_ms) == (LogKind.REVIEW, Rating.HARD, 3000)
    assert row.answered is not None
    assert row.answered.hints == 1


@pytest.mark.usefixtures("due")
def test_answers_are_taken_back_one_after_another(trainer: Trainer, store: SqlStore) -> None:
    before = store.states()
    drilling = began(trainer, NPS, ROI, seed=5)
    assert (drilling.can_undo, drilling.undo()) == (False, False)
    exercises = []
    for good in (True, False, True):
        exercises.append(drilling.present.exercise)
        drilling.answer(right(drilling) if good else wrong(drilling))
        drilling.another()
    states = store.states()
    assert drilling.score == (2, 3)
    for taken in (2, 1, 0):
        assert drilling.undo()
        assert drilling.present.exercise == exercises[taken]
        assert (drilling.present.closed, drilling.score[1]) == (False, taken)
    assert store.states() == before
    assert drilling.can_undo is False
    for good in (True, False, True):
        assert drilling.present.exercise in exercises, "the same numbers again"
        drilling.answer(right(drilling) if good else wrong(drilling))
        drilling.another()
    assert store.states() == states
    assert kinds(store)[1:].count(LogKind.REVIEW) == 2


def test_problems_come_in_turns_until_the_count(trainer: Trainer) -> None:
    drilling = began(trainer, NPS, ROI, count=3)
    asked: list[str] = []
    while drilling.attempt is not None and len(asked) < 9:
        asked.append(drilling.attempt.card.key.card)
        drilling.answer(right(drilling))
        drilling.another()
    assert asked == ["nps", "roi", "nps"]
    assert drilling.score == (3, 3)
    assert drilling.another() is False
    with pytest.raises(LookupError):
        drilling.answer("1")


def test_without_a_count_problems_never_end(trainer: Trainer) -> None:
    drilling = began(trainer)
    exercises = set()
    for _ in range(30):
        assert drilling.attempt is not None
        assert drilling.attempt.exercise is not None
        exercises.add(tuple(drilling.attempt.exercise.given.items()))
        assert drilling.another()
    assert len(exercises) > 20


def test_the_first_problem_may_be_fixed(trainer: Trainer) -> None:
    first, second = began(trainer, seed=11), began(trainer, seed=11)
    assert first.attempt is not None
    assert second.attempt is not None
    assert first.attempt.exercise == second.attempt.exercise
    assert first.attempt.seed == 11
    free = Drilling(trainer, (NPS,), "fr")
    assert free.attempt is not None
    assert free.attempt.seed > 2**30


def test_the_score_and_the_run(trainer: Trainer) -> None:
    drilling = began(trainer)
    runs = []
    for good in (True, True, False, True):
        drilling.answer(right(drilling) if good else wrong(drilling))
        runs.append(drilling.run)
        drilling.another()
    assert runs == [1, 2, 0, 1]
    assert drilling.score == (3, 4)


def test_the_other_language_keeps_the_problem(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer, count=1)
    drilling.answer(wrong(drilling))
    drilling.translate("en")
    assert drilling.attempt is not None
    assert (drilling.attempt.language, drilling.attempt.closed) == ("en", True)
    drilling.answer(right(drilling))
    assert len(store.history(NPS.key)) == 1
    assert drilling.undo()
    assert drilling.attempt.language == "en"
    drilling.another()
    drilling.translate("fr")
    assert drilling.attempt is None


def test_a_drill_in_one_language_is_asked_in_it(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", NPS, languages=("en",)))
    drilling = began(trainer)
    assert drilling.attempt is not None
    assert drilling.attempt.language == "en"
    drilling.translate("fr")
    assert drilling.attempt.language == "en"


# --- several parts


def test_parts_are_stored_together_after_the_last(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer, TWO)
    assert drilling.answer(right(drilling)).outcome is Outcome.RIGHT
    assert kinds(store, TWO) == []
    assert drilling.score == (0, 0)
    assert drilling.choose(place(drilling, right=True)).outcome is Outcome.RIGHT
    (row,) = store.history(TWO.key)
    assert row.entry.rating is Rating.GOOD
    assert row.entry.answered is not None
    assert row.entry.answered.typed[1:] == ("Oui",)
    assert drilling.score == (1, 1)


@pytest.mark.parametrize("wrong_part", [1, 2])
def test_one_wrong_part_makes_the_problem_wrong(
    trainer: Trainer, store: SqlStore, wrong_part: int
) -> None:
    drilling = began(trainer, TWO)
    drilling.answer(wrong(drilling) if wrong_part == 1 else right(drilling))
    drilling.choose(place(drilling, right=wrong_part == 1))
    assert store.history(TWO.key)[0].entry.rating is Rating.AGAIN
    assert drilling.undo()
    assert drilling.present.part == (2, 2)
    assert kinds(store, TWO) == [LogKind.PRACTICE, LogKind.UNDO]
    assert drilling.undo(), "part by part"
    assert drilling.present.part == (1, 2)
    assert drilling.undo() is False
    assert kinds(store, TWO) == [LogKind.PRACTICE, LogKind.UNDO], "no part is a row of its own"


def test_a_judged_choice_is_stored_once(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer, TWO)
    drilling.answer(right(drilling))
    at = place(drilling, right=False)
    verdict = drilling.choose(at)
    assert drilling.choose(1 - at) is verdict
    assert len(store.history(TWO.key)) == 1
    assert store.history(TWO.key)[0].entry.answered == drilling.answers[0].attempt.answered


def test_a_solution_shown_at_a_later_part_is_taken_back(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer, TWO)
    drilling.answer(right(drilling))
    judged = drilling.present.judged
    drilling.show()
    assert store.history(TWO.key)[0].entry.rating is Rating.AGAIN
    assert drilling.undo()
    assert (drilling.present.part, drilling.present.judged) == ((2, 2), judged)
    drilling.choose(place(drilling, right=True))
    assert store.history(TWO.key)[-1].entry.rating is Rating.GOOD


def test_of_several_parts_giving_up_is_asked_twice(trainer: Trainer) -> None:
    drilling = began(trainer, TWO)
    assert [drilling.give_up_meant(), drilling.give_up_meant()] == [False, True]
    drilling.answer(right(drilling))
    assert drilling.give_up_meant() is False, "an answer in between begins anew"
    assert began(trainer, NPS).give_up_meant() is True


def test_after_the_last_problem_its_answer_is_taken_back(trainer: Trainer) -> None:
    drilling = began(trainer, count=1)
    drilling.answer(wrong(drilling))
    drilling.another()
    assert drilling.attempt is None
    assert drilling.undo()
    assert not drilling.present.closed
    drilling.answer(right(drilling))
    assert drilling.another() is False


def test_a_choice_may_come_first(trainer: Trainer, store: SqlStore) -> None:
    content = TWO.content
    assert isinstance(content, Drill)
    first, second = content.template.parts
    turned = replace(content.template, parts=(second, first), tests=())
    two = card("two", Drill(turned))
    drilling = began(trainer, two)
    drilling.choose(place(drilling, right=True))
    assert kinds(store, two) == []
    drilling.answer(right(drilling))
    assert store.history(two.key)[0].entry.rating is Rating.GOOD


@pytest.mark.usefixtures("due")
def test_an_undo_at_practice_leaves_the_schedule(trainer: Trainer, store: SqlStore) -> None:
    drilling = began(trainer)
    drilling.answer(right(drilling))
    scheduled = store.states()[NPS.key]
    drilling.another()
    drilling.answer(wrong(drilling))
    assert drilling.undo()
    drilling.answer(right(drilling))
    assert store.states()[NPS.key] == scheduled
    practised = [LogKind.REVIEW, LogKind.PRACTICE, LogKind.UNDO, LogKind.PRACTICE]
    assert kinds(store)[1:] == practised


def test_hints_taken_before_what_is_undone_stay_taken(trainer: Trainer, store: SqlStore) -> None:
    number = {key: SOURCE[key] for key in _IN_A_PART}
    asks = {"fr": "Le NPS ?", "en": "The NPS?"}
    rest = {key: value for key, value in SOURCE.items() if key not in _IN_A_PART}
    second = {key: value for key, value in number.items() if key != "mistakes"}
    parts = [{"ask": asks, **number}, {"ask": asks, **second}]
    drilling = began(trainer, card("twice", Drill(template({**rest, "parts": parts}, "twice"))))
    for _ in range(2):
        assert drilling.hint() is not None
        first = drilling.present.part == (1, 2)
        drilling.answer(right(drilling) if first else wrong(drilling))
    assert drilling.present.closed
    assert drilling.undo()
    assert drilling.undo()
    again = drilling.attempt
    assert again is not None
    assert (again.helped, len(again.hints_shown)) == (True, 1)
    for _ in range(2):
        drilling.answer(right(drilling))
    assert store.history(again.card.key)[-1].entry.rating is Rating.HARD


def test_a_self_graded_exercise_is_stored_once_it_is_rated(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = make_trainer(deck("deck", NPS, ROI), answers="self-graded")
    drilling = Drilling(trainer, [NPS, ROI], "fr", count=2)
    first = drilling.present
    drilling.show()
    assert (drilling.to_rate, list(store.rows()), drilling.can_undo) == (True, [], False)
    assert drilling.rate(Rating.HARD)
    (row,) = store.rows()
    assert (row.entry.rating, row.entry.answered) == (Rating.HARD, None)
    assert drilling.score == (1, 1)
    assert drilling.undo()
    assert (drilling.present, drilling.score) == (first, (0, 0))
    for _ in range(2):
        drilling.show()
        more = drilling.rate(Rating.AGAIN)
    assert (more, drilling.attempt, drilling.score) == (False, None, (0, 2))
