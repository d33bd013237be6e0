"""What editors, word processors and the web put in the place of the signs that YAML knows.

A file with mistakes is looked through for these before its lines are judged. Each is told by its
name, and the text is read as if the right sign stood there, so that nothing is told of what
follows from it. Lines keep their numbers; columns may move within a mended line.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from kpitrainer.deckfile.syntax.pasted import without_marks
from kpitrainer.deckfile.syntax.yaml_tree import Keys

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN = "\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufe0f\ufffd"
"""Characters without width; U+FFFD stands for one that is told already."""

_SPACE = re.compile(f"[{_SPACES}]")
_ANY = re.compile(f"[{_SPACES}{_UNSEEN}]")
_MARGIN = re.compile(f"[ {_SPACES}{_UNSEEN}]*")
_DASHES = "–—−‐‑‒―⁃﹣－•·◦▪▫‣●○∙*+"
_COLONS = "：﹕∶꞉"
_LETTERS = str.maketrans("аеіјорсԁԛѕһухνοαгԍᴀ", "aeijopcdqshyxvoargA")
"""Letters of other alphabets that look like ours."""

# No pattern gives back what it took of spaces: a line may hold a million.
_OPENING = r"( *+(?:- ++)*+)"
_FINE = re.compile(rf"( *+)(?:- )?+([a-z_]++): [^\s|>{{\[{_SPACES}{_UNSEEN}].*")
"""A key of ours and its value on one line: nothing in it can be another sign."""

_BLOCK = re.compile(rf"{_OPENING}([\w-]++ ?:)? *+[|>][-+0-9]{{0,2}} *+(?:#.*)?")
_LONE_KEY = re.compile(rf"{_OPENING}([\w-]++) ?: *+(?:#.*)?")
_DASH = re.compile(f"( *+)([-{re.escape(_DASHES)}])([ {_SPACES}]*+)(.*)")
_KEY = re.compile(
    rf"{_OPENING}([^\s:\"'{{}}\[\],#{_COLONS}]{{1,60}})([ {_SPACES}]*+)([:{_COLONS}])(.*)"
)
_IN_BRACES = re.compile(rf"([{{,] *+[\w-]++)([ {_SPACES}]*+:)([{_SPACES}]+)")
_NAME = re.compile(r"[^\W\d][\w-]*")

_OPEN, _CLOSE = "“„‟”«‘‚‛″", "”“‟»’‘″"
_QUOTED = re.compile(
    rf"( *+(?:- ++)*+(?:[\w-]++ ?: ++)?)([\"{_OPEN}])([^\"]*)([\"{_CLOSE}])( *+(?:#.*)?)"
)
_QUOTED_PIECE = re.compile(
    rf"(?<=[\[{{,:])( *+)([{_OPEN}])([^\"{_OPEN}{_CLOSE}]*+(?:’\w[^\"{_OPEN}{_CLOSE}]*+)*+)"
    rf"([{_CLOSE}])(?= *+[,}}\]:])"
)


_ODD_START = re.compile(f" *+[{_SPACES}{_UNSEEN}][ {_SPACES}{_UNSEEN}]*+")


class Sign(NamedTuple):
    """A sign in the place of another: its line and column, from 0, and what to say of it.

    One that is not `sure` is also good French or English: it is a mistake only where something is
    wrong with its line that is mended with it.
    """

    line: int
    column: int
    code: str
    values: dict[str, object]
    sure: bool = True


def mend(text: str, broken: Collection[int], keys: Keys) -> tuple[str, list[Sign]]:
    """`text` with the signs that were meant, and those that stood there.

    `broken` are the lines, from 0, on which something is wrong.
    """
    lines, marks = without_marks(text.split("\n"), keys)
    signs = [Sign(*mark) for mark in marks]
    mender = _Mender(keys, signs)
    mended = []
    for number, line in enumerate(lines):
        known = len(signs)
        better = mender.line(number, line)
        if number in broken and len(signs) == known:
            better = mender.value(number, better)
        mended.append(better)
    return "\n".join(mended), sorted(signs, key=lambda sign: sign[:2])


class _Mender:
    """Goes through a file line by line; `signs` gathers what was found."""

    def __init__(self, keys: Keys, signs: list[Sign]) -> None:
        self.keys = keys
        self.signs = signs
        self.text: int | None = None  # the margin beyond which a block text goes on
        self.items: int | None = None  # the margin of the list that goes on; −1 before its first
        self.names: tuple[int, bool] = (0, False)  # the line before: its margin, if it is `name: …`

    def note(self, line: int, column: int, code: str, *, sure: bool = True, **values: str) -> None:
        self.signs.append(Sign(line, column, code, dict(values), sure))

    def line(self, number: int, line: str) -> str:
        """`line` with its margin, dash, key and colon mended."""
        fine = _FINE.fullmatch(line) if self.text is None else None
        if fine and fine[2] in self.keys.known:
            self.names = (len(fine[1]), True)
            if self.items is not None:
                self.items = len(fine[1]) if self.items in (-1, len(fine[1])) else None
            return line
        margin = _MARGIN.match(line)[0]  # type: ignore[index]  # it matches anything
        if self.text is not None:
            if len(margin) > self.text or not line.strip():
                return self.margin(number, line, margin) if line.strip() else ""
            self.text = None
        line = self.margin(number, line, margin)
        if not line or line.lstrip().startswith("#"):
            return line
        if not line.strip(" -"):  # an item of which nothing else is written
            self.in_list(line)
            self.names = (0, False)
            return line
        line = self.key(number, self.dash(number, line))
        if block := _BLOCK.fullmatch(line):
            # Below a dash alone the text is deeper than the dash, else deeper than the key.
            self.text = len(block[1]) if block[2] else len(block[1].rstrip()) - 1
        return line

    def margin(self, number: int, line: str, margin: str) -> str:
        odd = _ANY.search(margin)
        if odd is None:
            return line
        content = line[len(margin) :]
        if odd[0] != "\ufffd":
            code = "deck.space-in-margin" if _SPACE.match(odd[0]) else "deck.unseen-in-margin"
            self.note(number, odd.start(), code, sign=_number(odd[0]))
        return _plain(margin) + content if content else ""

    def in_list(self, line: str) -> bool:
        """Whether `line` stands where the items of a list do."""
        if self.items is None:
            return False
        margin = len(line) - len(line.lstrip(" "))
        if self.items == -1:
            self.items = margin
        elif margin < self.items:
            self.items = None
        return margin == self.items

    def dash(self, number: int, line: str) -> str:
        """`line` with a dash and a space where it opens an item."""
        in_list = self.in_list(line)
        if lone := _LONE_KEY.fullmatch(line):
            self.items = -1 if lone[2] in self.keys.lists else None
        found = _DASH.fullmatch(line)
        if found is None or not found[4]:
            return line
        before, sign, space, rest = found.groups()
        opens = (key := _KEY.match(rest)) is not None and key[2] in self.keys.known
        if sign == "-":
            if space == " " * len(space) and space:
                return line
            if not space and not (opens or (in_list and rest[0].isalpha())):
                return line
            if space:
                odd = str(_number(_SPACE.search(space)[0]))  # type: ignore[index]  # there is one
                self.note(number, len(before) + 1, "deck.special-space", sign=odd, after="-")
            else:
                self.note(number, len(before), "deck.space-after-dash", part=rest[:20])
        elif opens or (in_list and space):
            self.note(number, len(before), "deck.dash-sign", sign=sign, number=_number(sign))
        else:
            return line
        return f"{before}-{' ' * max(1, len(space))}{rest}"

    def key(self, number: int, line: str) -> str:
        """`line` with its key, the colon and the space behind it as they are typed."""
        margin = len(line) - len(line.lstrip(" "))
        neighbour, self.names = self.names, (margin, False)
        line = _IN_BRACES.sub(lambda found: self.in_braces(number, found), line)
        found = _KEY.fullmatch(line)
        if found is None:
            return line
        start, written, space, colon, rest = found.groups()
        name = _ANY.sub("", written)
        name = name if name in self.keys.known else name.translate(_LETTERS)
        known = name in self.keys.known
        self.names = (margin, bool(_NAME.fullmatch(written)) and rest.strip(" ")[:1] != ":")
        if not known:
            if not _NAME.fullmatch(written) or rest.startswith("//"):
                return line
            name = written
        if name != written:
            self.misspelt(number, len(start), name, written)
        end = len(start) + len(written) + len(space)
        if colon != ":":
            if not known:
                return line
            self.note(number, end, "deck.colon-sign", sign=colon, number=_number(colon), key=name)
            rest = f" {rest}" if rest[:1].strip() else rest
        odd = _ODD_START.match(rest)
        if odd and rest[odd.end() :]:
            sign = _ANY.search(odd[0])[0]  # type: ignore[index]  # there is one
            self.note(number, end + 1, "deck.special-space", sign=_number(sign), after=f"{name}:")
            rest = f" {rest[odd.end() :]}"
        elif rest[:1].strip() and (known or (neighbour == (margin, True) and colon == ":")):
            self.note(number, end, "deck.space-after-colon", key=name)
            rest = f" {rest}"
        return f"{start}{name}{' ' * len(space)}:{rest}"

    def misspelt(self, number: int, column: int, name: str, written: str) -> None:
        unseen = _ANY.search(written)
        if unseen is None:
            odd = next(letter for letter in written if letter.translate(_LETTERS) != letter)
            self.note(number, column, "deck.letter-sign", sign=odd, number=_number(odd), key=name)
        elif unseen[0] != "\ufffd":
            self.note(number, column, "deck.unseen", sign=_number(unseen[0]), part=name)

    def in_braces(self, number: int, found: re.Match[str]) -> str:
        sign, key = _number(found[3][0]), found[1].lstrip("{, ")
        self.note(number, found.start(3), "deck.special-space", sign=sign, after=f"{key}:")
        return f"{found[1]}: "

    def value(self, number: int, line: str) -> str:
        """`line`, of which something is wrong, with its quotes and spaces as they are typed."""
        whole = _QUOTED.fullmatch(line)
        if whole and whole[2] + whole[4] not in ('""', "’’") and not _pairs_within(whole):
            start, opening, text, closing, rest = whole.groups()
            at, sign = (len(start), opening) if opening != '"' else (whole.start(4), closing)
            self.note(number, at, "deck.curly-quotes", sure=False, sign=sign)
            return f"{start}{_straight(text)}{rest}"
        for piece in _QUOTED_PIECE.finditer(line):
            self.note(number, piece.start(2), "deck.curly-quotes", sure=False, sign=piece[2])
            return _QUOTED_PIECE.sub(lambda one: one[1] + _straight(one[3]), line)
        for odd in _odd_signs(line):
            part = re.sub(r".*\s", "", line[: odd.start()]) + re.sub(r"\s.*", "", line[odd.end() :])
            sign = _number(odd[0])
            self.note(number, odd.start(), "deck.unseen", sure=False, sign=sign, part=part[:40])
            return _plain(line)
        return line


def _pairs_within(whole: re.Match[str]) -> bool:
    """Whether the last quote closes one within a text that began with a straight one."""
    return whole[2] == '"' and whole[3].count("“") > whole[3].count("”")


def _odd_signs(line: str) -> Iterator[re.Match[str]]:
    return (odd for odd in _ANY.finditer(line) if odd[0] != "\ufffd")


def _plain(text: str) -> str:
    """`text` with plain spaces, and without what has no width."""
    return _ANY.sub("", _SPACE.sub(" ", text))


def _straight(text: str) -> str:
    """`text`, which stood in other quotes, in straight ones."""
    inner = re.sub(f"^[{_SPACES}]|[{_SPACES}]$", "", text).replace("\\", "\\\\")
    return f'"{inner}"'


def _number(sign: str) -> str:
    return f"U+{ord(sign):04X}"
