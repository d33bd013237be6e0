"""Markup of other programs, which learners see as it is typed."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import TypeAlias

from kpitrainer.deckfile.schema.card_schema import KEYS
from kpitrainer.deckfile.syntax.yaml_tree import Map, Seq, YamlNode
from kpitrainer.domain.errors import Fault, FieldPath

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


_RULES: tuple[tuple[re.Pattern[str], _Better], ...] = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), better)
    for pattern, better in (
        (r"<!--[^<>]*-->", ""),
        (r"</li>\s*<li\b[^<>]*>", ", "),
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
        (r"\[/?(?:b|i|u|s|img|url|color|size|quote|code)(?:=[^\]]*)?\]", ""),
        (r"\*\*(?=\S)([^*]+)(?<=\S)\*\*|(?<!\w)__(?=\S)([^_]+)(?<=\S)__(?!\w)", r"\1\2"),
        (r"~~(?=\S)([^~]+)(?<=\S)~~|(?<![=\w])==(?=[^\s=])([^=]+)(?<=\S)==(?![=\w])", r"\1\2"),
        (r"(?<![\w*})\]])\*(?=[^\s*])([^*\n]+)(?<=\S)\*(?![\w*({])", r"\1"),
        (r"(?<![\w_}])_(?=[^\s_])([^_\n]+)(?<=\S)_(?![\w_{])", r"\1"),
        (r"```+\w*\n?|`([^`\n]+)`", r"\1"),
        (r"\A#{1,6} ", ""),
    )
)
"""Each sign of another program with what to write; the order is that of the cleaning."""

_SUSPECT = re.compile(r"[<&*_`\[$\\~#]|==|\{\{")
_TOLD = 120


def markup_faults(entry: YamlNode) -> Iterator[Fault]:
    """The texts of `entry` that hold the markup of another program, each once."""
    for path, text in _texts(entry):
        if not _SUSPECT.search(text):
            continue
        clean, part = text, ""
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
            meant = _short(clean, _TOLD) or "…"
            yield Fault.warning(path, "deck.markup", part=_short(part, _TOLD // 2), meant=meant)


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
