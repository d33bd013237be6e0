"""Cells that hold several texts: parted by lines or signs, or each with its number."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_NUMBERED = re.compile(r"\s*(\d{1,2})\s*: *(.+)", re.DOTALL)
_BACKSLASHES = re.compile(r"(\\*)([;|/])")
"""Before a sign that may part texts: an odd one of them says that it does not."""

SIGNS, ALTERNATIVES, ITEMS, COMMAS, LINES = (";|", ";|/", ";", ",", "")
"""What may part the texts of a cell that has one line; a slash does between blanks."""


def parts(text: str, signs: str = SIGNS) -> list[str]:
    """The texts in a cell: its lines where it has several, else what `signs` part."""
    found = text.split("\n") if "\n" in text else map(_unescaped, _parted(text, signs))
    return [part.strip() for part in found if part.strip()]


def whole(text: str) -> str:
    """A text that `parts` takes for one and gives back, also where a sign that parts follows."""
    escaped = _BACKSLASHES.sub(r"\1\1\\\2", text)
    return f"{escaped} " if escaped.endswith("\\") else escaped


def _parted(text: str, signs: str) -> Iterator[str]:
    begin = 0
    for sign in re.finditer(r"(\\*)([;|,/])", text):
        at = sign.start(2)
        if sign[2] not in signs or len(sign[1]) % 2:
            continue
        if sign[2] == "/" and text[at - 1 : at + 2] != " / ":
            continue
        yield text[begin:at]
        begin = at + 1
    yield text[begin:]


def _unescaped(text: str) -> str:
    return _BACKSLASHES.sub(lambda found: found[1][: len(found[1]) // 2] + found[2], text)


def by_number(text: str) -> dict[int, str]:
    """The lines of a cell such as "2: that is …", by their numbers; {} where one has none."""
    found = [_NUMBERED.fullmatch(line) for line in text.split("\n") if line.strip()]
    if not all(found):
        return {}
    return {int(line[1]): line[2].strip() for line in found if line}


def side_by_side(lists: Mapping[str, Sequence[str]]) -> list[Any]:
    """Several texts from the lists of them in each language, "" being that of a plain text."""
    if list(lists) == [""]:
        return list(lists[""])
    longest = max(map(len, lists.values()), default=0)
    return [
        {language: texts[at] for language, texts in lists.items() if at < len(texts)}
        for at in range(longest)
    ]


def told_options(options: Sequence[Any], said: Mapping[int, Mapping[str, str]]) -> list[Any]:
    """Options, each with what is said of it under its number from 1, as a deck has them."""
    told = []
    for number, option in enumerate(options, 1):
        if say := said.get(number):
            told.append({"text": option, "say": say.get("") or dict(say)})
        else:
            told.append(option)
    return told


def with_accepted(items: Sequence[Any], accept: Mapping[int, Any], language: str) -> list[Any]:
    """Items, each with what else is right for it under its number from 1.

    A plain item is one in `language`.
    """
    found = []
    for number, item in enumerate(items, 1):
        if texts := accept.get(number):
            by_language = item if isinstance(item, dict) else {language: item}
            found.append({**by_language, "accept": texts})
        else:
            found.append(item)
    return found
