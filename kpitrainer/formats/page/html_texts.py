"""Texts as HTML, in which what anybody wrote is text and never markup."""

from html import escape

from kpitrainer.domain.drill.table import Table, numeric_columns
from kpitrainer.domain.text.formatted_text import FormattedText, Mark, Part, parts_of_text
from kpitrainer.domain.text.printable import printable

NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The policy of our pages: they load nothing, and run nothing."""


def html_text(text: str) -> str:
    """A text that is nothing but text in HTML."""
    return escape(printable(text).rstrip("\n"))


def css_string(text: str) -> str:
    """A string of CSS, of letters and digits as they are and all else by its number."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


def paragraph(text: str, name: str = "") -> str:
    """A text as its author formatted it: a table of it stands for itself."""
    named = f' class="{name}"' if name else ""
    return "".join(
        _table_of(part) if part.rows else f"<p{named}>{marked_html(part.text)}</p>"
        for part in parts_of_text(text)
    )


_TAGS = {
    Mark.EMPHASIS: ("<em>", "</em>"),
    Mark.CODE: ("<code>", "</code>"),
}


def marked_html(text: str) -> str:
    """A text in HTML, with what is emphasized or code in it, and a line for each gap."""
    if not isinstance(text, FormattedText):
        return html_text(text)
    signs = [escape(sign) for sign in printable(text)]
    for start, end, form in text.spans:
        if form is Mark.GAP:
            signs[start:end] = ['<span class="gap"></span>', *[""] * (end - start - 1)]
    return in_elements(text, signs)


def in_elements(text: FormattedText, signs: list[str]) -> str:
    """The `signs` of a text in HTML, one for each of its own, and what it marks as elements."""
    for start, end, mark in reversed(text.spans):  # the inner ones first
        if mark in _TAGS and start < end:
            before, behind = _TAGS[mark]
            signs[start] = before + signs[start]
            signs[end - 1] += behind
    return "".join(signs)


def _table_of(part: Part) -> str:
    rows = part.rows[1:] if part.heads else part.rows
    numeric = numeric_columns(rows) if rows else (False,) * len(part.rows[0])
    return table_html(Table(part.rows[0] if part.heads else (), rows, numeric))


def table_html(table: Table) -> str:
    """A table of data, its numbers to the right."""
    heads = "".join(f"<th>{marked_html(head)}</th>" for head in table.heads)
    rows = [
        "".join(
            f'<td class="number">{marked_html(cell)}</td>'
            if right
            else f"<td>{marked_html(cell)}</td>"
            for cell, right in zip(row, table.numeric, strict=True)
        )
        for row in table.rows
    ]
    lines = [heads] if heads else []
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in [*lines, *rows]) + "</table>"
