import json
from pathlib import Path

import pytest

from kpitrainer.cli.main import run
from tests.program import CACHE

DECK = """\
deck: essai
title: {fr: "Essai", en: "Trial"}
languages: [fr, en]
level: 1
cards:
  - drill: somme
    title: {fr: "Somme", en: "Sum"}
    given: {x: 1..9, notes: 3 of 1..5}
    where: [x < 8]
    table: {columns: [{head: Note, cells: 1..3}, {head: N, cells: notes}]}
    ask: {fr: "{x} et les notes ?", en: "{x} and the scores?"}
    answer: {formula: x + sum(notes), unit: points}
    hints: [{fr: "Compte tout.", en: "Count all."}]
    mistakes:
      - {wrong: sans-x, formula: sum(notes), say: {fr: "Et x ?", en: "And x?"}}
      - {wrong: dix-fois, formula: 10 * x + sum(notes), say: {fr: "Une fois.", en: "Once."}}
  - drill: deux
    given: {a: 2..9}
    variants:
      - {ask: "a ?", answer: {formula: a}}
      - variant: fort
        parts:
          - {ask: "2a ?", answer: {formula: 2 * a}}
          - {ask: "pair ?", choose: [{text: oui, right: true, say: Si.}, {text: non,
               wrong: impair, say: "{a} fois 2."}, {text: peut-être}], hints: [Divise.]}
"""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", CACHE)
    (tmp_path / "essai.yaml").write_text(DECK, "utf-8")


def _run(tmp_path: Path, *arguments: str) -> int:
    return run(["drill", *arguments, "--lang", "fr", "--decks", str(tmp_path)])


def test_a_preview_shows_problem_answer_and_mistakes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fixed = ("--with", "x=4", "--with", "notes=1;2;3")
    assert _run(tmp_path, "somme", "--preview", "1", "--seed", "5", *fixed) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Somme (somme)"
    assert lines[1].endswith("tirages acceptés sur 1\u202f000")
    assert lines[lines.index("Graine 5 (x=4, notes=1;2;3)") :] == [
        "Graine 5 (x=4, notes=1;2;3)",
        "  Note  N",
        "     1  1",
        "     2  2",
        "     3  3",
        "4 et les notes ?",
        "= 10\u00a0points",
        "  ✗ sans-x     6  Et x ?",
        "  ✗ dix-fois  46  Une fois.",
        "  4 + 1 + 2 + 3 = 10\u00a0points",
        "Indice 1\u00a0: Compte tout.",
        "Indice 2\u00a0: 4 + 1 + 2 + 3",
    ]


def test_a_preview_shows_each_part_and_variant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "deux", "--preview", "8", "--with", "a=3") == 0
    out = capsys.readouterr().out
    assert "Variante 1\u00a0: 1\u202f000 tirages" in out
    assert "Variante fort\u00a0: 1\u202f000 tirages" in out
    assert (
        "pair ?\n  ✓ oui\n  ✗ non\n      impair  3 fois 2.\n  ✗ peut-être\n"
        "= oui\nIndice 1\u00a0: Divise.\n" in out
    )
    assert "Si." not in out
    assert out.count("Graine") == 8


def test_json_has_the_table_the_variant_and_the_parts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(tmp_path, "somme", "--json", "--seed", "1", "--answer", "0") == 0
    one = json.loads(capsys.readouterr().out)
    assert [row[0] for row in one["table"]["rows"]] == ["1", "2", "3"]
    assert (one["unit"], one["verdict"]) == ("points", "wrong")
    assert _run(tmp_path, "deux", "--json", "--seed", "1", "--count", "20") == 0
    several = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {told["variant"] for told in several} == {"1", "fort"}
    for told in several:
        if told["variant"] == "fort":
            number, choice = told["parts"]
            assert number["answer"] == str(2 * told["given"]["a"])
            assert choice["options"] == ["oui", "non", "peut-être"]
            assert choice["answer"] == "oui"
        else:
            assert told["answer"] == str(told["given"]["a"])


@pytest.mark.parametrize(
    ("answer", "verdict"), [("oui", "right"), ("non", "wrong"), ("x", "again")]
)
def test_json_judges_a_choice_by_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str, verdict: str
) -> None:
    (tmp_path / "essai.yaml").write_text(
        DECK.partition("  - drill: deux")[0]
        + "  - {drill: seul, ask: q, choose: [{text: oui, right: true}, {text: non}]}\n",
        "utf-8",
    )
    assert _run(tmp_path, "seul", "--json", "--answer", answer) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == verdict


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["somme", "--preview", "1", "--with", "x=9"], "condition non remplie"),
        (["somme", "--preview", "1", "--with", "y=9"], "valeurs\u00a0: x, notes"),
        (["somme", "--preview", "1", "--with", "x"], "NOM=VALEUR"),
        (["somme", "--preview", "1", "--with", "x=neuf"], "« neuf »".replace(" ", "\u00a0")),
        (["somme", "--preview", "1", "--with", "x=1/0"], "12.5"),
        (["somme", "--preview", "1", "--with", "notes=1;b"], "point-virgule"),
        (["somme", "--with", "x=1"], "--with va avec --preview"),
        (["--preview", "1"], "Nomme l’exercice"),
        (["somme", "--preview", "0"], "--preview"),
        (["rien", "--preview", "1"], "rien"),
    ],
)
def test_what_cannot_be_meant_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert _run(tmp_path, *arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert told in captured.err
