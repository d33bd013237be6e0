from pathlib import Path

from tests.cli.conftest import Cli


def test_a_path_that_is_not_there(cli: Cli, home: Path) -> None:
    ran = cli("deck", "preview", str(home / "gone.yaml"))
    assert (ran.code, ran.out) == (2, "")
    assert "n’existe pas" in ran.err


def test_without_a_terminal(cli: Cli, decks: Path) -> None:
    ran = cli("deck", "preview", str(decks / "essai.yaml"))
    assert (ran.code, ran.out) == (2, "")
    assert f"kpitrainer deck check {decks / 'essai.yaml'}" in ran.err


def test_a_card_without_a_name(cli: Cli, decks: Path) -> None:
    ran = cli("deck", "preview", str(decks), "--card")
    assert ran.code == 2
    assert "--card" in ran.err
