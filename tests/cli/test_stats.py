import json
from pathlib import Path

from tests.cli.conftest import Cli
from tests.shipped import LIBRARY

SHIPPED = len(LIBRARY.cards)


def test_before_the_first_answer(cli: Cli) -> None:
    ran = cli("stats", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert f"New cards: {SHIPPED}" in ran.out
    assert "Kept: nothing to measure yet" in ran.out


def test_figures_after_some_answers(cli: Cli, decks: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    cli("review", "essai", "--limit", "2", *own, typed="\n4\nsecond\n\nsecond\n\n")
    cli("drill", "calcul", "--seed", "1", "--count", "1", *own, typed="60\n\n")
    told = json.loads(cli("stats", "--json", *own).out)
    assert told["cards"]["new"] == SHIPPED + 7 - 2, "practice leaves a drill new"
    assert (told["cards"]["young"], told["cards"]["learning"]) == (2, 0)
    assert told["streak"] == 1
    assert told["answers_today"] == 4
    assert sum(told["per_day"]) == 4
    assert len(told["per_day"]) == told["days"] == 30


def test_mistakes_are_named(cli: Cli, decks: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    (told,) = [json.loads(cli("drill", "calcul", "--seed", "1", "--json", *own).out)]
    product = told["mistakes"]["produit"]
    cli("drill", "calcul", "--seed", "1", "--count", "1", *own, typed=f"{product}\n")
    assert json.loads(cli("stats", "--json", *own).out)["mistakes"] == [
        {"deck": "essai", "card": "calcul", "mistake": "produit", "count": 1}
    ]
    assert "- Sum: That is the product.\n" in cli("stats", *own).out


def test_one_deck_and_its_cards(cli: Cli, decks: Path) -> None:
    own = ("--decks", str(decks), "--lang", "en")
    said = cli("review", "essai", "--limit", "2", *own, typed="\n\nsecond\n\n\n1\n").out
    assert "1 discovered" in said
    cli("review", "controle-etapes", "--limit", "1", *own, typed="\n4\n")
    told = json.loads(cli("stats", "--json", "--deck", "essai", *own).out)
    assert sum(told["cards"].values()) == 7
    assert {card["deck"] for card in told["by_card"]} == {"essai"}
    first = told["by_card"][0]
    assert (first["answers"], first["again"], first["asked"]) == (1, 1, 0)
    everything = json.loads(cli("stats", "--json", *own).out)
    assert len(everything["by_card"]) == len(told["by_card"]) + 1
    assert everything["answers_today"] == told["answers_today"] + 1
    unknown = cli("stats", "--deck", "esai", *own)
    assert (unknown.code, "Did you mean “essai”?" in unknown.err) == (2, True)
