"""No text of the shipped decks is formatted by accident."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kpitrainer.domain.text.formatted_text import FormattedText
from kpitrainer.domain.text.formatting import escape, formatted
from tests.shipped import FOLDER

ON_PURPOSE: frozenset[str] = frozenset()
"""The entries that have a text with marks."""


def texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from texts(key)
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)
    elif isinstance(node, str):
        yield node


def is_plain(text: str) -> bool:
    read = formatted(text)
    return read == text == escape(text) and not isinstance(read, FormattedText)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_text_has_marks_on_purpose_only(file: Path) -> None:
    deck = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)
    entries = {next(iter(entry.values())): entry for entry in deck.pop("cards")}
    assert all(map(is_plain, texts(deck)))
    marked = {name for name, entry in entries.items() if not all(map(is_plain, texts(entry)))}
    assert marked == ON_PURPOSE & entries.keys()
