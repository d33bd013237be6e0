"""Data packed by Zstandard, read within the limits of an archive's members."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO, Any

from kpitrainer.formats.limits import LARGEST_MEMBER, ForeignFileError, refuse_bomb

_PIECE = 1 << 16
_WINDOW = 1 << 27
"""Bytes that unpacking may look back; what Zstandard itself takes as its most."""


def unpack(packed: IO[bytes], into: IO[bytes], name: str, most: int = LARGEST_MEMBER) -> None:
    """Write what `packed` holds `into` a file; both are of the member `name`.

    Raises:
        ForeignFileError: it is damaged, has more than `most` bytes, or is meant to fill the memory.
    """
    size = 0
    packed.seek(0, 2)
    whole = packed.tell()
    packed.seek(0)
    with _reader(packed) as (reader, errors):
        try:
            while piece := reader.read(_PIECE):
                size += len(piece)
                refuse_bomb(name, whole, size, most)
                into.write(piece)
        except errors as error:
            raise ForeignFileError("import.damaged-archive") from error


def unpacked(packed: bytes, name: str, most: int) -> bytes:
    """What `packed` holds. Raises as `unpack`."""
    into = BytesIO()
    unpack(BytesIO(packed), into, name, most)
    return into.getvalue()


@contextmanager
def _reader(packed: IO[bytes]) -> Iterator[tuple[Any, tuple[type[Exception], ...]]]:
    """What reads the packed file, and the errors of damaged ones."""
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415 - for this alone

        with zstd.ZstdFile(packed) as reader:
            yield reader, (zstd.ZstdError, EOFError)
    else:
        import zstandard  # noqa: PLC0415 - compiled, and for this alone

        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        with unpacker.stream_reader(packed, read_across_frames=True, closefd=False) as reader:
            yield reader, (zstandard.ZstdError, EOFError)
