"""Folders, settings and the database where they are not, or not what they should be."""

import json
import os
from pathlib import Path

import pytest

from kpitrainer.bootstrap import shipped_decks
from tests.cli.conftest import Cli
from tests.program import ALL_TYPES

EN = ("--lang", "en")


@pytest.fixture
def settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of a learner, not yet written."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    file = home / "config" / "kpitrainer" / "settings.toml"
    file.parent.mkdir(parents=True)
    return file


# Folders of decks


@pytest.mark.parametrize("command", [("due",), ("deck", "list"), ("review", "--plain")])
def test_a_set_folder_that_is_not_there_is_told_and_the_rest_goes_on(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("KPITRAINER_DECKS", str(home / "clef" / "paquets"))
    ran = cli(*command, *EN)
    assert (ran.code, bool(ran.out)) == (0, True)
    assert ran.err.startswith(f"The folder of decks {home / 'clef' / 'paquets'} is not there")


def test_the_standard_folder_that_leads_to_an_absent_drive_is_told(cli: Cli, home: Path) -> None:
    data = home / ".local" / "share" / "kpitrainer"
    data.mkdir(parents=True)
    assert cli("due", *EN).err == ""
    (data / "decks").symlink_to(home / "clef")
    assert "is not there: its decks are missing" in cli("due", *EN).err


def test_progress_of_an_absent_folder_is_given_to_no_other_card(
    cli: Cli, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its cards may be those of a shipped deck under another name, as if they had moved there."""
    folder = home / "clef"
    folder.mkdir()
    shipped = (shipped_decks() / "controle-etapes.yaml").read_text("utf-8")
    mine = shipped.replace("deck: controle-etapes", "deck: copie")
    (folder / "copie.yaml").write_text(mine, "utf-8")
    monkeypatch.setenv("KPITRAINER_DECKS", str(folder))
    cli("review", "copie", "--limit", "1", "--plain", *EN, typed="\n4\n")
    folder.rename(home / "ailleurs")
    cli("due", *EN)
    (home / "ailleurs").rename(folder)
    found = json.loads(cli("browse", "-is:new", "--json", *EN).out)
    assert [card["deck"] for card in found["cards"]] == ["copie"]


def test_a_named_folder_without_a_deck_is_told(cli: Cli, home: Path) -> None:
    (home / "vide").mkdir()
    ran = cli("deck", "list", "--decks", str(home / "vide"), *EN)
    assert (ran.code, f"There is no deck in the folder {home / 'vide'}" in ran.err) == (0, True)


def test_who_studies_is_told_what_is_not_read(cli: Cli, decks: Path) -> None:
    (decks / "cours.yaml.txt").write_text(ALL_TYPES, "utf-8")
    (decks / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    ran = cli("due", "--decks", str(decks), *EN)
    assert ran.err == (
        "“cours.yaml.txt” looks like a deck, but is not read because of its ending: name it "
        "cours.yaml.\n"
    )


def test_of_many_only_some_are_told(cli: Cli, decks: Path) -> None:
    for number in range(9):
        (decks / f"{number}.zip").write_bytes(b"")
    told = cli("due", "--decks", str(decks), *EN).err.splitlines()
    assert (len(told), "and 4 more of the kind" in told[-1]) == (6, True)


@pytest.mark.parametrize("before", [True, False])
def test_all_folders_that_are_given_count(cli: Cli, decks: Path, before: bool) -> None:
    other = decks.with_name("autres")
    other.mkdir()
    (other / "b.yaml").write_text(ALL_TYPES.replace("deck: essai", "deck: autre"), "utf-8")
    one, two = ("--decks", str(decks)), ("--decks", str(other))
    arguments = (*one, "deck", "list", *two) if before else ("deck", "list", *one, *two)
    listed = cli(*arguments, *EN).out
    assert ("essai: " in listed, "autre: " in listed) == (True, True)
    assert listed.index("essai: ") < listed.index("controle-etapes: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PK\x03\x04", "is an archive: unpack it"), (b"deck: a", "is a file: give the folder")],
)
def test_a_file_for_a_folder_is_told_as_what_it_is(
    cli: Cli, home: Path, content: bytes, said: str
) -> None:
    (home / "cours.zip").write_bytes(content)
    ran = cli("deck", "list", "--decks", str(home / "cours.zip"), *EN)
    assert (ran.code, said in ran.err) == (2, True)


def test_the_file_of_a_deck_for_its_name(cli: Cli, decks: Path) -> None:
    file = decks / "essai.yaml"
    ran = cli("review", str(file), "--decks", str(decks), "--plain", *EN)
    assert (ran.code, ran.err) == (2, f"“{file}” is a file; give the name of the deck: essai.\n")


# Settings


def test_what_is_no_setting_is_told_with_its_place(cli: Cli, settings: Path) -> None:
    settings.write_text("new_per_day = 0\nreview_per_day = 9\n", "utf-8")
    ran = cli("due", *EN)
    assert (ran.code, "(setting new_per_day = 0)" in ran.out) == (0, True)
    told = f"{settings}:2: “review_per_day” is no setting and changes nothing. The settings: "
    assert ran.err.startswith(told)
    assert ran.err.endswith("Did you mean “reviews_per_day”?\n")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('new_per_day = "x"', "in this form, quotation marks or none: new_per_day = 10"),
        ("desired_retention = 100", "from 0.7 to 0.99"),
        ('language = "french"', 'language = "fr"'),
        ("hide = 5", 'hide = ["kpi-crm"]'),
    ],
)
def test_what_a_setting_cannot_be_is_told_with_its_place(
    cli: Cli, settings: Path, written: str, said: str
) -> None:
    settings.write_text(f"\n{written}\n", "utf-8")
    ran = cli("due", *EN)
    assert (ran.code, ran.err.startswith(f"{settings}:2: the setting ")) == (1, True)
    assert said in ran.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("odd", ["pipe", "device", "huge"])
def test_settings_that_are_no_file_are_told_not_waited_for(
    cli: Cli, settings: Path, odd: str
) -> None:
    if odd == "pipe":
        os.mkfifo(settings)
    elif odd == "device":
        settings.symlink_to("/dev/zero")
    else:
        with settings.open("wb") as file:
            file.truncate(200_000_000)
    ran = cli("due", *EN)
    assert (ran.code, f"{settings} is no regular file, or enormous" in ran.err) == (1, True)


def test_shipped_decks_can_be_hidden(cli: Cli, settings: Path, decks: Path) -> None:
    settings.write_text('hide = ["*"]\n', "utf-8")
    own = ("--decks", str(decks), *EN)
    assert cli("deck", "list", "--names", "--decks", str(decks)).out == "essai\n"
    assert (
        json.loads(cli("stats", "memory", "--json", *own).out)["tabs"]["memory"]["facts"]["new"]
        == 7
    )
    ran = cli("review", "kpi-crm", "--plain", *own)
    assert (ran.code, "hidden by the setting hide" in ran.err) == (2, True)
    settings.write_text('hide = ["kpi-crn", "essai"]\n', "utf-8")
    told = cli("deck", "list", *own)
    assert ("essai: " in told.out, "kpi-crm: " in told.out) == (True, True)
    assert f"The setting hide in {settings} names “kpi-crn”" in told.err


def test_progress_of_a_hidden_deck_waits(cli: Cli, settings: Path) -> None:
    cli("review", "controle-etapes", "--limit", "1", *EN, typed="\n4\n")
    settings.write_text('hide = ["controle-*"]\n', "utf-8")
    assert cli("deck", "orphans", "--json", *EN).out == "[]\n"
    settings.unlink()
    assert "controle-etapes" in cli("stats", "--json", *EN).out


# The database


def test_no_second_progress_is_made_where_the_first_is_out_of_reach(cli: Cli, home: Path) -> None:
    link = home / "progres.db"
    link.symlink_to(home / "clef" / "progres.db")
    ran = cli("due", "--db", str(link), *EN)
    assert (ran.code, f"leads to {home / 'clef' / 'progres.db'}" in ran.err) == (1, True)
    ran = cli("due", "--db", str(home / "clef" / "progres.db"), *EN)
    assert (ran.code, "Connect the drive" in ran.err) == (1, True)
    assert not (home / "clef").exists()


def test_a_link_to_a_folder_on_an_absent_drive(cli: Cli, home: Path) -> None:
    (home / "kpi").symlink_to(home / "clef")
    ran = cli("due", "--db", str(home / "kpi" / "progres.db"), *EN)
    assert (ran.code, f"{home / 'kpi'} leads to" in ran.err) == (1, True)


def test_a_relative_path_in_the_environment_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from kpitrainer.cli.main import run  # noqa: PLC0415 - the fixture always gives --db

    monkeypatch.setenv("KPITRAINER_DB", "progres.db")
    monkeypatch.chdir(home)
    assert run(["due", *EN]) == 1
    assert f"Write the whole path, {home / 'progres.db'} for example" in capsys.readouterr().err
    assert not (home / "progres.db").exists()
