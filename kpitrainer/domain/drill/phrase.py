"""A text with placeholders such as `{P}`; `{{` and `}}` write braces."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from kpitrainer.domain.errors import Fault, FieldPath

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


def parse_phrase(
    source: str, names: Collection[str], path: FieldPath
) -> tuple[Phrase, tuple[Fault, ...]]:
    """The phrase in `source`, the text at `path`, and all that is wrong with it.

    Its slots may use `names`.
    """
    pieces: list[str | Slot] = []
    faults: list[Fault] = []
    for found in _PIECES.finditer(source):
        text, name, column = found.group(), found.group(1), found.start() + 1
        if text in {"{{", "}}"}:
            pieces.append(text[0])
        elif text in {"{", "}"}:
            faults.append(Fault(path, "drill.lone-brace", {"brace": text}, column=column))
        elif name is None:
            pieces.append(text)
        elif (plain := name.strip()) in names:
            pieces.append(Slot(plain))
        else:
            code, values = _unknown(plain, names)
            faults.append(Fault(path, code, values, column=column))
    return Phrase(tuple(pieces)), tuple(faults)


def _unknown(name: str, names: Collection[str]) -> tuple[str, dict[str, str]]:
    if _OPERATOR.search(name) and any(word in names for word in _WORD.findall(name)):
        return "drill.calculation-in-text", {"name": name}
    if near := get_close_matches(name, names, n=1):
        return "drill.unknown-placeholder-near", {"name": name, "near": near[0]}
    known = ", ".join(sorted(names)) or "–"
    return "drill.unknown-placeholder", {"name": name, "names": known}
