"""From what a learner types to a query; what cannot be read is told at its column.

The grammar is Anki's: words beside each other must all hold, `or` binds less, `-` before a word or
a bracket turns it round.
"""

from collections.abc import Callable

from kpitrainer.domain.search.query import EVERYTHING, All, Any, Not, Query, QueryError
from kpitrainer.domain.search.term_reader import Letter, Term, read_term

_ESCAPED = frozenset('\\"*_:()-')
"""What a backslash may stand before."""

_DEEPEST = 50
"""So many brackets and minus signs may stand one in another."""

CONJUNCTIONS = ("and", "or")


def parse_query(text: str) -> Query:
    """The query that `text` is; of nothing, what finds everything.

    Raises:
        QueryError: it is none.
    """
    try:
        return _Reader(text).whole()
    except QueryError as error:
        error.query = text
        raise


class _Reader:
    """Goes through a text once, from the left."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    @property
    def ended(self) -> bool:
        return self._at >= len(self._text)

    def whole(self) -> Query:
        query = self._any()
        if not self.ended:  # a bracket that closes nothing is all that stops before the end
            raise QueryError("search.stray-bracket", self._at)
        return query

    def _any(self) -> Query:
        parts = [self._all()]
        while not self.ended and self._text[self._at] != ")":
            conjunction = self._at
            self._at += len("or")
            parts.append(self._all(conjunction))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _all(self, conjunction: int | None = None) -> Query:
        """What stands beside each other up to the next `or`, after a conjunction at that place."""
        parts: list[Query] = []
        while True:
            while not self.ended and self._text[self._at].isspace():
                self._at += 1
            if self.ended or self._text[self._at] == ")":
                break
            if word := self._conjunction():
                if not parts or conjunction is not None:
                    raise QueryError("search.lone-or", self._at)
                if word == "or":
                    break
                conjunction = self._at
                self._at += len(word)
            else:
                parts.append(self._one())
                conjunction = None
        if conjunction is not None:
            raise QueryError("search.lone-or", conjunction)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Query:
        sign = self._text[self._at]
        if sign == "-":
            return self._deeper(self._turned)
        if sign == "(":
            return self._deeper(self._bracketed)
        return read_term(self._term())

    def _deeper(self, read: Callable[[], Query]) -> Query:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise QueryError("search.too-deep", self._at, most=_DEEPEST)
        query = read()
        self._depth -= 1
        return query

    def _turned(self) -> Query:
        start = self._at
        self._at += 1
        if self.ended or self._text[self._at].isspace() or self._text[self._at] == ")":
            raise QueryError("search.lone-minus", start)
        return Not(self._one())

    def _bracketed(self) -> Query:
        start = self._at
        self._at += 1
        query = self._any()
        if self.ended:
            raise QueryError("search.open-bracket", start)
        if query == EVERYTHING:
            raise QueryError("search.empty-brackets", start)
        self._at += 1
        return query

    def _conjunction(self) -> str:
        """Which conjunction stands here, if any."""
        for word in CONJUNCTIONS:
            end = self._at + len(word)
            if self._text[self._at : end].lower() == word and (
                end == len(self._text) or self._text[end].isspace() or self._text[end] in '()"'
            ):
                return word
        return ""

    def _term(self) -> Term:
        """A word: up to a space, a bracket or a quote, or as far as its own quotes reach."""
        start = self._at
        if self._text[start] == '"':
            return Term(start, tuple(self._quoted()))
        letters: list[Letter] = []
        is_named = False
        while not self.ended:
            sign = self._text[self._at]
            if sign.isspace() or sign in '()"':
                if (
                    sign == '"'
                    and letters
                    and is_named
                    and letters[-1] == Letter(":", self._at - 1)
                ):
                    letters += self._quoted()
                break
            letter = self._letter()
            is_named = is_named or (letter.sign == ":" and not letter.escaped)
            letters.append(letter)
        return Term(start, tuple(letters))

    def _quoted(self) -> list[Letter]:
        start = self._at
        self._at += 1
        letters: list[Letter] = []
        while not self.ended:
            if self._text[self._at] == '"':
                self._at += 1
                if not letters:
                    raise QueryError("search.empty-quotes", start)
                return letters
            letters.append(self._letter())
        raise QueryError("search.open-quote", start)

    def _letter(self) -> Letter:
        at, sign = self._at, self._text[self._at]
        self._at += 1
        if sign != "\\":
            return Letter(sign, at)
        if self.ended or self._text[self._at] not in _ESCAPED:
            raise QueryError("search.bad-escape", at)
        self._at += 1
        return Letter(self._text[at + 1], at, escaped=True)
