"""Decks and entries as the text of a deck file.

Texts stand in quotes, those of several lines in a block; what is short and holds others stands on
one line.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from kpitrainer.deckfile.syntax.source import HOSTILE

_NUMBER = re.compile(r"[1-9][0-9]{0,2}")
"""A key that is the number of a gap or of a version."""

_LINE = 100
"""Cells of a line that holds a list or a mapping."""

_BARE = re.compile(r"(?!(?:true|false|null|yes|no|on|off|y|n)\Z)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What can stand without quotes in any YAML."""

_quoted = json.JSONEncoder(ensure_ascii=False).encode

_NAMES = frozenset({"deck", "tags", "source", "languages", "aliases", "sibling", "after"})
"""Keys of names, which stand without quotes where they can; texts never do."""

_ON_LINES = frozenset({"items", "wrong", "answers", "last"})
"""Lists of which each item has a line of its own."""


def deck_yaml(header: Mapping[str, object], entries: Iterable[list[str]]) -> str:
    """A deck file: the keys of its header in their order, and its entries, each as its lines."""
    lines = [line for key, value in header.items() for line in _pair(key, value, "")]
    lines.append("cards:")
    blocks = ["\n".join(entry) for entry in entries]
    return "\n".join(lines) + "\n" + "\n\n".join(blocks) + "\n"


def entry_lines(
    kind: str, name: str, fields: Mapping[str, object], margin: str = "  "
) -> list[str]:
    """The lines of an entry of that type and name, its dash behind `margin`."""
    inner = margin + "  "
    lines = [line for key, value in fields.items() for line in _pair(key, value, inner)]
    return [f"{margin}- {kind}: {name}", *lines]


def _pair(key: str, value: object, margin: str) -> Iterator[str]:
    """The lines of `key` and its value."""
    opening = f"{margin}{_key(key)}:"
    if isinstance(value, str) and "\n" in value and _fits_block(value):
        yield f"{opening} |"
        yield from (f"{margin}  {line}".rstrip() for line in value.split("\n"))
        return
    short = f"{opening} {_inline(value, bare=key in _NAMES)}"
    nested = isinstance(value, dict | list | tuple)
    if (
        not nested
        or not value
        or (key not in _ON_LINES and len(short) <= _LINE and _is_flat(value))
    ):
        yield short
        return
    yield opening
    if isinstance(value, dict):
        for inner, each in value.items():
            yield from _pair(str(inner), each, margin + "  ")
        return
    for item in value:  # type: ignore[attr-defined] # a list
        yield from _item(item, margin + "  ")


def _key(key: str) -> str:
    bare = _BARE.fullmatch(key) or _NUMBER.fullmatch(key)
    return key if bare else _quoted(key)


def _item(item: object, margin: str) -> Iterator[str]:
    short = f"{margin}- {_inline(item)}"
    if not isinstance(item, dict) or (len(short) <= _LINE and _is_flat(item)):
        yield short
        return
    lines = [line for key, value in item.items() for line in _pair(str(key), value, margin + "  ")]
    yield f"{margin}- {lines[0].lstrip()}"
    yield from lines[1:]


def _is_flat(value: object) -> bool:
    """Whether nothing in it is nested more than once, or has several lines."""
    inner = value.values() if isinstance(value, dict) else value
    return all(
        not isinstance(each, dict | list | tuple) and "\n" not in str(each)
        for each in inner  # type: ignore[attr-defined] # a list
    )


def _inline(value: object, *, bare: bool = False) -> str:
    """A value on one line, its texts `bare` where they can be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    if isinstance(value, dict):
        pairs = (f"{_key(str(each))}: {_inline(inner)}" for each, inner in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inline(each, bare=bare) for each in value)}]"
    text = HOSTILE.sub("\ufffd", str(value))
    if bare and _BARE.fullmatch(text) and len(text) <= _LINE:
        return text
    return _quoted(text)


def _fits_block(text: str) -> bool:
    """Whether a block says it as it is: no blanks at the ends, as these would be lost."""
    if text != text.strip() or HOSTILE.search(text) or "\t" in text:
        return False
    return all(line == line.rstrip(" ") for line in text.split("\n"))
