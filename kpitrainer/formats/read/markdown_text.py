"""Markdown of notes as a text of a deck: the light formatting that both have stays as it is."""

import re

from kpitrainer.formats.html_markup import Lose

_PICTURE = re.compile(
    r"!\[(?P<told>[^\]\n]{0,200})\]\((?P<file>[^)\n]{0,500})\)|!\[\[(?P<page>[^\]\n]{1,300})\]\]"
)
_SOUNDS = (".mp3", ".wav", ".ogg", ".m4a", ".flac", ".opus")
_LINK = re.compile(r"(?<!!)\[(?P<told>[^\]\n]{1,300})\]\((?P<address>[^)\n]{1,500})\)")
_PAGE = re.compile(r"(?<!!)\[\[(?:[^\]|\n]{1,300}\|)?(?P<told>[^\]\n]{1,300})\]\]")
_TEX = re.compile(
    r"\$\$(?P<block>[^$]{1,2000})\$\$|(?<![\w$])\$(?P<line>[^$\s][^$\n]{0,300})\$(?!\w)"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:b|i|u|em|strong|span|div|p|sub|sup|mark|center|font)\b[^<>]{0,200}>", re.IGNORECASE
)
_UNDERLINED = re.compile(r"(?<![\w_])(_{1,2})(?=\S)([^_\n]+?)(?<=\S)\1(?![\w_])")
_STRUCK = re.compile(r"~~([^~\n]+)~~")
_BULLET = re.compile(r"(?m)^(\s*)[*+] (?=\S)")
_STARS = {1: "*", 2: "**"}
_FENCE = re.compile(r"(?m)^\s*(?:```|~~~)[^\n]*\n?")


def from_markdown(text: str, lose: Lose) -> str:
    """The text of a deck that says what the Markdown `text` does; what it cannot goes to `lose`."""
    text = _COMMENT.sub("", text)

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
        return tex

    text = _LINK.sub(link, _PICTURE.sub(picture, text))
    text = _TEX.sub(formula, _PAGE.sub(r"\g<told>", text))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _UNDERLINED.sub(lambda found: found[2].join((_STARS[len(found[1])],) * 2), text)
    text = _FENCE.sub("", _BULLET.sub(r"\1- ", _STRUCK.sub(r"\1", text)))
    lines = (line.rstrip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip()).strip()


def list_items(text: str) -> list[str]:
    """The items of a text that is one list; none where it is anything else."""
    lines = [line for line in text.split("\n") if line.strip()]
    found = [_ITEM.match(line) for line in lines]
    return [each[1].strip() for each in found if each] if len(lines) > 1 and all(found) else []


_ITEM = re.compile(r"(?:[-*+]|\d{1,2}[.)]) +(.+)")
