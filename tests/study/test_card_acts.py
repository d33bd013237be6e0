"""Cards found, and acts on several of them, on a real file."""

from functools import partial

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState, Phase
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.search.query_parser import parse_query
from kpitrainer.domain.verdict import Answered, Rating
from kpitrainer.storage.sql_store import SqlStore, open_store
from kpitrainer.study.card_acts import CardActs, study_cards
from kpitrainer.study.card_search import CardSearch
from kpitrainer.study.library import Selection
from kpitrainer.study.progress import undo_last
from kpitrainer.study.trainer import Trainer
from tests.factories import DAY, FixedClock, card, cards, cloze, deck, drill, noon
from tests.storage.acts import act
from tests.study.conftest import MakeTrainer
from tests.study.progress import known

ONE, TWO, THREE = cards(3)
OPTIONAL = deck("more", card("extra", deck="more"), optional=True)


@pytest.fixture
def trainer(make_trainer: MakeTrainer) -> Trainer:
    return make_trainer(deck("deck", ONE, TWO, THREE), OPTIONAL)


def names(trainer: Trainer, query: str, language: str = "fr") -> list[str]:
    found = CardSearch(trainer, language).find(parse_query(query))
    return [queued.card.key.card.removeprefix("card-00") for queued in found]


def chosen(trainer: Trainer, query: str = "deck:deck") -> list[Queued]:
    return CardSearch(trainer, "fr").find(parse_query(query))


