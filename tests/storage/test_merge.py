"""Logs of several machines joined: a union of rows, and the fold of their cards."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import CHANGE_NOTHING, LogKind, LogRow
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.checkup import compare
from kpitrainer.storage.log_transfer import recorded
from kpitrainer.storage.sql_store import SqlStore, open_store
from tests.storage.acts import DAY, KEY, act, noon, rate

CARDS = [CardKey("deck", "one"), CardKey("deck", "two")]
MACHINES = range(3)

machines = st.sampled_from(MACHINES)
acts = st.tuples(
    machines,
    st.sampled_from(sorted(set(LogKind) - {LogKind.UNDO, LogKind.RESTORED})),
    st.sampled_from(CARDS),
    st.sampled_from(Rating),
    st.integers(-2, 9),  # the day by that machine's clock
)
undos = st.tuples(machines, st.just("undo"))
merges = st.tuples(machines, st.just("merge"), machines)


@contextmanager
def opened() -> Iterator[list[SqlStore]]:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        stores = [open_store(Path(folder) / f"{number}.db") for number in MACHINES]
        for store in stores:
            stack.callback(store.close)
        yield stores


def rows_of(store: SqlStore) -> dict[object, LogRow]:
    return {row.id: row for row in recorded(store)}


@settings(max_examples=15, deadline=None)
@given(
    steps=st.lists(st.one_of(acts, undos, merges), max_size=16),
    order=st.permutations([(to, of) for to in MACHINES for of in MACHINES if to != of]),
)
def test_in_any_order_and_however_often(
    steps: list[tuple[object, ...]], order: list[tuple[int, int]]
) -> None:
    with opened() as stores:
        last: list[LogRow | None] = [None for _ in stores]
        for at, what, *more in steps:
            store = stores[int(str(at))]
            match what, more:
                case "merge", [int(other)] if other != at:
                    store.merge(recorded(stores[other]))
                    last[int(str(at))] = None
                case "undo", []:
                    row = last[int(str(at))]
                    if row is not None and row.entry.kind not in CHANGE_NOTHING:
                        store.undo(row, noon(DAY), DAY)
                    last[int(str(at))] = None
                case LogKind() as kind, [CardKey() as key, Rating() as rating, int(days)]:
                    value = {LogKind.FLAG: int(rating), LogKind.SET_DUE: DAY + days + 5}.get(kind)
                    decide = act(kind, key, DAY + days, 0, rating, value=value)
                    row = store.record(key, decide)
                    last[int(str(at))] = None if kind in CHANGE_NOTHING else row
        for _ in range(2):
            for to, of in order:
                stores[to].merge(recorded(stores[of]))
        first, *others = stores
        for store in others:
            assert rows_of(store) == rows_of(first)
            assert repr(sorted(store.states().items())) == repr(sorted(first.states().items()))
        for key, state in first.states().items():
            assert replay(first.history(key)) == state
        assert first.merge(recorded(others[0])) == 0


def test_a_log_comes_to_the_same_in_however_many_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, other = open_store(tmp_path / "here.db"), CardKey("deck", "other")
    for day in range(0, 40, 4):
        for key in (KEY, other):
            row = here.record(key, rate(Rating(1 + day % 3), key, DAY + day))
    here.undo(row, noon(DAY + 40), DAY + 40)
    here.record(KEY, act(LogKind.RESCHEDULE, KEY, DAY + 41))
    here.move({other: KEY}, noon(DAY + 42), DAY + 42)
    for size in (1, 3, 100):
        monkeypatch.setattr("kpitrainer.storage.merge._BATCH", size)
        with closing(open_store(tmp_path / f"{size}.db")) as there:
            # Every other row first: some cards have rows before and after those they know.
            assert there.merge(list(recorded(here))[::2]) == 12
            assert there.merge(recorded(here)) == 11
            assert there.merge(recorded(here)) == 0
            assert compare(there, lambda _done, _total: None).agree
            assert rows_of(there) == rows_of(here)
            there.settle({other: KEY, KEY: KEY})
            assert compare(there, lambda _done, _total: None).agree
    here.close()


def test_two_answers_on_two_machines_are_both_history(tmp_path: Path) -> None:
    here, there = open_store(tmp_path / "here.db"), open_store(tmp_path / "there.db")
    mine, theirs = here.record(KEY, rate()), there.record(KEY, rate(minutes=5))
    assert here.merge(recorded(there)) == 1
    assert here.history(KEY) == [mine, theirs]
    memory = here.states()[KEY].memory
    assert memory is not None
    assert memory.reps == 2
    here.close()
    there.close()


def test_an_undo_waits_for_what_it_takes_back(tmp_path: Path) -> None:
    here, there = open_store(tmp_path / "here.db"), open_store(tmp_path / "there.db")
    known = here.record(KEY, rate())
    row = there.record(KEY, rate(minutes=1))
    undo = there.undo(row, noon(DAY, 2), DAY)
    here.merge([undo])
    assert here.states() == {KEY: known.after}
    here.merge([row])
    assert here.states() == {KEY: known.after}
    assert replay(here.history(KEY)) == known.after
    here.close()
    there.close()


def test_rows_of_a_model_of_a_later_version_are_refused_as_a_whole(tmp_path: Path) -> None:
    here, there = open_store(tmp_path / "here.db"), open_store(tmp_path / "there.db")
    here.record(KEY, rate())
    before = here.states()
    mine = there.record(CARDS[0], rate(key=CARDS[0]))
    later = mine.entry._replace(key=CARDS[1], policy=mine.entry.policy._replace(model="fsrs-7"))
    with pytest.raises(KpiTrainerError) as told:
        here.merge([mine, LogRow(UUID(int=mine.id.int + 1), later)])
    assert told.value.code == "schedule.unknown-model"
    assert (here.states(), len(list(here.rows()))) == (before, 1)
    here.close()
    there.close()
