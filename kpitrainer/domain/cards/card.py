"""Cards, the units of review, and decks of them."""

import pickle
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from kpitrainer.domain.cards.card_types.content import Content
from kpitrainer.domain.errors import Position
from kpitrainer.domain.text.localized import LocalizedText, language_for
from kpitrainer.domain.text.vocabulary import NO_WORDS, Vocabulary

_BREAKS = re.compile(r"[ \t\n]+")


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


class _Packed:
    """Where a card that was read again keeps its texts until one is asked for."""

    __slots__ = ("_packed",)


@dataclass(frozen=True, slots=True)
class Card(_Packed):
    """What is reviewed on its own; an authored entry gives one card or several siblings.

    `aliases` are its former keys. `sibling` is the id of another entry of the deck, whose cards
    are siblings too. The author raises `version` when the card's meaning changes, and may say in
    `changes` by version what that has changed. `weight` and
    `type_name` are its content's; `sibling_group` is what it shares with its siblings, the key of
    the entry that it or they name.

    A day is planned without a card's texts: pickled, they are a parcel, which is opened when one of
    them is first asked for, as most cards of a large deck are not shown.
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
    changes: Mapping[int, LocalizedText] = field(default_factory=dict)
    hint: LocalizedText | None = None
    weight: int = field(init=False, repr=False, compare=False)
    type_name: str = field(init=False, repr=False, compare=False)
    sibling_group: CardKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note what is asked for without the texts."""
        object.__setattr__(self, "weight", self.content.weight)
        object.__setattr__(self, "type_name", self.content.type_name)
        key = self.key
        group = CardKey(key.deck, self.sibling or key.entry)
        object.__setattr__(self, "sibling_group", key if group == key else group)

    if not TYPE_CHECKING:  # else each misspelt attribute would be one

        def __getattr__(self, name: str) -> object:
            """What stands in no slot yet: one of the texts of a card that was read again."""
            if name not in _TEXTS:
                raise AttributeError(name)
            texts = pickle.loads(object.__getattribute__(self, "_packed"))  # noqa: S301 - of the same file
            for slot, value in zip(_TEXTS, texts, strict=True):
                object.__setattr__(self, slot, value)
            return texts[_TEXTS.index(name)]

    def __reduce__(self) -> "tuple[Callable[..., Card], tuple[object, ...]]":
        """Its texts apart."""
        texts = pickle.dumps(tuple(getattr(self, name) for name in _TEXTS), 5)
        return _read_again, (texts, *(getattr(self, name) for name in _LIGHT))

    def changes_since(self, version: int, language: str) -> str:
        """What its author says of the later versions, a line each; empty where nothing."""
        later = (number for number in sorted(self.changes) if number > version)
        return "\n".join(self.changes[number][language] for number in later)

    def label(self, language: str) -> str:
        """What the card is called in a list, on one line: its question, or a drill's title."""
        # Typography's no-break spaces stay what they are.
        return _BREAKS.sub(" ", self.content.label(language)).strip()


_TEXTS = ("content", "why", "mnemonic", "changes", "hint")
_LIGHT = tuple(name for name in Card.__slots__ if name not in _TEXTS)
# A slot's own setter, as it is many times faster than what freezes the class.
_FILL = tuple(vars(Card)[name].__set__ for name in _LIGHT)
_FILL_TEXTS = vars(_Packed)["_packed"].__set__


def _read_again(texts: bytes, *light: object) -> Card:
    card = object.__new__(Card)
    _FILL_TEXTS(card, texts)
    for fill, value in zip(_FILL, light, strict=True):
        fill(card, value)
    return card


class Prerequisite(NamedTuple):
    """The id of a deck to be studied before, and where the author says so."""

    deck: str
    at: Position


class DeckAbout(NamedTuple):
    """Which edition a deck is, whose, and where it is at home, an https address; "" is not said."""

    edition: str = ""
    author: str = ""
    licence: str = ""
    homepage: str = ""


NOT_SAID = DeckAbout()


@dataclass(frozen=True, slots=True)
class Deck:
    """A loaded deck. Every text of it exists in each of `languages` (mnemonics excepted).

    `vocabulary` has the words its cards are judged by, and knows those of its own texts. `tags`
    and `sources` give titles to tags and to kinds of sources, of whichever deck (`Titles`). What
    its author says of it as a whole is in `about`.
    """

    id: str
    title: LocalizedText
    languages: tuple[str, ...]
    level: int
    cards: tuple[Card, ...]
    at: Position
    description: LocalizedText | None = None
    optional: bool = False
    after: tuple[Prerequisite, ...] = ()
    vocabulary: Vocabulary = NO_WORDS
    tags: Mapping[str, LocalizedText] = field(default_factory=dict)
    sources: Mapping[str, LocalizedText] = field(default_factory=dict)
    about: DeckAbout = NOT_SAID

    def title_for(self, wanted: str) -> str:
        """Its title, to a reader who wants `wanted`."""
        return self.title[self.language(wanted)]

    def language(self, wanted: str) -> str:
        """The language its cards are shown in to a reader who wants `wanted`."""
        return language_for(wanted, self.languages)
