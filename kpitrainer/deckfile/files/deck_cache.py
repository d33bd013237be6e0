"""Remembering parsed deck files, so that an unchanged one costs a look at its date and size.

An entry is a pickle, as a `.pyc` file is a marshalled program; `CacheFolder` reads none that
another user may have written. (Marshal reads 10,000 cards in 60 ms against 76, but would need every
class, drills' formulas too, taken apart and put together by hand.) Neither YAML nor pydantic is
imported while entries are good.
"""

import contextlib
import os
import pickle
import sys
import time
import tomllib
from dataclasses import dataclass
from functools import cache as once
from functools import cached_property
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple, TypeAlias

import kpitrainer
from kpitrainer.deckfile.files.cache_folder import CacheFolder
from kpitrainer.deckfile.files.found_decks import looks_like_deck
from kpitrainer.deckfile.syntax.source import read_file
from kpitrainer.domain.cards.card import Deck
from kpitrainer.domain.errors import Diagnostic
from kpitrainer.domain.text.vocabulary import Vocabulary


@dataclass(frozen=True)
class BaseWords:
    """The content `data` of `words.toml`; it is only parsed where a deck is.

    There `opposites` is a list of pairs, `lookalikes` one of words, and `synonyms` are groups by
    language.
    """

    data: bytes = b""

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words themselves."""
        written = tomllib.loads(self.data.decode())
        return Vocabulary.of(
            written.get("opposites", ()), written.get("lookalikes", ()), written.get("synonyms")
        )


NO_BASE = BaseWords()


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
    def of(cls, file: Path) -> "FileStamp | None":
        """The present one of `file`; None where it cannot be looked at."""
        try:
            look = file.stat()
        except OSError:
            return None
        return cls(look.st_ino, look.st_size, look.st_mtime_ns, look.st_ctime_ns)


class _Remembered(NamedTuple):
    """What an entry holds: what it was made by and of, the file's state, what reading it gave."""

    origin: tuple[str, str, bytes]
    stamp: FileStamp | None
    digest: bytes
    result: ReadResult


def read_remembered(
    file: Path | Traversable, cache: CacheFolder | None, words: BaseWords
) -> ReadResult:
    """The deck in `file` and its diagnostics, from the `cache` where that is right.

    Right is an entry of this program, Python and `words` for this file in this state, or, as dates
    may change alone, with this content. Another YAML file, which was never meant as a deck, has no
    diagnostics either.
    """
    stamp = FileStamp.of(file) if isinstance(file, Path) else None
    entry = entry_name(str(file))
    origin = _program(), str(file), words.data
    remembered = _load(cache.read(entry), origin) if cache else None
    if remembered and stamp and remembered.stamp == stamp:
        return remembered.result
    now = time.time_ns()
    data = read_file(file)
    if isinstance(data, Diagnostic):
        return None, (data,)
    digest = sha256(data).digest()
    if remembered and remembered.digest == digest:
        result = remembered.result
    else:
        result = _read(data, str(file), words)
    if cache:
        # A file changed a moment ago may change again within the same tick of its clock.
        settled = stamp if stamp and stamp.mtime_ns + _SETTLED < now else None
        cache.write(entry, pickle.dumps(tuple(_Remembered(origin, settled, digest, result)), 5))
    return result


def _read(data: bytes, name: str, words: BaseWords) -> ReadResult:
    if not looks_like_deck(data):
        return None, ()
    from kpitrainer.deckfile.read.deck_reader import read_deck  # noqa: PLC0415 - it brings YAML, pydantic

    read = read_deck(data, name, words=words.vocabulary)
    return read.deck, read.diagnostics


def entry_name(file: str) -> str:
    """What the entry of the deck file `file` is called."""
    return f"{path_number(file)}.deck"


def path_number(path: str) -> str:
    """What names of entries are made of: the same for one place, however it is written."""
    name = os.path.abspath(path)  # noqa: PTH100 - resolving links would cost a stat a part
    return sha256(os.fsencode(name)).hexdigest()[:32]


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


def _load(entry: bytes | None, origin: tuple[str, str, bytes]) -> _Remembered | None:
    """What `entry` remembers, if it was made by and of `origin`."""
    try:
        made_by, stamp, digest, (deck, diagnostics) = pickle.loads(entry or b"")  # noqa: S301 - see above
    except Exception:  # noqa: BLE001 - damaged pickles raise anything; the deck is read instead
        return None
    return _Remembered(made_by, stamp, digest, (deck, diagnostics)) if made_by == origin else None
