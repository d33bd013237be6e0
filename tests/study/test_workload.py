"""Minutes a day by desired retention, with the learner's own cards."""

from datetime import date

import pytest

from kpitrainer.domain.errors import UnknownNameError
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.workload import RETENTIONS, workloads
from tests.factories import cards, deck, drill, memory
from tests.study.conftest import MakeTrainer
from tests.study.progress import put


def test_each_retention_has_its_workload(make_trainer: MakeTrainer, store: SqlStore) -> None:
    mine = cards(40)
    for card in mine[:20]:
        put(store, card.key, CardState(memory()))
    trainer = make_trainer(deck("deck", *mine), new_per_day=2)
    found = workloads(trainer, days=60)
    assert tuple(each.retention for each in found) == RETENTIONS
    assert {each.met for each in found} == {40}
    low, high = found[0], found[-1]
    assert 0 < low.minutes < high.minutes
    assert low.remembered < high.remembered < 40
    assert workloads(trainer, days=60) == found


def test_what_is_not_studied_takes_no_time(make_trainer: MakeTrainer, store: SqlStore) -> None:
    (away,) = cards(1)
    put(store, away.key, CardState(memory(), suspended=True))
    paused = {"paused": {"paused_until": date(2030, 1, 1)}}
    trainer = make_trainer(deck("deck", away), deck("paused", *cards(5, "paused")), decks=paused)
    assert {each.minutes for each in workloads(trainer)} == {0}


def test_one_deck_alone_by_its_own_limits(make_trainer: MakeTrainer) -> None:
    decks = deck("deck", *cards(30)), deck("other", *cards(9, "other"), drill("d", "other"))
    trainer = make_trainer(*decks, new_per_day=1, decks={"other": {"new_per_day": 20}})
    assert {each.met for each in workloads(trainer, days=7)} == {7}
    assert {each.met for each in workloads(trainer, "other", days=7)} == {10}
    with pytest.raises(UnknownNameError):
        workloads(trainer, "otter")
