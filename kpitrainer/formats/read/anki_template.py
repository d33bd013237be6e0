"""Card templates of Anki: which fields of a note a card shows, on which side."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

_LONGEST = 50_000
"""Characters that are read of one side of a template."""

_TAG = re.compile(r"\{\{\s{0,20}([#^/]?)([^{}]{1,200})\}\}")
_ELEMENT = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w")
_EMPTY = re.compile(r"(?:\s|&nbsp;|</?(?:br|div|p)\s?/?>)*")
_INVISIBLE = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_OF_THE_CARD = frozenset(
    {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag", "CardID"}
)
"""What a template can show that is no field."""

_NOT_SHOWN = frozenset({"type", "hint", "tts", "tts-voices"})
"""Filters behind which a field is not simply shown."""


class AnkiNote(NamedTuple):
    """A note: the `number` it is told by, and its fields' contents by name.

    `tags` are parted by blanks; `deck` is a further one, of the deck it is in. `cards` are the ids
    of its cards, by the number of their template or gap from 0; empty where nothing tells them.
    """

    number: int
    guid: str
    values: Mapping[str, str]
    tags: str = ""
    deck: str = ""
    cards: Mapping[int, int] = {}


class _Piece(NamedTuple):
    """A text (no sign), a field (`=`), or where a section begins (`#`, `^`) or ends (`/`)."""

    sign: str
    text: str
    filters: tuple[str, ...] = ()


class CardSide:
    """One side of a template.

    `fields` are those shown, in their order, `hints` those shown when asked for; `typed` is the
    field that is to be typed, `cloze` the one whose gaps are hidden, "" if none. `worded` says
    whether the template has words of its own.
    """

    def __init__(self, text: str) -> None:
        self._pieces = tuple(_pieces(_visible(text[:_LONGEST])))
        found = [piece for piece in self._pieces if piece.sign == "="]
        shown = [each.text for each in found if not _NOT_SHOWN.intersection(each.filters)]
        self.fields = tuple(dict.fromkeys(shown))
        self._sections = any(piece.sign in ("#", "^") for piece in self._pieces)
        self.hints = tuple(each.text for each in found if "hint" in each.filters)
        self.typed = next((each.text for each in found if "type" in each.filters), "")
        self.cloze = next((each.text for each in found if "cloze" in each.filters), "")
        self.worded = any(
            _WORD.search(unescape(_ELEMENT.sub("", piece.text)))
            for piece in self._pieces
            if not piece.sign
        )

    def shown(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Those of its fields that are filled and not in a section that is left out."""
        if not self._sections:
            return tuple([name for name in self.fields if is_filled(values.get(name, ""))])
        found = self._standing(values)
        names = (each.text for each in found if not _NOT_SHOWN.intersection(each.filters))
        return tuple(dict.fromkeys(name for name in names if is_filled(values.get(name, ""))))

    def written(self, values: Mapping[str, str]) -> str:
        """The HTML of this side, without what is typed or shown only when asked for."""
        return "".join(
            [
                piece.text
                if not piece.sign
                else ""
                if _NOT_SHOWN.intersection(piece.filters)
                else values.get(piece.text, "")
                for piece in self._standing(values, texts=True)
            ]
        )

    def _standing(self, values: Mapping[str, str], *, texts: bool = False) -> Iterator[_Piece]:
        """Its texts and fields, without the sections that are left out."""
        out_of: list[str] = []
        for piece in self._pieces:
            if piece.sign == "/":
                if out_of and out_of[-1] == piece.text:
                    out_of.pop()
            elif out_of:
                if piece.sign in ("#", "^") and piece.text == out_of[-1]:
                    out_of.append(piece.text)
            elif piece.sign in ("#", "^"):
                if is_filled(values.get(piece.text, "")) == (piece.sign == "^"):
                    out_of.append(piece.text)
            elif piece.sign or texts:
                yield piece


class CardTemplate(NamedTuple):
    """What a card of a note is made by."""

    front: CardSide
    back: CardSide


@dataclass(frozen=True, slots=True)
class NoteType:
    """What notes of one kind have: their fields' names, and a template for each of their cards."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[CardTemplate, ...]
    cloze: bool = False
    occlusion: bool = False
    """Whether its questions are covered parts of pictures."""


def is_filled(html: str) -> bool:
    """Whether a field has more in it than line breaks."""
    return bool(html) and (html[0].isalnum() or _EMPTY.fullmatch(html) is None)


def _visible(text: str) -> str:
    """A template without remarks, scripts and style sheets."""
    for opening, closing in _INVISIBLE:
        lowered, kept, at = text.lower(), [], 0
        if len(lowered) != len(text):
            return text  # a letter whose small form is longer
        while (first := lowered.find(opening, at)) >= 0:
            last = lowered.find(closing, first)
            if last < 0:
                break
            kept.append(text[at:first])
            at = last + len(closing)
        text = "".join([*kept, text[at:]])
    return text


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    for found in _TAG.finditer(text):
        if found.start() > at:
            yield _Piece("", text[at : found.start()])
        at = found.end()
        *filters, name = found[2].strip().split(":")
        if found[1]:
            yield _Piece(found[1], name.strip())
        elif name.strip() not in _OF_THE_CARD:
            first_words = tuple(each.strip().split(" ")[0] for each in filters)
            yield _Piece("=", name.strip(), first_words)
    if at < len(text):
        yield _Piece("", text[at:])
