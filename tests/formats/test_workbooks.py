import zipfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.formats.draft import ReadOptions
from kpitrainer.formats.known import format_of, importer_of
from kpitrainer.formats.limits import ForeignFileError
from tests.formats.imports import brought_in, codes, entries, left_out

HEAD = ["Question", "Réponse"]


def excel(folder: Path, sheets: dict[str, list[list[Any]]], hidden: str = "") -> Path:
    """A workbook; a pair in a cell is a value and its format."""
    file = folder / "classeur.xlsx"
    book = xlsxwriter.Workbook(str(file))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                value, look = cell if isinstance(cell, tuple) else (cell, None)
                shown = book.add_format({"num_format": look}) if look else None
                sheet.write(at, column, value, shown)
        if name == hidden:
            sheet.hide()
    book.close()
    return file


def test_numbers_dates_and_truth_values_are_shown_as_in_the_spreadsheet(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD,
        ["Quelle part des clients ?", (0.5, "0%")],
        ["Quel taux ?", (0.125, "0.0%")],
        ["Quel prix de vente ?", (1234.5, "#,##0.00 €")],
        ["Quel prix, avec une espace ?", (1234.5, '# ##0.0 "€"')],
        ["Quel prix, sans l’échapper ?", (1234.4, r"#\ ##0\ €")],
        ["Combien de décimales ?", (3, "0.00")],
        ["Quel jour ?", (datetime(2026, 3, 12), "dd/mm/yyyy")],  # noqa: DTZ001 - a day
        ["Combien ?", 12],
        ["Et avec une virgule ?", 1.2],
        ["Est-ce vrai ?", True],
    ]
    found = entries(brought_in(excel(tmp_path, {"A": rows})))
    assert [card["answer"] for card in found] == [
        "50\u00a0%", "12,5\u00a0%", "1\u202f234,50 €", "1\u202f234,5 €", "1\u202f234 €", "3,00",
        "12/03/2026", "12", "1,2", True,
    ]  # fmt: skip


def test_a_formula_is_its_value_and_one_in_error_no_answer(tmp_path: Path) -> None:
    file = tmp_path / "f.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, ["Somme ?"])
    sheet.write_formula(1, 1, "=1+1", None, 2)
    sheet.write_row(2, 0, ["Erreur ?"])
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    book.close()
    deck = brought_in(file)
    assert [card["answer"] for card in entries(deck)] == ["2"]
    assert left_out(deck) == [(3, "no-answer")]


def test_sheets_are_read_with_their_names_and_hidden_ones_told(tmp_path: Path) -> None:
    rows = [HEAD, ["a ?", "b"]]
    file = excel(tmp_path, {"Un": rows, "Deux": rows, "Trois": rows}, hidden="Trois")
    deck = brought_in(file)
    assert [(entry.place.sheet, entry.place.number) for entry in deck.entries] == [
        ("Un", 2),
        ("Deux", 2),
    ]
    assert "hidden-sheets" in codes(deck)
    assert len(brought_in(file, sheet="deux").entries) == 1
    assert len(brought_in(file, sheet="3").entries) == 1
    with pytest.raises(ForeignFileError) as told:
        brought_in(file, sheet="Quatre")
    assert told.value.code == "import.no-sheet"


def test_a_sheet_that_is_no_table_of_cards_is_told_and_the_others_read(tmp_path: Path) -> None:
    rows = [HEAD, ["a ?", "b"]]
    deck = brought_in(excel(tmp_path, {"Cartes": rows, "Notes": [["à relire"]], "Fin": rows}))
    assert [entry.place.sheet for entry in deck.entries] == ["Cartes", "Fin"]
    (told,) = (each for each in deck.told if each.code == "import.unread-sheet")
    assert told.values["sheet"] == "Notes"
    assert "no-header" not in codes(deck)
    with pytest.raises(KpiTrainerError) as alone:
        brought_in(excel(tmp_path, {"Notes": [["à relire"]], "Autres": [["à dire"]]}))
    assert alone.value.code == "import.one-column"


