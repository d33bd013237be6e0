"""An entry of a deck file as its author wrote it: its type, its id, its place."""

import re
import unicodedata
from collections.abc import Container
from difflib import get_close_matches
from typing import NamedTuple

from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.schema.values import LONGEST_ID
from kpitrainer.deckfile.syntax.source import Source
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode, node_at
from kpitrainer.domain.errors import Diagnostic, Fault

_OTHER_NAMES = {
    **dict.fromkeys(("question", "q", "carte", "card", "fiche", "recto", "front"), "basic"),
    **dict.fromkeys(("mc", "mcq", "qcm", "choix", "multiple-choice"), "choice"),
    **dict.fromkeys(("tf", "vf", "vrai-faux", "affirmation", "true-false"), "truefalse"),
    **dict.fromkeys(("liste", "enumeration", "énumération"), "list"),
    **dict.fromkeys(("trou", "trous", "gap", "gaps", "texte-a-trous", "texte-à-trous"), "cloze"),
    **dict.fromkeys(("calcul", "exercice", "exercise", "problem", "probleme", "problème"), "drill"),
}
"""What trainers call the card types elsewhere."""


class WrittenEntry(NamedTuple):
    """An entry and where it stands: it begins at character `start` of `source`."""

    node: YamlNode
    start: int
    source: Source

    def locate(self, fault: Fault) -> Diagnostic:
        """`fault` of this entry with its position."""
        node, path = node_at(self.node, fault.path)
        # A plain text stands for every language's: the path's last step has nowhere to go.
        exact = path == fault.path or isinstance(node, str)
        mark = self.start
        if path:
            above, _ = node_at(self.node, path[:-1])
            if isinstance(above, Map):
                key, value = above.marks[str(path[-1])]
                mark = key if fault.at_key or not exact else value
            elif isinstance(above, Seq):
                mark = above.marks[int(path[-1])]
        if fault.column > 1 and isinstance(node, str):
            mark = _inside(self.source.text, mark, node, fault.column - 1)
        return Diagnostic(self.source.position(mark), fault.code, fault.values, fault.severity)


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


def card_type(entry: YamlNode) -> str | Fault:
    """The card type of `entry`: the one key of it that names a type."""
    if not isinstance(entry, Map):
        return Fault((), "deck.not-a-card")
    named = [key for key in entry if key in card_schema.ENTRIES]
    if len(named) == 1:
        return named[0]
    if named:
        values = {"first": named[0], "second": named[1]}
        if named == ["drill", "choice"] and isinstance(entry["choice"], Seq):
            return Fault((named[1],), "deck.choose", {"key": named[1]}, at_key=True)
        return Fault((named[1],), "deck.two-types", values, at_key=True)
    first = next(iter(entry), "")
    near = _OTHER_NAMES.get(re.sub("[ _]", "-", first.lower().strip()))
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


_ID = re.compile(r"[a-z][a-z0-9-]*")
_LONGEST = 40
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "’": "-", "'": "-"})


def is_id(written: str) -> bool:
    """Whether a deck or a card may have this id."""
    return len(written) <= LONGEST_ID and _ID.fullmatch(written) is not None


def propose_id(words: str, taken: Container[str] = ()) -> str:
    """An id made of `words` that is not yet `taken`: "Où est l’œuvre ?" gives "ou-est-l-oeuvre".

    Lower case, without accents, at most about 40 characters, cut between words.
    """
    plain = unicodedata.normalize("NFKD", words.lower().translate(_LETTERS))
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")
    if len(slug) > _LONGEST:
        slug = slug[: _LONGEST + 1].rpartition("-")[0] or slug[:_LONGEST]
    if not slug or not slug[0].isalpha():
        slug = f"c-{slug}".rstrip("-")
    return slug if slug not in taken else f"{slug}-{_free(slug, taken)}"


def _free(slug: str, taken: Container[str]) -> int:
    """A number that is free behind `slug`: of those that follow without a gap the next.

    Thousands may be taken: they are not tried one after another.
    """
    used, free = 1, 2
    while f"{slug}-{free}" in taken:
        used, free = free, 2 * free
    while free - used > 1:
        middle = (used + free) // 2
        if f"{slug}-{middle}" in taken:
            used = middle
        else:
            free = middle
    return free
