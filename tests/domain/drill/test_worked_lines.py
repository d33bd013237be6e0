"""A worked solution read as lines that compute."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from kpitrainer.domain.drill.template import NumberPart
from kpitrainer.domain.drill.worked_lines import ANSWER, WorkedLine, worked_lines
from kpitrainer.domain.formula.arithmetic import Values
from kpitrainer.domain.formula.writer import write_tree
from tests.factories import template

SOURCE: Mapping[str, Any] = {
    "title": "T",
    "given": {"a": ["1200"], "b": ["300"], "taux": ["5"]},
    "let": {"reste": "a - b", "part": "taux / 100", "gros": "round(a * 7 / 3, 1)"},
    "ask": "{a} {b} {taux}",
    "answer": {"formula": "reste / a * 100", "decimals": "1"},
}
VALUES: Values = {
    "a": 1200,
    "b": 300,
    "taux": 5,
    "reste": 900,
    "part": Fraction(1, 20),
    "gros": 2800,
}


def lines(*steps: str, language: str = "fr", **fields: object) -> tuple[WorkedLine, ...]:
    made = template({**SOURCE, "steps": list(steps), **fields}, languages=(language,))
    (part,) = made.parts
    assert isinstance(part, NumberPart)
    return worked_lines(made, part)


def told(found: tuple[WorkedLine, ...], language: str = "fr") -> list[tuple[str, str, str]]:
    """Of each line its label, its calculation and what it comes to."""
    return [
        (
            line.label[language],
            write_tree(line.tree, VALUES, language) if line.works else "",
            line.name,
        )
        for line in found
    ]


LAST = "{reste} ÷ {a} × 100 = {answer}"


def test_a_label_stands_before_the_calculation() -> None:
    found = told(lines("Ce qui reste : {a} − {b} = {reste}", LAST))
    assert found == [
        ("Ce qui reste", "1\u202f200 − 300", "reste"),
        ("", "900 ÷ 1\u202f200 × 100", ANSWER),
    ]


@pytest.mark.parametrize(
    ("step", "label"),
    [
        ("{a} − {b} = {reste}", ""),
        ("Notes 9 et 10 : {a} − {b} = {reste} €", "Notes 9 et 10"),
        ("Pour 1 client, en tout, {a} − {b} = {reste}", "Pour 1 client, en tout"),
        ("En 2024, {a} - {b} ≈ {reste}", "En 2024"),
    ],
)
def test_what_is_no_calculation_is_the_label(step: str, label: str) -> None:
    assert told(lines(step, LAST))[0] == (label, "1\u202f200 − 300", "reste")


def test_a_line_may_tell_a_number_of_the_question() -> None:
    found = lines("La base : {a} clients.", "({a} − {b}) ÷ {a} × 100 = {answer}")
    assert told(found)[0] == ("La base", "", "a")
    assert (found[0].after["fr"], found[0].works) == (" clients", False)


def test_two_lines_of_one_step_share_its_label() -> None:
    step = "En euros : {taux} × {b} = {part} et {a} − {b} = {reste}"
    found = lines(step, "({reste} + {part} − {part}) ÷ {a} × 100 = {answer}")
    assert [label for label, _, _ in told(found)] == ["En euros", "En euros", ""]


def test_what_no_line_and_no_question_tells_is_worked_out_in_one_of_its_own() -> None:
    found = lines("{reste} × {part} = {answer}", answer={"formula": "reste * part"})
    assert told(found) == [
        ("", "5 ÷ 100", "part"),
        ("", "1\u202f200 − 300", "reste"),
        ("", "900 × 0,05", ANSWER),
    ]
    about = lines("{gros} ÷ 2 = {answer}", answer={"formula": "gros / 2"})
    assert [line.about for line in about] == [True, False]


def test_such_a_line_is_called_as_its_name_is() -> None:
    names = {"reste": {"fr": "ce qui reste"}}
    found = told(lines("{reste} ÷ {a} × 100 = {answer}", names=names))
    assert found[0] == ("Ce qui reste", "1\u202f200 − 300", "reste")


def test_a_line_that_leads_nowhere_is_left_out() -> None:
    found = lines(
        "Pour voir : {a} + {b} = {gros}", "{a} − {b} = {reste}", LAST, "Contrôle : {a} + 0 = {a}"
    )
    assert [name for _, _, name in told(found)] == ["reste", ANSWER]


def test_a_calculation_that_is_made_twice_is_named_by_its_line() -> None:
    found = told(lines("Reste : {a} − {b} = {reste}", "({a} − {b}) ÷ {a} × 100 = {answer}"))
    assert found[1] == ("", "900 ÷ 1\u202f200 × 100", ANSWER)


def test_a_rounding_told_in_words_is_the_answer_s() -> None:
    (first, last) = lines(
        "Reste : {a} − {b} = {reste}",
        "{reste} ÷ 7, à l’entier supérieur : {answer}",
        answer={"formula": "ceil(reste / 7)"},
    )
    assert (first.name, last.joint["fr"]) == ("reste", ", à l’entier supérieur : ")
    assert last.tree.evaluate(VALUES) == 129


def test_numbers_are_read_as_their_language_writes_them() -> None:
    french = lines("{a} × 1,5 + 1 000 = {answer}", answer={"formula": "a * 1.5 + 1000"})
    english = lines(
        "{a} × 1.5 + 1,000 = {answer}", language="en", answer={"formula": "a * 1.5 + 1000"}
    )
    assert [line.tree.evaluate(VALUES) for line in (*french, *english)] == [2800, 2800]


def test_a_long_step_of_figures_takes_no_time() -> None:
    assert lines("1" * 3000 + " " * 3000 + "x = {reste}", LAST)[0].name == "reste"
