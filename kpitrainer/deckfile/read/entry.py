"""An entry of a deck file as its author wrote it: its type, its id, its place."""

import re
from collections.abc import Container
from difflib import get_close_matches
from typing import NamedTuple

from kpitrainer.deckfile.read.ids import is_id, propose_id
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.syntax.faults import locate
from kpitrainer.deckfile.syntax.source import Source
from kpitrainer.deckfile.syntax.yaml_tree import Map, YamlNode
from kpitrainer.domain.errors import Diagnostic, Fault

_OTHER_NAMES = {
    "question": "basic",
    "mc": "choice",
    "mcq": "choice",
    "qcm": "choice",
    "tf": "truefalse",
    "vf": "truefalse",
    "vrai-faux": "truefalse",
    "liste": "list",
    "trou": "cloze",
    "gap": "cloze",
    "calcul": "drill",
}
"""What trainers call the card types elsewhere."""


class WrittenEntry(NamedTuple):
    """An entry and where it stands: it begins at character `start` of `source`."""

    node: YamlNode
    start: int
    source: Source

    def locate(self, fault: Fault) -> Diagnostic:
        """`fault` of this entry with its position."""
        return locate(fault, self.node, self.start, self.source)


def card_type(entry: YamlNode) -> str | Fault:
    """The card type of `entry`: the one key of it that names a type."""
    if not isinstance(entry, Map):
        return Fault((), "deck.not-a-card")
    named = [key for key in entry if key in card_schema.ENTRIES]
    if len(named) == 1:
        return named[0]
    if named:
        values = {"first": named[0], "second": named[1]}
        return Fault((named[1],), "deck.two-types", values, at_key=True)
    first = next(iter(entry), "")
    near = _OTHER_NAMES.get(first.lower())
    if near is None:
        near = next(iter(get_close_matches(first.lower()[:80], card_schema.ENTRIES, 1)), None)
    if near:
        values = {"key": first[:40], "suggestion": near}
        return Fault((first,), "deck.unknown-type", values, at_key=True)
    return Fault((), "deck.no-type", {"known": ", ".join(card_schema.ENTRIES)})


def id_fault(entry: Map, key: str, taken: Container[str]) -> Fault | None:
    """What is wrong with the id under `key`, with one to write instead, not `taken`."""
    written = entry[key]
    if not isinstance(written, str):
        return Fault((key,), "deck.id-not-text", {"proposal": propose_id(_words(entry), taken)})
    if not written.strip():
        proposal = propose_id(_words(entry), taken)
        return Fault((key,), "deck.missing-id", {"key": key, "proposal": proposal}, at_key=True)
    if not is_id(written):
        proposal = propose_id(written, taken)
        return Fault((key,), "deck.bad-id", {"written": written[:40], "proposal": proposal})
    return None


def _words(entry: Map) -> str:
    """The text an id is best made of: the question's, in its first language."""
    for key in ("ask", "claim", "text", "title"):
        text = entry.get(key)
        if isinstance(text, Map):
            text = next(iter(text.values()), None)
        if isinstance(text, str):
            return re.sub(r"\{\{(?:\d+\s?:)?|[{}]", " ", text)[:200]
    return ""
