"""CrowdAnki's JSON: a deck of Anki with its note types, its notes and the decks below it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kpitrainer.formats.decoding import decoded
from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.html_markup import from_html, unheard
from kpitrainer.formats.limits import ForeignFileError, count_notes, read_bytes
from kpitrainer.formats.read.anki_cards import NoteCards
from kpitrainer.formats.read.anki_collection import type_of_json
from kpitrainer.formats.read.anki_decks import tags_by_deck
from kpitrainer.formats.read.anki_stock import stock_type
from kpitrainer.formats.read.anki_template import AnkiNote, NoteType
from kpitrainer.formats.read.collection_file import text

_MOST_DECKS = 5_000


class _Found(NamedTuple):
    """A note, and the deck it is in."""

    deck: str
    note: Mapping[str, Any]


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of the file `path`.

    Raises:
        KpiTrainerError: it is none of CrowdAnki's, or too large.
    """
    try:
        root = json.loads(decoded(read_bytes(path)).text)
    except (ValueError, RecursionError) as error:
        raise ForeignFileError("import.damaged-json") from error
    if not isinstance(root, dict):
        raise ForeignFileError("import.damaged-json")
    deck = DraftDeck()
    decks = list(_decks(root))
    notes = [_Found(name, note) for name, each in decks for note in _objects(each, "notes")]
    count_notes(len(notes))
    kinds = {
        text(model.get("crowdanki_uuid")): type_of_json(model)
        for _, each in decks
        for model in _objects(each, "note_models")
    }
    tags = tags_by_deck((found.deck for found in notes), deck, options)
    if media := sum(len(_list(each, "media_files")) for _, each in decks):
        deck.tell("import.media", count=media)
    if desc := text(root.get("desc")).strip():
        deck.description = from_html(desc, unheard)[:_LONGEST_DESCRIPTION]
    cards = NoteCards(deck, "note")
    for place, (name, note) in enumerate(notes, 1):
        if options.sheet and name not in tags:
            continue
        contents = list(map(text, _list(note, "fields")))
        kind = kinds.get(text(note.get("note_model_uuid")))
        if kind is None:
            shown = contents[0] if contents else ""
            deck.leave_out(cards.place(place), shown, "import.no-note-type")
            continue
        values = dict(zip(kind.fields, contents, strict=False))
        if not kind.templates:
            kind = _told_by_fields(kind, values)
        told = " ".join(map(text, _list(note, "tags")))
        guid = text(note.get("guid"))
        cards.add(AnkiNote(place, guid, values, told, tags.get(name, "")), kind)
        options.progress(place, len(notes))
    return deck


_LONGEST_DESCRIPTION = 1_500


def _told_by_fields(kind: NoteType, values: Mapping[str, str]) -> NoteType:
    """A note type that was shared without its templates."""
    if kind.occlusion:
        return kind
    name = f"{kind.name} cloze" if kind.cloze else kind.name
    return stock_type(name, kind.fields, values)


def _decks(root: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """All decks with their full names."""
    waiting = [(text(root.get("name")), root)]
    count = 0
    while waiting:
        name, deck = waiting.pop(0)
        count += 1
        if count > _MOST_DECKS:
            raise ForeignFileError("import.damaged-json")
        yield name, deck
        for below in _objects(deck, "children"):
            own = text(below.get("name"))
            # Some versions write the whole path, some the last part alone.
            waiting.append((own if own.startswith(f"{name}::") else f"{name}::{own}", below))


def _objects(of: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [each for each in _list(of, key) if isinstance(each, dict)]


def _list(of: Mapping[str, Any], key: str) -> list[Any]:
    found = of.get(key)
    return found if isinstance(found, list) else []
