"""The titles by which learners are shown tags and sources."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.text.dictionary import folded
from kpitrainer.domain.text.localized import LocalizedText, language_for

_CODE = re.compile(r"(\w+)-[0-9]\w*")
"""A source that only its author can look up: S0-12, X-05."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of tags, and of sources by what stands before the hyphen of their codes."""

    tags: Mapping[str, LocalizedText]
    sources: Mapping[str, LocalizedText]

    @classmethod
    def of(cls, decks: Iterable[Deck]) -> "Titles":
        """Those that any of `decks` gives, for all of them; of several the first counts."""
        tags: dict[str, LocalizedText] = {}
        sources: dict[str, LocalizedText] = {}
        for deck in decks:
            for known, given in ((tags, deck.tags), (sources, deck.sources)):
                for name, title in given.items():
                    known[name] = {**title, **known.get(name, {})}
        return cls(tags, sources)

    def tag(self, name: str, language: str) -> str:
        """The title of a tag, to a reader of `language`; its name where it has none."""
        return _for(self.tags[name], language) if name in self.tags else name

    def tags_of(self, names: Iterable[str], language: str) -> list[str]:
        """The titles of tags, in the order of the alphabet."""
        return sorted((self.tag(name, language) for name in names), key=folded)

    def sources_of(self, written: Iterable[str], language: str) -> list[str]:
        """What a reader is told of sources, each once: no code without a title."""
        told = (self._source(source, language) for source in written)
        return [text for text in dict.fromkeys(told) if text]

    def _source(self, written: str, language: str) -> str:
        kind = source_kind(written)
        if not kind:
            return written
        return _for(self.sources[kind], language) if kind in self.sources else ""

    def named(self, typed: str, tags: Collection[str]) -> str | None:
        """Which of `tags` was meant by its name or title, in any language; None if none was."""
        if typed in tags:
            return typed
        wanted = folded(typed)
        for name in sorted(tags):
            if wanted in map(folded, (name, *self.tags.get(name, {}).values())):
                return name
        return None


def source_kind(written: str) -> str:
    """What stands before the hyphen of a source that is a code; "" of one in words."""
    code = _CODE.fullmatch(written)
    return code[1] if code else ""


def _for(title: LocalizedText, language: str) -> str:
    return title[language_for(language, tuple(title))]
