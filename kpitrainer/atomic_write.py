"""Files written whole or not at all: in a draft beside them, which then takes their name."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change the ends of lines


class ChangedMeanwhileError(Exception):
    """Someone else wrote the file between our reading and our writing."""


def create(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a new file, with the rights of `mode` less the user's mask.

    Raises:
        FileExistsError: there is one of this name; it is left as it is.
        OSError: the folder does not allow it.
    """
    with draft(path, data, mode=mode) as new:
        try:
            os.link(new, path)  # fails where the name is taken, which a rename would not
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if path.exists():
                raise FileExistsError from None
            new.rename(path)


def replace(path: Path, data: bytes, expected: bytes) -> None:
    """Write `data` over a file that holds `expected`, whose rights it keeps.

    Where `path` is a link, the file it leads to is written, and the link stays.

    Raises:
        ChangedMeanwhileError: the file holds something else by now; it is left as it is.
        OSError: the file or its folder does not allow it.
    """
    target = path.resolve(strict=True)
    with draft(target, data) as new:
        with contextlib.suppress(PermissionError):  # as on some shared folders
            new.chmod(target.stat().st_mode & 0o7777)
        if target.read_bytes() != expected:
            raise ChangedMeanwhileError
        new.replace(target)


def write(
    path: Path, data: bytes | Iterable[bytes], *, lasting: bool = True, mode: int = 0o600
) -> None:
    """Write `data`, be it in pieces, whatever `path` held.

    If not `lasting`, a crash of the machine may lose it. Whatever has the name gives way to it.

    The file, unless `mode` says otherwise, and its folder where that is made are the user's alone.

    Raises:
        OSError: the file or its folder, which is made if need be, does not allow it.
    """
    make_folder(path.parent)
    with draft(path, data, lasting=lasting, mode=mode) as new:
        new.replace(path)


def write_out(path: Path, data: bytes | Iterable[bytes]) -> None:
    """As `write`, for a place that the user named: a device or a pipe takes the data as it is.

    What is written there is to be handed on: a file has the rights that the user's mask leaves.

    Raises:
        OSError: as there.
    """
    if path.exists() and not (path.is_file() or path.is_dir()):
        with path.open("wb") as there:
            there.writelines(_pieces(data))
    else:
        write(path, data, mode=0o666)


def make_folder(folder: Path) -> None:
    """Make `folder` and what is missing above it, for its user alone; what is there stays as it is.

    Raises:
        OSError: a folder above does not allow it.
    """
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


@contextlib.contextmanager
def draft(
    path: Path, data: bytes | Iterable[bytes], *, lasting: bool = True, mode: int = 0o666
) -> Iterator[Path]:
    """A file beside `path` that holds `data`, on disk; gone in the end unless it was renamed."""
    # The dot keeps it from being taken for a deck.
    new = path.with_name(f".{path.name[:80]}.{os.urandom(4).hex()}.new")
    number = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        with os.fdopen(number, "wb") as file:
            file.writelines(_pieces(data))
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        yield new
    finally:
        new.unlink(missing_ok=True)


def _pieces(data: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return [data] if isinstance(data, bytes) else data
