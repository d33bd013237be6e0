"""Values with brackets that they should not have, and lists without those they should."""

import re

from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode

_MOST_TOLD = 80
"""Characters of what is to be written instead."""

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_WANTS_QUOTES = re.compile(r"[{}\[\]:#\"'&*!|>%@`]")


def bare_value(node: YamlNode) -> str:
    """What stands in brackets or braces that its author put around one value; or ""."""
    if isinstance(node, Seq) and len(node) == 1 and isinstance(node[0], str):
        return node[0][:_MOST_TOLD]
    if isinstance(node, Map):
        values = [value for value in node.values() if isinstance(value, str)]
        if len(values) == len(node) == 1 and not values[0]:
            return next(iter(node))[:_MOST_TOLD]
        if len(values) == len(node) > 1 and all(map(_NUMBER.fullmatch, values)):
            return " by ".join(["..".join(values[:2]), *values[2:3]])[:_MOST_TOLD]
    return ""


def bracketed(node: str, text: str, mark: int) -> str:
    """The items of a list that stands, as `node`, at `mark` of `text` without brackets; or ""."""
    if text[mark : mark + 1] in ("'", '"'):
        return f'"{node[:_MOST_TOLD]}"' if '"' not in node else ""
    if not node or not text.startswith(node, mark):
        return ""  # it stands on several lines, or nowhere
    items = (part.strip() for part in re.split("[,;]", node.strip("()")))
    return ", ".join(f'"{item}"' if _WANTS_QUOTES.search(item) else item for item in items)[
        :_MOST_TOLD
    ]
