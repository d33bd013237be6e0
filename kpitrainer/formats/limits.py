"""How much a foreign file may hold, and how its text and its archive are read within that."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.regular_file import LargeFileError, NoRegularFileError, open_regular, read_regular
from kpitrainer.wording import reason_of

_MILLION = 1_000_000
LARGEST_TEXT = 50 * _MILLION
"""Bytes of a file that is read as text."""

LARGEST_MEMBER = 500 * _MILLION
"""Bytes of one member of an archive, unpacked."""

LARGEST_ARCHIVE = 1_000 * _MILLION
"""Bytes of all members that are unpacked together."""

MOST_MEMBERS = 100_000
MOST_NOTES = 50_000
MOST_CELLS = 2 * _MILLION

_HIGHEST_RATIO = 300
"""Bytes unpacked of one packed; above it a large member is meant to fill the memory."""

_SMALL = 10 * _MILLION
"""What harms nobody, however well it is packed."""

_PIECE = 1 << 16


class ForeignFileError(KpiTrainerError):
    """A file that cannot be brought in, for a reason of its own."""


def read_bytes(path: Path, most: int = LARGEST_TEXT) -> bytes:
    """The content of the file `path`, of `most` bytes.

    Raises:
        ForeignFileError: it is larger, no file, or cannot be read.
    """
    try:
        return read_regular(path, most)
    except NoRegularFileError as error:
        raise ForeignFileError("import.no-regular-file", path=str(path)) from error
    except LargeFileError as error:
        raise too_large(most) from error
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> ForeignFileError:
    """The error of a file that the system does not let us read."""
    return ForeignFileError("import.unreadable", path=str(path), reason=reason_of(error))


def too_large(most: int) -> ForeignFileError:
    """The error of a file of more than `most` bytes."""
    return ForeignFileError("import.too-large", most=most // _MILLION)


def count_notes(count: int) -> None:
    """Refuse a file of too many notes.

    Raises:
        ForeignFileError: there are more than MOST_NOTES.
    """
    if count > MOST_NOTES:
        raise ForeignFileError("import.too-many-notes", most=MOST_NOTES)


def refuse_bomb(name: str, packed: int, size: int, most: int) -> None:
    """Refuse to unpack more than `size` bytes of the member `name`, which has `packed` ones.

    Raises:
        ForeignFileError: they are more than `most`, or far more than packed.
    """
    if size > most:
        raise ForeignFileError("import.large-member", name=name)
    if size > _SMALL and size > _HIGHEST_RATIO * max(packed, 1):
        raise ForeignFileError("import.bomb", name=name)


class Archive:
    """A ZIP file, whose members are read by name, within limits, and never unpacked by theirs."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the list of members.

        Raises:
            ForeignFileError: it is damaged, or has too many members.
        """
        try:
            self._zip = zipfile.ZipFile(file)
            members = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ForeignFileError("import.damaged-archive") from error
        if len(members) > MOST_MEMBERS:
            raise ForeignFileError("import.many-members", most=MOST_MEMBERS)
        self._members = {member.filename: member for member in members}
        self._unpacked = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def size(self, name: str) -> int:
        """The bytes that the member `name` is said to have unpacked."""
        return self._members[name].file_size

    def read(self, name: str, most: int = LARGEST_MEMBER) -> bytes:
        """The content of the member `name`. Raises as `pieces`."""
        return b"".join(self.pieces(name, most))

    def pieces(self, name: str, most: int = LARGEST_MEMBER) -> Iterator[bytes]:
        """The content of the member `name` in pieces, as much of it as there is.

        Raises:
            ForeignFileError: there is none, it is a link, packed in a way that we cannot read or
                that is meant to fill the memory, has more than `most` bytes, or is damaged.
        """
        member = self._members.get(name)
        if member is None:
            raise ForeignFileError("import.member-missing", name=name)
        if member.flag_bits & 1:
            raise ForeignFileError("import.encrypted")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ForeignFileError("import.member-is-link", name=name)
        size = 0
        try:
            with self._zip.open(member) as inner:
                while piece := inner.read(_PIECE):
                    size += len(piece)
                    self._count(member, len(piece), size, most)
                    yield piece
        except ForeignFileError:
            raise
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            raise ForeignFileError("import.damaged-archive") from error
        except (NotImplementedError, RuntimeError) as error:  # another way of packing
            raise ForeignFileError("import.other-packing", name=name) from error

    def _count(self, member: zipfile.ZipInfo, more: int, size: int, most: int) -> None:
        """Count bytes as unpacked, and refuse too many."""
        self._unpacked += more
        if self._unpacked > LARGEST_ARCHIVE:
            raise ForeignFileError("import.large-member", name=member.filename)
        refuse_bomb(member.filename, member.compress_size, size, most)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The ZIP file `path`, open.

    Raises:
        ForeignFileError: it cannot be read as one.
    """
    try:
        file = open_regular(path)
    except NoRegularFileError as error:
        raise ForeignFileError("import.no-regular-file", path=str(path)) from error
    except OSError as error:
        raise unreadable(path, error) from error
    with file:
        yield Archive(file)
