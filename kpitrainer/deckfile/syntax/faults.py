"""Where the path to a mistake leads in the file."""

from kpitrainer.deckfile.syntax.source import Source
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode
from kpitrainer.domain.errors import Diagnostic, Fault, FieldPath


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


def locate(fault: Fault, entry: YamlNode, start: int, source: Source) -> Diagnostic:
    """`fault` of `entry`, which starts at `start` of `source`, with its position."""
    node, path = node_at(entry, fault.path)
    # A plain text stands for every language's: the path's last step has nowhere to go.
    exact = path == fault.path or isinstance(node, str)
    mark = start
    if path:
        above, _ = node_at(entry, path[:-1])
        if isinstance(above, Map):
            key, value = above.marks[str(path[-1])]
            mark = key if fault.at_key or not exact else value
        elif isinstance(above, Seq):
            mark = above.marks[int(path[-1])]
    if fault.column > 1 and isinstance(node, str):
        mark = _inside(source.text, mark, node, fault.column - 1)
    return Diagnostic(source.position(mark), fault.code, fault.values, fault.severity)


def _inside(text: str, start: int, value: str, offset: int) -> int:
    """The place of character `offset` of the stripped `value`, written at `start` of `text`.

    Folded texts and escapes move characters about: then the value's own start has to do.
    """
    offset += len(value) - len(value.lstrip())
    opening = text[start : start + 1]
    if opening == "|":
        first = text.find("\n", start) + 1
        indent = len(text[first:]) - len(text[first:].lstrip(" "))
        *above, last = value[:offset].split("\n")
        for _ in above:
            first = text.find("\n", first) + 1
        return first + indent + len(last)
    quote = 1 if opening in ("'", '"') else 0
    if text.startswith(value, start + quote) and "\n" not in value:
        return start + quote + offset
    return start
