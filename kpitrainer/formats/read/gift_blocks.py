"""GIFT parted into its questions."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

ESCAPED = re.compile(r"\\([~=#{}:n\\])")
_NEW = re.compile(r"::|\$CATEGORY|//")
"""A line that begins so belongs to no answers before it, even if they were never closed."""


class Block(NamedTuple):
    """The lines of a question, the number of the first, and the remarks in it."""

    line: int
    text: str
    remarks: str


def blocks_of(text: str) -> Iterator[Block]:
    """The questions, with empty lines between; answers in braces may hold some."""
    lines: list[tuple[int, str]] = []
    remarks: list[str] = []
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        begins = depth > 0 and not (lines and lines[-1][1].strip()) and _NEW.match(line.lstrip())
        if (not line.strip() and depth <= 0) or begins:
            yield from _of_lines(lines, remarks, depth)
            lines, remarks, depth = [], [], 0
        if line.lstrip().startswith("//"):
            remarks.append(line)
        elif line.strip() or lines:
            lines.append((number, line))
            bare = ESCAPED.sub("", line)
            depth += bare.count("{") - bare.count("}")
    yield from _of_lines(lines, remarks, depth)


def _of_lines(
    lines: Sequence[tuple[int, str]], remarks: Sequence[str], depth: int
) -> Iterator[Block]:
    """The question that these lines hold; one at each empty line where its braces never close."""
    part: list[tuple[int, str]] = []
    for number, line in [*lines, (0, "")]:
        if line.strip() or (depth <= 0 and number):
            part.append((number, line))
        elif part:
            yield Block(part[0][0], "\n".join(line for _, line in part), "\n".join(remarks))
            part = []
