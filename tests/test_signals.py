"""Ended from outside: the terminal is given back, the file closed, and the exit code says why."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.program import NOW, environment

pytest.importorskip("pty", reason="needs a pty")

from tests.terminal import Terminal, running

GIVEN_BACK = ("?1049l", "?25h", "?1000l", "?1003l", "?1006l", "?2004l", "?1004l", "?7h")


def skip_opening(terminal: Terminal) -> None:
    """Go on to Home, where nobody was before."""
    terminal.wait_for("Bienvenue")
    terminal.press("\x1b")


def _ended(process: "subprocess.Popen[bytes]", terminal: Terminal, number: signal.Signals) -> int:
    terminal.mark()
    process.send_signal(number)
    return terminal.wait_for_end(process)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_interface_gives_the_terminal_back(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path, "--now", NOW, more={"TERM": "xterm"}) as (terminal, process):
        modes = terminal.modes()
        skip_opening(terminal)
        terminal.wait_for("Tous les paquets")
        assert terminal.modes() != modes
        assert _ended(process, terminal, number) == 128 + number
        assert [code for code in GIVEN_BACK if f"\x1b[{code}" not in terminal.raw] == []
        assert terminal.modes() == modes
        assert "Traceback" not in terminal.text
    assert not (tmp_path / ".local/share/kpitrainer/progress.db-wal").exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1])
def test_lines_end_quietly(tmp_path: Path, number: signal.Signals) -> None:
    with running(tmp_path, "review", "--plain", "--now", NOW, more={}) as (terminal, process):
        terminal.wait_for("Tape ? pour l’aide")
        assert _ended(process, terminal, number) == 128 + number
        assert "Traceback" not in terminal.text
    assert not (tmp_path / ".local/share/kpitrainer/progress.db-wal").exists()


def test_a_terminal_that_is_gone_ends_the_interface(tmp_path: Path) -> None:
    with running(tmp_path, "--now", NOW, more={}) as (terminal, process):
        skip_opening(terminal)
        terminal.wait_for("Tous les paquets")
        terminal.hang_up()
        assert process.wait(30) == 128 + signal.SIGHUP
    assert not (tmp_path / ".local/state").exists()


def test_a_terminal_without_rows_that_sends_odd_bytes_ends_nothing(tmp_path: Path) -> None:
    # As a serial line does that knows no size, with the é and the clicks of an old terminal.
    with running(tmp_path, "--now", NOW, size=(80, 0), more={}) as (terminal, process):
        skip_opening(terminal)
        terminal.wait_for("Tous les paquets", "⏎ étudier")
        terminal.press("\udce9\x1b[M \udcc0\x30?")
        terminal.wait_for("Aide")
        assert len(terminal.raw) < 100_000, "it draws each screen once"
        terminal.press("\x03")
        assert terminal.wait_for_end(process) == 0


def test_what_nohup_ignores_stays_ignored(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "kpitrainer", "review", "--plain", "--now", NOW],
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),  # noqa: PLW1509 - no threads here
    ) as running_in_lines:
        assert running_in_lines.stdout
        running_in_lines.stdout.readline()
        running_in_lines.send_signal(signal.SIGHUP)
        running_in_lines.communicate(b"q\n")
        assert running_in_lines.returncode == 0


INTERRUPTED = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
from kpitrainer.__main__ import main
sys.meta_path.insert(0, Interrupting())
sys.argv = ["kpitrainer", "due"]
sys.exit(main())
"""


@pytest.mark.parametrize("name", ["kpitrainer.cli.main", "kpitrainer.cli.due_report", "sqlalchemy"])
def test_an_interrupt_while_the_program_is_being_imported(tmp_path: Path, name: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.format(name=name)],
        env=environment(tmp_path),
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")
