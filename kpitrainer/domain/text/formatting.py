"""Reading the marks in authors' texts: emphasis, code, lists, small tables.

A mark ends in the line, or the cell of a table, in which it begins. What is no mark stays as it
is: `3*4*5`, `a * b`, a lone sign, a dash within a line. Time goes by the text's length.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from kpitrainer.domain.text.formatted_text import FormattedText, Mark, Span

GAP_OPENS, GAP_CLOSES, SLOT = "\ufdd0", "\ufdd1", "\ufdd2"
"""What stands for braces while a text is read: a gap's ends, a placeholder. No letters, ever."""

STANDS_IN = re.compile(f"[{GAP_OPENS}{GAP_CLOSES}{SLOT}]")

BETWEEN_CELLS = " | "

_LONGEST_MARK = 3
"""More stars than that in a row are no mark."""

_SIGNS = re.compile(r"(?<!\\)(\\+)(?=[*`|])|(`+)|(\*+)")
_ESCAPABLE = re.compile(r"(?<!\\)(\\*)([*`|])")
_BEFORE_ITEM = re.compile(r"(\s*[0-9]{0,2})(\\*)(?=[-.] )")
_ITEM = re.compile(r"\s*(?:-|[0-9]{1,2}\.) +(?=\S)")
_AMOUNT = re.compile(r"\s*- +[€$£]?[0-9]")
_BARS = re.compile(r"(?<!\\)(\\*)\|")
_RULE = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*\Z")

_NEVER_FIRST = frozenset(".,;:!?…/%)]}»”’")
"""What nothing emphasized begins with."""

_NEVER_LAST = frozenset("([{«“‘")
"""What nothing emphasized ends with."""

_PLAIN, _LISTED, _HEAD, _RULED, _ROW = range(5)
_OF_A_TABLE = (_HEAD, _RULED, _ROW)


def formatted(text: str) -> str:
    """`text` without its marks: a FormattedText where it had some, else a string and no more."""
    if not ("*" in text or "`" in text or "\n" in text or "\\" in text):
        return text  # as most are
    lines = text.split("\n")
    kinds = _kinds(lines) if len(lines) > 1 else [_PLAIN]
    shown: list[str] = []
    spans: list[Span] = []
    at = table = 0
    for place, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind == _RULED:
            continue
        if kind in _OF_A_TABLE:
            if not place or kinds[place - 1] not in _OF_A_TABLE:
                table = len(spans)
                spans.append(Span(at, at, Mark.TABLE))
            told = _row(line, at, spans)
            end = at + len(told)
            spans[table] = spans[table]._replace(end=end)
            if kind == _HEAD:
                spans.insert(table + 1, Span(at, end, Mark.HEAD))
        else:
            told = _line(line, at, spans, is_item=kind == _LISTED)
        shown.append(told)
        at += len(told) + 1
    whole = "\n".join(shown)
    return FormattedText(whole, spans) if spans else whole


def plain(text: str) -> str:
    """`text` without its marks, as a string and no more."""
    return str(formatted(text))


def escape(text: str) -> str:
    """The text that shows `text` as it is, letter by letter."""
    read = formatted(text)
    if read == text and not isinstance(read, FormattedText):
        return text
    return "\n".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    head = ""
    if before := _BEFORE_ITEM.match(line):
        head, line = f"{before[1]}{2 * before[2]}\\", line[before.end() :]
    return head + _ESCAPABLE.sub(r"\1\1\\\2", line)


def _kinds(lines: Sequence[str]) -> list[int]:
    """What each line is: an item of a list, the heads, rule or another row of a table, or text."""
    kinds = [_PLAIN] * len(lines)
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _cells_of(lines[end]):
            end += 1
        if end > at + 1:
            kinds[at:end] = [_ROW] * (end - at)
            if _RULE.match(lines[at + 1]):
                kinds[at : at + 2] = [_HEAD, _RULED]
        else:
            end, is_list = _items(lines, at)
            for place in range(at, end if is_list else at):
                kinds[place] = _LISTED if _ITEM.match(lines[place]) else _PLAIN
        at = max(end, at + 1)
    return kinds


def _items(lines: Sequence[str], at: int) -> tuple[int, bool]:
    """Where the lines from `at` on end that look like items, and whether they are a list.

    One has two items at least, not all of them amounts, which are taken away from something.
    """
    items = amounts = 0
    end = at
    while end < len(lines):
        if _ITEM.match(lines[end]):
            items += 1
            amounts += bool(_AMOUNT.match(lines[end]))
        elif not (items and lines[end].startswith("  ")):
            break
        end += 1
    return end, items > max(1, amounts)


