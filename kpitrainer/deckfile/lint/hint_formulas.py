"""Hints that set the calculation of the answer up: `({P} − {D}) ÷ {n} × 100`, named or not."""

import re

from kpitrainer.deckfile.lint.card_rules import weighty
from kpitrainer.domain.drill.phrase import Phrase, Slot

_NUMBERS = r"[\d\s.,\u00a0\u202f€$£%()]"
_CALCULATES = re.compile(rf"(?:{_NUMBERS}|[-+−–×·*÷/^⁰¹²³⁴⁵⁶⁷⁸⁹⁻])+")
_OPERATOR = re.compile(r"[-+−–×·*÷/^]")


def set_up(hint: Phrase, title: str, asked: str, language: str, *, last: bool) -> Phrase | None:
    """The equation that `hint` states, with the name `asked` on its other side; None if none.

    Without a name before it a calculation is taken to be that of the answer in the `last` hint
    alone, as one before may be a step; with one where all its words stand in the drill's `title`.
    """
    whole = hint.fill(lambda _name: "0")
    label, equals, calculation = whole.rpartition("=")
    if not any(isinstance(piece, Slot) for piece in hint.pieces):
        return None  # in words
    if not (_CALCULATES.fullmatch(calculation) and _OPERATOR.search(calculation)):
        return None
    named = weighty(label, language) <= weighty(title, language) and label.strip()
    if not (named if equals else last):
        return None
    return Phrase((*hint.pieces, " ≈ ", Slot(asked)))
