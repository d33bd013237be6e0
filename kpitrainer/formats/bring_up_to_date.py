"""Importing again: what the source has new comes in, what was changed by hand stays.

Only the lines of the entries concerned are written; the rest of the file stays byte for byte. Which
entry of the source one was made of, and how it read then, stands in its `origin`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kpitrainer.collector import collector_paused
from kpitrainer.deckfile.read.entry import card_type, propose_id
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.syntax.recovery import read_tree
from kpitrainer.deckfile.syntax.source import LARGEST, Source, read_source
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, TreeReader
from kpitrainer.deckfile.write.deck_writer import entry_lines
from kpitrainer.domain.errors import Severity
from kpitrainer.formats.draft import Fields, beginning, texts_in
from kpitrainer.formats.finish import Entry, ImportedDeck, entry_hash
from kpitrainer.formats.limits import ForeignFileError
from kpitrainer.formats.mend import as_read

_KEPT = ("aliases", "sibling", "version")
"""Keys of the deck's own, which stay when the rest of an entry is replaced."""

_REMARK = re.compile(r"(?:^|\s)#", re.MULTILINE)


class Change(NamedTuple):
    """An entry concerned; of one that was changed on both sides the lines `here` and `there`."""

    name: str
    begins: str
    here: Sequence[str] = ()
    there: Sequence[str] = ()


@dataclass(slots=True)
class BroughtUp:
    """The deck file after an import into it, and what that changed.

    `gone` are entries that the source has no longer; they and those in `conflicts` are left as
    they were.
    """

    data: bytes
    unchanged: int = 0
    names: dict[str, str] = field(default_factory=dict)
    """The names that the entries of the source have in the deck, by their keys."""
    added: list[Change] = field(default_factory=list)
    replaced: list[Change] = field(default_factory=list)
    gone: list[Change] = field(default_factory=list)
    conflicts: list[Change] = field(default_factory=list)


class _Written(NamedTuple):
    """An entry of the deck file: its lines are those from `first` to before `end`, from 0."""

    kind: str
    name: str
    fields: Fields
    origin: str
    first: int
    end: int
    margin: str

    @property
    def key(self) -> str:
        return self.origin.partition(" ")[0]

    @property
    def as_imported(self) -> str:
        """The sum of the entry as it was when it was imported."""
        return self.origin.partition(" ")[2].strip()

    @property
    def begins(self) -> str:
        shown = (self.fields.get(key) for key in ("ask", "claim", "text", "title"))
        return beginning(next((text for each in shown for text in texts_in(each)), ""))


def was_imported(data: bytes, file: str) -> bool:
    """Whether the deck file `data` has an entry that came by an import."""
    source, _ = read_source(data, file)
    return "origin:" in source.text and any(each.origin for each in _written(source))


def languages_of(data: bytes, file: str) -> tuple[str, ...]:
    """The languages of the deck file `data`, as far as they can be read."""
    source, _ = read_source(data, file)
    root = read_tree(source.text, TreeReader(card_schema.KEYS, _pass_over), _nothing)
    languages = root.get("languages") if isinstance(root, Map) else None
    return tuple(map(str, languages)) if isinstance(languages, Seq) else ()


@collector_paused()
def bring_up_to_date(data: bytes, file: str, deck: ImportedDeck) -> BroughtUp:
    """The deck file `data` with what `deck` has new or changed.

    Raises:
        ForeignFileError: the file has mistakes, its entries do not stand line by line, or it would
            become too large.
    """
    source, found = read_source(data, file)
    before = _written(source) if not found else []
    if not before:
        raise ForeignFileError("import.deck-broken", path=file)
    result = BroughtUp(data)
    lines = _Lines(data)
    matches = _Matches(before)
    names = {each.name for each in before}
    expected = {each.first: _whole(each.kind, each.name, each.fields) for each in before}
    new: list[Entry] = []
    for entry in deck.entries:
        there = matches.of(entry.key)
        if there is None:
            name = propose_id(entry.name, names)
            names.add(name)
            new.append(entry._replace(name=name))
            result.names[entry.key] = name
            result.added.append(Change(name, entry.begins))
            continue
        result.names[entry.key] = there.name
        changed = _replacement(there, entry, lines.text(there), result)
        if changed is not None:
            kind, fields = changed
            lines.replace(there, entry_lines(kind, there.name, fields, there.margin))
            expected[there.first] = _whole(kind, there.name, fields)
    result.gone += [Change(each.name, each.begins) for each in matches.gone()]
    lines.append(before[-1], new)
    result.data = lines.data()
    if len(result.data) > LARGEST:
        raise ForeignFileError("import.deck-too-large", most=LARGEST // 1_000_000)
    added = [_whole(e.kind, e.name, {**e.fields, "origin": e.origin}) for e in new]
    again, _ = read_source(result.data, file)
    made = [_whole(each.kind, each.name, each.fields) for each in _written(again)]
    if made != [*expected.values(), *added]:
        raise ForeignFileError("import.deck-unwritable", path=file)
    return result


def _whole(kind: str, name: str, fields: Fields) -> object:
    """An entry as it is compared."""
    return as_read({kind: name, **fields})


def _replacement(
    here: _Written, entry: Entry, text: Sequence[str], result: BroughtUp
) -> tuple[str, Fields] | None:
    """The type and fields that are to stand in the place of `here`; None where it stays."""
    there = entry_hash(entry.kind, entry.fields)
    now = entry_hash(here.kind, here.fields)
    if there in (here.as_imported, now):
        result.unchanged += 1
        return None
    change = Change(here.name, here.begins)
    if now != here.as_imported or _has_remarks(here, text):
        fields = {**entry.fields, "origin": f"{here.key} {there}"}
        shown = entry_lines(entry.kind, here.name, fields, here.margin)
        result.conflicts.append(change._replace(here=text, there=shown))
        return None
    result.replaced.append(change)
    kept = {key: _number(here.fields[key]) for key in _KEPT if key in here.fields}
    origin = f"{here.key} {there}"
    return entry.kind, {**entry.fields, **kept, "origin": origin}


def _number(value: object) -> object:
    """A whole number, where that is what was written."""
    return int(value) if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,2}", value) else value


