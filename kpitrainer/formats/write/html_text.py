"""Authors' texts as HTML: their light formatting as elements, all else as nothing but text."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from kpitrainer.domain.drill.table import Table
from kpitrainer.domain.text.formatted_text import FormattedText, parts_of_text
from kpitrainer.domain.text.printable import STEERING
from kpitrainer.formats.page.html_texts import in_elements

_SIGNS = str.maketrans(
    {sign: escape(sign) for sign in "&<>\"'"}
    | {"\n": "<br>", "\t": " ", "{": "&#123;", "}": "&#125;"}
)
"""What is markup, and what is a sign elsewhere: braces hold formulas in Moodle, gaps in Anki."""

_FORMULA = re.compile(r"\\(?=[(\[])|\$(?=\$)")
"""Where MathJax would see the beginning of a formula, which it seeks, but not across elements."""

_NO_TEXT = re.compile(f"[{STEERING}\ufffe\uffff]")
_SLOT = re.compile("\ue000([0-9]+)\ue001")


def slot(number: int) -> str:
    """What stands in a text for a piece that is no text, from 0, until it is HTML."""
    return f"\ue000{number}\ue001"


def around_slots(html: str) -> tuple[list[str], list[int]]:
    """The pieces of `html` around its slots, and the numbers of these."""
    found = _SLOT.split(html)
    return found[::2], [int(number) for number in found[1::2]]


def with_slots(html: str, inserts: Sequence[str]) -> str:
    """`html` with its slots filled; a number that none of `inserts` has is left out."""

    def insert(found: re.Match[str]) -> str:
        number = int(found[1])
        return inserts[number] if number < len(inserts) else ""

    return _SLOT.sub(insert, html)


def plain_text(text: str) -> str:
    """A text that is no HTML, without what steers a terminal or may not be in XML."""
    return _NO_TEXT.sub("\ufffd", text)


def html_of(text: str) -> str:
    """A text in HTML, on one line, without elements around it but those of a table."""
    if not isinstance(text, FormattedText):
        return _marked(text)
    return "".join(
        _table([list(map(_marked, row)) for row in part.rows], heads=part.heads)
        if part.rows
        else _marked(part.text)
        for part in parts_of_text(text)
    )


def paragraphs(texts: Iterable[str]) -> str:
    """Texts one below the other; empty ones are left out."""
    return "".join(f"<p>{html_of(text)}</p>" for text in texts if text.strip())


def table_html(table: Table) -> str:
    """The table of a drill."""
    rows = [list(map(_marked, row)) for row in table.rows]
    heads = [list(map(_marked, table.heads))] if table.heads else []
    return _table([*heads, *rows], heads=bool(heads))


def _table(rows: Sequence[Sequence[str]], *, heads: bool) -> str:
    lines = [
        "".join(f"<th>{cell}</th>" if heads and not at else f"<td>{cell}</td>" for cell in row)
        for at, row in enumerate(rows)
    ]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def _marked(text: str) -> str:
    """A text without tables."""
    plain = plain_text(text)
    if not isinstance(text, FormattedText):
        return _no_formula(plain.translate(_SIGNS))
    return _no_formula(in_elements(text, [sign.translate(_SIGNS) for sign in plain]))


def _no_formula(html: str) -> str:
    if "\\" not in html and "$$" not in html:
        return html
    return _FORMULA.sub(r"\g<0><span></span>", html)
