"""Mock exams as styled text: the strip of questions, marks as bars, answers in a list."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from kpitrainer.domain.mock_exam.exam_report import PartMark
from kpitrainer.domain.mock_exam.exam_sheet import MockExam, SatQuestion
from kpitrainer.i18n import Translator
from kpitrainer.study.exam_told import MadeMistake, mark_told, passed_told
from kpitrainer.tui.text.lines import ACCENT, BAD, GOOD, MUTED, bar, clickable, fit
from kpitrainer.wording import render

ANSWERED, OPEN, FLAGGED = "●", "○", "⚑"
_RIGHT, _PARTLY, _WRONG, _NONE = "✓", "≈", "✗", "·"

_BAR = 20
_NAME = 34
"""Cells of a deck's or theme's name beside its bar."""

_LEAST, _ANSWER = 20, 30
"""Cells: of a question with its answer at least, of the answer at most."""

_URGENT = 60
"""Seconds."""

_MINUTE = 60


def time_left(translate: Translator, seconds: int) -> Content:
    """The time that is left, as a clock counts it down: « il reste 27:05 »."""
    shown = f"{seconds // _MINUTE}:{seconds % _MINUTE:02}"
    style = BAD if seconds < _URGENT else "bold"
    return Content.assemble((translate("mock.time-left"), MUTED), " ", (shown, style))


def asked_mark(question: SatQuestion, *, answered: bool) -> tuple[str, str]:
    """The sign of a question while the exam is sat, and its style."""
    if question.flagged:
        return FLAGGED, "bold $text-warning"
    return (ANSWERED, ACCENT) if answered else (OPEN, MUTED)


def points_mark(question: SatQuestion) -> tuple[str, str]:
    """The sign of a question that was marked, and its style."""
    if question.points is None:
        return _NONE, MUTED
    if question.points == 1:
        return _RIGHT, GOOD
    return (_PARTLY, "bold $text-warning") if question.points else (_WRONG, BAD)


def strip(marks: Iterable[tuple[int, tuple[str, str]]], here: int) -> Content:
    """A sign for each question, by its place, the present one's number in its place."""
    signs = []
    for number, (place, (sign, style)) in enumerate(marks, start=1):
        shown = f"▸{number}{sign}" if place == here else sign
        signs.append(clickable(Content.styled(shown, style), f"screen.go({place})"))
    return Content(" ").join(signs)


def mark_lines(translate: Translator, exam: MockExam, width: int) -> Content:
    """The mark and its bar in a line, and whether it is enough."""
    style = GOOD if exam.passed else BAD
    told = render(translate, passed_told(exam))
    mark = Content.styled(render(translate, mark_told(exam)), "bold")
    room = width - mark.cell_length - 3
    drawn = bar(exam.percent, 100, max(min(2 * _BAR, room), 6))
    sign = _RIGHT if exam.passed else _WRONG
    return Content.assemble(mark, "   ", drawn, "\n", (f"{sign} {told}", style))


def part_lines(translate: Translator, parts: Sequence[PartMark], width: int) -> list[Content]:
    """A line for each deck or theme: its name, a bar, the mark, and of how many questions."""
    room = width - len("      100 %  100 questions")
    drawn_in = max(min(_BAR, room // 3), 6)
    name = max(min(_NAME, room - drawn_in), 10)
    lines = []
    for part in parts:
        percent = translate("common.percent", number=part.percent)
        count = translate("mock.questions", count=part.questions)
        drawn = bar(part.percent, 100, drawn_in)
        lines.append(
            Content.assemble(
                "  ", fit(part.name, name), "  ", drawn, f" {percent:>6}  ", (count, MUTED)
            )
        )
    return lines


def mistake_lines(made: Sequence[MadeMistake]) -> list[Content]:
    """The misconceptions, each under how often it was made and with its drill."""
    return [
        Content.assemble((f"  {each.times} × ", BAD), each.text, (f"\n      {each.drill}", MUTED))
        for each in made
    ]


def question_row(number: int, mark: tuple[str, str], label: str, said: str, width: int) -> Content:
    """A question in a list: its number, its sign, what it asks, and what was answered."""
    sign, style = mark
    room = max(width - len("123 ●    "), _LEAST)
    answer = fit(said, min(room // 3, _ANSWER)) if said else Content("")
    asked = fit(" ".join(label.split()), room - answer.cell_length)
    head = ((f"{number:>3} ", MUTED), (f"{sign}  ", style))
    return Content.assemble(*head, asked, "  ", answer.stylize(MUTED))


def side_row(number: int, mark: tuple[str, str], label: str, width: int, here: bool) -> Content:
    """A question in the list beside the present one, which is marked."""
    sign, style = mark
    asked = fit(" ".join(label.split()), max(width - len("▸100 ●  "), 1))
    return Content.assemble(
        ("▸" if here else " ", ACCENT),
        (f"{number:>3} ", MUTED),
        (f"{sign}  ", style),
        asked.stylize("bold") if here else asked,
    )
