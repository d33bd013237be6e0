"""What a damaged database holds, read page by page: also what SQLite can no longer reach.

From the file format at https://sqlite.org/fileformat2.html: pages of one size, of which leaves of
tables, and all pages of tables without row numbers, hold records; the log beside the file holds
newer pages.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kpitrainer.storage.row_sum import Stored

Record = tuple[Stored, ...]
Pages = Mapping[int, bytes]


class Scan(NamedTuple):
    """What was found: each record of a table with its row number, of an index with None.

    `gaps` counts the pages of which something could not be read, and those that are missing.
    """

    records: Sequence[tuple[int | None, Record]]
    gaps: int


_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER = 13, 5, 10, 2
_WITH_RECORDS = frozenset({_TABLE_LEAF, _INDEX_LEAF, _INDEX_INNER})
_HEADER = 100
_SIZES = {1 << power for power in range(9, 16)}
_LONGEST = 10_000_000
"""Bytes of a record: a damaged length must not fill the memory."""

_LOG_HEADER, _FRAME_HEADER = 32, 24
_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial type of a whole number to its bytes."""


def scan(file: bytes, log: bytes) -> Scan:
    """Every record of every table and index, in no order; what cannot be one is passed over.

    Text that is no UTF-8 has surrogates in it.
    """
    size = int.from_bytes(file[16:18], "big")
    size = 65536 if size == 1 else size if size in _SIZES else 4096
    pages = {
        place // size + 1: file[place : place + size] for place in range(0, len(file), size)
    } | _logged(log, size)
    free = _free(pages)
    found: list[tuple[int | None, Record]] = []
    whole, continued = set(free), set[int]()
    for number, page in pages.items():
        start = _HEADER if number == 1 else 0
        kind = page[start] if len(page) > start else 0
        if number in free or kind not in _WITH_RECORDS:
            whole.update([number] if kind == _TABLE_INNER else ())
            continue
        of_page = list(_of_page(pages, page, start, continued))
        found += (each for each in of_page if each)
        whole.update([number] if all(of_page) and len(page) == size else ())
    most = max(len(pages), int.from_bytes(file[28:32], "big") if file[:1] else 0)
    # Counted, not listed: a damaged header may speak of thousands of millions.
    return Scan(found, most - sum(1 <= number <= most for number in whole | continued))


def _logged(log: bytes, size: int) -> dict[int, bytes]:
    """The pages of the log up to its last commit."""
    committed: dict[int, bytes] = {}
    pages: dict[int, bytes] = {}
    salt = log[16:24]
    for place in range(_LOG_HEADER, len(log) - size - _FRAME_HEADER + 1, size + _FRAME_HEADER):
        number, commit = struct.unpack_from(">II", log, place)
        # What an earlier round left behind has another salt.
        if log[place + 8 : place + 16] != salt:
            break
        pages[number] = log[place + _FRAME_HEADER :][:size]
        if commit:
            committed.update(pages)
            pages.clear()
    return committed


def _free(pages: Pages) -> set[int]:
    """The pages that hold nothing any more, as far as their list can be read."""
    free: set[int] = set()
    trunk = int.from_bytes(pages.get(1, b"")[32:36], "big")
    while trunk in pages and trunk not in free:
        free.add(trunk)
        page = pages[trunk]
        following, count = struct.unpack_from(">II", page)
        free.update(
            int.from_bytes(page[8 + 4 * place :][:4], "big")
            for place in range(min(count, len(page) // 4 - 2))
        )
        trunk = following
    return free


def _of_page(
    pages: Pages, page: bytes, start: int, continued: set[int]
) -> Iterator[tuple[int | None, Record] | None]:
    """The records of a page, None for one that cannot be read.

    The pages on which records go on are added to `continued`.
    """
    kind = page[start]
    cells = start + (12 if kind == _INDEX_INNER else 8)
    for cell in range(int.from_bytes(page[start + 3 : start + 5], "big")):
        place = int.from_bytes(page[cells + 2 * cell :][:2], "big")
        try:
            payload, number = _payload(pages, page, place, kind, continued)
            record = _record(payload)
            # A number that is the key of its table stands there as NULL.
            yield number, (number, *record[1:]) if record[:1] == (None,) else record
        except (IndexError, KeyError, ValueError, struct.error):
            yield None


def _payload(
    pages: Pages, page: bytes, place: int, kind: int, continued: set[int]
) -> tuple[bytes, int | None]:
    """The bytes of the record at `place`, and its row number in a table that has them.

    Of a long one the rest stands on pages of its own.
    """
    length, place = _varint(page, place + 4 if kind == _INDEX_INNER else place)
    if length > _LONGEST:
        raise ValueError(length)
    number = None
    if kind == _TABLE_LEAF:
        number, place = _varint(page, place)
    size = len(page)
    most = size - 35 if kind == _TABLE_LEAF else (size - 12) * 64 // 255 - 23
    here = length
    if length > most:
        least = (size - 12) * 32 // 255 - 23
        here = least + (length - least) % (size - 4)
        here = here if here <= most else least
    payload = page[place : place + here]
    following = int.from_bytes(page[place + here :][:4], "big")
    while len(payload) < length:
        more = pages[following]
        continued.add(following)
        if len(more) <= 4:  # noqa: PLR2004 - the number of the next one
            raise ValueError(following)
        payload += more[4 : 4 + length - len(payload)]
        following = int.from_bytes(more[:4], "big")
    return payload, number


def _record(payload: bytes) -> Record:
    place, kinds = 0, []
    end, place = _varint(payload, place)
    while place < end:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, place = _value(payload, place, kind)
        values.append(value)
    if place != len(payload):
        raise ValueError(payload)
    return tuple(values)


def _value(payload: bytes, place: int, kind: int) -> tuple[Stored, int]:
    if kind == 0:
        return None, place
    if kind in {8, 9}:
        return kind - 8, place
    if kind == 7:  # noqa: PLR2004 - the format's number of a float
        return struct.unpack_from(">d", payload, place)[0], place + 8
    size = _WHOLE.get(kind, (kind - 12) // 2)
    held = payload[place : place + size]
    if size < 0 or len(held) < size:
        raise ValueError(kind)
    place += size
    if kind in _WHOLE:
        return int.from_bytes(held, "big", signed=True), place
    return (held.decode("utf-8", "surrogateescape") if kind % 2 else held), place


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    number = 0
    for length in range(1, 10):
        byte = data[place]
        place += 1
        if length == 9:  # noqa: PLR2004 - the last one is whole
            return number << 8 | byte, place
        number = number << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follow
            break
    return number, place
