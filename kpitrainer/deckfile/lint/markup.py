"""Markup of other programs, which learners see as it is typed, and marks of ours left open."""

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from itertools import islice
from typing import TypeAlias

from kpitrainer.deckfile.schema.card_schema import KEYS
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode
from kpitrainer.domain.errors import Fault, FieldPath
from kpitrainer.domain.text.formatted_text import FormattedText
from kpitrainer.domain.text.formatting import ends_of_code, formatted

_TAG = (
    r"a|audio|b|big|blockquote|body|center|code|dd|del|div|dl|dt|em|font|h[1-6]|head|hr|html|i|iframe"
    r"|img|ins|kbd|li|mark|ol|p|pre|q|rp|rt|ruby|s|script|small|span|strike|strong|style|sub|sup"
    r"|svg|table|tbody|td|th|thead|tr|tt|u|ul|video"
)
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))*\s*/?"
_COMMANDS = (
    r"frac|dfrac|tfrac|sqrt|times|div|cdot|text|mathrm|mathbf|left|right|sum|prod|int|leq|geq|neq|le|ge"
    r"|pm|infty|alpha|beta|gamma|delta|Delta|pi|sigma|mu|approx|begin|end|quad|overline|bar|hat|textbf"
)
_WRITTEN = {
    "times": "×",
    "div": "÷",
    "cdot": "·",
    "leq": "≤",
    "le": "≤",
    "geq": "≥",
    "ge": "≥",
    "neq": "≠",
    "pm": "±",
    "infty": "∞",
    "approx": "≈",
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "Delta": "Δ",
    "pi": "π",
    "sigma": "σ",
    "mu": "µ",
}
_RAISED = str.maketrans("0123456789-+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ")

_Better: TypeAlias = str | Callable[[re.Match[str]], str]


def _formula(found: re.Match[str]) -> str:
    return plain_formula(next(group for group in found.groups() if group is not None))


def plain_formula(tex: str) -> str:
    """A formula of TeX as plain text, as far as one line can hold it."""
    text = re.sub(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"(\1) ÷ (\2)", tex)
    text = re.sub(r"\((\w+)\)", r"\1", text)
    text = re.sub(r"\\sqrt\s*\{([^{}]*)\}", r"√(\1)", text)
    text = re.sub(r"\^\{?([-+n0-9]+)\}?", lambda power: power[1].translate(_RAISED), text)
    text = re.sub(r"\\(\w+)", lambda name: _WRITTEN.get(name[1], ""), text)
    return " ".join(re.sub(r"[{}\\]", "", text).split())


def _emphasized(found: re.Match[str]) -> str:
    return _within_marks(found, "*")


def _as_code(found: re.Match[str]) -> str:
    return _within_marks(found, "`")


def _within_marks(found: re.Match[str], mark: str) -> str:
    """The last group within marks, as far as they are some there: not within a word, say."""
    text = found[found.re.groups]
    whole, words = found.string, text.strip()
    before, behind = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    marked = f"{before}{mark}{words}{mark}{behind}"
    around = (
        f"{whole[found.start() - 1 : found.start()]}{marked}{whole[found.end() : found.end() + 1]}"
    )
    return marked if words and isinstance(formatted(around), FormattedText) else text


def _as_lines_of_code(found: re.Match[str]) -> str:
    return _NEXT_LINE.join(f"`{line.strip()}`" for line in found[1].splitlines() if line.strip())


_NEXT_LINE = " ⏎ "
"""Where a line ends in what is told, which is one line."""

_RULES: tuple[tuple[re.Pattern[str], _Better], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), better)
    for pattern, better in (
        (r"<!--[^<>]*-->", ""),
        (r"</li>\s*<li\b[^<>]*>", f"{_NEXT_LINE}- "),
        (r"<li\b[^<>]*>", "- "),
        (r"<(b|strong|i|em|u|mark)\b[^<>]*>([^<>]*)</\1\s*>", _emphasized),
        (r"<(code|kbd|samp|tt)\b[^<>]*>([^<>]*)</\1\s*>", _as_code),
        (r"<br\s*/?>|</(?:p|div|li|tr|h[1-6])>", " "),
        (rf"</?(?:{_TAG})\b{_ATTRIBUTES}>", ""),
        (r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", lambda found: unescape(found[0])),
        (r"\[(?:sound|anki):[^\]]*\]", ""),
        (r"!\[[^\]]*\]\([^)]*\)|!\[\[[^\]]*\]\]", ""),
        (r"\[\[(?:[^\]|]*\|)?([^\]|]+)\]\]", r"\1"),
        (r"\[([^\[\]]+)\]\(((?:https?:|www\.|mailto:|[./#@])[^()\s]*)\)", r"\1 (\2)"),
        (r"\{\{c\d+::?([^{}]*?)(?:::[^{}]*)?\}\}", r"\1"),
        (r"\[\$\$?\]([^\[]*)\[/\$\$?\]|\[latex\]([^\[]*)\[/latex\]|\$\$([^$]+)\$\$", _formula),
        (r"\\\((.{1,200}?)\\\)|\\\[(.{1,200}?)\\\]", _formula),
        (r"\$([^$\n]*(?:\\[a-z]|\^|_\{)[^$\n]*)\$", _formula),
        (rf"(\\(?:{_COMMANDS})\b(?:\s*\{{[^{{}}]*\}})*)", _formula),
        (r"\[(b|i|u)\]([^\[\]]*)\[/\1\]", _emphasized),
        (r"\[code\]([^\[\]]*)\[/code\]", _as_code),
        (r"\[/?(?:b|i|u|s|img|url|color|size|quote|code)(?:=[^\]]*)?\]", ""),
        (r"(?<!\w)__(?=\S)([^_\n]+)(?<=\S)__(?!\w)", _emphasized),
        (r"~~(?=\S)([^~]+)(?<=\S)~~", r"\1"),
        (r"(?<![=\w])==(?=[^\s=])([^=\n]+)(?<=\S)==(?![=\w])", _emphasized),
        (r"(?<![\w_}])_(?=[^\s_])([^_\n]+)(?<=\S)_(?![\w_{])", _emphasized),
        (r"```+\w*\n(.*?)\n\s*```+", _as_lines_of_code),
        (r"```+\w*\n?", ""),
        (r"\A#{1,6} ([^\n]+)", _emphasized),
    )
)
"""Each sign of another program with what to write; the order is that of the cleaning."""