def _cells_of(line: str) -> list[str]:
    """The cells of a line of a table, as they are written; none of another line."""
    if line.lstrip()[:1] != "|":
        return []
    bars = [found.end() for found in _BARS.finditer(line) if len(found[1]) % 2 == 0]
    if len(bars) <= 2 or line[bars[-1] :].strip():  # noqa: PLR2004 - two cells stand between three
        return []
    return [line[start : end - 1].strip() for start, end in pairwise(bars)]


def _row(line: str, at: int, spans: list[Span]) -> str:
    """A line of a table as it reads, which begins at `at`; what is in it joins `spans`."""
    told: list[str] = []
    for written in _cells_of(line):
        place = len(spans)
        cell = _inline(written, at, spans, in_cell=True)
        spans.insert(place, Span(at, at + len(cell), Mark.CELL))
        told.append(cell)
        at += len(cell) + len(BETWEEN_CELLS)
    return BETWEEN_CELLS.join(told)


def _line(line: str, at: int, spans: list[Span], *, is_item: bool) -> str:
    """Another line as it reads, which begins at `at`; what is in it joins `spans`."""
    head, rest = "", line
    if is_item and (item := _ITEM.match(line)):
        head, rest = item[0], line[item.end() :]
        spans.append(Span(at, at + len(head), Mark.ITEM))
    elif before := _BEFORE_ITEM.match(line):
        head = before[1] + "\\" * (len(before[2]) // 2)
        rest = line[before.end() :]
    return head + _inline(rest, at + len(head), spans)


def _inline(text: str, at: int, spans: list[Span], *, in_cell: bool = False) -> str:
    """The text of a line or a cell without its marks, which begins at `at`."""
    if not _SIGNS.search(text):
        return text
    pieces: list[str] = []
    marked: list[tuple[int, int, Mark]] = []  # from piece to piece
    stars = _Stars(pieces, marked)
    code_end = ends_of_code(text)
    done = 0
    while sign := _SIGNS.search(text, done):
        start, end = sign.span()
        pieces.append(text[done:start])
        done = end
        if sign[1]:
            # Each pair is one of them; one that is left over makes the sign behind it a letter.
            single = (end - start) % 2
            pieces.append("\\" * ((end - start) // 2) + text[end : end + single])
            done += single
        elif sign[2]:
            close = code_end(end, end - start)
            code = text[end:close] if close else sign[0]
            if close:
                marked.append((len(pieces), len(pieces) + 1, Mark.CODE))
                done = close + end - start
            pieces.append(_code(code, in_cell=in_cell) if close else code)
        else:
            stars.take(sign[0], text[start - 1 : start], text[end : end + 1])
    pieces.append(text[done:])
    places = [at, *accumulate(map(len, pieces), initial=at)][1:]
    spans += (Span(places[first], places[last], form) for first, last, form in sorted(marked))
    return "".join(pieces)


def _code(text: str, *, in_cell: bool) -> str:
    """What stands between two marks of code; one blank inside each is theirs."""
    if text[0] == text[-1] == " " and text.strip():
        text = text[1:-1]
    return text.replace("\\|", "|") if in_cell else text


def ends_of_code(text: str) -> Callable[[int, int], int]:
    """A function from a place and a number of marks to where so many stand next; 0 for nowhere."""
    starts: dict[int, list[int]] = {}
    for ticks in re.finditer("`+", text):
        starts.setdefault(len(ticks[0]), []).append(ticks.start())

    def end(after: int, count: int) -> int:
        known = starts.get(count, [])
        place = bisect_left(known, after)
        return known[place] if place < len(known) else 0

    return end


class _Stars:
    """The marks of emphasis of one line, paired as they come: two of one length."""

    def __init__(self, pieces: list[str], marked: list[tuple[int, int, Mark]]) -> None:
        self._pieces = pieces
        self._marked = marked
        self._open: list[tuple[int, int]] = []  # each with its length and piece
        self._count = dict.fromkeys(range(1, _LONGEST_MARK + 1), 0)

    def take(self, mark: str, before: str, behind: str) -> None:
        """A mark between two characters, either of which may be none."""
        piece, length = len(self._pieces), len(mark)
        self._pieces.append(mark)
        if length > _LONGEST_MARK:
            return
        if self._count[length] and _closes(before, behind):
            while True:
                found, opening = self._open.pop()
                self._count[found] -= 1
                if found == length:
                    break
            self._pieces[opening] = self._pieces[piece] = ""
            self._marked.append((opening, piece, Mark.EMPHASIS))
        elif _opens(before, behind):
            self._open.append((length, piece))
            self._count[length] += 1


def _opens(before: str, behind: str) -> bool:
    if not behind or behind.isspace() or behind in _NEVER_FIRST:
        return False
    return not (before.isalnum() or (before and before in f"_)]}}{GAP_CLOSES}{SLOT}"))


def _closes(before: str, behind: str) -> bool:
    if not before or before.isspace() or before in _NEVER_LAST:
        return False
    return not (behind.isalnum() or (behind and behind in f"_([{{{GAP_OPENS}{SLOT}"))
