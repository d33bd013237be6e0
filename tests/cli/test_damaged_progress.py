"""A damaged progress file, on the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.mark.parametrize("command", [["due"], ["stats"], ["review", "--plain"], ["due", "--json"]])
def test_it_is_told_once_and_the_command_goes_on(
    cli: Cli, home: Path, decks: Path, command: list[str]
) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    cli("review", "essai", *own, "--limit", "2", typed="\n4\n\n4\n")
    sound = cli(*command, *own)
    with closing(sqlite3.connect(home / "progress.db")) as raw, raw:
        raw.execute(
            "UPDATE card_state SET phase = 99"
            " WHERE card = (SELECT id FROM card WHERE card = 'revele')"
        )
    ran = cli(*command, *own)
    assert (ran.code, ran.out) == (0, sound.out)
    assert ran.err.count("\n") == 1
    assert "at least 1 row could not be read (card_state essai/revele)" in ran.err
    [kept] = home.glob("progress.db.corrupt-*")
    assert str(kept) in ran.err
    assert cli(*command, *own) == sound


def test_an_empty_file_is_told(cli: Cli, home: Path) -> None:
    (home / "progress.db").write_bytes(b"")
    ran = cli("due", "--lang", "en")
    assert ran.code == 1
    assert "0 bytes" in ran.err
    assert ran.err.count("\n") == 1
