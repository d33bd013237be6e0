from pathlib import Path

import pytest

from kpitrainer.bootstrap import shipped_decks
from tests.cli.conftest import Cli
from tests.deckfile.decks import GOOD, HEADER

EMPTY_ANSWER = HEADER + '  - basic: carte\n    ask: "Un deux ?"\n    answer: ""\n' + GOOD


@pytest.fixture
def own(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's folder with a faulty deck `essai` in emailing.yaml, which is not at hand."""
    folder = home / "paquets"
    folder.mkdir()
    (folder / "emailing.yaml").write_text(EMPTY_ANSWER, "utf-8")
    monkeypatch.setenv("KPITRAINER_DECKS", str(folder))
    monkeypatch.chdir(home)
    return folder


@pytest.mark.parametrize("name", ["emailing.yaml", "emailing", "essai", "essai.yaml"])
def test_a_deck_of_the_own_folder_by_its_name(cli: Cli, own: Path, name: str) -> None:
    file = own / "emailing.yaml"
    checked = cli("deck", "check", name)
    assert (checked.code, checked.err) == (1, "")
    assert checked.out.startswith(f"{file}:8:")
    assert f"deck check {file}" in cli("deck", "preview", name).err
    file.write_text(HEADER + GOOD.replace("basic: ok", "basic:"), "utf-8")
    assert f"+++ {file}" in cli("deck", "ids", "emailing").out


def test_what_is_at_hand_comes_first(cli: Cli, own: Path) -> None:
    (own.parent / "emailing.yaml").write_text(HEADER + GOOD, "utf-8")
    assert cli("deck", "check", "emailing.yaml").code == 0
    assert cli("deck", "check", "emailing").code == 1


@pytest.mark.usefixtures("own")
def test_a_shipped_deck_by_its_name(cli: Cli) -> None:
    file = shipped_decks() / "priorites-perspectives.yaml"
    assert f"deck check {file}" in cli("deck", "preview", "priorites-perspectives").err
    assert cli("deck", "check", "priorites-perspectives").out == "Aucun problème.\n"


@pytest.mark.parametrize("command", ["check", "preview", "ids"])
def test_a_name_of_nothing_names_the_folder(cli: Cli, own: Path, command: str) -> None:
    ran = cli("deck", command, "emailings")
    assert (ran.code, ran.out) == (2, "")
    assert f"({own})" in ran.err
    elsewhere = cli("deck", command, "ailleurs/emailing.yaml")
    assert (elsewhere.code, str(own) in elsewhere.err) == (2, False)
    assert "n’existe pas" in elsewhere.err
