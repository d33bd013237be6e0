"""Deck files read while they are written."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Event

from watchfiles import watch

from kpitrainer.authoring.preview import DeckFile, file_gone
from kpitrainer.deckfile.files.deck_cache import NO_BASE, BaseWords, FileStamp
from kpitrainer.deckfile.files.deck_copies import count_each_once
from kpitrainer.deckfile.files.found_decks import find_decks
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.schema.card_schema import KEYS
from kpitrainer.deckfile.syntax.recovery import id_at, outline
from kpitrainer.deckfile.syntax.source import read_file, unreadable
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
        name = str(self._path)
        try:
            next(self._path.iterdir(), None)
        except OSError as error:
            return (DeckFile(name, None, (unreadable(name, error),)),)
        files = [self._file(Path(str(file))) for file in find_decks(self._path).files]
        if not files:
            nothing = Diagnostic(Position(name, 1, 1), "preview.no-deck")
            return (DeckFile(name, None, (nothing,)),)
        return tuple(_told_apart(files))

    def _file(self, path: Path) -> DeckFile:
        name = str(path)
        data = read_file(path)
        if isinstance(data, Diagnostic):
            gone = data.code == "deck.unreadable" and not path.exists()
            return DeckFile(name, None, (file_gone(name) if gone else data,))
        digest = sha256(data).digest()
        known = self._read.get(name)
        if known is None or known.digest != digest:
            read = read_deck(data, name, words=self._words.vocabulary)
            lines, names = entry_lines(data), entry_names(data)
            known = DeckFile(name, read.deck, read.diagnostics, lines, digest, names)
            self._read[name] = known
        return known


def entry_lines(data: bytes) -> tuple[int, ...]:
    """The lines, from 1, on which the entries of a deck file seem to begin, good or broken."""
    return tuple(section.line for section in outline(_text(data), KEYS) if section.is_card)


def entry_names(data: bytes) -> frozenset[str]:
    """The ids written at the entries of a deck file, good or broken."""
    text = _text(data)
    starts = (section.start for section in outline(text, KEYS) if section.is_card)
    return frozenset(id_at(text, start, KEYS) for start in starts)


def _text(data: bytes) -> str:
    return data.decode(errors="replace").replace("\r\n", "\n")


def _told_apart(files: list[DeckFile]) -> list[DeckFile]:
    """The files; those of a deck that another one counts for are told so."""
    decks = [file.deck for file in files if file.deck is not None]
    told = {error.at.file: error for error in count_each_once(decks, {}).errors}
    return [
        file._replace(diagnostics=(*file.diagnostics, told[file.path]))
        if file.path in told
        else file
        for file in files
    ]


_TOGETHER_MS = 100
"""What is written within so many milliseconds is one save."""

_LOOK_MS = 1_000
"""How often the files are looked at where nothing is announced: a network folder, a link."""


def changes(path: Path, stop: Event) -> Iterator[None]:
    """Yield at once, then whenever the deck file, or the folder's deck files, `path` have changed.

    Saves by renaming, by truncating and by deleting are all seen, and so are a folder that goes
    and one that comes. Ends when `stop` is set, within a second.
    """
    seen = _stamps(path)
    yield  # what is read from now on is watched
    for _ in _moments(path, stop):
        now = _stamps(path)
        if now != seen:
            seen = now
            yield


def _moments(path: Path, stop: Event) -> Iterator[None]:
    """The moments at which to look: something happened in the folder, or a second went by."""
    while not stop.is_set():
        try:
            # A folder that is replaced by another is no longer watched, but still looked at.
            for _ in watch(
                path if path.is_dir() else path.parent,
                watch_filter=None,
                debounce=_TOGETHER_MS,
                stop_event=stop,
                rust_timeout=_LOOK_MS,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=False,
                ignore_permission_denied=True,
            ):
                yield
        except (OSError, RuntimeError):
            # There is no such folder, or the system watches no more of them.
            pass
        if not stop.wait(_LOOK_MS / 1000):
            yield


def _stamps(path: Path) -> dict[Path, FileStamp]:
    files = map(Path, map(str, find_decks(path).files)) if path.is_dir() else [path]
    return {file: stamp for file in files if (stamp := FileStamp.of(file))}
