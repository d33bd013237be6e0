"""Deck files read while they are written."""

from hashlib import sha256
from pathlib import Path

from kpitrainer.authoring.preview import DeckFile
from kpitrainer.deckfile.files.base_words import NO_BASE, BaseWords
from kpitrainer.deckfile.files.deck_folders import deck_files, same_deck, share_words
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.schema.card_schema import KEYS
from kpitrainer.deckfile.syntax.outline import outline
from kpitrainer.deckfile.syntax.source import LARGEST, too_large
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import Diagnostic, Position


class LiveDecks:
    """The deck file `path`, or those of the folder `path`; what has not changed is read once.

    All cards are judged by `words`, and by those their deck adds.
    """

    def __init__(self, path: Path, words: BaseWords = NO_BASE) -> None:
        self._path = path
        self._words = words
        self._read: dict[str, DeckFile] = {}

    def read(self) -> tuple[DeckFile, ...]:
        """The files as they are now, at least one: also what cannot be read has its diagnostic."""
        if not self._path.is_dir():
            return (self._file(self._path),)
        try:
            next(self._path.iterdir(), None)
        except OSError as error:
            return (_unreadable(self._path, error),)
        files = [self._file(Path(str(file))) for file in deck_files(self._path)]
        if not files:
            nothing = Diagnostic(Position(str(self._path), 1, 1), "preview.no-deck")
            return (DeckFile(str(self._path), None, (nothing,)),)
        share_words(file.deck for file in files if file.deck is not None)
        return tuple(_told_apart(files))

    def _file(self, path: Path) -> DeckFile:
        name = str(path)
        try:
            if path.stat().st_size > LARGEST:
                return DeckFile(name, None, (too_large(name),))
            data = path.read_bytes()
        except OSError as error:
            return _unreadable(path, error)
        digest = sha256(data).digest()
        known = self._read.get(name)
        if known is None or known.digest != digest:
            read = read_deck(data, name, words=self._words.vocabulary)
            known = DeckFile(name, read.deck, read.diagnostics, entry_lines(data), digest)
            self._read[name] = known
        return known


def entry_lines(data: bytes) -> tuple[int, ...]:
    """The lines, from 1, on which the entries of a deck file seem to begin, good or broken."""
    text = data.decode(errors="replace").replace("\r\n", "\n")
    return tuple(section.line for section in outline(text, KEYS) if section.is_card)


def _unreadable(path: Path, error: OSError) -> DeckFile:
    at = Position(str(path), 1, 1)
    if isinstance(error, FileNotFoundError):
        diagnostic = Diagnostic(at, "preview.file-gone")
    else:
        diagnostic = Diagnostic(at, "deck.unreadable", {"reason": error.strerror or ""})
    return DeckFile(str(path), None, (diagnostic,))


def _told_apart(files: list[DeckFile]) -> list[DeckFile]:
    """The files, of which a second one of the same deck is told so."""
    first: dict[str, Deck] = {}
    told = []
    for file in files:
        if file.deck is not None and first.setdefault(file.deck.id, file.deck) is not file.deck:
            diagnostic = same_deck(file.deck, first[file.deck.id])
            told.append(file._replace(diagnostics=(*file.diagnostics, diagnostic)))
        else:
            told.append(file)
    return told
