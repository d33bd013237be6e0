"""`kill -9` at any moment of an answer, a merge, a migration, a backup, a restore.

Run from the project's folder: `python -m benchmarks.kill_minus_nine --rounds 1000`. Goal: no
confirmed answer lost, no file that `kpitrainer doctor` faults, nothing half done. POSIX only.
"""

import os
import shutil
import signal
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from uuid import UUID

from benchmarks.common import ROOT, options
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.errors import Severity
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow, Policy
from kpitrainer.domain.schedule.study_day import day_start
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.backups import readable_copy, restore
from kpitrainer.storage.checkup import look_at_copies, look_inside
from kpitrainer.storage.progress_file import back_up, backups
from kpitrainer.storage.reading import open_copy
from kpitrainer.storage.row_ids import new_id
from kpitrainer.storage.sql_store import SqlStore, open_store

CARDS = [CardKey("deck", f"card-{number}") for number in range(8)]
KINDS = [
    *(LogKind.REVIEW, LogKind.REVIEW, LogKind.REVIEW, LogKind.REVIEW),
    *(LogKind.PRACTICE, LogKind.SUSPEND, LogKind.BURY, LogKind.RESTART, LogKind.KEEP),
]
DAY = 20_000
MERGED = 100
"""Rows that a merge brings."""

LIFE = 25
"""Rounds with one file, before a new one: what is checked after each would take ever longer."""

Confirm = Callable[[str], object]
Child = Callable[[Confirm], object]


def act(random: Random, day: int) -> LogEntry:
    """Anything that a learner may do with a card."""
    key = random.choice(CARDS)
    return LogEntry(
        key=key,
        at=day_start(day),
        day=day,
        kind=random.choice(KINDS),
        rating=random.choice(list(Rating)),
        policy=Policy(fuzz_seed=key.card),
        version=random.randint(1, 3),
    )


def decided(entry: LogEntry, _: CardState) -> LogEntry:
    """What `record` asks for."""
    return entry


def answer(store: SqlStore, random: Random, day: int, confirm: Confirm) -> LogRow:
    """One act, which is confirmed by its id."""
    entry = act(random, day)
    row = store.record(entry.key, partial(decided, entry))
    confirm(str(row.id))
    return row


def forked(child: Child) -> tuple[int, int]:
    """The id of a new process that runs `child`, and the pipe it confirms to, line by line."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        failed = True
        try:
            os.close(reading)
            child(lambda line: os.write(writing, f"{line}\n".encode()))
            failed = False
        finally:
            os._exit(failed)
    os.close(writing)
    return pid, reading


def kill(pid: int) -> bool:
    """End a child; tells whether it was alive still. It must not have failed by itself."""
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) != 0:
        sys.exit("the child failed by itself")
    return os.WIFSIGNALED(status)


@dataclass
class World:
    """A learner's folder, what was confirmed to them, and what was found wrong since."""

    folder: Path
    random: Random
    confirmed: set[UUID] = field(default_factory=set)
    lost: int = 0
    faults: list[str] = field(default_factory=list)
    after: Callable[[], object] = lambda: None

    @property
    def path(self) -> Path:
        """The progress file."""
        return self.folder / "progress.db"

    def check(self) -> None:
        """Nothing confirmed is lost, and the doctor finds nothing."""
        self.lost += len(self.confirmed - rows_in(self.path).keys())
        self.faults += faults(self.path)


def rows_in(path: Path) -> dict[UUID, LogRow]:
    """The rows of a file, as a start would find them."""
    with closing(open_store(path)) as store:
        return {row.id: row for row in store.rows()}


def rows_of_copy(path: Path) -> dict[UUID, LogRow]:
    """The rows of a file that is left as it is."""
    with closing(open_copy(path)) as store:
        return {row.id: row for row in store.rows()}


def faults(path: Path) -> list[str]:
    """What the doctor finds wrong with a file and the backups beside it."""
    with closing(open_copy(path)) as copy:
        findings = list(look_inside(path, copy, lambda _done, _total: None))
    findings += look_at_copies(path, lambda _done, _total: None)
    return [str(each.message) for each in findings if each.severity is Severity.ERROR]


def answering(world: World) -> Child:
    """Answers, and takes some back, until it is killed."""
    seed, day = world.random.random(), DAY + world.random.randrange(100)

    def child(confirm: Confirm) -> None:
        store = open_store(world.path)
        random = Random(seed)  # noqa: S311 - any moment, no secret
        while True:
            row = answer(store, random, day, confirm)
            if random.random() < 0.2:  # noqa: PLR2004 - sometimes
                confirm(str(store.undo(row, row.entry.at, day).id))

    return child


def merging(world: World) -> Child:
    """Takes in another machine's log, all of it or nothing."""
    rows = [LogRow(new_id(), act(world.random, DAY + number)) for number in range(MERGED)]

    def child(confirm: Confirm) -> None:
        open_store(world.path).merge(rows)
        confirm("\n".join(str(row.id) for row in rows))

    def check() -> None:
        merged = len({row.id for row in rows} & rows_in(world.path).keys())
        if merged not in {0, MERGED}:
            world.faults.append(f"{merged} of {MERGED} rows merged")

    world.after = check
    return child


