"""`kpitrainer config`: settings read and changed without an editor."""

import tomllib
from pathlib import Path

import pytest

from kpitrainer.config import Paths, load_settings
from tests.cli.conftest import Cli


@pytest.fixture
def file() -> Path:
    return Paths.standard().settings


def test_what_is_shown_is_what_the_file_would_hold(cli: Cli) -> None:
    assert cli("config", "set", "hide", "kpi-crm, calculs-plus").code == 0
    shown = tomllib.loads(cli("config").out)
    assert shown["hide"] == ["kpi-crm", "calculs-plus"]
    assert shown["desired_retention"] == 0.9


def test_a_setting_is_changed_and_told_with_what_it_was(cli: Cli, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("# mine\nnew_per_day = 4 # enough\n[other]\nkey = 1\n", "utf-8")
    ran = cli("config", "set", "new_per_day", "8", "--lang", "en")
    assert (ran.code, ran.out) == (0, "new_per_day = 8. It was 4.\n")
    assert cli("config", "set", "language", "fr").code == 0
    assert file.read_text("utf-8") == (
        '# mine\nnew_per_day = 8 # enough\nlanguage = "fr"\n\n[other]\nkey = 1\n'
    )
    assert cli("config", "get", "new_per_day").out == "8\n"
    assert cli("config", "get", "hide").out == ""
    again = cli("config", "set", "new_per_day", "8", "--lang", "en")
    assert again.out == "new_per_day = 8, as it was.\n"


def test_where_they_are_is_told_also_before_there_is_a_file(cli: Cli, file: Path) -> None:
    assert cli("config", "path").out == f"{file}\n"
    assert not file.exists()


def test_a_comma_is_read_in_a_number(cli: Cli, file: Path) -> None:
    assert cli("config", "set", "desired_retention", "0,85").code == 0
    assert load_settings(file).desired_retention == 0.85


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("new_per_day", "many", "cannot be “many”. Write a whole number from 0 to 9999"),
        ("new_per_day", "10000", "cannot be “10000”"),
        ("desired_retention", "0.69", "cannot be “0.69”"),
        ("desired_retention", "nan", "cannot be “nan”"),
        ("language", "de", "cannot be “de”. Write fr or en.\n"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    cli: Cli, file: Path, setting: str, value: str, said: str
) -> None:
    ran = cli("config", "set", setting, value, "--lang", "en")
    assert ran.code == 2
    assert said in ran.err
    assert not file.exists()


def test_a_slip_in_a_name_is_told_with_what_is_like_it(cli: Cli) -> None:
    ran = cli("config", "get", "newperday", "--lang", "en")
    assert ran.code == 2
    assert "Did you mean “new_per_day”?" in ran.err


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("theme", "nosuch", "No theme is called “nosuch”. The themes: "),
        ("theme", "gruvbx", "Did you mean “gruvbox”?"),
        ("hide", "kpi-cmr", "“kpi-cmr” is no shipped deck."),
        ("hide", "kpi-*,csat-nps-cse", "Did you mean “csat-nps-ces”?"),
        ("decks.csat-nps-cse.order", "random", "Did you mean “csat-nps-ces”?"),
        ("decks.csat-nps-ces.new", "5", "“new” is no option of a deck"),
        ("decks.csat-nps-ces", "5", "Write decks.DECK.OPTION"),
        ("keyz.review.mark", "m", "“keyz” is no setting"),
    ],
)
def test_a_name_that_nothing_carries_is_told_at_once(
    cli: Cli, file: Path, setting: str, value: str, said: str
) -> None:
    ran = cli("config", "set", setting, value, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not file.exists()


def test_the_options_of_a_deck_are_set_and_cleared(cli: Cli, file: Path) -> None:
    name = "decks.csat-nps-ces.new_per_day"
    assert name in cli("config", "names").out.splitlines()
    assert cli("config", "set", "hide", "csat-*").code == 0
    ran = cli("config", "set", name, "5")
    assert ran.out == f"{name} = 5. C’était rien.\n"
    assert load_settings(file).options("csat-nps-ces").new_per_day == 5
    assert tomllib.loads(cli("config").out)["decks"] == {"csat-nps-ces": {"new_per_day": 5}}
    assert cli("config", "set", name, "").code == cli("config", "unset", name).code == 0
    assert cli("config", "get", name).out == "10\n", "what holds"
    assert load_settings(file).decks == {}
    assert cli("config", "unset", "hide").code == 0
    assert load_settings(file).hide == ()


def test_options_of_a_deck_that_is_not_there_are_told_at_a_start(cli: Cli, file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("[decks.csat-nps-cse]\norder = 'random'\n", "utf-8")
    ran = cli("due", "--lang", "en")
    assert ran.code == 0
    assert f"{file}:1: no deck is called “csat-nps-cse”" in ran.err
    assert "Did you mean “csat-nps-ces”?" in ran.err


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("keys.reviews.bury", "m", "Did you mean “review”?"),
        ("keys.review.burry", "m", "Did you mean “bury”?"),
        ("keys.review.bury", "escap", "Did you mean “escape”?"),
        ("keys.review.bury", "i", "would do two things: review.bury and review.info"),
        ("keys.review.bury", "ctrl+c", "The key ctrl+c is kept by the program"),
    ],
)
def test_a_key_that_cannot_be_is_told_at_once(
    cli: Cli, file: Path, setting: str, value: str, said: str
) -> None:
    ran = cli("config", "set", setting, value, "--lang", "en")
    assert (ran.code, file.exists()) == (2, False)
    assert said in ran.err


def test_a_key_is_set(cli: Cli, file: Path) -> None:
    assert cli("config", "set", "keys.review.bury", "m,+").code == 0
    assert tomllib.loads(file.read_text("utf-8"))["keys"] == {"review": {"bury": ["m", "+"]}}
    assert cli("config", "get", "keys.review.bury").out == "m\nplus\n"
    assert cli("config", "get", "keys.review.undo").out == "u\nctrl+z\n"
    assert "keys.review.bury" in cli("config", "names").out.splitlines()
    assert cli("config", "unset", "keys.review.bury").code == 0
    assert "keys" not in file.read_text("utf-8")