_SUSPECT = re.compile(r"[<&*_`\[$\\~#]|==|\{\{")
_TOLD = 120


def markup_faults(entry: YamlNode) -> Iterator[Fault]:
    """The texts of `entry` that hold the markup of another program, or an open mark, each once."""
    for path, text in _texts(entry):
        if not _SUSPECT.search(text):
            continue
        clean, codes = _without_code(text)
        part = ""
        for pattern, better in _RULES:
            before = clean
            clean = pattern.sub(better, before)
            if clean != before and not part:
                part = next(
                    each[0]
                    for each in pattern.finditer(before)
                    if pattern.sub(better, each[0]) != each[0]
                )
        if part:
            clean, part = (_with_code(each, codes) for each in (clean, part))
            meant = _short(clean, _TOLD) or "…"
            yield Fault.warning(path, "deck.markup", part=_short(part, _TOLD // 2), meant=meant)
        elif open_mark := _open_mark(text):
            at, mark = open_mark
            opened = _short(text[at:].partition("\n")[0], _TOLD // 4)
            code = "deck.open-code" if mark[0] == "`" else "deck.open-emphasis"
            yield Fault.warning(path, code, part=opened, column=at + 1)


_FIRST, _LAST = 0xE000, 0xF8FF
_STANDS = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")
"""Letters of nobody's alphabet, each of which stands for some code while a text is looked at."""

_TICKS = re.compile(r"(?<!\\)`+")


def _without_code(text: str) -> tuple[str, list[str]]:
    """`text` with a letter for each of its codes, in which nothing is markup; and the codes."""
    codes: list[str] = []
    lines = []
    for line in text.split("\n") if "`" in text and not _STANDS.search(text) else ():
        code_end = ends_of_code(line)
        done, told = 0, ""
        while ticks := _TICKS.search(line, done):
            start, end = ticks.span()
            close = code_end(end, end - start)
            if close and len(codes) <= _LAST - _FIRST:
                told += line[done:start] + chr(_FIRST + len(codes))
                done = close + end - start
                codes.append(line[start:done])
            else:
                told, done = told + line[done:end], end
        lines.append(told + line[done:])
    return ("\n".join(lines), codes) if codes else (text, [])


def _with_code(text: str, codes: Sequence[str]) -> str:
    """`text` with `codes` where they stood."""
    return _STANDS.sub(lambda stand: codes[ord(stand[0]) - _FIRST], text) if codes else text


_MAY_OPEN = re.compile(r"(?<![\w*)\]}`\\])(?:\*{1,3}(?=[^\W\d_])|`+(?=\w))")
_MOST_TRIED = 20


def _open_mark(text: str) -> tuple[int, str] | None:
    """The first mark before a word that nothing closes in its line, and where it stands.

    It is one where the text reads the same with each of its signs escaped.
    """
    if "*" not in text and "`" not in text:
        return None
    read = formatted(text)
    for found in islice(_MAY_OPEN.finditer(text), _MOST_TRIED):
        escaped = "".join(f"\\{sign}" for sign in found[0])
        other = formatted(text[: found.start()] + escaped + text[found.end() :])
        if (other, _spans(other)) == (read, _spans(read)):
            return found.start(), found[0]
    return None


def _spans(text: str) -> Sequence[object]:
    return text.spans if isinstance(text, FormattedText) else ()


def _short(text: str, most: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[:most].rstrip()}…"


def _texts(
    node: YamlNode, path: FieldPath = (), *, read: bool = False
) -> Iterator[tuple[FieldPath, str]]:
    """What learners read in `node`, with the way to each; all of it where it is `read`."""
    if isinstance(node, Map):
        for key, value in node.items():
            if key not in _NOT_READ:
                is_read = read or (key in KEYS.texts and not (key == "right" and "text" in node))
                yield from _texts(value, (*path, key), read=is_read)
    elif isinstance(node, Seq):
        for place, value in enumerate(node):
            yield from _texts(value, (*path, place), read=read)
    elif read:
        yield path, node


_NOT_READ = frozenset({"tests", "given", "let", "where", "formula", "accept", "reject", "cards"})
