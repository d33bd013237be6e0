"""The ranges in which an author holds values of a drill plausible, and draws that leave them."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Diagnostic
from tests.deckfile.decks import HEADER, ids, read, told

DRILL = """\
  - drill: panier
    given: {ca: 1000..2000 by 100, tickets: 10..100 by 10, notes: 2 of 1..5}
    let: {moitie: ca / 2}
    ask: "{ca} {tickets} {notes}"
    answer: {formula: ca / tickets, unit: "€", decimals: 2}
    tests: [{with: {ca: 1000, tickets: 10, notes: [1, 1]}, answer: 100}]
""".replace(" {notes}", "")
"""Six lines, from line 6 on."""


def checked(tmp_path: Path, text: str) -> list[Diagnostic]:
    file = tmp_path / "a.yaml"
    file.write_text(HEADER + text, "utf-8")
    return list(check_decks([file]))


@pytest.mark.parametrize(
    "ranges",
    [
        "answer: 10..200",
        "ca: 1000..2000, tickets: 10..100, moitie: 500..1000, notes: 1..5",
        "answer: ca/100..ca/10",
        "moitie: ca/4..ca",
    ],
)
def test_draws_that_stay_within_are_not_told_of(tmp_path: Path, ranges: str) -> None:
    assert checked(tmp_path, DRILL + f"    plausible: {{{ranges}}}\n") == []


@pytest.mark.parametrize(
    ("range_", "name", "value"),
    [
        ("answer: 10..150", "answer", 200),
        ("answer: 20..200", "answer", 10),
        ("ca: 1000..1900", "ca", 2000),
        ("moitie: 501..2000", "moitie", 500),
        ("notes: 1..4", "notes", 5),
        ("answer: tickets..200", "answer", 10),
    ],
)
def test_one_draw_outside_is_told_at_its_range(
    tmp_path: Path, range_: str, name: str, value: int
) -> None:
    (found,) = checked(tmp_path, DRILL + f"    plausible: {{{range_}}}\n")

    assert (found.at.line, found.code) == (12, "drill.implausible")
    assert found.at.column == 19 + range_.index(": ")
    assert (found.values["name"], found.values["value"]) == (name, value)
    assert found.values["draws"] == 1000
    assert 0 < int(str(found.values["count"])) < 1000
    assert "ca=" in str(found.values["drawn"])


def test_a_rare_draw_is_enough(tmp_path: Path) -> None:
    ranges = "    plausible: {n: 1..499}\n"
    text = "  - drill: d\n    given: {n: 1..500}\n    ask: '{n}'\n    answer: {formula: n + 1}\n"
    tests = "    tests: [{with: {n: 1}, answer: 2}]\n"

    (found,) = checked(tmp_path, text + tests + ranges)

    assert int(str(found.values["count"])) < 10


def test_bounds_the_wrong_way_round_are_told_as_such(tmp_path: Path) -> None:
    found = checked(tmp_path, DRILL + "    plausible: {answer: 200..10}\n")
    assert {(each.at.line, each.at.column, each.code) for each in found} == {
        (12, 25, "drill.always-empty-range")
    }


def test_beside_an_empty_range_no_other_is_told_of_draws(tmp_path: Path) -> None:
    """Of no draw it can be said where it stands; once it was “in 500 draws of 0”."""
    found = checked(tmp_path, DRILL + "    plausible: {answer: 10..150, ca: 9..2}\n")
    assert [each.code for each in found] == ["drill.always-empty-range"]


def test_a_learner_is_not_kept_from_the_drill() -> None:
    found = read(HEADER + DRILL + "    plausible: {answer: 1..2}\n")
    assert (told(found), ids(found)) == ([], ["panier"])


@pytest.mark.parametrize(
    ("range_", "expected"),
    [
        ("reponse: 1..2", "12:17 drill.plausible-unknown"),
        ("answer: 5", "12:25 drill.plausible-form"),
        ("answer: 5..60 by 5", "12:25 drill.plausible-form"),
        ("answer: 5 à 60", "12:25 drill.range-spelt"),
        ("answer: 5..rien", "12:28 drill.unknown-name"),
    ],
)
def test_what_is_no_range_or_no_value_is_told_at_its_place(range_: str, expected: str) -> None:
    assert told(read(HEADER + DRILL + f"    plausible: {{{range_}}}\n")) == [expected]


def test_a_name_not_known_is_told_with_those_that_are() -> None:
    found = read(HEADER + DRILL + "    plausible: {ticket: 1..2}\n").diagnostics[0]
    assert found.values == {"name": "ticket", "known": "answer, ca, moitie, notes, tickets"}


PARTS = """\
  - drill: deux
    given: {a: 1..9, b: 1..9}
    ask: "{a} {b}"
    parts:
      - ask: Plus ?
        answer: {formula: a + b}
        plausible: {answer: 2..18}
      - ask: Fois ?
        answer: {formula: a * b}
        plausible: {answer: 1..80, a: 1..9}
      - ask: Quoi ?
        choose: [{text: Oui, right: a > b}, {text: Non, right: a <= b}]
    plausible: {b: 1..8}
    tests: [{with: {a: 1, b: 1}, parts: [{answer: 2}, {answer: 1}, {choose: 2}]}]
"""


def test_each_part_has_its_answer(tmp_path: Path) -> None:
    found = [(each.at.line, each.values.get("value")) for each in checked(tmp_path, PARTS)]
    assert found == [(15, 81), (18, 9)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (PARTS.replace("plausible: {b: 1..8}", "plausible: {answer: 1..8}"), "18:17"),
        (
            PARTS.replace("right: a <= b}]", "right: a <= b}]\n        plausible: {answer: 1..2}"),
            "18:21",
        ),
    ],
)
def test_where_no_number_is_asked_there_is_no_answer(text: str, place: str) -> None:
    assert told(read(HEADER + text)) == [f"{place} drill.plausible-unknown"]


VARIANTS = """\
  - drill: v
    given: {a: 1..9}
    ask: "{a}"
    plausible: {answer: 2..9}
    tests: [{with: {a: 1}, answer: 2}]
    variants:
      - answer: {formula: a + 1}
      - answer: {formula: a + 1}
        plausible: {answer: 2..10}
"""


def test_a_variant_has_its_own_or_the_drills(tmp_path: Path) -> None:
    (found,) = checked(tmp_path, VARIANTS)
    assert (found.at.line, found.values["value"]) == (9, 10)


def test_of_a_reverse_drill_answer_is_the_number_told(tmp_path: Path) -> None:
    text = """\
  - drill: inverse
    given: {S: 100..200 by 100, perdus: 1..9}
    ask: "{S} {answer}"
    answer: {formula: perdus / S * 100, unit: "%", decimals: 1}
    solve_for: perdus
    tests: [{with: {S: 100, perdus: 4}, answer: 4}]
    plausible: {answer: 0.5..9, perdus: 1..8}
"""
    (found,) = checked(tmp_path, text)
    assert found.values["name"] == "perdus"
