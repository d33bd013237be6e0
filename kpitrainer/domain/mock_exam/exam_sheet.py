"""What the log holds of mock exams: their rows written, and read again.

A row is of one question. Which exam and which question it is of, and what else it tells, stands
beside the drawn values under names that begin with @. When an exam begins, each question has a row
with the terms in it; each answer is a row more; handed in, each has one with its points. Of a
question counts what its latest row says, so that rows of several machines can come in any order.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from fractions import Fraction

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.mock_exam.exam_terms import MOST_MINUTES, MOST_QUESTIONS, ExamTerms
from kpitrainer.domain.schedule.review_log import LogRow
from kpitrainer.domain.text.printable import printable
from kpitrainer.domain.verdict import Answered

_EXAM, _QUESTION, _LANGUAGE = "@exam", "@question", "@language"
_FLAG, _HANDED_IN, _POINTS = "@flag", "@handed-in", "@points"
_OWN = ("@version", "@variant", "@context")
"""What a drill's exercise keeps under such names itself."""

_MOST = {
    "questions": MOST_QUESTIONS,
    "minutes": MOST_MINUTES,
    "pass_percent": 100,
    "drill_percent": 100,
    "seed": 2**53,
}
_HUNDRED, _TWENTY = 100, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SatQuestion:
    """A question of an exam, and what became of it.

    `said` has a text for each part, empty where nothing was answered, an option as
    `marking.option_said` keeps it. `points` are 0 to 1, None before it is marked, and where the
    card was gone by then. `drawn` are the values a drill was asked with.
    """

    key: CardKey
    seed: int
    label: str = ""
    drawn: tuple[tuple[str, str], ...] = ()
    said: tuple[str, ...] = ()
    flagged: bool = False
    points: Fraction | None = None
    outcome: str | None = None
    mistake: str | None = None

    @property
    def answered(self) -> bool:
        """Whether anything was answered."""
        return any(self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class MockExam:
    """An exam that was begun, in `language`; `spent_ms` is the time that was spent on it."""

    id: str
    began: datetime
    language: str
    terms: ExamTerms
    questions: tuple[SatQuestion, ...]
    spent_ms: int = 0
    handed_in: bool = False

    @property
    def marked(self) -> tuple[SatQuestion, ...]:
        """The questions that count."""
        return tuple(each for each in self.questions if each.points is not None)

    @property
    def mark(self) -> Fraction:
        """The mean of the points, 0 to 1."""
        return mean_points(self.questions)

    @property
    def percent(self) -> int:
        """The mark in per cent, rounded down: none looks as if it had passed that has not."""
        return int(self.mark * _HUNDRED)

    @property
    def of_twenty(self) -> Fraction:
        """The mark of 20 to a tenth, rounded down."""
        return Fraction(int(self.mark * _TWENTY * 10), 10)

    @property
    def passed(self) -> bool:
        """Whether the mark is enough."""
        return self.mark * _HUNDRED >= self.terms.pass_percent


def mean_points(questions: Iterable[SatQuestion]) -> Fraction:
    """The mean of the points of some questions, 0 where none counts."""
    points = [each.points for each in questions if each.points is not None]
    return sum(points, Fraction(0)) / len(points) if points else Fraction(0)


def sheet_entry(exam: MockExam, place: int, *, begins: bool = False) -> Answered:
    """What a row says of the question at `place`, from 0, as it stands; all where it `begins`."""
    question = exam.questions[place]
    told = {_EXAM: exam.id, _QUESTION: str(place + 1)}
    if begins:
        told |= {_LANGUAGE: exam.language, **_told_terms(exam.terms)}
    if question.flagged:
        told[_FLAG] = "1"
    if exam.handed_in:
        told[_HANDED_IN] = "1"
    if question.points is not None:
        told[_POINTS] = str(question.points)
    return Answered(
        typed=question.said,
        outcome=question.outcome,
        seed=question.seed,
        values=(*told.items(), *question.drawn),
        mistake=question.mistake,
    )


def read_exams(rows: Iterable[LogRow]) -> tuple[MockExam, ...]:
    """The exams that rows in order of their ids tell of, the latest first.

    Rows may come from anywhere: one that makes no sense is passed over.
    """
    exams: dict[str, MockExam] = {}
    questions: dict[str, dict[int, SatQuestion]] = {}
    for row in rows:
        told = dict(row.entry.answered.values) if row.entry.answered else {}
        name, place = told.get(_EXAM, ""), _whole(told, _QUESTION, MOST_QUESTIONS)
        if not name or not place:
            continue
        questions.setdefault(name, {})[place] = _question_of(row, told)
        exam = exams.get(name) or MockExam(
            id=name, began=row.entry.at, language="", terms=ExamTerms(), questions=()
        )
        if _LANGUAGE in told:
            terms, language = _terms_of(told), told[_LANGUAGE]
            exam = replace(exam, terms=terms, language=language, began=row.entry.at)
        spent = exam.spent_ms + (row.entry.duration_ms or 0)
        handed_in = exam.handed_in or _HANDED_IN in told
        exams[name] = replace(exam, spent_ms=spent, handed_in=handed_in)
    whole = [
        replace(exam, questions=tuple(each for _, each in sorted(questions[name].items())))
        for name, exam in exams.items()
        if exam.language
    ]
    return tuple(sorted(whole, key=lambda exam: exam.began, reverse=True))


def _question_of(row: LogRow, told: Mapping[str, str]) -> SatQuestion:
    answered = row.entry.answered or Answered()
    return SatQuestion(
        key=row.entry.key,
        seed=answered.seed or 0,
        label=printable(row.entry.label or row.entry.key.card),
        drawn=tuple(
            (name, value)
            for name, value in answered.values
            if not name.startswith("@") or name in _OWN
        ),
        said=tuple(map(printable, answered.typed)),
        flagged=_FLAG in told,
        points=_points(told.get(_POINTS, "")),
        outcome=answered.outcome,
        mistake=answered.mistake,
    )


def _told_terms(terms: ExamTerms) -> dict[str, str]:
    """The terms, each under its name."""
    values = {field.name: getattr(terms, field.name) for field in fields(terms)}
    values |= {"decks": " ".join(terms.decks), "schedules": "1" if terms.schedules else ""}
    return {f"@{name}": str(value) for name, value in values.items()}


def _terms_of(told: Mapping[str, str]) -> ExamTerms:
    numbers = {name: _whole(told, f"@{name}", most) for name, most in _MOST.items()}
    return ExamTerms(
        decks=tuple(printable(told.get("@decks", "")).split()),
        tag=printable(told.get("@tag", "")),
        schedules=bool(told.get("@schedules")),
        **numbers,
    )


def _whole(told: Mapping[str, str], name: str, most: int) -> int:
    """A number from 0 to `most`, 0 where there is none."""
    written = told.get(name, "")
    fine = written.isascii() and written.isdecimal() and len(written) <= len(str(most))
    return min(int(written), most) if fine else 0


def _points(written: str) -> Fraction | None:
    above, _, below = written.partition("/")
    values = {"above": above, "below": below or "1"}
    top, bottom = (_whole(values, name, 10**6) for name in values)
    return Fraction(top, bottom) if above and bottom > 0 and top <= bottom else None
