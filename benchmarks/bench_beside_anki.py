"""What an answer costs beside Anki's own engine, and what large logs take.

`python -m benchmarks.bench_beside_anki`, from the project's folder, with the extra `oracle`. Both
answer cards of one collection, in turns: the answer is stored (both with SQLite's WAL and
`synchronous=FULL`) and the next card is there with what each rating would make of it. Goal: p50 and
p99 at most Anki's at 100,000 cards and 1,000,000 answers.
"""

import gc
import json
import os
import shutil
import sqlite3
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from benchmarks.common import Table, options
from benchmarks.large_log import SPACING, history, key_of, write_log
from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.errors import Position
from kpitrainer.domain.schedule.replay import fold
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage import mapping
from kpitrainer.storage.log_file import opened
from kpitrainer.storage.log_file import write_log as write_jsonl
from kpitrainer.storage.log_transfer import merge_safely, recorded
from kpitrainer.storage.rollup import Rollup
from kpitrainer.storage.sql_store import open_store
from kpitrainer.study.clock import Clock
from kpitrainer.study.library import Library, Selection
from kpitrainer.study.review import Review
from kpitrainer.study.trainer import Trainer

if TYPE_CHECKING:
    from anki.collection import Collection

OURS, ANKI = "ours: answer and next", "Anki: answer and next"
LEAST = "one bare durable insert"
WITHOUT = {
    "the rollup": (Rollup, "store", lambda _: None),
    "checksums": (mapping, "row_sum", lambda *_: 0),
}
"""What Anki does not do at an answer, and how it is left out, to tell its price."""

_FIRST = 20
_TEXT = "x" * 150


def deck(cards: int) -> Deck:
    """One deck of the cards that the log is of."""
    at = Position("banc.yaml", 1, 1)
    asked = ((key_of(n), {"fr": f"Question {n:05} ?"}, {"fr": "Réponse"}) for n in range(cards))
    made = tuple(Card(key, Basic(ask, answer), at) for key, ask, answer in asked)
    return Deck("banc", {"fr": "Banc"}, ("fr",), 1, made, at)


def review(path: Path, cards: int, day: int) -> Review:
    """A session of ours over all cards, which are due on `day`."""
    settings = Settings(reviews_per_day=9_999, backlog_days=0)
    clock, chance = Clock.starting_at(noon(day).astimezone()), Random(1)  # noqa: S311 - a benchmark, no secret
    trainer = Trainer(Library((deck(cards),)), open_store(path), clock, settings, chance)
    return Review(trainer, trainer.plan(Selection()), "fr")


def answer(session: Review) -> None:
    """As a learner does: the answer shown, rated, and the next card with its four buttons."""
    session.show()
    session.rate(Rating.GOOD)
    session.next_states()


def collection(path: Path, cards: int, reviews: int) -> "Collection":
    """Anki's collection of as many cards and answers, all due."""
    from anki.collection import Collection  # noqa: PLC0415 - an extra of the tests'

    made = Collection(str(path))
    made.set_config("fsrs", True)
    settings = made.decks.get_config(1)
    settings["rev"]["perDay"] = 9_999
    made.decks.update_config(settings)
    model, today, cutoff = (
        made.models.by_name("Basic")["id"],
        made.sched.today,
        made.sched.day_cutoff,
    )
    made.close()
    memory = fold(history(0, reviews)).state.memory
    assert memory is not None  # noqa: S101 - it was answered
    data = json.dumps(
        {
            "s": round(memory.stability, 4),
            "d": round(memory.difficulty, 3),
            "dr": 0.9,
            "decay": 0.1542,
        }
    )
    now = cutoff - 43_200
    numbers = range(1, cards + 1)
    days = [SPACING * (reviews - place) for place in range(reviews)]
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, 0, 0, '', ?, ?, 0, 0, '')",
            ((n, f"g{n}", model, f"Question {n}\x1fRéponse", f"Question {n}") for n in numbers),
        )
        raw.executemany(
            "INSERT INTO cards VALUES (?, ?, 1, 0, 0, 0, 2, 2, ?, ?, 2500, ?, 0, 0, 0, 0, 0, ?)",
            ((n, n, today - 1, memory.interval, reviews, data) for n in numbers),
        )
        raw.executemany(
            "INSERT INTO revlog VALUES (?, ?, 0, 3, ?, 1, 2500, 7000, 1)",
            (
                ((now - (day + n % SPACING) * 86_400) * 1000 + n, n, memory.interval)
                for day in days
                for n in numbers
            ),
        )
    return Collection(str(path))


