"""Deck files out of a ZIP archive, of which nothing is believed: neither names nor sizes."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

from kpitrainer.deckfile.files.found_decks import is_deck_name
from kpitrainer.deckfile.syntax.source import LARGEST as LARGEST_DECK
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.handover.found import LARGEST, MOST_DECKS, Found, FoundFile, LeftOutFile

_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_REMARK = 65_535
_LARGE_END = b"PK\x06\x07"
"""What stands before the end of an archive of more files, or bytes, than any of decks has."""

_LARGEST_LIST = 1_000_000
"""Bytes of the list of an archive's files: about ten thousand."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The ways of packing that every program knows; others may need much memory."""

_ENCRYPTED = 0x1
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def is_zip(data: bytes) -> bool:
    """Whether `data` begins as an archive of this kind."""
    return data.startswith((b"PK\x03\x04", _END))


def read_zip(data: bytes) -> Found:
    """The deck files in `data`, from whichever folders in it.

    Nothing is unpacked to the disk, and never more into memory than what decks may have.

    Raises:
        KpiTrainerError: `handover.zip-…`, it is damaged, or has too much in it.
    """
    _refuse_many(data)
    files: list[FoundFile] = []
    left: list[LeftOutFile] = []
    size = 0
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for member in sorted(archive.infolist(), key=lambda each: each.filename):
                if _is_nothing(member.filename):
                    continue
                if reason := _reason(member):
                    left.append(LeftOutFile(member.filename, reason))
                    continue
                content = _content(archive, member)
                size += len(content)
                if len(content) > LARGEST_DECK:
                    left.append(LeftOutFile(member.filename, "handover.left-large"))
                    continue
                if size > LARGEST or len(files) == MOST_DECKS:
                    raise KpiTrainerError("handover.zip-much", most=LARGEST // 1_000_000)
                files.append(FoundFile(member.filename, content))
    except _DAMAGED as error:
        raise KpiTrainerError("handover.zip-damaged") from error
    return Found(tuple(files), tuple(left))


def _refuse_many(data: bytes) -> None:
    """See to it that the list of files, which is read as a whole, is short."""
    end = data.rfind(_END, max(len(data) - _END_SIZE - _LONGEST_REMARK, 0))
    listed = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    if listed > _LARGEST_LIST or _LARGE_END in data[max(end - _END_SIZE, 0) : max(end, 0)]:
        raise KpiTrainerError("handover.zip-many")


def _is_nothing(name: str) -> bool:
    """Whether nobody would miss it: a folder, or what a system puts in unasked."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return name.endswith("/") or any(
        part == "__MACOSX" or (part.startswith(".") and part != "..") for part in parts
    )


def _reason(member: zipfile.ZipInfo) -> str:
    """Why a file is not taken, or ""."""
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "handover.left-link"
    if _leads_out(member.filename):
        return "handover.left-outside"
    if not is_deck_name(PurePosixPath(member.filename).name):
        return "handover.left-no-deck"
    if member.flag_bits & _ENCRYPTED:
        return "handover.left-encrypted"
    return "" if member.compress_type in _METHODS else "handover.left-packed"


def _leads_out(name: str) -> bool:
    """Whether its name leads out of the archive's folder; a sign that it is no honest one."""
    posix, windows = PurePosixPath(name), PureWindowsPath(name)
    return posix.is_absolute() or bool(windows.drive or windows.root) or ".." in (*windows.parts,)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The file, or of one that is too large a byte more than a deck may have."""
    return b"".join(_pieces(archive, member))


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    left = LARGEST_DECK + 1
    with archive.open(member) as file:
        while left > 0 and (piece := file.read(min(left, 65_536))):
            left -= len(piece)
            yield piece
