"""Decks in the learner's own folder: added, replaced by a newer edition, set aside."""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePosixPath

from kpitrainer.atomic_write import ChangedMeanwhileError, create, make_folder, replace
from kpitrainer.deckfile.files.found_decks import is_deck_name
from kpitrainer.deckfile.syntax.source import LARGEST
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover.fetch import FetchedDeck
from kpitrainer.handover.origins import Origin
from kpitrainer.handover.sources import DeckSource
from kpitrainer.regular_file import read_regular
from kpitrainer.wording import reason_of

_STEM = re.compile(r"[^\W_][\w .()-]{0,79}")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever follows a dot."""


def add(deck: FetchedDeck, source: DeckSource, folder: Path, day: date) -> Origin:
    """Write `deck`, of `source`, into `folder` under a name that is free; what to remember of it.

    Raises:
        KpiTrainerError: `handover.unwritable`.
    """
    try:
        make_folder(folder)
        for file in _names(deck, folder):
            try:
                create(file, deck.data)
            except FileExistsError:
                continue
            return origin_of(deck, source, file, day)
    except OSError as error:
        raise _unwritable(folder, error) from error
    raise AssertionError


def origin_of(deck: FetchedDeck, source: DeckSource, file: Path, day: date) -> Origin:
    """What to remember of a deck that was written into `file`."""
    if deck.deck is None:
        raise TypeError(deck.name)
    return Origin(
        file=str(file.absolute()),
        deck=deck.deck.id,
        kind=str(source.kind),
        at=source.at,
        sha256=deck.digest,
        day=day.isoformat(),
        edition=deck.deck.about.edition,
    )


def _names(deck: FetchedDeck, folder: Path) -> Iterator[Path]:
    """What the file may be called: as it was, for its place in the course; else as the deck."""
    name = deck.deck.id if deck.deck else "deck"
    there = PurePosixPath(deck.name.replace("\\", "/"))
    stem = there.stem.strip(" .")
    if is_deck_name(there.name) and _STEM.fullmatch(stem) and not _DEVICE.fullmatch(stem):
        yield folder / f"{stem}.yaml"
    safe = f"deck-{name}" if _DEVICE.fullmatch(name) else name
    yield folder / f"{safe}.yaml"
    yield from (folder / f"{safe}-{number}.yaml" for number in count(2))


def content_of(file: Path) -> bytes:
    """The content of an own deck file.

    Raises:
        KpiTrainerError: `handover.unreadable`.
    """
    try:
        return read_regular(file, LARGEST)
    except OSError as error:
        raise KpiTrainerError(
            "handover.unreadable", path=str(file), reason=reason_of(error)
        ) from error


def is_edited(origin: Origin, content: bytes) -> bool:
    """Whether the learner changed the file that was added."""
    return sha256(content).hexdigest() != origin.sha256


def update(
    origin: Origin, deck: FetchedDeck, content: bytes, day: date
) -> tuple[Origin, Path | None]:
    """Write `deck` over the file of `origin`, which holds `content`; what to remember of it.

    And where what the learner changed is kept, if anything was.

    Raises:
        KpiTrainerError: `handover.unwritable`, or `handover.changed-meanwhile`; it is as it was.
    """
    file = Path(origin.file)
    kept = None
    try:
        if is_edited(origin, content):
            kept = _keep(file, content)
        replace(file, deck.data, content)
    except ChangedMeanwhileError as error:
        raise KpiTrainerError("handover.changed-meanwhile", path=str(file)) from error
    except OSError as error:
        raise _unwritable(file, error) from error
    return origin_of(deck, origin.source, file, day), kept


def set_aside(file: Path) -> Path:
    """Take a deck file away, but keep it beside under a name that is no deck's; which one.

    Raises:
        KpiTrainerError: `handover.unwritable`.
    """
    try:
        kept = next(place for place in _beside(file) if not place.exists())
        return file.rename(kept)
    except OSError as error:
        raise _unwritable(file, error) from error


def _keep(file: Path, content: bytes) -> Path:
    for place in _beside(file):
        try:
            create(place, content)
        except FileExistsError:
            continue
        return place
    raise AssertionError


def _beside(file: Path) -> Iterator[Path]:
    yield file.with_name(f"{file.name}.bak")
    yield from (file.with_name(f"{file.name}.bak{number}") for number in count(2))


def _unwritable(path: Path, error: OSError) -> KpiTrainerError:
    return KpiTrainerError("handover.unwritable", path=str(path), reason=reason_of(error))
