import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from kpitrainer.cli.terminal import prepare_streams
from tests.program import environment

pty = pytest.importorskip("pty", reason="a terminal of its own needs Unix")


def _written(
    text: str, encoding: str, monkeypatch: pytest.MonkeyPatch, errors: str = "strict"
) -> str:
    raw = BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", TextIOWrapper(raw, encoding=encoding, errors=errors))
        prepare_streams()
        sys.stdout.write(text)
        sys.stdout.flush()
        return raw.getvalue().decode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding", "plainer"),
    [
        ("Déjà vu : « ça »\u202f?", "utf-8", "Déjà vu : « ça »\u202f?"),
        ("Déjà\u00a0: «\u00a0ça\u00a0»\u202f?", "ascii", 'Deja : " ca " ?'),
        ("l’œuvre… −5 × 3 ÷ 2", "ascii", "l'oeuvre... -5 x 3 / 2"),
        ("Déjà l’œuvre −5", "latin-1", "Déjà l'oeuvre -5"),
        ("10\u202f€ ★", "cp1252", "10 € ?"),
        ("\udc80", "utf-8", "?"),
    ],
)
def test_what_cannot_be_written_is_written_plainer(
    text: str, encoding: str, plainer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _written(text, encoding, monkeypatch) == plainer


def test_bytes_that_are_no_text_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"\xff\xfe\n"), encoding="utf-8"))
    prepare_streams()
    assert sys.stdin.readline() == "\ufffd\ufffd\n"


def test_closed_streams_are_made_good(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    prepare_streams()
    print("nowhere")  # noqa: T201 - it must not fail
    assert sys.stdin.readline() == ""


CAPABLE = "from kpitrainer.cli.terminal import is_capable; raise SystemExit(is_capable())"


def _in_a_terminal(home: Path, program: str, **more: str) -> int:
    """The exit code of a Python program that has a terminal."""
    child, terminal = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, "-c", program], environment(home, **more))  # noqa: S606
    try:
        while os.read(terminal, 1024):
            pass
    except OSError:
        pass  # the other end is closed
    finally:
        os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize(
    ("more", "capable"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, True),
        ({"TERM": "dumb"}, False),
        ({}, False),
        ({"TERM": "xterm", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, False),
        ({"TERM": "xterm", "PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}, False),
    ],
)
def test_which_terminals_the_interface_runs_in(
    tmp_path: Path, more: dict[str, str], capable: bool
) -> None:
    assert _in_a_terminal(tmp_path, CAPABLE, **more) == capable


def test_no_terminal_is_not_capable(tmp_path: Path) -> None:
    elsewhere = CAPABLE.replace("; raise", "; import os, sys; sys.stdin = open(os.devnull); raise")
    assert _in_a_terminal(tmp_path, elsewhere, TERM="xterm") == 0
