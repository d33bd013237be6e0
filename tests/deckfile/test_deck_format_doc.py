"""Every example of docs/deck-format.md is true; its French edition says as much."""

import re
from pathlib import Path
from textwrap import indent

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.schema import card_schema, drill_schema
from tests.deckfile.decks import HEADER, read
from tests.typography import typography_faults

DOCS = {
    language: Path(name).read_text("utf-8")
    for language, name in {"en": "docs/deck-format.md", "fr": "docs/deck-format.fr.md"}.items()
}
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
EXAMPLES = [example for doc in DOCS.values() for example in BLOCK.findall(doc)]
SHAPES = [card_schema.DeckHeader, drill_schema.DrillAnswer, *card_schema.ENTRIES.values()]
KEYS = {key for shape in SHAPES for key in shape.__annotations__}


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example(example: str, tmp_path: Path) -> None:
    text = example if example.startswith("deck:") else HEADER + indent(example, "  ")
    file = tmp_path / "a.yaml"
    file.write_text(text, "utf-8")

    assert check_decks([file]) == ()
    found = read(text)
    assert found.deck is not None
    # Each card of the example is there.
    entries = re.findall(rf"^ *- (?:{'|'.join(card_schema.ENTRIES)}): *(\S+)", text, re.MULTILINE)
    assert list(dict.fromkeys(card.key.entry for card in found.deck.cards)) == entries
    assert entries


@pytest.mark.parametrize("language", DOCS)
def test_every_key_and_type_is_explained(language: str) -> None:
    doc = DOCS[language]
    assert {key for key in KEYS if f"`{key}`" not in doc and f"{key}:" not in doc} == set()


def _sections(language: str) -> list[str]:
    """The text of each section, its head first; a remark in an example is no head."""
    return re.split(r"^(?=#{2,} )", DOCS[language], flags=re.MULTILINE)


def _keys(example: str) -> list[str]:
    """The keys of an example in their order, without its texts."""
    return re.findall(r"(?<![\w-])[a-z_0-9]+(?=:(?:\s|$))", re.sub(r'"[^"\n]*"', "", example))


def _code(section: str) -> set[str]:
    """What the prose names as code: keys, options of commands, and functions of formulas."""
    spans = " ".join(re.findall(r"`+([^`]+)`+", BLOCK.sub("", section)))
    return {word for word in re.findall(r"--[a-z-]+|\w+", spans) if word in KEYS or "--" in word}


def test_both_languages_have_the_same_sections_keys_and_examples() -> None:
    english, french = _sections("en"), _sections("fr")
    assert len(english) > 20
    assert [section.partition(" ")[0] for section in english[1:]] == [
        section.partition(" ")[0] for section in french[1:]
    ]
    for one, other in zip(english, french, strict=True):
        head = one.partition("\n")[0]
        assert (head, _code(other)) == (head, _code(one))
        assert [_keys(each) for each in BLOCK.findall(other)] == [
            _keys(each) for each in BLOCK.findall(one)
        ]
        # As many paragraphs, rows and items, so that neither grows without the other.
        lines = [
            len(re.findall(r"^\S", BLOCK.sub("", each), re.MULTILINE)) for each in (one, other)
        ]
        assert (head, lines[1]) == (head, lines[0])


def test_the_french_is_typeset_as_the_cards_are() -> None:
    text = DOCS["fr"].replace("*In English: ", "*")
    prose = re.sub(r"\]\([^)]*\)|^    .*$", "", BLOCK.sub("", text), flags=re.MULTILINE)
    joined = re.sub(r"\n +", " ", re.sub(r"``.*?``", "code", prose)).replace("\n- ", "\n")
    assert typography_faults(joined, "fr") == []
