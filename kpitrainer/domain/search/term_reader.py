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
    QueryError,
    Rated,
    SearchWord,
    Standing,
    Text,
)
from kpitrainer.domain.verdict import Rating


class Letter(NamedTuple):
    """A letter of a word, where it stands, and whether a backslash takes its meaning from it."""

    sign: str
    place: int
    escaped: bool = False


class Term(NamedTuple):
    """A word without its quotes, and the place in the query at which it begins."""

    start: int
    letters: tuple[Letter, ...]


_Known = TypeVar("_Known")

SIGNS = ("<=", ">=", "!=", "=", "<", ">")

_NAME = re.compile(r"[A-Za-z]+")
_OTHER_NAMES = {"introduced": SearchWord.ADDED}
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
    known = {word.value: word for word in SearchWord} | _OTHER_NAMES
    if name not in known:
        raise QueryError("search.no-word", term.start, name=name, known=_listed(SearchWord))
    value = _Value(known[name], letters[colon + 1 :])
    if not value.letters:
        raise QueryError("search.no-value", letters[colon].place, word=name)
    return _named(value)


class _Value(NamedTuple):
    """What stands after a word's colon."""

    word: SearchWord
    letters: Sequence[Letter]

    @property
    def text(self) -> str:
        return "".join(each.sign for each in self.letters).lower()

    def fault(self, code: str, at: int, **values: object) -> QueryError:
        """What is wrong with what stands at that place of it."""
        place = self.letters[min(at, len(self.letters) - 1)].place
        return QueryError(code, place, word=self.word, **values)


def _named(value: _Value) -> Query:  # noqa: PLR0911 - one a kind
    match value.word:
        case SearchWord.IS:
            return Is(_one_of({each.value: each for each in Standing}, value.text, value))
        case SearchWord.TYPE:
            return OfType(_one_of({name: name for name in CARD_TYPES}, value.text, value))
        case SearchWord.FLAG:
            if value.text not in map(str, FLAGS):
                raise value.fault("search.bad-flag", 0, value=value.text)
            return Flagged(int(value.text))
        case SearchWord.ADDED:
            return Added(_days(value.text, value))
        case SearchWord.RATED:
            return _rated(value)
        case SearchWord.PROP:
            return _prop(value)
        case _:
            return Named(value.word, _pattern(value.letters))


def _rated(value: _Value) -> Rated:
    days, colon, rating = value.text.partition(":")
    rated = Rated(_days(days, value))
    if not colon:
        return rated
    if rating not in map(str, map(int, Rating)):
        raise value.fault("search.bad-rating", len(days) + 1, value=rating)
    return Rated(rated.days, Rating(int(rating)))


def _prop(value: _Value) -> Prop:
    match = _PROP.fullmatch(value.text)
    name, sign, number = match.groups() if match else ("", "", value.text)
    of = _one_of({each.value: each for each in Property}, name, value)
    at = len(name)
    if sign not in SIGNS:
        raise value.fault("search.no-sign", at, prop=name, signs=" ".join(SIGNS))
    at += len(sign)
    if not _NUMBER.fullmatch(number):
        raise value.fault("search.no-number", at, value=number, prop=name)
    exact = Decimal(number.replace(",", "."))
    least, most = _RANGES.get(of, (exact, exact))
    if not least <= exact <= most:
        raise value.fault("search.out-of-range", at, prop=name, least=int(least), most=int(most))
    return Prop(of, sign, exact)


def _one_of(known: Mapping[str, _Known], name: str, value: _Value) -> _Known:
    if name not in known:
        raise value.fault("search.bad-value", 0, name=name, known=_listed(known))
    return known[name]


def _days(text: str, value: _Value) -> int:
    if not _WHOLE.fullmatch(text) or int(text) == 0:
        raise value.fault("search.no-days", 0, value=text)
    return int(text)


def _listed(known: Iterable[str]) -> str:
    return ", ".join(map(str, known))


def _pattern(letters: Sequence[Letter]) -> Pattern:
    """Only what a pattern knows stays escaped in it."""
    kept = (
        "\\" + each.sign if each.escaped and each.sign in "\\*_" else each.sign for each in letters
    )
    return Pattern("".join(kept))
