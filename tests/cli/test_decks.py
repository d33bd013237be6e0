import json
import os
from pathlib import Path

import pytest

from kpitrainer import bootstrap
from kpitrainer.domain.text.printable import STEERS
from tests.cli.conftest import Cli
from tests.program import ALL_TYPES

BROKEN = """\
deck: casse
title: {fr: "Cassé", en: "Broken"}
languages: [fr, en]
level: 1
cards:
  - basic: sans-reponse
    ask: {fr: "Un ?", en: "One?"}
  - basic: bonne
    ask: {fr: "Deux ?", en: "Two?"}
    answer: {fr: "deux", en: "two"}
"""


@pytest.fixture
def broken(decks: Path) -> Path:
    file = decks / "casse.yaml"
    file.write_text(BROKEN, "utf-8")
    return file


def test_without_a_name_the_shipped_decks_and_the_learners_are_checked(
    cli: Cli, decks: Path, broken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Small ones: `tests/deckfile/test_lint.py` checks those that are really shipped.
    shipped = decks.parent / "shipped" / "decks" / "livre.yaml"
    shipped.parent.mkdir(parents=True)
    shipped.write_text(BROKEN.replace("deck: casse", "deck: livre"), "utf-8")
    (shipped.parent / "words.toml").write_text("")
    monkeypatch.setattr(bootstrap, "_checkout", lambda: shipped.parents[1])
    ran = cli("deck", "check", "--decks", str(decks))
    assert ran.code == 1
    first, second, *_ = ran.out.splitlines()
    assert first.startswith(f"{shipped}:6:")
    assert second.startswith(f"{broken}:6:")
    shipped.unlink()
    for file in decks.iterdir():
        file.unlink()
    ran = cli("deck", "check", "--decks", str(decks))
    assert (ran.code, f"aucun paquet dans le dossier {decks}" in ran.out) == (1, True)


def test_a_problem_is_a_line_with_its_place(cli: Cli, broken: Path) -> None:
    ran = cli("deck", "check", str(broken), "--lang", "en")
    assert (ran.code, ran.err) == (1, "")
    diagnostic, counts = ran.out.splitlines()
    file, line, column, severity, message = diagnostic.split(":", 4)
    assert (file, line) == (str(broken), "6")
    assert int(column) >= 1
    assert severity == " error"
    assert "answer" in message
    assert counts == "1 error, 0 warnings."
    french = cli("deck", "check", str(broken), "--lang", "fr").out
    assert ": erreur: " in french
    assert french.endswith("1 erreur, 0 avertissement.\n")


def test_problems_as_json(cli: Cli, broken: Path) -> None:
    ran = cli("deck", "check", "--json", str(broken))
    (found,) = json.loads(ran.out)
    assert ran.code == 1
    assert found.keys() == {"file", "line", "column", "severity", "code", "message"}
    assert (found["file"], found["line"], found["severity"]) == (str(broken), 6, "error")
    assert found["code"].startswith("deck.")
    broken.write_text(
        BROKEN.replace('  - basic: sans-reponse\n    ask: {fr: "Un ?", en: "One?"}\n', ""), "utf-8"
    )
    assert json.loads(cli("deck", "check", "--json", str(broken)).out) == []


def test_warnings_exit_0(cli: Cli, decks: Path) -> None:
    # A text cut by ` #` may be meant: it is only warned of.
    file = decks / "mot.yaml"
    file.write_text(BROKEN.replace('{fr: "Un ?", en: "One?"}', "Un #1 ?\n    answer: un"), "utf-8")
    ran = cli("deck", "check", str(file), "--lang", "en")
    assert ": warning: " in ran.out
    assert ran.out.endswith("0 errors, 1 warning.\n")
    assert ran.code == 0


def test_strictly_warnings_exit_1(cli: Cli, decks: Path) -> None:
    file = decks / "sans-pourquoi.yaml"
    claim = "  - truefalse: a\n    claim: Un.\n    answer: true\n"
    header = BROKEN.partition("  - basic")[0]
    file.write_text(header + claim, "utf-8")
    ran = cli("deck", "check", str(file))
    assert ran.code == 0
    assert ran.out.startswith(f"{file}:6:5: avertissement")
    strictly = cli("deck", "check", "--strict", str(file))
    assert (strictly.code, strictly.out) == (1, ran.out)
    assert cli("deck", "check", "--strict", "--json", str(file)).code == 1
    file.write_text(header + claim + "    why: Un.\n", "utf-8")
    assert cli("deck", "check", "--strict", str(file)).code == 0


def test_a_deck_may_be_after_a_shipped_one(cli: Cli, decks: Path) -> None:
    file = decks / "suite.yaml"
    good = "after: [{}]\ncards:\n  - basic: a\n    ask: CSAT\n    answer: NPS\n"
    header = BROKEN.partition("cards:")[0]
    file.write_text(header + good.format("controle-etapes"), "utf-8")
    assert cli("deck", "check", "--strict", str(file)).code == 0
    file.write_text(header + good.format("control-etapes"), "utf-8")
    ran = cli("deck", "check", str(file), "--lang", "en")
    assert ran.code == 0
    assert "did you mean “controle-etapes”?" in ran.out


def test_a_folder_is_checked_whole(cli: Cli, decks: Path, broken: Path) -> None:
    assert cli("deck", "check", str(decks)).code == 1
    broken.unlink()
    assert cli("deck", "check", str(decks)).code == 0


def test_hostile_text_reaches_no_terminal(cli: Cli, decks: Path) -> None:
    file = decks / "mechant.yaml"
    file.write_text(BROKEN.replace('"Cassé"', r'"\e]2;x\a"'), "utf-8")
    ran = cli("deck", "check", str(file))
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\x07" not in ran.out


def test_the_list_tells_what_a_deck_is_and_where_it_comes_from(cli: Cli, decks: Path) -> None:
    shipped = cli("deck", "list", "--lang", "en").out.splitlines()
    assert shipped[0] == "controle-etapes: Control steps, level 1, 8 cards, shipped"
    own = cli("deck", "list", "--lang", "en", "--decks", str(decks)).out.splitlines()
    assert f"essai: Trial, level 1, 7 cards, your own ({decks / 'essai.yaml'})" in own


def test_a_deck_that_replaces_a_shipped_one_says_so(cli: Cli, decks: Path) -> None:
    (decks / "essai.yaml").write_text(ALL_TYPES.replace("deck: essai", "deck: kpi-crm"), "utf-8")
    listed = cli("deck", "list", "--lang", "en", "--decks", str(decks)).out
    assert "kpi-crm: Trial, level 1, 7 cards, your own, replaces the shipped one" in listed
    assert listed.count("kpi-crm:") == 1


def test_a_broken_deck_costs_its_bad_cards_only_and_is_mentioned(
    cli: Cli, decks: Path, broken: Path
) -> None:
    ran = cli("deck", "list", "--lang", "en", "--decks", str(decks))
    assert ran.code == 0
    assert "casse: Broken, level 1, 1 card," in ran.out
    assert ran.err == "1 mistake in your decks: kpitrainer deck check shows it.\n"
    assert str(broken) not in ran.err


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_hostile_name_is_escaped_in_json(cli: Cli, decks: Path) -> None:
    name = "x\x1b]0;PWNED\x07\x9b31m\u202eok\udce9.yaml"
    (decks / name).write_text(BROKEN, "utf-8")
    ran = cli("deck", "check", "--json", str(decks))
    assert not STEERS.search(ran.out.rstrip("\n"))
    assert name in {Path(found["file"]).name for found in json.loads(ran.out)}
