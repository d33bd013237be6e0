from fractions import Fraction

import pytest

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.mock_exam.exam_report import marks_by_deck, marks_by_tag
from kpitrainer.domain.mock_exam.exam_sheet import MockExam, SatQuestion
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.domain.mock_exam.marking import judge, points, seen_at
from kpitrainer.domain.mock_exam.paper import draw_paper
from kpitrainer.domain.verdict import Outcome
from tests.factories import (
    NPS,
    card,
    cards,
    choice,
    claim,
    cloze,
    drill,
    noon,
    recall_list,
    template,
    typed,
)

CHOICES = [card(f"choice-{number}", choice()) for number in range(12)]
DRILLS = [drill(f"drill-{number}") for number in range(6)]


def _names(terms: ExamTerms, of: list[Card]) -> list[tuple[str, int]]:
    return [(question.card.key.card, question.seed) for question in draw_paper(of, terms)]


def test_a_seed_gives_the_same_paper_in_whichever_order_cards_come() -> None:
    terms = ExamTerms(questions=10, seed=7)
    paper = _names(terms, [*CHOICES, *DRILLS])
    assert paper == _names(terms, [*DRILLS[::-1], *CHOICES[::-1]])
    # On every machine: what a class was given is what it is given again.
    assert paper[0] == ("drill-2", 4464340756903749)
    assert paper != _names(ExamTerms(questions=10, seed=8), [*CHOICES, *DRILLS])
    assert sum(name.startswith("drill") for name, _ in paper) == 3, "30 %"


@pytest.mark.parametrize(
    ("percent", "questions", "drills", "others"),
    [(0, 20, 0, 12), (100, 20, 6, 0), (90, 10, 6, 4), (10, 20, 6, 12), (25, 10, 3, 7)],
)
def test_where_one_kind_is_too_few_the_other_fills_unless_it_is_not_wanted(
    percent: int, questions: int, drills: int, others: int
) -> None:
    terms = ExamTerms(questions=questions, drill_percent=percent, seed=1)
    paper = _names(terms, [*CHOICES, *DRILLS])
    asked = [name.partition("-")[0] for name, _ in paper]
    assert (asked.count("drill"), asked.count("choice")) == (drills, others)


def test_no_siblings_are_asked_and_nothing_that_the_learner_judges() -> None:
    gaps = [card(f"text#c{number}", cloze(number, is_typed=True)) for number in (1, 2)]
    paper = draw_paper([*gaps, *cards(3)], ExamTerms(questions=9, drill_percent=0))
    assert [question.card.key.entry for question in paper] == ["text"]


def _worth(of: Card, *said: str) -> tuple[object, object]:
    judged = judge(Attempt(of, "en", seed=3), said)
    assert judged.closed
    return points(judged), judged.answered and judged.answered.outcome


def test_what_answers_are_worth() -> None:
    word = card("word", typed())
    assert _worth(word, "customer satisfaction score") == (1, Outcome.RIGHT)
    assert _worth(word, "score of my customers") == (Fraction(1, 2), Outcome.NEAR)
    assert _worth(word, "net promoter score") == (0, Outcome.WRONG)
    assert _worth(word, "") == (0, Outcome.WRONG)
    assert _worth(card("claim", claim(answer=True)), "answer.true")[0] == 1
    assert _worth(card("choice", choice()), "the gaps") == (0, Outcome.WRONG), "no such option"
    assert _worth(card("choice", choice()), "the indicators")[0] == 1


def test_of_a_list_each_item_counts_and_guessing_does_not_pay() -> None:
    steps = card("steps", recall_list())
    two = "Measure the gaps; Set the objectives"
    assert _worth(steps, two)[0] == Fraction(2, 3)
    assert _worth(steps, f"{two}; Sell more")[0] == Fraction(2, 3)
    assert _worth(steps, f"{two}; Sell more; Buy less")[0] == Fraction(1, 3)
    assert _worth(steps, "")[0] == 0


def test_of_a_drill_each_question_counts_also_after_one_that_was_left_out() -> None:
    second = {**NPS["answer"], "formula": "P / n * 100", "unit": "%"}
    source = {key: NPS[key] for key in ("title", "given", "where", "let")} | {
        "parts": [
            {key: NPS[key] for key in ("ask", "answer", "mistakes")},
            {"ask": {"fr": "Et la part ?", "en": "And the share?"}, "answer": second},
        ]
    }
    of = card("two", Drill(template(source, "two")))
    attempt = Attempt(of, "en", seed=3)
    assert attempt.calculation is not None
    right = [str(attempt.calculation.exercise.at(part).answer) for part in (0, 1)]
    assert _worth(of, *right)[0] == 1
    assert _worth(of, "", right[1])[0] == Fraction(1, 2)
    assert _worth(of, right[0])[0] == Fraction(1, 2)
    wrong = str(round(attempt.calculation.exercise.mistakes["passifs-oublies"]))
    judged = judge(attempt, (wrong, right[1]))
    assert points(judged) == Fraction(1, 2)
    assert judged.answered is not None
    assert judged.answered.mistake == "passifs-oublies"
    assert seen_at(attempt, 1).part == (2, 2)
    assert "And the share?" in seen_at(attempt, 1).question


def _exam(*marks: tuple[str, str, int]) -> MockExam:
    questions = tuple(
        SatQuestion(key=card(name, deck=deck).key, seed=1, points=Fraction(worth, 2))
        for deck, name, worth in marks
    )
    return MockExam(id="x", began=noon(), language="en", terms=ExamTerms(), questions=questions)


def test_no_mark_looks_as_if_it_had_passed_that_has_not() -> None:
    exam = _exam(
        *[("a", str(at), 2) for at in range(49)], *[("a", f"-{at}", 0) for at in range(50)]
    )
    assert (exam.percent, exam.of_twenty, exam.passed) == (49, Fraction(98, 10), False)
    assert _exam(("a", "1", 2), ("a", "2", 0)).passed


def test_marks_by_deck_and_by_theme_begin_with_the_weakest() -> None:
    exam = _exam(("a", "1", 2), ("a", "2", 1), ("b", "3", 0), ("b", "4", 1))
    assert [(part.name, part.percent) for part in marks_by_deck(exam)] == [("b", 25), ("a", 75)]
    tags = {"1": ["all", "x"], "2": ["all", "x"], "3": ["all", "y"], "4": ["all"]}
    found = marks_by_tag(exam, lambda key: tags[key.card])
    assert [(part.name, part.percent, part.questions) for part in found] == [("x", 75, 2)]
