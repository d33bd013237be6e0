"""A text without its marks, which knows where they stood.

All that judges, seeks, lists or stores a text takes it for the string it is; who shows one looks
for its spans. What is made of it by a string's own methods has none.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple, Self


class Mark(StrEnum):
    """What a stretch of a text is."""

    EMPHASIS = "emphasis"
    CODE = "code"
    GAP = "gap"  # of a cloze, hidden or filled
    ITEM = "item"  # what stands before an item of a list: a dash or a number
    TABLE = "table"
    HEAD = "head"  # the first line of a table, where it holds heads
    CELL = "cell"


class Span(NamedTuple):
    """The characters `start` to `end` (not included) of a text are a `mark`."""

    start: int
    end: int
    mark: Mark


class Part(NamedTuple):
    """Some lines of a text: running text, or the rows of a table, with `heads` or without."""

    text: "FormattedText"
    rows: tuple[tuple["FormattedText", ...], ...] = ()
    heads: bool = False


class FormattedText(str):
    """A text without marks, with its spans: an outer one before those in it."""

    __slots__ = ("spans",)
    spans: tuple[Span, ...]

    def __new__(cls, text: str, spans: Iterable[Span] = ()) -> Self:
        """A `text` with these `spans`."""
        made = super().__new__(cls, text)
        made.spans = tuple(spans)
        return made

    def __reduce__(self) -> "tuple[Callable[..., FormattedText], tuple[object, ...]]":
        """As text and plain tuples."""
        return _made_again, (str(self), tuple(tuple(span) for span in self.spans))

    def has(self, form: Mark) -> bool:
        """Whether any stretch of it is a `form`."""
        return any(span.mark is form for span in self.spans)

    def with_parts(self, new: Sequence[tuple[int, int, str]]) -> "FormattedText":
        """With other texts in the place of some of its characters: each as (start, end, text).

        They stand in their order and apart from each other. What held for all that one takes the
        place of holds for it too.
        """
        starts, ends = [part[0] for part in new], [part[1] for part in new]
        longer = [0, *accumulate(len(text) - (end - start) for start, end, text in new)]

        def begins(at: int) -> int:
            here = bisect_right(starts, at) - 1
            inside = here >= 0 and at < ends[here]
            return starts[here] + longer[here] if inside else at + longer[here + 1]

        def stops(at: int) -> int:
            here = bisect_left(starts, at) - 1
            inside = here >= 0 and at < ends[here]
            return ends[here] + longer[here + 1] if inside else at + longer[here + 1]

        pieces = []
        done = 0
        for start, end, text in new:
            pieces += [self[done:start], text]
            done = end
        return FormattedText(
            "".join([*pieces, self[done:]]),
            [Span(begins(start), stops(end), form) for start, end, form in self.spans],
        )


def joined(between: str, texts: Sequence[str]) -> str:
    """`between.join(texts)`, with what is formatted in them."""
    whole = between.join(texts)
    spans = []
    at = 0
    for text in texts:
        for start, end, form in text.spans if isinstance(text, FormattedText) else ():
            spans.append(Span(at + start, at + end, form))
        at += len(text) + len(between)
    return FormattedText(whole, spans) if spans else whole


def inserted(text: str, at: int, more: str) -> str:
    """`text` with `more` before its character `at`."""
    if isinstance(text, FormattedText):
        return text.with_parts([(at, at, more)])
    return text[:at] + more + text[at:]


def _made_again(text: str, spans: Iterable[tuple[int, int, str]]) -> FormattedText:
    return FormattedText(text, [Span(start, end, Mark(form)) for start, end, form in spans])


def parts_of_text(text: str) -> Iterator[Part]:
    """`text` in its order, each table of it for itself; line breaks around those are left out."""
    if not isinstance(text, FormattedText):
        yield Part(FormattedText(text))
        return
    places: list[tuple[int, int]] = []
    done = 0
    for table in text.spans:
        if table.mark is Mark.TABLE:
            places += [(done, table.start - 1)] if table.start > done else []
            places.append((table.start, table.end))
            done = table.end + 1
    if done < len(text) or not done:
        places.append((done, len(text)))
    for part in _split(text, text.spans, places):
        is_table = part.has(Mark.TABLE)
        yield Part(part, tuple(_rows(part)) if is_table else (), part.has(Mark.HEAD))


def _rows(table: FormattedText) -> Iterator[tuple[FormattedText, ...]]:
    """The cells of each row; a short one is filled up with empty cells."""
    places = [(span.start, span.end) for span in table.spans if span.mark is Mark.CELL]
    inner = [span for span in table.spans if span.mark not in _OF_TABLES]
    ends = [at for at, sign in enumerate(table) if sign == "\n"]
    rows: list[list[FormattedText]] = [[] for _ in range(len(ends) + 1)]
    for (start, _), cell in zip(places, _split(table, inner, places), strict=True):
        rows[bisect_left(ends, start)].append(cell)
    most = max(map(len, rows))
    for row in rows:
        yield (*row, *[FormattedText("")] * (most - len(row)))


_OF_TABLES = (Mark.TABLE, Mark.HEAD, Mark.CELL)


def _split(
    text: str, spans: Iterable[Span], places: Sequence[tuple[int, int]]
) -> Iterator[FormattedText]:
    """`text` at each of `places`, which stand in their order and apart, with what is in it."""
    ends = [end for _, end in places]
    kept: list[list[Span]] = [[] for _ in places]
    for start, end, form in spans:
        is_empty = start == end
        place = bisect_left(ends, start) if is_empty else bisect_right(ends, start)
        while place < len(places) and places[place][0] < end + is_empty:
            first, last = places[place]
            kept[place].append(Span(max(start, first) - first, min(end, last) - first, form))
            place += 1 + is_empty * len(places)
    for (first, last), inside in zip(places, kept, strict=True):
        yield FormattedText(text[first:last], inside)
