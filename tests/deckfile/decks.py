"""Small decks that tests build on."""

from kpitrainer.deckfile.read.deck_reader import ReadDeck, read_deck

HEADER = """\
deck: essai
title: {fr: "Essai", en: "Trial"}
languages: [fr, en]
level: 1
cards:
"""
"""Five lines, so that the first card opens on line 6."""

GOOD = """\
  - basic: ok
    ask: CSAT
    answer: Customer Satisfaction Score
"""


def read(text: str, **options: object) -> ReadDeck:
    return read_deck(text.encode(), "essai.yaml", **options)  # type: ignore[arg-type]


def told(read_file: ReadDeck) -> list[str]:
    """The problems as `line:column code`."""
    return [f"{found.at.line}:{found.at.column} {found.code}" for found in read_file.diagnostics]


def ids(read_file: ReadDeck) -> list[str]:
    return [card.key.card for card in read_file.deck.cards] if read_file.deck else []
