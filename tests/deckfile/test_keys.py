"""What is known of the keys of a deck file comes from its shapes: no new one is forgotten."""

import pytest

from kpitrainer.deckfile.read import card_maker
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.schema.card_schema import KEYS
from kpitrainer.deckfile.syntax.recovery import Section, id_at, outline
from kpitrainer.domain.cards.card_types import CARD_TYPES
from tests.deckfile.decks import GOOD, HEADER, ids, read, told

DRILL = "  - drill: d\n    ask: b\n    given: {n: 1..9}\n"
"""Three lines, from line 6 on."""


def test_every_card_type_has_its_content_its_shape_and_its_maker() -> None:
    assert list(CARD_TYPES) == list(card_schema.ENTRIES) == list(card_maker._MAKERS)


def test_the_shapes_of_all_depths_are_looked_at() -> None:
    assert {"languages", "basic", "accept", "formula", "heads", "head", "right", "with", "en"} <= (
        KEYS.known
    )
    assert {"ask", "fr", "items", "unit", "head", "heads", "cells", "rows", "say"} <= KEYS.texts
    assert not {"formula", "decimals", "tags", "aliases", "columns", "drill"} & KEYS.texts


@pytest.mark.parametrize("key", sorted(KEYS.known))
def test_a_space_forgotten_after_any_key_is_told_at_its_line(key: str) -> None:
    other = "formula" if key != "formula" else "decimals"
    answer = f"    answer:\n      {other}: 1\n      {key}:a+1\n"
    found = read(HEADER + DRILL + answer + GOOD)
    assert told(found) == [f"11:{7 + len(key)} deck.space-after-colon"]
    assert found.diagnostics[0].values == {"key": key}
    assert ids(found) == ["ok"]


@pytest.mark.parametrize("key", sorted(KEYS.known))
@pytest.mark.parametrize(
    ("value", "place"),
    [(" Score #1", "7:{}"), ("\n      - Score #1", "8:9"), ("\n      - - Score #1", "8:11")],
)
def test_a_text_cut_by_a_comment_is_warned_of_under_any_key(
    key: str, value: str, place: str
) -> None:
    found = read(HEADER + f"  - basic: a\n    {key}:{value}\n" + GOOD)
    cut = [diagnostic for diagnostic in told(found) if "deck.cut-by-comment" in diagnostic]
    expected = [f"{place.format(7 + len(key))} deck.cut-by-comment"] if key in KEYS.texts else []
    assert cut == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["unit: pts #x"], "10:13 deck.cut-by-comment"),
        (["unit: pts  # aligned"], None),
    ],
)
def test_a_unit_that_is_cut_is_warned_of(lines: list[str], expected: str | None) -> None:
    answer = "".join(f"      {line}\n" for line in [*lines, "formula: n"])
    found = read(HEADER + DRILL + "    answer:\n" + answer + GOOD)
    assert told(found) == ([expected] if expected else [])
    assert ids(found) == ["d", "ok"]


def test_a_head_that_is_cut_is_warned_of() -> None:
    column = "    table:\n      columns:\n        - head: Score #1\n          cells: [1]\n"
    found = read(HEADER + DRILL + column + "    answer: {formula: n}\n" + GOOD)
    assert told(found) == ["11:17 deck.cut-by-comment"]
    assert ids(found) == ["d", "ok"]


def test_a_margin_is_only_proposed_for_what_stands_right_under_a_card() -> None:
    card = DRILL + "    answer:\n      formula: n\n       decimals: 1\n"
    assert told(read(HEADER + card + GOOD)) == ["11:16 deck.syntax"]


def test_the_outline() -> None:
    text = (
        "# a\ndeck: b\ncards:\n  # c\n  - basic: d\n    ask: |\n      - e\n  - basic f\nafter: []\n"
    )
    starts = [text.index(part) for part in ("# a", "deck", "cards", "  - basic: d", "  - basic f")]
    assert list(outline(text, KEYS)) == [
        Section(starts[0], 1, is_card=False),
        Section(starts[1], 2, is_card=False),
        Section(starts[2], 3, is_card=False),
        Section(starts[3], 5, is_card=True),
        Section(starts[4], 8, is_card=True),
        Section(text.index("after"), 9, is_card=False),
    ]
    assert [id_at(text, start, KEYS) for start in starts] == ["", "", "", "d", ""]
