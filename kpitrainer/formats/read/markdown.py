"""Cards in notes: hashcards' `Q:`, `A:` and `C:`, or those of Obsidian, `question :: answer`."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kpitrainer.formats.decoding import decoded
from kpitrainer.formats.draft import Draft, DraftDeck, Place, ReadOptions
from kpitrainer.formats.limits import count_notes, read_bytes
from kpitrainer.formats.read.markdown_text import from_markdown, list_items

_HASHCARD = re.compile(r"(?m)^(?:Q:|C:)")
_KEY = re.compile(r"([QAC]):\s?(.*)")
_BRACKETS = re.compile(r"(?<![!\\\[])\[([^\[\]\n]+)\](?!\(|\])")
_SCHEDULED = re.compile(r"<!--SR:.*?-->", re.DOTALL)
_LINE = re.compile(r"(?P<front>.*?\S)\s*(?<!:)(?P<sign>:::|::)(?!:)\s*(?P<back>\S.*)")
_MARKED = re.compile(
    r"==(?P<marked>[^=\n]+)==|\{\{(?:c(?P<number>\d{1,2})::)?(?P<braced>[^{}]+?)\}\}"
)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*\Z")
_TAG = re.compile(r"(?:(?<=\s)|\A)#([\w/-]*[^\W\d][\w/-]*)")
_FRONT = re.compile(r"\A---\n(.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_FRONT_TAGS = re.compile(r"(?m)^tags?:[ \t]*(\[[^\]\n]*\]|[^\n]+)?((?:\n[ \t]*-[ \t]*[^\n]+)*)")
_FENCE = ("```", "~~~")
_DECK_TAGS = frozenset({"flashcards", "flashcard", "cards", "card", "review", "spaced"})


class _Line(NamedTuple):
    number: int
    text: str


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards in the notes `path`.

    Raises:
        KpiTrainerError: they are too large.
    """
    deck = DraftDeck()
    text = decoded(read_bytes(path)).text
    scheduled = len(_SCHEDULED.findall(text))
    if scheduled:
        deck.tell("import.schedule-dropped", count=scheduled)
    tags: list[str] = []
    lines = text.split("\n")
    first = 0
    if front := _FRONT.match(text):
        tags = _front_tags(front[1])
        first = text[: front.end()].count("\n")
    numbered = [_Line(number, line) for number, line in enumerate(lines, start=1)][first:]
    if _HASHCARD.search(text):
        _read_hashcards(deck, numbered, tags)
    else:
        _read_notes(deck, numbered, tags)
    options.progress(1, 1)
    return deck


def _front_tags(front: str) -> list[str]:
    found = _FRONT_TAGS.search(front)
    if not found:
        return []
    words = re.split(r"[,\n]", f"{found[1] or ''}\n{found[2]}".replace("[", "").replace("]", ""))
    return [tag for word in words if (tag := _tag(word.strip(" \t-\"'#")))]


def _tag(word: str) -> str:
    """A tag without what only says that there are cards: `flashcards/nps` is `nps`."""
    parts = [part for part in word.strip().split("/") if part and part.lower() not in _DECK_TAGS]
    return "::".join(parts)


def _read_hashcards(deck: DraftDeck, lines: Sequence[_Line], tags: Sequence[str]) -> None:
    """Each part begins with its letter, and goes on to the next one, or to a rule."""
    parts: dict[str, list[str]] = {}
    start, current = 0, ""

    def finish() -> None:
        if parts:
            texts = {key: "\n".join(found).strip() for key, found in parts.items()}
            _add_hashcard(deck, start, texts, tags)
        parts.clear()

    for line in lines:
        found = _KEY.match(line.text)
        if line.text.strip() == "---":
            finish()
            current = ""
        elif found and (found[1] in "QC" or current == "Q"):
            if found[1] in "QC":
                finish()
                start = line.number
            current = found[1]
            parts[current] = [found[2]]
        elif current:
            parts[current].append(line.text)
    finish()


def _add_hashcard(deck: DraftDeck, line: int, parts: dict[str, str], tags: Sequence[str]) -> None:
    draft = Draft("basic", {"tags": list(tags)}, Place("line", line))
    if "C" in parts:
        _add_cloze(deck, draft, parts["C"], _BRACKETS)
        return
    draft.fields["ask"] = from_markdown(parts.get("Q", ""), draft.lose)
    _add_answer(deck, draft, parts.get("A", ""))


