"""What the README counts is counted, and its French is written as French is."""

import re

from kpitrainer.bootstrap import shipped_decks
from kpitrainer.deckfile import load_decks
from scripts.readme_tables import BEGIN, END, README, updated
from tests.typography import typography_faults

TEXT = README.read_text("utf-8")
FRENCH = TEXT[TEXT.index("## En français\n") : TEXT.index("## Install and open\n")]


def test_the_table_of_decks_is_current() -> None:
    assert updated(TEXT) == TEXT, "run: python scripts/readme_tables.py"


def test_the_table_has_each_deck_with_its_entries_and_level() -> None:
    table = TEXT[TEXT.index(BEGIN) : TEXT.index(END)]
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+)[^|]* \| (\d)( \(facul)?", table, re.MULTILINE)
    assert rows == [
        (
            deck.id,
            str(len({card.key.entry for card in deck.cards})),
            str(deck.level),
            " (facul" if deck.optional else "",
        )
        for deck in load_decks([shipped_decks()], None).decks
    ]


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
