"""Cards are spread within the fuzz, and their log replays to the same dates."""

from collections import Counter
from random import Random
from statistics import fmean, pvariance
from typing import Any
from uuid import UUID

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.days_off import DaysOff
from kpitrainer.domain.schedule.due_load import DueLoad
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import after, replay
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.schedule.scheduler import retrievability, review
from kpitrainer.domain.verdict import Rating
from tests.factories import DAY, memory, noon

DAYS = 60
KNOWN = [f"card-{number}" for number in range(500)]


def _entry(name: str, day: int, **more: Any) -> LogEntry:  # noqa: ANN401 - passed on
    return LogEntry(key=CardKey("deck", name), at=noon(day), day=day, **more)


def _two_months(*, balanced: bool) -> tuple[list[int], list[LogRow], dict[str, CardState]]:
    """Reviews a day of a learner who forgets by chance, the log, and what it left."""
    load = DueLoad({})
    chance = Random(7)  # noqa: S311 - chance for a test
    rows: list[LogRow] = []
    reviews = Counter[int]()
    states: dict[str, CardState] = {}
    for name in KNOWN:
        days = chance.randint(8, 40)
        past = chance.randrange(days)
        seen = memory(stability=float(days), last_day=DAY - past, due_day=DAY - past + days)
        states[name] = CardState(seen)
        load.moved(UNTOUCHED, states[name])
        entry = _entry(name, DAY - past, kind=LogKind.RESTORED, state=states[name])
        rows.append(LogRow(UUID(int=len(rows)), entry))
    for day in range(DAY, DAY + DAYS):
        for name, before in states.items():
            if before.memory is None or before.memory.due_day > day:
                continue
            reviews[day] += 1
            recalled = chance.random() < retrievability(before.memory, day, Policy())
            policy = Policy(fuzz_seed=name)
            if balanced:
                policy = load.lightest(before.memory, day, policy)
            rating = Rating.GOOD if recalled else Rating.HARD  # no step keeps it within the day
            entry = _entry(name, day, kind=LogKind.REVIEW, rating=rating, policy=policy)
            states[name] = after(before, entry)
            rows.append(LogRow(UUID(int=len(rows)), entry))
            load.moved(before, states[name])
    return [reviews[day] for day in range(DAY + 15, DAY + DAYS)], rows, states


def _unevenness(reviews: list[int]) -> float:
    """The variance of the reviews a day within a week, on an average."""
    return fmean(pvariance(reviews[first : first + 7]) for first in range(0, len(reviews) - 6, 7))


def test_sixty_days_are_flatter_and_the_log_replays_to_the_same_dates() -> None:
    usual, _, _ = _two_months(balanced=False)
    spread, rows, states = _two_months(balanced=True)
    # 5.5 without, 2.7 with it; within a week, as the load itself falls.
    assert _unevenness(spread) < 0.6 * _unevenness(usual)
    for name, state in states.items():
        assert replay([row for row in rows if row.entry.key.card == name]) == state


def _good(load: DueLoad) -> int:
    known = memory(stability=40.0, last_day=DAY - 40)
    policy = load.lightest(known, DAY, Policy(fuzz_seed="card"))
    return review(known, Rating.GOOD, noon(), DAY, policy).due_day


def test_a_card_goes_to_the_lightest_day_it_may_have() -> None:
    usual = _good(DueLoad({}))
    other = _good(DueLoad({usual: 3}))
    assert other != usual
    assert _good(DueLoad({usual: 3, other: 2})) not in {usual, other}


def test_a_day_off_is_the_heaviest() -> None:
    usual = _good(DueLoad({}))
    off = DaysOff(((usual, usual),))
    crowded = {day: 9 for day in range(DAY, DAY + 400) if day != usual}
    assert _good(DueLoad(crowded, off)) != usual


def test_the_load_follows_the_answers() -> None:
    usual = _good(DueLoad({}))
    load = DueLoad({})
    load.moved(UNTOUCHED, CardState(memory(due_day=usual)))
    assert _good(load) != usual
    load.moved(CardState(memory(due_day=usual)), CardState(memory(due_day=usual), suspended=True))
    assert _good(load) == usual
