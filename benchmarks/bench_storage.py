"""Storing an answer at 10,000 cards with 100,000 log rows, beside SQLite's own least.

Run from the project's folder: `python benchmarks/bench_storage.py`. Goal: `record` under 1 ms in
the median.
"""

import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from uuid import UUID

from benchmarks.common import write_logs
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.schedule.study_day import day_start
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore, open_store

CARDS = [CardKey(f"deck-{number % 20}", f"card-{number}") for number in range(10_000)]
REVIEWS = 10
ANSWERS = 2_000
FIRST_DAY = 20_000


def entry(key: CardKey, day: int) -> LogEntry:
    """An answer rated good."""
    return LogEntry(
        key=key,
        at=day_start(day),
        day=day,
        kind=LogKind.REVIEW,
        rating=Rating.GOOD,
        duration_ms=7_000,
    )


def given(answer: LogEntry, _: CardState) -> LogEntry:
    """What `record` asks for, decided beforehand."""
    return answer


def fill(path: Path) -> None:
    """Every card reviewed REVIEWS times, written in one transaction."""
    open_store(path).close()
    logs: dict[CardKey, list[LogRow]] = {}
    for number, key in enumerate(CARDS):
        answers = [entry(key, FIRST_DAY + 30 * seq + number % 30) for seq in range(1, REVIEWS + 1)]
        # Ids in order of time, as they come in use.
        logs[key] = [LogRow(UUID(int=(each.day << 80) + number), each) for each in answers]
    write_logs(path, logs)


def timed(act: Callable[[], object]) -> float:
    """How long an act takes, in milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1e3


def show(name: str, times: list[float], least: float | None = None) -> None:
    """One line: median, 99th percentile, and how many times the least."""
    high = quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    ratio = "" if least is None else f"   {median(times) / least:5.1f} ×"
    print(f"{name:32} p50 {median(times):8.3f} ms   p99 {high:8.3f} ms{ratio}")


def bare_file(path: Path) -> sqlite3.Connection:
    """For the least a durable answer costs: one insert, committed, through sqlite3 alone."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE answers (text)")
    return raw


def main() -> None:
    """Fill a file, then measure what an answer and a start wait for."""
    random = Random(1)  # noqa: S311 - a benchmark, no secret
    today = FIRST_DAY + 30 * (REVIEWS + 1)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        fill(path)
        bare = bare_file(Path(folder) / "bare.db")
        insert = partial(bare.execute, "INSERT INTO answers VALUES (?)", ("x" * 800,))
        store = open_store(path)
        print(f"{len(store.states()):,} cards, {sum(1 for _ in store.rows()):,} log rows\n")
        print(f"{path.stat().st_size / (len(CARDS) * REVIEWS):.0f} bytes a row, states included\n")
        least, records, undos = [], [], []
        opened: list[SqlStore] = []
        for key in random.choices(CARDS, k=ANSWERS):
            # In turn, so that whatever else the machine does strikes both.
            least.append(timed(insert))
            answer = entry(key, today)
            records.append(timed(partial(store.record, key, partial(given, answer))))
            if len(records) % 10 == 0:
                row = store.history(key)[-1]
                undos.append(timed(partial(store.undo, row, day_start(today), today)))
        show("one bare durable insert", least)
        show("record", records, median(least))
        show("undo", undos, median(least))
        for name, act in (
            ("states", store.states),
            ("keys", store.keys),
            ("day_counts", lambda: store.day_counts(today)),
            ("study_days", store.study_days),
            ("last_studied", store.last_studied),
            ("latest_lengths", store.latest_lengths),
            ("history", lambda: store.history(CARDS[5])),
        ):
            show(name, [timed(act) for _ in range(20)])
        store.close()
        bare.close()
        show("open, all of it looked through", [timed(lambda: open_store(path)) for _ in range(5)])
        mark = Path(folder) / "sound"
        open_store(path, mark=mark).close()
        opens = []
        for _ in range(20):
            opens.append(timed(lambda: opened.append(open_store(path, mark=mark))))
            opened.pop().close()
        show("open, as it was left", opens)


if __name__ == "__main__":
    main()