def _read_notes(deck: DraftDeck, lines: Sequence[_Line], tags: Sequence[str]) -> None:
    """A paragraph is a card where a sign stands in it: `::`, `?` on a line, a marked word."""
    around = list(tags)
    for paragraph in _paragraphs(lines):
        first, rest = paragraph[0], paragraph
        if heading := _HEADING.fullmatch(first.text):
            if not deck.title:
                deck.title = _without_tags(heading[2])
            around = [*tags, *_tags_in(heading[2])]
            rest = paragraph[1:]
        elif not _without_tags(first.text) and (own := _tags_in(first.text)):
            around = [*tags, *own]
            rest = paragraph[1:]
        if rest:
            _add_note(deck, rest, around)
        count_notes(len(deck.drafts))


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Sequence[_Line]]:
    """Lines between empty ones; a heading begins one, code is never parted."""
    found: list[_Line] = []
    in_code = False
    for line in lines:
        bare = line.text.strip()
        if bare.startswith(_FENCE):
            in_code = not in_code
        ends = not in_code and (not bare or _HEADING.fullmatch(line.text))
        if ends and found:
            yield found
            found = []
        if bare or in_code:
            found.append(line)
    if found:
        yield found


def _add_note(deck: DraftDeck, paragraph: Sequence[_Line], tags: Sequence[str]) -> None:
    for at, line in enumerate(paragraph):
        if line.text.strip() in ("?", "??") and 0 < at < len(paragraph) - 1:
            front = [each.text for each in paragraph[:at]]
            back = [each.text for each in paragraph[at + 1 :]]
            draft = _note(paragraph[0], "\n".join(front), tags)
            draft.fields |= {"reverse": True} if line.text.strip() == "??" else {}
            _add_answer(deck, draft, "\n".join(back))
            return
    if any(line.text.strip().startswith(_FENCE) for line in paragraph):
        return  # what stands in code is no sign
    of_lines = [line for line in paragraph if _LINE.fullmatch(_spoken(line.text))]
    for line in of_lines:
        found = _LINE.fullmatch(_spoken(line.text))
        assert found  # noqa: S101 - it is one of these lines
        draft = _note(line, found["front"], tags)
        draft.fields |= {"reverse": True} if found["sign"] == ":::" else {}
        _add_answer(deck, draft, found["back"])
    text = "\n".join(line.text for line in paragraph)
    if not of_lines and _MARKED.search(_spoken(text)):
        draft = _note(paragraph[0], "", tags)
        _add_cloze(deck, draft, _spoken(text), _MARKED)


def _note(line: _Line, front: str, tags: Sequence[str]) -> Draft:
    own = [*tags, *_tags_in(front)]
    draft = Draft("basic", {"tags": list(dict.fromkeys(own))}, Place("line", line.number))
    draft.fields["ask"] = from_markdown(_without_tags(re.sub(r"^\s*[-*+] ", "", front)), draft.lose)
    return draft


def _add_answer(deck: DraftDeck, draft: Draft, markdown: str) -> None:
    """Let the card have this answer: a list where it is one."""
    pictures = len(draft.losses)
    answer = from_markdown(_spoken(markdown), draft.lose)
    items = list_items(answer)
    if not draft.fields["ask"] or not answer or (pictures and _shows(draft)):
        code = "import.only-media" if draft.losses else "import.no-answer"
        deck.leave_out(draft.place, draft.question or markdown, code, **_media(draft))
    elif r"\begin{" in answer:
        deck.leave_out(draft.place, draft.question, "import.only-tex")
    elif items:
        draft.kind = "list"
        draft.fields["items"] = items
        deck.drafts.append(draft)
    else:
        draft.fields["answer"] = answer
        deck.drafts.append(draft)


def _shows(draft: Draft) -> bool:
    """Whether its question was about a picture or a sound, which is gone."""
    return any(loss.code in ("import.lost-picture", "import.lost-sound") for loss in draft.losses)


def _media(draft: Draft) -> dict[str, object]:
    names = [str(loss.values["name"]) for loss in draft.losses if "name" in loss.values]
    return {"name": ", ".join(names)} if names else {}


def _add_cloze(deck: DraftDeck, draft: Draft, markdown: str, sign: re.Pattern[str]) -> None:
    """A text of which what `sign` finds is hidden, each for itself."""
    hidden: list[str] = []

    def mark(found: re.Match[str]) -> str:
        hidden.append(
            next(filter(None, (found["marked"], found["braced"])))
            if "==" in sign.pattern
            else found[1]
        )
        return f"{_MARK}{chr(_FIRST + len(hidden))}"

    draft.kind = "cloze"
    draft.fields.pop("ask", None)
    coded = from_markdown(sign.sub(mark, markdown), draft.lose)
    for number, text in enumerate(hidden, start=1):
        gap = from_markdown(text, draft.lose)
        coded = coded.replace(f"{_MARK}{chr(_FIRST + number)}", f"{{{{{number}: {gap}}}}}")
    if not hidden:
        deck.leave_out(draft.place, markdown, "import.no-gap")
        return
    draft.fields["text"] = coded.replace("\\[", "[").replace("\\]", "]")
    deck.drafts.append(draft)


_MARK, _FIRST = "\ue0f8", 0xE100


def _spoken(text: str) -> str:
    """A text without what other programs noted in it."""
    return _SCHEDULED.sub("", text).rstrip()


def _tags_in(text: str) -> list[str]:
    return [tag for found in _TAG.findall(text) if (tag := _tag(found))]


def _without_tags(text: str) -> str:
    return _TAG.sub("", text).strip()
