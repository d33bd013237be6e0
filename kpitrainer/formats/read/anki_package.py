"""Anki's packages, `.apkg` and `.colpkg`: an archive with a collection, of old and of today."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.limits import Archive, ForeignFileError, open_archive
from kpitrainer.formats.read.anki_cards import NoteCards
from kpitrainer.formats.read.anki_collection import (
    CollectionNote,
    deck_names,
    note_types,
    notes,
)
from kpitrainer.formats.read.anki_decks import tags_by_deck
from kpitrainer.formats.read.anki_history import read_history, tell_marks
from kpitrainer.formats.read.anki_template import AnkiNote, NoteType
from kpitrainer.formats.read.collection_file import CollectionFile, open_collection
from kpitrainer.formats.read.protobuf import NoMessageError, fields_of
from kpitrainer.formats.read.zstd import unpack, unpacked

_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""Of several the first counts: the others tell older versions of Anki that they are too old."""

_LARGEST_LIST = 20_000_000


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of the package `path`.

    Raises:
        KpiTrainerError: it cannot be read, or has too many notes.
    """
    deck = DraftDeck()
    with open_archive(path) as archive, _collection(archive) as file:
        found = list(notes(file))
        _add(file, found, deck, options)
        if media := _media_count(archive):
            deck.tell("import.media", count=media)
        taken = {card for draft in deck.drafts for card in draft.cards.values()}
        cards = [card for note in found for card in note.cards.values() if card.id in taken]
        if options.history:
            read_history(file, deck, cards)
        else:
            tell_marks(deck, cards)
    return deck


@contextmanager
def _collection(archive: Archive) -> Iterator[CollectionFile]:
    """The collection of the package, unpacked beside nobody's files."""
    name = next((each for each in _COLLECTIONS if each in archive), "")
    if not name:
        raise ForeignFileError("import.no-collection")
    with TemporaryDirectory(prefix="kpitrainer-") as folder:
        path = Path(folder) / "collection"
        with path.open("wb") as file:
            for piece in archive.pieces(name):
                file.write(piece)
        if name.endswith("b"):
            plain = Path(folder) / "plain"
            with path.open("rb") as packed, plain.open("wb") as file:
                unpack(packed, file, name)
            path = plain
        with open_collection(path) as collection:
            yield collection


def _add(
    file: CollectionFile, found: Sequence[CollectionNote], deck: DraftDeck, options: ReadOptions
) -> None:
    """Add the entries of the notes `found` in the collection."""
    kinds, names = note_types(file), deck_names(file)
    decks = [_deck_of(note, names) for note in found]
    tags = tags_by_deck(filter(None, decks), deck, options)
    cards = NoteCards(deck, "note")
    for place, (stored, name) in enumerate(zip(found, decks, strict=True), 1):
        if options.sheet and name not in tags:
            continue
        kind = kinds.get(stored.kind)
        if kind is None:
            deck.leave_out(cards.place(place), stored.contents[0], "import.no-note-type")
            continue
        cards.add(_note(stored, kind, place, tags.get(name, "")), kind)
        options.progress(place, len(found))


def _note(stored: CollectionNote, kind: NoteType, place: int, tag: str) -> AnkiNote:
    values = dict(zip(kind.fields, stored.contents, strict=False))
    ids = {at: card.id for at, card in stored.cards.items()}
    return AnkiNote(place, stored.guid, values, stored.tags, tag, ids)


def _deck_of(note: CollectionNote, names: Mapping[int, str]) -> str:
    """The deck of a note's first card."""
    first = min(note.cards, default=None)
    return "" if first is None else names.get(note.cards[first].deck, "")


def _media_count(archive: Archive) -> int:
    """How many pictures and sounds come with it, as far as its list can be read."""
    if "media" not in archive:
        return 0
    data = archive.read("media", _LARGEST_LIST)
    try:
        listed = json.loads(data)
    except (ValueError, RecursionError):
        return _count_packed(data)
    return len(listed) if isinstance(listed, dict) else 0


def _count_packed(data: bytes) -> int:
    try:
        entries = fields_of(unpacked(data, "media", _LARGEST_LIST))
        return sum(number == 1 for number, _ in entries)
    except (ForeignFileError, NoMessageError):
        return 0
