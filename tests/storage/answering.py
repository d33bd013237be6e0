"""A learner's program that is killed, or one of several at once; run by test_durability.py.

`many PATH COUNT`: one process answers COUNT times; prints the id of every row that was confirmed.
`opening PATH ROUNDS SEED`: each process opens the file and is killed at some moment.

`benchmarks/kill_minus_nine.py` kills programs that do more.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.kill_minus_nine import answer, forked, kill
from kpitrainer.storage.sql_store import open_store
from tests.storage.acts import DAY


def open_only(path: Path, _: object) -> None:
    open_store(path)


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
        answer(store, random, DAY, print)
    store.close()


if __name__ == "__main__":
    file, numbers = Path(sys.argv[2]), [int(number) for number in sys.argv[3:]]
    modes: dict[str, Callable[..., None]] = {"many": many, "opening": opening}
    modes[sys.argv[1]](file, *numbers)