def test_texts_in_the_readers_language(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", card("gap", cloze()), drill()))
    assert names(trainer, "indicateurs") == ["gap"]
    assert names(trainer, "indicators", "en") == ["gap"]
    assert names(trainer, "INDICATORS") == []
    assert names(trainer, "effectifs") == ["nps"]


def test_a_text_may_hold_anything(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", card("one\0two"), card("three\n(")))
    assert names(trainer, "two") == ["one\0two"]
    assert names(trainer, r"three \(") == ["three\n("]


def test_what_only_the_log_tells(trainer: Trainer) -> None:
    record, store = trainer.store.record, trainer.store
    record(ONE.key, act(LogKind.REVIEW, ONE.key, DAY, rating=Rating.AGAIN))
    record(TWO.key, act(LogKind.REVIEW, TWO.key, DAY - 6, rating=Rating.GOOD))
    record(TWO.key, act(LogKind.PRACTICE, TWO.key, DAY, rating=Rating.EASY))
    record(THREE.key, act(LogKind.REVIEW, THREE.key, DAY - 7, rating=Rating.GOOD))
    assert names(trainer, "rated:7") == ["0", "1"]
    assert names(trainer, "rated:8:3") == ["1", "2"]
    assert names(trainer, "rated:1:1 or rated:1:4") == ["0", "1"]
    assert names(trainer, "added:7") == ["0", "1"]
    assert names(trainer, "added:1") == ["0"]
    [row] = store.history(ONE.key)
    store.undo(row, noon(), DAY)
    assert names(trainer, "rated:1:1 or added:1") == []


def _given(entry: LogEntry, _before: CardState) -> LogEntry:
    return entry


def test_a_misconception(make_trainer: MakeTrainer) -> None:
    trainer = make_trainer(deck("deck", drill("a"), drill("b")))
    for name, mistake in (("a", "passifs-oublies"), ("b", None)):
        given = Answered(typed=('"passifs-oublies"',), outcome="wrong", mistake=mistake)
        entry = act(LogKind.PRACTICE, drill(name).key, DAY, rating=Rating.AGAIN)(UNTOUCHED)
        answered = entry._replace(answered=given)
        trainer.store.record(answered.key, partial(_given, answered))
    assert names(trainer, "mistake:passifs-oublies") == ["a"]
    assert names(trainer, "mistake:Passifs*") == ["a"]
    assert names(trainer, "mistake:passifs") == []
    assert names(trainer, r"mistake:passifs\_oublies") == []


def test_suspended_and_resumed_together(trainer: Trainer) -> None:
    acts = CardActs(trainer)
    acts.suspend(chosen(trainer, "id:card-000"))
    assert len(acts.suspend(chosen(trainer)).rows) == 2  # the others: all are now
    assert names(trainer, "is:suspended") == ["0", "1", "2"]
    assert acts.suspend(chosen(trainer)).kind is LogKind.RESUME
    assert names(trainer, "is:suspended") == []
    acts.undo()
    assert names(trainer, "is:suspended") == ["0", "1", "2"]
    acts.undo()
    assert names(trainer, "is:suspended") == ["0"]
    acts.undo()
    assert (acts.can_undo, names(trainer, "is:suspended")) == (False, [])


def test_put_aside_and_back(trainer: Trainer) -> None:
    acts = CardActs(trainer)
    acts.bury(chosen(trainer))
    assert names(trainer, "is:buried") == ["0", "1", "2"]
    assert acts.bury(chosen(trainer)).kind is LogKind.UNBURY
    assert names(trainer, "is:buried") == []


def test_flags(trainer: Trainer) -> None:
    acts = CardActs(trainer)
    acts.flag(chosen(trainer, "deck:more"), 2)
    assert (names(trainer, "flag:2"), names(trainer, "-flag:0")) == (["extra"], ["extra"])
    assert acts.flag(chosen(trainer, "deck:more"), 2).rows == ()
    # A flag is no study: the optional deck stays out.
    assert len(trainer.plan(Selection()).new) == 3
    acts.flag(chosen(trainer, "deck:more"), 0)
    assert names(trainer, "flag:2") == []


def test_new_again(trainer: Trainer, store: SqlStore) -> None:
    known(store, ONE, lapses=3)
    acts = CardActs(trainer)
    acts.flag(chosen(trainer, "id:card-000"), 4)
    before = trainer.store.states()
    assert len(acts.forget(chosen(trainer)).rows) == 1
    assert names(trainer, "is:new flag:4") == ["0"]
    acts.undo()
    assert trainer.store.states() == before


def test_due_on_a_day(trainer: Trainer, store: SqlStore, clock: FixedClock) -> None:
    known(store, ONE, due_day=DAY + 30, stability=30.0)
    acts = CardActs(trainer)
    acts.suspend(chosen(trainer))
    acts.set_due(chosen(trainer, "-id:card-002 deck:deck"), 3, 3)
    assert names(trainer, "prop:due=3 -is:suspended") == ["0", "1"]
    states = trainer.store.states()
    memory, first = states[ONE.key].memory, states[TWO.key].memory
    assert memory is not None
    assert (memory.stability, memory.interval, memory.phase) == (30.0, 13, Phase.REVIEW)
    assert first is not None
    assert first.unasked  # it waits for its first rating still
    assert names(trainer, "is:learn") == ["1"]
    clock.set(noon(DAY + 3))
    assert [queued.card for queued in trainer.plan(Selection()).due] == [ONE, TWO]


def test_due_again_today_though_it_was_answered_today(trainer: Trainer) -> None:
    trainer.store.record(ONE.key, act(LogKind.REVIEW, ONE.key, DAY, rating=Rating.EASY))
    CardActs(trainer).set_due(chosen(trainer, "id:card-000"), 0, 0)
    assert [queued.card for queued in trainer.plan(Selection()).due] == [ONE]


def test_a_day_drawn_for_each(trainer: Trainer) -> None:
    rows = CardActs(trainer).set_due(chosen(trainer), 1, 9).rows
    drawn = [row.entry.value for row in rows]
    assert all(value is not None and DAY < value <= DAY + 9 for value in drawn)
    assert len(set(drawn)) > 1


def test_all_or_none_where_another_was_there_first(trainer: Trainer) -> None:
    acts = CardActs(trainer)
    acts.flag(chosen(trainer), 1)
    trainer.store.record(TWO.key, act(LogKind.BURY, TWO.key))
    with pytest.raises(KpiTrainerError, match="superseded"):
        acts.undo()
    assert names(trainer, "flag:1") == ["0", "1", "2"]
    assert acts.can_undo


def test_acts_are_merged(trainer: Trainer, tmp_path_factory: pytest.TempPathFactory) -> None:
    acts = CardActs(trainer)
    acts.flag(chosen(trainer), 5)
    acts.set_due(chosen(trainer, "id:card-001"), 2, 2)
    acts.flag(chosen(trainer, "id:card-002"), 0)
    acts.undo()
    there = open_store(tmp_path_factory.mktemp("there") / "progress.db")
    there.merge(trainer.store.rows())
    assert there.states() == trainer.store.states()
    there.close()


def test_many_acts_store_what_one_by_one_would(trainer: Trainer, store: SqlStore) -> None:
    known(store, ONE)
    CardActs(trainer).flag(chosen(trainer), 1)
    for each in (ONE, TWO, THREE):
        *_, row = trainer.store.history(each.key)
        state = trainer.store.states()[each.key]
        assert trainer.store.record(each.key, act(LogKind.FLAG, each.key, value=1)).before == state
        assert row.id < trainer.store.history(each.key)[-1].id


def test_studying_what_was_chosen(trainer: Trainer, store: SqlStore) -> None:
    known(store, ONE)
    known(store, TWO, due_day=DAY + 5)
    review = study_cards(trainer, [ONE, TWO, THREE], "fr")
    assert (review.practice, review.remaining.due, review.remaining.new) == (False, 1, 1)
    review = study_cards(trainer, [TWO], "fr")
    assert (review.practice, review.present.card) == (True, TWO)


def test_home_takes_an_act_back_too_from_all_its_cards(trainer: Trainer, clock: FixedClock) -> None:
    acts = CardActs(trainer)
    acts.flag(chosen(trainer, "id:card-001"), 3)
    clock.wait(seconds=1)
    acts.flag(chosen(trainer, "-id:card-001"), 3)
    assert undo_last(trainer) is not None
    assert names(trainer, "flag:3") == ["1"]
    assert undo_last(trainer) is not None
    assert names(trainer, "flag:3") == []
    assert undo_last(trainer) is None
