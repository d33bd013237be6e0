"""Markdown of notes as a text of a deck: the light formatting that both have stays as it is."""

import re
from html import unescape

from kpitrainer.deckfile.lint.markup import plain_formula
from kpitrainer.domain.text.formatting import ends_of_code
from kpitrainer.formats.html_markup import Lose

_LONGEST = 20_000
"""Characters that are read of one text; a deck holds far fewer."""

_PICTURE = re.compile(
    r"!\[(?P<told>[^\[\]\n]{0,200})\]\((?P<file>[^()\n]{0,500})\)|!\[\[(?P<page>[^\[\]\n]{1,300})\]\]"
)
_SOUNDS = (".mp3", ".wav", ".ogg", ".m4a", ".flac", ".opus")
_LINK = re.compile(
    r"(?<![!\\])\[(?P<told>[^\[\]\n]{1,300})\]\((?P<address>[^()\s]{1,500})[^()\n]{0,200}\)"
)
_PAGE = re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]{1,300}\|)?(?P<told>[^\[\]|\n]{1,300})\]\]")
_TEX = re.compile(
    r"(?<!\\)\$\$(?P<block>[^$]{1,2000})\$\$|(?<![\w$\\])\$(?P<line>[^$\s][^$\n]{0,300})(?<!\s)\$(?!\w)"
)
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|div|p|sub|sup|mark|center|font)\b[^<>]{0,200}>", re.IGNORECASE
)
_UNDERLINED = re.compile(r"(?<![\w_\\])(_{1,2})(?=[^\s_])([^_\n]+?)(?<=\S)\1(?![\w_])")
_STRUCK = re.compile(r"~~([^~\n]+)~~")
_BULLET = re.compile(r"(?m)^([ \t]*)[*+] (?=\S)")
_BLOCK_MARK = re.compile(
    r"(?m)^(?:(?:[ \t]{0,3}>[ \t]?)+(?:\[![\w-]{1,40}\][-+]?[ \t]*)?)?(?:#{1,6}[ \t]+(?=\S))?"
)
"""What makes a line part of a quotation, or a heading."""

_ESCAPED = re.compile(r"(?<!\\)\\([\[\]#_(){}<>$!~+=:^&\"'@%,;?/])")
_STARS = {1: "*", 2: "**"}
_FENCE = re.compile(r"[ \t]*(```+|~~~+)")
_KEPT = re.compile("\ue0fb([0-9]+)\ue0fc")
"""Stands for a stretch of code, by its number; nothing else is read in it."""


def from_markdown(text: str, lose: Lose) -> str:
    """The text of a deck that says what the Markdown `text` does; what it cannot goes to `lose`."""
    if len(text) > _LONGEST:
        lose("import.lost-end", key="markdown", length=len(text), most=_LONGEST)
        text = text[:_LONGEST]
    code: list[str] = []
    text = _without_code(_without_fences(text, code), code)

    def picture(found: re.Match[str]) -> str:
        name = (found["file"] or found["page"] or "…").strip()
        sound = name.lower().split("|")[0].endswith(_SOUNDS)
        lose("import.lost-sound" if sound else "import.lost-picture", name=name[:120])
        return ""

    def link(found: re.Match[str]) -> str:
        lose("import.lost-link", address=found["address"][:120])
        return found["told"]

    def formula(found: re.Match[str]) -> str:
        tex = (found["block"] or found["line"]).strip()
        lose("import.lost-formula", tex=" ".join(tex.split())[:60])
        return tex if r"\begin" in tex else plain_formula(tex)

    text = _LINK.sub(link, _PICTURE.sub(picture, text))
    text = _TEX.sub(formula, _PAGE.sub(r"\g<told>", text))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _UNDERLINED.sub(lambda found: found[2].join((_STARS[len(found[1])],) * 2), text)
    text = _BULLET.sub(r"\1- ", _STRUCK.sub(r"\1", _BLOCK_MARK.sub("", text)))
    text = unescape(_ESCAPED.sub(r"\1", text)).replace("\xa0", " ")
    lines = (line.rstrip() for line in text.split("\n"))
    whole = "\n".join(line for line in lines if line.strip()).strip()
    return _KEPT.sub(lambda found: code[int(found[1])], whole)


def _keep(stretch: str, code: list[str]) -> str:
    """What stands for this stretch of code, which joins `code`."""
    code.append(stretch)
    return f"\ue0fb{len(code) - 1}\ue0fc"


def _without_fences(text: str, code: list[str]) -> str:
    """The text with each line of a block of code as code of its own, which goes to `code`."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            elif line.strip():
                ticks = "``" if "`" in line else "`"
                lines.append(_keep(f"{ticks}{line.rstrip()}{ticks}", code))
        elif found and "`" not in line[found.end() :]:
            fence = found[1]
        else:
            lines.append(line)
    return "\n".join(lines)


def _without_code(text: str, code: list[str]) -> str:
    """The text without its code between backticks, each in its line, which joins `code`."""
    lines: list[str] = []
    for line in text.split("\n"):
        end_of = ends_of_code(line)
        pieces: list[str] = []
        done = 0
        for ticks in re.finditer(r"(?<!\\)`+", line):
            end = end_of(ticks.end(), len(ticks[0])) if ticks.start() >= done else 0
            if end:
                whole = line[ticks.start() : end + len(ticks[0])]
                pieces += [line[done : ticks.start()], _keep(whole, code)]
                done = end + len(ticks[0])
        lines.append("".join([*pieces, line[done:]]))
    return "\n".join(lines)


def list_items(text: str) -> list[str]:
    """The items of a text that is one list; none where it is anything else."""
    lines = [line for line in text.split("\n") if line.strip()]
    found = [_ITEM.match(line) for line in lines]
    return [each[1].strip() for each in found if each] if len(lines) > 1 and all(found) else []


_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,2}[.)]) +(.+)")
