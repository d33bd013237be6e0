"""`kpitrainer log export`, `log merge` and `sync` by the lines they say."""

import gzip
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

EN = ("--lang", "en")


@pytest.fixture
def studied(cli: Cli, decks: Path) -> Path:
    """The progress of a learner who has answered once."""
    cli("review", "essai", "--decks", str(decks), "--limit", "1", "--plain", typed="\n3\n")
    return decks.parent / "progress.db"


@pytest.mark.usefixtures("studied")
def test_a_log_goes_out_and_comes_back(cli: Cli, home: Path) -> None:
    file = home / "log.jsonl"
    ran = cli("log", "export", str(file), *EN)
    assert ran == (0, f"1 row of the log is written to {file}.\n", "")
    assert cli("log", "export").out == file.read_text("utf-8")
    assert cli("log", "merge", str(file), *EN).out.startswith("Nothing new")
    ran = cli("log", "merge", str(file), str(file), "--db", str(home / "new.db"), *EN)
    assert ran.code == 0
    assert ran.out.startswith("1 row was added to your progress. What it was before: ")
    again = cli("log", "export", "--db", str(home / "new.db"))
    assert again.out == file.read_text("utf-8")


@pytest.mark.usefixtures("studied")
def test_a_file_with_a_bad_line_changes_nothing(cli: Cli, home: Path) -> None:
    good, bad = home / "good.jsonl", home / "bad.jsonl"
    cli("log", "export", str(good))
    lines = good.read_text("utf-8").splitlines()
    other = json.loads(lines[1]) | {"rating": 9, "card": "\x1b[2J"}
    bad.write_text("\n".join([*lines, json.dumps(other), "", "garbage"]), "utf-8")
    ran = cli("log", "merge", str(good), str(bad), "--db", str(home / "new.db"), *EN)
    assert (ran.code, ran.out) == (1, "")
    assert f'{bad}, line 3: “card” cannot be "\\u001b[2J". 2 lines in all' in ran.err
    assert "\x1b" not in ran.err
    assert not (home / "new.db").exists(), "it is not even opened"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (Path.exists, "There is no file"),
        (Path.mkdir, "cannot be read"),
        (lambda path: path.write_bytes(gzip.compress(b"x")), "is no log of kpitrainer’s"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "is a whole progress file"),
    ],
)
def test_what_is_no_log_is_told(cli: Cli, home: Path, make: object, said: str) -> None:
    path = home / "file"
    make(path)  # type: ignore[operator]  # one of the above
    ran = cli("log", "merge", str(path), *EN)
    assert (ran.code, said in ran.err) == (1, True)


@pytest.mark.usefixtures("studied")
def test_a_document_is_not_written_over(cli: Cli, home: Path) -> None:
    mine = home / "mine.txt"
    mine.write_text("précieux", "utf-8")
    assert cli("log", "export", str(mine), *EN).code == 1
    assert mine.read_text("utf-8") == "précieux"


def test_without_a_folder_sync_says_how_to_set_one(cli: Cli) -> None:
    ran = cli("sync", *EN)
    assert ran.code == 2
    assert "kpitrainer config set sync FOLDER" in ran.err
    assert cli("config", "set", "sync", "relative/folder").code != 0


def test_two_progress_files_share_a_folder(
    cli: Cli, home: Path, decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    shared, other = home / "shared", ("--db", str(home / "other.db"))
    shared.mkdir()
    assert cli("config", "set", "sync", str(shared)).code == 0
    review = ("review", "essai", "--decks", str(decks), "--limit", "1", "--plain")
    assert cli(*review, typed="\n3\n").code == 0
    assert len(list(shared.iterdir())) == 1
    ran = cli("sync", *other, *EN)
    assert ran == (0, "1 change came from your other computers.\n", "")
    ran = cli("due", *other, *EN)
    assert (ran.code, ran.err) == (0, "")
    assert cli("sync", *other, *EN).out == "Nothing new from your other computers.\n"
    away = shared.rename(home / "away")
    ran = cli(*review, *other, *EN, typed="\n3\n")
    assert ran.code == 0
    assert "is not there. Your progress stays here" in ran.err
    away.rename(shared)
    ran = cli("sync", *EN)
    assert ran.out.splitlines()[0] == "Nothing new from your other computers."
    assert cli("sync", *other, *EN).out.splitlines()[1].startswith("1 change went to ")
    assert cli("sync", *EN).out == "1 change came from your other computers.\n"
