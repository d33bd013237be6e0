"""What an author's figure cannot be, told at its place; `test_remedies` follows each remedy."""

from pathlib import Path

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.picture import PictureKind
from tests.deckfile.decks import HEADER, read, told

DRILL = """\
  - drill: aire
    given: {long: 2..9, large: 1..9}
    let: {aire: long * large}
    ask: "{long} {large}"
    answer: {formula: aire}
    tests: [{with: {long: 2, large: 3}, answer: 6}]
"""
"""Six lines, from line 6 on."""


def checked(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "a.yaml"
    file.write_text(HEADER + text, "utf-8")
    return [f"{each.at.line}:{each.at.column} {each.code}" for each in check_decks([file])]


def figure(text: str) -> str:
    return f"{DRILL}    figure: {text}\n"


@pytest.mark.parametrize(
    "good",
    [
        "{kind: pair, parts: [long, large]}",
        "{kind: pair, parts: [long, {value: large}]}",
        "{kind: pair, unit: €, parts: [{value: long - large, label: Écart}, long]}",
        "{kind: stacked, parts: [long, large, {value: 2 * large, label: {fr: A, en: B}}]}",
        "{kind: funnel, parts: [aire, large]}",
        "{kind: waterfall, parts: [aire, {value: -long, label: M}]}",
        "{kind: square, parts: [long, large, long, large]}",
        "{kind: line, x: 0..4, parts: [{value: long * 2^x, label: L}, large]}",
    ],
)
def test_a_good_figure_is_told_nothing_of(tmp_path: Path, good: str) -> None:
    assert checked(tmp_path, figure(good)) == []


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("{kind: pie, parts: [long, large]}", "12:20 deck.bad-figure-kind"),
        ("{kind: [pair], parts: [long, large]}", "12:20 deck.no-brackets"),
        ("{kind: pair}", "12:13 deck.missing-key"),
        ("{kind: pair, parts: [long, larg]}", "12:40 drill.unknown-name-near"),
        ("{kind: pair, parts: [long, {valeur: large}]}", "12:41 deck.unknown-key-near"),
        ("{kind: pair, parts: [long, long ** 2]}", "12:45 drill.formula-power"),
        ("{kind: pair, parts: [long]}", "12:33 drill.figure-few-parts"),
        ("{kind: square, parts: [long, large]}", "12:35 drill.figure-other-parts"),
        (
            '{kind: pair, parts: [long, {value: large, label: "L, {large}"}]}',
            "12:62 drill.figure-label-braces",
        ),
        ("{kind: line, parts: [{value: long * x, label: L}]}", "12:13 drill.figure-places"),
        (
            "{kind: line, x: 4..0, parts: [{value: long * x, label: L}]}",
            "12:29 drill.figure-places",
        ),
        ("{kind: pair, parts: [long, large], total: {value: aire}}", "12:48 drill.figure-key"),
    ],
)
def test_a_mistake_is_told_at_its_place(wrong: str, found: str) -> None:
    first, *_ = told(read(HEADER + figure(wrong)))
    place, _, code = first.partition(" ")
    assert (place, code.removesuffix("-near")) == (
        found.split(maxsplit=1)[0],
        found.split()[1].removesuffix("-near"),
    )


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("{kind: stacked, parts: [long, {value: long - large, label: R}]}", "negative"),
        ("{kind: funnel, parts: [large, {value: long - 1, label: R}]}", "grows"),
        ("{kind: waterfall, parts: [long, large], total: {value: long, label: R}}", "sum"),
    ],
)
def test_draws_of_which_none_can_be_made_are_counted(tmp_path: Path, wrong: str, code: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(HEADER + figure(wrong), "utf-8")
    [found] = check_decks([file])
    assert (found.at.line, found.code) == (12, f"drill.figure-{code}")
    count = found.values["count"]
    assert isinstance(count, int)
    assert 0 < count <= 1000
    assert "long=" in str(found.values["drawn"])
    deck = read(HEADER + figure(wrong)).deck
    assert deck is not None
    assert len(deck.cards) == 1, "it is studied without its picture"


def test_a_formula_without_a_value_is_told_of(tmp_path: Path) -> None:
    wrong = "{kind: pair, parts: [long, {value: aire / (long - large), label: Q}]}"
    [found] = checked(tmp_path, figure(wrong))
    assert found.startswith("12:")
    assert "division" in found


def test_a_variant_s_own_figure_is_told_of_there(tmp_path: Path) -> None:
    variants = """\
    variants:
      - variant: un
      - variant: deux
        figure: {kind: funnel, parts: [large, {value: large + 1, label: R}]}
"""
    [found] = checked(tmp_path, DRILL + variants)
    assert found.startswith("15:")
    assert found.endswith("drill.figure-grows")


def test_a_name_is_its_own_label() -> None:
    named = DRILL.replace("{aire: ", "{aire_en_m: ").replace("formula: aire", "formula: aire_en_m")
    deck = read(f"{HEADER}{named}    figure: {{kind: pair, parts: [long, aire_en_m]}}\n").deck
    assert deck is not None
    content = deck.cards[0].content
    assert isinstance(content, Drill)
    picture = content.template.picture
    assert picture is not None
    assert picture.kind is PictureKind.PAIR
    assert [part.label["fr"] for part in picture.parts] == ["long", "aire\u00a0en\u00a0m"]
