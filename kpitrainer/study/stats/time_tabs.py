"""Tabs of when cards are studied, and how long it takes, from the log's sums."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, timedelta

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
from kpitrainer.domain.figures.stretches import total
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.schedule.tallies import (
    HOURS,
    NEW,
    STANDINGS,
    answers,
    at_hour,
    milliseconds,
    right_at_hour,
)
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.stats.view import View, share

_ANSWERS = {each: tuple(answers(each, rating) for rating in Rating) for each in STANDINGS}
_ALL_ANSWERS = tuple(name for names in _ANSWERS.values() for name in names)
_TIMES = (*map(milliseconds, STANDINGS), "introduced_ms")


def hours(view: View) -> Sheet:
    """Answers and success by the hour of the learner's wall clock."""
    first = view.since(view.trainer.store.first_day(view.deck) or view.today)
    names = (*map(at_hour, HOURS), *map(right_at_hour, HOURS))
    given, right = [0] * len(HOURS), [0] * len(HOURS)
    for since, until, offset in _offsets(view, first):
        found = view.trainer.store.sums(names, since=since, until=until, deck=view.deck)
        for sums in found.values():
            for hour in HOURS:
                local = (hour + offset) % len(HOURS)
                given[local] += sums[at_hour(hour)]
                right[local] += sums[right_at_hour(hour)]
    places = tuple(HOURS)
    return Sheet(
        "hours",
        (),
        (
            Chart(
                "hours", ChartKind.COLUMNS, Unit.HOUR, places, (Series("answers", tuple(given)),)
            ),
            Chart(
                "right-at-hour",
                ChartKind.COLUMNS,
                Unit.HOUR,
                places,
                (Series("right", tuple(map(share, right, given))),),
                Unit.PERCENT,
                top=100,
            ),
        ),
    )


def _offsets(view: View, first: int) -> Iterator[tuple[int, int, int]]:
    """Stretches of days between which the wall clock is changed, each with its hours before UTC."""

    def offset(day: int) -> int:
        local = view.trainer.clock.local(noon(day).replace(tzinfo=UTC))
        return round((local.utcoffset() or timedelta()) / timedelta(hours=1))

    since, present = first, offset(first)
    for day in range(first, view.today + 1):
        if (now := offset(day)) != present:
            yield since, day, present
            since, present = day, now
    yield since, view.today + 1, present


def time_spent(view: View) -> Sheet:
    """Minutes a day, and how long an answer takes."""
    stretches = view.stretches()
    days = view.days((*_ALL_ANSWERS, *_TIMES, "introduced"), stretches.first)
    every = Counter[str]()
    for sums in days.values():
        every.update(sums)

    def spent(sums: Mapping[str, int], name: str) -> float:
        more = sums["introduced_ms"] if name == NEW else 0
        return (sums[milliseconds(name)] + more) / 60_000

    series = [
        Series(each, stretches.sums({day: spent(sums, each) for day, sums in days.items()}))
        for each in STANDINGS
    ]
    seconds = total(every, _TIMES) / 1000 if every else 0.0
    number = total(every, _ALL_ANSWERS) if every else 0
    rows = [
        TableRow((each, count, every[milliseconds(each)] / 1000 / count, spent(every, each) * 60))
        for each in STANDINGS
        if (count := sum(every[name] for name in _ANSWERS[each]))
    ]
    return Sheet(
        "time",
        (
            Fact("time", Unit.SECONDS, seconds),
            Fact("time-a-day", Unit.SECONDS, seconds / len(days) if days else None),
            Fact("time-an-answer", Unit.SECONDS, seconds / number if number else None),
        ),
        (
            Chart(
                "time",
                ChartKind.COLUMNS,
                Unit.DAY,
                stretches.places,
                series,
                Unit.MINUTES,
                stretches.step,
            ),
        ),
        (
            StatTable(
                "time",
                (
                    TableColumn("standing", Unit.WORD),
                    TableColumn("answers", Unit.COUNT),
                    TableColumn("time-an-answer", Unit.SECONDS),
                    TableColumn("time", Unit.SECONDS),
                ),
                rows,
            ),
        ),
    )
