"""A folder of small files that no other user can have written, and that damage shows in."""

import contextlib
import os
import stat
from hashlib import sha256
from pathlib import Path

from kpitrainer import atomic_write
from kpitrainer.regular_file import read_regular

_LARGEST = 500_000_000
"""Bytes of an entry at most; a deck file of the largest size gives a tenth of it."""

_CHECK = sha256().digest_size

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


class CacheFolder:
    """Files by name, each with a checksum before its content.

    What another user owns or can write is taken for absent, as is what is damaged. Nothing here
    ever fails: a cache that cannot be used is done without.
    """

    def __init__(self, path: Path) -> None:
        """`path` is made with its first file."""
        self._path = path
        self._usable = _is_safe(path)

    def read(self, name: str) -> bytes | None:
        """What was written under `name`; None where that is not known for certain."""
        file = self._path / name
        if not self._usable or not _is_ours(file):
            return None
        try:
            data = read_regular(file, _LARGEST)
        except OSError:
            return None
        check, content = data[:_CHECK], data[_CHECK:]
        return content if sha256(content).digest() == check else None

    def write(self, name: str, content: bytes) -> None:
        """Keep `content` under `name`, if that is possible."""
        if self._usable:
            with contextlib.suppress(OSError):
                data = sha256(content).digest() + content
                atomic_write.write(self._path / name, data, lasting=False)

    def remove(self, name: str) -> None:
        """Keep nothing under `name`."""
        if self._usable:
            with contextlib.suppress(OSError):
                (self._path / name).unlink()


def _is_safe(folder: Path) -> bool:
    """Whether others have no say in `folder`, or will have none once it is made."""
    if not _is_ours(folder):
        return not os.path.lexists(folder)
    try:
        rights = folder.stat().st_mode
        if rights & _OTHERS_WRITE:
            folder.chmod(stat.S_IMODE(rights) & ~_OTHERS_WRITE)
    except OSError:
        return False
    return True


def _is_ours(path: Path) -> bool:
    """Whether `path`, and what it leads to if it is a link, belong to this user alone.

    A folder may be writable by others; that can be taken from them. Where there are no owners, as
    on Windows, the folder of a user's own is closed to others.
    """
    if not hasattr(os, "geteuid"):
        return path.exists()
    user = os.geteuid()
    try:
        link, look = path.lstat(), path.stat()
    except OSError:
        return False
    closed = stat.S_ISDIR(look.st_mode) or not look.st_mode & _OTHERS_WRITE
    return link.st_uid == user == look.st_uid and closed
