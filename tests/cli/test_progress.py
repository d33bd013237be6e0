"""The bar of a long check, in a terminal of its own."""

import os
import re
import sys
from pathlib import Path

import pytest

from kpitrainer.cli.terminal import progress_line, slow_progress
from kpitrainer.i18n import Translator
from tests.program import ALL_TYPES, environment

pty = pytest.importorskip("pty", reason="a terminal of its own needs Unix")
fcntl = pytest.importorskip("fcntl", reason="as above")
termios = pytest.importorskip("termios", reason="as above")

WIPE = "\r\x1b[2K"
WIPE_ABOVE = "\r\x1b[1A\x1b[2K"
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def _shown(
    home: Path, *arguments: str, term: dict[str, str], columns: int = 80, quiet: bool = False
) -> str:
    """What the program shows in a terminal; where `quiet` stderr is none."""
    child, terminal = pty.fork()
    if not child:
        if quiet:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        fcntl.ioctl(
            1,
            termios.TIOCSWINSZ,
            (24).to_bytes(2, "little") + columns.to_bytes(2, "little") + b"\0" * 4,
        )
        program = [sys.executable, "-m", "kpitrainer", *arguments]
        os.execve(sys.executable, program, environment(home, **term))  # noqa: S606 - our own program
    shown = b""
    try:
        while some := os.read(terminal, 4096):
            shown += some
    except OSError:
        pass  # the other end is closed
    finally:
        os.close(terminal)
    os.waitpid(child, 0)
    return shown.decode()


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    folder = tmp_path / "paquets"
    folder.mkdir()
    file = folder / "un-paquet-au-nom-bien-trop-long-pour-une-ligne-étroite.yaml"
    drill = ALL_TYPES.partition("  - drill: calcul\n")[2]
    file.write_text(f"{ALL_TYPES}  - drill: encore\n{drill}", "utf-8")
    return file


@pytest.mark.parametrize("columns", [80, 40, 20])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_bar_tells_how_far_the_check_is_and_is_wiped(
    tmp_path: Path, deck: Path, columns: int, language: str
) -> None:
    shown = _shown(
        tmp_path,
        "deck",
        "check",
        str(deck),
        "--lang",
        language,
        term={"TERM": "xterm"},
        columns=columns,
    )
    shown, last = COLOURS.sub("", shown).split(WIPE_ABOVE)
    assert "━" not in last
    assert "\x1b" not in last
    assert shown.startswith(HIDE_CURSOR)
    assert shown.endswith(f"\r\n{SHOW_CURSOR}")
    bars = [bar for bar in shown.removesuffix(f"\r\n{SHOW_CURSOR}").split(WIPE) if "/" in bar]
    assert max(map(len, bars)) <= columns
    assert not any("\n" in bar for bar in bars)
    width = min(24, columns // 3)
    told = [re.fullmatch(r"([━╸╺]+) ([0-9]+/[0-9]+) (.*?) *", bar) for bar in bars]
    found = [(len(bar[1]), bar[2], bar[3]) for bar in told if bar]
    assert len(found) == len(bars)
    assert [(cells, place) for cells, place, _ in found[:3]] == [
        (width, "1/1"),
        (width, "1/2"),
        (width, "2/2"),
    ]
    assert len(found[0][2]) > 5
    assert deck.name.startswith(found[0][2])
    assert [name for _, _, name in found[1:3]] == ["calcul", "encore"]


def test_a_name_cannot_steer_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with progress_line(Translator("fr")) as progress:
        progress("a\x1b[2J[red]b[/]\n{c}\x07", 1, 2)
    shown = capsys.readouterr().err
    assert "a\ufffd[2J[red]b[/] {c}\ufffd" in shown
    assert "\x1b[2J" not in shown
    assert "\x07" not in shown


def test_what_takes_a_second_is_told_then_and_not_for_each_row(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    seconds = iter((0.0, 0.9, 1.1, 1.1, 1.15, 1.3, 1.3))
    monkeypatch.setattr("kpitrainer.cli.terminal.time.monotonic", lambda: next(seconds))
    with slow_progress(Translator("en"), "cli.rewriting") as progress:
        progress(1000, 4000)
        assert capsys.readouterr().err == ""
        for done in (2000, 3000, 4000):
            progress(done, 4000)
    shown = COLOURS.sub("", capsys.readouterr().err)
    assert "2000/4000 rewriting the progress of an earlier version" in shown
    assert ("3000/4000" in shown, "4000/4000" in shown) == (False, True)


@pytest.mark.parametrize(
    ("quiet", "more"),
    [(True, {"TERM": "xterm"}), (False, {"TERM": "dumb"}), (False, {})],
)
def test_no_bar_where_no_line_can_be_wiped(
    tmp_path: Path, deck: Path, quiet: bool, more: dict[str, str]
) -> None:
    shown = _shown(tmp_path, "deck", "check", str(deck), term=more, quiet=quiet)
    assert "━" not in shown
    assert "\x1b" not in shown
    assert shown.strip()


def test_a_terminal_without_such_signs_gets_plain_ones(tmp_path: Path, deck: Path) -> None:
    plain = {"TERM": "xterm", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    shown = _shown(tmp_path, "deck", "check", str(deck), term=plain)
    assert "------------             1/2 calcul" in shown
    for move in (WIPE_ABOVE, WIPE, HIDE_CURSOR, SHOW_CURSOR):
        shown = shown.replace(move, "")
    assert "\x1b" not in shown
