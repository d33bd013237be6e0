"""What an exam that was handed in comes to: a mark by deck and by theme, and what was missed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.mock_exam.exam_sheet import MockExam, SatQuestion, mean_points

_FEWEST = 2
"""One question of a theme says nothing about it."""


class PartMark(NamedTuple):
    """The mark of the questions of one deck or tag, 0 to 1, and how many there were."""

    name: str
    mark: Fraction
    questions: int

    @property
    def percent(self) -> int:
        """The mark in per cent, rounded down."""
        return int(100 * self.mark)


def marks_by_deck(exam: MockExam) -> tuple[PartMark, ...]:
    """The mark of each deck, the weakest first; none where all is of one."""
    marks = _marks(exam.marked, lambda question: (question.key.deck,))
    return marks if len(marks) > 1 else ()


def marks_by_tag(
    exam: MockExam, tags_of: Callable[[CardKey], Iterable[str]]
) -> tuple[PartMark, ...]:
    """The mark of each theme with several questions, the weakest first.

    A question counts in each of its themes; that of the whole exam is left out.
    """
    marks = _marks(exam.marked, lambda question: tags_of(question.key))
    count = len(exam.marked)
    return tuple(mark for mark in marks if _FEWEST <= mark.questions < count)


def missed(exam: MockExam) -> tuple[SatQuestion, ...]:
    """The questions that were not wholly right."""
    return tuple(each for each in exam.marked if each.points != 1)


def mistakes(exam: MockExam) -> tuple[tuple[CardKey, str, int], ...]:
    """The misconceptions of drills, each with how often it was made, the most frequent first."""
    made = Counter((each.key, each.mistake) for each in exam.marked if each.mistake)
    return tuple((key, name, count) for (key, name), count in made.most_common() if name)


def _marks(
    questions: Iterable[SatQuestion], names: Callable[[SatQuestion], Iterable[str]]
) -> tuple[PartMark, ...]:
    parts: defaultdict[str, list[SatQuestion]] = defaultdict(list)
    for question in questions:
        for name in names(question):
            parts[name].append(question)
    marks = (PartMark(name, mean_points(each), len(each)) for name, each in parts.items())
    return tuple(sorted(marks, key=lambda part: (part.mark, -part.questions, part.name)))
