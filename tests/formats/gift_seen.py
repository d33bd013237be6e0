"""GIFT read sign by sign, from what Moodle's documentation says of it, not from our own reader."""

from dataclasses import dataclass, field
from itertools import pairwise

SPECIAL = "~=#{}:"


@dataclass
class SeenOption:
    sign: str
    text: str
    percent: float | None = None
    feedback: str = ""


@dataclass
class SeenGift:
    name: str
    form: str
    before: str
    behind: str
    is_number: bool = False
    options: list[SeenOption] = field(default_factory=list)
    general: str = ""


def questions(text: str) -> list[SeenGift]:
    """The questions of a file, which are parted by empty lines."""
    blocks = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("//")]
        if lines and lines[0].startswith("$CATEGORY"):
            lines = lines[1:]
        if lines:
            blocks.append(_question("\n".join(lines)))
    return blocks


def _tokens(text: str) -> list[tuple[str, bool]]:
    """Each sign, and whether it is a letter and no mark."""
    found = []
    at = 0
    while at < len(text):
        if text[at] == "\\" and text[at + 1] in SPECIAL + "\\":
            found.append((text[at + 1], True))
            at += 2
        else:
            found.append((text[at], text[at] not in SPECIAL))
            at += 1
    return found


def _question(text: str) -> SeenGift:
    tokens = _tokens(text)
    marks = "".join(" " if plain else sign for sign, plain in tokens)
    assert marks.startswith("::")
    end = marks.index("::", 2)
    opens, closes = marks.index("{"), marks.index("}")
    assert marks.count("{") == marks.count("}") == 1
    letters = [sign for sign, _ in tokens]
    name = "".join(letters[2:end])
    body = "".join(letters[end + 2 : opens])
    form = body[1 : body.index("]")]
    inside = tokens[opens + 1 : closes]
    seen = SeenGift(name, form, body[len(form) + 2 :], "".join(letters[closes + 1 :]))
    _answers(seen, inside)
    return seen


def _answers(seen: SeenGift, tokens: list[tuple[str, bool]]) -> None:
    marks = "".join(" " if plain else sign for sign, plain in tokens)
    letters = "".join(sign for sign, _ in tokens)
    if (general := marks.find("####")) >= 0:
        seen.general = letters[general + 4 :]
        letters, marks = letters[:general], marks[:general]
    if marks.startswith("#"):
        seen.is_number = True
        letters, marks = letters[1:], marks[1:]
    starts = [at for at, mark in enumerate(marks) if mark in "~="]
    if not starts and letters.strip():
        seen.options.append(SeenOption("", letters.strip()))
    for start, end in pairwise([*starts, len(marks)]):
        text = letters[start + 1 : end]
        said = marks.find("#", start, end)
        feedback = letters[said + 1 : end] if said >= 0 else ""
        text = letters[start + 1 : said] if said >= 0 else text
        percent = None
        if text.startswith("%") and seen.form != "plain":
            number, _, text = text[1:].partition("%")
            percent = float(number)
        seen.options.append(SeenOption(marks[start], text.strip(), percent, feedback.strip()))
