"""Parameters fitted to a learner's own log."""

from dataclasses import replace
from importlib.util import find_spec
from itertools import islice

import pytest

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.schedule.scheduler import DEFAULT_PARAMETERS
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study import optimize as optimizing
from kpitrainer.study.optimize import optimize, optimize_fully
from kpitrainer.study.progress import record_act
from tests.factories import DAY, cards, deck, noon
from tests.learner import learner, log_of
from tests.study.conftest import MakeTrainer

OTHER = (0.8, 4.0, 9.0, 20.0)


def test_a_log_is_fitted_and_what_was_answered_stays_as_it_was(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    store.merge(log_of(learner(OTHER, 300)))
    trainer, before = make_trainer(deck("deck", *cards(3))), store.states()
    fit = optimize(trainer)
    assert (fit.better, fit.count) == (True, 300)
    trainer.settings = replace(trainer.settings, parameters=fit.parameters)
    card = trainer.library.cards[0]
    row = record_act(trainer, card, LogKind.BURY)
    assert row.entry.policy.parameters == fit.parameters
    assert store.history(card.key)[-1].entry.policy == row.entry.policy
    assert row.after.memory == before[card.key].memory


def test_what_was_taken_back_tells_nothing(make_trainer: MakeTrainer, store: SqlStore) -> None:
    rows = log_of(islice(learner(OTHER, 130), 130))
    store.merge(rows)
    trainer = make_trainer()
    assert not optimize(trainer).too_little
    last = {row.entry.key: row for row in rows}
    store.take_back(list(last.values())[:40], noon(), DAY)
    assert (optimize(trainer).count, optimize(trainer).too_little) == (90, True)


def test_without_its_extra_the_full_fit_tells_how_to_get_it(
    make_trainer: MakeTrainer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optimizing, "_NEEDED", ("no_such_module_as_this",))
    with pytest.raises(KpiTrainerError) as told:
        optimize_fully(make_trainer())
    assert told.value.code == "schedule.no-optimizer"
    assert "kpitrainer[optimizer]" in str(told.value.values["command"])


@pytest.mark.skipif(not find_spec("torch"), reason="the extra `optimizer` is not installed")
def test_all_parameters_are_fitted_and_judged_by_other_cards(
    make_trainer: MakeTrainer, store: SqlStore
) -> None:
    store.merge(log_of(learner(OTHER, 900)))
    fit = optimize_fully(make_trainer())
    assert not fit.too_little
    assert len(fit.parameters) == 21
    assert fit.parameters != DEFAULT_PARAMETERS
    assert fit.before is not None
    assert fit.after is not None
    assert fit.better == (fit.after.log_loss < fit.before.log_loss)


def test_the_full_fit_wants_more_answers(
    make_trainer: MakeTrainer, monkeypatch: pytest.MonkeyPatch, store: SqlStore
) -> None:
    monkeypatch.setattr(optimizing, "_NEEDED", ())
    store.merge(log_of(learner(OTHER, 50)))
    fit = optimize_fully(make_trainer())
    assert (fit.count, fit.too_little, fit.parameters) == (50, True, DEFAULT_PARAMETERS)
