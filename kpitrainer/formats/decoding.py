"""The text of a foreign file, in whatever encoding its program wrote it."""

import codecs
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 2_000
_WESTERN = "cp1252"


class DecodedText(NamedTuple):
    r"""A text with its line ends as `\n`, and the encoding that it was in.

    `mixed` is the first line, from 1, in another encoding than UTF-8 where both occur; 0 if none.
    """

    text: str
    encoding: str
    mixed: int = 0


def decoded(data: bytes) -> DecodedText:
    """The text of `data`. Never fails: a byte that means nothing becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :] if encoding == "utf-8" else data
            return _found(text, encoding) or _found(text, encoding, "replace")  # type: ignore[return-value]
    if wide := _unmarked_utf16(data):
        return _found(data, wide, "replace")  # type: ignore[return-value]
    return _found(data, "utf-8") or _by_line(data)


def _found(data: bytes, encoding: str, errors: str = "strict") -> DecodedText | None:
    try:
        text = data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None
    return DecodedText(_one_line_end(text), encoding)


def _one_line_end(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark, where every other byte is 0, as in Latin letters; else ""."""
    start = data[:_LOOKED_AT]
    half = len(start) // 2
    if half < 2:  # noqa: PLR2004 - two letters at least
        return ""
    if start[1::2].count(0) > half * 0.7 and start[::2].count(0) < half * 0.1:
        return "utf-16-le"
    if start[::2].count(0) > half * 0.7 and start[1::2].count(0) < half * 0.1:
        return "utf-16-be"
    return ""


def _by_line(data: bytes) -> DecodedText:
    """A text that is not UTF-8: in the encoding of western Windows, as a whole or in some lines."""
    lines: list[str] = []
    utf8, other = False, 0
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(line.decode())
            utf8 = utf8 or not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode(_WESTERN, "replace"))
            other = other or number
    if utf8:
        return DecodedText(_one_line_end("\n".join(lines)), "utf-8", other)
    return DecodedText(_one_line_end(data.decode(_WESTERN, "replace")), _WESTERN)
