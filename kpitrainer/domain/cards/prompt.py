"""What a card shows before it is answered: how it asks, its parts hidden, its options."""

from enum import StrEnum
from random import Random
from typing import NamedTuple

from kpitrainer.domain.cards.answer import shuffled
from kpitrainer.domain.cards.card import (
    Basic,
    Choice,
    Cloze,
    Content,
    Drill,
    Gap,
    ListRecall,
    TrueFalse,
)
from kpitrainer.domain.verdict import Message


class Mode(StrEnum):
    """How an answer is given."""

    REVEAL = "reveal"  # in the head, then shown
    TYPED = "typed"
    LIST = "list"
    CHOICE = "choice"
    DRILL = "drill"


class Run(NamedTuple):
    """A stretch of text; `gap` marks a cloze's gap, hidden or filled."""

    text: str
    gap: bool = False


HIDDEN = Run("[…]", gap=True)


def mode_of(content: Content) -> Mode:
    """How a card of this content is answered."""
    match content:
        case Drill():
            return Mode.DRILL
        case ListRecall():
            return Mode.LIST
        case Choice() | TrueFalse():
            return Mode.CHOICE
        case Basic(typed=True) | Cloze(typed=True):
            return Mode.TYPED
        case _:
            return Mode.REVEAL


def options_of(content: Content, language: str, seed: int) -> tuple[str | Message, ...]:
    """What there is to choose from, in the order `seed` gives."""
    match content:
        case TrueFalse():
            return (truth_said(True), truth_said(False))
        case Choice(answer=answer, wrong=wrong):
            texts = (answer, *wrong)
            order = shuffled(content, Random(seed))  # noqa: S311 - an order, not a secret
            return tuple(texts[place][language] for place in order)
        case _:
            return ()


def asked_runs(content: Content, language: str, *, filled: bool) -> tuple[Run, ...]:
    """What is asked by a card that is no drill; `filled` shows a cloze's gap."""
    match content:
        case Cloze():
            return cloze_runs(content, language, filled=filled)
        case TrueFalse(claim=text) | Basic(ask=text) | ListRecall(ask=text) | Choice(ask=text):
            return (Run(text[language]),)
        case Drill():
            raise TypeError(content)


def solution_of(content: Content, language: str) -> tuple[str | Message, ...]:
    """The right answer's lines, of a card that is no drill: several for a list."""
    match content:
        case Basic(answer=answer) | Choice(answer=answer):
            return (answer[language],)
        case Cloze():
            return (gap_text(content, language),)
        case ListRecall(items=items):
            return tuple(item.text[language] for item in items)
        case TrueFalse(answer=truth):
            return (truth_said(truth),)
        case Drill():
            raise TypeError(content)


def truth_said(truth: bool) -> Message:
    """« True » or « false »."""
    return Message("answer.true" if truth else "answer.false")


def gap_text(cloze: Cloze, language: str) -> str:
    """What is hidden."""
    return next(
        piece.text
        for piece in cloze.pieces[language]
        if isinstance(piece, Gap) and piece.number == cloze.number
    )


def cloze_runs(cloze: Cloze, language: str, *, filled: bool) -> tuple[Run, ...]:
    """The text with its gap, hidden or filled."""

    def run(piece: str | Gap) -> Run:
        if isinstance(piece, str):
            return Run(piece)
        if piece.number != cloze.number:
            return Run(piece.text)
        return Run(piece.text, gap=True) if filled else HIDDEN

    return tuple(run(piece) for piece in cloze.pieces[language])


def initials(text: str) -> str:
    """The first letter of each word: « i… d… m… »."""
    return " ".join(f"{word[0]}…" for word in text.split())
