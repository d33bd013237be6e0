"""A mistake that names a step which its own calculation gets right is told."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Diagnostic, Severity

DECK = """\
deck: d
title: D
languages: [fr]
level: 1
cards:
  - drill: taux
    title: Taux
    given: {{envois: 500..900 by 100, perdus: 10..90, ouverts: 100..300}}
    let: {{recus: envois - perdus}}
    ask: "{{envois}}, {{perdus}}, {{ouverts}}"
    answer: {{formula: ouverts / recus * 100, unit: "%", decimals: 1}}
    steps: ["Reçus : {{envois}} − {{perdus}} = {{recus}}", "{steps}"]
    mistakes:
      - {{wrong: erreur, formula: "{formula}", {step}say: Non.}}
    tests: [{{with: {{envois: 500, perdus: 100, ouverts: 100}}, answer: 25}}]
"""
LAST = "{ouverts} ÷ {recus} × 100 = {answer}"


def found(tmp_path: Path, formula: str, step: int | None, last: str = LAST) -> list[Diagnostic]:
    file = tmp_path / "d.yaml"
    named = "" if step is None else f"step: {step}, "
    file.write_text(DECK.format(formula=formula, step=named, steps=last), "utf-8")
    return [each for each in check_decks([file]) if each.code != "deck.no-tests"]


@pytest.mark.parametrize(
    ("formula", "named", "spoilt"),
    [
        ("recus / ouverts * 100", 1, 2),
        ("ouverts / envois * 100 * recus / recus", None, None),
        ("ouverts / (envois - ouverts) * 100", 2, 1),
    ],
)
def test_the_step_that_is_spoilt_is_named_at_the_one_that_is_not(
    tmp_path: Path, formula: str, named: int | None, spoilt: int | None
) -> None:
    told = found(tmp_path, formula, named)
    if spoilt is None:
        assert told == []
        return
    (warning,) = told
    assert (warning.code, warning.severity) == ("deck.step-elsewhere", Severity.WARNING)
    assert dict(warning.values) == {"wrong": "erreur", "step": named, "spoilt": spoilt}
    line = (tmp_path / "d.yaml").read_text("utf-8").splitlines()[warning.at.line - 1]
    assert line[: warning.at.column - 1].endswith(" step: ")
    assert found(tmp_path, formula, spoilt) == []


@pytest.mark.parametrize(
    ("formula", "step"),
    [
        # It can be made at the step named, whatever it looks like there.
        ("ouverts / envois * 100", 1),
        ("ouverts / perdus * 100", 1),
        # It has another form than the line, which may begin at the step named.
        ("100 - ouverts / recus * 100", 1),
        ("envois / ouverts * 100", 1),
    ],
)
def test_what_may_be_meant_is_left_alone(tmp_path: Path, formula: str, step: int) -> None:
    assert found(tmp_path, formula, step) == []


def test_a_step_in_words_may_be_spoilt_by_anything(tmp_path: Path) -> None:
    last = "Divise. {ouverts} ÷ {recus} × 100 = {answer}"
    assert len(found(tmp_path, "recus / ouverts * 100", 1, last)) == 1
    text = (tmp_path / "d.yaml").read_text("utf-8")
    words = text.replace("Reçus : {envois} − {perdus} = {recus}", "Ôte les perdus.")
    (tmp_path / "d.yaml").write_text(words, "utf-8")
    assert [each.code for each in check_decks([tmp_path / "d.yaml"])] == []
