"""Excel: the table of CSV as a workbook, its texts wrapped and its headings always in sight."""

from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.write.rows import table_of
from kpitrainer.formats.write.sheet_writer import LONGEST_CELL, SheetWriter


def write(outgoing: OutgoingDeck) -> bytes:
    """The deck as a workbook of one sheet; what no cell can hold is left out of it."""
    table = table_of(outgoing)
    drafts = {draft.wanted_name: draft for draft in outgoing.kept}
    deck = outgoing.deck
    title = deck.title_for(outgoing.language)
    with SheetWriter(outgoing.translate("export.page-cards"), title, deck.about.author) as book:
        book.set_widths([table.heads, *table.rows])
        book.write_head(table.heads, frozen=1)
        for row in table.rows:
            longest = max(map(len, row))
            if longest > LONGEST_CELL:
                values = {"length": longest, "most": LONGEST_CELL}
                outgoing.leave_out(drafts[row[0]], "export.cell-too-long", **values)
            else:
                book.write_row(row)
    return book.data
