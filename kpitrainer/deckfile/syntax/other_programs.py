"""Telling a file of another program from a deck with mistakes."""

import re
from collections.abc import Mapping

_LOOKED_AT = 20_000
"""Characters after which it is known what a file is."""

_DECK = re.compile(r"^ ?[\"']?(?:deck|cards)[\"']?\s*:", re.MULTILINE)
_IN_JSON = re.compile(r"\"(?:deck|cards)\"\s*:")

_FORMATS: Mapping[str, re.Pattern[str]] = {
    "CrowdAnki (JSON)": re.compile(r"\s*\{(?=[\s\S]*\"(?:crowdanki_uuid|__type__)\")"),
    "JSON": re.compile(r"\s*[{\[]\s*(?:\"[^\"\n]*\"\s*:|[{\[]|\])"),
    "Anki": re.compile(
        r"\s*(?:^#.*\n)*^#(?:separator|html|columns|notetype|deck|tags|guid)\b.*:", re.MULTILINE
    ),
    "Moodle (XML)": re.compile(r"\s*<(?:\?xml[^>]*>\s*(?:<!--[\s\S]*?-->\s*)*<)?quiz\b"),
    "HTML": re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE),
    "XML": re.compile(r"\s*<\?xml\b"),
    "GIFT (Moodle)": re.compile(
        r"(?:.*\n)*?(?:\$CATEGORY:|::[^:\n]+::|[^\n{]*(?<!\{)\{(?!\{)\s*(?:[=~]|TRUE\b|FALSE\b|[TF]\s*[}#]|#))"
    ),
    "Markdown": re.compile(
        r"(?:.*\n)*?(?:[^\n:]+ :{2,3} [^\n]+\n[\s\S]*? :{2,3} |Q: [^\n]+\n+A: |[^\n]+\n\?\n)"
    ),
}
"""What files of other programs begin with, or hold; the first that fits is told."""

IMPORTED = frozenset(
    {"CrowdAnki (JSON)", "Anki", "Moodle (XML)", "GIFT (Moodle)", "Markdown", "CSV"}
)
"""The formats that `deck import` brings in."""

_SEPARATORS = ("\t", ";", "|", ",", "/////")
_YAML = re.compile(r"\s*(?:[\w-]+ ?:(?:\s|$)|- |#)")


def other_program(data: bytes) -> str:
    """The format of a file that is no deck, but plainly what another program wrote; or ""."""
    text = data[:_LOOKED_AT].decode(errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
    opening = text.lstrip()[:1]
    if (_IN_JSON if opening in ("{", "[") else _DECK).search(text) and "crowdanki" not in text:
        return ""
    for name, sign in _FORMATS.items():
        if sign.match(text):
            return name
    return "CSV" if _is_table(text) else ""


_LINES = 20
"""So many lines of a table are looked at."""


def _is_table(text: str) -> bool:
    """Whether the first lines have the same number of cells, two at least."""
    bare = re.sub(r"\"[^\"]*\"", "", text)  # a cell in quotes may hold anything
    lines = [line for line in bare.split("\n") if line.strip()][:_LINES]
    if len(lines) < 2 or any(map(_YAML.match, text.split("\n")[:_LINES])):  # noqa: PLR2004 - a table has two lines
        return False
    return any(
        {line.count(each) for line in lines} == {lines[0].count(each)} != {0}
        for each in _SEPARATORS
    )


_WORKBOOK = re.compile(
    rb"xl/workbook\.xml|\[Content_Types\]\.xml[\s\S]{0,4000}xl/"
    rb"|mimetypeapplication/vnd\.oasis\.opendocument\.spreadsheet"
)
_ANKI = re.compile(rb"collection\.anki2")


def archive_code(data: bytes) -> str:
    """The code of what to tell of an archive that begins with `data`: whose export it may be."""
    if _ANKI.search(data):
        return "deck.anki"
    return "deck.workbook" if _WORKBOOK.search(data) else "deck.archive"
