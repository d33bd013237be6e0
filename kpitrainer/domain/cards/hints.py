"""The hints of a card that is no drill: its author's, and what its answers begin with."""

from collections.abc import Sequence
from typing import assert_never

from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.list_recall import Recall
from kpitrainer.domain.verdict import Message

AUTHORS = -1
"""Stands for the author's hint among the lines of the solution that hints were taken for."""


def card_hints(
    own: str, hinted: Sequence[int], solution: Sequence[str | Message]
) -> tuple[str, ...]:
    """The hints that were taken, the author's `own` first."""
    return tuple(
        own if place == AUTHORS else initials(str(solution[place])) for place in sorted(hinted)
    )


def next_hinted(
    mode: Mode, own: str, recall: Recall, hinted: Sequence[int], lines: int
) -> int | None:
    """What the next hint is for: AUTHORS, a line of the solution, from 0, or None for no more."""
    if own and AUTHORS not in hinted:
        return AUTHORS
    match mode:
        case Mode.TYPED:
            return None if 0 in hinted else 0
        case Mode.LIST:
            known = {*recall.finder, *hinted}
            return next((place for place in range(lines) if place not in known), None)
        case Mode.REVEAL | Mode.CHOICE | Mode.TICKS | Mode.DRILL:
            return None
        case _:
            assert_never(mode)


def initials(text: str) -> str:
    """The first letter of each word: « i… d… m… »."""
    return " ".join(f"{word[0]}…" for word in text.split())
