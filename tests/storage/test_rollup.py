"""The rollup is what the whole log counts, whatever was done."""

import sqlite3
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.schedule.tallies import STANDINGS, answers
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.checkup import compare, derive_anew
from kpitrainer.storage.log_transfer import recorded
from kpitrainer.storage.rollup import stored_cells
from kpitrainer.storage.sql_store import SqlStore, open_store
from tests.storage.acts import DAY, KEY, act, noon, rate
from tests.storage.test_schema import schema_of, stamp

KEYS = (KEY, CardKey("deck", "other"), CardKey("second", "card"))


def agrees(store: SqlStore) -> bool:
    return compare(store, lambda _done, _total: None).agree


def counted(store: SqlStore) -> Counter[tuple[str, str]]:
    """How many answers by deck and by how the card stood."""
    with store.file.transaction() as connection:
        cells = stored_cells(connection)
    counts = Counter[tuple[str, str]]()
    for (deck, _), amounts in cells.items():
        for standing in STANDINGS:
            counts[deck, standing] += sum(amounts[answers(standing, each)] for each in Rating)
    return +counts


ACTS = ("answer", "answer", "mark", "undo", "undo-each", "take-back", "move", "merge", "purge")


# A failure is told as it was found: to make it smaller takes minutes.
@settings(max_examples=8, phases=(Phase.reuse, Phase.generate))
@given(
    st.lists(
        st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.sampled_from([0, 1, 30, 90])),
        min_size=6,
        max_size=12,
    )
)
def test_after_any_acts_it_is_what_the_log_counts(acts: list[tuple[str, int, int]]) -> None:
    with (
        TemporaryDirectory() as folder,
        closing(open_store(Path(folder) / "here.db")) as store,
        closing(open_store(Path(folder) / "there.db")) as other,
    ):
        day, homes = DAY, {key: key for key in KEYS}
        for minutes, (name, place, later) in enumerate(acts):
            day += later
            if name == "move":
                move(store, homes, place, day)
            else:
                do((store, other), name, homes[KEYS[place]], day, minutes)
        assert agrees(store)
        assert agrees(other)


def move(store: SqlStore, homes: dict[CardKey, CardKey], place: int, day: int) -> None:
    """As a start does, which settles all names at once."""
    key, to = homes[KEYS[place]], homes[KEYS[place - 1]]
    if key != to:
        store.move({key: to}, noon(day), day)
        homes.update({name: to for name, home in homes.items() if home == key})
        store.settle(homes)


def do(stores: tuple[SqlStore, SqlStore], name: str, key: CardKey, day: int, minutes: int) -> None:
    store, other = stores
    at, rows = noon(day, minutes), store.history(key)
    match name:
        case "answer":
            store.record(key, rate(Rating.EASY, key, day, minutes))
            other.record(key, rate(Rating.AGAIN, key, day - 1, minutes))
        case "mark":
            kinds = (LogKind.FORGET, LogKind.RESCHEDULE, LogKind.SUSPEND)
            kind = kinds[minutes % len(kinds)]
            store.record_each({key: act(kind, key, day, minutes)})
        case "undo" if rows:
            with suppress(KpiTrainerError):
                store.undo(rows[-1], at, day)
        case "undo-each" if rows:
            with suppress(KpiTrainerError):
                store.undo_each(rows[-1:], at, day)
        case "take-back" if rows:
            acts = [row for row in rows if row.entry.kind is LogKind.REVIEW]
            store.take_back(acts[:1], at, day)
        case "merge":
            store.merge(recorded(other))
            other.merge(recorded(store))
        case "purge":
            store.purge([key])
        case _:
            pass


def test_a_card_counts_as_it_stood_and_by_the_deck_it_is_in_now(path: Path) -> None:
    with closing(open_store(path)) as store:
        store.record(KEY, rate(Rating.EASY))
        due = store.states()[KEY].memory
        assert due is not None
        store.record(KEY, rate(day=due.due_day))
        store.record(KEY, rate(day=due.due_day + 60))
        stood = ("new", "young", "mature")
        assert counted(store) == {("deck", was): 1 for was in stood}
        moved = CardKey("new", "card")
        store.move({KEY: moved}, noon(DAY + 90), DAY + 90)
        store.settle({KEY: moved, moved: moved})
        assert counted(store) == {("new", was): 1 for was in stood}


def test_a_file_of_before_is_counted_when_it_is_migrated(path: Path) -> None:
    with closing(open_store(path)) as store:
        store.record(KEY, rate())
        before = counted(store)
    schema = schema_of(path)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TABLE rollup")
    stamp(path, "0004")
    with closing(open_store(path)) as store:
        assert store.notices == []
        assert counted(store) == before
    assert schema_of(path) == schema


def test_the_doctor_finds_and_mends_wrong_sums(path: Path) -> None:
    with closing(open_store(path)) as store:
        store.record(KEY, rate())
        with store.file.transaction(write=True) as connection:
            connection.exec_driver_sql("UPDATE rollup SET new_good = 7")
        compared = compare(store, lambda _done, _total: None)
        assert (compared.stale, compared.rollup_differs) == ([], True)
        derive_anew(store, [], lambda _done, _total: None)
        assert agrees(store)
