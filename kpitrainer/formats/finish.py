"""From drafts to the entries of a deck: mended, named, and marked with their origin."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kpitrainer.deckfile.read.entry import is_id, propose_id
from kpitrainer.deckfile.schema.card_schema import ENTRIES, CardEntry
from kpitrainer.deckfile.syntax.source import LARGEST
from kpitrainer.deckfile.write.deck_writer import deck_yaml, entry_lines
from kpitrainer.domain.verdict import Message
from kpitrainer.formats.decimal_sign import in_languages
from kpitrainer.formats.draft import (
    Draft,
    DraftDeck,
    Fields,
    LeftOut,
    Loss,
    PastAct,
    Place,
    ReadOptions,
    texts_in,
)
from kpitrainer.formats.guess_language import guess_language
from kpitrainer.formats.limits import ForeignFileError, count_notes
from kpitrainer.formats.mend import as_read, mend

_BESIDE = frozenset({"aliases", "version", "origin", "sibling"})
"""Keys that are the deck's own: neither from the source, nor a change of what it gave."""

_DIGITS = 8
_LONGEST_KEY = 80


class Entry(NamedTuple):
    """A card entry to be written: its `origin` is that of the deck format, whose and which.

    `cards` are as those of `Draft`.
    """

    kind: str
    name: str
    fields: Fields
    origin: str
    place: Place
    losses: Sequence[Loss]
    begins: str
    cards: Mapping[str, int]

    def lines(self) -> list[str]:
        """It as written in a deck file."""
        return entry_lines(self.kind, self.name, {**self.fields, "origin": self.origin})

    @property
    def key(self) -> str:
        """Whose it is in the source."""
        return self.origin.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class ImportedDeck:
    """A deck that is ready to be written, and what is to be told of it.

    `history` is that of `DraftDeck`.
    """

    header: Mapping[str, object]
    entries: Sequence[Entry]
    left_out: Sequence[LeftOut]
    told: Sequence[Message]
    history: Mapping[int, Sequence[PastAct]]

    @property
    def languages(self) -> Sequence[str]:
        """The languages of its texts."""
        return self.header["languages"]  # type: ignore[return-value] # `finish` puts them there

    def yaml(self) -> str:
        """The deck file.

        Raises:
            ForeignFileError: there is no card in it, or it is too large for a deck.
        """
        if not self.entries:
            raise ForeignFileError("import.no-cards")
        text = deck_yaml(self.header, (entry.lines() for entry in self.entries))
        if len(text.encode()) > LARGEST:
            raise ForeignFileError("import.deck-too-large", most=LARGEST // 1_000_000)
        return text


def finish(
    deck: DraftDeck, deck_id: str, source: str, options: ReadOptions, reader: str
) -> ImportedDeck:
    """The deck with the id `deck_id` made of what was read of the file `source`.

    Texts whose language is not told and cannot be guessed are in that of the `reader`. The same
    file gives the same names and origins each time.

    Raises:
        ForeignFileError: it has too many cards.
    """
    count_notes(len(deck.drafts))
    languages = options.languages or deck.languages or (_guessed(deck, reader),)
    left_out = list(deck.left_out)
    entries: list[Entry] = []
    names: set[str] = set()
    keys: Counter[str] = Counter()
    prefix = propose_id(source)
    for number, draft in enumerate(deck.drafts, 1):
        options.progress(number, len(deck.drafts))
        draft.fields = in_languages(draft.fields, languages)
        begins = draft.begins
        if reason := mend(draft, languages):
            left_out.append(LeftOut(draft.place, begins, reason))
            continue
        draft.fields = _in_order(draft)
        name = _named(draft, names)
        names.add(name)
        key = f"{prefix}:{_key(draft, keys)}"
        origin = f"{key} {entry_hash(draft.kind, draft.fields)}"
        told = (draft.place, draft.losses, draft.begins, draft.cards)
        entries.append(Entry(draft.kind, name, draft.fields, origin, *told))
    left_out.sort(key=lambda left: left.place.number)
    header: dict[str, object] = {
        "deck": deck_id,
        "title": " ".join((deck.title or source).split())[:_LONGEST_TITLE] or deck_id,
        **({"description": deck.description} if deck.description else {}),
        "languages": list(languages),
        "level": 1,
        **deck.header,
    }
    return ImportedDeck(header, entries, left_out, deck.told, deck.history)


_LONGEST_TITLE = 200


def _in_order(draft: Draft) -> Fields:
    """The fields as authors write them: those of the card's type, then those of every card."""
    every = [key for key in CardEntry.__annotations__ if key in draft.fields]
    own = [key for key in ENTRIES[draft.kind].__annotations__ if key in draft.fields]
    order = [*(key for key in own if key not in every), *every]
    return {key: draft.fields[key] for key in order}


def entry_hash(kind: str, fields: Mapping[str, object]) -> str:
    """A short sum of an entry of that type, the same for what is read back of it.

    What only the deck's author gives (`_BESIDE`) does not count.
    """
    kept = {key: as_read(value) for key, value in fields.items() if key not in _BESIDE}
    text = json.dumps([kind, kept], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:_DIGITS]


def _guessed(deck: DraftDeck, reader: str) -> str:
    return guess_language(_texts(deck), reader)


def _texts(deck: DraftDeck) -> Iterator[str]:
    yield deck.title
    for draft in deck.drafts:
        yield from texts_in(draft.fields)


def _named(draft: Draft, taken: set[str]) -> str:
    """An id for the entry: its own where the source has one, else one made of its question."""
    if is_id(draft.wanted_name) and draft.wanted_name not in taken:
        return draft.wanted_name
    words = draft.wanted_name or re.sub(r"\{\{(?:\d+\s?:)?|[{}]", " ", draft.question)[:200]
    return propose_id(words, taken)


def _key(draft: Draft, taken: Counter[str]) -> str:
    """Whose the entry is in the source, without blanks, and no other's."""
    key = re.sub(r"\s+", "_", draft.key.strip())
    if not key or len(key) > _LONGEST_KEY:
        told = key or " ".join(draft.question.casefold().split())
        key = hashlib.sha256(told.encode(errors="replace")).hexdigest()[:_DIGITS]
    made = key
    while made in taken:
        taken[key] += 1
        made = f"{key}-{taken[key]}"
    taken[made] += 1
    return made
