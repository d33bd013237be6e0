from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.study.progress import record_act
from tests.factories import DAY, cards, deck
from tests.study.conftest import MakeTrainer


def test_an_act_says_what_changed(make_trainer: MakeTrainer) -> None:
    (asked,) = cards(1)
    row = record_act(make_trainer(deck("deck", asked)), asked, LogKind.BURY)
    entry = row.entry
    assert (entry.kind, entry.day, row.before) == (LogKind.BURY, DAY, UNTOUCHED)
    assert row.after == CardState(buried_day=DAY)
    assert (entry.rating, entry.duration_ms, entry.answered) == (None, None, None)
