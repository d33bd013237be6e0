import subprocess
import sys
from pathlib import Path

import pytest

from kpitrainer.cli.main import report_unexpected
from kpitrainer.i18n import Translator
from tests.cli.conftest import Cli
from tests.program import environment


@pytest.mark.parametrize("command", [["due"], ["stats"], ["review", "--plain"], ["drill"]])
def test_settings_that_cannot_be_read_are_told_with_their_file(
    cli: Cli, home: Path, command: list[str]
) -> None:
    settings = home / ".config" / "kpitrainer" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("language = ", "utf-8")
    ran = cli(*command, "--lang", "en")
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.startswith(f"The settings in {settings} cannot be read")
    assert ran.err.count("\n") == 1


def test_help_works_with_bad_settings(cli: Cli, home: Path) -> None:
    settings = home / ".config" / "kpitrainer" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "xx"\n', "utf-8")
    assert cli("due", "--help").code == 0
    assert "«\u00a0xx\u00a0»" in cli("due").err


def test_a_database_that_is_none_is_told_in_one_sentence(cli: Cli, home: Path) -> None:
    folder = home / "folder"
    folder.mkdir()
    ran = cli("due", "--db", str(folder))
    assert ran.code == 1
    assert str(folder) in ran.err
    assert ran.err.count("\n") == 1


def test_debug_shows_where_an_expected_error_came_from(cli: Cli, home: Path) -> None:
    quiet = cli("due", "--db", str(home))
    loud = cli("due", "--db", str(home), "--debug")
    assert "Traceback" not in quiet.err
    assert "Traceback" in loud.err
    assert loud.err.endswith(quiet.err)


def _unforeseen() -> ZeroDivisionError:
    try:
        return ZeroDivisionError(1 / 0)
    except ZeroDivisionError as error:
        return error


def test_an_unforeseen_error_is_one_sentence_and_a_file(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report_unexpected(Translator("en"), _unforeseen(), debug=False) == 1
    told = capsys.readouterr().err
    log = home / ".local" / "state" / "kpitrainer" / "error.log"
    assert told.count("\n") == 1
    assert str(log) in told
    assert "Traceback" not in told
    text = log.read_text("utf-8")
    assert text.startswith("kpitrainer ")
    assert "ZeroDivisionError" in text
    assert "in _unforeseen" in text


def test_debug_shows_it_too(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report_unexpected(Translator("en"), _unforeseen(), debug=True)
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert (home / ".local").is_dir()


def test_where_no_file_can_be_written_it_says_how_to_see_more(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / ".local").write_text("no folder", "utf-8")
    assert report_unexpected(Translator("en"), _unforeseen(), debug=False) == 1
    assert "--debug" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux's disk that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", [["--version"], ["due"], ["deck", "list", "--names"]])
def test_output_that_cannot_be_written_is_told(
    home: Path, command: list[str], unbuffered: str
) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "kpitrainer", *command],
            env=environment(home, PYTHONUNBUFFERED=unbuffered),
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr == (
        "Impossible d’écrire la sortie\u00a0: plus de place sur le disque\u00a0: libère-en.\n"
    )
