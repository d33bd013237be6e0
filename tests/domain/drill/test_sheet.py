from typing import Any

import pytest

from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.domain.drill.formula_sheet import SheetLine, sheet_lines
from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.formula.writer import write_formula
from tests.domain.drill.curriculum import asked
from tests.factories import NPS, template
from tests.shipped import FORMS

GIVEN = {"a": ["2", "3"], "b_x": ["10", "20"], "l": "3 of 1..9 by 1"}


def drawn(formula: str = "a / b_x", **more: Any) -> Template:  # noqa: ANN401 - a drill's fields
    answer = {"formula": formula, "unit": "%", "decimals": "0"}
    source = {"given": GIVEN, "ask": "{a} {b_x} ?", "answer": answer, **more}
    return template(source, "one")


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        ("(a - b_x) / a * 100", "(a − b\u00a0x) ÷ a × 100"),
        ("a - (b_x - a)", "a − (b\u00a0x − a)"),
        ("1.25 * a", "1,25 × a"),
        ("a^12 - (1 + a)^-2", "a¹² − (1 + a)⁻²"),
        ("a^b_x", "a^b\u00a0x"),
        ("sum(l) / count(l)", "sum(l) ÷ count(l)"),
        ("l[0] + max(a, b_x)", "l[0] + max(a; b\u00a0x)"),
        ("ceil(a / b_x)", "a ÷ b\u00a0x"),
        ("-a * -b_x", "−a × (−b\u00a0x)"),
    ],
)
def test_a_formula_is_written_as_on_paper(formula: str, written: str) -> None:
    assert write_formula(asked(drawn(formula)).answer.formula, "fr") == written


def test_english_has_its_decimal_point() -> None:
    assert write_formula(asked(drawn("1.25 * a")).answer.formula, "en") == "1.25 × a"


def test_a_formula_in_words_stands_for_the_computed_one() -> None:
    hints = [
        "Le dénominateur ?",
        {"fr": "Part = un ÷ tout", "en": "Share = one ÷ all"},
        "Avec {a} = 2",
    ]
    one = drawn(hints=hints)
    assert sheet_lines(one, "fr") == (SheetLine("Part = un ÷ tout", "%", None),)
    assert sheet_lines(one, "en") == (SheetLine("Share = one ÷ all", "%", None),)


def test_without_one_the_answer_is_written() -> None:
    assert sheet_lines(template(NPS), "fr") == (SheetLine("(P − D) ÷ n × 100", "points", None),)


def test_every_variant_once() -> None:
    variants = [
        {"reading": "lower"},
        {"reading": "lower", "ask": "{b_x} {a} ?"},
        {"variant": "x", "answer": {"formula": "a + b_x", "unit": {"fr": "euros", "en": "euro"}}},
    ]
    assert sheet_lines(drawn(variants=variants), "en") == (
        SheetLine("a ÷ b\u00a0x", "%", "lower"),
        SheetLine("a + b\u00a0x", "euro", None),
    )


def test_parts_each_their_own_and_choices_only_in_words() -> None:
    options = [{"text": "Oui", "right": "a > 2"}, {"text": "Non", "right": "a <= 2"}]
    parts = [
        {"ask": "Un ?", "answer": {"formula": "a / b_x"}},
        {"ask": "Deux ?", "choose": options},
        {"ask": "Trois ?", "choose": options, "hints": ["R = a ÷ b"]},
    ]
    source = {"given": {"a": ["2", "3"], "b_x": ["10", "20"]}, "ask": "{a} {b_x}", "parts": parts}
    lines = sheet_lines(template(source, "one"), "fr")
    assert [line.formula for line in lines] == ["a ÷ b\u00a0x", "R = a ÷ b"]
    source = {**source, "parts": [parts[1]]}
    assert sheet_lines(template(source, "one"), "fr") == ()


def test_a_reverse_problem_shows_the_formula_it_turns_round() -> None:
    source = {
        "given": {"S": "1000..20000 by 200", "perdus": "10..100"},
        "ask": "{S} {answer} ?",
        "answer": {"formula": "perdus / S * 100", "unit": "%", "decimals": "1"},
        "solve_for": "perdus",
    }
    assert sheet_lines(template(source, "one"), "fr") == (SheetLine("perdus ÷ S × 100", "%", None),)


def test_reading_is_part_of_the_version() -> None:
    built = build_template("nps", {**NPS, "reading": "higher"}, ("fr", "en"))
    assert isinstance(built, Template)
    assert built.reading == "higher"
    assert built.version != template(NPS).version


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_shipped_drill_has_a_formula_on_the_sheet(language: str) -> None:
    without = [name for name, form in FORMS.items() if not sheet_lines(form, language)]
    assert not without
