"""A card: the unit of review, with what it asks and what it expects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from kpitrainer.domain.drill.template import Template
from kpitrainer.domain.errors import Position

LocalizedText: TypeAlias = Mapping[str, str]
"""One text in each of its deck's languages ({"fr": …, "en": …})."""

LocalizedTexts: TypeAlias = Mapping[str, tuple[str, ...]]
"""Several texts (accepted spellings) in each of its deck's languages."""

_BREAKS = re.compile(r"[ \t\n]+")

NO_TEXTS: LocalizedTexts = {}


class CardKey(NamedTuple):
    """A card's permanent identity: deck id and card id, both written in the file.

    A sub-card carries a named suffix: `csat-sigle#reverse`, `ctl-intervalles#c1`.
    """

    deck: str
    card: str

    @property
    def entry(self) -> str:
        """The id its author wrote, shared by all sub-cards (siblings)."""
        return self.card.partition("#")[0]

    def __str__(self) -> str:
        """As it is written: `deck/card`."""
        return f"{self.deck}/{self.card}"


@dataclass(frozen=True, slots=True)
class Basic:
    """A question with one answer, revealed and self-graded, or typed."""

    ask: LocalizedText
    answer: LocalizedText
    typed: bool = False
    accept: LocalizedTexts = field(default_factory=dict)
    reject: LocalizedTexts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list, with other spellings that count."""

    text: LocalizedText
    accept: LocalizedTexts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListRecall:
    """All items of a list are recalled, in order or not."""

    ask: LocalizedText
    items: tuple[ListItem, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A hidden passage of a cloze text; `number` is permanent, from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with one gap hidden; the other gaps are shown filled.

    `pieces` gives, per language, plain strings and gaps in reading order.
    """

    pieces: Mapping[str, tuple[str | Gap, ...]]
    number: int
    typed: bool = False
    accept: LocalizedTexts = field(default_factory=dict)
    reject: LocalizedTexts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One right answer among wrong ones, shuffled when shown."""

    ask: LocalizedText
    answer: LocalizedText
    wrong: tuple[LocalizedText, ...]


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """A claim to judge."""

    claim: LocalizedText
    answer: bool


@dataclass(frozen=True, slots=True)
class Drill:
    """A calculation on numbers drawn anew each time."""

    template: Template


Content: TypeAlias = Basic | ListRecall | Cloze | Choice | TrueFalse | Drill


@dataclass(frozen=True, slots=True)
class Card:
    """What is reviewed on its own; an authored entry gives one card or several siblings.

    `aliases` are its former keys. `sibling` is the id of another entry of the deck, whose cards
    are siblings too. The author raises `version` when the card's meaning changes.
    """

    key: CardKey
    content: Content
    at: Position
    why: LocalizedText | None = None
    mnemonic: LocalizedText | None = None
    source: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    aliases: tuple[CardKey, ...] = ()
    sibling: str | None = None
    version: int = 1

    @property
    def sibling_group(self) -> CardKey:
        """What it shares with its siblings: the key of the entry that it or they name."""
        return CardKey(self.key.deck, self.sibling or self.key.entry)

    def label(self, language: str) -> str:
        """What the card is called in a list, on one line: its question, or a drill's title."""
        # Typography's no-break spaces stay what they are.
        return _BREAKS.sub(" ", self._named(language)).strip()

    def _named(self, language: str) -> str:
        match self.content:
            case Basic(ask=text) | ListRecall(ask=text) | Choice(ask=text) | TrueFalse(claim=text):
                return text[language]
            case Cloze(pieces=pieces, number=number):
                shown = (
                    "[…]" if isinstance(piece, Gap) and piece.number == number else piece
                    for piece in pieces[language]
                )
                return "".join(piece.text if isinstance(piece, Gap) else piece for piece in shown)
            case _:
                return self.content.template.title[language]
