"""What an edit made of the cards: where each one is now, and which cannot be read for a while."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.errors import Diagnostic
from kpitrainer.study.library import Library


@dataclass(frozen=True)
class LibraryReload:
    """The library after `file`, an absolute path, was edited, asked for cards of the one before."""

    library: Library
    file: Path

    def card(self, before: Card) -> Card | None:
        """The card as it is written now; `before` itself where it cannot be read; None if gone.

        A card that was renamed is found by its former name. A file that is empty, or no longer
        there, was hardly meant to be so: its cards stay.
        """
        key = before.key
        now = self.library.by_key.get(key) or self.library.by_key.get(self._moves.get(key, key))
        if now is None and self._in_doubt(before):
            return before
        return now

    def keeps(self, before: Card) -> bool:
        """Whether the card stays as it was because it cannot be read now."""
        return self.card(before) is before

    def fault(self, card: Card) -> Diagnostic | None:
        """The error of the edited file that stands at this card, or the first after it, or any."""
        line = self._line(card)
        errors = (error for error in self.library.errors if _absolute(error.at.file) == self.file)
        return min(errors, key=lambda error: (error.at.line < line, error.at.line), default=None)

    @cached_property
    def _moves(self) -> Mapping[CardKey, CardKey]:
        return {alias: key for key, card in self.library.by_key.items() for alias in card.aliases}

    @cached_property
    def _decks(self) -> Mapping[str, Path]:
        """The loaded decks, each with its file."""
        return {deck.id: _absolute(deck.at.file) for deck in self.library.decks}

    @cached_property
    def _faulty(self) -> Mapping[Path, frozenset[str] | None]:
        """The files with errors, and the words in each; None where it cannot be read."""
        files = {_absolute(error.at.file) for error in self.library.errors}
        return {file: _words(file) for file in files}

    def _in_doubt(self, card: Card) -> bool:
        """Whether its name still stands in a file that has errors, or its file gives no deck."""
        own = _absolute(card.at.file)  # another file may have been edited since that one broke
        if card.key.deck not in self._decks and own not in self._decks.values():
            return True
        for file in self._faulty.keys() & {self.file, own}:
            words = self._faulty[file]
            # Where it cannot be read nothing in it is known to be gone.
            if words is None or card.key.entry in words:
                return True
        return False

    def _line(self, card: Card) -> int:
        """The first line with the card's name, from 1; 0 where there is none."""
        text = _text(self.file) or ""
        name = re.search(rf"(?<![\w-]){re.escape(card.key.entry)}(?![\w-])", text)
        return text.count("\n", 0, name.start()) + 1 if name else 0


def _words(file: Path) -> frozenset[str] | None:
    text = _text(file)
    return None if text is None else frozenset(re.findall(r"[\w-]+", text))


def _text(file: Path) -> str | None:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return None


def _absolute(file: str) -> Path:
    return Path(os.path.abspath(file))  # noqa: PTH100 - a link keeps its own name, as in DeckEditor
