"""Days off, an exam's share of new cards, and the plan after a pause."""

from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.schedule.backlog import Backlog, came_back, plan_backlog
from kpitrainer.domain.schedule.counts import streak
from kpitrainer.domain.schedule.days_off import DaysOff
from kpitrainer.domain.schedule.exam_plan import LAST_DAYS, ExamPlan, next_plan

OFF = DaysOff(((12, 14), (20, 20)))


def test_days_off_are_no_open_days_and_break_no_streak() -> None:
    assert [day for day in range(10, 22) if OFF.has(day)] == [12, 13, 14, 20]
    assert OFF.open_days(10, 21) == 8
    assert (OFF.back_on(13), OFF.back_on(16)) == (15, 16)
    assert streak([15, 11, 10, 8], today=15, off=OFF) == 3
    assert streak([15, 11, 10, 8], today=15) == 1
    assert streak([11, 10], today=15, off=OFF) == 2, "today is open still"
    assert streak([11, 10], today=16, off=OFF) == 0
    assert streak([15, 13, 11], today=15, off=OFF) == 3, "a day off that was used counts"


@given(
    st.integers(1, 60), st.integers(0, 400), st.lists(st.integers(0, 60), max_size=10)
)  # fmt: skip
def test_all_new_cards_are_met_before_the_exam(days: int, unmet: int, free: list[int]) -> None:
    plan = ExamPlan(days, 0.9, DaysOff.of((day, day) for day in free))
    shares = []
    for today in range(days):
        share = min(plan.new_today(unmet, today), unmet)
        unmet -= share
        shares.append(share)
        assert not (share and plan.off.has(today))
    assert unmet == 0 or not plan.days_left(0)


def test_new_cards_are_spread_evenly_up_to_the_last_days() -> None:
    plan, unmet, shares = ExamPlan(20, 0.9), 64, []
    for today in range(20):
        shares.append(plan.new_today(unmet, today))
        unmet -= shares[-1]
    assert shares == [4] * (20 - LAST_DAYS) + [0] * LAST_DAYS
    assert plan.new_today(64, 20) == 0, "it is over"


def test_of_two_exams_the_next_one_holds() -> None:
    sooner, later = ExamPlan(20, 0.9), ExamPlan(30, 0.8)
    held = [next_plan((later, sooner), today) for today in (19, 20, 30)]
    assert held == [sooner, later, None]


def test_a_return_is_the_day_after_the_latest_pause() -> None:
    assert came_back([30, 29, 20, 19], 31) == 29
    assert came_back([20, 19], 30) == 30, "today, where nothing was done yet"
    assert came_back([30, 27, 25], 31) is None, "a few days are no pause"
    assert came_back([99, 98, 20], 100) == 98
    assert came_back([*range(99, 30, -1), 10], 100) is None, "long ago"
    assert came_back([], 5) is None


def test_a_backlog_is_worked_off_in_as_many_days_as_there_are() -> None:
    coming, due, caps = [10] * 6, 150, []
    for day in range(9):
        plan = plan_backlog(due, coming, day, done=0, limit=200)
        caps.append(plan.cap if plan else due)
        due += 10 - caps[-1]
    assert caps == [30, 30, 30, 30, 30, 30, 30, 10, 10]


def test_a_backlog_tells_how_long_it_takes() -> None:
    assert plan_backlog(60, [0] * 6, 0, done=0, limit=200) == Backlog(60, 30, 2, 0)
    for limit in (3, 200):
        assert plan_backlog(29, [0] * 6, 0, done=0, limit=limit) is None, "that is a sitting"
    assert plan_backlog(700, [0] * 6, 0, done=0, limit=50) == Backlog(700, 50, 14, 0)
    assert plan_backlog(700, [50] * 6, 0, done=0, limit=50) == Backlog(700, 50, None, 0)
    half_done = plan_backlog(170, [0] * 6, 0, done=40, limit=200)
    assert half_done == Backlog(170, 30, 7, 0), "what was done today counts"
