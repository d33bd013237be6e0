"""Strict YAML: one pass over the parser's events to plain data with positions.

Every scalar stays the text it looks like. Built from events because they cost least, keep
scalars untouched and show duplicate keys, which `yaml.load` drops; the C parser's own composer
is slower and crashes on deep nesting.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kpitrainer.deckfile.syntax.source import HOSTILE
from kpitrainer.domain.errors import Severity

DEEPEST = 20
"""Levels of nesting; deeper flow nesting makes the C parser's time grow with its square."""

LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser, or the pure one where PyYAML was built without it."""

TEXT_KEYS = frozenset(
    {"fr", "en", "ask", "answer", "claim", "text", "title", "description", "why", "mnemonic"}
    | {"say", "accept", "reject", "wrong", "items", "hints", "steps", "context"}
)
"""Keys whose value a learner reads: ` #` there is rather a lost word than a comment."""


class Mark(Protocol):
    """A place in the text; all three count characters or lines from 0."""

    @property
    def index(self) -> int: ...  # noqa: D102
    @property
    def line(self) -> int: ...  # noqa: D102
    @property
    def column(self) -> int: ...  # noqa: D102


class Map(dict[str, "YamlNode"]):
    """A mapping, with the places of each key and its value."""

    __slots__ = ("marks",)
    marks: dict[str, tuple[Mark, Mark]]


class Seq(list["YamlNode"]):
    """A list, with the place of each item."""

    __slots__ = ("marks",)
    marks: list[Mark]


YamlNode: TypeAlias = str | Map | Seq

Report: TypeAlias = Callable[..., None]
"""Takes a finding that does not stop the reading: mark, code, severity, and the values."""


class Refused(Exception):  # noqa: N818 - a verdict on the text, not a failure of the program
    """What the format refuses and cannot be read past: the place, the message, its values."""

    def __init__(self, mark: Mark, code: str, **values: object) -> None:
        super().__init__(code)
        self.mark = mark
        self.code = code
        self.values: dict[str, object] = values


def read_tree(
    text: str, report: Report, loader: type = LOADER, deepest: int = DEEPEST
) -> YamlNode | None:
    """The data of the one document in `text`, `deepest` levels at most; None where there is none.

    Raises Refused, or yaml.YAMLError or ValueError for broken YAML. Duplicate keys, anchors,
    tags, hostile escapes and texts cut by ` #` go to `report`, and reading continues.
    """
    get: Callable[[], Any] = loader(text).get_event
    get()  # the stream's start
    event = get()
    if event.__class__ is StreamEndEvent:
        return None
    if event.version or event.tags:
        report(event.start_mark, "deck.directive", Severity.ERROR)
    root = _root(get, text, report, deepest)
    while (event := get()).__class__ is DocumentEndEvent:
        pass
    if event.__class__ is DocumentStartEvent:
        report(event.start_mark, "deck.several-documents", Severity.ERROR)
    return root


def _root(get: Callable[[], Any], text: str, report: Report, deepest: int) -> YamlNode:  # noqa: C901, PLR0912, PLR0915 - one loop: calls for so many events would double its cost
    # Most files hold none of these and are spared the look at each scalar.
    wary = "&" in text or "!" in text or "\\" in text or " #" in text
    above: list[tuple[Map | None, Seq, str | None, Any, Any]] = []
    mapping: Map | None = None  # where the next node goes, or else:
    items = Seq()
    items.marks = []
    key: str | None = None  # of the value to come
    key_mark: Any = None
    node: YamlNode
    while True:
        event = get()
        kind = event.__class__
        if kind is ScalarEvent:
            if wary:
                if mapping is None:
                    _inspect(event, text, report, above[-1][2] if above else None)
                else:
                    _inspect(event, text, report, key)
            if mapping is not None and key is None:
                key = event.value
                key_mark = event.start_mark
                if key in mapping:
                    line = mapping.marks[key][0].line + 1
                    report(key_mark, "deck.duplicate-key", Severity.ERROR, key=key, line=line)
                continue
            node = event.value
            mark = event.start_mark
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            mark = event.start_mark
            if event.anchor is not None or event.tag is not None:
                _refuse_properties(event, report)
            if mapping is not None and key is None:
                raise Refused(mark, "deck.starts-with", character=text[mark.index])
            above.append((mapping, items, key, key_mark, mark))
            if len(above) > deepest:
                raise Refused(mark, "deck.too-deep", most=DEEPEST)
            key = None
            if kind is MappingStartEvent:
                mapping = Map()
                mapping.marks = {}
            else:
                mapping = None
                items = Seq()
                items.marks = []
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = items if mapping is None else mapping
            mapping, items, key, key_mark, mark = above.pop()
        elif kind is AliasEvent:
            raise Refused(event.start_mark, "deck.starts-with", character="*")
        else:
            return ""  # unreachable in well-formed events; the parser has the last word
        if not above:
            return node
        if mapping is None:
            items.append(node)
            items.marks.append(mark)
        else:
            mapping[key] = node  # type: ignore[index]  # a value follows its key
            mapping.marks[key] = key_mark, mark  # type: ignore[index]
            key = None


def _refuse_properties(event: Any, report: Report) -> None:  # noqa: ANN401 - PyYAML's own
    character = "&" if event.anchor is not None else "!"
    report(event.start_mark, "deck.starts-with", Severity.ERROR, character=character)


def _inspect(event: Any, text: str, report: Report, key: str | None) -> None:  # noqa: ANN401
    """Look at a scalar for what the parser itself lets pass; `key` is what it stands under."""
    if event.anchor is not None or event.tag is not None:
        _refuse_properties(event, report)
    if event.style == '"':
        if hostile := HOSTILE.search(event.value):
            character = f"U+{ord(hostile[0]):04X}"
            report(event.start_mark, "deck.escape", Severity.ERROR, character=character)
            event.value = HOSTILE.sub("\ufffd", event.value)  # it may still be shown somewhere
    elif not event.style and key in TEXT_KEYS:
        end = event.end_mark.index
        # Two spaces before the mark is how comments are aligned; one is how words are written.
        if text.startswith(" #", end):
            lost = text[end + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
            report(event.start_mark, "deck.cut-by-comment", Severity.WARNING, lost=lost[:60])
