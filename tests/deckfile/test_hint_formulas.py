"""Hints that set up a calculation are held against the answer."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import HEADER

DRILL = """\
  - drill: nps
    title: {fr: "NPS (effectifs)", en: "NPS from counts"}
    given: {n: 200..400 by 10, P: 90..120, D: 20..40}
    let: {passifs: n - P - D}
    ask: "{n} {P} {D}"
    answer: {formula: ANSWER, unit: points, decimals: 1}
    tests: [{with: {n: 200, P: 110, D: 30}, answer: 40}]
    hints:
"""
"""The hints stand from line 14 on."""


def found(folder: Path, *hints: str, answer: str = "(P - D) / n * 100") -> list[str]:
    file = folder / "a.yaml"
    lines = "".join(f'      - "{hint}"\n' for hint in hints)
    file.write_text(HEADER + DRILL.replace("ANSWER", answer) + lines, "utf-8")
    diagnostics = check_decks([file])
    assert all(each.severity is Severity.ERROR for each in diagnostics)
    return [f"{each.at.line} {each.code}" for each in diagnostics]


@pytest.mark.parametrize(
    "hint",
    [
        "({P} + {D}) ÷ {n} × 100",
        "NPS = ({P} − {D}) ÷ {n}",
        "NPS = ({P} − {passifs} − {D}) / {n} * 100",
        "{P} ÷ {n} × 100 − {D} ÷ {n} × 10",
    ],
)
def test_another_calculation_than_that_of_the_answer_is_told(tmp_path: Path, hint: str) -> None:
    assert found(tmp_path, "Les passifs comptent-ils\u00a0?", hint) == ["15 deck.hint-differs"]


@pytest.mark.parametrize(
    "hint",
    [
        "({P} − {D}) ÷ {n} × 100",
        "NPS = {P} ÷ {n} × 100 − {D} ÷ {n} × 100",
        "100 × ({P} − {D}) ÷ {n}",
        # A step, in words, or of another name
        "Passifs = {n} − {P} − {D}",
        "D’abord {P} − {D}, puis divise.",
        "NPS = (promoteurs + détracteurs) ÷ réponses",
        "{P} − {D} personnes",
    ],
)
def test_what_fits_or_says_something_else_is_not(tmp_path: Path, hint: str) -> None:
    assert found(tmp_path, hint) == []


def test_a_bare_calculation_before_the_last_hint_may_be_a_step(tmp_path: Path) -> None:
    assert found(tmp_path, "{P} − {D}", "({P} − {D}) ÷ {n} × 100") == []
    assert found(tmp_path, "NPS = {P} − {D}", "({P} − {D}) ÷ {n} × 100") == ["14 deck.hint-differs"]


def test_an_answer_that_is_rounded_up_is_set_up_without_that(tmp_path: Path) -> None:
    rounded = "round((P - D) / n * 100)"
    assert found(tmp_path, "({P} − {D}) ÷ {n} × 100", answer=rounded) == []
