import os
import pty
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path
from random import Random

import pytest

from kpitrainer.cli import deck_writing
from tests.cli.conftest import Cli
from tests.deckfile.decks import GOOD, HEADER
from tests.program import environment

NAMELESS = HEADER + '  - basic:   # à nommer\n    ask: "Un deux ?"\n    answer: b\n' + GOOD


@pytest.fixture
def file(home: Path) -> Path:
    file = home / "essai.yaml"
    file.write_text(NAMELESS, "utf-8")
    return file


def test_first_the_lines_are_shown_and_nothing_is_written(cli: Cli, file: Path) -> None:
    ran = cli("deck", "ids", str(file), "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert f"--- {file}\n+++ {file}\n@@ -3,7 +3,7 @@\n" in ran.out
    assert "-  - basic:   # à nommer\n+  - basic: un-deux   # à nommer\n" in ran.out
    assert ran.out.endswith("1 card to name so: run again with --write to write it.\n")
    assert file.read_text("utf-8") == NAMELESS


def test_then_they_are_written(cli: Cli, file: Path) -> None:
    shown = cli("deck", "ids", str(file)).out.splitlines()[:-1]
    ran = cli("deck", "ids", "--write", str(file))
    assert ran.out.splitlines() == [*shown, "1 carte nommée."]
    assert file.read_text("utf-8") == NAMELESS.replace("basic:  ", "basic: un-deux  ")
    assert cli("deck", "check", "--strict", str(file)).code == 0
    assert cli("deck", "ids", str(file)) == (0, "Toutes les cartes ont un nom.\n", "")
    assert [found.name for found in file.parent.glob("*essai*")] == ["essai.yaml"]


def test_without_a_path_the_own_decks_are_named(cli: Cli, file: Path) -> None:
    ran = cli("deck", "ids", "--write", "--decks", str(file.parent))
    assert ran.code == 0
    assert "un-deux" in file.read_text("utf-8")


def test_what_is_to_be_named_by_hand_fails(cli: Cli, file: Path) -> None:
    bad = "  - basic: {a: b}\n    ask: Trois\n    answer: c\n"
    file.write_text(NAMELESS + bad, "utf-8")
    ran = cli("deck", "ids", "--write", str(file), "--lang", "en")
    assert ran.code == 1
    assert f"{file}:12: name this card by hand, for example “trois”" in ran.out
    assert ran.out.endswith("1 card named.\n")
    assert file.read_text("utf-8") == NAMELESS.replace("basic:  ", "basic: un-deux  ") + bad


def test_a_file_that_changes_meanwhile_is_not_overwritten(
    cli: Cli, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = file.with_name("zoe.yaml")
    other.write_text(NAMELESS.replace("deck: essai", "deck: zoe"), "utf-8")
    shown = deck_writing._show

    def while_shown(path: Path, before: bytes, after: bytes) -> None:
        shown(path, before, after)
        if path == file:
            path.write_text("# quelqu’un écrit\n", "utf-8")

    monkeypatch.setattr(deck_writing, "_show", while_shown)
    ran = cli("deck", "ids", "--write", str(file), str(other), "--lang", "en")
    assert ran.code == 1
    assert f"{file} has changed meanwhile; nothing was written there" in ran.out
    assert file.read_text("utf-8") == "# quelqu’un écrit\n"
    assert "un-deux" in other.read_text("utf-8")


def test_what_cannot_be_read_is_told(cli: Cli, home: Path) -> None:
    link = home / "lien.yaml"
    link.symlink_to(home / "nulle-part.yaml")
    ran = cli("deck", "ids", str(link), "--lang", "en")
    assert ran.code == 2
    assert f"“{link}” does not exist" in ran.err


@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_the_diff_is_coloured_on_a_terminal_only(
    file: Path, more: dict[str, str], coloured: bool
) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "kpitrainer", "deck", "ids", str(file)]
    surroundings = environment(file.parent, **more)
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=surroundings) as program:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 1000)
            except OSError:  # a terminal's end
                break
            shown += piece
        assert program.wait() == 0
    os.close(ours)
    assert b"basic: un-deux" in shown
    assert (b"\x1b[32m+  - basic: un-deux" in shown) is coloured
    assert (b"\x1b" in shown) is coloured


@pytest.mark.parametrize("data", [b"", b"\xff", NAMELESS.encode() + b"\x1b", b"#" * 5_000_001])
def test_a_file_that_cannot_be_read_is_not_said_to_be_fine(
    cli: Cli, file: Path, data: bytes
) -> None:
    file.write_bytes(data)
    ran = cli("deck", "ids", "--write", str(file), "--lang", "en")
    assert ran.out == (
        f"{file}: nothing can be named while this file cannot be read; "
        "kpitrainer deck check says why.\n"
    )
    assert ran.code == 1
    assert file.read_bytes() == data


def test_the_lines_are_shown_as_diff_shows_them() -> None:
    chance = Random(2)  # noqa: S311 - a test wants the same every time
    for _ in range(100):
        old = [f"line {number}" for number in range(chance.randint(2, 40))]
        new = [line + "!" * (chance.random() < 0.15) for line in old]
        theirs = list(unified_diff(old, new, lineterm=""))[2:]
        assert list(deck_writing._hunks(old, new)) == theirs
