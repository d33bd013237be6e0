"""Files written whole or not at all: in a draft beside them, which then takes their name."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path


class ChangedMeanwhileError(Exception):
    """Someone else wrote the file between our reading and our writing."""


def create(path: Path, data: bytes) -> None:
    """Write a new file.

    Raises:
        FileExistsError: there is one of this name; it is left as it is.
        OSError: the folder does not allow it.
    """
    with _draft(path, data) as draft:
        try:
            os.link(draft, path)  # fails where the name is taken, which a rename would not
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if path.exists():
                raise FileExistsError from None
            draft.rename(path)


def replace(path: Path, data: bytes, expected: bytes) -> None:
    """Write `data` over a file that holds `expected`, whose rights it keeps.

    Where `path` is a link, the file it leads to is written, and the link stays.

    Raises:
        ChangedMeanwhileError: the file holds something else by now; it is left as it is.
        OSError: the file or its folder does not allow it.
    """
    target = path.resolve(strict=True)
    with _draft(target, data) as draft:
        with contextlib.suppress(PermissionError):  # as on some shared folders
            draft.chmod(target.stat().st_mode & 0o7777)
        if target.read_bytes() != expected:
            raise ChangedMeanwhileError
        draft.replace(target)


def write(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Write `data`, whatever `path` held; if not `lasting`, a crash of the machine may lose it.

    The file, and its folder where that is made, are the user's alone.

    Raises:
        OSError: the file or its folder, which is made if need be, does not allow it.
    """
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    with _draft(path, data, lasting=lasting, rights=0o600) as draft:
        draft.replace(path)


@contextlib.contextmanager
def _draft(path: Path, data: bytes, *, lasting: bool = True, rights: int = 0o666) -> Iterator[Path]:
    """A file beside `path` that holds `data`, on disk; gone in the end unless it was renamed."""
    # The dot keeps it from being taken for a deck.
    draft = path.with_name(f".{path.name[:80]}.{os.urandom(4).hex()}.new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    number = os.open(draft, flags, rights)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)
