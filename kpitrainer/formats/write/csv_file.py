"""CSV: a row an entry, as a spreadsheet of the reader's country opens it."""

import csv
from io import StringIO

from kpitrainer.formats.formulas import as_text
from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.write.rows import table_of


def write(outgoing: OutgoingDeck) -> bytes:
    """The deck as CSV, in UTF-8 with a mark by which Excel knows it.

    Where decimals have a comma, semicolons part the cells.
    """
    table = table_of(outgoing)
    text = StringIO()
    separator = "," if outgoing.language == "en" else ";"
    rows = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    rows.writerow(table.heads)
    rows.writerows([[as_text(cell) for cell in row] for row in table.rows])
    return text.getvalue().encode("utf-8-sig")
