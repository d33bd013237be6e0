"""Telling a trainer what broke the YAML, in words that name the trap.

The parser knows only where it gave up. The line there, or the one where the broken thing began,
is looked at for what people really write: a text that wants quotes.
"""

import re
from typing import Any, TypeAlias

from kpitrainer.deckfile.syntax.yaml_tree import Keys

SyntaxHint: TypeAlias = tuple[int, str, dict[str, object]]
"""How many characters come before it on its line; the message's code and values."""

_KEY = r"[a-z_][a-z0-9_-]*"
_BEFORE_VALUE = re.compile(rf"[ ]*(?:- +)*(?:{_KEY} ?:(?: +|$))?")
_BLOCK_OPENER = re.compile(r"[|>][-+0-9]{0,2}\s*(?:#.*)?$")
_COLON = re.compile(r":(?= |$)")
_CLOSED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}


def explain(text: str, error: Exception, keys: Keys) -> SyntaxHint:
    """What broke `text`, one card or one key of the header; its place is counted from there."""
    lines = text.split("\n")
    number, (column, code, values) = _found(lines, error, keys)
    return sum(len(line) + 1 for line in lines[:number]) + column, code, values


def _found(  # noqa: PLR0911 - one a kind of break
    lines: list[str], error: Exception, keys: Keys
) -> tuple[int, SyntaxHint]:
    """On which of `lines` what is."""
    mark: Any = getattr(error, "problem_mark", None)
    began: Any = getattr(error, "context_mark", None) or mark
    if mark is None:
        return 0, (0, "deck.syntax", {})
    last = min(mark.line, len(lines) - 1)
    for number in range(last + 1):
        margin = lines[number][: len(lines[number]) - len(lines[number].lstrip())]
        if "\t" in margin:
            return number, (margin.index("\t"), "deck.tab", {})
    if "escape" in str(getattr(error, "problem", "")):
        # The C parser stops at the backslash, the pure one behind it.
        column = lines[last].rfind("\\", 0, mark.column + 1)
        return last, (max(column, 0), "deck.bad-escape", {})
    if dashless := _without_dash(lines, last, keys):
        return last, dashless
    stray = ((number, _stray(lines, number, keys)) for number in range(1, last + 1))
    if alone := next(((number, hint) for number, hint in stray if hint), None):
        return alone
    for number in (last, *range(last - 1, max(min(began.line, last), last - 50) - 1, -1)):
        if trap := _hint(lines[number], keys):
            return number, trap
    if wanted := _margin(lines, last, keys):
        return last, (0, "deck.indent", {"count": wanted})
    return last, (mark.column if mark.line == last else 0, "deck.syntax", {})


def _without_dash(lines: list[str], number: int, keys: Keys) -> SyntaxHint | None:
    """Line `number` as the opening of a card that lacks its dash, which would stand there."""
    above = re.match(r"( *)- ", lines[0])
    kind = re.match(rf"( *)({_KEY}) *:", lines[number])
    if above and kind and kind[2] in keys.kinds and len(kind[1]) <= above.end() and number:
        return len(kind[1]), "deck.dash-missing", {"key": kind[2], "margin": above[1]}
    return None


def _stray(lines: list[str], number: int, keys: Keys) -> SyntaxHint | None:
    """Line `number` as one without a key or a dash that belongs to no text above."""
    line = lines[number]
    opening = re.match(r" *(?:- +)?", lines[0])
    margin = len(line) - len(line.lstrip())
    if (
        opening is None
        or not line.strip()
        or line.lstrip()[0] in "#\"'}])"
        or margin > opening.end()
    ):
        return None
    if re.match(r" *-", line) or ("-" not in opening[0] and margin):
        return None
    key = re.match(r" *([\w-]+) *:(?: |$)", line)
    if key and (key[1] in keys.known or margin >= opening.end()):
        return None
    if line.split()[0] in keys.known:
        return None  # it lacks its colon
    if margin == opening.end():
        return margin, "deck.no-key", {}
    return margin, "deck.stray-line", {}


