"""Packages of Anki: made by its own engine (extra `oracle`), or by hand where there is none."""

import json
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anki.collection import Collection

OLD, TODAY = True, False
"""The two forms of a package."""

_SCHEMA = """
CREATE TABLE col (id integer primary key, models text, decks text);
CREATE TABLE notes (id integer primary key, guid text, mid integer, tags text, flds text);
CREATE TABLE cards (id integer primary key, nid integer, did integer, ord integer, queue integer,
    odid integer, flags integer);
CREATE TABLE revlog (id integer primary key, cid integer, ease integer, time integer, type integer,
    factor integer);
"""
FRONT_BACK = [("{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}")]


def collection(folder: Path) -> "Collection":
    """An empty collection of Anki's engine."""
    from anki.collection import Collection  # noqa: PLC0415 - an extra of the tests'

    folder.mkdir(parents=True, exist_ok=True)
    made = Collection(str(folder / "collection.anki2"))
    made.db.execute("pragma synchronous = off")  # nothing of it has to last
    return made


def add(col: "Collection", kind: str, *contents: str, tags: str = "", deck: str = "Cours") -> Any:  # noqa: ANN401 - a note of theirs
    """A note of this type in this deck."""
    note = col.new_note(col.models.by_name(kind))
    note.fields[: len(contents)] = contents
    note.tags = tags.split()
    col.add_note(note, col.decks.id(deck))
    return note


def exported(col: "Collection", path: Path, *, legacy: bool) -> Path:
    """The package that Anki makes of all of it; its whole collection for `.colpkg`."""
    from anki.collection import ExportAnkiPackageOptions  # noqa: PLC0415 - as above

    if path.suffix == ".colpkg":
        name = col.path
        col.export_collection_package(str(path), include_media=True, legacy=legacy)
        col.reopen()
        assert col.path == name
        return path
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
    )
    col.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


def note_type(
    fields: Sequence[str],
    sides: Iterable[tuple[str, str]],
    *,
    name: str = "Basic",
    cloze: bool = False,
) -> Mapping[str, Any]:
    """A note type as JSON."""
    return {
        "name": name,
        "type": int(cloze),
        "flds": [{"name": field, "ord": at} for at, field in enumerate(fields)],
        "tmpls": [{"qfmt": q, "afmt": a, "ord": at} for at, (q, a) in enumerate(sides)],
    }


BASIC = note_type(("Front", "Back"), FRONT_BACK)


def by_hand(  # noqa: PLR0913 - what a package is made of
    path: Path,
    notes: Iterable[Sequence[str]],
    kind: Mapping[str, Any] = BASIC,
    *,
    deck: str = "Cours",
    more: str = "",
    media: bytes = b"{}",
) -> Path:
    """An old package of notes, each a card of its type's first template; `more` is SQL."""
    inner = path.with_suffix(".anki2")
    inner.unlink(missing_ok=True)
    with closing(sqlite3.connect(inner)) as file:
        file.executescript(_SCHEMA)
        models, decks = json.dumps({"5": kind}), json.dumps({"7": {"name": deck}})
        file.execute("INSERT INTO col VALUES (1, ?, ?)", (models, decks))
        for at, contents in enumerate(notes, 1):
            row = (at, f"g{at}", 5, "", "\x1f".join(contents))
            file.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", row)
            file.execute("INSERT INTO cards VALUES (?, ?, 7, 0, 0, 0, 0)", (at, at))
        file.executescript(more)
        file.commit()
    packed(path, {"collection.anki2": inner.read_bytes(), "media": media})
    inner.unlink()
    return path


def packed(path: Path, members: Mapping[str, bytes]) -> Path:
    """An archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
