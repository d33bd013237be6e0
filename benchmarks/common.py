"""What the benchmarks share: a terminal to run programs in, a learner to run them for, a table."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self
from uuid import UUID

from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.schedule.study_day import day_start, noon
from kpitrainer.domain.verdict import Rating
from kpitrainer.storage.card_log import CardLog
from kpitrainer.storage.connection import connect
from kpitrainer.storage.rollup import Rollup
from kpitrainer.storage.sql_store import open_store

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = (sys.executable, "-m", "kpitrainer", "--lang", "fr")
IMPORTS = (sys.executable, "-c", "import os, textual, sqlmodel; os._exit(0)")
IMPORTS_APP = (sys.executable, "-c", "import os, textual.app, sqlmodel; os._exit(0)")
_BARE_APP = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("bare")

Bare().run()
"""
BARE_APP = (sys.executable, "-c", _BARE_APP)

QUESTION = re.compile(r"Question (\d{5})")
ANSWER = re.compile(r"Réponse (\d{5})")
COUNTS = re.compile(r"\d+\sà\srevoir\s·\s\d+\snouvelle")
SOMETHING = re.compile(r"\S")

_FOREIGN = ("PYTHON", "TEXTUAL", "NO_COLOR", "LC_", "LANG")
"""What may slow the program or change what it shows: no bytecode kept, other frame rates."""

_FIRST_DAY = 20_000
_SPACING = 30
_PATIENCE = 60.0

# Control sequences, strings of the terminal's own, and single controls.
_CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^X].*?(?:\x07|\x1b\\)|\x1b.|[\x00-\x1f]")
# A sequence whose end has not arrived yet shows nothing.
_CUT = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*)?$")


