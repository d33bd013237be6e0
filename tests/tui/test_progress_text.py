"""Pictures of progress and of the days ahead, and the sentences around them."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from kpitrainer.domain.schedule.counts import Maturity, best_streak
from kpitrainer.domain.schedule.days_off import DaysOff
from kpitrainer.domain.schedule.exam_forecast import Forecast
from kpitrainer.domain.schedule.exam_plan import ExamPlan
from kpitrainer.domain.schedule.study_day import day_of
from kpitrainer.domain.verdict import Message
from kpitrainer.i18n import LANGUAGES, Translator
from kpitrainer.progress_wording import calendar_lines
from kpitrainer.study.clock import Clock
from kpitrainer.study.days_told import goals_told, new_told, streak_told
from kpitrainer.study.exams import ExamStanding
from kpitrainer.study.library import Library
from kpitrainer.study.overview import DeckRow, Overview
from kpitrainer.tui.text.deck_columns import DeckColumns
from kpitrainer.tui.text.home_text import today
from kpitrainer.tui.text.progress_text import forecast_columns, shares, states_bar
from tests.factories import DAY, both, cards, deck
from tests.tui.seat import plain

FRENCH = Translator("fr")


@given(st.lists(st.integers(0, 500), min_size=5, max_size=5), st.integers(5, 60))
def test_a_bar_is_shared_out_and_shows_the_least(counts: list[int], width: int) -> None:
    cells = shares(counts, width)
    assert sum(cells) == (width if any(counts) else 0)
    for count, cell in zip(counts, cells, strict=True):
        assert bool(count) == bool(cell)
        assert abs(cell - count * width / max(sum(counts), 1)) < 5


def test_states_are_told_apart_without_colours() -> None:
    counted = dict.fromkeys(Maturity, 2)
    drawn = states_bar({**counted, Maturity.SUSPENDED: 0}, 8).plain
    assert drawn == "██▆▆▃▃▁▁"
    assert states_bar(dict.fromkeys(Maturity, 0), 8).plain == " " * 8


def test_the_days_ahead_begin_today_and_have_one_scale() -> None:
    lines = [line.plain for line in forecast_columns(FRENCH, DAY, (64, 16, 0, 1), 48, 2)]
    assert lines[0] == "█████████" + " " * 35
    assert lines[1].split() == ["█████████", "▄▄▄▄▄▄▄▄▄", "▁▁▁▁▁▁▁▁▁"]
    assert lines[2].split() == ["auj.", "64", "sam.", "16", "dim.", "0", "lun.", "1"]
    narrow = [line.plain.split() for line in forecast_columns(FRENCH, DAY, (64, 16, 0, 1), 20, 1)]
    assert narrow[1:] == [["64", "16", "0", "1"], ["auj.", "sam.", "dim.", "lun."]]


def test_no_title_is_cut_where_there_is_room() -> None:
    title = "Succès : étudiants, travail, managers, stratégie (complément)"
    columns = DeckColumns(FRENCH, 132, [title])
    row = DeckRow("deck", 0, 0, dict.fromkeys(Maturity, 1), (0,) * 7, offers=True)
    for width, cut in ((132, False), (74, True)):
        columns = DeckColumns(FRENCH, width, [title])
        told = columns.deck(deck("deck", title=both(title)), title, row, picked=False)
        assert (title not in told.plain) == cut
        assert told.cell_length == columns.heads().cell_length <= width


OVERVIEW = Overview(
    day=DAY,
    rows=(DeckRow("deck", 0, 2, {Maturity.NEW: 2}, (2, *[0] * 6), offers=True),),
    due=0, new=2, waiting=0, minutes=1, forecast=(2, *[0] * 6), next_due=None, started=True,
    new_per_day=10, unmet=2, met_by=DAY,
)  # fmt: skip
LIBRARY = Library((deck("deck", *cards(2)),))


@pytest.mark.parametrize(
    ("changes", "own", "code"),
    [
        ({}, (), "home.new-course"),
        ({}, ("deck",), "home.new-own"),
        ({"unmet": 0}, (), "home.new-all-met"),
        ({"new_waiting": 3}, (), "home.new-limit"),
        ({"new_waiting": 0}, (), "home.new-tomorrow"),
    ],
)
def test_why_cards_are_new_or_none_is(
    changes: dict[str, int], own: tuple[str, ...], code: str
) -> None:
    overview = OVERVIEW
    if changes:
        rows = (replace(OVERVIEW.rows[0], new=0),)
        overview = replace(OVERVIEW, rows=rows, new=0, **changes)  # type: ignore[arg-type] # counts
    library = replace(LIBRARY, own=frozenset(own))
    assert new_told(overview, library, "fr").code == code


def test_the_goal_is_the_end_of_the_course_then_mature_cards() -> None:
    assert [told.code for told in goals_told(OVERVIEW, LIBRARY, "fr")] == ["goal.course-by"]
    rows = (replace(OVERVIEW.rows[0], maturity={Maturity.MATURE: 1, Maturity.YOUNG: 2}),)
    met = replace(OVERVIEW, rows=rows, unmet=0, met_by=None)
    assert list(goals_told(met, LIBRARY, "fr")) == [
        Message("goal.mature", {"count": 1, "cards": 3})
    ]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((), None),
        ((0,), ("common.streak", 1)),
        ((0, 1, 2), ("common.streak-record", 3)),
        ((0, 1, 5, 6, 7), ("common.streak-best", 2)),
        ((5, 6, 7), ("common.streak-none", 3)),
        ((5, 6), None),
    ],
)
def test_days_in_a_row_and_the_best(days: tuple[int, ...], told: tuple[str, int] | None) -> None:
    message = streak_told(replace(OVERVIEW, study_days=[DAY - ago for ago in days]))
    assert (message and (message.code, message.values["count"])) == told


def test_days_off_break_no_best_row() -> None:
    assert best_streak([9, 8, 5, 4, 3, 1], 9, DaysOff(((6, 7),))) == 5


def test_a_calendar_shows_study_holidays_and_gaps() -> None:
    days = [DAY, DAY - 1, DAY - 7]
    lines = calendar_lines(FRENCH, days, DaysOff(((DAY - 3, DAY - 2),)), DAY)
    assert lines[0].split() == ["lu", "ma", "me", "je", "ve", "sa", "di"]
    # DAY is a Friday.
    assert plain(lines[12]).split("sept.")[-1].split()[-5:] == ["·", "○", "○", "●", "●"]
    assert lines[11].count("●") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("exam", [True, False])
def test_a_goal_is_told_whole_on_one_line_of_80_columns(language: str, exam: bool) -> None:
    title = "Succès : étudiants, travail, managers, stratégie"
    library = Library((deck("long", *cards(2), title=both(title)), deck("other")))
    plan, forecast = ExamPlan(DAY + 365, 0.9), Forecast(0.97, 120.0, 0.0)
    row = DeckRow("long", 1, 0, Counter(), (1,), offers=True)
    day = Overview(
        *(DAY, (row, replace(row, deck="other")), 2, 0, 0, 1, (2,), None, True),
        unmet=1288,
        met_by=day_of(date(2027, 9, 30)),
        exams=[ExamStanding(plan, ("long",), forecast)] if exam else (),
    )
    lines = today(Translator(language), day, library, Clock(), 76).plain.splitlines()
    assert all(Content(line).cell_length <= 76 for line in lines)
    assert lines[-1].endswith("2027"), "the end of the course"
    if exam:
        assert "… : " in plain(lines[-2]) or "…: " in lines[-2], "only the title gave way"
        assert lines[-2].endswith(("min/jour", "a day"))
        assert "Succès" in lines[-2]