def _margin(lines: list[str], number: int, keys: Keys) -> int:
    """How far in line `number` should be: where the card's other keys begin; 0 if it is there."""
    opening = re.match(r" *- +", lines[0])
    key = re.match(rf" *({_KEY}):", lines[number])
    if opening is None or key is None or number == 0:
        return 0
    return opening.end() if key[1] in keys.card and key.start(1) != opening.end() else 0


def _hint(line: str, keys: Keys) -> SyntaxHint | None:  # noqa: PLR0911 - one return a trap
    """What on this line may have broken the YAML."""
    start = _BEFORE_VALUE.match(line).end()  # type: ignore[union-attr]  # it matches anything
    value = line[start:].rstrip()
    if not value:
        return None
    first = value[0]
    if first in "\"'":
        return _quoted(value, start)
    if first in "{[":
        return _flow_hint(line, start)
    if first in "%@`*&!,]}" or (first in "|>" and not _BLOCK_OPENER.match(value)):
        return start, "deck.starts-with", {"character": first}
    if first in "-?" and value[1:2] == " ":
        return start, "deck.starts-with", {"character": first}
    if bare := re.match(rf"({_KEY})(:?)", value):
        key = bare[1]
        if key in keys.known and line[:start].strip(" -") == "":
            if bare[2]:
                return start + len(key), "deck.space-after-colon", {"key": key}
            return start + len(key), "deck.colon-missing", {"key": key}
    if colon := _COLON.search(value.partition(" #")[0]):
        part = value[: colon.start()].rstrip().rpartition(" ")[2]
        return start + colon.start(), "deck.colon-in-text", {"part": part[-40:]}
    return None


def _quoted(value: str, start: int) -> SyntaxHint | None:
    closed = _CLOSED[value[0]].match(value)
    if closed is None:
        return start, "deck.unclosed-quote", {"quote": value[0]}
    rest = value[closed.end() :].lstrip()
    if rest and not rest.startswith(("#", ":")):
        return start + closed.end(), *_after_quote(value, closed.end())
    return None


def _after_quote(line: str, end: int) -> tuple[str, dict[str, object]]:
    """What to say of the text in `line` after a quote that closes before `end`."""
    quote = line[end - 1]
    if quote == "'" and line[end - 2].isalpha() and line[end].isalpha():
        return "deck.apostrophe", {}
    return "deck.after-quote", {"quote": quote}


def _flow_hint(line: str, start: int) -> SyntaxHint | None:  # noqa: C901, PLR0911, PLR0912 - one case a character
    """The first thing in the `{…}` or `[…]` that opens at `start` that cannot be read."""
    at = start
    opened: list[str] = []
    colons = 0  # in the pair at hand
    fresh = True  # a value may begin here
    while at < len(line):
        character = line[at]
        if character in "{[":
            if not fresh:
                return at, "deck.brace-in-braces", {"character": character}
            opened.append(character)
            colons = 0
        elif character in "}]":
            opened = opened[:-1]
            if not opened:
                rest = line[at + 1 :].strip()
                if rest and not rest.startswith("#"):
                    return start, "deck.starts-with", {"character": line[start]}
                return None
            fresh = False
        elif character == ",":
            colons, fresh = 0, True
        elif character == ":" and line[at + 1 : at + 2] in (" ", ""):
            colons += 1
            if colons > 1 and ";" in line[line.rfind(",", start, at) + 1 : at]:
                return line.rfind(";", start, at), "deck.list-separator", {"sign": ";"}
            if colons > 1:
                return at, "deck.colon-in-text", {"part": line[:at].rsplit(maxsplit=1)[-1][-40:]}
            fresh = True
        elif character in "\"'" and fresh:
            closed = _CLOSED[character].match(line, at)
            if closed is None:
                return at, "deck.unclosed-quote", {"quote": character}
            at = closed.end() - 1
            if line[at + 1 :].lstrip()[:1] not in (",", "}", "]", ":", ""):
                return at + 1, *_after_quote(line, at + 1)
            fresh = False
        elif character in "%@`*&!" and fresh:
            return at, "deck.starts-with", {"character": character}
        elif character != " ":
            fresh = False
        at += 1
    return start, "deck.unclosed-bracket", {"character": opened[0]}
