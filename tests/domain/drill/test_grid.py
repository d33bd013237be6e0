from collections.abc import Mapping
from typing import Any

import pytest

from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.domain.drill.drawing import instance
from kpitrainer.domain.drill.table import Table
from tests.domain.drill.curriculum import LANGUAGES, built


def _table(table: Mapping[str, Any], language: str = "fr", **given: Any) -> Table:  # noqa: ANN401 - any value
    sources = {
        name: f"{len(value)} of 0..9" if isinstance(value, tuple) else "1..9"
        for name, value in given.items()
    }
    source = {"given": sources, "ask": "?", "answer": {"formula": "1"}, "table": table}
    shown = instance(built("d", source), given).table(language)
    assert shown is not None
    return shown


def test_a_list_stands_in_a_column_beside_its_scores() -> None:
    columns = [
        {"head": {"fr": "Note", "en": "Score"}, "cells": "0..3"},
        {"head": {"fr": "Réponses", "en": "Answers"}, "cells": "notes"},
        {"head": "", "cells": ["{x} %", "a", "x * 2"]},
    ]
    shown = _table({"columns": columns}, notes=(1200, 5, 0, 7), x=3)
    assert shown.heads == ("Note", "Réponses", "")
    assert shown.rows == (
        ("0", "1\u202f200", "3 %"),
        ("1", "5", "a"),
        ("2", "0", "6"),
        ("3", "7", ""),
    )
    assert shown.numeric == (True, True, False)
    assert _table({"columns": columns}, "en", notes=(1200, 5, 0, 7), x=3).rows[0][1] == "1,200"


def test_a_list_stands_in_a_row_too() -> None:
    table = {"heads": ["Note", "1..3"], "rows": [[{"fr": "Réponses", "en": "Answers"}, "notes"]]}
    shown = _table(table, notes=(4, 5, 6))
    assert shown.heads == ("Note", "1", "2", "3")
    assert shown.rows == (("Réponses", "4", "5", "6"),)
    assert shown.numeric == (False, True, True, True)
    assert shown.lines() == ("Note      1  2  3", "Réponses  4  5  6")


def test_a_cell_is_a_text_a_number_as_written_or_a_formulas_value() -> None:
    cells = ["2024", "x / 4", "x", "Oui", "deux mots", "{x} sur 9", "1500 * x"]
    shown = _table({"rows": [cells]}, x=2)
    expected = ("2024", "0,5", "2", "Oui", "deux mots", "2 sur 9", "3\u202f000")
    assert (shown.heads, shown.rows) == ((), (expected,))
    assert shown.lines() == ("  ".join(expected),)


def test_without_a_table_there_is_none() -> None:
    source = {"ask": "?", "answer": {"formula": "1"}}
    assert instance(built("d", source), {}).table("fr") is None


@pytest.mark.parametrize(
    ("table", "path", "code"),
    [
        ({}, ("table",), "table-rows-or-columns"),
        ({"rows": [["1"]], "columns": []}, ("table",), "table-rows-or-columns"),
        ({"heads": ["a"], "columns": []}, ("table", "heads"), "table-heads"),
        ({"rows": [["notess[0]"]]}, ("table", "rows", 0, 0), "unknown-name-near"),
        ({"rows": [["notess"]]}, ("table", "rows", 0, 0), "unknown-name-near"),
        ({"rows": [["notes +"]]}, ("table", "rows", 0, 0), "number-wanted-not-list"),
        ({"rows": [["{q}"]]}, ("table", "rows", 0, 0), "unknown-placeholder"),
        ({"rows": [["5..2"]]}, ("table", "rows", 0, 0), "table-count"),
        ({"rows": [["0..99"]]}, ("table", "rows", 0, 0), "table-count"),
        ({"rows": [["1", "2"], ["3"]]}, ("table", "rows", 1), "table-row-length"),
        ({"heads": ["1..4"], "rows": [["1", "2"]]}, ("table", "rows", 0), "table-row-length"),
    ],
)
def test_a_fault_of_a_table_is_told_at_its_place(
    table: Mapping[str, Any], path: tuple[str | int, ...], code: str
) -> None:
    source = {"given": {"notes": "3 of 1..9"}, "ask": "?", "answer": {"formula": "1"}}
    found = build_template("d", {**source, "table": table}, LANGUAGES)
    assert isinstance(found, tuple)
    assert [(fault.path, fault.code) for fault in found] == [(path, f"drill.{code}")]
