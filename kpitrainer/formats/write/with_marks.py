"""Texts with the marks of their formatting, as an author writes them in a deck file."""

import re

from kpitrainer.domain.text.formatted_text import FormattedText, Mark, Part, Span, parts_of_text
from kpitrainer.domain.text.formatting import escape, formatted

_ESCAPED = re.compile(r"(\\*)([*`|])")
_TICKS = re.compile("`+")


def with_marks(text: str) -> str:
    """What reads as `text`, its formatting included.

    Where marks cannot say that (emphasis within emphasis that begins with it), it is without them.
    """
    if not isinstance(text, FormattedText) or not text.spans:
        return escape(text)
    made = "\n".join(
        _table(part) if part.rows else _marked(part.text) for part in parts_of_text(text)
    )
    read = formatted(made)
    same = read == text and getattr(read, "spans", ()) == text.spans
    return made if same else escape(str(text))


def is_formatted(text: str) -> bool:
    """Whether there is anything in `text` that its letters alone do not say."""
    return isinstance(text, FormattedText) and bool(text.spans)


def _table(part: Part) -> str:
    rows = [f"| {' | '.join(_marked(cell, in_cell=True) for cell in row)} |" for row in part.rows]
    if part.heads:
        rows.insert(1, f"|{'---|' * len(part.rows[0])}")
    return "\n".join(rows)


def _marked(text: FormattedText, *, in_cell: bool = False) -> str:
    """A text that holds no table."""
    before: dict[int, str] = {}
    behind: dict[int, str] = {}
    code: list[Span] = []
    open_until: list[int] = []
    for span in text.spans:
        if span.mark is Mark.CODE:
            code.append(span)
            mark, gap = _code_marks(text[span.start : span.end])
            opens, closes = mark + gap, gap + mark
        elif span.mark is Mark.EMPHASIS:
            open_until = [end for end in open_until if end > span.start]
            opens = closes = "*" * (1 + len(open_until) % 2)
            open_until.append(span.end)
        else:
            continue
        before[span.start] = before.get(span.start, "") + opens
        behind[span.end] = closes + behind.get(span.end, "")
    pieces = []
    places = sorted({0, len(text), *before, *behind})
    for at, end in zip(places, [*places[1:], len(text)], strict=True):
        pieces += [behind.get(at, ""), before.get(at, "")]
        piece = text[at:end]
        if any(span.start <= at and end <= span.end for span in code):
            pieces.append(piece.replace("|", "\\|") if in_cell else piece)
        else:
            pieces.append(_ESCAPED.sub(r"\1\1\\\2", piece))
    return "".join(pieces)


def _code_marks(text: str) -> tuple[str, str]:
    """The signs around code, and the blank that keeps them from its own."""
    longest = max(map(len, _TICKS.findall(text)), default=0)
    blank = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return "`" * (longest + 1), blank
