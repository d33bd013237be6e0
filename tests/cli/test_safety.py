"""`kpitrainer backup` and `restore` by the lines they say."""

from pathlib import Path

import pytest

from kpitrainer.storage.migrate import NEWEST
from tests.cli.conftest import Cli
from tests.storage.test_faults import read_only
from tests.storage.test_schema import revision_of
from tests.storage.test_versions import made_by

EN = ("--lang", "en")


@pytest.fixture
def studied(cli: Cli, decks: Path) -> Path:
    """The folder of decks of a learner who has answered once."""
    cli("review", "essai", "--decks", str(decks), "--limit", "1", "--plain", typed="\n3\n")
    return decks


@pytest.mark.usefixtures("studied")
def test_a_copy_is_made_and_taken_back(cli: Cli, home: Path) -> None:
    copy, progress = home / "copy.db", home / "progress.db"
    ran = cli("backup", str(copy), *EN)
    assert (ran.code, ran.out) == (0, f"Your progress is copied to {copy}.\n")
    progress.unlink()
    ran = cli("restore", str(copy), "--yes", *EN)
    assert ran.code == 0
    assert f"{copy} holds the progress of one card and one answer, last studied on " in ran.out
    assert f"Your progress is in {progress} again.\n" in ran.out
    again = cli("restore", str(copy), "--yes", *EN)
    assert f"What was there is kept: {progress}.backup-" in again.out


@pytest.mark.usefixtures("studied")
def test_either_file_is_told_of_before_one_gives_way(cli: Cli, home: Path, decks: Path) -> None:
    copy, progress = home / "copy.db", home / "progress.db"
    cli("backup", str(copy))
    cli("review", "essai", "--decks", str(decks), "--limit", "1", "--plain", typed="\n3\n")
    there, here, _ = cli("restore", str(copy), "--yes", *EN).out.splitlines()
    assert there.startswith(f"{copy} holds the progress of one card and one answer, last")
    assert here.startswith(f"{progress} holds the progress of one card and 2 answers, last")
    progress.write_bytes(b"garbage")
    ran = cli("restore", str(copy), "--yes", *EN)
    assert (ran.code, f"{progress} now is damaged" in ran.out) == (0, True)
    assert cli("restore", str(copy), "--yes", *EN).out.count("and one answer") == 2


def test_a_copy_of_an_earlier_version_is_taken_back(cli: Cli, home: Path) -> None:
    old = made_by("0003", home / "old.db")
    before = old.read_bytes()
    ran = cli("restore", str(old), "--yes", *EN)
    assert (ran.code, f"{old} holds the progress of 5 cards" in ran.out) == (0, True)
    assert (revision_of(home / "progress.db"), old.read_bytes()) == (NEWEST, before)


@pytest.mark.usefixtures("studied")
def test_into_a_folder_a_copy_has_the_name_of_its_moment(cli: Cli, home: Path) -> None:
    folder = home / "usb"
    folder.mkdir()
    assert cli("backup", str(folder)).code == 0
    (copy,) = folder.iterdir()
    assert copy.name.startswith("progress.db.backup-")


@pytest.mark.usefixtures("studied")
def test_nothing_is_overwritten(cli: Cli, home: Path) -> None:
    mine = home / "mine"
    mine.write_text("précieux", "utf-8")
    ran = cli("backup", str(mine), *EN)
    assert (ran.code, "exists already, and nothing was copied" in ran.err) == (2, True)
    assert mine.read_text("utf-8") == "précieux"


@pytest.mark.usefixtures("studied")
def test_a_copy_where_nothing_can_be_is_told(cli: Cli, home: Path) -> None:
    ran = cli("backup", str(home / "no" / "such" / "folder.db"), *EN)
    assert ran.code == 1
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("studied")
def test_a_copy_is_made_of_what_can_only_be_read(cli: Cli, home: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    disk = tmp_path / "disk"
    disk.mkdir()
    progress = (home / "progress.db").rename(disk / "progress.db")
    with read_only(disk):
        ran = cli("backup", str(copy), "--db", str(progress), *EN)
        assert (ran.code, ran.out) == (0, f"Your progress is copied to {copy}.\n")
        ran = cli("backup", "--db", str(progress), *EN)
        assert (ran.code, f"{progress}.backup-" in ran.err) == (1, True)
    assert "holds the progress of one card" in cli("restore", str(copy), "--yes", *EN).out


def test_a_folder_is_no_copy(cli: Cli, home: Path) -> None:
    ran = cli("restore", str(home), "--yes", *EN)
    assert (ran.code, ran.err) == (1, f"{home} is a folder: name the file in it.\n")


def test_before_the_first_answer_there_is_nothing_to_copy(cli: Cli) -> None:
    ran = cli("backup", *EN)
    assert (ran.code, "no progress" in ran.err) == (1, True)


@pytest.mark.usefixtures("studied")
def test_a_pipe_must_say_that_it_means_it(cli: Cli, home: Path) -> None:
    copy = home / "copy.db"
    cli("backup", str(copy))
    ran = cli("restore", str(copy), *EN)
    assert (ran.code, "--yes" in ran.err) == (2, True)
    ran = cli("restore", str(home / "gone.db"), *EN)
    assert (ran.code, ran.err) == (1, f"There is no file {home / 'gone.db'}.\n")
