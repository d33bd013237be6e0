"""A text with placeholders such as `{P}`; `{{` and `}}` write braces."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import accumulate, zip_longest
from typing import NamedTuple

from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.text.formatted_text import FormattedText, Span
from kpitrainer.domain.text.formatting import SLOT, STANDS_IN, formatted

_PIECES = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]|[^{}]+")
_OPERATOR = re.compile(r"[-+*/^(×÷−]")
_WORD = re.compile(r"[^\W\d]\w*")


class Slot(NamedTuple):
    """The place of a name's value in a text."""

    name: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Plain strings and slots in reading order; `spans` has what is formatted of them.

    They count a slot as one character, and take in what is put there: no mark is read in that.
    """

    pieces: tuple[str | Slot, ...]
    spans: tuple[Span, ...] = ()

    def fill(self, shown: Callable[[str], str]) -> str:
        """The text with `shown(name)` in each slot."""
        pieces = [shown(piece.name) if isinstance(piece, Slot) else piece for piece in self.pieces]
        if not self.spans:
            return "".join(pieces)
        slots = [isinstance(piece, Slot) for piece in self.pieces]
        sources = [SLOT if slot else text for slot, text in zip(slots, pieces, strict=True)]
        places = accumulate(map(len, sources), initial=0)
        return FormattedText("".join(sources), self.spans).with_parts(
            [
                (place, place + 1, text)
                for place, slot, text in zip(places, slots, pieces, strict=False)
                if slot
            ]
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
    return _formatted(pieces), tuple(faults)


def _formatted(pieces: Sequence[str | Slot]) -> Phrase:
    """The phrase of these pieces without their marks, which may reach over slots."""
    slots = [piece for piece in pieces if isinstance(piece, Slot)]
    written = "".join([SLOT if isinstance(piece, Slot) else piece for piece in pieces])
    read = formatted(written)
    if read is written or len(STANDS_IN.findall(written)) > len(slots):
        return Phrase(tuple(pieces))
    found: list[str | Slot] = []
    for text, slot in zip_longest(read.split(SLOT), slots):
        found += [each for each in (text, slot) if each]
    return Phrase(tuple(found), read.spans if isinstance(read, FormattedText) else ())


def _unknown(name: str, names: Collection[str]) -> tuple[str, dict[str, str]]:
    if _OPERATOR.search(name) and any(word in names for word in _WORD.findall(name)):
        return "drill.calculation-in-text", {"name": name}
    if near := get_close_matches(name, names, n=1):
        return "drill.unknown-placeholder-near", {"name": name, "near": near[0]}
    known = ", ".join(sorted(names)) or "–"
    return "drill.unknown-placeholder", {"name": name, "names": known}