def migrating(world: World) -> Child:
    """Opens a file of the log's first edition, which is rewritten."""
    old = world.folder / "old.db"
    for each in world.folder.glob(f"{old.name}*"):
        each.unlink()
    dump = (ROOT / "tests" / "data" / "progress-0003.sql").read_text("utf-8")
    with closing(sqlite3.connect(old)) as raw:
        raw.executescript(dump)
        known = {UUID(row[0]) for row in raw.execute("SELECT id FROM review_log")}

    def check() -> None:
        world.faults += faults(old)
        world.lost += len(known - rows_in(old).keys())

    world.after = check
    return lambda _: open_store(old)


def backing_up(world: World) -> Child:
    """Copies the file; a copy that has its name is whole."""
    for made in backups(world.path):
        made.unlink()
    known = set(world.confirmed)

    def check() -> None:
        for made in backups(world.path):
            world.lost += len(known - rows_of_copy(made).keys())

    world.after = check
    return lambda _: back_up(world.path)


def restoring(world: World) -> Child:
    """Puts an older copy back; what was there is whole in its place, or under its other name."""
    copy = world.folder / "copy.db"
    copy.unlink(missing_ok=True)
    back_up(world.path, copy)
    copied = rows_of_copy(copy).keys()
    # A program that was killed has left answers in the log beside the file.
    pid, reading = forked(answering(world))
    with os.fdopen(reading, "rb") as pipe:
        confirmed = pipe.readline().decode()
        kill(pid)
    world.confirmed.add(UUID(confirmed.strip()))

    def child(_: Confirm) -> None:
        with readable_copy(copy) as readable:
            restore(world.path, readable)

    def check() -> None:
        present = rows_in(world.path).keys()
        if present != copied and world.confirmed - present:
            world.faults.append("neither the one file nor the other is there whole")
        kept = [row for made in backups(world.path) for row in rows_of_copy(made).values()]
        with closing(open_store(world.path)) as store:
            store.merge(kept)

    world.after = check
    return child


ACTS: dict[str, Callable[[World], Child]] = {
    "answer": answering,
    "merge": merging,
    "migration": migrating,
    "backup": backing_up,
    "restore": restoring,
}


def run(world: World, child: Child, seconds: float) -> bool:
    """Kill a child after so many seconds, and check; tells whether it was alive still."""
    pid, reading = forked(child)
    with os.fdopen(reading, "rb") as pipe:
        time.sleep(seconds)
        alive = kill(pid)
        # What comes after the last line was not confirmed.
        *lines, _ = pipe.read().split(b"\n")
    world.confirmed.update(UUID(line.decode()) for line in lines)
    world.after()
    world.check()
    return alive


def seconds_of(child: Child) -> float:
    """How long a child takes that is let live."""
    begun = time.perf_counter()
    pid, reading = forked(child)
    os.waitpid(pid, 0)
    os.close(reading)
    return time.perf_counter() - begun


def new_world(folder: Path, random: Random) -> World:
    """A learner who has answered a little."""
    folder.mkdir()
    world = World(folder, random)
    with closing(open_store(world.path)) as store:
        for number in range(50):
            answer(store, random, DAY + number, lambda line: world.confirmed.add(UUID(line)))
    return world


def main() -> None:
    """Kill as many programs as asked for, and print what came of it."""
    given = options(__doc__, rounds=100, seed=1)
    random = Random(given["seed"])  # noqa: S311 - any moment, no secret
    rounds, alive = Counter[str](), Counter[str]()
    confirmed = lost = 0
    found: list[str] = []
    with TemporaryDirectory(prefix="kpitrainer-kill-") as name:
        folder = Path(name)
        first = new_world(folder / "first", random)
        lengths = {"answer": 0.2}
        for act_name in [*ACTS][1:]:
            run(first, ACTS[act_name](first), 0)  # what the check imports, children have then
            lengths[act_name] = seconds_of(ACTS[act_name](first))
        for number in range(given["rounds"]):
            if number % LIFE == 0:
                world = new_world(folder / str(number), random)
            act_name = [*ACTS][number % len(ACTS)]
            world.after = lambda: None
            child = ACTS[act_name](world)
            rounds[act_name] += 1
            alive[act_name] += run(world, child, random.random() * lengths[act_name])
            if number % LIFE == LIFE - 1 or number == given["rounds"] - 1:
                confirmed += len(world.confirmed)
                lost += world.lost
                found += world.faults
                shutil.rmtree(world.folder)
    for act_name, times in rounds.items():
        print(f"{act_name:10} {times:5} rounds, {alive[act_name]:5} killed before the end")
    print(f"{confirmed} rows confirmed, {lost} lost; {len(found)} faults")
    print(*found[:20], sep="\n", end="")
    sys.exit(bool(lost or found))


if __name__ == "__main__":
    main()
