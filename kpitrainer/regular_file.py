"""Reading files that anyone may have put there: never a pipe or a device, never more than asked."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_NONBLOCK", 0)  # what became a pipe meanwhile is not waited for
)


class NoRegularFileError(OSError):
    """A pipe, a device or a socket stands where a file was expected."""


class LargeFileError(OSError):
    """A file is larger than what it may hold."""


def read_regular(path: Path, most: int) -> bytes:
    """The content of the file that `path` is or leads to.

    Raises:
        NoRegularFileError: it is no file, and reading it might never end.
        LargeFileError: it has more than `most` bytes.
        OSError: it cannot be read.
    """
    data = read_start(path, most + 1)
    if len(data) > most:
        raise LargeFileError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data


def read_start(path: Path, most: int) -> bytes:
    """The first `most` bytes of the file that `path` is or leads to. Raises as `read_regular`."""
    with open_regular(path) as file:
        return file.read(most)


def open_regular(path: Path) -> BinaryIO:
    """The file that `path` is or leads to, open for reading. Raises as `read_regular`."""
    _refuse_others(path.stat())  # opening a device may do something already
    file = os.fdopen(os.open(path, _FLAGS), "rb")
    try:
        _refuse_others(os.fstat(file.fileno()))
    except BaseException:
        file.close()
        raise
    return file


def _refuse_others(look: os.stat_result) -> None:
    if not stat.S_ISREG(look.st_mode) and not stat.S_ISDIR(look.st_mode):
        raise NoRegularFileError(errno.EINVAL, os.strerror(errno.EINVAL))
