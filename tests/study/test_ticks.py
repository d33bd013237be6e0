"""Choices with several right answers and sayings, as they are stored, sat and summed up."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from kpitrainer.domain.cards.card_types.choice import Choice, WrongOption
from kpitrainer.domain.figures.stretches import Period
from kpitrainer.domain.mock_exam.exam_sheet import read_exams
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Outcome, Rating
from kpitrainer.storage.log_format import read_row, row_line
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.card_info import changes_told
from kpitrainer.study.card_search import found_keys
from kpitrainer.study.exam_told import mistakes_told
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.mock_exams import judged_at, mock_exams
from kpitrainer.study.practice import GONE_AFTER
from kpitrainer.study.review import Review
from kpitrainer.study.sitting import Sitting
from kpitrainer.study.stats.tabs import sheet
from kpitrainer.study.stats.view import View
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, both, card, choice, deck, ticks
from tests.study.conftest import MakeTrainer
from tests.study.progress import known

SCORES = card("scores", ticks())
PRIZES = WrongOption(both("les primes"), both("Non."))
SAID = card("pick", replace(choice(), wrong=(PRIZES, *choice().wrong)))


def places(of: Choice, seed: int, *texts: str) -> tuple[int, ...]:
    return tuple(of.options("fr", seed).index(text) for text in texts)


def ticked(trainer: Trainer, *texts: str) -> Review:
    """A review in which these options were ticked at the first card, and rated as proposed."""
    review = Review(trainer, trainer.plan(Selection()), "fr")
    content = review.present.card.content
    assert isinstance(content, Choice)
    review.choose_all(places(content, review.present.seed, *texts))
    review.rate(review.enter_rating)
    return review


def test_what_was_ticked_is_stored_and_goes_with_the_log(
    make_trainer: MakeTrainer, store: SqlStore, tmp_path: Path
) -> None:
    trainer = make_trainer(deck("deck", SCORES))
    review = ticked(trainer, "attrition", "CSAT")
    (row,) = store.history(SCORES.key)
    assert row.entry.answered
    assert sorted(row.entry.answered.typed) == ["CSAT", "attrition"]
    assert (row.entry.answered.outcome, row.entry.answered.mistake) == (Outcome.WRONG, "churn")
    assert row.entry.rating is Rating.AGAIN
    other = open_store(tmp_path / "other.db")
    assert other.merge(map(read_row, [row_line(row)])) == 1
    assert [each.entry.answered for each in other.rows()] == [row.entry.answered]
    other.close()
    assert review.undo()
    assert not review.present.closed
    assert review.present.ticked == ()


@pytest.mark.parametrize("turned", [False, True])
def test_progress_survives_a_change_between_one_answer_and_several(
    make_trainer: MakeTrainer, store: SqlStore, clock: FixedClock, *, turned: bool
) -> None:
    one, several = card("a", choice()), card("a", ticks())
    before, after = (several, one) if turned else (one, several)
    trainer = make_trainer(deck("deck", before))
    review = Review(trainer, trainer.plan(Selection()), "fr")
    review.show()
    review.rate(Rating.EASY)
    state = store.states()[before.key]
    clock.wait(days=60)
    trainer = make_trainer(deck("deck", after))
    assert store.states()[after.key] == state
    review = Review(trainer, trainer.plan(Selection()), "fr")
    assert review.present.card == after
    assert not review.is_new
    review.show()
    review.rate(Rating.GOOD)
    assert [each.entry.kind for each in store.history(after.key)] == [LogKind.REVIEW] * 2


def test_an_exam_stores_ticks_takes_them_off_and_marks_the_set(
    make_trainer: MakeTrainer, store: SqlStore, tmp_path: Path
) -> None:
    other = card("others", ticks())
    trainer = make_trainer(deck("deck", SCORES, other, SAID))
    sitting = Sitting.begin(trainer, ExamTerms(questions=3, drill_percent=0, seed=1), "fr")
    wanted = {"scores": ("CSAT", "NPS"), "others": ("CSAT", "attrition"), "pick": ("les primes",)}
    for place in sitting.places:
        sitting.go(place)
        present = sitting.present
        content = present.card.content
        assert isinstance(content, Choice)
        chosen = places(content, present.seed, *wanted[present.card.key.card])
        if content.several:
            sitting.choose_all(chosen[:1])
            assert sitting.present.ticked == chosen[:1]
            sitting.choose_all(())
            assert (sitting.said, sitting.present.ticked) == ("", ())
            sitting.choose_all(chosen)
        else:
            sitting.choose(chosen[0])
    assert not sitting.open_places
    again = Sitting(trainer, mock_exams(trainer)[0])
    counts = []
    for place in again.places:
        again.go(place)
        counts.append(len(again.present.ticked))
    assert sorted(counts) == [0, 2, 2]
    exam = again.hand_in()
    points = {each.key.card: each.points for each in exam.questions}
    assert points == {"scores": 1, "others": 0, "pick": 0}
    assert exam.mark == Fraction(1, 3)
    told = mistakes_told(trainer.library, exam, "en")
    assert sorted((each.text, each.times) for each in told) == [
        ("churn · It is counted.", 1),
        ("les primes · Non.", 1),
    ]
    (question,) = [each for each in exam.questions if each.key == other.key]
    judged = judged_at(trainer.library, question, "fr")
    assert judged
    assert judged.verdict
    assert judged.verdict.text == "Elle se compte."
    lines = [row_line(row) for row in store.rows()]
    copy = open_store(tmp_path / "other.db")
    assert copy.merge(map(read_row, lines)) == len(lines)
    assert read_exams(copy.exam_rows()) == (exam,)
    copy.close()


def test_the_statistics_tell_which_wrong_options_a_learner_chooses(
    make_trainer: MakeTrainer, clock: FixedClock
) -> None:
    trainer = make_trainer(deck("deck", SCORES))
    for said in (("attrition", "NPS"), ("panier moyen",), ("attrition",)):
        ticked(trainer, *said)
        clock.wait(minutes=30)
    found = sheet("drills", View(trainer, Period.MONTH, None))
    (table,) = found.tables
    [row] = table.rows
    assert [column.name for column in table.columns][:3] == ["mistake", "card", "times"]
    assert row.values[:3] == (
        "attrition · Elle se compte.",
        "Lesquelles se mesurent par enquête ?",
        2,
    )
    assert (row.mistake, row.values[-1], row.card) == ("churn", "there", SCORES.key)
    for _ in range(GONE_AFTER):
        ticked(trainer, "CSAT", "NPS")
        clock.wait(days=40)
    gone = sheet("drills", View(trainer, Period.ALL, None)).tables[0].rows
    assert [row.values[-1] for row in gone] == ["gone"]


def test_a_search_finds_each_right_answer_and_each_wrong_one(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", SCORES, card("other")))
    for text in ("CSAT", "NPS", "attrition", "aucune"):
        assert found_keys(trainer, text, "fr") == {SCORES.key}, text


def test_what_changed_since_the_version_that_is_remembered(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    said = {2: {"fr": "Deux.", "en": "Two."}, 3: {"fr": "Trois.", "en": "Three."}}
    old, new = card("nps"), card("nps", version=3, changes=said)
    known(store, old)
    trainer = make_trainer(deck("deck", new))
    assert changes_told(trainer, new, "fr") == "Deux.\nTrois."
    known(store, old)
    assert changes_told(trainer, card("nps", version=2), "fr") == ""
    assert Library((deck("deck", new),)).cards == (new,)
