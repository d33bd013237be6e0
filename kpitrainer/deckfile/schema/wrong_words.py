"""What is wrong with a word that is none of those which may stand in its place."""

from kpitrainer.deckfile.syntax.yaml_tree import YamlNode
from kpitrainer.domain.errors import Fault, FieldPath


def misnamed(path: FieldPath, key: str, node: YamlNode) -> Fault:
    """What is wrong with `node`, under `key`, or with the key itself, as a name or number."""
    if path[0] == "version":
        written = node if isinstance(node, str) and len(path) == 1 else key
        return Fault(path, "deck.bad-version", {"written": written[:40]}, at_key=len(path) > 1)
    if not isinstance(node, str):
        return Fault(path, "deck.bad-gap-number", {"written": key[:40]}, at_key=True)
    code = "deck.bad-any" if key == "any" else "deck.bad-name"
    return Fault(path, code, {"key": key, "written": node[:40]})


def not_one_of(path: FieldPath, key: str, node: YamlNode) -> Fault:
    """What is wrong with `node`, of which only some words may stand under `key`."""
    written = node[:40] if isinstance(node, str) else ""
    match key:
        case "level":
            return Fault(path, "deck.bad-level", {"written": written})
        case "reading":
            return Fault(path, "deck.bad-reading", {"written": written})
        case "kind":
            return Fault(path, "deck.bad-figure-kind", {"written": written})
    return Fault(path, "deck.not-true-or-false", {"key": key, "written": written})
