"""Reading on after broken YAML: one card is lost, not the file.

The text is cut at the lines that open a card or a key of the header, and each piece is read as
a document of its own. Cutting first keeps the cost in step with the file's length.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS
from kpitrainer.deckfile.syntax.syntax_hints import explain
from kpitrainer.deckfile.syntax.yaml_tree import (
    DEEPEST,
    Keys,
    Map,
    Refused,
    Report,
    Seq,
    TreeReader,
    YamlNode,
)
from kpitrainer.domain.errors import Severity

_DASH = re.compile(r"( *)-(?: |$)")
_OFF_MARGIN = 3
"""Columns that a card may be off the others; deeper lines belong to a text."""


class Section(NamedTuple):
    """A card, or a key of the header and its value: from character `start` on, on `line`."""

    start: int
    line: int
    is_card: bool


def outline(text: str, keys: Keys) -> Iterator[Section]:
    """The sections of `text`, their lines counted from 1; what comes before any is one, too."""
    header_line = re.compile(rf"({'|'.join(keys.header)})\s*:")
    opening = re.compile(rf"([ \t]*)- +(?:\{{ *)?(?:{'|'.join(keys.kinds)})\s*:")
    margin: str | None = None  # of the list of cards, once known
    in_cards = False
    forgotten = re.search(r"^cards\s*:", text, re.MULTILINE) is None
    index = 0
    section = Section(0, 1, is_card=False)
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        header = header_line.match(line)
        opens = False
        if header:
            in_cards = header[1] == "cards"
        elif in_cards or (forgotten and opening.match(line)):
            in_cards = True
            dash = _DASH.match(line)
            if dash and margin is None:
                margin = dash[1]
            if dash and dash[1] == margin:
                opens = True
            elif margin is not None and (opened := opening.match(line)):
                opens = abs(len(opened[1].expandtabs()) - len(margin)) <= _OFF_MARGIN
        if header or opens:
            if index:
                yield section
            section = Section(index, number, opens)
        index += len(line)
    yield section


def id_at(text: str, index: int, keys: Keys) -> str:
    """The id of the card that opens at `index` of `text`, even if it is broken behind; or ""."""
    kinds = "|".join(keys.kinds)
    # Bounded, as thousands of empty cards may follow each other.
    gap = r"\s{0,99}"
    opening = re.compile(rf"[\s\"'-]{{0,99}}(?:{kinds})[\"']?{gap}:{gap}[\"']?([a-z][a-z0-9-]*)")
    found = opening.match(text, index)
    return found[1] if found else ""


class Unparsed(str):
    """Stands for a card, or what is under a key, that could not be read; its diagnostic is told."""

    __slots__ = ()


def read_tree(text: str, reader: TreeReader, restart: Callable[[], None]) -> YamlNode | None:
    """The data in `text`, of broken YAML what can be read; None if there is none.

    Where it is read anew, `restart` is called first: what was reported so far is found again.
    """
    try:
        return reader.read(text)
    except (Refused, yaml.YAMLError, ValueError, OverflowError):
        restart()
        return _recover(text, reader)


def _recover(text: str, reader: TreeReader) -> Map:
    """The header and all cards of `text` that can be read; what is wrong is reported.

    Cards that cannot are `Unparsed` in the list of cards, so that their places are known.
    """
    root = Map()
    root.marks = {}
    cards = Seq()
    cards.marks = []
    usual: int | None = None  # the column at which cards begin
    unparsed = 0
    report = reader.report
    sections = list(outline(text, reader.keys))
    ends = [section.start for section in sections[1:]]
    for section, end in zip(sections, [*ends, len(text)], strict=True):
        start = section.start
        piece = text[start:end]
        if unparsed >= MAX_DIAGNOSTICS:
            report(start, "deck.given-up", Severity.ERROR)
            break
        node = None
        try:
            # A card by itself lacks the level of the file.
            deepest = DEEPEST - 1 if section.is_card else DEEPEST
            node = reader.read(piece, start, deepest)
        except Refused as refused:
            report(refused.index, refused.code, Severity.ERROR, **refused.values)
            unparsed += 1
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            index, code, values = explain(piece, error, reader.keys)
            report(start + index, code, Severity.ERROR, **values)
            unparsed += 1
        if not section.is_card:
            words = node.split() if isinstance(node, str) else []
            if words and words[0] in reader.keys.header:
                at = start + piece.index(words[0]) + len(words[0])
                report(at, "deck.colon-missing", Severity.ERROR, key=words[0])
            _merge(root, node if isinstance(node, Map) else _lost(piece, start, reader), report)
        elif isinstance(node, Seq) and node:
            cards += node
            cards.marks += node.marks
            unparsed += not isinstance(node[0], Map)
            start = node.marks[0]
            column = start - text.rfind("\n", 0, start) - 1
            usual = column if usual is None else usual
            if column != usual:
                report(start, "deck.card-indent", Severity.ERROR, count=usual - 2)
        else:
            cards.append(Unparsed())
            cards.marks.append(start)
    if cards:
        _give(root, cards, report)
    return root


def _lost(piece: str, start: int, reader: TreeReader) -> Map:
    """The keys in `piece` at `start` whose values cannot be read: they are there all the same."""
    lost = Map()
    lost.marks = {}
    for found in re.finditer(r"^([a-z]+)\b", piece, re.MULTILINE):
        if (key := found[1]) in reader.keys.header and key not in lost:
            lost[key] = Unparsed()
            lost.marks[key] = start + found.start(), start + found.start()
    return lost


def _give(root: Map, cards: Seq, report: Report) -> None:
    """Put the `cards` into the file's data; report what stands in their place."""
    if "cards" not in root:
        report(cards.marks[0], "deck.cards-missing", Severity.ERROR)
    elif root["cards"]:
        report(root.marks["cards"][1], "deck.stray-line", Severity.ERROR)
    root["cards"] = cards
    root.marks.setdefault("cards", (cards.marks[0], cards.marks[0]))


def _merge(root: Map, part: Map, report: Report) -> None:
    for key, value in part.items():
        mark = part.marks[key]
        if key in root:
            first = root.marks[key][0]
            report(mark[0], "deck.duplicate-key", Severity.ERROR, key=key, first=first)
        else:
            root[key] = value
            root.marks[key] = mark
