"""A text with placeholders such as `{P}`; `{{` and `}}` write braces."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from kpitrainer.domain.errors import KpiTrainerError

_PIECES = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]|[^{}]+")


class PhraseError(KpiTrainerError):
    """A brace or placeholder that means nothing; `offset` counts characters from 0."""

    def __init__(self, code: str, offset: int, **values: object) -> None:
        super().__init__(code, **values)
        self.offset = offset


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


def parse_phrase(source: str, names: Collection[str]) -> tuple[Phrase, tuple[PhraseError, ...]]:
    """The phrase in `source`, whose slots may use `names`, and all that is wrong with it."""
    pieces: list[str | Slot] = []
    errors: list[PhraseError] = []
    for found in _PIECES.finditer(source):
        text, name = found.group(), found.group(1)
        if text in {"{{", "}}"}:
            pieces.append(text[0])
        elif text in {"{", "}"}:
            errors.append(PhraseError("drill.lone-brace", found.start(), brace=text))
        elif name is None:
            pieces.append(text)
        elif (plain := name.strip()) in names:
            pieces.append(Slot(plain))
        else:
            errors.append(_unknown(plain, names, found.start()))
    return Phrase(tuple(pieces)), tuple(errors)


def _unknown(name: str, names: Collection[str], offset: int) -> PhraseError:
    if near := get_close_matches(name, names, n=1):
        return PhraseError("drill.unknown-placeholder-near", offset, name=name, near=near[0])
    return PhraseError(
        "drill.unknown-placeholder", offset, name=name, names=", ".join(sorted(names))
    )
