"""What is to be told of the days: what is new and why, goals, days off, what waits, the streak."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.study_day import day_of, noon
from kpitrainer.domain.verdict import Message
from kpitrainer.study.exams import ExamChoice, ExamStanding
from kpitrainer.study.library import Library
from kpitrainer.study.overview import Overview

_FEW = 10
"""Fewer minutes are told to a tenth, as choices would look the same."""


def days_told(overview: Overview) -> Iterator[Message]:
    """A day off, what waits after a pause, an exam that is over: one sentence each."""
    backlog = overview.backlog
    if backlog is not None:
        values = {"due": backlog.due, "cap": backlog.cap, "count": backlog.days}
        back = "goal.back-exam" if overview.exams else "goal.back"
        code = back if backlog.day == 0 else "goal.catching-up"
        yield Message(code if backlog.days is not None else "goal.back-long", values)
    if overview.off_until is not None:
        yield Message("goal.day-off", {"date": overview.off_until})
    if overview.exam_over is not None:
        is_today = day_of(overview.exam_over) == overview.day
        code = "goal.today" if is_today else "goal.over"
        yield Message(code, {"date": overview.exam_over})


def goals_told(overview: Overview, library: Library, language: str) -> Iterator[Message]:
    """What is worked for: exams, then the end of the course; one sentence each.

    Titles of decks are in the reader's `language`.
    """
    yield from (exam_told(standing, overview, library, language) for standing in overview.exams)
    if overview.unmet:
        code = "goal.course" if overview.met_by is None else "goal.course-by"
        by = None if overview.met_by is None else noon(overview.met_by).date()
        yield Message(code, {"count": overview.unmet, "date": by})
    elif cards := overview.whole.total():
        yield Message("goal.mature", {"count": overview.whole[Maturity.MATURE], "cards": cards})


def new_told(overview: Overview, library: Library, language: str) -> Message:
    """Why today has these new cards, and of which decks; or why it has none."""
    values: dict[str, object] = {"limit": overview.new_per_day}
    rows = [row for row in overview.rows if row.new]
    if rows:
        titles = ((library.by_id[row.deck].title_for(language), row.new) for row in rows)
        values["decks"] = " · ".join(f"{title} {new}" for title, new in titles)
        of_exams = {deck for standing in overview.exams for deck in standing.decks}
        if of_exams.issuperset(row.deck for row in rows):
            return Message("home.new-exam", values)
        own = library.own.issuperset(row.deck for row in rows)
        return Message("home.new-own" if own else "home.new-course", values)
    if not overview.unmet:
        return Message("home.new-all-met")
    if overview.off_until is not None:
        return Message("home.new-off")
    if overview.backlog is not None:
        return Message("home.new-backlog")
    return Message("home.new-limit" if overview.new_waiting else "home.new-tomorrow", values)


def streak_told(overview: Overview) -> Message | None:
    """The days in a row, and the most there ever were where those are some; None for neither."""
    return row_of_days(overview.streak, overview.best_streak)


def row_of_days(now: int, best: int) -> Message | None:
    """As `streak_told`, of `now` days in a row and the `best` row."""
    if best < _RECORD or not now:
        none = Message("common.streak-none", {"count": best}) if best >= _RECORD else None
        return Message("common.streak", {"count": now}) if now else none
    code = "common.streak-record" if now == best else "common.streak-best"
    return Message(code, {"count": now, "best": best})


_RECORD = 3
"""Fewer days in a row are no record to speak of."""


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


def exams_left_told(
    exams: Iterable[tuple[str | None, date]], library: Library, language: str
) -> Iterator[Message]:
    """Which exams stay though one was taken away, as `still_to_come` has them, a sentence each."""
    for deck, exam in exams:
        if deck is None:
            yield Message("goal.stays-for-all", {"date": exam})
        else:
            known = library.by_id.get(deck)
            title = known.title_for(language) if known is not None else deck
            yield Message("goal.stays", {"title": title, "date": exam})


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
