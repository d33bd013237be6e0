"""The ids of rows: UUIDv7, by which the rows of a card are in order, whatever clocks say."""

import sys
from uuid import UUID

if sys.version_info >= (3, 14):
    from uuid import uuid7
else:
    from uuid6 import uuid7


_CHANCE_BITS = 80
"""What follows the milliseconds in a UUIDv7, its version included."""


def new_id(last: UUID | None = None) -> UUID:
    """An id for a row, which comes after all before it, and after `last`."""
    made = UUID(int=uuid7().int)
    if last is None or last < made:
        return made
    # The clock of the machine that gave the last one is ahead, or was set back since: a millisecond
    # after it, with chance of its own, as another machine may do the same.
    return _a_little_after(last, made)


def id_of_all(last: UUID) -> UUID:
    """The id of a row after `last` that everybody makes alike who has the same rows."""
    return _a_little_after(last, last)


def _a_little_after(last: UUID, chance: UUID) -> UUID:
    low = chance.int % (1 << _CHANCE_BITS)
    return UUID(int=(last.int >> _CHANCE_BITS) + 1 << _CHANCE_BITS | low)
