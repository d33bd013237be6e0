"""Reading on after broken YAML: one card is lost, not the file.

The text is cut at the lines that open a card or a key of the header, and each piece is read as
a document of its own. Cutting first keeps the cost in step with the file's length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS
from kpitrainer.deckfile.syntax.syntax_hints import explain
from kpitrainer.deckfile.syntax.yaml_tree import (
    DEEPEST,
    LOADER,
    Map,
    Mark,
    Refused,
    Report,
    Seq,
    YamlNode,
    read_tree,
)
from kpitrainer.domain.errors import Severity

HEADER_KEYS = ("deck", "title", "description", "languages", "level", "optional", "after", "cards")
KINDS = ("basic", "list", "cloze", "choice", "truefalse", "drill")

_HEADER_LINE = re.compile(rf"({'|'.join(HEADER_KEYS)})\s*:")
_OPENING = re.compile(rf"([ \t]*)- +(?:{'|'.join(KINDS)})\s*:")
_DASH = re.compile(r"( *)-(?: |$)")


@dataclass(frozen=True, slots=True)
class Place:
    """A mark of our own: index, line and column from 0."""

    index: int
    line: int
    column: int


class Unparsed(str):
    """Stands for a card that could not be read; its diagnostic is told."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of the text, from `line` on, at character `index`."""

    text: str
    index: int
    line: int
    is_card: bool


def recover(text: str, report: Report, loader: type = LOADER) -> Map:
    """The header and all cards of `text` that can be read; `report` takes what is wrong.

    Cards that cannot are `Lost` in the list of cards, so that their places are known.
    """
    root = Map()
    root.marks = {}
    cards = Seq()
    cards.marks = []
    usual: int | None = None  # the column at which cards begin
    unparsed = 0
    for piece in _pieces(text):
        start: Mark = Place(piece.index, piece.line, 0)
        if unparsed >= MAX_DIAGNOSTICS:
            report(start, "deck.given-up", Severity.ERROR)
            break
        shift = _Shift(piece, report)
        try:
            # A card by itself lacks the level of the file.
            deepest = DEEPEST - 1 if piece.is_card else DEEPEST
            node = read_tree(piece.text, shift.report, loader, deepest)
        except (Refused, yaml.YAMLError, ValueError, OverflowError) as error:
            line, column, code, values = explain(piece.text, error)
            shift.report(Place(0, line, column), code, Severity.ERROR, **values)
            node = None
            unparsed += 1
        if not piece.is_card:
            if isinstance(node, Map):
                shift.move(node)
                _merge(root, node, report)
        elif isinstance(node, Seq) and node:
            shift.move(node)
            cards += node
            cards.marks += node.marks
            unparsed += not isinstance(node[0], Map)
            start = node.marks[0]
            usual = start.column if usual is None else usual
            if start.column != usual:
                report(start, "deck.card-indent", Severity.ERROR, count=usual - 2)
        else:
            cards.append(Unparsed())
            cards.marks.append(start)
    if cards:
        root["cards"] = cards
        root.marks.setdefault("cards", (cards.marks[0], cards.marks[0]))
    return root


def _merge(root: Map, part: Map, report: Report) -> None:
    for key, value in part.items():
        mark = part.marks[key]
        if key in root:
            line = root.marks[key][0].line + 1
            report(mark[0], "deck.duplicate-key", Severity.ERROR, key=key, line=line)
        else:
            root[key] = value
            root.marks[key] = mark


def _pieces(text: str) -> Iterator[Piece]:
    """The text cut before each key of the header and before each card."""
    dash: str | None = None  # the margin of the list of cards, once known
    in_cards = is_card = False
    begin = begin_line = 0
    index = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        header = _HEADER_LINE.match(line)
        opens = False
        if header is None and in_cards:
            if dash is None and (first := _DASH.match(line)):
                dash = first[1]
            if dash is not None:
                opens = _opens(line, dash)
        if (header or opens) and index > begin:
            yield Piece(text[begin:index], begin, begin_line, is_card)
            begin, begin_line = index, number
        if header:
            in_cards, is_card = header[1] == "cards", False
        elif opens:
            is_card = True
        index += len(line)
    yield Piece(text[begin:], begin, begin_line, is_card)


def _opens(line: str, dash: str) -> bool:
    """Whether `line` opens a card, if need be a few columns off the margin `dash`."""
    listed = _DASH.match(line)
    if listed and listed[1] == dash:
        return True
    opening = _OPENING.match(line)
    return opening is not None and abs(len(opening[1].expandtabs()) - len(dash)) <= 3  # noqa: PLR2004 - deeper lines belong to a text


class _Shift:
    """Turns places within a piece into places within the file."""

    def __init__(self, piece: Piece, report: Report) -> None:
        self._piece = piece
        self._report = report

    def report(self, mark: Mark, code: str, severity: Severity, **values: object) -> None:
        if "line" in values and isinstance(values["line"], int):
            values["line"] += self._piece.line
        self._report(self._moved(mark), code, severity, **values)

    def move(self, node: YamlNode) -> None:
        if isinstance(node, Map):
            node.marks = {
                key: (self._moved(mark), self._moved(value))
                for key, (mark, value) in node.marks.items()
            }
            for child in node.values():
                self.move(child)
        elif isinstance(node, Seq):
            node.marks = [self._moved(mark) for mark in node.marks]
            for child in node:
                self.move(child)

    def _moved(self, mark: Mark) -> Place:
        piece = self._piece
        return Place(mark.index + piece.index, mark.line + piece.line, mark.column)
