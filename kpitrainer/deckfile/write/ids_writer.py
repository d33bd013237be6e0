"""Giving ids to the cards of a file that have none, or one they cannot have.

Only the id itself is written into the text; the rest stays as it is, byte for byte. The result
is read again before anyone may save it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpitrainer.collector import collector_paused
from kpitrainer.deckfile.read.deck_reader import ReadDeck, read_deck
from kpitrainer.deckfile.read.entry import card_type, id_fault, propose_id
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.syntax.recovery import read_tree
from kpitrainer.deckfile.syntax.source import Source, read_source
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, TreeReader, YamlNode

_QUOTED = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'")
_COLON = re.compile(r" *:(?= |$)", re.MULTILINE)


class NewName(NamedTuple):
    """An id for the card that begins on `line`, counted from 1."""

    line: int
    id: str


@dataclass(frozen=True, slots=True)
class Naming:
    """What would become of a file.

    `data` is its new content with the ids of `named`; those of `by_hand` stand where they cannot
    be written safely, and their author is to do it.
    """

    data: bytes
    named: tuple[NewName, ...] = ()
    by_hand: tuple[NewName, ...] = ()


class _Wanted(NamedTuple):
    """An id to write under `key` of `entry`, the card of that number."""

    number: int
    entry: Map
    key: str
    name: NewName


@collector_paused()
def name_cards(data: bytes, file: str) -> Naming | None:
    """Ids for the cards of `data`, the content of `file`, that need one.

    What would come out worse is left alone, its cards to be named by hand. None where the file
    is no text or holds characters in the place of others: that is to be mended first.
    """
    source, diagnostics = read_source(data, file)
    if diagnostics:
        return None
    first = read_deck(data, file)
    if first.header is not None and first.header.source.text != source.text:
        return None  # its signs were mended before it was read
    wanted = list(_wanted(source, _cards(first.header and first.header.node)))
    edits = [(one, edit) for one in wanted if (edit := _edit(source, one))]
    mended = [one for one, _ in edits]
    made = _edited(data, [edit for _, edit in edits])
    if edits:
        source, _ = read_source(made, file)
        if not _only_names_differ(first, source, mended):
            return Naming(data, by_hand=tuple(one.name for one in wanted))
    done = {one.number for one in mended}
    by_hand = tuple(one.name for one in wanted if one.number not in done)
    return Naming(made, tuple(one.name for one in mended), by_hand)


def _cards(root: YamlNode | None) -> Seq:
    """The cards of a file as written, as far as they can be read."""
    cards = root.get("cards") if isinstance(root, Map) else None
    return cards if isinstance(cards, Seq) else Seq()


def _wanted(source: Source, cards: Seq) -> Iterator[_Wanted]:
    """The cards without a usable id, each with one to write, no two the same."""
    entries = [
        (number, entry, kind)
        for number, entry in enumerate(cards)
        if isinstance(entry, Map) and isinstance(kind := card_type(entry), str)
    ]
    # Later cards keep their ids, too: progress belongs to them.
    taken = {name for _, entry, kind in entries for name in _names(entry, kind)}
    seen: set[str] = set()
    for number, entry, kind in entries:
        written = entry[kind]
        fault = id_fault(entry, kind, taken)
        if fault is not None:
            name = str(fault.values["proposal"])
        elif written in seen:
            name = propose_id(str(written), taken)
        else:
            seen.add(str(written))
            continue
        taken.add(name)
        line = source.position(cards.marks[number]).line
        yield _Wanted(number, entry, kind, NewName(line, name))


def _names(entry: Map, kind: str) -> Iterator[str]:
    """What is written as the id and former ids of a card."""
    aliases = entry.get("aliases")
    yield from (name for name in (entry[kind], *(aliases or ())) if isinstance(name, str))


class _Edit(NamedTuple):
    """Put `new` in the place of `length` characters at `line` and `column`, from 1."""

    line: int
    column: int
    length: int
    new: str


def _edit(source: Source, wanted: _Wanted) -> _Edit | None:
    """How to write the id; None where what stands there is not a word or a quoted text."""
    key, value = wanted.entry.marks[wanted.key]
    text = source.text
    written = wanted.entry[wanted.key]
    name = wanted.name.id
    if not isinstance(written, str):
        return None
    if not written and text[value : value + 1] not in ("'", '"'):
        # Nothing is written: the id comes right behind the colon.
        colon = _COLON.match(text, key + len(wanted.key))
        return _Edit(*source.position(colon.end())[1:], 0, f" {name}") if colon else None
    at = source.position(value)
    if quoted := _QUOTED.match(text, value):
        return _Edit(at.line, at.column, len(quoted[0]), name)
    if written and text.startswith(written, value):
        return _Edit(at.line, at.column, len(written), name)
    return None


def _edited(data: bytes, edits: Sequence[_Edit]) -> bytes:
    """`data` after `edits`, its byte order mark and line ends as they were."""
    text = data.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text[len(mark) :].split("\n")
    # Of several on one line the last comes first, so that columns hold.
    for line, column, length, new in sorted(edits, reverse=True):
        before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 + length :]
        lines[line - 1] = before + new + after
    return (mark + "\n".join(lines)).encode()


def _only_names_differ(first: ReadDeck, source: Source, mended: Sequence[_Wanted]) -> bool:
    """Whether `source` holds the cards of `first`, but for the ids of `mended`, and reads as well.

    Which of them are good is not asked anew: ids that may be and that no other card has make none
    of them worse.
    """
    known = {(found.at.line, found.code) for found in first.diagnostics}
    found: list[tuple[int, str]] = []

    def note(mark: int, code: str, *_severity: object, **_values: object) -> None:
        found.append((source.position(mark).line, code))

    root = read_tree(source.text, TreeReader(card_schema.KEYS, note), found.clear)
    names = {one.number: {one.key: one.name.id} for one in mended}
    expected = [
        {**card, **names.get(number, {})} if isinstance(card, Map) else card
        for number, card in enumerate(_cards(first.header and first.header.node))
    ]
    return _cards(root) == expected and known.issuperset(found)
