"""The words by which the answers of all decks are judged, in a file beside the decks."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from kpitrainer.domain.text.spelling import Vocabulary


@dataclass(frozen=True)
class BaseWords:
    """The content `data` of `words.toml`; it is only parsed where a deck is.

    There `opposites` is a list of pairs and `lookalikes` one of words; by language, `synonyms` are
    pairs and `words` those that are no slips of others.
    """

    data: bytes = b""

    @cached_property
    def digest(self) -> bytes:
        """What tells these words from others."""
        return sha256(self.data).digest()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words themselves."""
        written = tomllib.loads(self.data.decode())
        words = Vocabulary.of(
            written.get("opposites", ()), written.get("lookalikes", ()), written.get("synonyms")
        )
        words.known.learn(written.get("words", {}))
        return words


NO_BASE = BaseWords()
