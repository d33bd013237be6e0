import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import Fold, after, fold, replay, steps
from kpitrainer.domain.schedule.review_log import (
    LogEntry,
    LogKind,
    LogRow,
    Policy,
)
from kpitrainer.domain.schedule.scheduler import DEFAULT_PARAMETERS, review
from kpitrainer.domain.schedule.study_day import study_day
from kpitrainer.domain.verdict import Rating
from tests.factories import DAY, memory, noon

KEY = CardKey("deck", "card")
POLICY = Policy(fuzz_seed="deck/card")
LESS = Policy(desired_retention=0.8, parameters=(0.5, 2.0, 5.0, 20.0, *DEFAULT_PARAMETERS[4:]))
"""A policy under which all comes later."""
KNOWN = CardState(memory())
# Around a night that loses an hour in Paris and one that does in New York.
START = datetime(2026, 3, 6, 20, tzinfo=UTC)
ZONES = [ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Tokyo")]


def entry(
    kind: LogKind,
    rating: Rating | None = None,
    at: datetime | None = None,
    version: int = 1,
) -> LogEntry:
    at = at or noon()
    return LogEntry(
        key=KEY,
        at=at,
        day=study_day(at, UTC),
        kind=kind,
        rating=rating,
        policy=POLICY,
        version=version,
    )


def test_a_review_gives_the_memory_of_its_rating() -> None:
    expected = review(memory(), Rating.HARD, noon(), DAY, POLICY)
    assert after(KNOWN, entry(LogKind.REVIEW, Rating.HARD)) == CardState(expected)


def test_a_review_ends_a_burial_and_leaves_a_suspension() -> None:
    put_away = CardState(memory(), suspended=True, buried_day=DAY)
    state = after(put_away, entry(LogKind.REVIEW, Rating.GOOD))
    assert (state.suspended, state.buried_day) == (True, None)


def test_practice_changes_nothing() -> None:
    assert after(KNOWN, entry(LogKind.PRACTICE, Rating.AGAIN)) == KNOWN


def test_putting_away_keeps_the_memory() -> None:
    suspended = after(KNOWN, entry(LogKind.SUSPEND))
    assert suspended == KNOWN._replace(suspended=True)
    assert after(suspended, entry(LogKind.RESUME)) == KNOWN
    assert after(KNOWN, entry(LogKind.BURY)) == KNOWN._replace(buried_day=DAY)


def test_a_suspended_card_stays_so_when_buried() -> None:
    suspended = CardState(memory(), suspended=True)
    assert after(suspended, entry(LogKind.BURY)).suspended


def test_a_memory_is_of_the_version_that_was_first_answered() -> None:
    first = after(UNTOUCHED, entry(LogKind.REVIEW, Rating.GOOD, version=3))
    assert first.version == 3
    later = after(first, entry(LogKind.REVIEW, Rating.GOOD, version=4))
    assert later.version == 3
    for kind in (LogKind.PRACTICE, LogKind.SUSPEND, LogKind.RESUME, LogKind.BURY):
        assert after(first, entry(kind, version=4)).version == 3


def test_starting_afresh_drops_the_memory_and_leaves_a_suspension() -> None:
    put_away = CardState(memory(), suspended=True, buried_day=DAY)
    state = after(put_away, entry(LogKind.RESTART, version=2))
    assert state == CardState(None, suspended=True, buried_day=DAY, version=2)
    again = after(state, entry(LogKind.REVIEW, Rating.GOOD, version=2))
    assert again.memory == review(None, Rating.GOOD, noon(), DAY, POLICY)
    assert again.version == 2


def test_keeping_changes_the_version_alone() -> None:
    later = KNOWN._replace(version=2)
    assert after(KNOWN, entry(LogKind.KEEP, version=2)) == later
    assert after(later, entry(LogKind.KEEP, version=1)) == later


def test_no_rows_are_an_untouched_card() -> None:
    assert replay([]) == UNTOUCHED


Act: TypeAlias = tuple[Rating | LogKind, int, ZoneInfo, int]
"""What was done, the minutes since, where, and the card's version."""

acts = st.lists(
    st.tuples(
        st.sampled_from([*Rating, *(kind for kind in LogKind if kind is not LogKind.REVIEW)]),
        # Minutes until the next act; below zero the clock was set back.
        st.integers(-3000, 60_000) | st.integers(0, 30),
        st.sampled_from(ZONES),
        st.integers(1, 3),
    ),
    max_size=14,
)


def told(acts: list[Act]) -> tuple[list[LogRow], Fold]:
    """A card's log as a store writes it, and the fold it keeps beside it."""
    rows: list[LogRow] = []
    standing: list[LogRow] = []
    folded, at = Fold(), START
    for place, (act, minutes, zone, version) in enumerate(acts):
        at += timedelta(minutes=minutes)
        kind = LogKind.REVIEW if isinstance(act, Rating) else act
        rating = act if isinstance(act, Rating) else None
        undone = standing.pop() if kind is LogKind.UNDO and standing else None
        told = LogEntry(
            key=KEY,
            at=at,
            day=study_day(at, zone),
            kind=kind,
            rating=rating,
            policy=LESS if kind is LogKind.RESCHEDULE else POLICY,
            undoes=undone.id if undone else None,
            version=version,
        )
        row = LogRow(UUID(int=place + 1), told)
        rows.append(row)
        if kind is not LogKind.UNDO:
            standing.append(row)
        anew = kind in (LogKind.UNDO, LogKind.RESCHEDULE)
        folded = fold(rows) if anew else folded.then(row)
    return rows, folded


@given(acts, st.randoms(use_true_random=False))
def test_the_log_in_any_order_gives_the_stored_state(acts: list[Act], random: Random) -> None:
    rows, folded = told(acts)
    random.shuffle(rows)
    assert fold(rows) == folded
    assert replay(rows) == folded.state
    *_, last = UNTOUCHED, *(state for _, state in steps(rows))
    assert last == folded.state


def rescheduled(rows: list[LogRow], policy: Policy) -> LogRow:
    at = rows[-1].entry.at if rows else START
    told = entry(LogKind.RESCHEDULE, at=at)._replace(policy=policy)
    return LogRow(UUID(int=len(rows) + 1), told)


@given(acts)
def test_rescheduled_under_the_same_policy_nothing_changes(acts: list[Act]) -> None:
    answered = [act for act in acts if act[0] is not LogKind.RESCHEDULE]
    rows, folded = told(answered)
    again = fold([*rows, rescheduled(rows, POLICY._replace(fuzz_seed="another name"))])
    assert (again.state, again.shown_day) == (folded.state, folded.shown_day)


def test_all_before_is_scheduled_anew_and_what_follows_by_its_own_policy() -> None:
    answers: list[Act] = [(Rating.GOOD, minutes, ZONES[0], 1) for minutes in (0, 12, 4_000)]
    rows, folded = told(answers)
    row = rescheduled(rows, LESS)
    memory = None
    for each in rows:
        seen = each.entry
        memory = review(
            memory, Rating.GOOD, seen.at, seen.day, LESS._replace(fuzz_seed=POLICY.fuzz_seed)
        )
    assert memory is not None
    assert folded.state.memory is not None
    assert replay([*rows, row]) == CardState(memory)
    assert memory.interval > folded.state.memory.interval
    later = LogRow(UUID(int=99), entry(LogKind.REVIEW, Rating.GOOD, at=memory.last_at))
    after_it = review(memory, Rating.GOOD, later.entry.at, later.entry.day, POLICY)
    assert replay([*rows, row, later]) == CardState(after_it)
    tombstone = LogRow(UUID(int=98), entry(LogKind.UNDO)._replace(undoes=row.id))
    assert replay([*rows, row, tombstone]) == folded.state


@pytest.fixture
def machine_zone() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change a process's zone")
@pytest.mark.usefixtures("machine_zone")
def test_a_log_replays_alike_in_every_zone() -> None:
    answers: list[Act] = [
        (rating, minutes, ZONES[0], 1)
        for rating, minutes in zip(
            [Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.EASY],
            [0, 12, 40_000, 15, 9_000],
            strict=True,
        )
    ]
    rows, folded = told(answers)
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Paris"):
        os.environ["TZ"] = zone
        time.tzset()
        assert fold(rows) == folded
    # The law has teeth: the day of another zone would give another memory.
    elsewhere = [
        replace(
            row,
            entry=row.entry._replace(day=study_day(row.entry.at, ZoneInfo("Pacific/Kiritimati"))),
        )
        for row in rows
    ]
    assert replay(elsewhere) != folded.state
