from threading import Thread
from uuid import UUID, uuid4

import pytest

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.replay import replay
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.row_ids import new_id
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.storage.statements import PAGE_ROWS
from kpitrainer.study.store import DayCounts, LogSummary, Store
from tests.storage.acts import DAY, KEY, Decide, act, noon, rate


def test_is_a_store(store: SqlStore) -> None:
    as_asked: Store = store
    assert as_asked.states() == {}


def test_record_gives_the_row_that_is_stored(store: SqlStore) -> None:
    first = store.record(KEY, rate(Rating.GOOD))
    second = store.record(KEY, rate(Rating.EASY, minutes=10))
    assert first.id.version == second.id.version == 7
    assert first.id < second.id
    assert store.history(KEY) == [first, second]
    assert store.states() == {KEY: second.after}


def test_record_decides_on_the_stored_state(store: SqlStore) -> None:
    seen = []

    def decide(state: CardState) -> LogEntry:
        seen.append(state)
        return rate()(state)

    row = store.record(KEY, decide)
    store.record(KEY, decide)
    assert seen == [UNTOUCHED, row.after]


def test_an_entry_of_another_card_is_refused(store: SqlStore) -> None:
    store.record(KEY, rate())
    with pytest.raises(ValueError, match="LogEntry"):
        store.record(KEY, rate(key=CardKey("deck", "other")))
    assert len(list(store.rows())) == 1


def test_a_decision_that_fails_stores_nothing(store: SqlStore) -> None:
    row = store.record(KEY, rate())

    def fail(_: CardState) -> LogEntry:
        raise KpiTrainerError("deck.gone")

    with pytest.raises(KpiTrainerError, match=r"deck\.gone"):
        store.record(KEY, fail)
    assert list(store.rows()) == [row]
    assert store.record(KEY, rate()).before == row.after


def test_undo_puts_the_state_back_and_appends_a_tombstone(store: SqlStore) -> None:
    first = store.record(KEY, rate())
    second = store.record(KEY, rate(Rating.AGAIN, day=DAY + 3))
    tombstone = store.undo(second, noon(DAY + 3, 1), DAY + 3)
    assert store.states() == {KEY: first.after}
    assert store.history(KEY) == [first, second, tombstone]
    assert tombstone.entry.undoes == second.id
    assert tombstone.entry.kind is LogKind.UNDO
    assert (tombstone.before, tombstone.after) == (second.after, first.after)


@pytest.mark.parametrize(
    "kind", [LogKind.SUSPEND, LogKind.BURY, LogKind.PRACTICE, LogKind.RESTART, LogKind.KEEP]
)
def test_undo_covers_every_act(store: SqlStore, kind: LogKind) -> None:
    first = store.record(KEY, rate())
    store.undo(store.record(KEY, act(kind)), noon(DAY), DAY)
    assert store.states() == {KEY: first.after}


def test_acts_undone_one_by_one_lead_back_to_the_start(store: SqlStore) -> None:
    rows = [
        store.record(KEY, decide)
        for decide in (rate(), rate(Rating.HARD), act(LogKind.BURY), rate(), act(LogKind.SUSPEND))
    ]
    for row in reversed(rows):
        store.undo(row, noon(DAY), DAY)
        assert store.states() == {KEY: row.before}
    assert store.states() == {KEY: UNTOUCHED}
    assert store.day_counts(DAY) == DayCounts(new=(), reviews=())
    assert store.study_days() == []
    assert store.last_studied() == {}


def test_a_row_with_a_later_one_cannot_be_undone(store: SqlStore) -> None:
    first = store.record(KEY, rate())
    second = store.record(KEY, rate())
    with pytest.raises(KpiTrainerError, match=r"store\.superseded"):
        store.undo(first, noon(DAY), DAY)
    assert store.history(KEY) == [first, second]
    assert store.states() == {KEY: second.after}


def test_no_row_is_undone_twice(store: SqlStore) -> None:
    store.record(KEY, rate())
    row = store.record(KEY, rate())
    store.undo(row, noon(DAY), DAY)
    with pytest.raises(KpiTrainerError, match=r"store\.superseded"):
        store.undo(row, noon(DAY), DAY)


def test_a_row_of_another_file_cannot_be_undone(store: SqlStore) -> None:
    row = store.record(KEY, rate())
    with pytest.raises(KpiTrainerError, match=r"store\.superseded"):
        store.undo(LogRow(uuid4(), row.entry), noon(DAY), DAY)


def test_a_first_row_undone_makes_way_for_an_earlier_one(store: SqlStore) -> None:
    first = store.record(KEY, rate())
    second = store.record(KEY, rate())
    store.undo(second, noon(DAY), DAY)
    store.undo(first, noon(DAY), DAY)
    assert store.states() == {KEY: UNTOUCHED}


