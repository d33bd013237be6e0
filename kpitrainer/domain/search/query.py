"""A query, read: what a card must be to be found."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.search.pattern import Pattern
from kpitrainer.domain.verdict import Rating


class QueryError(KpiTrainerError):
    """What is wrong with `query`, at `place`, from 0 within it; codes are `search.…`."""

    def __init__(self, code: str, place: int, **values: object) -> None:
        super().__init__(code, **values)
        self.place = place
        self.query = ""

    @property
    def column(self) -> int:
        """The place as it is told: from 1."""
        return self.place + 1


class SearchWord(StrEnum):
    """What may stand before a colon."""

    DECK = "deck"
    TAG = "tag"
    IS = "is"
    PROP = "prop"
    RATED = "rated"
    ADDED = "added"
    FLAG = "flag"
    MISTAKE = "mistake"
    TYPE = "type"
    ID = "id"


class Standing(StrEnum):
    """What a card can be, after `is:`."""

    DUE = "due"
    NEW = "new"
    LEARN = "learn"
    REVIEW = "review"
    YOUNG = "young"
    MATURE = "mature"
    SUSPENDED = "suspended"
    BURIED = "buried"
    LEECH = "leech"


class Property(StrEnum):
    """What of a card can be compared with a number, after `prop:`."""

    STABILITY = "s"
    DIFFICULTY = "d"
    RETRIEVABILITY = "r"
    INTERVAL = "ivl"
    LAPSES = "lapses"
    REPS = "reps"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in its question, its answer or its tags."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Named:
    """The name of its deck, of one of its tags, its own, or that of a misconception shown at it."""

    word: SearchWord
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Is:
    """What it is now."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class Prop:
    """How a property of it compares with a number; `sign` is one of = != < > <= >=."""

    of: Property
    sign: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Rated:
    """Answered within so many study days, today included, and so rated where a rating is given."""

    days: int
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """First met within so many study days, today included."""

    days: int


@dataclass(frozen=True, slots=True)
class Flagged:
    """The flag it carries, 0 for none."""

    flag: int


@dataclass(frozen=True, slots=True)
class OfType:
    """The type of card, by the key that opens it in a deck file."""

    type_name: str


@dataclass(frozen=True, slots=True)
class Not:
    """Not so."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class All:
    """All of these; of no parts, anything."""

    parts: tuple["Query", ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """One of these at least."""

    parts: tuple["Query", ...]


Query: TypeAlias = Text | Named | Is | Prop | Rated | Added | Flagged | OfType | Not | All | Any

EVERYTHING = All()
