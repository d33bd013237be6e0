"""What a collection of Anki holds: note types, decks, notes and their cards, of old and of today.

Of old, note types and decks are JSON in the table `col`; today they have tables, with messages of
protocol buffers in them.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kpitrainer.formats.limits import ForeignFileError, count_notes
from kpitrainer.formats.read.anki_template import CardSide, CardTemplate, NoteType
from kpitrainer.formats.read.collection_file import CollectionFile, number, text
from kpitrainer.formats.read.protobuf import NoMessageError, number_in, text_in

_MOST_CARDS = 1_000_000
_MOST_FIELDS, _MOST_TEMPLATES, _MOST_TYPES = 200, 100, 5_000
_CLOZE, _OCCLUSION = 1, 6
_KIND, _STOCK_KIND = 1, 9  # of the message of a note type
_FRONT, _BACK = 1, 2  # of that of a template
_PARTED = "\x1f"


class CollectionCard(NamedTuple):
    """A card as it is stored; `deck` is its home, and a `queue` below 0 is one it waits in."""

    id: int
    deck: int
    queue: int
    flag: int


class CollectionNote(NamedTuple):
    """A note as it is stored: its type's id, its guid, its tags and what stands in its fields."""

    kind: int
    guid: str
    tags: str
    contents: list[str]
    cards: Mapping[int, CollectionCard]


def note_types(file: CollectionFile) -> Mapping[int, NoteType]:
    """The note types by their ids.

    Raises:
        ForeignFileError: they cannot be read.
    """
    try:
        return _typed_of_today(file) if file.has("notetypes") else _typed_of_old(file)
    except NoMessageError as error:
        raise ForeignFileError("import.damaged-collection") from error


def deck_names(file: CollectionFile) -> Mapping[int, str]:
    """The decks' names by their ids, in Anki's way: `A::B`. Raises as `note_types`."""
    if file.has("decks"):
        return {
            number(key): text(name).replace(_PARTED, "::")
            for key, name in file.rows("decks", "id", "name")
        }
    return {
        number(key): text(deck.get("name"))
        for key, deck in _json(file, "decks").items()
        if isinstance(deck, dict)
    }


def notes(file: CollectionFile) -> Iterator[CollectionNote]:
    """The notes in the order in which they were made, with their cards by template or gap.

    Raises:
        ForeignFileError: they cannot be read, or are too many.
    """
    cards: dict[int, dict[int, CollectionCard]] = defaultdict(dict)
    columns = ("id", "nid", "ord", "did", "odid", "queue", "flags")
    for count, (key, note, at, deck, home, queue, flags) in enumerate(file.rows("cards", *columns)):
        if count >= _MOST_CARDS:
            raise ForeignFileError("import.too-many-cards", most=_MOST_CARDS)
        made = CollectionCard(
            number(key), number(home) or number(deck), number(queue), number(flags) & 7
        )
        cards[number(note)][number(at)] = made
    stored = file.rows("notes", "id", "guid", "mid", "tags", "flds")
    for count, (key, guid, kind, tags, contents) in enumerate(stored, 1):
        count_notes(count)
        of_note = cards.get(number(key), {})
        yield CollectionNote(
            number(kind), text(guid), text(tags), text(contents).split(_PARTED), of_note
        )


def _typed_of_today(file: CollectionFile) -> Mapping[int, NoteType]:
    names: dict[int, dict[int, str]] = defaultdict(dict)
    for kind, at, name in file.rows("fields", "ntid", "ord", "name"):
        names[number(kind)][number(at)] = text(name)
    sides: dict[int, dict[int, CardTemplate]] = defaultdict(dict)
    for kind, at, config in file.rows("templates", "ntid", "ord", "config"):
        _refuse(len(sides[number(kind)]) > _MOST_TEMPLATES)
        message = _bytes(config)
        front, back = text_in(message, _FRONT), text_in(message, _BACK)
        sides[number(kind)][number(at)] = CardTemplate(CardSide(front), CardSide(back))
    found = {}
    for key, name, config in file.rows("notetypes", "id", "name", "config"):
        kind, message = number(key), _bytes(config)
        found[kind] = NoteType(
            name=text(name),
            fields=_in_order(names[kind]),
            templates=_in_order(sides[kind]),
            cloze=number_in(message, _KIND) == _CLOZE,
            occlusion=number_in(message, _STOCK_KIND) == _OCCLUSION or _covers(text(name)),
        )
        _refuse(len(found) > _MOST_TYPES)
    return found


def _typed_of_old(file: CollectionFile) -> Mapping[int, NoteType]:
    models = _json(file, "models")
    _refuse(len(models) > _MOST_TYPES)
    return {number(key): type_of_json(model) for key, model in models.items()}


def type_of_json(model: object) -> NoteType:
    """The note type that Anki of old, and CrowdAnki, keep as JSON.

    Raises:
        ForeignFileError: it is none.
    """
    if not isinstance(model, dict):
        raise ForeignFileError("import.damaged-collection")
    names = {number(at): text(field.get("name")) for at, field in _numbered(model.get("flds"))}
    sides = {
        number(at): CardTemplate(CardSide(text(each.get("qfmt"))), CardSide(text(each.get("afmt"))))
        for at, each in _numbered(model.get("tmpls"))
    }
    name = text(model.get("name"))
    return NoteType(
        name=name,
        fields=_in_order(names),
        templates=_in_order(sides),
        cloze=number(model.get("type")) == _CLOZE,
        occlusion=number(model.get("originalStockKind")) == _OCCLUSION or _covers(name),
    )


def _numbered(listed: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:  # noqa: ANN401 - of a file
    """The objects of a list, by the number they have or where they stand."""
    if isinstance(listed, list):
        _refuse(len(listed) > _MOST_FIELDS)
        for place, each in enumerate(listed):
            if isinstance(each, dict):
                yield number(each.get("ord", place)), each


def _in_order(found: Mapping[int, Any]) -> tuple[Any, ...]:
    """What is numbered, in that order, gaps closed."""
    _refuse(len(found) > _MOST_FIELDS)
    return tuple(found[at] for at in sorted(found))


def _covers(name: str) -> bool:
    """Whether the name of a note type is that of an add-on that covers parts of pictures."""
    return "image occlusion" in name.casefold() or "occlusion d" in name.casefold()


def _json(file: CollectionFile, column: str) -> Mapping[str, Any]:
    for (written,) in file.rows("col", column):
        try:
            found = json.loads(text(written) or "{}")
        except (ValueError, RecursionError) as error:
            raise ForeignFileError("import.damaged-collection") from error
        if isinstance(found, dict):
            return found
    raise ForeignFileError("import.damaged-collection")


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else text(value).encode()


def _refuse(too_many: bool) -> None:
    if too_many:
        raise ForeignFileError("import.damaged-collection")
