"""A mock exam, line by line."""

from io import StringIO

from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.i18n import Translator
from kpitrainer.plain.console import Console, PlainContext
from kpitrainer.plain.exam_lines import sit
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.mock_exams import mock_exams
from kpitrainer.study.sitting import Sitting
from kpitrainer.study.trainer import Trainer
from tests.factories import FixedClock, card, choice, drill, recall_list, ticks, typed
from tests.plain.conftest import trainer_over

CARDS = [card("word", typed()), card("steps", recall_list()), card("pick", choice()), drill()]
TERMS = ExamTerms(questions=4, seed=5, drill_percent=25)
ORDER = ["pick", "nps", "word", "steps"]


def _lines(trainer: Trainer, sitting: Sitting, *typed_in: str, language: str = "en") -> str:
    out = StringIO()
    console = Console(StringIO("".join(f"{line}\n" for line in typed_in)), out)
    sit(PlainContext(trainer, Translator(language), console), sitting)
    return out.getvalue().replace("\u00a0", " ")


def test_nothing_is_told_before_the_end_and_the_end_of_input_loses_nothing(
    store: SqlStore,
) -> None:
    trainer = trainer_over(store, CARDS)
    sitting = Sitting.begin(trainer, TERMS, "en")
    assert [sitting.exam.questions[at].key.card for at in sitting.places] == ORDER
    said = _lines(trainer, sitting, "9", "2", "40", "!", "<", "=q")
    assert "Your choice, from 1 to 4:" in said
    assert said.count("Question 2 of 4 · 30 min left") == 2
    assert "(Your answer so far: 40)" in said
    assert "Flagged to come back to." in said
    assert "Your answers are kept." in said
    for told in ("Right", "Not that", "Answer: ", "Solution"):
        assert told not in said
    [exam] = mock_exams(trainer)
    assert exam.questions[1].said == ("q",)
    assert exam.questions[2].flagged
    assert not exam.handed_in


def test_one_answer_is_one_in_french_too(store: SqlStore) -> None:
    trainer = trainer_over(store, CARDS)
    said = _lines(trainer, Sitting.begin(trainer, TERMS, "fr"), "1", "", "", "", "r", language="fr")
    assert "1 réponse sur 4." in said


def test_the_list_of_what_is_open_leads_back_and_to_the_mark(store: SqlStore) -> None:
    trainer = trainer_over(store, CARDS)
    said = _lines(
        trainer,
        Sitting.begin(trainer, TERMS, "en"),
        *("", "", "customer satisfaction score", "Set the objectives; sell more"),
        *("1", "r", "q?", "r"),
    )
    assert "2 of 4 answered." in said
    assert "Without an answer: 1, 2." in said
    assert "Mark: 33% (6.6 of 20)\nNot yet: 50% were needed." in said
    marks = said.split("Mark:")[1]
    assert "Your answer: Set the objectives; sell more" in marks
    assert "3. Measure the gaps (missed)" in marks
    assert marks.count("Not answered.") == 2
    assert "Answer: the indicators" in marks


def test_what_comes_after_the_time_does_not_count(store: SqlStore) -> None:
    trainer = trainer_over(store, CARDS[:1])
    sitting = Sitting.begin(trainer, TERMS, "en")
    clock = trainer.clock
    assert isinstance(clock, FixedClock)
    clock.wait(minutes=31)
    said = _lines(trainer, sitting, "Customer Satisfaction Score")
    assert "The time is over" in said
    assert "Mark: 0%" in said


def test_several_are_answered_by_their_numbers(store: SqlStore) -> None:
    trainer = trainer_over(store, [card("scores", ticks())])
    sitting = Sitting.begin(trainer, ExamTerms(questions=1, drill_percent=0, seed=2), "en")
    options = sitting.present.options
    numbers = [str(options.index(text) + 1) for text in ("CSAT", "churn")]
    said = _lines(trainer, sitting, "6", "x", " ".join(numbers), "<", "q")
    assert said.count("All right answers, from 1 to 5, such as 1 3:") == 4
    answered = " · ".join(str(options[int(number) - 1]) for number in sorted(numbers))
    assert f"(Your answer so far: {answered})" in said
    done = _lines(trainer, Sitting(trainer, mock_exams(trainer)[0]), "", "r", "r")
    assert "Mark: 0%" in done
    assert f"Your answer: {answered}" in done
    assert "It is counted. Missing: NPS. Wrongly ticked: churn." in done
