"""What is to be told of the days to come: exams, days off, and what waits after a pause."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from kpitrainer.domain.schedule.study_day import day_of
from kpitrainer.domain.verdict import Message
from kpitrainer.study.exams import ExamChoice, ExamStanding
from kpitrainer.study.library import Library
from kpitrainer.study.overview import Overview

_FEW = 10
"""Fewer minutes are told to a tenth, as choices would look the same."""


def days_told(overview: Overview, library: Library, language: str) -> Iterator[Message]:
    """One sentence each; the titles of decks are in the reader's `language`."""
    backlog = overview.backlog
    if backlog is not None:
        values = {"due": backlog.due, "cap": backlog.cap, "count": backlog.days}
        back = "goal.back-exam" if overview.exams else "goal.back"
        code = back if backlog.day == 0 else "goal.catching-up"
        yield Message(code if backlog.days is not None else "goal.back-long", values)
    if overview.off_until is not None:
        yield Message("goal.day-off", {"date": overview.off_until})
    yield from (exam_told(standing, overview, library, language) for standing in overview.exams)
    if overview.exam_over is not None:
        is_today = day_of(overview.exam_over) == overview.day
        code = "goal.today" if is_today else "goal.over"
        yield Message(code, {"date": overview.exam_over})


def exam_told(
    standing: ExamStanding, overview: Overview, library: Library, language: str
) -> Message:
    """When an exam is, of what, the predicted mark and the minutes a day."""
    values: dict[str, object] = {
        "count": standing.plan.exam - overview.day,
        **_figures(standing.forecast.mark, standing.forecast.minutes),
    }
    if len(standing.decks) == 1 < len(overview.rows):
        [deck] = standing.decks
        values["title"] = library.by_id[deck].title_for(language)
        return Message("goal.exam-of", values)
    return Message("goal.exam", values)


def choices_told(choices: Sequence[ExamChoice], taken: float | None) -> Iterator[Message]:
    """A line for each choice: the mark, the minutes, and the desired retention that it means."""
    for choice in choices:
        code = "goal.choice-taken" if choice.desired_retention == taken else "goal.choice"
        yield Message(code, choice_figures(choice))


def choice_figures(choice: ExamChoice) -> dict[str, object]:
    """Its `percent`, `minutes` and `retention`, in whole numbers."""
    retention, forecast = choice
    minutes: Fraction | int = round(forecast.minutes)
    if minutes < _FEW:
        minutes = Fraction(f"{forecast.minutes:.1f}")
    figures = _figures(forecast.mark, forecast.minutes)
    return {**figures, "minutes": minutes, "retention": round(100 * retention)}


def _figures(mark: float, minutes: float) -> dict[str, object]:
    return {"percent": round(100 * mark), "minutes": max(round(minutes), 1)}
