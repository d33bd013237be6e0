"""On which rung a drill is asked next, by its memory and its latest answers alone."""

from datetime import datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.drill.exercise import SHEET
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.schedule.memory import Memory, Phase
from kpitrainer.domain.schedule.next_rung import WELL_REMEMBERED, next_rung
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.schedule.scheduler import introduced
from kpitrainer.domain.verdict import Answered, Rating
from tests.factories import DAY, memory, noon

AGAIN, HARD, GOOD, EASY = Rating
WELL = memory(stability=float(WELL_REMEMBERED))
YOUNG = memory(stability=WELL_REMEMBERED - 0.1)


def answer(
    rating: Rating = GOOD,
    kind: LogKind = LogKind.REVIEW,
    *,
    sheet: bool = False,
    was: Phase | None = Phase.REVIEW,
    at: datetime | None = None,
) -> LogEntry:
    return LogEntry(
        key=CardKey("deck", "nps"),
        at=at or noon(),
        day=DAY,
        kind=kind,
        was=was,
        rating=rating,
        answered=Answered(values=((SHEET, "1:frais"),) if sheet else ()),
    )


def test_what_was_never_met_is_shown_worked_and_then_begun() -> None:
    assert next_rung(None, []) is Rung.WORKED
    assert next_rung(introduced(noon(), DAY), []) is Rung.LAST_STEP


@pytest.mark.parametrize(
    ("rating", "rung"), [(GOOD, Rung.ALL_OPEN), (HARD, Rung.ALL_OPEN), (AGAIN, Rung.WORKED)]
)
def test_who_calculated_it_in_practice_needs_no_example(rating: Rating, rung: Rung) -> None:
    assert next_rung(None, [answer(rating, LogKind.PRACTICE, was=None)]) is rung


def test_a_memory_that_was_dropped_begins_anew() -> None:
    assert next_rung(None, [answer()]) is Rung.WORKED
    assert next_rung(None, [answer(kind=LogKind.PRACTICE)]) is Rung.WORKED
    found = answer(kind=LogKind.PRACTICE, was=None, sheet=True)
    assert next_rung(None, [found]) is Rung.WORKED, "finding an error is no calculation"


@pytest.mark.parametrize("rating", [HARD, GOOD, EASY])
def test_what_was_right_is_all_open(rating: Rating) -> None:
    learning = memory(phase=Phase.LEARNING, step=1, stability=2.0)
    assert next_rung(learning, [answer(rating, was=Phase.LEARNING)]) is Rung.ALL_OPEN
    assert next_rung(YOUNG, [answer(), answer(rating)]) is Rung.ALL_OPEN


def test_what_is_well_remembered_comes_with_an_error_every_other_time() -> None:
    answers = [answer(), answer()]
    rungs = []
    for _ in range(6):
        rung = next_rung(WELL, answers)
        rungs.append(rung)
        answers.append(answer(sheet=rung is Rung.FIND_ERROR))
    assert rungs == [Rung.FIND_ERROR, Rung.ALL_OPEN] * 3


def test_one_of_two_reviews_wrong_keeps_the_error_away() -> None:
    assert next_rung(WELL, [answer(AGAIN), answer()]) is Rung.ALL_OPEN
    assert next_rung(WELL, [answer(), answer(), answer()]) is Rung.FIND_ERROR


@pytest.mark.parametrize("known", [WELL, YOUNG, memory(phase=Phase.RELEARNING, step=0, lapses=1)])
def test_who_fails_goes_down_by_one_from_what_was_asked(known: Memory) -> None:
    assert next_rung(known, [answer(), answer(AGAIN)]) is Rung.LAST_STEP
    assert next_rung(known, [answer(), answer(AGAIN, sheet=True)]) is Rung.ALL_OPEN


def test_after_it_is_relearned_it_goes_up_again() -> None:
    lapsed = [answer(), answer(AGAIN)]
    again = [*lapsed, answer(was=Phase.RELEARNING)]
    assert next_rung(YOUNG, again) is Rung.ALL_OPEN
    assert next_rung(WELL, [*again, answer()]) is Rung.FIND_ERROR


def test_practice_moves_nothing_of_a_known_card() -> None:
    practice = [answer(AGAIN, LogKind.PRACTICE), answer(kind=LogKind.PRACTICE, sheet=True)]
    assert next_rung(WELL, [answer(), answer(), *practice]) is Rung.FIND_ERROR
    assert next_rung(YOUNG, [answer(), answer(AGAIN), *practice]) is Rung.LAST_STEP
    assert next_rung(WELL, practice) is Rung.ALL_OPEN, "its reviews are not known"


ratings = st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 60)), max_size=14)


@given(ratings)
def test_a_lapse_goes_down_and_what_is_right_up_whatever_was_before(
    acts: list[tuple[Rating, int]],
) -> None:
    """Along any history: the same rung for the same history, at most one up, and down at Again."""
    rows: list[LogRow] = []
    asked, day = Rung.LAST_STEP, 0.0
    for number, (rating, days) in enumerate(acts):
        day += days
        at = noon(DAY, day * 24 * 60 + number)
        entry = answer(rating, sheet=asked is Rung.FIND_ERROR, at=at)
        rows.append(LogRow(UUID(int=number + 1), entry._replace(day=DAY + int(day))))
        entries = [row.entry for row in rows]
        known = replay(rows).memory
        rung = next_rung(known, entries)
        assert rung is next_rung(known, entries[-2:]), "of the answers two matter"
        if rating is AGAIN:
            assert rung == max(asked - 1, Rung.LAST_STEP)
        else:
            assert Rung.ALL_OPEN <= rung <= max(asked + 1, Rung.ALL_OPEN)
        asked = rung
