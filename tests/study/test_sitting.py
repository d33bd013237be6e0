"""An exam in hand: stored as it is given, left and gone on with, handed in once."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.mock_exam.exam_sheet import read_exams
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.log_format import read_row, row_line
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.mock_exams import judged_at, mock_exams, paper_of, unfinished
from kpitrainer.study.progress import undo_last
from kpitrainer.study.review import Review
from kpitrainer.study.sitting import Sitting
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, card, choice, claim, deck, drill, recall_list, typed
from tests.study.conftest import MakeTrainer
from tests.study.progress import known

WORD, STEPS = card("word", typed()), card("steps", recall_list())
TRUE, PICK, NPS = card("true", claim(answer=True)), card("pick", choice()), drill()
DECK = deck("deck", WORD, STEPS, TRUE, PICK, NPS)
TERMS = ExamTerms(questions=5, minutes=10, seed=4)
RIGHT = {
    "word": "Customer Satisfaction Score",
    "steps": "Set the objectives; Choose the indicators",
    "true": "answer.true",
    "pick": "the measures",
}


def _sat(trainer: Trainer, terms: ExamTerms = TERMS) -> Sitting:
    sitting = Sitting.begin(trainer, terms, "en")
    for place in sitting.places:
        sitting.go(place)
        if said := RIGHT.get(sitting.question.key.card):
            sitting.answer(said)
    return sitting


def _kinds(store: SqlStore) -> list[str]:
    return [
        f"{row.entry.key.card} {row.entry.kind} {row.entry.rating.name}"
        for row in store.rows()
        if row.entry.rating
    ]


def test_no_answer_is_lost_where_the_program_is_killed(
    make_trainer: MakeTrainer, clock: FixedClock, store: SqlStore
) -> None:
    trainer = make_trainer(DECK)
    sitting = Sitting.begin(trainer, TERMS, "en")
    clock.wait(minutes=2)
    sitting.answer("first")
    sitting.answer("second")
    sitting.flag()
    assert sitting.step(1)
    clock.wait(minutes=1)
    # Nothing is done at the end: another program reads the file as it is.
    other = Trainer(
        Library((DECK,)), open_store(store.path), clock, trainer.settings, trainer.random
    )
    found = unfinished(mock_exams(other))
    assert found is not None
    clock.wait(days=3)
    again = Sitting(other, found)
    again.go(0)
    assert (again.said, again.question.flagged) == ("second", True)
    assert again.seconds_left == 8 * 60, "the time stands still; the last minute was not stored"
    assert (again.exam.terms, again.exam.language) == (TERMS, "en")
    other.store.close()


def test_handing_in_marks_every_question_and_practises_what_was_answered(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = make_trainer(DECK)
    known(store, WORD)
    before = store.states()[WORD.key]
    exam = _sat(trainer).hand_in()
    points = {each.key.card: each.points for each in exam.questions}
    assert points == {"word": 1, "steps": Fraction(2, 3), "true": 1, "pick": 0, "nps": 0}
    assert exam.mark == Fraction(8, 15)
    assert [mock_exams(trainer)[0].mark, unfinished(mock_exams(trainer))] == [exam.mark, None]
    assert sorted(_kinds(store)) == [
        "pick practice AGAIN",
        "steps practice AGAIN",
        "true practice GOOD",
        "word practice GOOD",
    ]
    assert store.states()[WORD.key] == before
    [word] = [each for each in exam.questions if each.key == WORD.key]
    judged = judged_at(trainer.library, word, exam.language)
    assert judged is not None
    assert judged.closed


def test_where_the_terms_say_so_known_cards_are_reviewed_and_new_ones_stay_new(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    trainer = make_trainer(DECK)
    known(store, WORD)
    _sat(trainer, ExamTerms(questions=5, seed=4, schedules=True)).hand_in()
    assert "word review GOOD" in _kinds(store)
    assert "true practice GOOD" in _kinds(store)
    memory = store.states()[WORD.key].memory
    assert memory is not None
    assert memory.reps == 4
    assert store.states()[TRUE.key].memory is None


def test_an_exam_is_no_act_to_take_back(make_trainer: MakeTrainer, store: SqlStore) -> None:
    trainer = make_trainer(DECK)
    review = Review(trainer, trainer.plan(Selection()), "en")
    review.rate(Rating.GOOD)
    _sat(trainer)
    row = undo_last(trainer)
    assert row is not None
    assert row.entry.rating is Rating.GOOD
    assert store.states()[row.entry.key].memory is None


def test_what_fails_to_be_stored_can_be_tried_again(
    make_trainer: MakeTrainer, store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = _sat(make_trainer(DECK))

    def full(*_: object) -> None:
        raise KpiTrainerError("store.disk-full")

    with monkeypatch.context() as patch:
        patch.setattr(store, "record_each", full)
        with pytest.raises(KpiTrainerError):
            sitting.hand_in()
    assert not sitting.exam.handed_in
    assert sitting.hand_in().mark == Fraction(8, 15)


def test_a_card_that_is_gone_does_not_count(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(DECK)
    sitting = _sat(trainer)
    trainer.library = Library((deck("deck", WORD, STEPS, TRUE, PICK),))
    sitting = Sitting(trainer, mock_exams(trainer)[0])
    assert len(sitting.places) == 4
    exam = sitting.hand_in()
    assert (len(exam.questions), len(exam.marked), exam.mark) == (5, 4, Fraction(2, 3))


def test_exams_go_with_the_log_to_another_machine(
    make_trainer: MakeTrainer, store: SqlStore, tmp_path: Path
) -> None:
    exam = _sat(make_trainer(DECK)).hand_in()
    lines = [row_line(row) for row in store.rows()]
    other = open_store(tmp_path / "other.db")
    assert other.merge(map(read_row, reversed(lines))) == len(lines)
    assert read_exams(other.exam_rows()) == (exam,)
    other.close()


def test_a_paper_is_of_the_decks_and_the_theme_that_are_wanted(make_trainer: MakeTrainer) -> None:
    extra = deck("extra", card("more", claim(), deck="extra"), optional=True)
    other = deck("other", card("tagged", claim(), deck="other", tags=frozenset({"nps"})))
    library = make_trainer(DECK, extra, other).library
    decks: Callable[..., set[str]] = lambda **terms: {  # noqa: E731 - said thrice
        question.card.key.deck for question in paper_of(library, ExamTerms(**terms))
    }
    assert decks() == {"deck", "other"}
    assert decks(decks=("extra",)) == {"extra"}
    assert decks(tag="nps") == {"other"}
    with pytest.raises(KpiTrainerError, match=r"mock\.nothing"):
        decks(decks=("deck",), tag="nps")


def test_rows_that_make_no_sense_are_passed_over(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    _sat(make_trainer(DECK))
    rows = store.exam_rows()
    assert all(row.entry.kind is LogKind.MOCK_EXAM for row in rows)
    headless = [row for row in rows if not any("@language" in pair for pair in _values(row))]
    assert read_exams(headless) == ()


def _values(row: object) -> list[tuple[str, str]]:
    return list(row.entry.answered.values)  # type: ignore[attr-defined]
