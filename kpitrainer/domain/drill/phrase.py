"""A text with placeholders such as `{P}`; `{{` and `}}` write braces."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from kpitrainer.domain.errors import Fault

_PIECES = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]|[^{}]+")
_OPERATOR = re.compile(r"[-+*/^(×÷−]")
_WORD = re.compile(r"[^\W\d]\w*")


class Slot(NamedTuple):
    """The place of a name's value in a text."""

    name: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Plain strings and slots in reading order."""

    pieces: tuple[str | Slot, ...]

    def fill(self, shown: Callable[[str], str]) -> str:
        """The text with `shown(name)` in each slot."""
        return "".join(
            shown(piece.name) if isinstance(piece, Slot) else piece for piece in self.pieces
        )


def parse_phrase(source: str, names: Collection[str]) -> tuple[Phrase, tuple[Fault, ...]]:
    """The phrase in `source`, whose slots may use `names`, and all that is wrong with it.

    That are braces and placeholders that mean nothing; their path is that of the text itself.
    """
    pieces: list[str | Slot] = []
    faults: list[Fault] = []
    for found in _PIECES.finditer(source):
        text, name = found.group(), found.group(1)
        if text in {"{{", "}}"}:
            pieces.append(text[0])
        elif text in {"{", "}"}:
            values = {"brace": text}
            faults.append(Fault((), "drill.lone-brace", values, column=found.start() + 1))
        elif name is None:
            pieces.append(text)
        elif (plain := name.strip()) in names:
            pieces.append(Slot(plain))
        else:
            faults.append(_unknown(plain, names, found.start() + 1))
    return Phrase(tuple(pieces)), tuple(faults)


def _unknown(name: str, names: Collection[str], column: int) -> Fault:
    if _OPERATOR.search(name) and any(word in names for word in _WORD.findall(name)):
        return Fault((), "drill.calculation-in-text", {"name": name}, column=column)
    if near := get_close_matches(name, names, n=1):
        values = {"name": name, "near": near[0]}
        return Fault((), "drill.unknown-placeholder-near", values, column=column)
    known = ", ".join(sorted(names)) or "–"
    return Fault((), "drill.unknown-placeholder", {"name": name, "names": known}, column=column)
