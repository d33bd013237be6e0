"""What is told of mock exams, for both front ends: of what they are, marks, mistakes by name."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.mock_exam.exam_report import (
    PartMark,
    marks_by_deck,
    marks_by_tag,
    missed,
    mistakes,
)
from kpitrainer.domain.mock_exam.exam_sheet import MockExam
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.domain.text.number import round_half_away
from kpitrainer.domain.verdict import Message
from kpitrainer.study.library import Library
from kpitrainer.study.practice import mistake_name


class MadeMistake(NamedTuple):
    """A misconception that was made: at which card, what its author says of it, how often."""

    drill: str
    text: str
    times: int


def scope_told(library: Library, terms: ExamTerms, language: str) -> str | Message:
    """Of what an exam is: decks by their titles, and the theme."""
    titles = [
        library.by_id[name].title_for(language) if name in library.by_id else name
        for name in terms.decks
    ]
    if terms.tag:
        titles.append(library.titles.tag(terms.tag, language))
    return ", ".join(titles) or Message("mock.all-decks")


def terms_told(terms: ExamTerms, questions: int) -> Message:
    """How many questions there are, how much time, and from which mark on it is passed."""
    values = {"count": questions, "minutes": terms.minutes, "percent": terms.pass_percent}
    return Message("mock.terms", values)


def mark_told(exam: MockExam) -> Message:
    """The mark of an exam that was handed in."""
    return Message("mock.mark", {"twenty": exam.of_twenty, "percent": exam.percent})


def passed_told(exam: MockExam) -> Message:
    """Whether it is passed, and from where on it is."""
    code = "mock.passed" if exam.passed else "mock.failed"
    return Message(code, {"percent": exam.terms.pass_percent})


def points_told(points: Fraction | None) -> Message:
    """What a question was worth, to a hundredth."""
    if points is None:
        return Message("mock.no-points")
    return Message("mock.points", {"points": round_half_away(points, 2)})


def marks_told(
    library: Library, exam: MockExam, language: str
) -> tuple[Sequence[PartMark], Sequence[PartMark]]:
    """The marks by deck and by theme, each under its title."""

    def deck(name: str) -> str:
        return library.by_id[name].title_for(language) if name in library.by_id else name

    decks = [part._replace(name=deck(part.name)) for part in marks_by_deck(exam)]
    known = library.by_key
    tags = marks_by_tag(exam, lambda key: known[key].tags if key in known else ())
    return decks, [part._replace(name=library.titles.tag(part.name, language)) for part in tags]


def mistakes_told(library: Library, exam: MockExam, language: str) -> Sequence[MadeMistake]:
    """The misconceptions that were made, the most frequent first."""
    return [
        MadeMistake(*mistake_name(library, key, name, language), count)
        for key, name, count in mistakes(exam)
    ]


def missed_cards(library: Library, exam: MockExam) -> Sequence[Card]:
    """The cards of the questions that were not wholly right, as far as they are still there."""
    keys = (question.key for question in missed(exam))
    return [library.by_key[key] for key in keys if key in library.by_key]
