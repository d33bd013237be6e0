"""The cells of one row of a table, by what they are."""

from collections.abc import Sequence
from typing import Any

from kpitrainer.formats.draft import Fields
from kpitrainer.formats.read.cell_lists import ALTERNATIVES, SIGNS, by_number, parts, side_by_side
from kpitrainer.formats.read.column_roles import CardColumn

LETTERS = "abcdefgh"
"""The names of options that have none of their own."""


class RowCells:
    """The cells of one row by what they are."""

    def __init__(self, cells: Sequence[str], columns: Sequence[CardColumn]) -> None:
        self._found = [
            (column, cells[column.at].strip()) for column in columns if column.at < len(cells)
        ]
        self._of_several = len({column.language for column in columns if column.language}) > 1

    def all(self, role: str) -> list[str]:
        """The cells of this role that are not empty."""
        return [cell for column, cell in self._found if column.role == role and cell]

    def line(self, role: str) -> str:
        """The first cell of this role, on one line."""
        return " ".join(next(iter(self.all(role)), "").split())

    def text(self, role: str) -> Any:  # noqa: ANN401 - a text, or one by language
        """The text of this role; by language where its columns name several; "" if none."""
        found = [(column.language, cell) for column, cell in self._found if column.role == role]
        told = [(language, cell) for language, cell in found if cell]
        if not any(language for language, _ in told) or not self._of_several:
            return "\n".join(cell for _, cell in told)
        by_language: dict[str, str] = {}
        for language, cell in told:
            key = language or "fr"
            by_language[key] = f"{by_language[key]}\n{cell}" if key in by_language else cell
        return by_language

    @property
    def language(self) -> str:
        """The first language that a column names; else French."""
        return next((column.language for column, _ in self._found if column.language), "fr")

    def _by_language(self, role: str) -> dict[str, list[str]]:
        """The filled cells of this role, by the language of their column, if there are several."""
        found: dict[str, list[str]] = {}
        for column, cell in self._found:
            if column.role == role and cell:
                found.setdefault(column.language if self._of_several else "", []).append(cell)
        return found

    def several(self, role: str, signs: str = SIGNS) -> list[Any]:
        """The texts of this role, of which a cell may hold several; by language as above."""
        cells = self._by_language(role)
        if len(cells) > 1 and "" in cells:
            cells["fr"] = [*cells.pop(""), *cells.get("fr", [])]
        return side_by_side(
            {
                language: [each for text in texts for each in parts(text, signs)]
                for language, texts in cells.items()
            }
        )

    def lists(self, role: str, signs: str) -> Any:  # noqa: ANN401 - a list, or one by language
        """The texts of this role as a list, or as lists by language; empty for none."""
        found = {
            language: [each for text in texts for each in parts(text, signs)]
            for language, texts in self._by_language(role).items()
        }
        if list(found) == [""]:
            return found[""]
        common = found.pop("", [])
        return {language: [*common, *texts] for language, texts in found.items()}

    def numbered(self, role: str) -> dict[int, dict[str, str]]:
        """The lines of this role such as "2: …", by number and language."""
        found: dict[int, dict[str, str]] = {}
        for language, texts in self._by_language(role).items():
            for number, text in by_number("\n".join(texts)).items():
                found.setdefault(number, {})[language] = text
        return found

    def by_item(self, role: str = "accept") -> dict[int, Any]:
        """Texts as `lists` gives them, by the number of what they belong to."""
        found: dict[int, Any] = {}
        for number, told in self.numbered(role).items():
            lists = {language: parts(text) for language, text in told.items()}
            found[number] = lists[""] if list(lists) == [""] else lists
        return found

    def by_gap(self) -> Fields:
        """What belongs to the gaps of a cloze text."""
        fields: Fields = {}
        for key in ("accept", "reject"):
            texts = self.by_item(key) or self.lists(key, ALTERNATIVES)
            if texts:
                fields |= {key: texts, "typed": True}
        if hints := self.numbered("hint"):
            fields["hint"] = {number: hint.get("") or hint for number, hint in hints.items()}
        return fields

    def options(self) -> list[tuple[str, str]]:
        """The options of a choice that are filled, each with its letter or number."""
        found = [(c, cell) for c, cell in self._found if c.role == "option"]
        return [
            (column.letter or LETTERS[place % 8], cell)
            for place, (column, cell) in enumerate(found)
            if cell
        ]
