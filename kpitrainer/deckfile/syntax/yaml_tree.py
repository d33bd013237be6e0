"""Strict YAML: one pass over the parser's events to plain data with positions.

Every scalar stays the text it looks like. Built from events because they cost least, keep
scalars untouched and show duplicate keys, which `yaml.load` drops; the C parser's own composer
is slower and crashes on deep nesting.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from kpitrainer.deckfile.syntax.source import HOSTILE
from kpitrainer.domain.errors import FieldPath, Severity

DEEPEST = 20
"""Levels of nesting; deeper flow nesting makes the C parser's time grow with its square."""

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser, or the pure one where PyYAML was built without it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys that a deck file may have, all of them in `known`.

    `kinds` open a card, which has others of `card`; `header` are the file's own; what stands under
    `texts` is read by learners, what stands under `lists` are lists.
    """

    kinds: frozenset[str]
    card: frozenset[str]
    header: frozenset[str]
    texts: frozenset[str]
    lists: frozenset[str]
    known: frozenset[str]


class Map(dict[str, "YamlNode"]):
    """A mapping, with the places of each key and its value."""

    __slots__ = ("marks",)
    marks: dict[str, tuple[int, int]]


class Seq(list["YamlNode"]):
    """A list, with the place of each item."""

    __slots__ = ("marks",)
    marks: list[int]


YamlNode: TypeAlias = str | Map | Seq


def node_at(node: YamlNode, path: FieldPath) -> tuple[YamlNode, FieldPath]:
    """The node `path` leads to, or the last one on the way, with the path that was found."""
    found: FieldPath = ()
    for step in path:
        if (isinstance(node, Map) and isinstance(step, str) and step in node) or (
            isinstance(node, Seq) and isinstance(step, int) and step < len(node)
        ):
            node = node[step]  # type: ignore[index]  # each kind of step met its kind of node
            found = (*found, step)
        else:
            break
    return node, found


Report: TypeAlias = Callable[..., None]
"""Takes a finding that does not stop the reading: place, code, severity, and the values."""


class Refused(Exception):  # noqa: N818 - a verdict on the text, not a failure of the program
    """What the format refuses and cannot be read past: the place, the message, its values."""

    def __init__(self, index: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.index = index
        self.code = code
        self.values: dict[str, object] = values


@dataclass(frozen=True, slots=True)
class TreeReader:
    """Reads YAML of those `keys`; `report` takes what is wrong and does not stop the reading."""

    keys: Keys
    report: Report
    loader: type = LOADER

    def read(self, text: str, offset: int = 0, deepest: int = DEEPEST) -> YamlNode | None:
        """The data of the one document in `text`, at most `deepest` levels; None if there is none.

        All places are indices of characters, of which `offset` come before `text`. Duplicate keys,
        anchors, tags, hostile escapes and texts cut by ` #` are reported.

        Raises:
            Refused: what the format does not know.
            yaml.YAMLError, ValueError, OverflowError: broken YAML.
        """
        return _Document(self, text, offset, deepest).read()


class _Document:
    """Reads one document from the parser's events."""

    def __init__(self, reader: TreeReader, text: str, offset: int, deepest: int) -> None:
        self._get: Callable[[], Any] = reader.loader(text).get_event
        self._text = text
        self._offset = offset
        self._deepest = deepest
        self._report = reader.report
        self._texts = reader.keys.texts
        self._kinds = reader.keys.kinds
        # Most files hold none of these and are spared the look at each scalar.
        self._wary = "&" in text or "!" in text or "\\" in text or " #" in text

    def read(self) -> YamlNode | None:
        self._get()  # the stream's start
        event = self._get()
        if event.__class__ is StreamEndEvent:
            return None
        if event.version or event.tags:
            self._report(self._mark(event), "deck.directive", Severity.ERROR)
        root = self._value(self._get(), None, 0)
        while (event := self._get()).__class__ is DocumentEndEvent:
            pass
        if event.__class__ is DocumentStartEvent:
            self._report(self._mark(event), "deck.several-documents", Severity.ERROR)
        return root

    def _map(self, depth: int) -> Map:
        get, offset, wary = self._get, self._offset, self._wary
        found = Map()
        marks = found.marks = {}
        kind = next_card = False  # a card without its dash reads as if the one above went on
        while (event := get()).__class__ is not MappingEndEvent:
            key_mark = event.start_mark.index + offset
            if event.__class__ is not ScalarEvent:
                raise self._no_key(event)
            if wary:
                self._inspect(event, None)
            key = event.value
            event = get()
            mark = event.start_mark.index + offset
            if key in self._kinds:
                if kind and not next_card and event.__class__ is ScalarEvent:
                    next_card = self._dash_missing(key, key_mark)
                kind = True
            elif key in found and not next_card:
                first = marks[key][0]
                self._report(key_mark, "deck.duplicate-key", Severity.ERROR, key=key, first=first)
            if event.__class__ is ScalarEvent and not wary:
                found[key] = event.value
            else:
                found[key] = self._value(event, key, depth)
            marks[key] = key_mark, mark
        return found

    def _dash_missing(self, key: str, mark: int) -> bool:
        """Report that a card begins with `key`, which has no dash; always true."""
        at = mark - self._offset
        margin = " " * max(0, at - self._text.rfind("\n", 0, at) - 3)
        self._report(mark, "deck.dash-missing", Severity.ERROR, key=key, margin=margin)
        return True

    def _list(self, key: str | None, depth: int) -> Seq:
        found = Seq()
        found.marks = []
        while (event := self._get()).__class__ is not SequenceEndEvent:
            found.append(self._value(event, key, depth))
            found.marks.append(self._mark(event))
        return found

    def _value(self, event: Any, key: str | None, depth: int) -> YamlNode:  # noqa: ANN401 - PyYAML's own
        """What begins with `event` under `key`, `depth` levels down."""
        kind = event.__class__
        if kind is ScalarEvent:
            if self._wary:
                self._inspect(event, key)
            return event.value  # type: ignore[no-any-return] # PyYAML has no types
        if kind is AliasEvent:
            raise Refused(self._mark(event), "deck.starts-with", character="*")
        self._refuse_properties(event)
        if depth == self._deepest:
            raise Refused(self._mark(event), "deck.too-deep", most=DEEPEST)
        if kind is MappingStartEvent:
            return self._map(depth + 1)
        return self._list(key, depth + 1)

    def _no_key(self, event: Any) -> Refused:  # noqa: ANN401 - PyYAML has no types
        if event.__class__ is AliasEvent:
            return Refused(self._mark(event), "deck.starts-with", character="*")
        self._refuse_properties(event)
        character = self._text[event.start_mark.index]
        return Refused(self._mark(event), "deck.starts-with", character=character)

    def _mark(self, event: Any) -> int:  # noqa: ANN401 - PyYAML has no types
        return event.start_mark.index + self._offset  # type: ignore[no-any-return] # PyYAML has no types

    def _refuse_properties(self, event: Any) -> None:  # noqa: ANN401 - PyYAML has no types
        if event.anchor is not None or event.tag is not None:
            character = "&" if event.anchor is not None else "!"
            self._report(self._mark(event), "deck.starts-with", Severity.ERROR, character=character)

    def _inspect(self, event: Any, key: str | None) -> None:  # noqa: ANN401 - PyYAML has no types
        """Look at a scalar for what the parser itself lets pass; `key` is what it stands under."""
        self._refuse_properties(event)
        if event.style == '"':
            if hostile := HOSTILE.search(event.value):
                character = f"U+{ord(hostile[0]):04X}"
                self._report(self._mark(event), "deck.escape", Severity.ERROR, character=character)
                event.value = HOSTILE.sub("\ufffd", event.value)  # it may still be shown somewhere
        elif not event.style and key in self._texts:
            end = event.end_mark.index
            # Two spaces before the mark is how comments are aligned; one is how words are written.
            if self._text.startswith(" #", end):
                lost = self._text[end + 1 : end + 61].partition("\n")[0]
                self._report(self._mark(event), "deck.cut-by-comment", Severity.WARNING, lost=lost)
