"""Remembering parsed deck files, so that an unchanged one costs a look at its date and size.

An entry is a pickle, as a `.pyc` file is a marshalled program: it lies in the user's own cache
folder, and whoever can write there can already run programs as that user. (Marshal reads 10,000
cards in 60 ms against 76, but would need every class, drills' formulas too, taken apart and put
together by hand.) Neither YAML nor pydantic is imported while entries are good.
"""

import contextlib
import os
import pickle
import sys
import time
from functools import cache as once
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import kpitrainer
from kpitrainer import atomic_write
from kpitrainer.deckfile.files.base_words import BaseWords
from kpitrainer.deckfile.syntax.source import LARGEST, too_large
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import Diagnostic, Position

ReadResult: TypeAlias = tuple[Deck | None, tuple[Diagnostic, ...]]

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's date tells of every change: the coarsest clock's tick."""


class FileStamp(NamedTuple):
    """What tells one state of a file from another without reading it."""

    number: int
    size: int
    mtime_ns: int
    ctime_ns: int  # leave to read it changes this alone

    @classmethod
    def of(cls, file: Path) -> "FileStamp":
        """The present one of `file`; raises OSError where there is none."""
        look = file.stat()
        return cls(look.st_ino, look.st_size, look.st_mtime_ns, look.st_ctime_ns)


def read_remembered(file: Path | Traversable, folder: Path | None, words: BaseWords) -> ReadResult:
    """The deck in `file` and its diagnostics, from the cache `folder` where that is right.

    Right is an entry of this program, Python and `words` for this file in this state, or, as dates
    may change alone, with this content.
    """
    try:
        stamp = None
        if isinstance(file, Path):
            stamp = FileStamp.of(file)
            if stamp.size > LARGEST:
                return None, (too_large(str(file)),)
        entry = _entry(file, folder) if folder else None
        remembered = _load(entry, str(file), words) if entry else None
        if remembered and stamp is not None and stamp == remembered[0]:
            return _unpacked(remembered[2]) or _read(file.read_bytes(), str(file), words)
        now = time.time_ns()
        data = file.read_bytes()
    except OSError as error:
        at = Position(str(file), 1, 1)
        return None, (Diagnostic(at, "deck.unreadable", {"reason": error.strerror or ""}),)
    digest = sha256(data).digest()
    result = None
    if remembered and remembered[1] == digest:
        result = _unpacked(remembered[2])
    if result is None:
        result = _read(data, str(file), words)
    if entry:
        # A file changed a moment ago may change again within the same tick of its clock.
        settled = stamp is not None and stamp.mtime_ns + _SETTLED < now
        _save(entry, _origin(str(file), words), stamp if settled else None, digest, result)
    return result


def _read(data: bytes, name: str, words: BaseWords) -> ReadResult:
    from kpitrainer.deckfile.read.deck_reader import read_deck  # noqa: PLC0415 - it brings YAML, pydantic

    read = read_deck(data, name, words=words.vocabulary)
    return read.deck, read.diagnostics


def _entry(file: Path | Traversable, folder: Path) -> Path:
    name = os.path.abspath(str(file))  # noqa: PTH100 - resolving links would cost a stat a part
    return folder / f"{sha256(os.fsencode(name)).hexdigest()[:32]}.deck"


@once
def _program() -> str:
    """This program and Python; while it is developed, also the state of its source files."""
    parts = [kpitrainer.__version__, sys.version]
    package = Path(kpitrainer.__file__).parent
    with contextlib.suppress(OSError):
        for room in ("deckfile", "domain"):
            for file in sorted((package / room).rglob("*.py")):
                look = file.stat()
                parts.append(f"{file} {look.st_size} {look.st_mtime_ns}")
    return sha256("\n".join(parts).encode()).hexdigest()


def _origin(name: str, words: BaseWords) -> tuple[str, str, bytes]:
    """What an entry was made by and of; with another it is none of ours."""
    return _program(), name, words.digest


def _load(entry: Path, name: str, words: BaseWords) -> tuple[FileStamp | None, bytes, bytes] | None:
    """The stamp, digest and packed result of a cache entry, if it is one of ours for `name`."""
    try:
        known, stamp, digest, packed = pickle.loads(entry.read_bytes())  # noqa: S301 - see above
    except Exception:  # noqa: BLE001 - damaged pickles raise anything; the deck is read instead
        return None
    return (stamp, digest, packed) if known == _origin(name, words) else None


def _unpacked(packed: bytes) -> ReadResult | None:
    try:
        deck, diagnostics = pickle.loads(packed)  # noqa: S301 - see above
    except Exception:  # noqa: BLE001 - as in _load
        return None
    return deck, diagnostics


def _save(
    entry: Path,
    origin: tuple[str, str, bytes],
    stamp: FileStamp | None,
    digest: bytes,
    result: ReadResult,
) -> None:
    """Write a cache entry whole or not at all; without a writable folder, not."""
    packed = pickle.dumps((origin, stamp, digest, pickle.dumps(result, 5)), 5)
    with contextlib.suppress(OSError):
        atomic_write.write(entry, packed, lasting=False)
