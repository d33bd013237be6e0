from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kpitrainer.study.clock import Clock

MOMENT = datetime(2031, 5, 6, 1, 30, tzinfo=UTC)


def test_a_clock_runs_on_from_where_it_was_set() -> None:
    clock = Clock.starting_at(MOMENT)
    first = clock.now()
    assert timedelta() <= first - MOMENT < timedelta(minutes=1)
    assert first <= clock.now()
    assert first.tzinfo is UTC


def test_a_clock_left_alone_shows_the_present() -> None:
    before = datetime.now(UTC)
    assert before <= Clock().now() <= datetime.now(UTC)


def test_the_study_day_is_that_of_the_clocks_zone() -> None:
    in_paris = Clock.starting_at(MOMENT, ZoneInfo("Europe/Paris"))
    in_tokyo = Clock.starting_at(MOMENT, ZoneInfo("Asia/Tokyo"))
    assert in_paris.today() == in_tokyo.today() - 1
    assert in_paris.local(MOMENT).isoformat() == "2031-05-06T03:30:00+02:00"
