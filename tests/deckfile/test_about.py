"""What a deck's header says of the deck as a whole."""

import pytest

from kpitrainer.domain.cards.card import DeckAbout
from tests.deckfile.decks import GOOD, read, told

LINES = "edition: 2\nauthor: Mme Ibarra\nlicence: CC BY-SA 4.0\nhomepage: https://ecole.example/d\n"


def with_header(lines: str) -> str:
    return f"deck: essai\ntitle: T\nlanguages: [fr]\nlevel: 1\n{lines}cards:\n{GOOD}"


def test_they_are_read_as_they_are_written() -> None:
    deck = read(with_header(LINES)).deck
    assert deck is not None
    wanted = DeckAbout("2", "Mme Ibarra", "CC BY-SA 4.0", "https://ecole.example/d")
    assert deck.about == wanted


@pytest.mark.parametrize(
    "homepage",
    [
        "http://ecole.example",
        "ecole.example",
        "https://",
        "https:///deck",
        "https://me:secret@ecole.example",
        "https://ecole",
        "javascript:alert(1)",
        "https://ecole.example/a b",
    ],
)
def test_a_homepage_that_is_no_https_address_is_warned_of_and_left_out(homepage: str) -> None:
    result = read(with_header(f'homepage: "{homepage}"\n'))
    assert told(result) == ["5:11 deck.homepage"]
    assert result.deck is not None
    assert result.deck.about == DeckAbout()


def test_what_is_no_text_is_told_and_the_deck_is_studied() -> None:
    result = read(with_header("edition: [1, 2]\nauthor: A\n"))
    assert len(result.diagnostics) == 1
    assert result.deck is not None
    assert result.deck.about == DeckAbout(author="A")
