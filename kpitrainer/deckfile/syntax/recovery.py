"""Reading on after broken YAML: one card is lost, not the file.

The text is cut at the lines that open a card or a key of the header, and each piece is read as
a document of its own. Cutting first keeps the cost in step with the file's length.
"""

import yaml

from kpitrainer.deckfile.syntax.outline import outline
from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS
from kpitrainer.deckfile.syntax.syntax_hints import explain
from kpitrainer.deckfile.syntax.yaml_tree import (
    DEEPEST,
    Map,
    Refused,
    Report,
    Seq,
    TreeReader,
)
from kpitrainer.domain.errors import Severity


class Unparsed(str):
    """Stands for a card that could not be read; its diagnostic is told."""

    __slots__ = ()


def recover(text: str, reader: TreeReader) -> Map:
    """The header and all cards of `text` that can be read; what is wrong is reported.

    Cards that cannot are `Lost` in the list of cards, so that their places are known.
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
            if isinstance(node, Map):
                _merge(root, node, report)
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
        root["cards"] = cards
        root.marks.setdefault("cards", (cards.marks[0], cards.marks[0]))
    return root


def _merge(root: Map, part: Map, report: Report) -> None:
    for key, value in part.items():
        mark = part.marks[key]
        if key in root:
            first = root.marks[key][0]
            report(mark[0], "deck.duplicate-key", Severity.ERROR, key=key, first=first)
        else:
            root[key] = value
            root.marks[key] = mark
