"""Decks from wherever they are: fetched, told from what is none, and read."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from kpitrainer.deckfile.files.found_decks import find_decks, looks_like_deck
from kpitrainer.deckfile.read.deck_reader import read_deck
from kpitrainer.deckfile.syntax.source import LARGEST as LARGEST_DECK
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import Diagnostic, KpiTrainerError, Severity
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.handover.archive import is_zip, read_zip
from kpitrainer.handover.download import download
from kpitrainer.handover.found import LARGEST, MOST_DECKS, Found, FoundFile, LeftOutFile
from kpitrainer.handover.repository import read_repository
from kpitrainer.handover.sources import DeckSource, Kind
from kpitrainer.regular_file import LargeFileError, NoRegularFileError, read_regular
from kpitrainer.wording import reason_of

_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
_ANKI = b"collection.anki2"
_OTHER_ARCHIVES = (b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


SECONDS = 90.0
"""How long fetching may take."""


class FetchedDeck(NamedTuple):
    """A file that was fetched, and what reading it gave; `deck` is None where it is broken."""

    name: str
    data: bytes
    deck: Deck | None
    errors: tuple[Diagnostic, ...]

    @property
    def digest(self) -> str:
        """What tells this content from another."""
        return sha256(self.data).hexdigest()


class Fetched(NamedTuple):
    """The decks of a source, by id, its broken files, and what is left out."""

    decks: Mapping[str, FetchedDeck]
    broken: tuple[FetchedDeck, ...]
    left_out: tuple[LeftOutFile, ...]


def fetch(source: DeckSource, words: Vocabulary, *, seconds: float = SECONDS) -> Fetched:
    """The decks of `source`, whose cards are judged by `words`; within `seconds` at most.

    Raises:
        KpiTrainerError: it is out of reach, holds no deck, or one twice.
    """
    found = _found(source, seconds)
    decks: dict[str, FetchedDeck] = {}
    broken: list[FetchedDeck] = []
    left = [*found.left_out]
    for file in found.files:
        if len(found.files) > 1 and not looks_like_deck(file.data):
            left.append(LeftOutFile(file.name, "handover.left-no-deck"))
            continue
        read = read_one(file, words)
        if read.deck is None or read.errors:
            broken.append(read)
        elif read.deck.id in decks:
            files = f"{decks[read.deck.id].name}, {file.name}"
            raise KpiTrainerError("handover.twice", id=read.deck.id, files=files)
        else:
            decks[read.deck.id] = read
    if not decks and not broken:
        raise KpiTrainerError("handover.no-deck", at=source.at)
    return Fetched(decks, tuple(broken), tuple(left))


def read_one(file: FoundFile, words: Vocabulary) -> FetchedDeck:
    """Read one file; of what is wrong only errors are told."""
    read = read_deck(file.data, file.name, words=words)
    errors = (found for found in read.diagnostics if found.severity is Severity.ERROR)
    return FetchedDeck(file.name, file.data, read.deck, tuple(errors))


def _found(source: DeckSource, seconds: float) -> Found:
    if source.kind is Kind.GIT:
        return read_repository(source.at, seconds=seconds)
    if source.kind is Kind.WEB:
        name = unquote(urlsplit(source.at).path).rpartition("/")[2]
        return _of_one(name or source.at, download(source.at, seconds=seconds), source.at)
    path = Path(source.at)
    if path.is_dir():
        return _of_folder(path)
    return _of_one(path.name, _read(path, LARGEST), source.at)


def _of_one(name: str, data: bytes, at: str) -> Found:
    """A deck file alone, or an archive."""
    if is_zip(data):
        if _ANKI in data[:100_000] or _ANKI in data[-100_000:]:
            raise KpiTrainerError("handover.anki", at=at)
        return read_zip(data)
    if data.startswith(_OTHER_ARCHIVES):
        raise KpiTrainerError("handover.other-archive", at=at)
    if _is_page(data):
        raise KpiTrainerError("handover.page", at=at)
    if len(data) > LARGEST_DECK:
        raise KpiTrainerError("handover.large", address=at, most=LARGEST_DECK // 1_000_000)
    return Found((FoundFile(name, data),))


def _is_page(data: bytes) -> bool:
    """Whether it is a web page, which most addresses that people copy lead to."""
    head = data[:10_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    while head.startswith(b"<!--"):
        head = head.partition(b"-->")[2].lstrip()
    return head.startswith(_PAGES)


def _of_folder(folder: Path) -> Found:
    found = find_decks(folder)
    files: list[FoundFile] = []
    size = 0
    for file in found.files:
        place = Path(str(file))
        files.append(FoundFile(str(place.relative_to(folder)), _read(place, LARGEST_DECK)))
        size += len(files[-1].data)
        if size > LARGEST or len(files) > MOST_DECKS:
            raise KpiTrainerError("handover.much", most=LARGEST // 1_000_000)
    if not files:
        raise KpiTrainerError("handover.no-deck", at=str(folder))
    left = _unread(folder, found.unread)
    return Found(tuple(files), left)


def _unread(folder: Path, told: Sequence[Diagnostic]) -> tuple[LeftOutFile, ...]:
    names = (found.at.file for found in told)
    return tuple(
        LeftOutFile(str(Path(name).relative_to(folder)), "handover.left-no-deck") for name in names
    )


def _read(path: Path, most: int) -> bytes:
    try:
        return read_regular(path, most)
    except NoRegularFileError as error:
        raise KpiTrainerError("handover.no-file", path=str(path)) from error
    except LargeFileError as error:
        raise KpiTrainerError(
            "handover.large", address=str(path), most=most // 1_000_000
        ) from error
    except OSError as error:
        raise KpiTrainerError(
            "handover.unreadable", path=str(path), reason=reason_of(error)
        ) from error
