"""The formats that a deck can be exported to."""

from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

from kpitrainer.domain.errors import UnknownNameError
from kpitrainer.formats.outgoing import OutgoingDeck


class Exporter(Protocol):
    """A module that writes one format."""

    def write(self, outgoing: OutgoingDeck) -> bytes:
        """The file; drafts are told what they lose, the deck what is left out of it."""


class ExportFormat(NamedTuple):
    """A format: its name, as `--format` takes it; how it is told; the ending of its files.

    One that holds `all_languages` takes them side by side, any other takes one.
    """

    name: str
    title: str
    module: str
    ending: str
    all_languages: bool = False


EXPORTS = (
    ExportFormat("csv", "CSV", "csv_file", ".csv", all_languages=True),
    ExportFormat("xlsx", "Excel", "xlsx_file", ".xlsx", all_languages=True),
    ExportFormat("kahoot", "Kahoot", "kahoot", ".kahoot.xlsx"),
    ExportFormat("html", "HTML", "html_page", ".html"),
    ExportFormat("apkg", "Anki", "apkg", ".apkg"),
    ExportFormat("gift", "GIFT", "gift_file", ".gift"),
    ExportFormat("moodle", "Moodle XML", "moodle_file", ".xml"),
)

_BY_NAME = {each.name: each for each in EXPORTS}


def export_format(name: str | None, file: Path | None) -> ExportFormat:
    """The format that `--format` names, or else the one of the ending of `file`.

    Raises:
        UnknownNameError: there is none.
    """
    if name is None and file is not None:
        fitting = [each for each in EXPORTS if file.name.lower().endswith(each.ending)]
        if fitting:
            return max(fitting, key=lambda each: len(each.ending))
    if name not in _BY_NAME:
        code = "export.unknown-format" if name else "export.which-format"
        raise UnknownNameError(code, name=name or "", known=", ".join(_BY_NAME))
    return _BY_NAME[name]


def exporter_of(form: ExportFormat) -> Exporter:
    """The module that writes this format, imported now."""
    return import_module(f"kpitrainer.formats.write.{form.module}")
