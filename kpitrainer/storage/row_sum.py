"""A checksum of a row's values, by which a row that changed by itself is known."""

from zlib import crc32

Stored = str | bytes | int | float | None
"""A value as SQLite stores it."""


def row_sum(*values: Stored) -> int:
    """The checksum of a row's other columns, in their order; SQLite calls it by this name.

    Not of what `repr` gives: that differs from one Python to the next.
    """
    return crc32("\x1f".join(map(str, values)).encode("utf-8", "surrogatepass"))
