"""Anki's notes in plain text: a table below lines that say what its columns are."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kpitrainer.formats.decoding import decoded
from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.limits import count_notes, read_bytes
from kpitrainer.formats.read.anki_cards import NoteCards
from kpitrainer.formats.read.anki_decks import tags_by_deck
from kpitrainer.formats.read.anki_stock import stock_type
from kpitrainer.formats.read.anki_template import AnkiNote, NoteType
from kpitrainer.formats.read.cells import CellRow, rows_of

_HEAD = re.compile(r"#([a-z ]+):(.*)")
_SEPARATORS: Mapping[str, str] = {
    "tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":",
}  # fmt: skip
_USUAL_FIELDS = ("Front", "Back", "Extra")
_MOST_FIELDS = 200


class _Head(NamedTuple):
    """What the lines above the notes say: by their words in lower case."""

    said: Mapping[str, str]

    @property
    def separator(self) -> str:
        written = self.said.get("separator", "tab")
        return _SEPARATORS.get(written.strip().lower(), written.strip()[:1] or "\t")

    @property
    def html(self) -> bool:
        return self.said.get("html", "false").strip().lower() == "true"

    def column(self, name: str) -> int | None:
        """The place of a special column, from 0."""
        written = self.said.get(f"{name} column", "").strip()
        return int(written) - 1 if re.fullmatch(r"[1-9]\d{0,2}", written) else None

    def columns(self) -> list[str]:
        """The names of all columns, where they are told."""
        named = self.said.get("columns", "")
        return [name.strip() for name in named.split(self.separator)] if named else []


class _Row(NamedTuple):
    """A note's row: its line, its type, its deck, and the contents of its fields."""

    line: int
    guid: str
    kind: str
    deck: str
    tags: str
    contents: Sequence[str]


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of the export `path`.

    Raises:
        KpiTrainerError: it is too large, or has too many notes.
    """
    deck = DraftDeck()
    found = decoded(read_bytes(path))
    if found.mixed:
        deck.tell("import.mixed-encodings", line=found.mixed)
    head, body = _head(found.text)
    separator = options.separator or head.separator
    special = {name: head.column(name) for name in ("guid", "notetype", "deck", "tags")}
    rows: list[_Row] = []
    for row in rows_of(body, separator):
        if any(cell.strip() for cell in row.cells):
            rows.append(_row(row, head, special))
            count_notes(len(rows))
    tags = tags_by_deck((each.deck for each in rows if each.deck), deck, options)
    kinds = _kinds(rows, head, special)
    cards = NoteCards(deck, "line", html=head.html)
    for number, each in enumerate(rows, 1):
        if options.sheet and each.deck not in tags:
            continue
        kind = kinds[each.kind]
        values = dict(zip(kind.fields, each.contents, strict=False))
        deck_tag = tags.get(each.deck, "")
        cards.add(AnkiNote(each.line, each.guid, values, each.tags, deck_tag), kind)
        options.progress(number, len(rows))
    return deck


def _head(text: str) -> tuple[_Head, str]:
    """The lines above the notes, and the rest, whose lines keep their numbers."""
    said: dict[str, str] = {}
    lines = 0
    at = 0
    while text.startswith("#", at):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if (found := _HEAD.match(text, at, end)) is None:
            break
        said.setdefault(found[1].strip(), found[2])
        at, lines = end + 1, lines + 1
    return _Head(said), "\n" * lines + text[at:]


def _row(row: CellRow, head: _Head, special: Mapping[str, int | None]) -> _Row:
    def cell(name: str) -> str:
        at = special[name]
        told = row.cells[at] if at is not None and at < len(row.cells) else ""
        return told.strip() or head.said.get(name, "").strip()

    places = {at for at in special.values() if at is not None}
    contents = [text for at, text in enumerate(row.cells[:_MOST_FIELDS]) if at not in places]
    tags = f"{cell('tags')} {head.said.get('tags', '')}"
    every = " ".join(dict.fromkeys(tags.split()))
    return _Row(row.number, cell("guid"), cell("notetype"), cell("deck"), every, contents)


def _kinds(
    rows: Sequence[_Row], head: _Head, special: Mapping[str, int | None]
) -> Mapping[str, NoteType]:
    """The note types by their names."""
    places = {at for at in special.values() if at is not None}
    named = [name for at, name in enumerate(head.columns()) if at not in places]
    of_kind: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        of_kind[row.kind].append(row)
    kinds = {}
    for kind, some in of_kind.items():
        width = max(len(row.contents) for row in some)
        fields = _field_names(named, width)
        filled = next((row for row in some if row.contents and row.contents[0].strip()), some[0])
        kinds[kind] = stock_type(kind, fields, dict(zip(fields, filled.contents, strict=False)))
    return kinds


def _field_names(named: Sequence[str], width: int) -> list[str]:
    """So many names, all different: those told, Anki's usual ones, then numbers."""
    names: list[str] = []
    for at in range(width):
        usual = _USUAL_FIELDS[at] if at < len(_USUAL_FIELDS) and not named else str(at + 1)
        name = re.sub(r"[{}:#^/]", " ", named[at] if at < len(named) else "").strip() or usual
        names.append(name if name not in names else f"{name} {at + 1}")
    return names
