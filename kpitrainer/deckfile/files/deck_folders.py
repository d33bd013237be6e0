"""All decks of some folders, read once and remembered while they stay unchanged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from kpitrainer.deckfile.files.deck_cache import NO_BASE, BaseWords, read_remembered
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.cards.study_order import study_order
from kpitrainer.domain.errors import Diagnostic

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The decks in study order and all diagnostics of all files.

    `replaced` are the ids of decks of which an earlier folder holds another version.
    """

    decks: tuple[Deck, ...]
    diagnostics: tuple[Diagnostic, ...]
    replaced: frozenset[str]


def load_decks(
    folders: Sequence[Path | Traversable], cache: Path | None, words: BaseWords = NO_BASE
) -> Loaded:
    """The decks of `folders`, of which a later one wins where a deck id is in several.

    Good cards are kept although others have diagnostics. Parsed files are remembered in the folder
    `cache`, if given; one that cannot be read or written is done without. A folder that does
    not exist holds no decks. All cards are judged by `words` and those their deck adds.
    """
    chosen: dict[str, Deck] = {}
    diagnostics: list[Diagnostic] = []
    replaced: set[str] = set()
    for folder in folders:
        here: dict[str, Deck] = {}
        for file in deck_files(folder):
            deck, found = read_remembered(file, cache, words)
            diagnostics += found
            if deck is None:
                continue
            if deck.id in here:
                diagnostics.append(same_deck(deck, here[deck.id]))
                continue
            here[deck.id] = deck
            if deck.id in chosen:
                replaced.add(deck.id)
            chosen[deck.id] = deck
    decks, disorder = study_order(chosen.values())
    return Loaded(decks, (*diagnostics, *disorder), frozenset(replaced))


def deck_files(folder: Path | Traversable) -> Iterable[Path | Traversable]:
    """The deck files of `folder` by name; none where it is missing or cannot be read."""
    try:
        files = [file for file in folder.iterdir() if is_deck_name(file.name) and file.is_file()]
    except OSError:
        return ()
    return sorted(files, key=lambda file: file.name)


def is_deck_name(name: str) -> bool:
    """Whether a file of this name is taken for a deck."""
    return name.endswith(SUFFIXES) and not name.startswith(".")


def same_deck(deck: Deck, first: Deck) -> Diagnostic:
    """The diagnostic of a second deck of one id in a folder."""
    return Diagnostic(deck.at, "deck.same-deck", {"id": deck.id, "file": Path(first.at.file).name})
