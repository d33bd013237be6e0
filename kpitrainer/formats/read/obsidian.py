"""Notes of Obsidian with cards for its spaced repetition: `question :: answer`, `?`, `==gap==`."""

import re
from collections.abc import Iterator, Sequence

from kpitrainer.formats.draft import Draft, DraftDeck, Place
from kpitrainer.formats.read.blanks import Blank
from kpitrainer.formats.read.markdown_text import from_markdown
from kpitrainer.formats.read.note_cards import CODE, Line, add_answer, add_cloze

_CODE = re.compile(CODE)
_NO_SIGN = re.compile(rf"{CODE}|\{{\{{[^{{}}\n]*\}}\}}")
_SIGNS = tuple(
    map(re.compile, (r"(?<=\s):::(?=\s)", r"(?<=\s)::(?=\s)", r"(?<!:):::(?!:)", r"(?<!:)::(?!:)"))
)
"""What parts a question from its answer in a line; the first that is there counts."""

_HIDDEN = re.compile(r"==(?=[^\s=])([^=\n]*[^\s=])==(?!=)|\{\{(?=\S)([^{}\n]+)\}\}")
_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*")
_NUMBERED = re.compile(r"(?:c([1-9][0-9]?)::|([1-9][0-9]?);;)(.*)", re.DOTALL)
_HEADING = re.compile(r"#{1,6}[ \t]+(\S.*)")
_FENCE = ("```", "~~~")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,3}[.)]) +")
_TAG = re.compile(r"(?:(?<=\s)|\A)#([\w/-]*[^\W\d][\w/-]*)")
_BLOCK_ID = re.compile(r"(?<=\s)\^([A-Za-z0-9-]{1,80})\Z")
_DECK_TAGS = frozenset({"flashcards", "flashcard", "cards", "card", "review", "spaced"})


def tag_of(word: str) -> str:
    """A tag without what only says that there are cards: `flashcards/nps` is `nps`."""
    parts = [part for part in word.strip().split("/") if part and part.lower() not in _DECK_TAGS]
    return "::".join(parts)


def read_notes(deck: DraftDeck, lines: Sequence[Line], tags: Sequence[str]) -> None:
    """Read the cards of all paragraphs; where none has a sign, what is bold is hidden."""
    titled = deck.title
    _read(deck, lines, tags, _HIDDEN)
    if not deck.drafts and not deck.left_out and any(_BOLD.search(line.text) for line in lines):
        deck.title = titled
        _read(deck, lines, tags, _BOLD)
        deck.tell("import.bold-hidden")


def _read(
    deck: DraftDeck, lines: Sequence[Line], tags: Sequence[str], hidden: re.Pattern[str]
) -> None:
    around, heading, headings = list(tags), "", set[str]()
    for paragraph in _paragraphs(lines):
        before = len(deck.drafts)
        first, rest = paragraph[0], paragraph
        if found := _heading(first):
            told = from_markdown(_without_tags(found), lambda *_, **__: None)
            around = [*tags, *_tags_in(found)]
            if len(paragraph) > 2 and paragraph[1].text.strip() in ("?", "??"):  # noqa: PLR2004 - an answer is behind it
                rest = [Line(first.number, found), *paragraph[1:]]
            else:
                heading = told if deck.title else ""
                deck.title = deck.title or told
                rest = paragraph[1:]
        elif not _without_tags(first.text) and (own := _tags_in(first.text)):
            around = [*tags, *own]
            rest = paragraph[1:]
        if rest:
            _Paragraph(deck, rest, around).add(hidden)
        if heading and len(deck.drafts) > before:
            headings.add(heading)
    if headings:
        deck.tell("import.headings-dropped", count=len(headings))


