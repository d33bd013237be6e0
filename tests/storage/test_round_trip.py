from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState, Memory, Phase
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.verdict import Answered, Rating
from kpitrainer.storage.row_ids import new_id
from kpitrainer.storage.sql_store import SqlStore, open_store

whole = st.integers(-(2**63), 2**63 - 1)
# SQLite keeps no sign of zero; no stability, difficulty or retention is zero.
real = st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)
times = st.datetimes(timezones=st.just(UTC)).map(lambda time: time.replace(fold=0))
keys = st.builds(CardKey, st.text(), st.text())
# A terminal that is not UTF-8 gives what it could not read as U+DC80 to U+DCFF.
typed_text = st.text(
    st.one_of(st.characters(), st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF))
)
memories = st.builds(
    Memory,
    phase=st.sampled_from(Phase),
    step=st.none() | whole,
    stability=real,
    difficulty=real,
    due_day=whole,
    due_at=st.none() | times,
    last_day=whole,
    last_at=times,
    interval=whole,
    reps=whole,
    lapses=whole,
)
states = st.builds(
    CardState,
    memory=st.none() | memories,
    suspended=st.booleans(),
    buried_day=st.none() | whole,
    version=whole,
)
answers = st.builds(
    Answered,
    typed=st.lists(typed_text).map(tuple),
    outcome=st.none() | st.text(),
    seed=st.none() | st.integers(0, 2**63 - 1),
    values=st.lists(st.tuples(typed_text, typed_text)).map(tuple),
    mistake=st.none() | st.text(),
    hints=st.integers(0, 9),
)
entries: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    at=times,
    day=whole,
    # Answers of these days and times would be scheduled.
    kind=st.sampled_from(
        [kind for kind in LogKind if kind not in {LogKind.REVIEW, LogKind.INTRODUCED}]
    ),
    was=st.none() | st.sampled_from(Phase),
    undoes=st.none() | st.uuids(),
    state=st.none() | states,
    rating=st.none() | st.sampled_from(Rating),
    policy=st.builds(Policy, desired_retention=real, maximum_interval=whole, fuzz_seed=st.text()),
    duration_ms=st.none() | whole,
    answered=st.none() | answers,
    label=st.none() | st.text(),
    version=whole,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    opened = open_store(tmp_path_factory.mktemp("store") / "progress.db")
    yield opened
    opened.close()


@settings(max_examples=150, deadline=None)
@given(key=keys, fields=st.lists(entries, max_size=3))
def test_every_field_comes_back(
    shared: SqlStore, key: CardKey, fields: list[dict[str, object]]
) -> None:
    rows = [LogRow(new_id(), LogEntry(key=key, **each)) for each in fields]  # type: ignore[arg-type]  # drawn
    assert shared.merge(rows) == len(rows)
    found = {row.id: row for row in shared.history(key)}
    for row in rows:
        assert repr(found[row.id]) == repr(row)  # every digit, and UTC itself
    if rows:
        assert repr(shared.states()[key]) == repr(replay(list(found.values())))


def test_times_of_other_zones_are_kept_as_utc(store: SqlStore) -> None:
    key = CardKey("deck", "card")
    here = datetime(2026, 10, 25, 2, 30, tzinfo=UTC).astimezone()
    store.record(key, lambda _: LogEntry(key=key, at=here, day=1, kind=LogKind.BURY))
    at = store.history(key)[0].entry.at
    assert at == here
    assert at.utcoffset() == timedelta(0)


def test_the_stored_file_is_one_file_once_closed(tmp_path: Path) -> None:
    opened = open_store(tmp_path / "deep" / "er" / "é %41?#.db")
    opened.close()
    assert [path.name for path in (tmp_path / "deep" / "er").iterdir()] == ["é %41?#.db"]
