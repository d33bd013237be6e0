import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.formats.exports import ALL


@pytest.fixture
def deck(home: Path) -> Path:
    file = home / "tout.yaml"
    file.write_text(ALL, "utf-8")
    return file


def test_a_table_is_written_and_what_it_loses_is_told(cli: Cli, decks: Path) -> None:
    out = decks / "essai.csv"
    ran = cli("deck", "export", str(decks / "essai.yaml"), "--out", str(out))
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:2] == [
        f"CSV écrit\u00a0: {out}",
        "Ce que le paquet dit de lui-même, du titre à l’édition, n’y est pas.",
    ]
    assert lines[-1].endswith("c’est un calcul\u202f; ce format ne tire pas de nombres.")
    rows = list(csv.reader(StringIO(out.read_text("utf-8-sig")), delimiter=";"))
    assert rows[0][:2] == ["Id", "Type"]
    assert len({len(row) for row in rows}) == 1


def test_the_report_as_json(cli: Cli, deck: Path) -> None:
    out = deck.with_suffix(".kahoot.xlsx")
    told = json.loads(cli("deck", "export", str(deck), "--out", str(out), "--json").out)
    assert (told["format"], told["languages"], told["errors"]) == ("kahoot", ["fr"], 0)
    assert [message["code"] for message in told["told"]] == ["export.kahoot-no-place"]
    assert {"name": "vrai", "type": "truefalse", "lost": []} in told["cards"]
    assert {left["code"] for left in told["left_out"]} >= {"export.kahoot-list"}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.csv", "csv"),
        ("a.xlsx", "xlsx"),
        ("a.KAHOOT.xlsx", "kahoot"),
        ("a.html", "html"),
        ("a.apkg", "apkg"),
        ("a.gift", "gift"),
        ("a.xml", "moodle"),
    ],
)
def test_the_ending_tells_the_format(cli: Cli, deck: Path, name: str, form: str) -> None:
    out = deck.with_name(name)
    told = json.loads(cli("deck", "export", str(deck), "--out", str(out), "--json").out)
    assert told["format"] == form
    assert out.stat().st_size > 100


def test_without_a_name_it_goes_into_the_folder_one_is_in(
    cli: Cli, deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(deck.parent)
    assert cli("deck", "export", str(deck), "--format", "html").code == 0
    assert (deck.parent / "tout.html").read_text("utf-8").startswith("<!doctype html>")


def test_count_and_seed_say_which_exercises_are_drawn(cli: Cli, home: Path) -> None:
    def page(*options: str) -> str:
        out = home / "page.html"
        ran = cli("deck", "export", "calculs-evolutions", "--out", str(out), *options)
        assert ran.code == 0
        return out.read_text("utf-8")

    once = page("--count", "1", "--seed", "3")
    assert once == page("--count", "1", "--seed", "3")
    assert once != page("--count", "1", "--seed", "4")
    assert len(page("--count", "3", "--seed", "3")) > 1.5 * len(once)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "pdf"], "Il n’y a pas de format «\u00a0pdf\u00a0»"),
        ([], "Dis quel format"),
        (["--format", "csv", "--language", "de"], "Le paquet n’est pas en «\u00a0de\u00a0»"),
        (["--format", "html", "--count", "0"], "--count"),
    ],
)
def test_what_cannot_be_is_told(cli: Cli, deck: Path, arguments: list[str], told: str) -> None:
    ran = cli("deck", "export", str(deck), *arguments)
    assert (ran.code, told in ran.err) == (2, True)


def test_it_goes_into_a_folder_or_that_is_told(cli: Cli, deck: Path) -> None:
    assert cli("deck", "export", str(deck), "--format", "csv", "--out", str(deck.parent)).code == 0
    assert (deck.parent / "tout.csv").is_file()
    ran = cli("deck", "export", str(deck), "--out", str(deck / "a.csv"))
    assert (ran.code, "Impossible d’écrire" in ran.err) == (1, True)


def test_cards_in_error_are_not_in_it_and_that_is_told(cli: Cli, deck: Path) -> None:
    deck.write_text(ALL + "  - basic: sans\n    ask: {fr: Q, en: Q}\n", "utf-8")
    out = deck.with_suffix(".csv")
    ran = cli("deck", "export", str(deck), "--out", str(out))
    assert ran.code == 1
    assert "1 erreur dans" in ran.out
    assert "sans;" not in out.read_text("utf-8-sig")


def test_a_spreadsheet_that_was_taken_out_comes_in_again(cli: Cli, deck: Path) -> None:
    table, back = deck.with_suffix(".xlsx"), deck.with_name("retour.yaml")
    assert cli("deck", "export", str(deck), "--out", str(table)).code == 0
    ran = cli("deck", "import", str(table), "--out", str(back))
    assert (ran.code, "10 cartes gardées entières" in ran.out) == (0, True)
    assert cli("deck", "check", str(back)).code == 0
