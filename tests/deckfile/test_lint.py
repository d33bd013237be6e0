"""What `deck check` finds beyond loading."""

import subprocess
import sys
from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import GOOD, HEADER, told
from tests.program import ALL_TYPES

DRILL = """\
  - drill: part
    given: {n: 1..10 by 1}
    where: [n > 0]
    ask: "{n} ?"
    answer: {formula: n * 2, decimals: 0}
    mistakes:
      - {wrong: carre, formula: n ^ 2, say: "Non."}
    tests:
      - with: {n: 3}
        answer: 6
        mistakes: {carre: 9}
"""


def check(tmp_path: Path, cards: str) -> list[tuple[str, Severity]]:
    file = tmp_path / "a.yaml"
    file.write_text(HEADER + cards, "utf-8")
    return [
        (f"{found.at.line}:{found.at.column} {found.code}", found.severity)
        for found in check_decks([file])
    ]


def test_a_good_drill(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD + DRILL) == []


def test_a_failed_test_is_told_at_its_value(tmp_path: Path) -> None:
    wrong = DRILL.replace("answer: 6", "answer: 7").replace("carre: 9", "carre: 8")

    assert check(tmp_path, wrong) == [
        ("15:17 drill.test-value", Severity.ERROR),
        ("16:27 drill.test-value", Severity.ERROR),
    ]


@pytest.mark.parametrize(
    ("condition", "severity"), [("n > 6", Severity.WARNING), ("n == 7", Severity.ERROR)]
)
def test_few_fair_draws(tmp_path: Path, condition: str, severity: Severity) -> None:
    assert check(tmp_path, DRILL.replace("n > 0", condition)) == [
        ("6:12 deck.few-draws", severity),
        ("8:13 drill.refused-where", Severity.WARNING),
    ]


def test_an_impossible_formula_is_told_at_its_place(tmp_path: Path) -> None:
    assert check(tmp_path, DRILL.replace("formula: n * 2", "formula: 2 / (n - 4)")) == [
        ("10:25 drill.divisor-may-be-zero", Severity.ERROR),
        ("15:17 drill.test-value", Severity.ERROR),
    ]


def test_folders_missing_files_and_two_decks_of_one_id(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEADER + GOOD, "utf-8")
    (tmp_path / "b.yaml").write_text(HEADER + GOOD, "utf-8")

    found = check_decks([tmp_path, tmp_path / "missing.yaml"])

    assert [diagnostic.code for diagnostic in found] == ["deck.copy", "deck.unreadable"]


def test_the_shipped_decks_pass() -> None:
    assert check_decks([Path("decks")]) == ()


def test_checking_needs_no_screen_and_no_database(tmp_path: Path) -> None:
    (tmp_path / "essai.yaml").write_text(ALL_TYPES, "utf-8")
    program = (
        "import sys; from pathlib import Path;"
        "from kpitrainer.deckfile.lint.check import check_decks;"
        "found = check_decks([Path(sys.argv[1])]);"
        "print({diagnostic.severity.name for diagnostic in found},"
        "{'textual', 'sqlalchemy', 'sqlmodel', 'rich'} & set(sys.modules))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "{'WARNING'} set()\n"


NEVER_FAIR = """\
deck: essai
title: {fr: "Essai", en: "Trial"}
languages: [fr, en]
level: 1
cards:
  - drill: zero
    title: Zero
    given: {n: 0..3 by 1}
    ask: "1 ÷ {n} ?"
    answer: {formula: 1 / n, decimals: 1}
  - drill: never
    title: Never
    given: {n: [9]}
    where: [n > 10]
    ask: "{n} ?"
    answer: {formula: n, decimals: 1}
  - basic: good
    ask: CSAT
    answer: Customer Satisfaction Score
"""


def test_loading_finds_drills_that_a_learner_could_not_be_asked() -> None:
    read = read_deck(NEVER_FAIR.encode(), "essai.yaml")
    assert read.deck is not None
    assert [card.key.card for card in read.deck.cards] == ["zero", "good"]
    never = ["14:13 drill.always-where"]
    assert told(read) == never


def test_the_check_also_finds_those_that_need_another_draw_at_times(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(NEVER_FAIR, "utf-8")
    found = check_decks([tmp_path])
    assert [(diagnostic.at.line, diagnostic.code) for diagnostic in found] == [
        (10, "drill.divisor-drawn-zero"),
        (14, "drill.always-where"),
        (6, "deck.no-tests"),
    ]


def test_loading_draws_each_variant() -> None:
    """The first of two can be drawn, the second cannot."""
    variants = (
        "    variants:\n"
        "      - answer: {formula: n, decimals: 1}\n"
        "      - {where: [n > 10], answer: {formula: n, decimals: 1}}\n"
    )
    drill = f"  - drill: d\n    given: {{n: 1..9}}\n    ask: '{{n}} ?'\n{variants}"
    assert told(read_deck((HEADER + drill + GOOD).encode(), "essai.yaml")) == [
        "11:18 drill.always-where",
    ]
