"""What the README counts is counted, and its French is written as French is."""

import re
import tomllib
from collections.abc import Mapping

import pytest

from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.cards.card_types.drill import Drill
from scripts.readme_tables import (
    BEGIN,
    COUNTS_BEGIN,
    COUNTS_END,
    END,
    README,
    shipped,
    updated,
)
from tests.tui.test_sizes import SIZES
from tests.typography import typography_faults

DECKS = shipped()
TEXT = README.read_text("utf-8")
FRENCH = TEXT[TEXT.index("## En français\n") : TEXT.index("## In English\n")]


def test_the_table_of_decks_is_current() -> None:
    assert updated(TEXT) == TEXT, "run: python scripts/readme_tables.py"


def test_the_table_has_each_deck_with_its_cards_and_level() -> None:
    table = TEXT[TEXT.index(BEGIN) : TEXT.index(END)]
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+)[^|]* \| (\d)( \(facul)?", table, re.MULTILINE)
    assert rows == [
        (
            deck.id,
            str(len(deck.cards)),
            str(deck.level),
            " (facul" if deck.optional else "",
        )
        for deck in DECKS
    ]


def test_the_counts_are_those_of_the_table() -> None:
    table = TEXT[TEXT.index(BEGIN) : TEXT.index(END)]
    rows = re.findall(
        r"^\| `[a-z-]+` \| (\d+)( calculs)?[^|]*\| \d( \(facul)?", table, re.MULTILINE
    )
    told = re.findall(r"\d+", TEXT[TEXT.index(COUNTS_BEGIN) : TEXT.index(COUNTS_END)])
    drills = sum(isinstance(card.content, Drill) for deck in DECKS for card in deck.cards)

    assert sum(int(count) for count, _, _ in rows) == int(told[0]) + int(told[1])
    assert sum(int(count) for count, _, optional in rows if not optional) == int(told[3]) + int(
        told[4]
    )
    assert (int(told[1]), int(told[2])) == (drills, len(rows))


def test_decks_of_drills_come_after_the_cards_they_build_on() -> None:
    """As the README says; that each formula is taught before its drill is the curriculum’s test."""
    met: dict[str, Deck] = {}
    for deck in DECKS:
        if all(isinstance(card.content, Drill) for card in deck.cards):
            before = _built_on(deck, met)
            assert any(not isinstance(c.content, Drill) for d in before for c in d.cards), deck.id
        met[deck.id] = deck


def _built_on(deck: Deck, met: Mapping[str, Deck]) -> list[Deck]:
    """The decks that `deck` names under `after`, and those they name; all were `met`."""
    named = [met[need.deck] for need in deck.after]
    return [*named, *(each for one in named for each in _built_on(one, met))]


def test_the_minutes_of_a_day_are_those_of_the_simulated_beginner() -> None:
    days = pytest.importorskip("tests.study.test_forty_days")
    assert tuple(days.BOUNDS["beginner"][2]) == (10, 15)
    assert "ten to fifteen minutes a day" in TEXT
    assert "dix à quinze minutes par jour" in TEXT


def test_the_oldest_python_and_the_narrowest_window_are_those_that_are_tested() -> None:
    project = tomllib.loads((README.parent / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert len(re.findall(r"Python 3\.11 (?:or newer|ou plus récent)", TEXT)) == 2
    assert f"from {min(width for width, _ in SIZES)} columns up" in TEXT


def test_the_french_is_typeset_as_the_cards_are() -> None:
    prose = re.sub(r"```.*?```|\]\([^)]*\)", "", FRENCH, flags=re.DOTALL)
    lines = [line.strip() for line in prose.splitlines() if line.strip()]
    assert len(lines) >= 8
    assert [(line, fault) for line in lines for fault in typography_faults(line, "fr")] == []


def test_on_windows_python_itself_is_what_starts() -> None:
    """Launchers that pip makes are unsigned, and Smart App Control refuses them."""
    assert TEXT.count(r".venv\Scripts\python -m kpitrainer") >= 2
    assert "py -m kpitrainer" in TEXT
    assert not re.findall(r"Scripts\\kpitrainer", TEXT)
