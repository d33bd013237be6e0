import pickle
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from kpitrainer.deckfile.read.drill.build import build_template
from kpitrainer.domain.drill.template import ListOf, Template
from kpitrainer.domain.errors import FieldPath
from tests.domain.drill.curriculum import LANGUAGES, SOURCES, TEMPLATES, asked, built

SIMPLE: Mapping[str, Any] = {
    "title": "Somme",
    "given": {"a": ["1", "2"], "b": "1..9"},
    "ask": {"fr": "{a} + {b} ?", "en": "{a} + {b}?"},
    "answer": {"formula": "a + b", "unit": "points", "decimals": "0"},
}


def _with(**fields: object) -> Mapping[str, Any]:
    return {**SIMPLE, **fields}


def _faults(source: Mapping[str, Any]) -> list[tuple[FieldPath, int, str]]:
    found = build_template("somme", source, LANGUAGES)
    assert not isinstance(found, Template)
    return [(fault.path, fault.column, fault.code.removeprefix("drill.")) for fault in found]


@pytest.mark.parametrize(
    ("source", "path", "column", "code"),
    [
        (_with(given={"a": "1..n by 1", "b": "1"}), ("given", "a"), 4, "unknown-name"),
        (_with(given={"a": "1..9 by x", "b": "1"}), ("given", "a"), 9, "unknown-name"),
        (_with(given={"a": "b..9", "b": "1"}), ("given", "a"), 1, "unknown-name"),
        (_with(given={"a": ["1", "2,5"], "b": "1"}), ("given", "a", 1), 2, "formula-comma"),
        (_with(given={"a": [], "b": "1"}), ("given", "a"), 1, "no-values"),
        (_with(given={"a": "1..", "b": "1"}), ("given", "a"), 4, "formula-empty"),
        (_with(given={"a": "1", "b": "1", "l": "5 of 9"}), ("given", "l"), 1, "range-form"),
        (_with(given={"a": "1", "b": "1", "l": "0 of 1..2"}), ("given", "l"), 1, "list-length"),
        (
            _with(given={"a": "1", "b": "1", "l": "8 to 4 of 1..2"}),
            ("given", "l"),
            1,
            "list-length",
        ),
        (
            _with(given={"a": "1", "b": "1", "l": "4 to 8 of 1..x"}),
            ("given", "l"),
            14,
            "unknown-name",
        ),
        (_with(let={"c": "a +"}), ("let", "c"), 4, "formula-ends"),
        (_with(let={"c": "9^9^9"}), ("let", "c"), 2, "exponent-too-large"),
        (_with(let={"c": "1/0"}), ("let", "c"), 2, "division-by-zero"),
        (_with(where=["a"]), ("where", 0), 1, "truth-wanted-not-number"),
        (_with(where=["a < b", "a <"]), ("where", 1), 4, "formula-ends"),
        (_with(ask={"fr": "{a}", "en": "{c}"}), ("ask", "en"), 1, "unknown-placeholder"),
        (_with(ask="Combien : {a"), ("ask",), 11, "lone-brace"),
        (_with(ask="{answer} ?"), ("ask",), 1, "unknown-placeholder"),
        (_with(ask="{context} ?"), ("ask",), 1, "unknown-placeholder"),
        (_with(ask={"fr": "?"}), ("ask",), 1, "deck.missing-language"),
        (
            _with(answer={"formula": "a + B"}),
            ("answer", "formula"),
            5,
            "unknown-name",
        ),
        (
            _with(answer={"formula": "a", "decimals": "un"}),
            ("answer", "decimals"),
            1,
            "decimals",
        ),
        (_with(answer={"formula": "a", "decimals": "9"}), ("answer", "decimals"), 1, "decimals"),
        (_with(hints=["ok", "{zz}"]), ("hints", 1), 1, "unknown-placeholder"),
        (_with(steps=["{a - b} = {answer}"]), ("steps", 0), 1, "calculation-in-text"),
        (_with(steps=["x {round(a, 1)}"]), ("steps", 0), 3, "calculation-in-text"),
        (_with(steps=["{e-mail}"]), ("steps", 0), 1, "unknown-placeholder"),
        (_with(steps=["{a} = {anser}"]), ("steps", 0), 7, "unknown-placeholder-near"),
        (_with(steps=["{answer} points"]), ("steps", 0), 1, "unit-twice"),
        (
            _with(mistakes=[{"wrong": "x", "formula": "a - z", "say": "Non"}]),
            ("mistakes", 0, "formula"),
            5,
            "unknown-name",
        ),
        (
            _with(mistakes=[{"wrong": "x", "formula": "a", "say": "Non"}] * 2),
            ("mistakes", 1, "wrong"),
            1,
            "mistake-twice",
        ),
        (_with(tests=[{"with": {"a": "1"}}]), ("tests", 0, "with"), 1, "test-given-missing"),
        (
            _with(tests=[{"with": {"a": "1", "b": "x"}}]),
            ("tests", 0, "with", "b"),
            1,
            "unknown-name",
        ),
        (
            _with(tests=[{"with": {"a": "1", "b": ["1"]}}]),
            ("tests", 0, "with", "b"),
            1,
            "test-list",
        ),
        (
            _with(tests=[{"with": {"a": "1", "b": "1"}, "mistakes": {"x": "1"}}]),
            ("tests", 0, "mistakes", "x"),
            1,
            "test-unknown-mistake",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(
    source: Mapping[str, Any], path: FieldPath, column: int, code: str
) -> None:
    assert _faults(source) == [(path, column, code)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("500 to 5000", "500..5000"),
        ("500 à b", "500..b"),
        ("500...5000", "500..5000"),
        ("(b + 1) … (b + 9)", "(b + 1)..(b + 9)"),
        ("500..5000 step 50", "500..5000 by 50"),
        ("500..5000 pas 50", "500..5000 by 50"),
        ("500 to 5000 step 50", "500..5000 by 50"),
        ("de 500 à 5000 par 50", "500..5000 by 50"),
        ("From 500 to 5000 in steps of 50", "500..5000 by 50"),
        ("500..5000 pas de 50", "500..5000 by 50"),
        ("500 à 5000 tous les 50", "500..5000 by 50"),
        ("500 to 5000, every 50", "500..5000 by 50"),
    ],
)
def test_a_range_in_other_words_is_told_how_it_is_written(written: str, meant: str) -> None:
    found = build_template("somme", _with(given={"b": "1..9", "a": written}), LANGUAGES)
    assert not isinstance(found, Template)
    (fault,) = found
    assert (fault.path, fault.code) == (("given", "a"), "drill.range-spelt")
    assert fault.values == {"meant": meant}
    mended = build_template("somme", _with(given={"b": "1..9", "a": meant}), LANGUAGES)
    assert isinstance(mended, Template)


@pytest.mark.parametrize("written", ["environ 500 à 5000", "500 à 5000 tous 50", "500 à 1/0"])
def test_a_range_that_is_not_understood_gets_an_example(written: str) -> None:
    found = build_template("somme", _with(given={"b": "1..9", "a": written}), LANGUAGES)
    assert not isinstance(found, Template)
    assert [(fault.path, fault.code) for fault in found] == [(("given", "a"), "drill.range-words")]


@pytest.mark.parametrize(
    ("name", "proposal"), [("e-mails", "e_mails"), ("1er mois", "n_1er_mois"), ("né(e)", "né_e")]
)
def test_a_name_is_proposed(name: str, proposal: str) -> None:
    (fault,) = build_template("somme", _with(let={name: "1"}), LANGUAGES)  # type: ignore[misc]
    assert fault.values["proposal"] == proposal
    assert isinstance(build_template("somme", _with(let={proposal: "1"}), LANGUAGES), Template)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("2a", "name-form"),
        ("a b", "name-form"),
        ("sum", "name-taken"),
        ("and", "name-taken"),
        ("answer", "name-taken"),
        ("part1", "name-taken"),
        ("a", "name-twice"),
    ],
)
def test_a_name_is_new_and_means_nothing_else(name: str, code: str) -> None:
    (fault,) = build_template("somme", _with(let={name: "1"}), LANGUAGES)  # type: ignore[misc]
    assert (fault.path, fault.code, fault.at_key) == (("let", name), f"drill.{code}", True)


