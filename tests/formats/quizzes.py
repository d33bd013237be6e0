"""Quizzes and notes as texts, brought in."""

from pathlib import Path
from typing import Any

from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.finish import ImportedDeck, finish
from kpitrainer.formats.known import format_named, importer_of
from tests.formats.imports import entries, left_out, losses


def read_text(tmp_path: Path, form: str, text: str) -> DraftDeck:
    """What the importer of the format `form` makes of a file that holds `text`."""
    file = tmp_path / "quiz"
    file.write_bytes(text.encode(errors="surrogatepass"))
    return importer_of(format_named(form)).read(file, ReadOptions())


def imported(tmp_path: Path, form: str, text: str, *languages: str) -> ImportedDeck:
    """The deck made of such a file."""
    options = ReadOptions(languages=languages or ("en",))
    return finish(read_text(tmp_path, form, text), "essai", "quiz", options, "en")


def only(deck: ImportedDeck) -> tuple[dict[str, Any], list[str]]:
    """The one entry of a deck without its name, and what it loses."""
    assert left_out(deck) == []
    (entry,) = entries(deck)
    lost = losses(deck).get(next(iter(entry.values())), [])
    return dict([*entry.items()][1:]), lost
