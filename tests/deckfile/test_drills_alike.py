"""Two drills that read alike and calculate differently are told, whatever their names are."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.lint.drills_alike import drills_alike
from tests.deckfile.decks import read

HEAD = "deck: essai\ntitle: Essai\nlanguages: [fr, en]\nlevel: 1\ncards:\n"
DRILL = """\
  - drill: {name}
    title: {name}
    given: {given}
    ask: {{fr: "{ask}", en: "{name}?"}}
    {answer}
"""
FIRST = {
    "name": "un",
    "given": "{a: 2..9, b: 20..90}",
    "ask": "Sur {b} clients, {a} reviennent. La part ?",
    "answer": "answer: {formula: a / b * 100}",
}


def pairs(*drills: Mapping[str, str]) -> list[tuple[str, str]]:
    source = "".join(DRILL.format(**{**FIRST, **each}) for each in drills)
    deck = read(HEAD + source).deck
    assert deck is not None
    assert len(deck.cards) == len(drills)
    return [(like.other.key.card, like.card.key.card) for like in drills_alike(deck.cards)]


@pytest.mark.parametrize(
    "other",
    [
        {"answer": "answer: {formula: b / a}"},
        {"answer": "answer: {formula: (b - a) / b * 100}"},
        # The same formula of the numbers that stand the other way round.
        {"ask": "Sur {a} clients, {b} reviennent. La part ?"},
        {
            "ask": "Sur des {b} clients {a} reviennent, la PART",
            "answer": "answer: {formula: a * b}",
        },
        {
            "given": "{x: 2..9, y: 20..90}",
            "ask": "Sur {y} clients, {x} reviennent. La part ?",
            "answer": "answer: {formula: x / y}",
        },
        {"answer": "let: {c: b - a}\n    answer: {formula: c / b * 100}"},
        {"given": "{a: 2..9, b: 20..90, cent: 10}", "answer": "answer: {formula: a / b * cent}"},
    ],
)
def test_another_calculation_is_told(other: Mapping[str, str]) -> None:
    assert pairs(FIRST, {"name": "deux", **other}) == [("un", "deux")]


@pytest.mark.parametrize(
    "other",
    [
        {"name": "deux"},
        {"answer": "answer: {formula: 100 * a / b}"},
        {"answer": "let: {part: a / b}\n    answer: {formula: part * 100}"},
        {
            "given": "{x: 2..9, y: 20..90}",
            "ask": "Sur {y} clients, {x} reviennent. La part ?",
            "answer": "answer: {formula: x / y * 100}",
        },
        {"ask": "Sur {b} clients, {a} partent. La part ?", "answer": "answer: {formula: b / a}"},
        {
            "ask": "Sur {b} clients, {a} et {a} reviennent. La part ?",
            "answer": "answer: {formula: b}",
        },
        {"given": "{a: 2..9, b: 20..90, cent: 100}", "answer": "answer: {formula: a / b * cent}"},
        # What it is calculated of cannot all be read.
        {"given": "{a: 2..9, b: 20..90, c: 3..5}", "answer": "answer: {formula: a / b * c}"},
    ],
)
def test_the_same_calculation_or_other_words_are_not(other: Mapping[str, str]) -> None:
    assert pairs(FIRST, {"name": "deux", **other}) == []


def test_each_is_told_once_with_the_first_that_differs() -> None:
    sums = [
        {"name": f"d{at}", "answer": f"answer: {{formula: a + b * {at}}}"} for at in (1, 2, 2, 3)
    ]
    sums[2]["name"] = "d2-bis"
    assert pairs(*sums) == [("d1", "d2"), ("d1", "d2-bis"), ("d1", "d3")]


def test_what_a_reverse_problem_tells_counts() -> None:
    reverse = {
        "ask": "Sur {b} clients, {answer} reviennent. Combien ?",
        "answer": "answer: {formula: a / b * 100}\n    solve_for: {name: a}",
    }
    other = {**reverse, "answer": reverse["answer"].replace("100", "50")}
    assert pairs({**reverse, "name": "un"}, {**reverse, "name": "deux"}) == []
    assert pairs({**reverse, "name": "un"}, {**other, "name": "deux"}) == [("un", "deux")]


def test_the_second_is_told_at_its_question(tmp_path: Path) -> None:
    for name, formula in (("a", "a / b * 100"), ("b", "b / a")):
        drill = DRILL.format(**{**FIRST, "name": name, "answer": f"answer: {{formula: {formula}}}"})
        (tmp_path / f"{name}.yaml").write_text(HEAD.replace("essai", name) + drill, "utf-8")
    told = [
        (Path(each.at.file).name, each.at.line, each.values["id"], each.values["line"])
        for each in check_decks([tmp_path])
        if each.code == "deck.drills-alike"
    ]
    assert told == [("b.yaml", 9, "a", 6)]
