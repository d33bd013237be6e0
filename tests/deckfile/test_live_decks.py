import os
from pathlib import Path

import pytest

from kpitrainer.deckfile.files.live_decks import LiveDecks, entry_lines
from kpitrainer.deckfile.syntax.source import LARGEST
from tests.program import ALL_TYPES

GOOD = """\
deck: d
title: T
languages: [fr]
level: 1
cards:
  - basic: a
    ask: A ?
    answer: a
"""


def write(folder: Path, name: str = "d.yaml", text: str = GOOD) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def codes(decks: LiveDecks) -> list[list[str]]:
    return [[diagnostic.code for diagnostic in file.diagnostics] for file in decks.read()]


def test_one_file(tmp_path: Path) -> None:
    file = write(tmp_path)
    [read] = LiveDecks(file).read()
    assert (read.path, read.diagnostics, read.entries) == (str(file), (), (6,))
    assert [card.key.card for card in read.cards] == ["a"]


def test_an_unchanged_file_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path)
    decks = LiveDecks(tmp_path)
    [before] = decks.read()
    os.utime(file, (1, 1))
    assert decks.read()[0] is before
    write(tmp_path, text=GOOD + "# more\n")
    assert decks.read()[0].digest != before.digest


def test_the_decks_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "b.yaml", GOOD.replace("deck: d", "deck: e"))
    write(tmp_path, "a.yml")
    write(tmp_path, "notes.txt", "no deck")
    assert [Path(file.path).name for file in LiveDecks(tmp_path).read()] == ["a.yml", "b.yaml"]


def test_two_decks_of_one_name(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml")
    write(tmp_path, "b.yaml")
    assert codes(LiveDecks(tmp_path)) == [[], ["deck.copy"]]


@pytest.mark.parametrize("text", ["", GOOD[:20], GOOD[:60], GOOD[: GOOD.index("cards")], "\t:"])
def test_a_file_half_written(tmp_path: Path, text: str) -> None:
    [read] = LiveDecks(write(tmp_path, text=text)).read()
    assert read.deck is None
    assert read.broken


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    file.write_bytes(GOOD.encode() + b"\xff\xfe")
    assert codes(LiveDecks(file)) == [["deck.not-utf8"]]


def test_what_is_not_there(tmp_path: Path) -> None:
    decks = LiveDecks(tmp_path / "gone" / "d.yaml")
    assert codes(decks) == [["preview.file-gone"]]
    decks = LiveDecks(tmp_path)
    assert codes(decks) == [["preview.no-deck"]]
    write(tmp_path)
    assert codes(decks) == [[]]


def test_a_file_too_large(tmp_path: Path) -> None:
    file = tmp_path / "d.yaml"
    with file.open("wb") as large:
        large.truncate(LARGEST + 1)
    assert codes(LiveDecks(file)) == [["deck.too-large"]]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read anything")
def test_without_leave_to_read(tmp_path: Path) -> None:
    file = write(tmp_path)
    file.chmod(0)
    assert codes(LiveDecks(tmp_path)) == [["deck.unreadable"]]
    tmp_path.chmod(0)
    assert codes(LiveDecks(tmp_path)) == [["deck.unreadable"]]
    tmp_path.chmod(0o700)


def test_the_lines_on_which_entries_begin() -> None:
    lines = [n for n, line in enumerate(ALL_TYPES.splitlines(), 1) if line.startswith("  - ")]
    assert entry_lines(ALL_TYPES.encode()) == tuple(lines)
    assert entry_lines(ALL_TYPES.replace("\n", "\r\n").encode()) == tuple(lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("after:\n- x\ncards:\n", ()),
        ("after:\n- x\ncards:\n- basic: a\n  tags:\n    - x\n- basic: b\n", (4, 7)),
        ("cards:\n  - basic: a\n    ask: |\n      - no card\n  -\n    basic: b\n", (2, 5)),
        ("cards:\n  -basic: a\n", ()),
    ],
)
def test_other_layouts(text: str, lines: tuple[int, ...]) -> None:
    assert entry_lines(text.encode()) == lines
