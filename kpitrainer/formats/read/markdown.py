"""Cards in notes: hashcards' `Q:`, `A:` and `C:`, or those of Obsidian, `question :: answer`."""

import re
from pathlib import Path

from kpitrainer.formats.decoding import decoded
from kpitrainer.formats.draft import DraftDeck, ReadOptions
from kpitrainer.formats.limits import read_bytes
from kpitrainer.formats.read.blanks import own_text
from kpitrainer.formats.read.hashcards import is_hashcards, read_hashcards
from kpitrainer.formats.read.note_cards import Line
from kpitrainer.formats.read.obsidian import read_notes, tag_of

_SCHEDULED = re.compile(r"<!--SR:[^<>]*-->")
_REMARK = re.compile(r"<!--(?:(?!<!--|-->)[\s\S])*-->|(?m:^)%%(?:(?!%%)[\s\S])*%%")
_FRONT = re.compile(r"\A---\n((?:(?!---[ \t]*\n).*\n)*)---[ \t]*(?:\n|\Z)")
_TITLE = re.compile(r"(?m)^(?:name\s?=|title:)[ \t]*[\"']?([^\"'\n]{1,200})")
_TAGS = re.compile(r"(?m)^tags?:[ \t]*(\[[^\]\n]*\]|[^\n]+)?((?:\n[ \t]*-[ \t]*[^\n]+)*)")


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards in the notes `path`.

    Raises:
        KpiTrainerError: they are too large, or too many.
    """
    deck = DraftDeck()
    text = own_text(decoded(read_bytes(path)).text, deck)
    if scheduled := len(_SCHEDULED.findall(text)):
        deck.tell("import.schedule-dropped", count=scheduled)
    # Remarks leave their line ends, by which lines are counted.
    text = _REMARK.sub(lambda found: "\n" * found[0].count("\n"), _SCHEDULED.sub("", text))
    tags: list[str] = []
    first = 0
    if front := _FRONT.match(text):
        tags = _tags_of(front[1])
        first = text[: front.end()].count("\n")
        if title := _TITLE.search(front[1]):
            deck.title = title[1].strip()
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)][first:]
    if is_hashcards(text):
        read_hashcards(deck, lines, tags)
    else:
        read_notes(deck, lines, tags)
    options.progress(1, 1)
    return deck


def _tags_of(front: str) -> list[str]:
    """The tags that the front matter names."""
    found = _TAGS.search(front)
    if not found:
        return []
    words = re.split(r"[,\n]", f"{found[1] or ''}\n{found[2]}".replace("[", "").replace("]", ""))
    return [tag for word in words if (tag := tag_of(word.strip(" \t-\"'#")))]
