import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

TABLE = "Question;Réponse;Explication\nUn ?;a;car\nDeux ?;b;\nseule ?;;\n"


@pytest.fixture
def own(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's own folder, not yet there."""
    folder = home / "mes paquets"
    monkeypatch.setenv("KPITRAINER_DECKS", str(folder))
    return folder


@pytest.fixture
def table(home: Path) -> Path:
    file = home / "Ma table (1).csv"
    file.write_text(TABLE, "utf-8")
    return file


def test_a_table_becomes_a_deck_that_the_trainer_finds(cli: Cli, own: Path, table: Path) -> None:
    ran = cli("deck", "import", str(table))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Ma table (1).csv\u00a0: CSV",
        "Encodage utf-8, séparateur «\u00a0;\u00a0».",
        "Colonnes\u00a0: question = Question, réponse = Réponse, explication = Explication.",
        "2 cartes gardées entières",
        "0 gardée en partie",
        "1 laissée de côté",
        "  ligne 4, «\u00a0seule ?\u00a0»\u00a0: il n’y a pas de réponse.",
        f"Paquet écrit\u00a0: {own / 'ma-table.yaml'}",
        f"Le vérifier\u00a0: kpitrainer deck check '{own / 'ma-table.yaml'}'",
    ]
    assert cli("deck", "check", str(own / "ma-table.yaml")).out == "Aucun problème.\n"
    assert "ma-table\u00a0: Ma table" in cli("deck", "list").out


def test_a_dry_run_shows_the_deck_and_writes_nothing(cli: Cli, own: Path, table: Path) -> None:
    ran = cli("deck", "import", str(table), "--dry-run", "--lang", "en")
    assert ran.code == 0
    assert ran.out.startswith("deck: ma-table\n")
    assert "1 left out\n" in ran.out
    assert not own.exists()


def test_the_report_as_json(cli: Cli, own: Path, table: Path) -> None:
    told = json.loads(cli("deck", "import", str(table), "--json").out)
    assert told["format"] == "csv"
    assert told["written"] == str(own / "ma-table.yaml")
    assert [(card["name"], card["row"], card["lost"]) for card in told["cards"]] == [
        ("un", 2, []),
        ("deux", 3, []),
    ]
    assert [(left["row"], left["code"]) for left in told["left_out"]] == [(4, "import.no-answer")]
    assert json.loads(cli("deck", "import", str(table), "--json", "--dry-run").out)["deck"]


def test_importing_again_updates_and_keeps_what_was_changed_by_hand(
    cli: Cli, own: Path, table: Path
) -> None:
    cli("deck", "import", str(table))
    deck = own / "ma-table.yaml"
    deck.write_text(deck.read_text("utf-8").replace('answer: "b"', 'answer: "b."'), "utf-8")
    ran = cli("deck", "import", str(table))
    assert (ran.code, ran.out.splitlines()[-1]) == (
        0,
        f"Rien de neuf\u00a0: {deck} reste tel quel.",
    )
    table.write_text(TABLE.replace("Un ?;a", "Un ?;A").replace("Deux ?;b", "Deux ?;B"), "utf-8")
    ran = cli("deck", "import", str(table))
    assert ran.code == 1
    assert (
        "1 changée des deux côtés, laissée telle quelle\u202f; à toi de choisir\u00a0:" in ran.out
    )
    assert "Pour garder celle du paquet, mets-y la ligne `origin` de la source" in ran.out
    written = deck.read_text("utf-8")
    assert 'answer: "A"' in written
    assert 'answer: "b."' in written


def test_into_a_deck_of_ones_own(cli: Cli, decks: Path, table: Path) -> None:
    before = (decks / "essai.yaml").read_text("utf-8")
    ran = cli("deck", "import", str(table), "--into", str(decks / "essai.yaml"))
    assert ran.code == 0
    after = (decks / "essai.yaml").read_text("utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert cli("deck", "check", str(decks / "essai.yaml")).code == 0


def test_a_file_that_did_not_come_by_an_import_is_not_written_over(
    cli: Cli, decks: Path, table: Path
) -> None:
    before = (decks / "essai.yaml").read_bytes()
    out = ["--out", str(decks / "essai.yaml")]
    ran = cli("deck", "import", str(table), *out)
    assert (ran.code, "existe déjà" in ran.err) == (2, True)
    assert (decks / "essai.yaml").read_bytes() == before
    assert cli("deck", "import", str(table), *out, "--replace").code == 0
    assert (decks / "essai.yaml").read_text("utf-8").startswith("deck: essai\n")


def test_a_deck_of_the_course_is_not_replaced_unasked(cli: Cli, own: Path, home: Path) -> None:
    table = home / "kpi-crm.csv"
    table.write_text(TABLE, "utf-8")
    ran = cli("deck", "import", str(table))
    assert (ran.code, "--replace" in ran.err) == (2, True)
    assert not own.exists()
    assert cli("deck", "import", str(table), "--replace").code == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--from", "gif"], "n’est pas connu"),
        (["--columns", "question"], "--columns"),
        (["--columns", "question=Quoi"], "n’est pas dans la table"),
        (["--languages", "français"], "--languages"),
        (["--separator", '"'], "--separator"),
        (["--out", "a.txt"], "a.txt.yaml"),
        (["--out", "a.yaml", "--into", "b.yaml"], "--out et --into"),
    ],
)
def test_what_cannot_be_meant_is_told(
    cli: Cli, own: Path, table: Path, options: list[str], told: str
) -> None:
    ran = cli("deck", "import", str(table), *options)
    assert (ran.code, told in ran.err) == (2, True)
    assert not own.exists()


def test_a_file_that_is_not_there_or_holds_no_card(cli: Cli, own: Path, home: Path) -> None:
    assert cli("deck", "import", str(home / "rien.csv")).code == 1
    (home / "vide.csv").write_text("Question;Réponse\nx;\n", "utf-8")
    ran = cli("deck", "import", str(home / "vide.csv"))
    assert (ran.code, "aucune" in ran.err or "Rien" in ran.err) == (1, True)
    assert "  ligne 2, «\u00a0x\u00a0»\u00a0: il n’y a pas de réponse." in ran.out.splitlines()
    told = json.loads(cli("deck", "import", str(home / "vide.csv"), "--json").out)
    assert ([left["row"] for left in told["left_out"]], told["written"]) == ([2], None)
    assert not own.exists()


def test_an_export_among_the_decks_says_what_to_do(cli: Cli, table: Path) -> None:
    assert "kpitrainer deck import" in cli("deck", "check", str(table)).out
    assert f"kpitrainer deck import {table}" in cli("due", "--decks", str(table)).err
