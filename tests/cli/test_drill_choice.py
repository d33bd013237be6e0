"""Which calculations `kpitrainer drill` asks: those of a tag, the weakest first."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

DECK = """\
deck: essai
title: {fr: "Essai", en: "Trial"}
languages: [fr, en]
level: 1
cards:
"""
DRILL = """\
  - drill: NAME
    title: {fr: "Somme NAME", en: "Sum NAME"}
    tags: [essai-TAG]
    given: {a: [2, 3], b: [10, 20]}
    ask: {fr: "Combien font {a} + {b} ?", en: "What is {a} + {b}?"}
    answer: {formula: a + b, decimals: 0}
"""


@pytest.fixture
def essai(home: Path) -> Path:
    """A folder with the drills `un` and `deux`, each with a tag of its own."""
    folder = home / "paquets"
    folder.mkdir()
    drills = (DRILL.replace("NAME", name).replace("TAG", name) for name in ("un", "deux"))
    (folder / "essai.yaml").write_text(DECK + "".join(drills), "utf-8")
    return folder


def test_only_those_with_a_tag(cli: Cli, essai: Path) -> None:
    options = ("--decks", str(essai), "--plain", "--count", "2")
    ran = cli("drill", "--tag", "essai-deux", *options, typed="\n" * 4)
    assert ran.code == 0
    assert ran.out.count("Somme deux") >= 2
    assert "Somme un" not in ran.out


def test_a_tag_that_no_drill_has(cli: Cli, essai: Path) -> None:
    ran = cli("drill", "un", "--tag", "absent", "--decks", str(essai), "--plain")
    assert ran.code == 2
    assert "« absent »" in ran.err.replace("\u00a0", " ")
    assert "essai-un" in ran.err
    assert "essai-deux" not in ran.err


def test_the_weakest_first(cli: Cli, essai: Path) -> None:
    decks, plainly = ("--decks", str(essai)), ("--plain", "--count", "1")
    told = json.loads(cli("drill", "un", *decks, "--seed", "1", "--json").out)
    cli("drill", "un", *decks, *plainly, "--seed", "1", typed=f"{told['answer']}\n\n")
    cli("drill", "deux", *decks, *plainly, typed="999999\n\n")
    both = ("un", "deux", *decks, *plainly)
    assert "Somme un" in cli("drill", *both, typed="q\n").out
    assert "Somme deux" in cli("drill", *both, "--weakest", typed="q\n").out


@pytest.mark.parametrize("other", [["--json"], ["--preview", "2"]])
@pytest.mark.parametrize("choice", [["--weakest"], ["--tag", "essai-un"]])
def test_they_are_for_practising(
    cli: Cli, essai: Path, other: list[str], choice: list[str]
) -> None:
    ran = cli("drill", "un", "--decks", str(essai), *choice, *other)
    assert ran.code == 2
    assert "--weakest" in ran.err
