"""What the check warns of in drills that draw and yet are hardly what was meant."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Diagnostic, Severity
from tests.deckfile.decks import HEADER


def found(tmp_path: Path, drill: str) -> list[Diagnostic]:
    file = tmp_path / "a.yaml"
    file.write_text(HEADER + "  - drill: d\n" + drill, "utf-8")
    return [each for each in check_decks([file]) if each.code != "deck.no-tests"]


def told(diagnostics: list[Diagnostic]) -> list[str]:
    return [f"{each.at.line}:{each.at.column} {each.code}" for each in diagnostics]


def of_given(written: str) -> str:
    """A drill that adds 1 to its given value, which stands on line 7 from column 16 on."""
    return f'    given: {{x: {written}}}\n    ask: "{{x}}"\n    answer: {{formula: x + 1}}\n'


@pytest.mark.parametrize(
    ("written", "place", "values"),
    [
        ("10-50", "7:16", {"value": -40, "range": "10..50"}),
        ("50 - 10", "7:16", {"value": 40, "range": "10..50"}),
        ("1.5-2.5", "7:16", {"value": -1, "range": "1.5..2.5"}),
        ("[10-50]", "7:17", {"value": -40, "range": "10..50"}),
        ("[3, 10-50]", "7:20", {"value": -40, "range": "10..50"}),
    ],
)
def test_a_dash_between_two_numbers_is_no_range(
    tmp_path: Path, written: str, place: str, values: dict[str, object]
) -> None:
    (diagnostic,) = found(tmp_path, of_given(written))
    assert told([diagnostic]) == [f"{place} deck.range-by-minus"]
    assert diagnostic.severity is Severity.WARNING
    assert {**diagnostic.values} == values


@pytest.mark.parametrize(
    ("written", "value"),
    [("2*3", "6"), ("5..5", "5"), ("10..50 by 100", "10"), ("[4, 2*2]", "4"), ("-5/4", "-1.25")],
)
def test_what_can_only_be_one_value_is_warned_of(tmp_path: Path, written: str, value: str) -> None:
    (diagnostic,) = found(tmp_path, of_given(written).replace("x + 1", "round(x)"))
    assert told([diagnostic]) == ["7:16 deck.one-value"]
    assert diagnostic.values == {"name": "x", "value": value}
    assert found(tmp_path, of_given(value).replace("x + 1", "round(x)")) == []


@pytest.mark.parametrize(
    "written", ["365", "[365]", "-2", "1/3", "1..2", "[1, 2]", "1..2 by 1", "2 of 1..1"]
)
def test_a_constant_on_purpose_is_not_blamed(tmp_path: Path, written: str) -> None:
    drill = of_given(written).replace("x + 1", "round(sum(x))")
    assert found(tmp_path, drill if "of" in written else drill.replace("sum(x)", "x")) == []


def test_a_dash_that_leaves_nothing_to_draw_is_told_alone(tmp_path: Path) -> None:
    diagnostics = found(tmp_path, of_given("10-50") + "    where: [x > 0]\n")
    assert told(diagnostics) == [
        "7:16 deck.range-by-minus",
    ]


SHOWN = "    given: {a: 1..9, b: 1..9, k: 365}\n    let: {s: a + b}\n"


@pytest.mark.parametrize(
    ("drill", "missing"),
    [
        ("ask: '{a}'\n    answer: {formula: a + b}", ["b"]),
        ("ask: '{a}'\n    answer: {formula: a + s}", ["b"]),
        ("ask: 'q'\n    answer: {formula: s * k}", ["a", "b"]),
        ("ask: '{a} {b}'\n    answer: {formula: s * k}", []),
        # What is shown in one language may be meant to be said in words in the other.
        ("ask: {fr: '{a}', en: '{b}'}\n    answer: {formula: s}", []),
        # A sum may tell its terms, as « passifs » does with « n ».
        ("ask: '{s}'\n    answer: {formula: a + b}", []),
        ("ask: q\n    table: {rows: [[Un, a], [Deux, b]]}\n    answer: {formula: s}", []),
        ("ask: q\n    table: {rows: [[Un, a + b]]}\n    answer: {formula: s}", []),
        ("ask: q\n    table: {rows: [['{a} €', b]]}\n    answer: {formula: s}", []),
        ("ask: q\n    table: {heads: [a, b], rows: [[1, 2]]}\n    answer: {formula: s}", []),
        # What hints and steps show comes too late.
        ("ask: '{a}'\n    answer: {formula: s}\n    hints: ['{b}']\n    steps: ['{b}']", ["b"]),
        ("ask: '{a} {answer}'\n    answer: {formula: s}\n    solve_for: b", []),
        ("ask: '{answer}'\n    answer: {formula: s}\n    solve_for: b", []),
        ("ask: '{a}'\n    answer: {formula: s}\n    solve_for: b", ["answer"]),
    ],
)
def test_what_the_answer_needs_is_shown(tmp_path: Path, drill: str, missing: list[str]) -> None:
    diagnostics = found(tmp_path, f"{SHOWN}    {drill}\n")
    assert {(each.code, each.severity) for each in diagnostics} <= {
        ("deck.not-shown", Severity.WARNING)
    }
    assert [each.values["name"] for each in diagnostics] == missing
    assert {each.at.line for each in diagnostics} <= {9}


def test_each_part_is_asked_with_what_came_before(tmp_path: Path) -> None:
    parts = (
        "    given: {a: 1..9, b: 1..9, c: 1..9, d: 1..9}\n"
        "    ask: '{a}'\n"
        "    parts:\n"
        "      - {ask: '{b}', answer: {formula: a + b + d}}\n"
        "      - {ask: 'q', choose: [{text: '{c}', right: a > 3}, {text: x, right: a <= 3}]}\n"
        "      - {ask: '{d}', answer: {formula: a + b + c + d + part1}}\n"
    )
    diagnostics = found(tmp_path, parts)
    assert told(diagnostics) == ["10:15 deck.not-shown"]
    assert diagnostics[0].values["name"] == "d"


def test_a_list_is_shown_by_a_column(tmp_path: Path) -> None:
    drill = (
        "    given: {notes: 3 of 1..9}\n    ask: q\n"
        "    table: {columns: [{head: h, cells: notes}]}\n    answer: {formula: sum(notes)}\n"
    )
    assert found(tmp_path, drill) == []
    assert told(found(tmp_path, drill.replace("cells: notes", "cells: [x]"))) == [
        "8:10 deck.not-shown"
    ]


def test_of_variants_each_has_its_question_and_what_they_share_is_told_once(tmp_path: Path) -> None:
    drill = (
        "    given: {a: 1..9, b: 10-50}\n    ask: '{a}'\n    answer: {formula: a + b}\n"
        "    variants:\n      - variant: u\n      - {variant: v, ask: '{b}'}\n"
        "      - {variant: w, ask: '{a} {b}'}\n"
    )
    assert told(found(tmp_path, drill)) == [
        "7:25 deck.range-by-minus",
        "8:10 deck.not-shown",
        "12:27 deck.not-shown",
    ]


PRICE = '    given: {a: 10..90, b: [3, 7]}\n    ask: "{a} {b}"\n'


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ('{formula: a / b, unit: "€"}', ["9:23 deck.rarely-whole"]),
        ('{unit: {fr: "€", en: "€"}, formula: a / b}', ["9:49 deck.rarely-whole"]),
        ('{formula: a / b, unit: "€", decimals: 0}', []),
        ('{formula: a / b, unit: "€", decimals: 2}', []),
        ('{formula: a * b, unit: "€"}', []),
        ('{formula: ceil(a / b), unit: "€"}', []),
        ('{formula: a / b, unit: "%"}', []),
        ("{formula: a / b}", []),
    ],
)
def test_an_amount_that_is_rarely_whole(tmp_path: Path, answer: str, expected: list[str]) -> None:
    assert told(found(tmp_path, f"{PRICE}    answer: {answer}\n")) == expected


def test_an_amount_that_is_mostly_whole(tmp_path: Path) -> None:
    drill = PRICE.replace("10..90", "21..84 by 21") + "    answer: {formula: a / b, unit: '€'}\n"
    assert found(tmp_path, drill) == []


@pytest.mark.parametrize(
    "condition", ["a = b", "a > 1 and a = b", "not a = b", "(a = b)", "a+1 = b"]
)
def test_one_sign_is_no_comparison(tmp_path: Path, condition: str) -> None:
    drill = PRICE + f"    where: [{condition}]\n    answer: {{formula: a}}\n"
    (diagnostic,) = found(tmp_path, drill)
    assert told([diagnostic]) == [f"9:{13 + condition.index('=')} drill.formula-equals"]


@pytest.mark.parametrize("key", ["tests", "given", "let", "where", "context", "table"])
def test_what_stands_with_the_drill_is_told_so_in_a_part(tmp_path: Path, key: str) -> None:
    part = f"    parts:\n      - ask: q\n        answer: {{formula: 1}}\n        {key}: [x]\n"
    (diagnostic,) = found(tmp_path, part)
    assert told([diagnostic]) == ["10:9 deck.with-the-drill"]
    assert diagnostic.values == {"key": key}


@pytest.mark.parametrize(
    ("unit", "ask", "warned"),
    [
        ("clients", "{a} inscrits. Combien d’abonnés sont partis ?", True),
        ("clients", "{a} clients : combien de perdus ?", False),
        ("abonnés", "{a} inscrits. Combien d’abonnés sont partis ?", False),
        ("client", "{a} inscrits. Combien de nouveaux clients ?", False),
        ("clients", "{a} inscrits. Quel est le reste ?", False),
        ("mois", "{a} inscrits. Combien de temps restent-ils ?", False),
        ("€", "{a} inscrits. Combien d’argent ?", False),
        ("kg", "{a} sacs. Combien de kilos ?", False),
    ],
)
def test_a_unit_that_the_question_does_not_count(
    tmp_path: Path, unit: str, ask: str, warned: bool
) -> None:
    drill = (
        f'    given: {{a: 10..90}}\n    ask: "{ask}"\n'
        f'    answer: {{formula: a + 1, unit: "{unit}", decimals: 0}}\n'
    )
    assert told(found(tmp_path, drill)) == (["9:36 deck.other-noun"] if warned else [])


def test_a_unit_that_the_question_does_not_count_in_one_language(tmp_path: Path) -> None:
    drill = (
        "    given: {a: 10..90}\n"
        '    ask: {fr: "{a} : combien de clients ?", en: "{a}: how many subscribers?"}\n'
        "    answer: {formula: a + 1, unit: {fr: clients, en: customers}}\n"
    )
    (warning,) = found(tmp_path, drill)
    assert warning.values == {"unit": "customers", "asked": "how many subscribers"}