def anki_answer(anki: "Collection") -> Callable[[], None]:
    """The same for Anki: what its reviewer calls."""
    from anki.scheduler.v3 import CardAnswer  # noqa: PLC0415 - as above

    queue = [anki.sched.get_queued_cards(fetch_limit=1)]

    def act() -> None:
        shown = queue[0].cards[0]
        card = anki.get_card(shown.card.id)
        card.start_timer()
        given = anki.sched.build_answer(card=card, states=shown.states, rating=CardAnswer.GOOD)
        anki.sched.answer_card(given)
        queue[0] = anki.sched.get_queued_cards(fetch_limit=1)

    return act


def measure(table: Table, name: str, act: Callable[[], object]) -> None:
    """Note the milliseconds an act takes, and those of the processor, which waits for no disk."""
    began, spent = time.perf_counter(), time.process_time()
    act()
    spent, wall = time.process_time() - spent, time.perf_counter() - began
    table.add(name, wall * 1e3)
    table.add(f"{name}, processor", spent * 1e3)


def once(name: str, act: Callable[[], object], rows: int) -> None:
    """Print what one pass over a log takes, in processor and elapsed time, and memory."""
    began, spent = time.perf_counter(), time.process_time()
    act()
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    minutes, peak = cpu / rows * 1e6 / 60, getrusage(RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{name:32} {wall:8.1f} s, {cpu:.1f} of processor, {minutes:.2f} min a million rows; "
        f"peak so far {peak:.0f} MiB",
        flush=True,
    )


def large(folder: Path, path: Path, rows: int) -> None:
    """What is done with a whole log."""
    store, file = open_store(path), folder / "log.jsonl"

    def merge() -> None:
        with opened(file) as log:
            merge_safely(open_store(folder / "merged.db"), log.rows())

    once("fold every card", lambda: deque(map(fold, store.histories()), 0), rows)
    once("export", lambda: write_jsonl(file, recorded(store)), rows)
    once("merge into an empty file", merge, rows)
    once("merge once more, nothing new", merge, rows)
    once("backup", lambda: shutil.copy(path, folder / "copy.db"), rows)
    once("look through all of it", lambda: open_store(path), rows)


def main() -> None:
    """Fill both files, then measure in turns."""
    asked = options(__doc__, cards=100_000, reviews=10, answers=2_000, large=1)
    cards, reviews, answers = asked["cards"], asked["reviews"], asked["answers"]
    with TemporaryDirectory(prefix="kpitrainer-bench-") as name:
        folder = Path(name)
        path = folder / "progress.db"
        day, rows = write_log(path, cards, reviews), cards * reviews
        print(f"{cards:,} cards, {rows:,} rows: {path.stat().st_size / rows:.0f} bytes a row")
        if asked["large"]:
            large(folder, path, rows)
        os.environ["ANKI_TEST_MODE"] = "1"
        anki = collection(folder / "collection.anki2", cards, reviews)
        session, act = review(path, cards, day), anki_answer(anki)
        bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL"):
            bare.execute(statement)
        bare.execute("CREATE TABLE answers (text)")
        gc.collect()
        gc.freeze()  # as a start of the program does
        ours = partial(answer, session)
        acts: list[tuple[str, Callable[[], object], tuple[Any, ...]]] = [
            (OURS, ours, ()),
            *((f"ours without {part}", ours, left_out) for part, left_out in WITHOUT.items()),
            (ANKI, act, ()),
            (LEAST, lambda: bare.execute("INSERT INTO answers VALUES (?)", (_TEXT,)), ()),
        ]
        table, chance = Table(), Random(1)  # noqa: S311 - a benchmark, no secret
        for number in range(answers + _FIRST):
            if number == _FIRST:
                table = Table()  # the first ones fill caches
            chance.shuffle(acts)  # who comes after whom finds other caches
            for what, given, left_out in acts:
                with patch.object(*left_out) if left_out else nullcontext():
                    measure(table, what, given)
        anki.close()
        table.show(
            {name: name.replace(OURS, ANKI) for name in table.times if name.startswith(OURS)}
            | {f"ours without {part}": OURS for part in WITHOUT}
        )
        high, theirs = table.p99(OURS), table.p99(ANKI)
        print(f"p99: {high / theirs:.2f} × Anki's")


if __name__ == "__main__":
    main()
