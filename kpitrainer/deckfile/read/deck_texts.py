"""The texts of a deck as its entries have them: each in every language of the deck."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from kpitrainer.deckfile.read.answer_keys import is_typed
from kpitrainer.deckfile.schema.languages import unlisted_code
from kpitrainer.domain.errors import Fault, FieldPath, Severity
from kpitrainer.domain.text.formatting import formatted
from kpitrainer.domain.text.localized import NO_TEXTS, LocalizedText, LocalizedTexts

CardFields: TypeAlias = Mapping[str, Any]
"""An entry whose shape pydantic found right."""


@dataclass(slots=True)
class DeckTexts:
    """Reads the texts of the deck with that id; `faults` gathers what is wrong with them.

    `spoken` gathers the texts of all entries, by language, and `unlisted` the languages that some
    have and the deck has not.
    """

    deck: str
    languages: tuple[str, ...]
    faults: list[Fault] = field(default_factory=list)
    unlisted: set[str] = field(default_factory=set)
    spoken: dict[str, list[str]] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Prepare what every text is compared with."""
        self.wanted = frozenset(self.languages)
        self.spoken = {language: [] for language in self.languages}

    def text(self, value: Any, *path: str | int) -> LocalizedText:  # noqa: ANN401 - as pydantic leaves it
        """A text in exactly the deck's languages, without marks; a plain one serves them all."""
        if value.__class__ is str:
            value = dict.fromkeys(self.languages, formatted(value))
        else:
            for language, written in value.items():
                value[language] = formatted(written)
        return self.as_written(value, *path)

    def as_written(self, value: Any, *path: str | int) -> LocalizedText:  # noqa: ANN401 - as above
        """The same with its marks."""
        if value.__class__ is str:
            value = dict.fromkeys(self.languages, value)
        if value.keys() == self.wanted:
            for language, written in value.items():
                self.spoken[language].append(written)
            return value  # type: ignore[no-any-return]  # pydantic made it a dict of texts
        meant = self._unlisted(value, path)
        self.faults += [
            Fault(path, "deck.missing-language", {"language": language})
            for language in self.languages
            if language not in value and language not in meant
        ]
        return {language: value.get(language, "") for language in self.languages}

    def _unlisted(self, value: Iterable[str], path: FieldPath) -> set[str]:
        """Note the languages of `value` that the deck has not; those that were meant by them."""
        meant = set()
        for key in value:
            if key in self.wanted or key in self.unlisted:
                continue
            code, values = unlisted_code(key, self.languages)
            meant.add(str(values.get("suggestion", "")))
            severity = Severity.ERROR
            if code == "deck.unlisted-language":
                self.unlisted.add(key)  # told once: the remedy is one word in the header
                severity = Severity.WARNING
            self.faults.append(Fault((*path, key), code, values, severity, at_key=True))
        return meant

    def hear(self, written: object) -> None:
        """Gather the texts of each language that stand anywhere in `written`."""
        if isinstance(written, dict):
            for key, value in written.items():
                if key in self.wanted and isinstance(value, str):
                    self.spoken[key].append(value)
                else:
                    self.hear(value)
        elif isinstance(written, list):
            for value in written:
                self.hear(value)

    def texts(self, value: Any, *path: str | int) -> LocalizedTexts:  # noqa: ANN401 - pydantic has seen to it
        """Several texts in the deck's languages; a plain list serves them all."""
        if value.__class__ is list:
            value = dict.fromkeys(self.languages, value)
        elif value.keys() - self.wanted:
            self._unlisted(value, path)
        found = {
            language: tuple([formatted(text) for text in value[language]])
            for language in self.languages
            if language in value
        }
        for language, written in found.items():
            self.spoken[language] += written
        return found

    def accepts(self, entry: CardFields, key: str) -> LocalizedTexts:
        """The spellings listed under `key`, with a warning where no answer is typed."""
        if key not in entry:
            return NO_TEXTS
        self.heed_typed(entry, key)
        return self.texts(entry[key], key)

    def heed_typed(self, entry: CardFields, key: str) -> None:
        """Warn of `key`, which is of use only where an answer is typed, where none is."""
        if not is_typed(entry):
            self.faults.append(Fault.warning((key,), "deck.not-typed", at_key=True, key=key))

    def differ(self, texts: Sequence[LocalizedText], paths: Sequence[FieldPath]) -> None:
        """LocalizedTexts shown side by side must differ in every language."""
        for language in self.languages:
            seen = [text[language].casefold() for text in texts]
            if len(set(seen)) < len(seen):
                self.faults += [
                    Fault(path, "deck.twice", {"text": texts[number][language][:60]})
                    for number, path in enumerate(paths)
                    if seen[number] and seen.index(seen[number]) < number
                ]
                return
