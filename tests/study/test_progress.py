from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.progress import record_act, resume_suspended
from tests.factories import DAY, cards, deck, memory
from tests.study.conftest import MakeTrainer
from tests.study.progress import put


def test_suspended_cards_of_the_loaded_decks_come_back(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    known, fresh, buried, untouched = cards(4)
    (lost,) = cards(1, "lost")
    put(store, known.key, CardState(memory(), suspended=True))
    put(store, fresh.key, CardState(suspended=True))
    put(store, buried.key, CardState(memory(), buried_day=DAY))
    put(store, lost.key, CardState(suspended=True))
    trainer = make_trainer(deck("deck", known, fresh, buried, untouched))
    assert resume_suspended(trainer) == 2
    assert store.states() == {
        known.key: CardState(memory()),
        fresh.key: UNTOUCHED,
        buried.key: CardState(memory(), buried_day=DAY),
        lost.key: CardState(suspended=True),
    }
    assert store.history(known.key)[-1].entry.kind is LogKind.RESUME
    assert resume_suspended(trainer) == 0


def test_an_act_says_what_changed(make_trainer: MakeTrainer) -> None:
    (asked,) = cards(1)
    row = record_act(make_trainer(deck("deck", asked)), asked, LogKind.BURY)
    entry = row.entry
    assert (entry.kind, entry.day, row.before) == (LogKind.BURY, DAY, UNTOUCHED)
    assert row.after == CardState(buried_day=DAY)
    assert (entry.rating, entry.duration_ms, entry.answered) == (None, None, None)
