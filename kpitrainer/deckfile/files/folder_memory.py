"""What is remembered of a folder between two starts: its files, and which decks they were."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from kpitrainer.deckfile.files.cache_folder import CacheFolder
from kpitrainer.deckfile.files.deck_cache import entry_name, path_number
from kpitrainer.domain.cards.card import Deck


class FolderMemory(NamedTuple):
    """The deck files of a folder, and by deck id the one that is in use.

    In use is the first file of a deck that was alone; it stays so as long as it is there, also
    while it cannot be read. Files have their absolute paths.
    """

    files: tuple[str, ...] = ()
    used: Mapping[str, str] = MappingProxyType({})

    @classmethod
    def of(cls, folder: str, cache: CacheFolder | None) -> "FolderMemory":
        """That of `folder`, as far as it is known."""
        data = cache.read(_name(folder)) if cache else None
        if data is None:
            return cls()
        stored = json.loads(data)
        return cls(tuple(stored["files"]), stored["used"])

    def after(self, files: Iterable[str], decks: Sequence[Deck]) -> "FolderMemory":
        """What to remember once the `files` were read, which gave the `decks`."""
        there = tuple(map(os.path.abspath, files))
        present = set(there)
        kept = {deck: file for deck, file in self.used.items() if file in present}
        count = Counter(deck.id for deck in decks)
        alone = {
            deck.id: os.path.abspath(deck.at.file)  # noqa: PTH100 - links keep their names
            for deck in decks
            if count[deck.id] == 1
        }
        return FolderMemory(there, alone | kept)

    def keep(self, folder: str, cache: CacheFolder, before: "FolderMemory") -> None:
        """Remember this, and no longer the decks of files that are gone since `before`."""
        if self != before:
            for gone in {*before.files} - {*self.files}:
                cache.remove(entry_name(gone))
            cache.write(_name(folder), json.dumps(self._asdict()).encode())


def _name(folder: str) -> str:
    return f"{path_number(folder)}.folder"
