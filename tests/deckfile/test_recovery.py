"""Broken YAML costs the card it stands in, wherever it stands."""

import pytest

from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS
from tests.deckfile.decks import GOOD, HEADER, ids, read, told

BROKEN = '  - basic: broken\n    ask: "never closed\n    answer: x\n'


def card(name: str) -> str:
    return f'  - basic: {name}\n    ask: "b"\n    answer: {{fr: c, en: d}}\n\n'


@pytest.mark.parametrize("at", range(4))
def test_all_cards_but_the_broken_one(at: int) -> None:
    names = ["a", "b", "c"]
    parts = [card(name) for name in names]
    parts.insert(at, BROKEN)

    found = read(HEADER + "".join(parts))

    assert told(found) == [f"{7 + 4 * at}:10 deck.unclosed-quote"]
    assert ids(found) == names


def test_positions_after_a_broken_card_are_the_files() -> None:
    found = read(HEADER + BROKEN + card("a") + "  - basic: b\n    ask: {fr: c}\n    answer: d\n")

    assert told(found) == ["7:10 deck.unclosed-quote", "14:10 deck.missing-language"]
    assert ids(found) == ["a"]
    assert found.deck is not None
    assert found.deck.cards[0].at.line == 9


def test_a_line_that_looks_like_a_card_within_a_text_opens_none() -> None:
    text = "  - basic: a\n    ask: |\n      Écris :\n      - basic: faux\n    answer: b\n"

    assert ids(read(HEADER + BROKEN + text)) == ["a"]


def test_a_broken_header_costs_its_key() -> None:
    found = read(HEADER.replace('{fr: "Essai", en: "Trial"}', "Le NPS : quoi") + card("a"))

    assert found.deck is not None
    assert found.deck.title == {"fr": "essai", "en": "essai"}
    assert ids(found) == ["a"]


def test_many_broken_cards_are_counted_and_end_the_reading() -> None:
    found = read(HEADER + card("a") + BROKEN * 1_000)

    assert [diagnostic.code for diagnostic in found.diagnostics[MAX_DIAGNOSTICS - 1 :]] == [
        "deck.unclosed-quote",
        "deck.given-up",
    ]
    assert ids(found) == ["a"]


def test_a_file_of_endless_mistakes_is_left_alone() -> None:
    found = read(HEADER + card("a") + "  - basic: b\n" + "    ask: c\n" * 5_000)

    assert found.deck is None
    assert [diagnostic.code for diagnostic in found.diagnostics[MAX_DIAGNOSTICS - 1 :]] == [
        "deck.duplicate-key",
        "deck.given-up",
        "deck.more-diagnostics",
    ]


def test_many_other_problems_are_counted() -> None:
    found = read(HEADER + "  - zzz: a\n" * 150 + card("a"))

    assert len(found.diagnostics) == MAX_DIAGNOSTICS + 1
    assert found.diagnostics[-1].code == "deck.more-diagnostics"
    assert found.diagnostics[-1].values == {"count": 50}
    assert ids(found) == ["a"]


def test_problems_found_again_card_by_card_are_counted_once() -> None:
    repeated = "  - basic: b\n    answer: {fr: c, en: d}\n" + "    ask: c\n" * 150
    sound, broken = read(HEADER + repeated + card("a")), read(HEADER + repeated + BROKEN)

    assert sound.diagnostics[-1].values == {"count": 49}
    assert broken.diagnostics[-1].values == {"count": 50}


def test_after_may_stand_behind_a_broken_card() -> None:
    found = read(HEADER + GOOD + '  - basic: a\n    ask: "b\n    answer: c\nafter: [autre]\n')
    assert ids(found) == ["ok"]
    assert found.deck is not None
    assert [need.deck for need in found.deck.after] == ["autre"]