def test_all_faults_are_told_at_once() -> None:
    found = _faults(
        {
            "given": {"a": "1..x", "a b": "1"},
            "let": {"c": "a +"},
            "ask": "{d}",
            "answer": {"formula": "c + e", "decimals": "x"},
            "steps": ["{"],
        }
    )
    assert [code for _, _, code in found] == [
        "unknown-name",
        "name-form",
        "formula-ends",
        "unknown-placeholder",
        "decimals",
        "unknown-name",
        "lone-brace",
    ]


def test_a_drill_needs_its_question_and_answer() -> None:
    assert _faults({"title": "T"}) == [((), 1, "field-missing"), ((), 1, "field-missing")]


def test_what_may_be_left_out_has_a_plain_meaning() -> None:
    template = built("deux", {"ask": "1 + 1 ?", "answer": {"formula": "1 + 1"}, "tags": ["x"]})
    assert template.title == {"fr": "deux", "en": "deux"}
    answer = asked(template).answer
    assert (answer.decimals, answer.signed) == (0, False)
    assert answer.unit == {"fr": "", "en": ""}


def test_a_test_may_give_a_list() -> None:
    template = built(
        "d",
        {
            "given": {"l": "2 of 1..9"},
            "ask": "?",
            "answer": {"formula": "sum(l)"},
            "tests": [{"with": {"l": ["1", "1/2"]}, "answer": "1.5"}],
        },
    )
    assert template.tests[0].values == {"l": (1, Fraction(1, 2))}


def test_list_variables_have_a_drawn_or_fixed_length() -> None:
    template = built(
        "moyenne",
        _with(given={"a": "3 of 0..60 by 2", "b": "4 to 8 of 1..9"}, answer={"formula": "sum(a)"}),
    )
    lengths = [(s.fewest, s.most) for s in template.given.values() if isinstance(s, ListOf)]
    assert lengths == [(3, 3), (4, 8)]


def test_the_version_changes_with_the_source_only() -> None:
    again = built("nps-calcul", {**SOURCES["nps-calcul"], "tags": ["nps"], "why": "Parce que"})
    other = built("nps-calcul", {**SOURCES["nps-calcul"], "where": ["P != D"]})
    assert again.version == TEMPLATES["nps-calcul"].version
    assert other.version != again.version
    assert len(again.version) == 12


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))
def test_a_template_travels_by_pickle(template: Template) -> None:
    copy = pickle.loads(pickle.dumps(template))  # noqa: S301 - our own bytes
    assert copy == template
