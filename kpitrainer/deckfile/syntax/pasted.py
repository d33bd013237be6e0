"""What copying leaves in a file: merge marks, quotes of a spreadsheet, fences of Markdown."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from kpitrainer.deckfile.syntax.yaml_tree import Keys

Mark: TypeAlias = tuple[int, int, str, dict[str, object]]
"""The line and column of what was left, from 0; the message's code and values."""

_MERGE = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*|$)")
_FENCE = re.compile(r"\s*+(```+|~~~+)\s*+\w*+\s*+")


def without_marks(lines: list[str], keys: Keys) -> tuple[list[str], list[Mark]]:
    """As many `lines` without what copying left, and where that was.

    Of the two sides of a merge the first is kept.
    """
    lines, marks = _unquoted(lines, keys)
    merged = [
        (number, found[1][0]) for number, line in enumerate(lines) if (found := _MERGE.match(line))
    ]
    for place, (number, sign) in enumerate(merged):
        signs = "".join(after for _, after in merged[place : place + 4])
        whole = next((each for each in ("<=>", "<|=>") if signs.startswith(each)), "")
        if whole:
            marks.append((number, 0, "deck.merge-marks", {"sign": sign * 7}))
            last = merged[place + len(whole) - 1][0]
            for between in range(merged[place + 1][0], last + 1):
                lines[between] = ""
        elif lines[number]:
            marks.append((number, 0, "deck.merge-marks", {"sign": sign * 7}))
        lines[number] = ""
    for number, line in enumerate(lines):
        if fence := _FENCE.fullmatch(line):
            marks.append((number, fence.start(1), "deck.code-fence", {"sign": fence[1]}))
            lines[number] = ""
    return lines, marks


def _unquoted(lines: Sequence[str], keys: Keys) -> tuple[list[str], list[Mark]]:
    """The lines without the quotes that a spreadsheet puts around each cell of a card."""
    marks: list[Mark] = []
    cell = re.compile(
        rf"^\"([ \t]*+- *+\{{? *+(?:{'|'.join(sorted(keys.kinds))}) *+:(?:[^\"]|\"\")*+)\"[ \t]*+$",
        re.MULTILINE,
    )
    text = "\n".join(lines)

    def inside(found: re.Match[str]) -> str:
        marks.append((text.count("\n", 0, found.start()), 0, "deck.spreadsheet-quotes", {}))
        return found[1].replace('""', '"')

    return cell.sub(inside, text).split("\n"), marks
