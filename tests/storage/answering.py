"""A learner's program that is killed, or one of several at once; run by test_durability.py.

`killed PATH ROUNDS SEED`: that many processes, one after another, answer cards until they are
killed at some moment; prints the id of every row that was confirmed.
`many PATH COUNT`: one process answers COUNT times; prints the same.
`opening PATH ROUNDS SEED`: each process opens the file and is killed at some moment.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from random import Random

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.review_log import LogKind
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.sql_store import SqlStore, open_store
from tests.storage.acts import DAY, act, noon

CARDS = [CardKey("deck", f"card-{number}") for number in range(8)]
KINDS = [
    *(LogKind.REVIEW, LogKind.REVIEW, LogKind.REVIEW, LogKind.REVIEW),
    *(LogKind.PRACTICE, LogKind.SUSPEND, LogKind.BURY, LogKind.RESTART, LogKind.KEEP),
]


def answer(store: SqlStore, random: Random, day: int, confirm: Callable[[bytes], object]) -> None:
    key = random.choice(CARDS)
    rating = random.choice(list(Rating))
    version = random.randint(1, 3)
    row = store.record(key, act(random.choice(KINDS), key, day, rating=rating, version=version))
    confirm(f"{row.id}\n".encode())


def answer_and_undo(
    store: SqlStore, day: int, seed: str, confirm: Callable[[bytes], object]
) -> None:
    random = Random(seed)  # noqa: S311 - any moment, no secret
    for number in count():
        answer(store, random, day, confirm)
        if number % 4 == 3:
            key = random.choice(CARDS)
            row = store.record(key, act(LogKind.REVIEW, key, day, rating=Rating.AGAIN))
            confirm(f"{row.id}\n".encode())
            tombstone = store.undo(row, noon(day), day)
            confirm(f"{tombstone.id}\n".encode())


def answer_to_pipe(path: Path, day: int, seed: str, pipe: int) -> None:
    answer_and_undo(open_store(path), day, seed, lambda line: os.write(pipe, line))


def open_only(path: Path, _pipe: int) -> None:
    open_store(path)


def forked(child: Callable[[int], object]) -> tuple[int, int]:
    """The id of a new process that runs `child`, and the pipe it confirms to."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        child(writing)
        os._exit(0)
    os.close(writing)
    return pid, reading


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status) != 0:
        sys.exit("the child failed by itself")


def killed(path: Path, rounds: int, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - any moment, no secret
    for number in range(rounds):
        day, life = DAY + number, f"{seed}:{number}"
        pid, reading = forked(partial(answer_to_pipe, path, day, life))
        with os.fdopen(reading, "rb") as confirmed:
            lines = [confirmed.readline() for _ in range(random.randrange(12))]
            # An answer takes about a millisecond: this ends at any point of the next one.
            time.sleep(random.random() * 0.003)
            kill(pid)
            lines += confirmed.readlines()
        if not all(line.endswith(b"\n") for line in lines):
            sys.exit("the child ended by itself")
        sys.stdout.buffer.writelines(lines)


def opening(path: Path, rounds: int, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - any moment, no secret
    for number in range(rounds):
        pid, reading = forked(partial(open_only, Path(f"{path}{number}")))
        time.sleep(random.random() * 0.02)
        kill(pid)
        os.close(reading)


def many(path: Path, times: int) -> None:
    store = open_store(path)
    random = Random(os.getpid())  # noqa: S311 - any moment, no secret
    for _ in range(times):
        answer(store, random, DAY, sys.stdout.buffer.write)
    store.close()


if __name__ == "__main__":
    file, numbers = Path(sys.argv[2]), [int(number) for number in sys.argv[3:]]
    modes: dict[str, Callable[..., None]] = {"killed": killed, "many": many, "opening": opening}
    modes[sys.argv[1]](file, *numbers)
