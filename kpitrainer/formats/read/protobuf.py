"""Messages in the wire format of protocol buffers, as far as Anki's packages need them."""

from collections.abc import Iterator

_BITS, _MORE, _LONGEST_NUMBER = 0x7F, 0x80, 10
_NUMBER, _LONG, _BYTES, _SHORT = 0, 1, 2, 5
_SIZES = {_LONG: 8, _SHORT: 4}


class NoMessageError(ValueError):
    """Bytes that are no message."""


def fields_of(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message: the number of each, and its value.

    Raises:
        NoMessageError: it is none.
    """
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, form = key >> 3, key & 7
        if form == _NUMBER:
            value, at = _varint(message, at)
            yield number, value
            continue
        if form == _BYTES:
            size, at = _varint(message, at)
        elif form in _SIZES:
            size = _SIZES[form]
        else:
            raise NoMessageError
        if at + size > len(message):
            raise NoMessageError
        yield number, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """The number at `at`, and where it ends."""
    value = 0
    for place in range(_LONGEST_NUMBER):
        if at >= len(message):
            raise NoMessageError
        byte = message[at]
        at += 1
        value |= (byte & _BITS) << (7 * place)
        if not byte & _MORE:
            return value, at
    raise NoMessageError


def number_in(message: bytes, field: int) -> int:
    """The last number of that field; 0 where there is none."""
    found = [value for number, value in fields_of(message) if number == field]
    return next((value for value in reversed(found) if isinstance(value, int)), 0)


def bytes_in(message: bytes, field: int) -> bytes:
    """The last bytes of that field; b"" where there are none."""
    found = [value for number, value in fields_of(message) if number == field]
    return next((value for value in reversed(found) if isinstance(value, bytes)), b"")


def text_in(message: bytes, field: int) -> str:
    """The last text of that field."""
    return bytes_in(message, field).decode(errors="replace")
