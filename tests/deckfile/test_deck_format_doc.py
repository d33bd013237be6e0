"""Every example of docs/deck-format.md is true."""

import re
from pathlib import Path
from textwrap import indent

import pytest

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.deckfile.schema import card_schema, drill_schema
from tests.deckfile.decks import HEADER, read

DOC = Path("docs/deck-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL)


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


def test_every_key_and_type_is_explained() -> None:
    shapes = [card_schema.DeckHeader, drill_schema.DrillAnswer, *card_schema.ENTRIES.values()]
    keys = {key for shape in shapes for key in shape.__annotations__}

    assert {key for key in keys if f"`{key}`" not in DOC and f"{key}:" not in DOC} == set()
