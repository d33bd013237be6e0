"""What a close look at drills finds, told where it is to be mended."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Severity
from tests.deckfile.decks import HEADER

HEAD = HEADER + "  - drill: d\n    given: {x: 1..9, y: 1..9}\n    ask: q {x} {y}\n"
"""Eight lines."""


def _told(tmp_path: Path, text: str) -> list[tuple[str, Severity]]:
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")
    return [
        (f"{found.at.line}:{found.at.column} {found.code}", found.severity)
        for found in check_decks([file])
        if found.code != "deck.no-tests"
    ]


def test_a_mistake_that_always_gives_the_answer_is_told_at_its_formula(tmp_path: Path) -> None:
    text = HEAD + (
        "    answer: {formula: x + y}\n"
        "    mistakes:\n"
        "      - {wrong: a, formula: x - y, say: Non}\n"
        "      - {wrong: b, formula: y + x, say: Oui}\n"
    )
    assert _told(tmp_path, text) == [
        ("12:29 drill.always-mistake-is-answer", Severity.ERROR),
    ]


def test_mistakes_that_often_coincide_are_told_at_the_second(tmp_path: Path) -> None:
    text = HEAD + (
        "    answer: {formula: x + 100}\n"
        "    mistakes:\n"
        "      - {wrong: a, formula: x, say: Non}\n"
        "      - {wrong: b, formula: 'min(x, y)', say: Oui}\n"
    )
    assert _told(tmp_path, text) == [
        ("6:12 deck.few-draws", Severity.WARNING),
        ("12:29 drill.refused-mistakes-coincide", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("x > 9", "9:13 drill.always-where"),
        ("x > 3 and 1 / (x - 5) > 9", "9:25 drill.divisor-may-be-zero-in-where"),
    ],
)
def test_a_condition_that_is_never_met_is_told_at_its_place(
    tmp_path: Path, condition: str, told: str
) -> None:
    text = HEAD + f"    where: [{condition}]\n    answer: {{formula: x}}\n"
    assert _told(tmp_path, text) == [(told, Severity.ERROR)]


@pytest.mark.parametrize(
    ("given", "formula", "way_out"),
    [
        ("0..9", "1 / x", "x: 1..9"),
        ("0..90 by 10", "1 / x", "x: 10..90 by 10"),
        ("[0, 5]", "1 / x", "x != 0"),
        ("-5..5", "1 / x", "x != 0"),
        ("1..9", "1 / (x - y)", "(x - y) != 0"),
    ],
)
def test_a_division_by_zero_names_what_is_zero_and_how_to_keep_it_out(
    tmp_path: Path, given: str, formula: str, way_out: str
) -> None:
    text = HEAD.replace("x: 1..9", f"x: {given}")
    text += f"    answer: {{formula: {formula}, decimals: 1}}\n"
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")
    (found,) = [each for each in check_decks([file]) if each.severity is Severity.ERROR]
    assert way_out in found.values.values()
    mended = text.replace(f"x: {given}", way_out)
    if "!=" in way_out:
        mended = text + f"    where: ['{way_out}']\n"
    file.write_text(mended, "utf-8")
    assert not [each for each in check_decks([file]) if each.severity is Severity.ERROR]


def test_each_variant_is_checked_on_its_own(tmp_path: Path) -> None:
    text = HEAD + (
        "    variants:\n"
        "      - answer: {formula: x}\n"
        "      - answer: {formula: x / 2}\n"
        "        where: [x != 4, x != 6, x != 8]\n"
    )
    assert _told(tmp_path, text) == [
        ("11:9 deck.few-draws", Severity.ERROR),
        ("11:27 drill.refused-tie", Severity.WARNING),
        ("12:17 drill.refused-where", Severity.WARNING),
        ("12:25 drill.refused-where", Severity.WARNING),
        ("12:33 drill.refused-where", Severity.WARNING),
    ]


def test_progress_is_told_of_files_drills_and_questions(tmp_path: Path) -> None:
    drill = HEAD.partition("cards:\n")[2] + "    answer: {formula: x}\n"
    (tmp_path / "a.yaml").write_text(
        HEADER + drill + drill.replace("drill: d", "drill: e"), "utf-8"
    )
    many = "".join(f"  - basic: c{n}\n    ask: q{n}?\n    answer: a\n" for n in range(60))
    more = drill.replace("drill: d", "drill: f") + many.replace("?", " is a longer question?")
    (tmp_path / "b.yaml").write_text(HEADER.replace("essai", "autre") + more, "utf-8")
    seen: list[tuple[str, int, int]] = []
    check_decks(
        [tmp_path, tmp_path / "missing.yaml"],
        lambda what, place, total: seen.append(
            (what if isinstance(what, str) else what.code, place, total)
        ),
    )
    assert seen == [
        ("a.yaml", 1, 3),
        ("b.yaml", 2, 3),
        ("missing.yaml", 3, 3),
        ("d", 1, 3),
        ("e", 2, 3),
        ("f", 3, 3),
        ("cli.check-comparing", 63, 63),
    ]
