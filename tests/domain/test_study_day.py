import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.schedule.study_day import day_start, noon, study_day

PARIS = ZoneInfo("Europe/Paris")
ZONES = [
    UTC,
    *map(
        ZoneInfo,
        (
            "Europe/Paris",
            "America/New_York",
            "Asia/Kolkata",
            "Pacific/Auckland",
            "Australia/Lord_Howe",
            "Pacific/Kiritimati",
        ),
    ),
]
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the bounds are naive by Hypothesis's own rule


def test_days_count_from_1970() -> None:
    assert study_day(datetime(1970, 1, 1, 4, tzinfo=UTC), UTC) == 0
    assert study_day(datetime(1970, 1, 1, 3, 59, tzinfo=UTC), UTC) == -1


@pytest.mark.parametrize(
    ("wall", "turns"),
    [
        ("2026-11-21", "the middle of winter time"),
        ("2026-03-29", "the night that loses an hour"),
        ("2026-10-25", "the night that gains an hour"),
    ],
)
def test_the_day_turns_at_four_on_the_wall_clock(wall: str, turns: str) -> None:
    four = datetime.fromisoformat(f"{wall}T04:00").replace(tzinfo=PARIS)
    before = datetime.fromisoformat(f"{wall}T03:59:59.999999").replace(tzinfo=PARIS)
    assert study_day(four, PARIS) == study_day(before, PARIS) + 1, turns
    assert noon(study_day(four, PARIS)).date().isoformat() == wall


def test_midnight_does_not_turn_the_day() -> None:
    evening = datetime(2026, 11, 21, 23, 59, tzinfo=PARIS)
    night = datetime(2026, 11, 22, 3, 59, tzinfo=PARIS)
    assert study_day(evening, PARIS) == study_day(night, PARIS)


def test_the_same_moment_may_lie_in_two_days() -> None:
    moment = datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
    assert study_day(moment, PARIS) == study_day(moment, UTC) + 1


@given(moment=moments, zone=st.sampled_from(ZONES))
def test_a_day_starts_at_its_start(moment: datetime, zone: ZoneInfo) -> None:
    day = study_day(moment, zone)
    start = day_start(day, zone)
    assert start <= moment < day_start(day + 1, zone)
    assert start.utcoffset() == timedelta()
    assert study_day(start, zone) == day
    assert study_day(start - timedelta(microseconds=1), zone) == day - 1


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot change a process's zone")
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York"])
def test_without_a_zone_the_machines_own_counts(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 7, 14, 14, 30, tzinfo=UTC)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        day = study_day(moment)
        assert day == study_day(moment, ZoneInfo(zone))
        assert day_start(day) == day_start(day, ZoneInfo(zone))
    finally:
        monkeypatch.undo()
        time.tzset()
