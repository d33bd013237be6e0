"""What the numbers of a workbook look like: their format in Excel, their text in OpenDocument.

Reading all cells for it also tells, before anything is laid out in memory, whether they lie within
a table that can be held: one cell in the last corner makes a table of 17 billion.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, TypeAlias
from xml.etree import ElementTree as ET

from kpitrainer.formats.limits import MOST_CELLS, Archive, ForeignFileError

_MOST_XML = 100_000_000
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0",
    39: "#,##0.00", 40: "#,##0.00",
}  # fmt: skip
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"\b(r|s|t)\s*=\s*[\"']([^\"']*)[\"']")


_SPACED_THOUSANDS = re.compile(r"(?<=[#0])[ \u00a0\u202f](?=[#0]{3})")
"""Thousands as French authors set them apart in a format of their own."""


class NumberFormat(NamedTuple):
    """How a number is shown: with so many decimals, None as many as there are."""

    decimals: int | None
    percent: bool = False
    thousands: bool = False
    before: str = ""
    behind: str = ""

    def text(self, value: float, language: str) -> str:
        """The number as it is shown in that language."""
        number = Decimal(repr(value)) * (100 if self.percent else 1)
        if self.decimals is not None:
            number = number.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        else:
            number = Decimal(f"{number:.15g}")
        written = f"{number:,f}" if self.thousands else f"{number:f}"
        if language == "fr":
            written = written.translate({ord(","): "\u202f", ord("."): ","})
        unit = self.behind or ("\u00a0%" if self.percent and language == "fr" else "")
        return f"{self.before}{written}{unit or ('%' if self.percent else '')}"


Shown: TypeAlias = str | NumberFormat
Looks: TypeAlias = Mapping[tuple[int, int], Shown]
"""What the cells that are not texts look like, by row and column from 0."""


def sheet_looks(archive: Archive) -> Mapping[str, Looks]:
    """The looks of the cells of each sheet, by its name.

    Raises:
        ForeignFileError: it is damaged, or its cells do not lie within MOST_CELLS.
    """
    try:
        if "xl/workbook.xml" in archive:
            return dict(_of_excel(archive))
        return dict(_of_open_document(archive))
    except (ET.ParseError, ValueError, LookupError, ArithmeticError) as error:
        raise ForeignFileError("import.damaged-workbook") from error


def _xml(archive: Archive, name: str) -> bytes:
    data = archive.read(name, _MOST_XML)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ForeignFileError("import.xml-entities", name=name)
    return data


def _of_excel(archive: Archive) -> Iterator[tuple[str, Looks]]:
    formats = _formats(archive)
    for name in archive.names:
        if name == "xl/sharedStrings.xml":
            for _ in archive.pieces(name, _MOST_XML):
                pass  # nobody may fill the memory with them, either
    relations = {
        each.get("Id", ""): each.get("Target", "")
        for each in ET.fromstring(_xml(archive, "xl/_rels/workbook.xml.rels"))  # noqa: S314 - no entities
    }
    for sheet in ET.fromstring(_xml(archive, "xl/workbook.xml")).iter():  # noqa: S314 - as above
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        target = next(
            (relations.get(value) for key, value in sheet.items() if key.endswith("}id")), ""
        )
        file = target.lstrip("/") if target and target.startswith("/") else f"xl/{target}"
        if file in archive:
            yield sheet.get("name", ""), _of_sheet(_xml(archive, file), formats)


def _of_sheet(data: bytes, formats: list[NumberFormat | None]) -> Looks:
    looks: dict[tuple[int, int], Shown] = {}
    row, column, highest, widest, count = -1, -1, 0, 0, 0
    for found in _CELL.finditer(data):
        told = dict(_ATTRIBUTE.findall(found[2]))
        if found[1] == b"row":
            row = int(told[b"r"]) - 1 if b"r" in told else row + 1
            column = -1
            continue
        column += 1
        if b"r" in told:
            row, column = _place(told[b"r"].decode())
        if found[2].rstrip().endswith(b"/"):
            continue
        count += 1
        highest, widest = max(highest, row + 1), max(widest, column + 1)
        if highest * widest > MOST_CELLS or count > MOST_CELLS:
            raise ForeignFileError("import.many-cells", most=MOST_CELLS)
        style = int(told.get(b"s", b"0"))
        shown = formats[style] if style < len(formats) else None
        if shown is not None and told.get(b"t", b"n") == b"n":
            looks[row, column] = shown
    return looks


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ForeignFileError("import.damaged-workbook")
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _formats(archive: Archive) -> list[NumberFormat | None]:
    """The format of numbers of each style of cells; None is the general one, or a date's."""
    if "xl/styles.xml" not in archive:
        return []
    codes = dict(_BUILT_IN)
    formats: list[NumberFormat | None] = []
    root = ET.fromstring(_xml(archive, "xl/styles.xml"))  # noqa: S314 - no entities
    for each in root.iter():
        if each.tag.rpartition("}")[2] == "numFmt":
            codes[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
    for group in root:
        if group.tag.rpartition("}")[2] == "cellXfs":
            formats += [_format(codes.get(int(each.get("numFmtId", "0")), "")) for each in group]
    return formats


def _format(code: str) -> NumberFormat | None:
    """The format that a code of Excel's says, as far as it is one of plain numbers."""
    positive = code.partition(";")[0]
    shown = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r'"\1"', positive)
    shown = re.sub(r"\[[^\]]*\]|_.|\*.", "", shown).replace("\\", "")
    shown = _SPACED_THOUSANDS.sub(",", shown)
    found = re.fullmatch(r"((?:\"[^\"]*\"|[^\d#0?\"])*)([#0?,]*(?:\.([0#?]+))?)(.*)", shown)
    if not found or not found[2]:
        return None
    before, behind = (part.replace('"', "") for part in (found[1], found[4]))
    if re.search(r"[dmyhsDMYHSEe@/]", re.sub(r'"[^"]*"', "", found[1] + found[4])):
        return None
    percent = "%" in behind
    decimals = len(found[3] or "")
    if behind.strip() == "%":
        behind = ""
    return NumberFormat(decimals, percent, "," in found[2], before, behind)


def _of_open_document(archive: Archive) -> Iterator[tuple[str, Looks]]:
    for table in ET.fromstring(_xml(archive, "content.xml")).iter(f"{_TABLE}table"):  # noqa: S314 - no entities
        yield table.get(f"{_TABLE}name", ""), _of_table(table)


def _of_table(table: ET.Element) -> Looks:
    looks: dict[tuple[int, int], Shown] = {}
    at = highest = widest = 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        column = 0
        for cell in row:
            repeated = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            if len(cell) or cell.get(f"{_OFFICE}value-type"):
                widest = max(widest, column + repeated)
                highest = max(highest, at + times)
                if widest * highest > MOST_CELLS:
                    raise ForeignFileError("import.many-cells", most=MOST_CELLS)
                if cell.get(f"{_OFFICE}value-type", "string") != "string":
                    lines = ["".join(line.itertext()) for line in cell.iter(f"{_TEXT}p")]
                    for row_at in range(at, at + times):
                        for column_at in range(column, column + repeated):
                            looks[row_at, column_at] = "\n".join(lines)
            column += repeated
        at += times
    return looks
