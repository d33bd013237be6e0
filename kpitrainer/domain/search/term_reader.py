"""One word of a query: a text, or a name with what it must be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from kpitrainer.domain.cards.card_types import CARD_TYPES
from kpitrainer.domain.schedule.memory import FLAGS
from kpitrainer.domain.search.pattern import Pattern
from kpitrainer.domain.search.query import (
    Added,
    Flagged,
    Is,
    Named,
    OfType,
    Prop,
    Property,
    Query,
    Rated,
    Standing,
    Text,
    Word,
)
from kpitrainer.domain.search.query_error import QueryError
from kpitrainer.domain.verdict import Rating


class Letter(NamedTuple):
    """A letter of a word, where it stands, and whether a backslash takes its meaning from it."""

    sign: str
    place: int
    escaped: bool = False


class Term(NamedTuple):
    """A word without its quotes, and the places in the query at which it begins and ends."""

    start: int
    letters: tuple[Letter, ...]
    end: int


_Known = TypeVar("_Known")

SIGNS = ("<=", ">=", "!=", "=", "<", ">")

_NAME = re.compile(r"[A-Za-z]+")
_OTHER_NAMES = {"introduced": Word.ADDED}
"""Anki's names for what has another here."""

_PROP = re.compile(r"([a-z]*)([=<>!]*)(.*)", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]{1,6}(?:[.,][0-9]{1,6})?")
_WHOLE = re.compile(r"[0-9]{1,6}")
_RANGES = {Property.DIFFICULTY: (1, 10), Property.RETRIEVABILITY: (0, 1)}
"""What these properties can be."""


def read_term(term: Term) -> Query:
    """What a word says.

    Raises:
        QueryError: nothing that is known.
    """
    letters = term.letters
    colon = next(
        (n for n, each in enumerate(letters) if each.sign == ":" and not each.escaped), None
    )
    name = "".join(each.sign for each in letters[:colon]).lower() if colon is not None else ""
    if colon is None or not _NAME.fullmatch(name):
        return Text(_pattern(letters))
    known = {word.value: word for word in Word} | _OTHER_NAMES
    if name not in known:
        raise QueryError("search.no-word", term.start, name=name, known=_listed(Word))
    value = letters[colon + 1 :]
    if not value:
        raise QueryError("search.no-value", term.end, word=name)
    return _named(known[name], value)


def _named(word: Word, value: Sequence[Letter]) -> Query:  # noqa: C901, PLR0911 - one a kind
    text, place = "".join(each.sign for each in value).lower(), value[0].place
    match word:
        case Word.DECK | Word.TAG | Word.MISTAKE | Word.ID:
            return Named(word, _pattern(value))
        case Word.IS:
            return Is(_one_of({each.value: each for each in Standing}, text, word, place))
        case Word.TYPE:
            return OfType(_one_of({name: name for name in CARD_TYPES}, text, word, place))
        case Word.FLAG:
            flag = _whole(text, word, place)
            if flag not in FLAGS:
                raise QueryError("search.bad-flag", place, value=text)
            return Flagged(flag)
        case Word.ADDED:
            return Added(_days(text, word, place))
        case Word.RATED:
            days, colon, rating = text.partition(":")
            rated = Rated(_days(days, word, place))
            if not colon:
                return rated
            if rating not in {"1", "2", "3", "4"}:
                raise QueryError("search.bad-rating", place + len(days) + 1, value=rating)
            return Rated(rated.days, Rating(int(rating)))
        case Word.PROP:
            return _prop(text, place)


def _prop(text: str, place: int) -> Prop:
    match = _PROP.fullmatch(text)
    name, sign, number = match.groups() if match else ("", "", text)
    of = _one_of({each.value: each for each in Property}, name, Word.PROP, place)
    place += len(name)
    if sign not in SIGNS:
        raise QueryError("search.no-sign", place, name=name, known=", ".join(SIGNS))
    place += len(sign)
    if not _NUMBER.fullmatch(number):
        raise QueryError("search.no-number", place, value=number, name=name + sign)
    value = Decimal(number.replace(",", "."))
    if of in _RANGES:
        least, most = _RANGES[of]
        if not least <= value <= most:
            raise QueryError("search.out-of-range", place, name=name, least=least, most=most)
    return Prop(of, sign, value)


def _one_of(known: Mapping[str, _Known], text: str, word: Word, place: int) -> _Known:
    if text not in known:
        raise QueryError("search.bad-value", place, word=word, value=text, known=_listed(known))
    return known[text]


def _days(text: str, word: Word, place: int) -> int:
    days = _whole(text, word, place)
    if days == 0:
        raise QueryError("search.no-days", place, word=word, value=text)
    return days


def _whole(text: str, word: Word, place: int) -> int:
    if not _WHOLE.fullmatch(text):
        raise QueryError("search.no-days", place, word=word, value=text)
    return int(text)


def _listed(known: Iterable[str]) -> str:
    return ", ".join(map(str, known))


def _pattern(letters: Sequence[Letter]) -> Pattern:
    """Only what a pattern knows stays escaped in it."""
    kept = (
        "\\" + each.sign if each.escaped and each.sign in "\\*_" else each.sign for each in letters
    )
    return Pattern("".join(kept))
