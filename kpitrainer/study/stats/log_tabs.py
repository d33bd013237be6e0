"""Tabs of what was answered, from the log's sums."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kpitrainer.domain.figures.chart import (
    Chart,
    ChartKind,
    Fact,
    Series,
    Sheet,
    StatTable,
    TableColumn,
    TableRow,
    Unit,
)
from kpitrainer.domain.figures.stretches import YEAR_DAYS, Period, total
from kpitrainer.domain.schedule.counts import streak
from kpitrainer.domain.schedule.tallies import (
    DESIRED_UNIT,
    KNOWN,
    LEARNING,
    MATURE,
    NEW,
    STANDINGS,
    YOUNG,
    Amounts,
    answers,
    milliseconds,
)
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.goals import days_off
from kpitrainer.study.stats.view import View, share

_ANSWERS = {each: tuple(answers(each, rating) for rating in Rating) for each in STANDINGS}
_ALL_ANSWERS = tuple(name for names in _ANSWERS.values() for name in names)
_KEPT = {each: _ANSWERS[each][1:] for each in KNOWN}
_ASKED = tuple(name for each in KNOWN for name in _ANSWERS[each])
_TIMES = (*map(milliseconds, STANDINGS), "introduced_ms")
_STEPS = {"today": 1, "week": 7, "month": 30, "year": 365, "all": None}
"""The days of the rows of the true retention."""


def calendar(view: View) -> Sheet:
    """A day a cell, and how steady the study is."""
    stretches = view.stretches()
    since = stretches.first
    if view.period is not Period.MONTH:
        since = min(since, view.today - YEAR_DAYS + 1)
    days = view.days(("shown", *_ALL_ANSWERS), since)
    counts = {day: total(each, _ALL_ANSWERS) for day, each in days.items()}
    places = range(since, view.today + 1)
    now = view.total(_TIMES, view.today) or Counter[str]()
    shown = sum(1 for each in days.values() if each["shown"])
    if view.deck is None:
        studied: Sequence[int] = view.trainer.store.study_days()
    else:
        studied = sorted(days, reverse=True)
    return Sheet(
        "calendar",
        (
            Fact("today-answers", Unit.COUNT, counts.get(view.today, 0)),
            Fact("today-time", Unit.SECONDS, total(now, _TIMES) / 1000),
            Fact(
                "streak", Unit.COUNT, streak(studied, view.today, days_off(view.trainer.settings))
            ),
            Fact("days-studied", Unit.COUNT, shown),
            Fact("days-share", Unit.PERCENT, share(shown, len(places))),
            Fact("answers-a-day", Unit.DECIMAL, sum(counts.values()) / shown if shown else None),
        ),
        (
            Chart(
                "calendar",
                ChartKind.CALENDAR,
                Unit.DAY,
                tuple(places),
                (Series("answers", tuple(counts.get(day, 0) for day in places)),),
            ),
        ),
    )


def answered(view: View) -> Sheet:
    """Answers a day by how the card stood, and the buttons that were taken."""
    stretches = view.stretches()
    days = view.days(_ALL_ANSWERS, stretches.first)
    series = [
        Series(
            each, stretches.sums({day: total(sums, _ANSWERS[each]) for day, sums in days.items()})
        )
        for each in STANDINGS
    ]
    every = Counter[str]()
    for sums in days.values():
        every.update(sums)
    number = total(every, _ALL_ANSWERS) if every else 0
    groups = {LEARNING: (NEW, LEARNING), YOUNG: (YOUNG,), MATURE: (MATURE,)}
    buttons = [
        Series(group, tuple(sum(every[answers(each, rating)] for each in of) for rating in Rating))
        for group, of in groups.items()
    ]
    return Sheet(
        "answers",
        (
            Fact("answers", Unit.COUNT, number),
            Fact("answers-a-day", Unit.DECIMAL, number / len(days) if days else None),
        ),
        (
            Chart(
                "answers",
                ChartKind.COLUMNS,
                Unit.DAY,
                stretches.places,
                series,
                step=stretches.step,
            ),
            Chart(
                "buttons",
                ChartKind.BARS,
                Unit.WORD,
                tuple(rating.name.lower() for rating in Rating),
                buttons,
            ),
        ),
    )


def retention(view: View) -> Sheet:
    """True retention beside what is desired, over time and by how well the card was known."""
    stretches, amounts = view.stretches(), (*_ASKED, "desired")
    days = view.days(amounts, stretches.first)
    asked, kept, desired = (
        stretches.sums({day: found(each) for day, each in days.items()})
        for found in (_asked, _kept, lambda each: each["desired"])
    )
    rows = []
    for name, length in _STEPS.items():
        first = 0 if length is None else view.today - length + 1
        every = Counter(view.total(amounts, first))
        rows.append(TableRow((name, *_retained(every))))
    return Sheet(
        "retention",
        (),
        (
            Chart(
                "retention",
                ChartKind.LINES,
                Unit.DAY,
                stretches.places,
                (
                    Series("kept", tuple(map(share, kept, asked))),
                    Series(
                        "desired",
                        tuple(
                            share(part / DESIRED_UNIT, of)
                            for part, of in zip(desired, asked, strict=True)
                        ),
                    ),
                ),
                Unit.PERCENT,
                stretches.step,
                100,
            ),
        ),
        (
            StatTable(
                "retention",
                (
                    TableColumn("period", Unit.WORD),
                    TableColumn("young", Unit.PERCENT),
                    TableColumn("mature", Unit.PERCENT),
                    TableColumn("together", Unit.PERCENT),
                    TableColumn("desired", Unit.PERCENT),
                    TableColumn("asked", Unit.COUNT),
                ),
                rows,
            ),
        ),
    )


def _asked(sums: Amounts) -> int:
    return total(sums, _ASKED)


def _kept(sums: Amounts) -> int:
    return sum(total(sums, names) for names in _KEPT.values())


def _retained(sums: Counter[str]) -> Iterator[float | None]:
    for each in KNOWN:
        yield share(total(sums, _KEPT[each]), total(sums, _ANSWERS[each]))
    asked = _asked(sums)
    yield share(_kept(sums), asked)
    yield share(sums["desired"] / DESIRED_UNIT, asked)
    yield asked
