from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import Phase
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage import statements
from kpitrainer.storage.connection import driver_connection
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.store import DayCounts
from tests.storage.acts import DAY, KEY, act, effective, noon, rate

keys = st.builds(CardKey, st.sampled_from(["a", "b"]), st.sampled_from(["x", "y", "z"]))
days = st.integers(0, 5)
kinds = st.sampled_from(
    [
        *[LogKind.REVIEW] * 3,
        LogKind.INTRODUCED,
        LogKind.PRACTICE,
        LogKind.BURY,
    ]
)
acts = st.lists(
    st.tuples(kinds, keys, days, st.sampled_from(Rating), st.booleans()),
    max_size=25,
)


def phase_before(row: LogRow) -> Phase | None:
    return row.entry.was


@settings(max_examples=30, deadline=None)
@given(acts=acts)
def test_counts_are_those_of_the_effective_rows(
    acts: list[tuple[LogKind, CardKey, int, Rating, bool]],
) -> None:
    with TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "progress.db")
        for kind, key, day, rating, undone in acts:
            row = store.record(key, act(kind, key, day, rating=rating))
            if undone:
                store.undo(row, noon(day), day)
        shown = [
            row
            for row in effective(list(store.rows()))
            if row.entry.kind in (LogKind.REVIEW, LogKind.PRACTICE, LogKind.INTRODUCED)
        ]
        assert store.study_days() == sorted({row.entry.day for row in shown}, reverse=True)
        assert store.last_studied() == {
            deck: max(row.entry.day for row in shown if row.entry.key.deck == deck)
            for deck in {row.entry.key.deck for row in shown}
        }
        for key, told in store.log_summaries(store.keys()).items():
            kinds = [row.entry.kind for row in shown if row.entry.key == key]
            assert told.answers == len(kinds) - kinds.count(LogKind.INTRODUCED)
        for day in range(6):
            of_day = [row for row in shown if row.entry.day == day]
            reviewed = [row for row in of_day if row.entry.kind is LogKind.REVIEW]
            introduced = [row for row in of_day if row.entry.kind is LogKind.INTRODUCED]
            new, reviews = store.day_counts(day)
            assert Counter(new) == Counter(
                row.entry.key for row in (*reviewed, *introduced) if phase_before(row) is None
            )
            assert Counter(reviews) == Counter(
                row.entry.key for row in reviewed if phase_before(row) is Phase.REVIEW
            )
        store.close()


def test_a_forgotten_card_counts_once_against_the_days_reviews(store: SqlStore) -> None:
    store.record(KEY, rate(Rating.EASY))
    later = DAY + 60
    store.record(KEY, rate(Rating.AGAIN, day=later))
    assert store.day_counts(later) == DayCounts(new=(), reviews=(KEY,))
    relearned = store.record(KEY, rate(Rating.GOOD, day=later, minutes=10))
    assert phase_before(relearned) is Phase.RELEARNING
    assert store.day_counts(later) == DayCounts(new=(), reviews=(KEY,))


def test_the_latest_lengths_are_those_of_a_hundred_answers(store: SqlStore) -> None:
    assert store.latest_lengths() == []

    def lasting(milliseconds: int | None, minutes: int) -> LogRow:
        decide = rate(minutes=minutes)
        return store.record(KEY, lambda state: decide(state)._replace(duration_ms=milliseconds))

    lasting(None, 0)
    store.record(KEY, act(LogKind.BURY))
    assert store.latest_lengths() == []
    lasting(50_000, 1)
    assert store.latest_lengths() == [(KEY, 50_000)]
    for minutes in range(2, 101):
        lasting(1_500, minutes)
    hundred = [(KEY, 1_500)] * 99
    assert store.latest_lengths() == [*hundred, (KEY, 50_000)]
    lasting(1_500, 101)
    assert store.latest_lengths() == [*hundred, (KEY, 1_500)]
    store.undo(lasting(60_000, 102), noon(DAY), DAY)
    assert store.latest_lengths() == [*hundred, (KEY, 1_500)]


def test_an_introduction_takes_time(store: SqlStore) -> None:
    decide = act(LogKind.INTRODUCED)
    store.record(KEY, lambda state: decide(state)._replace(duration_ms=9_000))
    assert store.latest_lengths() == [(KEY, 9_000)]


def plan_of(store: SqlStore, name: str) -> list[str]:
    compiled = getattr(statements, name).compile(
        dialect=sqlite.dialect(paramstyle="named"),
        compile_kwargs={"render_postcompile": True},
    )
    raw = driver_connection(store.file.connection)
    return [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {compiled}", compiled.params)]


@pytest.mark.parametrize(
    "name",
    [
        "STATE",
        "ROW",
        "CARD_OF_KEY",
        "POLICY_OF",
        "LABEL_OF",
        "IS_UNDONE",
        "HISTORY_OF",
        "SCHEDULED_ON",
        "STUDY_DAYS",
        "LAST_STUDIED",
        "FIRST_PAGE",
        "NEXT_PAGE",
        "RECORDED_ROW",
        "SET_HOME",
        "RECORDED_PAGE",
        "NUMBERED_PAGE",
        "LAST_NUMBER",
        "ID_OF",
        "IS_HOME",
        "DROP_STATE",
        "CHANGE_STATE",
    ],
)
def test_no_statement_walks_the_log_or_sorts_it(store: SqlStore, name: str) -> None:
    plan = plan_of(store, name)
    assert plan
    assert not [step for step in plan if step.startswith(("SCAN review_log", "SCAN tombstone"))]
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def test_moves_are_read_from_an_index_of_them_alone(store: SqlStore) -> None:
    assert "SCAN review_log USING INDEX ix_review_log_moved" in plan_of(store, "MOVES")


def test_the_latest_answers_are_read_from_the_end_of_an_index(store: SqlStore) -> None:
    plan = plan_of(store, "LATEST_LENGTHS")
    assert "SCAN review_log USING INDEX ix_review_log_day" in plan
    # Those of one day at a time.
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