def test_rows_come_in_order_and_across_pages(store: SqlStore) -> None:
    cards = [CardKey("deck", f"card-{number}") for number in range(PAGE_ROWS // 3)]
    # Many rows of the same time: neither skipped nor repeated where a page ends.
    rows = [
        store.record(card, rate(key=card, day=day))
        for day in (DAY + 1, DAY, DAY + 2)
        for card in [*cards, KEY]
    ]
    assert len(rows) > PAGE_ROWS
    assert list(store.rows()) == sorted(rows, key=lambda row: (row.entry.day, row.entry.at, row.id))
    assert {row.id for row in store.rows(DAY + 2)} == {
        row.id for row in rows if row.entry.day == DAY + 2
    }


def test_answering_while_reading_all_rows(store: SqlStore) -> None:
    row = store.record(KEY, rate())
    for seen in store.rows():
        assert seen == row
        store.record(CardKey("deck", "other"), rate(key=CardKey("deck", "other")))
    assert len(list(store.rows())) == 2


OLD, NEW = CardKey("deck", "old"), CardKey("deck", "new")


def test_a_renamed_card_keeps_its_progress(store: SqlStore) -> None:
    row = store.record(OLD, rate(key=OLD))
    store.settle({OLD: NEW, NEW: NEW})
    assert store.states() == {NEW: row.after}
    assert store.history(OLD) == []
    assert [moved.id for moved in store.history(NEW)] == [row.id]
    # What was answered before the rename can still be taken back.
    store.undo(row, noon(DAY), DAY)
    assert store.states() == {NEW: UNTOUCHED}


def test_a_renamed_card_keeps_the_fuzz_of_what_was_answered_before(store: SqlStore) -> None:
    seeds = []
    for key, day in ((OLD, DAY), (OLD, DAY + 1), (NEW, DAY + 9), (OLD, DAY + 30)):
        store.settle({OLD: key, NEW: key})
        store.record(key, rate(Rating.EASY, key, day))
        seeds.append(key.card)
    assert [row.entry.policy.fuzz_seed for row in store.history(OLD)] == seeds
    assert replay(store.history(OLD)) == store.states()[OLD]


def test_what_is_done_comes_last_whatever_the_clocks_say(store: SqlStore) -> None:
    ahead = act(LogKind.SUSPEND, day=DAY + 400)(UNTOUCHED)
    elsewhere = LogRow(UUID(int=new_id().int + (400 * 86_400_000 << 80)), ahead)
    store.merge([elsewhere])
    resumed = store.record(KEY, act(LogKind.RESUME))
    assert not resumed.after.suspended
    assert store.history(KEY) == [elsewhere, resumed]
    assert replay(store.history(KEY)) == store.states()[KEY]


def test_ids_differ_where_clocks_are_behind_what_is_known() -> None:
    ahead = UUID(int=new_id().int + (400 * 86_400_000 << 80))
    made = {new_id(ahead) for _ in range(50)}
    assert len(made) == 50, "two machines may act on one card"
    assert all(each > ahead and each.version == 7 for each in made)


def test_two_histories_become_one_and_two_again(store: SqlStore) -> None:
    old = store.record(OLD, rate(key=OLD))
    new = store.record(NEW, rate(Rating.EASY, key=NEW, minutes=1))
    store.settle({OLD: NEW, NEW: NEW})
    assert store.states() == {NEW: replay([old, new])}
    assert [row.id for row in store.history(NEW)] == [old.id, new.id]
    assert {row.entry.key for row in store.rows()} == {NEW}, "whatever it was called then"
    later = LogRow(new_id(), rate(key=OLD, minutes=9)(UNTOUCHED))
    store.merge([later])
    assert store.states() == {NEW: replay([old, new, later])}, "it finds its home"
    store.settle({OLD: OLD, NEW: NEW})
    assert store.states() == {OLD: replay([old, later]), NEW: new.after}


def test_moves_are_told_in_their_order(store: SqlStore) -> None:
    store.record(OLD, rate(key=OLD))
    store.move({OLD: NEW}, noon(DAY), DAY)
    store.move({OLD: KEY}, noon(DAY - 9), DAY - 9)
    assert store.moves() == [(OLD, NEW), (OLD, KEY)]
    last = store.last_row(DAY)
    assert last is not None
    assert last.entry.kind is LogKind.REVIEW, "a move is no act to take back"


def test_keys_are_the_cards_ever_touched(store: SqlStore) -> None:
    assert store.keys() == set()
    store.record(OLD, rate(key=OLD))
    store.undo(store.record(NEW, rate(key=NEW)), noon(DAY), DAY)
    assert store.keys() == {OLD, NEW}


def test_a_trace_is_the_last_label_and_the_answers_that_stand(store: SqlStore) -> None:
    def labelled(decide: Decide, label: str | None) -> Decide:
        return lambda state: decide(state)._replace(label=label)

    store.record(KEY, labelled(rate(), "first"))
    store.record(KEY, labelled(act(LogKind.PRACTICE, minutes=5, rating=Rating.GOOD), "second"))
    store.record(KEY, labelled(act(LogKind.SUSPEND, minutes=6), None))
    undone = store.record(KEY, labelled(rate(minutes=7), "third"))
    store.undo(undone, noon(DAY, 8), DAY)
    assert store.log_summaries([KEY, OLD]) == {
        KEY: LogSummary("third", noon(DAY, 5), 2),
        OLD: LogSummary(None, None, 0),
    }


def test_what_is_purged_is_gone_and_in_the_backup(store: SqlStore) -> None:
    kept = store.record(NEW, rate(key=NEW))
    row = store.record(OLD, rate(key=OLD))
    store.undo(store.record(OLD, rate(key=OLD)), noon(DAY), DAY)
    backup = store.purge([OLD, CardKey("deck", "never")])
    assert store.states() == {NEW: kept.after}
    assert list(store.rows()) == [kept]
    before = open_store(backup)
    assert before.states() == {OLD: row.after, NEW: kept.after}
    assert len(list(before.rows())) == 4
    before.close()
    assert store.record(OLD, rate(key=OLD)).before == UNTOUCHED


def test_threads_share_a_store(store: SqlStore) -> None:
    def answer() -> None:
        for _ in range(50):
            store.record(KEY, rate())

    threads = [Thread(target=answer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = store.history(KEY)
    assert len(rows) == 200
    assert replay(rows) == store.states()[KEY]
