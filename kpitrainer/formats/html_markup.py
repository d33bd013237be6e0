"""HTML of other programs as texts of a deck: its light formatting, and what it cannot hold told.

`from_html(text, draft.lose)` gives the text; pictures, sounds, formulas and the like go to `lose`.
"""

import re
from collections.abc import Callable, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Protocol

from kpitrainer.deckfile.lint.markup import plain_formula
from kpitrainer.formats.html_feed import feed
from kpitrainer.formats.marked_text import (
    CODED,
    DASH,
    DOT,
    LIGHT,
    STRONG,
    bare,
    marked,
    moved,
    table,
    tidied,
)


class Lose(Protocol):
    """Takes what is lost: a code of `import.po` and its values, as `Draft.lose` does."""

    def __call__(self, code: str, **values: object) -> None:
        """Note one loss."""


def unheard(code: str, **values: object) -> None:
    """Take no note: for who reads a text twice, or only shows its beginning."""


_SOUND = re.compile(r"\[sound:([^\]]{0,300})\]|\[anki:play:([^\]]{0,300})\]")
_TEX = re.compile(
    r"\\\((?P<a>.{1,999}?)\\\)|\\\[(?P<b>.{1,999}?)\\\]|\[\$\$?\](?P<c>.{0,999}?)\[/\$\$?\]|\[latex\](?P<d>.{0,999}?)\[/latex\]"
    r"|\$\$(?P<e>[^$]{1,999})\$\$|<anki-mathjax[^>]{0,99}>(?P<f>.{0,999}?)</anki-mathjax>",
    re.DOTALL | re.IGNORECASE,
)
_EMPHASIS = {
    **dict.fromkeys(("b", "strong"), STRONG),
    **dict.fromkeys(("i", "em", "cite", "dfn"), LIGHT),
}
_CODE = frozenset({"code", "kbd", "tt", "samp"})
_BREAKING = frozenset(
    {
        "p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "tr",
        "table", "blockquote", "pre", "section", "article", "header", "footer", "dl", "dt", "dd",
        "center", "tbody", "thead", "figure", "figcaption", "address", "details", "summary",
    }
)  # fmt: skip
_LOOKED_AT = frozenset(
    {*_EMPHASIS, *_CODE, "sub", "sup", "td", "th", "caption", "rt", "a", "table"}
)
"""Elements of which it counts what stands within."""

_PASSED_OVER = frozenset({"script", "style", "head", "title", "template"})
_LOST = frozenset(
    {
        "script", "form", "input", "select", "textarea", "button", "object", "embed", "iframe",
        "svg", "canvas", "math",
    }
)  # fmt: skip
_OURS = re.compile("[\ue000-\ue007]")
_BLANK = re.compile(r"[ \t\r\n]+")
_DATA = re.compile(r"(data:[\w/+.;=-]{0,40})[^\"'\s>]*")
"""A picture that stands in the text itself, whose name is enough."""

_LONGEST = 20_000
"""Characters that are read of one text; a deck holds far fewer."""

_SHORT = 2_000
_UNENDED = re.compile(r"<(?!!--|[^<>]*>)")
"""What begins as an element and ends nowhere."""

_DEEPEST = 50
"""Elements within each other that are looked at."""


def from_html(text: str, lose: Lose) -> str:
    """The text of a deck that says what the HTML `text` does; what it cannot say goes to `lose`."""
    if "data:" in text:
        text = _DATA.sub(r"\1", text)
    text = _OURS.sub("", text)
    if len(text) > _LONGEST:
        lose("import.lost-end", key="html", length=len(text), most=_LONGEST)
        text = text[:_LONGEST]
    if len(text) > _SHORT:
        if "-->" not in text:
            text = text.replace("<!--", "&lt;!--")
        text = _UNENDED.sub("&lt;", text)  # of thousands of them html.parser would make a night

    def sound(found: re.Match[str]) -> str:
        lose("import.lost-sound", name=found[1] or found[2])
        return ""

    def formula(found: re.Match[str]) -> str:
        tex = next(group for group in found.groups() if group is not None)
        lose("import.lost-formula", tex=" ".join(tex.split())[:60])
        return plain_formula(tex).replace("<", "&lt;")

    # Most texts have nothing of what is looked for, and that is seen at once.
    plain = _SOUND.sub(sound, text) if "[" in text else text
    if "\\" in plain or "[" in plain or "$$" in plain or "<anki" in plain.lower():
        plain = _TEX.sub(formula, plain)
    reader = _Reader(lose)
    try:
        feed(reader, plain)
    except AssertionError:  # html.parser's on some broken declarations
        return tidied(unescape(re.sub(r"<[^<>]*>?", " ", plain)))
    return tidied(reader.text())


