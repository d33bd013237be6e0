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
tags: {essai-deux: {fr: "Le Deuxième", en: "Number Two"}}
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


@pytest.mark.parametrize("tag", ["essai-deux", "le deuxieme", "number two"])
def test_only_those_with_a_tag(cli: Cli, essai: Path, tag: str) -> None:
    options = ("--decks", str(essai), "--plain", "--count", "2")
    ran = cli("drill", "--tag", tag, *options, typed="\n" * 4)
    assert ran.code == 0
    assert ran.out.count("Somme deux") >= 2
    assert "Somme un" not in ran.out


def test_a_tag_that_no_drill_has(cli: Cli, essai: Path) -> None:
    ran = cli("drill", "un", "--tag", "absent", "--decks", str(essai), "--plain")
    assert ran.code == 2
    assert "« absent »" in ran.err.replace("\u00a0", " ")
    assert "essai-un" in ran.err
    assert "essai-deux" not in ran.err


def test_the_tags_there_are_are_told_by_their_titles(cli: Cli, essai: Path) -> None:
    ran = cli("drill", "--tag", "le deuxiem", "--decks", str(essai), "--plain", "--lang", "fr")
    assert "Voulais-tu dire « Le Deuxième »" in ran.err.replace("\u00a0", " ")
    assert "essai-deux" not in ran.err


def test_the_weakest_first(cli: Cli, essai: Path) -> None:
    decks, plainly = ("--decks", str(essai)), ("--plain", "--count", "1")
    told = json.loads(cli("drill", "un", *decks, "--seed", "1", "--json").out)
    cli("drill", "un", *decks, *plainly, "--seed", "1", typed=f"{told['answer']}\n\n")
    cli("drill", "deux", *decks, *plainly, typed="999999\n\n")
    both = ("un", "deux", *decks, *plainly)
    assert "Somme un" in cli("drill", *both, typed="q\n").out
    assert "Somme deux" in cli("drill", *both, "--weakest", typed="q\n").out


@pytest.fixture
def missed(cli: Cli, essai: Path) -> tuple[str, ...]:
    """The options by which decks are found in which a known mistake was made in `deux`."""
    file = essai / "essai.yaml"
    mistake = "    mistakes: [{wrong: produit, formula: a * b, say: {fr: Ajoute., en: Add.}}]\n"
    file.write_text(file.read_text("utf-8") + mistake, "utf-8")
    decks = ("--decks", str(essai))
    told = json.loads(cli("drill", "deux", *decks, "--seed", "1", "--json").out)
    made = f"{told['mistakes']['produit']}\n\n"
    cli("drill", "deux", *decks, "--seed", "1", "--plain", "--count", "1", typed=made)
    return decks


def ids(out: str) -> list[str]:
    return [json.loads(line)["id"] for line in out.splitlines()]


@pytest.mark.parametrize(
    ("choice", "asked"),
    [
        (("--weakest",), ["deux", "un"]),
        (("--tag", "essai-deux"), ["deux", "deux"]),
        (("--query", "mistake:produit"), ["deux", "deux"]),
        (("--query", "-mistake:produit"), ["un", "un"]),
        (("--mistakes",), ["deux", "deux"]),
        (("--deck", "essai"), ["un", "deux"]),
    ],
)
def test_they_are_asked_shown_and_given_to_programs_alike(
    cli: Cli, missed: tuple[str, ...], choice: tuple[str, ...], asked: list[str]
) -> None:
    before = (Path(missed[1]).parent / "progress.db").read_bytes()
    both = ("un", "deux", *missed, *choice)
    program = cli("drill", *both, "--json", "--count", "2")
    assert (program.code, program.err, ids(program.out)) == (0, "", asked)
    shown = cli("drill", *both, "--preview", "1", "--lang", "en")
    assert shown.code == 0
    titles = [line.split()[1] for line in shown.out.splitlines() if line.startswith("Sum ")]
    assert titles == list(dict.fromkeys(asked))
    assert (Path(missed[1]).parent / "progress.db").read_bytes() == before
    lines = cli("drill", *both, "--plain", "--count", "2", typed="0\n\n0\n\n").out
    told = [line for line in lines.splitlines() if line.startswith("Somme ")]
    assert [line.split()[1] for line in told[:2]] == asked


def test_a_drill_need_not_be_named_to_be_shown(cli: Cli, missed: tuple[str, ...]) -> None:
    shown = cli("drill", *missed, "--tag", "essai-un", "--preview", "1", "--lang", "en")
    assert (shown.code, shown.out.splitlines()[0]) == (0, "Sum un (un)")


@pytest.mark.parametrize("how", [["--preview", "1"], ["--json"], ["--plain"]])
def test_a_week_without_mistakes_is_told(cli: Cli, essai: Path, how: list[str]) -> None:
    ran = cli("drill", "--mistakes", "--decks", str(essai), *how, "--lang", "en")
    assert (ran.code, ran.out) == (1, "")
    assert "No known mistake in the last 7 days." in ran.err


def test_two_orders_cannot_be(cli: Cli, essai: Path) -> None:
    ran = cli("drill", "--weakest", "--mistakes", "--decks", str(essai), "--lang", "en")
    assert (ran.code, ran.err) == (2, "Choose one of --weakest and --mistakes.\n")


def test_a_deck_that_is_not_there(cli: Cli, essai: Path) -> None:
    ran = cli("drill", "--deck", "absent", "--decks", str(essai), "--json", "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "absent" in ran.err


@pytest.mark.parametrize("how", [["--preview", "1"], ["--json"], ["--plain"]])
def test_a_drill_with_a_mistake_is_told_to_be_there(cli: Cli, essai: Path, how: list[str]) -> None:
    file = essai / "essai.yaml"
    file.write_text(file.read_text("utf-8").replace("formula: a + b", "formula: a + c", 1), "utf-8")
    ran = cli("drill", "un", *how, "--decks", str(essai), "--lang", "fr")
    assert ran.code == 1
    assert ran.out == ""
    assert f"\n{file}:12:27: erreur: " in ran.err
    assert "« un » existe" in ran.err.replace("\u00a0", " ")
    english = cli("drill", "essai/un", *how, "--decks", str(essai), "--lang", "en").err
    assert f"“essai/un” is there, but a mistake keeps it out:\n{file}:12:27: error: " in english


def test_a_name_that_two_decks_have(cli: Cli, essai: Path) -> None:
    other = (essai / "essai.yaml").read_text("utf-8").replace("deck: essai", "deck: autre")
    (essai / "autre.yaml").write_text(other.replace("a + b,", "a * b,"), "utf-8")
    options = ("--decks", str(essai), "--json", "--seed", "1")
    ran = cli("drill", "un", *options, "--lang", "en")
    assert (ran.code, ran.out) == (2, "")
    assert "write which one: autre/un, essai/un." in ran.err
    drawn = [json.loads(cli("drill", f"{deck}/un", *options).out) for deck in ("autre", "essai")]
    a, b = drawn[0]["given"].values()
    assert [told["answer"] for told in drawn] == [str(a * b), str(a + b)]