def test_a_cell_in_the_last_corner_does_not_fill_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "c.xlsx"
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(ForeignFileError) as told:
        brought_in(file)
    assert told.value.code == "import.many-cells"


_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>{doctype}
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>
<office:spreadsheet><table:table table:name="F"><table:table-row>{head}</table:table-row>{rows}
<table:table-row table:number-rows-repeated="1048000"><table:table-cell
 table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet>
</office:body></office:document-content>"""
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?><manifest:manifest
 xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry
 manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""


def cell(shown: str, kind: str = "string", repeated: int = 1, value: str = "") -> str:
    name = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    given = f' office:{name}="{value}"' if value else ""
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    return (
        f'<table:table-cell office:value-type="{kind}"{given}{times}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def open_document(folder: Path, *rows: str, doctype: str = "") -> Path:
    file = folder / "classeur.ods"
    written = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    head = "".join(map(cell, HEAD))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        text = _CONTENT.format(doctype=doctype, head=head, rows=written)
        archive.writestr("content.xml", text, zipfile.ZIP_DEFLATED)
    return file


def test_an_open_document_shows_what_stands_in_its_cells(tmp_path: Path) -> None:
    file = open_document(
        tmp_path,
        cell("Quelle part ?") + cell("50 %", "percentage", value="0.5"),
        cell("Quel jour ?") + cell("12 mars 2026", "date", value="2026-03-12"),
        cell("Est-ce vrai ?") + cell("VRAI", "boolean", value="true"),
        cell("Quoi ?") + cell("deux"),
    )
    assert [card["answer"] for card in entries(brought_in(file))] == [
        "50 %",
        "12 mars 2026",
        True,
        "deux",
    ]


def test_repeated_cells_and_entities_do_not_fill_the_memory(tmp_path: Path) -> None:
    with pytest.raises(ForeignFileError) as told:
        brought_in(open_document(tmp_path, cell("x", repeated=100_000_000)))
    assert told.value.code == "import.many-cells"
    with pytest.raises(ForeignFileError) as told:
        brought_in(open_document(tmp_path, doctype='<!DOCTYPE a [<!ENTITY b "c">]>'))
    assert told.value.code == "import.xml-entities"


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("classeurs")
    rows: list[list[Any]] = [HEAD, ["a ?", (0.5, "0%")], ["b ?", True]]
    return [
        excel(folder, {"A": rows}).read_bytes(),
        open_document(folder, cell("a ?") + cell("1", "float", value="1")).read_bytes(),
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    which=st.integers(0, 1),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12),
    length=st.floats(0, 1) | st.just(1.0),
)
def test_a_damaged_workbook_gives_cards_or_a_sentence(
    tmp_path: Path,
    workbooks: list[bytes],
    which: int,
    changes: list[tuple[float, int]],
    length: float,
) -> None:
    data = bytearray(workbooks[which])
    for place, byte in changes:
        data[int(place * (len(data) - 1))] = byte
    file = tmp_path / "x.bin"
    file.write_bytes(data[: int(length * len(data))])
    with suppress(KpiTrainerError):
        importer_of(format_of(file)).read(file, ReadOptions())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(
    which=st.integers(0, 1),
    changes=st.lists(
        st.tuples(
            st.floats(0, 1), st.sampled_from([b"<", b">", b'"', b"/", b"9", b"", b'r="XFD9"'])
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_a_workbook_of_broken_xml_gives_cards_or_a_sentence(
    tmp_path: Path, workbooks: list[bytes], which: int, changes: list[tuple[float, bytes]]
) -> None:
    before = tmp_path / "before.zip"
    before.write_bytes(workbooks[which])
    file = tmp_path / "x.bin"
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for place, piece in changes:
                at = int(place * len(data))
                data = data[:at] + piece + data[at + 1 :]
            new.writestr(name, data)
    with suppress(KpiTrainerError):
        importer_of(format_of(file)).read(file, ReadOptions())
