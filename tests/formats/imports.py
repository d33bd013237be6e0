"""Bringing files in, as `deck import` does, without the command line."""

from pathlib import Path
from typing import Any

import yaml

from kpitrainer.deckfile.lint.check import check_decks
from kpitrainer.domain.errors import Severity
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.finish import ImportedDeck, finish
from kpitrainer.formats.known import format_of, importer_of


def brought_in(path: Path, **options: Any) -> ImportedDeck:  # noqa: ANN401 - as ReadOptions has them
    """The deck made of the file, of which `deck check` tells no error."""
    given = ReadOptions(**options)
    deck = finish(importer_of(format_of(path)).read(path, given), "essai", path.stem, given, "fr")
    written = path.with_name("fait.yaml")
    written.write_text(deck.yaml(), "utf-8")
    errors = [told for told in check_decks([written]) if told.severity is Severity.ERROR]
    assert errors == []
    return deck


def entries(deck: ImportedDeck) -> list[dict[str, Any]]:
    """Its entries as a reader of YAML sees them, without what the import adds."""
    cards = yaml.safe_load(deck.yaml())["cards"]
    return [{key: value for key, value in card.items() if key != "origin"} for card in cards]


def codes(deck: ImportedDeck) -> list[str]:
    """What is told of the whole file."""
    return [message.code.removeprefix("import.") for message in deck.told]


def losses(deck: ImportedDeck) -> dict[str, list[str]]:
    """What entries lose, by their name."""
    return {
        entry.name: [loss.code.removeprefix("import.") for loss in entry.losses]
        for entry in deck.entries
        if entry.losses
    }


def left_out(deck: ImportedDeck) -> list[tuple[int, str]]:
    """What gives no card: its number, and why."""
    return [(left.place.number, left.reason.code.removeprefix("import.")) for left in deck.left_out]
