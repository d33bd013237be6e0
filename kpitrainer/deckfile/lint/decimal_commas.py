"""Lists of numbers in which a comma made two of one: [2,5, 3,5]."""

import re
from collections.abc import Iterator

from kpitrainer.deckfile.read.entry import WrittenEntry
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode
from kpitrainer.domain.errors import Fault, FieldPath

_PART = re.compile(r"[0-9]+")
_MOST_DECIMALS = 2


def comma_faults(entry: WrittenEntry) -> Iterator[Fault]:
    """The numbers of `entry` with a comma, where other commas of their list have a space behind."""
    for path, numbers in _lists(entry.node):
        between = [
            entry.source.text[mark + len(str(number)) : after]
            for number, mark, after in zip(numbers, numbers.marks, numbers.marks[1:], strict=False)
        ]
        if len(set(between)) == 1:
            continue  # all commas are alike
        for place, part in enumerate(between):
            whole, decimals = numbers[place], numbers[place + 1]
            if (
                part == ","
                and isinstance(whole, str)
                and isinstance(decimals, str)
                and _PART.fullmatch(whole)
                and _PART.fullmatch(decimals)
                and len(decimals) <= _MOST_DECIMALS
            ):
                values = {"written": f"{whole},{decimals}", "meant": f"{whole}.{decimals}"}
                yield Fault((*path, place), "deck.decimal-comma", values)
                break


def _lists(
    node: YamlNode, path: FieldPath = (), *, drawn: bool = False
) -> Iterator[tuple[FieldPath, Seq]]:
    """The lists of numbers under `given` and `with`, with the way to each."""
    if isinstance(node, Map):
        for key, value in node.items():
            yield from _lists(value, (*path, key), drawn=drawn or key in ("given", "with"))
    elif isinstance(node, Seq) and drawn:
        yield path, node
    elif isinstance(node, Seq):
        for place, value in enumerate(node):
            yield from _lists(value, (*path, place))
