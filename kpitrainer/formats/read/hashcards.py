"""Notes of hashcards: `Q:` and `A:`, or `C:` with what is hidden in square brackets."""

import re
from collections.abc import Sequence

from kpitrainer.formats.draft import Draft, DraftDeck, Place
from kpitrainer.formats.read.blanks import Blank
from kpitrainer.formats.read.markdown_text import from_markdown
from kpitrainer.formats.read.note_cards import Line, add_answer, add_cloze

_PART = re.compile(r"([QAC]):(.*)")
_QUESTION, _ANSWER, _CLOZE = (re.compile(f"(?m)^{letter}:") for letter in "QAC")
_OTHER_SIGN = re.compile(r"\S :{2,3} \S")
_BRACKETS = re.compile(r"(?<![!\\\[])\[([^\[\]]+)\](?![(\]])")


def is_hashcards(text: str) -> bool:
    """Whether notes hold such cards."""
    if _QUESTION.search(text) and _ANSWER.search(text):
        return True
    return bool(_CLOZE.search(text)) and not _OTHER_SIGN.search(text)


def read_hashcards(deck: DraftDeck, lines: Sequence[Line], tags: Sequence[str]) -> None:
    """Each part begins with its letter, and goes on to the next one, or to a rule."""
    parts: dict[str, list[str]] = {}
    start, current = 0, ""

    def finish() -> None:
        if parts:
            texts = {key: "\n".join(found).strip() for key, found in parts.items()}
            _add(deck, start, texts, tags)
        parts.clear()

    for line in lines:
        found = _PART.match(line.text)
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


def _add(deck: DraftDeck, line: int, parts: dict[str, str], tags: Sequence[str]) -> None:
    draft = Draft("basic", {"tags": list(tags)}, Place("line", line))
    if "C" in parts:
        add_cloze(deck, draft, parts["C"], _BRACKETS, lambda text: Blank(text, typed=False))
        return
    draft.fields["ask"] = from_markdown(parts.get("Q", ""), draft.lose)
    add_answer(deck, draft, parts.get("A", ""))