class Terminal:
    """A program in a pseudo-terminal of 80 columns and 24 lines.

    It answers what Textual asks of a terminal as a modern one does: frames can be shown at
    once (mode 2026), its size is not told in band (mode 2048).
    """

    _ANSWERS: Mapping[bytes, bytes] = {
        b"\x1b[?2026$p": b"\x1b[?2026;2$y",
        b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    }

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start `command`; `began` is the moment before."""
        self._new = b""
        self.began = time.perf_counter()
        self.pid, self._file = pty.fork()
        if not self.pid:
            os.chdir(ROOT)
            os.execvpe(command[0], list(command), dict(environment))  # noqa: S606 - our own program
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._file)

    def quit(self) -> None:
        """End the program as a learner does, and wait until it is over."""
        self.press("\x03")
        with suppress(EOFError):
            while self._read(_PATIENCE) is not None:
                pass

    def peak_mib(self) -> float:
        """The most memory the program has held so far; on Linux only."""
        # What wait4 tells counts the memory of the process that started it, too.
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024

    def wait_for(self, pattern: re.Pattern[str]) -> tuple[float, str]:
        """When text that `pattern` finds arrived, counted from the last `press`, and the match.

        Raises:
            TimeoutError: it did not come within a minute.
            EOFError: the program ended before.
        """
        while True:
            at = self._read(_PATIENCE)
            if at is None:
                raise TimeoutError(pattern.pattern, _visible(self._new))
            if found := pattern.search(_visible(self._new)):
                return at, found[0]

    def settle(self, seconds: float = 0.05) -> None:
        """Take in what the program writes until it is quiet."""
        while self._read(seconds) is not None:
            pass

    def press(self, key: str) -> float:
        """Write a key; the moment before. What was shown until now is forgotten."""
        self._new = b""
        at = time.perf_counter()
        os.write(self._file, key.encode())
        return at

    def _read(self, patience: float) -> float | None:
        ready, _, _ = select.select([self._file], [], [], patience)
        if not ready:
            return None
        try:
            chunk = os.read(self._file, 1 << 16)
        except OSError as error:
            raise EOFError(_visible(self._new)) from error
        at = time.perf_counter()
        for question, answer in self._ANSWERS.items():
            if question in chunk:
                os.write(self._file, answer)
        self._new += chunk
        return at


def _visible(written: bytes) -> str:
    text = _CUT.sub("", written.decode(errors="ignore"))
    return _CONTROL.sub("", text)


def run(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How many milliseconds a command takes, start to end."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return (time.perf_counter() - began) * 1e3


@dataclass(frozen=True)
class Learner:
    """Somebody's folders, with one deck `banc` whose cards were all studied.

    `environment` makes the program use them; `now` is a moment at which all cards are due.
    """

    environment: Mapping[str, str]
    now: datetime

    @property
    def command(self) -> tuple[str, ...]:
        """The program at that moment."""
        return (*PROGRAM, "--now", self.now.isoformat())


@contextmanager
def learner(cards: int, reviews: int = 3) -> Iterator[Learner]:
    """A learner who answered each of `cards` cards `reviews` times."""
    with TemporaryDirectory(prefix="kpitrainer-bench-") as name:
        folder = Path(name)
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)},
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": str(ROOT),
            "KPITRAINER_DB": str(folder / "progress.db"),
            "KPITRAINER_DECKS": str(folder / "decks"),
            "HOME": name,
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_DATA_HOME": str(folder / "data"),
        }
        settings = folder / "config" / "kpitrainer" / "settings.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text("reviews_per_day = 9999\nbacklog_days = 0\n")  # all that is due comes
        write_deck(folder / "decks" / "banc.yaml", cards)
        last_day = _fill(folder / "progress.db", cards, reviews)
        yield Learner(environment, noon(last_day + 400))


def write_deck(file: Path, cards: int) -> None:
    """One deck `banc` of self-graded cards."""
    head = (
        'deck: banc\ntitle: {fr: "Banc d’essai", en: "Bench"}\n'
        "languages: [fr, en]\nlevel: 1\ncards:\n"
    )
    card = (
        "  - basic: c{0:05}\n"
        '    ask: {{fr: "Question {0:05} ?", en: "Question {0:05}?"}}\n'
        '    answer: {{fr: "Réponse {0:05}", en: "Answer {0:05}"}}\n'
        '    why: {{fr: "Parce que c’est ainsi.", en: "Because it is."}}\n'
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    text = head + "".join(card.format(number) for number in range(cards))
    file.write_text(text, encoding="utf-8")


def _fill(path: Path, cards: int, reviews: int) -> int:
    """Log `reviews` good answers to every card, in one transaction; the last study day."""
    open_store(path).close()
    logs: dict[CardKey, list[LogRow]] = {}
    day = _FIRST_DAY
    for number in range(cards):
        key = CardKey("banc", f"c{number:05}")
        logs[key] = []
        for seq in range(1, reviews + 1):
            day = _FIRST_DAY + _SPACING * seq + number % _SPACING
            answer = LogEntry(
                key=key,
                at=day_start(day),
                day=day,
                kind=LogKind.REVIEW,
                rating=Rating.GOOD,
                duration_ms=7_000,
            )
            # Ids in order of time, as they come in use.
            logs[key].append(LogRow(UUID(int=(day << 80) + number), answer))
    write_logs(path, logs)
    return day


def write_logs(path: Path, logs: Mapping[CardKey, Sequence[LogRow]]) -> None:
    """Store cards with their rows, in one transaction."""
    with connect(path, busy_seconds=5).execution_options(write=True) as connection:
        log, rollup = CardLog(connection), Rollup(connection)
        log.add(sorted((row for rows in logs.values() for row in rows), key=lambda row: row.id))
        for key, rows in logs.items():
            log.put(key, rollup.count(key.deck, rows))
        rollup.store()
        connection.commit()


@dataclass
class Table:
    """Measured times by name, in milliseconds, printed with ratios to one of them."""

    times: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, milliseconds: float) -> None:
        """Note one time."""
        self.times.setdefault(name, []).append(milliseconds)

    def median(self, name: str) -> float:
        """The median of what was noted under a name."""
        return median(self.times[name])

    def p99(self, name: str) -> float:
        """The 99th percentile of them."""
        return _quantile(self.times[name], 99)

    def show(self, ratios: Mapping[str, str]) -> None:
        """Print a line a name: median, quartiles, p99, and the ratio to the name it goes with."""
        width = max(map(len, self.times))
        print(f"{'':{width}}   median   quartiles      p99   ratio")
        for name, times in self.times.items():
            low, high = _quantile(times, 25), _quantile(times, 75)
            line = f"{name:{width}}  {median(times):7.1f} {low:6.1f}-{high:6.1f} "
            line += f"{_quantile(times, 99):7.1f}"
            if name in ratios:
                line += f"   {self.median(name) / self.median(ratios[name]):.2f} × {ratios[name]}"
            print(line)


def _quantile(times: Sequence[float], percent: int) -> float:
    return quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else times[0]


def options(description: str | None, **defaults: int) -> Mapping[str, int]:
    """Whole numbers from the command line, `--name N`, with their defaults."""
    parser = ArgumentParser(description=description)
    for name, default in defaults.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    return dict(vars(parser.parse_args()))