def _has_remarks(here: _Written, text: Sequence[str]) -> bool:
    """Whether there are remarks among the lines of an entry: a replacement would lose them."""
    plain = "\n".join(entry_lines(here.kind, here.name, here.fields, here.margin))
    return len(_REMARK.findall("\n".join(text))) > len(_REMARK.findall(plain))


class _Matches:
    """Which entry of the deck was made of which of the source."""

    def __init__(self, before: Sequence[_Written]) -> None:
        self._by_key = {each.key: each for each in before if each.origin}
        self._bare = {key.partition(":")[2]: each for key, each in self._by_key.items()}
        self._sources = {_source(key) for key in self._by_key}
        self._met: set[str] = set()

    def of(self, key: str) -> _Written | None:
        found = self._by_key.get(key)
        if found is None and _source(key) not in self._sources:
            found = self._bare.get(key.partition(":")[2])  # the file has another name by now
        if found is None or found.key in self._met:
            return None
        self._met.add(found.key)
        return found

    def gone(self) -> Iterator[_Written]:
        """Those of a source of which something was met, that were not met themselves."""
        sources = {_source(key) for key in self._met}
        for key, each in self._by_key.items():
            if key not in self._met and _source(key) in sources:
                yield each


def _source(key: str) -> str:
    return key.partition(":")[0]


class _Lines:
    """The lines of a file, some of which are replaced."""

    def __init__(self, data: bytes) -> None:
        text = data.decode()
        self._end = "\r" if "\r\n" in text else ""
        self._lines = text.split("\n")
        self._new: dict[int, tuple[int, list[str]]] = {}  # by their first line: the end, what comes

    def text(self, there: _Written) -> list[str]:
        return [line.rstrip("\r") for line in self._lines[there.first : there.end]]

    def replace(self, there: _Written, lines: Sequence[str]) -> None:
        self._new[there.first] = there.end, [line + self._end for line in lines]

    def append(self, last: _Written, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        end, lines = self._new.get(last.first, (last.end, self._lines[last.first : last.end]))
        if lines and self._end and not lines[-1].endswith(self._end):
            lines[-1] += self._end  # the last line of the file had no end
        for entry in entries:
            fields = {**entry.fields, "origin": entry.origin}
            written = entry_lines(entry.kind, entry.name, fields, last.margin)
            lines += [self._end, *(line + self._end for line in written)]
        if end >= len(self._lines):
            lines.append("")
        self._new[last.first] = end, lines

    def data(self) -> bytes:
        made: list[str] = []
        at = 0
        for first, (end, lines) in sorted(self._new.items()):
            made += self._lines[at:first]
            made += lines
            at = end
        return "\n".join(made + self._lines[at:]).encode()


def _pass_over(*_found: object, **_values: object) -> None:
    pass


def _nothing() -> None:
    pass


def _written(source: Source) -> list[_Written]:
    """The entries of a deck file; none where it has mistakes or they do not stand line by line."""
    errors: list[str] = []

    def note(_mark: int, code: str, severity: Severity, **_values: object) -> None:
        if severity is Severity.ERROR:
            errors.append(code)

    root = read_tree(source.text, TreeReader(card_schema.KEYS, note), errors.clear)
    cards = root.get("cards") if isinstance(root, Map) else None
    if errors or not isinstance(root, Map) or not isinstance(cards, Seq):
        return []
    found: list[_Written] = []
    lines = source.text.split("\n")
    firsts = [source.position(source.text.rfind("-", 0, mark)).line - 1 for mark in cards.marks]
    cards_at = root.marks["cards"][0]
    behind = [key for key, _ in root.marks.values() if key > cards_at]
    ends = [*firsts[1:], source.position(min(behind)).line - 1 if behind else len(lines)]
    for entry, first, following in zip(cards, firsts, ends, strict=True):
        margin = lines[first][: len(lines[first]) - len(lines[first].lstrip(" "))]
        kind = card_type(entry)
        if not isinstance(entry, Map) or not isinstance(kind, str) or following <= first:
            return []
        if not lines[first].startswith(f"{margin}-"):
            return []
        end = following
        while end > first + 1 and lines[end - 1].strip()[:1] in ("", "#"):
            end -= 1
        fields = {key: value for key, value in entry.items() if key != kind}
        origin = fields.get("origin")
        name = str(entry[kind])
        told = origin if isinstance(origin, str) else ""
        found.append(_Written(kind, name, fields, told, first, end, margin))
    return found
