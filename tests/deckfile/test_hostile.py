"""Nothing an author can write raises, hangs or reaches the screen's control channel."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml import SafeLoader

from kpitrainer.deckfile.read.deck_reader import ReadDeck, read_deck
from kpitrainer.deckfile.syntax.source import LARGEST
from kpitrainer.deckfile.syntax.yaml_tree import LOADER
from kpitrainer.i18n import Translator
from tests.deckfile.decks import GOOD, HEADER, ids, read, told

SHIPPED = [file.read_text("utf-8") for file in sorted(Path("decks").glob("*.yaml"))]
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def check(found: ReadDeck) -> None:
    """All that was read can be shown, and every problem worded."""
    assert found.deck or found.diagnostics
    assert not CONTROL.search(repr(found.deck))
    for diagnostic in found.diagnostics:
        assert diagnostic.at.line >= 1
        assert diagnostic.at.column >= 1
        for language in ("fr", "en"):
            said = Translator(language)(diagnostic.code, **diagnostic.values)
            assert said != diagnostic.code
            assert not CONTROL.search(said)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes(data: bytes, good_start: bool) -> None:
    check(read_deck((HEADER + GOOD).encode() * good_start + data, "essai.yaml"))


YAML = (
    "- |  |: |:|{|}|[|]|,|\"|'|>|#| #|&a|*a|!t|<<|---|...|%|@|`|\\|\t|?|{{|}}|\x1b|\u202e|\r|\ufeff"
)
WORDS = "basic|cloze|drill|text|ask|fr|en|cards|0|é|𝔘|\n|\n  "
YAML_PIECES = st.sampled_from([*YAML.split("|"), *WORDS.split("|"), "|"])


@settings(max_examples=200, deadline=None)
@given(st.lists(YAML_PIECES, max_size=40).map("".join), st.sampled_from([LOADER, SafeLoader]))
def test_any_yaml(text: str, loader: type) -> None:
    check(read(text, loader=loader))
    check(read(HEADER + "  - " + text, loader=loader))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_good_decks_with_a_change(data: st.DataObject) -> None:
    deck = data.draw(st.sampled_from(SHIPPED))
    # Near the start, or the example costs a whole long deck.
    start = data.draw(st.integers(0, min(len(deck), 4_000)))
    length = data.draw(st.integers(0, 30))
    piece = data.draw(YAML_PIECES | st.text(max_size=3))

    text = deck[:start] + piece + deck[start + length : start + 3_000]

    check(read_deck(text.encode(errors="replace"), "essai.yaml"))


@pytest.mark.parametrize("loader", dict.fromkeys((LOADER, SafeLoader)))
@pytest.mark.parametrize("bracket", ["[", "{", "- ", "? ", "[{"])
def test_deep_nesting_is_told_without_being_followed(bracket: str, loader: type) -> None:
    found = read(HEADER + GOOD + f"  - basic: a\n    ask: {bracket * 200_000}\n", loader=loader)

    assert [diagnostic.at.line for diagnostic in found.diagnostics] == [10]
    assert ids(found) == ["ok"]


def test_other_encodings() -> None:
    text = HEADER.replace("Essai", "Évaluation") + GOOD

    assert told(read_deck(text.encode("latin-1"), "f")) == ["2:14 deck.not-utf8"]
    assert told(read_deck(text.encode("utf-16"), "f")) == ["1:1 deck.not-utf8"]


def test_size() -> None:
    assert told(read("#" * (LARGEST + 1))) == ["1:1 deck.too-large"]
    assert ids(read(HEADER + GOOD + "#" * (LARGEST - 1_000))) == ["ok"]


@pytest.mark.parametrize("hostile", ["\x1b]2;x\x07", "\x9b31m", "\u202e", "\x00", "\x7f", "\u2066"])
def test_no_control_character_gets_past_the_loader(hostile: str) -> None:
    raw = HEADER + GOOD.replace("CSAT", f"a{hostile}")
    escaped = HEADER + GOOD.replace(
        "CSAT", '"a' + "".join(f"\\u{ord(character):04x}" for character in hostile) + '"'
    )
    key = HEADER + GOOD + f'    "{hostile}": a\n'
    for text in (raw, escaped, key):
        found = read(text)
        assert found.deck is None
        check(found)
