"""Of several files of one deck in a folder, which one counts, and what to tell of the others."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import Diagnostic
from kpitrainer.domain.verdict import Message

_COPY = re.compile(
    r"""
      copie | copy | conflict | conflit          # « - Copie », “conflicted copy”, “sync-conflict-…”
    | \(\d+\)$ | [ _-]v?\d+$                     # another download, another version
    | [ _.-](?:bak|backup|old|ancien(?:ne)?|orig|sauvegarde)\b
    | (?-i: -[A-Z][A-Z0-9-]*$)                   # the name of a machine
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What programs and people add to the name of a copy."""

_SAME_MOMENT = 2.0
"""Seconds by which the dates of two files may differ though they were written together."""


class Counted(NamedTuple):
    """The decks that count, by id, and the errors of the files that hold one of them again."""

    decks: dict[str, Deck]
    errors: tuple[Diagnostic, ...]


def count_each_once(decks: Iterable[Deck], used: Mapping[str, str]) -> Counted:
    """Of the `decks` of one folder one of each id.

    Of several files of one deck counts the one that was in use before the others came (`used`, an
    absolute path by deck id), else the one that is named as the deck, else the newest.
    """
    by_id: dict[str, list[Deck]] = {}
    for deck in decks:
        by_id.setdefault(deck.id, []).append(deck)
    counted: dict[str, Deck] = {}
    errors: list[Diagnostic] = []
    for name, found in by_id.items():
        if len(found) == 1:
            counted[name] = found[0]
            continue
        versions = [_Version.of(deck, used.get(name)) for deck in found]
        first = _counting(versions)
        counted[name] = first.deck
        errors += [_told(other, first) for other in versions if other is not first]
    return Counted(counted, tuple(errors))


class _Version(NamedTuple):
    """One file of a deck: if it was in use before, is named as it, and when it was written."""

    deck: Deck
    file: Path
    used: bool
    named: bool
    written: float

    @classmethod
    def of(cls, deck: Deck, used: str | None) -> "_Version":
        file = Path(deck.at.file)
        path = os.path.abspath(file)  # noqa: PTH100 - links keep their names
        try:
            written = file.stat().st_mtime
        except OSError:
            written = 0.0
        return cls(deck, file, path == used, file.stem.casefold() == deck.id, written)

    @property
    def looks_like_copy(self) -> bool:
        return _COPY.search(self.file.stem) is not None

    def moment(self) -> datetime:
        return datetime.fromtimestamp(self.written, UTC).astimezone()


def _counting(versions: Sequence[_Version]) -> _Version:
    most = max((version.used, version.named) for version in versions)
    best = [version for version in versions if (version.used, version.named) == most]
    newest = max(version.written for version in best)
    fresh = [version for version in best if newest - version.written <= _SAME_MOMENT]
    return min(fresh, key=lambda version: (version.looks_like_copy, version.file))


def _told(other: _Version, first: _Version) -> Diagnostic:
    """The error of a file whose deck is read from the file `first`."""
    same_name = other.file.name == first.file.name
    values: dict[str, object] = {
        "id": first.deck.id,
        "name": str(other.file) if same_name else other.file.name,
        "file": str(first.file) if same_name else first.file.name,
        "reason": Message(_reason(other, first)),
    }
    if not other.looks_like_copy and not _alike(other.deck, first.deck):
        return Diagnostic(other.deck.at, "deck.same-deck", values)
    moments = other.moment(), first.moment()
    # Of one day the time tells them apart.
    told = moments if moments[0].date() == moments[1].date() else [each.date() for each in moments]
    values |= {"date": told[0], "other": told[1]}
    newer = other.written - first.written > _SAME_MOMENT
    return Diagnostic(other.deck.at, "deck.newer-copy" if newer else "deck.copy", values)


def _reason(other: _Version, first: _Version) -> str:
    """What tells that `first` has something over `other`."""
    if first.used and not other.used:
        return "deck.counts-used"
    if first.named and not other.named:
        return "deck.counts-named"
    newer = first.written - other.written > _SAME_MOMENT
    return "deck.counts-newer" if newer else "deck.counts-first"


def _alike(one: Deck, other: Deck) -> bool:
    """Whether they are versions of one deck, not two decks that were given one name."""
    cards, others = ({card.key.entry for card in deck.cards} for deck in (one, other))
    return 2 * len(cards & others) >= min(len(cards), len(others))
