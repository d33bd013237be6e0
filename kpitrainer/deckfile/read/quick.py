"""The short way to a deck, for files in which nothing is remarkable.

Positions of all keys and values are only wanted where something is wrong; keeping them costs a
third of the time. So a file is first read without; anything remarkable, be it an error, a
warning or only an odd way of writing, sends it the long way (`reader`), which tells where.
"""

from collections.abc import Callable
from typing import Any

import yaml
from pydantic import ValidationError
from yaml.events import (
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from kpitrainer.deckfile.read.card_maker import CardMaker, former_key
from kpitrainer.deckfile.read.siblings import sibling_faults
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.syntax.source import HOSTILE
from kpitrainer.deckfile.syntax.yaml_tree import DEEPEST, Mark
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.deck import Deck, Prerequisite
from kpitrainer.domain.errors import Position


class Remarkable(Exception):  # noqa: N818 - no failure: a file to be read the long way
    """Something that the short way leaves to the long one."""


def quick_deck(text: str, file: str, loader: type) -> Deck:
    """The deck in `text`, which is `file`'s, if all of it is faultless; else raises Remarkable."""
    try:
        root, starts = _tree(text, loader)
        fields = card_schema.HEADER.validate_python(root)
        entries = fields["cards"]
        if not isinstance(entries, list) or not entries or len(starts) != len(entries) + 1:
            raise Remarkable
        languages = tuple(fields["languages"])
        maker = CardMaker(fields["deck"], languages)
        title = maker.text(fields["title"])
        description = maker.text(fields["description"]) if "description" in fields else None
        cards = _cards(entries, starts, maker, file)
    except (yaml.YAMLError, ValidationError, ValueError, OverflowError) as error:
        raise Remarkable from error
    after = fields.get("after", ())
    if maker.faults or any(len(set(names)) < len(names) for names in (languages, after)):
        raise Remarkable
    return Deck(
        fields["deck"],
        title,
        languages,
        int(fields["level"]),
        cards,
        Position(file, starts[0].line + 1, starts[0].column + 1),
        description,
        fields.get("optional") == "true",
        _prerequisites(text, file, loader) if "after" in fields else (),
    )


def _prerequisites(text: str, file: str, loader: type) -> tuple[Prerequisite, ...]:
    """The ids under `after`, a key of a faultless deck, with their places.

    The file is read once more as far as there, which costs less than to keep all places.
    """
    get: Callable[[], Any] = loader(text).get_event
    found: list[Prerequisite] = []
    depth = 0
    key: str | None = None  # of the deck's own keys, whose value is to come or being read
    while not (key == "after" and depth == 1 and found):
        event = get()
        kind = event.__class__
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            depth += 1
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            depth -= 1
            key = key if depth > 1 or found else None
        elif kind is ScalarEvent and depth == 1:
            key = event.value if key is None else None
        elif kind is ScalarEvent and key == "after":
            mark = event.start_mark
            at = Position(file, mark.line + 1, mark.column + 1)
            found.append(Prerequisite(event.value, at))
        elif kind is StreamEndEvent:
            break
    return tuple(found)


def _cards(entries: list[Any], starts: list[Mark], maker: CardMaker, file: str) -> tuple[Card, ...]:
    cards: list[Card] = []
    ids: set[tuple[str, str]] = set()
    own: set[str] = set()
    named: dict[str, str] = {}
    written = 0
    check = {
        kind: adapter.validator.validate_python for kind, adapter in card_schema.ADAPTERS.items()
    }
    for number, entry in enumerate(entries, 1):
        kind = next(iter(entry), "")
        if kind not in check:
            raise Remarkable
        fields = check[kind](entry)
        mark = starts[number]
        cards += maker.cards(kind, fields, Position(file, mark.line + 1, mark.column + 1))
        aliases = [former_key(maker.deck, alias) for alias in fields.get("aliases", ())]
        names = (maker.deck, fields[kind]), *aliases
        ids.update(names)
        written += len(names)
        own.add(fields[kind])
        if "sibling" in fields:
            named[fields[kind]] = fields["sibling"]
    if len(ids) < written:
        raise Remarkable
    if named and any(True for _ in sibling_faults(named, own, {})):
        raise Remarkable
    return tuple(cards)


def _tree(text: str, loader: type) -> tuple[Any, list[Mark]]:  # noqa: C901, PLR0912, PLR0915 - one loop: calls for so many events would double its cost
    """The data of `text`; the places of its root and of the mappings in a list under it."""
    get: Callable[[], Any] = loader(text).get_event
    get()  # the stream's start
    event = get()
    if event.__class__ is StreamEndEvent or event.version or event.tags:
        raise Remarkable
    # Most files hold none of these and are spared the look at each scalar.
    wary = "&" in text or "!" in text or "\\" in text or " #" in text
    starts: list[Mark] = []
    above: list[tuple[Any, str | None]] = []
    mapping: dict[str, Any] | None = None  # where the next node goes, or else:
    items: list[Any] = []
    key: str | None = None  # of the value to come
    node: Any
    while True:
        event = get()
        kind = event.__class__
        if kind is ScalarEvent:
            if wary:
                _inspect(event, text)
            if mapping is None:
                items.append(event.value)
            elif key is None:
                key = event.value
                if key in mapping:
                    raise Remarkable
            else:
                mapping[key] = event.value
                key = None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if wary and (event.anchor is not None or event.tag is not None):
                raise Remarkable
            if (mapping is not None and key is None) or len(above) == DEEPEST:
                raise Remarkable
            above.append((items if mapping is None else mapping, key))
            key = None
            if kind is SequenceStartEvent:
                mapping, items = None, []
                continue
            if len(above) == 1 or (len(above) == 3 and mapping is None):  # noqa: PLR2004
                starts.append(event.start_mark)
            mapping = {}
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = items if mapping is None else mapping
            container, key = above.pop()
            if not above:
                break
            if container.__class__ is dict:
                mapping = container
                container[key] = node
                key = None
            else:
                mapping, items = None, container
                items.append(node)
        else:  # an alias
            raise Remarkable
    if get().__class__ is not DocumentEndEvent or get().__class__ is not StreamEndEvent:
        raise Remarkable
    return node, starts


def _inspect(event: Any, text: str) -> None:  # noqa: ANN401 - PyYAML's own
    """Look at a scalar for what the parser itself lets pass."""
    if (
        event.anchor is not None
        or event.tag is not None
        or (event.style == '"' and HOSTILE.search(event.value))
        or (not event.style and text.startswith(" #", event.end_mark.index))
    ):
        raise Remarkable
