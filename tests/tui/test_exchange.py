"""The interface exchanges its progress with other machines behind the screen."""

from pathlib import Path

from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.domain.verdict import Message
from kpitrainer.storage.row_ids import new_id
from kpitrainer.storage.sql_store import SqlStore
from kpitrainer.study.exchange import Exchange, Synced
from tests.factories import DAY, cards, deck
from tests.storage.acts import act
from tests.tui.seat import Sit


async def test_what_comes_is_counted_and_what_is_wrong_told_once(
    sit: Sit, store: SqlStore, tmp_path: Path
) -> None:
    first, second = cards(2)
    met = act(LogKind.INTRODUCED, first.key, DAY, -5)
    missing = Message("sync.no-folder", {"folder": tmp_path})
    done = [
        Synced(tmp_path / "log", came=store.merge([])),
        Synced(tmp_path / "log", notices=[missing]),
        Synced(tmp_path / "log", notices=[missing]),
    ]
    async with sit(deck("deck", first, second)) as seat:
        assert "0 à revoir" in seat.text
        seat.app.context.exchange_of = lambda _: Exchange(lambda _stop, _told: done.pop(0))
        store.merge([LogRow(new_id(), met(CardState()))])
        done[0].came = 1
        for left in (2, 1, 0):
            await seat.press("s")
            await seat.press("q")
            while len(done) > left:
                await seat.pilot.pause()
            await seat.settle()
        assert "1 à revoir" in seat.text
        came, missed = seat.toasts
        assert came == "1 nouveauté est venue de tes autres ordinateurs."
        assert str(tmp_path) in missed
