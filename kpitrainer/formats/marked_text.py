"""Text with signs of formatting that are put around it, and escaped where it has such itself."""

import re

from kpitrainer.domain.text.formatting import escape

STRONG, LIGHT, CODED, DASH, DOT, BAR = (
    "\ue002",
    "\ue003",
    "\ue004",
    "\ue005",
    "\ue006",
    "\ue007",
)
_SIGNS = {STRONG: "**", LIGHT: "*", CODED: "`", DASH: "- ", DOT: ". ", BAR: "|"}
"""What stands for the signs of formatting until the text around them is escaped."""

_SIGN = re.compile(f"([{''.join(_SIGNS)}])")

_ON, _OFF = "\ue000", "\ue001"
"""Around the signs of formatting, until the text between is known; in no text of anybody's."""

_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()aeiox", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢₒₓ")
_FILLER = re.compile("(?<![«\\d])\u00a0(?![;:?!»%€\\d])")
"""A no-break space that only keeps an editor from dropping it."""


def marked(within: str, sign: str) -> str:
    """`within` between signs, each line of it for itself, blanks outside."""
    lines = []
    for line in within.split("\n"):
        text = line.strip()
        before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
        inner = bare(text) if sign == CODED else text
        plain = not inner or (_ON in inner and sign != CODED) or ("`" in inner and sign == CODED)
        lines.append(line if plain else f"{before}{_ON}{sign}{inner}{sign}{_OFF}{after}")
    return "\n".join(lines)


_MARKED = f"{_ON}([{STRONG}{LIGHT}{CODED}])(.*?)\\1{_OFF}"
"""What is marked, with its sign."""

_MARKED_LINES = re.compile(_MARKED, re.DOTALL)
_AFTER_WORD, _BEFORE_WORD = re.compile(rf"(?<=\w){_MARKED}"), re.compile(rf"{_MARKED}(?=\w)")
_WHOLE = re.compile(f"{_ON}([{STRONG}{LIGHT}])([^{_ON}]*)\\1{_OFF}")
_BLANKS = re.compile(r"  +")


def bare(text: str) -> str:
    """A text without the signs that were put around parts of it."""
    return _MARKED_LINES.sub(r"\2", text) if _ON in text else text


def moved(within: str, *, raised: bool) -> str:
    """What stands above or below the line, in signs of that kind where there are."""
    text = bare(within).strip()
    moved = text.translate(_RAISED if raised else _LOWERED)
    if all(one != other for one, other in zip(text, moved, strict=True)):
        return moved
    if raised and text in ("e", "er", "ère", "re", "ème", "nd", "th", "st", "rd", "o", "os"):
        return text  # 1er, 2nd
    sign = "^" if raised else "_"
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})" if text else ""


def table(rows: list[list[str]]) -> str:
    """The rows of a table, one a line; of one column without bars."""
    filled = [row for row in rows if any(row)]
    if all(len(row) <= 1 for row in filled):
        return "\n".join(row[0] for row in filled)
    width = max(map(len, filled))
    cells = [list(row) + [""] * (width - len(row)) for row in filled]
    return "\n".join(f"{BAR} {f' {BAR} '.join(row)} {BAR}" for row in cells)


def tidied(text: str) -> str:
    """Lines without blanks around, none empty; signs of formatting only where they can be read."""
    if "\u00a0" in text:
        text = _FILLER.sub(" ", text)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    lines = [line.strip() for line in text.split("\n")]
    text = "\n".join([line for line in lines if line.strip(f"{DASH} ")])
    if _ON in text:
        if whole := _WHOLE.fullmatch(text):
            text = whole[2]  # all of it stands out: nothing does
        # Within a word no sign is read as formatting.
        text = _AFTER_WORD.sub(r"\2", text)
        text = _BEFORE_WORD.sub(r"\2", text).replace(_ON, "").replace(_OFF, "")
    return "\n".join(map(_escaped, text.split("\n")))


def _escaped(line: str) -> str:
    """A line whose own signs are no formatting, and in which ours are what they stand for."""
    parts = _SIGN.split(line)
    if len(parts) == 1:
        return escape(line)
    code = False
    for place, part in enumerate(parts):
        if part in _SIGNS:
            code ^= part == CODED
            parts[place] = _SIGNS[part]
        elif not code:
            parts[place] = re.sub(r"(\\*)([*`|])", r"\1\1\\\2", part)
    return "".join(parts)
