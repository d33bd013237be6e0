"""All decks of some folders, read once and remembered while they stay unchanged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from kpitrainer.deckfile.files.cache_folder import CacheFolder
from kpitrainer.deckfile.files.deck_cache import NO_BASE, BaseWords, read_remembered
from kpitrainer.deckfile.files.deck_copies import count_each_once
from kpitrainer.deckfile.files.folder_memory import FolderMemory
from kpitrainer.deckfile.files.found_decks import find_decks, no_deck, no_folder
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.cards.study_order import study_order
from kpitrainer.domain.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class Loaded:
    """The decks in study order and all diagnostics of all files.

    `replaced` are the ids of decks of which an earlier folder holds another version, `own` of those
    that only later folders than the first hold. `unread` tell what is not read though it may be
    meant as a deck; `holding` are the folders with any file that is, or may be meant as one.
    """

    decks: tuple[Deck, ...]
    diagnostics: tuple[Diagnostic, ...]
    replaced: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    unread: tuple[Diagnostic, ...] = ()
    holding: frozenset[Path | Traversable] = frozenset()


def load_decks(
    folders: Sequence[Path | Traversable],
    cache: Path | None,
    words: BaseWords = NO_BASE,
    *,
    own_first: bool = True,
) -> Loaded:
    """The decks of `folders`, of which a later one wins where a deck id is in several.

    Those of all folders but the first are the learner's own, and come before the others if
    `own_first`.

    Good cards are kept although others have diagnostics. Parsed files are remembered in the folder
    `cache`, if given; one that cannot be read or written is done without. A folder that does
    not exist holds no decks. All cards are judged by `words` and those their deck adds.
    """
    kept = CacheFolder(cache) if cache else None
    chosen: dict[str, Deck] = {}
    diagnostics: list[Diagnostic] = []
    unread: list[Diagnostic] = []
    replaced: set[str] = set()
    own: set[str] = set()
    holding: set[Path | Traversable] = set()
    for number, folder in enumerate(folders):
        here = _load_folder(folder, kept, words)
        ids = {deck.id for deck in here.decks}
        replaced |= ids & chosen.keys()
        own |= ids - chosen.keys() if number else set()
        chosen |= {deck.id: deck for deck in here.decks}
        diagnostics += here.diagnostics
        unread += here.unread
        if here.decks or here.diagnostics or here.unread:
            holding.add(folder)
    decks, disorder = study_order(chosen.values(), own if own_first else ())
    told = (*diagnostics, *disorder)
    return Loaded(
        decks, told, frozenset(replaced), frozenset(own), tuple(unread), frozenset(holding)
    )


def _load_folder(folder: Path | Traversable, cache: CacheFolder | None, words: BaseWords) -> Loaded:
    """The decks of one folder, in no order."""
    found = find_decks(folder)
    diagnostics: list[Diagnostic] = []
    decks: list[Deck] = []
    for file in found.files:
        deck, wrong = read_remembered(file, cache, words)
        diagnostics += wrong
        if deck is not None:
            decks.append(deck)
    before = FolderMemory.of(str(folder), cache)
    counted = count_each_once(decks, before.used)
    if cache:
        files = (str(file) for file in found.files)
        before.after(files, decks).keep(str(folder), cache, before)
    told = (*diagnostics, *counted.errors)
    return Loaded(tuple(counted.decks.values()), told, unread=found.unread)


def empty_folders(folders: Sequence[Path], loaded: Loaded, *, named: bool) -> Iterator[Diagnostic]:
    """The errors of the learner's `folders` that are not there, or, if `named`, without a deck."""
    for folder in folders:
        if not folder.is_dir():
            if named or folder.is_symlink():
                yield no_folder(str(folder))
        elif named and folder not in loaded.holding:
            yield no_deck(str(folder))