def _paragraphs(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Lines between empty ones; a heading begins one, code is never parted."""
    found: list[Line] = []
    in_code = False
    for line in lines:
        bare = line.text.strip()
        fence = bare.startswith(_FENCE)
        in_code ^= fence
        marked = line._replace(in_code=in_code or fence)
        ends = not marked.in_code and (not bare or _heading(marked))
        if ends and found:
            yield found
            found = []
        if bare or in_code:
            found.append(marked)
    if found:
        yield found


def _heading(line: Line) -> str:
    """The text of a heading; nothing of another line."""
    found = None if line.in_code else _HEADING.match(line.text)
    return found[1].rstrip().rstrip("#").rstrip() if found else ""


class _Paragraph:
    """Lines that belong together, in which cards may stand."""

    def __init__(self, deck: DraftDeck, lines: Sequence[Line], tags: Sequence[str]) -> None:
        self._deck = deck
        self._lines = lines
        self._tags = tags

    def add(self, hidden: re.Pattern[str]) -> None:
        """Add its cards: it is one from `?` on, or some lines are, or it is a text with gaps."""
        for at, line in enumerate(self._lines):
            sign = "" if line.in_code else line.text.strip()
            if sign in ("?", "??") and 0 < at < len(self._lines) - 1:
                above, below = _text(self._lines[:at]), _text(self._lines[at + 1 :])
                self._ask(self._lines[0].number, above, below, reverse=sign == "??")
                return
        parted = [(line, halves) for line in self._lines if (halves := _halves(line))]
        for line, (front, sign, back) in parted:
            bare = _BULLET.sub("", front, count=1)
            self._ask(line.number, bare, back, reverse=sign == ":::")
        text = _text(self._lines)
        outside = _CODE.sub("", text)
        if not parted and hidden.search(outside):
            draft, (told,) = self._draft(self._lines[0].number, text)
            add_cloze(self._deck, draft, told, hidden, _gap)

    def _ask(self, line: int, front: str, back: str, *, reverse: bool) -> None:
        draft, (ask, answer) = self._draft(line, front, back)
        draft.fields |= {"ask": from_markdown(ask, draft.lose)}
        draft.fields |= {"reverse": True} if reverse else {}
        add_answer(self._deck, draft, answer)

    def _draft(self, line: int, *texts: str) -> tuple[Draft, list[str]]:
        """A card to be, and its texts without tags and the name of the paragraph, which is kept."""
        tags = dict.fromkeys([*self._tags, *(tag for text in texts for tag in _tags_in(text))])
        named = _BLOCK_ID.search(texts[-1].rstrip())
        key = named[1] if named else ""
        bare = [_BLOCK_ID.sub("", _without_tags(text)).strip() for text in texts]
        return Draft("basic", {"tags": list(tags)}, Place("line", line), key), bare


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _halves(line: Line) -> tuple[str, str, str] | None:
    """What stands before and behind a sign in a line, and the sign; None without one."""
    if line.in_code or "::" not in line.text:
        return None
    masked = _NO_SIGN.sub(lambda found: "." * len(found[0]), line.text)
    for sign in _SIGNS:
        if found := sign.search(masked):
            front, back = line.text[: found.start()].strip(), line.text[found.end() :].strip()
            return (front, found[0], back) if front and back else None
    return None


def _gap(text: str) -> Blank:
    """A gap as it is marked: `answer`, `1;;answer;;hint`, or Anki's `c1::answer::hint`."""
    numbered = _NUMBERED.match(text)
    if not numbered:
        answer, _, hint = text.partition(";;")
        return Blank(answer, typed=False, hint=hint)
    separator = "::" if numbered[1] else ";;"
    answer, _, hint = numbered[3].partition(separator)
    return Blank(answer, typed=False, number=int(numbered[1] or numbered[2]), hint=hint)


def _tags_in(text: str) -> list[str]:
    return [tag for found in _TAG.findall(_CODE.sub("", text)) if (tag := tag_of(found))]


def _without_tags(text: str) -> str:
    return _TAG.sub("", text).strip()