class _Reader(HTMLParser):
    """Gathers the text; formatting is put around it once it is known where it stands."""

    def __init__(self, lose: Callable[..., None]) -> None:
        super().__init__(convert_charrefs=True)
        self._lose = lose
        self._pieces: list[str] = []
        self._passed_over = 0
        self._lists: list[int] = []  # the number of the last item; -1 where they have none
        self._tables: list[list[list[str]]] = []
        self._starts: list[tuple[str, int]] = []  # open elements whose text is looked at in the end
        self._links: list[str] = []
        self._pre = 0

    def text(self) -> str:
        while self._starts:
            self.handle_endtag(self._starts[-1][0])
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        self._tell(tag, told)
        self._begin_line(tag)
        if tag in _PASSED_OVER:
            self._passed_over += 1
        elif tag in _LOOKED_AT and len(self._starts) < _DEEPEST:
            self._starts.append((tag, len(self._pieces)))
            if tag == "table":
                self._tables.append([])
            elif tag == "a":
                self._links.append(told.get("href", ""))
        elif tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else -1)
        elif tag == "li":
            self._item()
        elif tag == "tr" and self._tables:
            self._tables[-1].append([])
        elif tag == "pre":
            self._pre += 1

    def _begin_line(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        if tag in _BREAKING:
            self._pieces.append("\n")

    def _tell(self, tag: str, told: Mapping[str, str]) -> None:
        """Tell of what is not taken over."""
        source = told.get("src", "")
        if tag in _LOST:
            self._lose("import.lost-script")
        elif tag in ("img", "image"):
            self._lose("import.lost-picture", name=_name(source or told.get("alt", "")))
        elif tag in ("audio", "video", "source") and source:
            code = "import.lost-sound" if tag == "audio" else "import.lost-video"
            self._lose(code, name=_name(source))

    def handle_endtag(self, tag: str) -> None:
        if tag in _PASSED_OVER:
            self._passed_over = max(self._passed_over - 1, 0)
        elif any(opened == tag for opened, _ in self._starts):
            while True:  # what was opened within and never closed ends here, too
                opened, start = self._starts.pop()
                within = "".join(self._pieces[start:])
                del self._pieces[start:]
                self._close(opened, within)
                if opened == tag:
                    break
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._pre = max(self._pre - 1, 0)
        if tag in _BREAKING and tag != "br":
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._passed_over:
            return
        plain = data if self._pre else _BLANK.sub(" ", data)
        self._pieces.append(plain)

    def _end_cell(self) -> None:
        """End the cell that is open in the innermost table, as another one begins."""
        for opened, _ in reversed(self._starts):
            if opened in ("td", "th"):
                self.handle_endtag(opened)
                return
            if opened == "table":
                return

    def _item(self) -> None:
        if self._lists and self._lists[-1] >= 0:
            self._lists[-1] += 1
            self._pieces.append(f"{self._lists[-1]}{DOT}")
        else:
            self._pieces.append(DASH)

    def _close(self, tag: str, within: str) -> None:
        """Put back what stood within an element, as its element has it shown."""
        if tag in _EMPHASIS:
            self._pieces.append(marked(within, _EMPHASIS[tag]))
        elif tag in _CODE:
            self._pieces.append(marked(within, CODED))
        elif tag in ("sub", "sup"):
            self._pieces.append(moved(within, raised=tag == "sup"))
        elif tag == "rt":
            self._pieces.append(f" ({within.strip()})" if within.strip() else "")
        elif tag == "a":
            self._pieces.append(within)
            self._link(self._links.pop(), within)
        elif tag in ("td", "th") and self._tables and self._tables[-1]:
            self._tables[-1][-1].append(" ".join(bare(within).split()))
        elif tag == "table":
            rows = self._tables.pop()
            self._pieces += ["\n", table(rows), within.strip("\n "), "\n"]
        else:
            self._pieces.append(within)

    def _link(self, address: str, within: str) -> None:
        shown = bare(within).strip()
        if address.startswith(("http://", "https://")):
            if address != shown:
                self._pieces.append(f" ({address})" if shown else address)
        elif address and not address.startswith("#"):
            self._lose("import.lost-link", address=address[:80])


def _name(address: str) -> str:
    """What a picture is called: its file, or what kind of data stands for one."""
    if address.startswith("data:"):
        return address.partition(",")[0][:40]
    return address[:120] or "…"
