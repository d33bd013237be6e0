"""Questions of Anki that hold their options, and answers that are several lines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kpitrainer.formats.draft import Draft
from kpitrainer.formats.read.row_card import choose_told

_OPTION = re.compile(r"(?:- |\d{1,2}\. )?\(?([A-Ha-h])[.):][ \u00a0]*(\S.*)")
_BULLET = re.compile(r"(?:- |\d{1,2}\. )(\S.*)")
_NUMBERED = re.compile(r"\d{1,2}\. ")
_OF_OTHERS = re.compile(
    r"\b(?:both|all|none|neither|either|only|toutes?|tous|aucune?|ni|seule(?:ment)?)\b.*"
    r"(?:\b[A-H]\b.*\b(?:and|or|nor|et|ou|ni)\b|\bthe others?\b)"
    r"|^\W*[A-H] (?:and|et|or|ou) [A-H]\W*$",
    re.IGNORECASE,
)
"""An option that means others by their letters."""

_OF_ALL = re.compile(
    r"\b(?:all|none|any|both|either|neither) of (?:the above|these|them)\b|\b(?:the )?above\b"
    r"|\b(?:toutes|tous|aucune?) (?:les|des|de) .*(?:ci-dessus|réponses|propositions|précédentes)",
    re.IGNORECASE,
)
"""An option that means all others, and is read last."""

_ALL_THAT_APPLY = re.compile(
    r"\b(?:select|choose|check|mark|tick) (?:all|every)|\ball that apply\b"
    r"|\b(?:cochez?|choisi\w*|sélectionnez?) (?:toutes|tous)|\bplusieurs réponses\b",
    re.IGNORECASE,
)
_MOST_OPTIONS, _LEAST_OPTIONS = 8, 3
_MOST_ITEMS, _LONGEST_ITEM = 12, 80


class LetteredOptions(NamedTuple):
    """A question without the options that stood in it, and these by their letter."""

    question: str
    options: Sequence[tuple[str, str]]


def options_in(question: str) -> LetteredOptions | None:
    """The options in the last lines of `question`, lettered from A; None where there are none."""
    lines = question.split("\n")
    found: list[tuple[str, str]] = []
    while len(lines) > 1 and (option := _OPTION.fullmatch(lines[-1])):
        found.insert(0, (option[1].lower(), option[2].strip()))
        lines.pop()
    letters = "".join(letter for letter, _ in found)
    if not _LEAST_OPTIONS <= len(found) <= _MOST_OPTIONS or not "abcdefgh".startswith(letters):
        return None
    return LetteredOptions("\n".join(lines), found)


def choose(draft: Draft, options: Sequence[tuple[str, str]], answer: str) -> bool:
    """Make it a choice, if `answer` tells the right one of `options`, and tell whether it does."""
    names = dict(options)
    bare = _same(answer)
    lettered = _OPTION.fullmatch(answer)
    told = next((text for _, text in options if _same(text) == bare), "")
    if not told and lettered and _same(names.get(lettered[1].lower(), "")) == _same(lettered[2]):
        told = names[lettered[1].lower()]
    made = Draft("choice", {}, draft.place)
    choose_told(made, options, told or answer)
    right = made.fields.get("answers") or [made.fields.get("answer")]
    if any(each not in names.values() for each in right):
        return False
    draft.kind = "choice"
    draft.fields.pop("answer", None)
    draft.fields |= made.fields
    short = [text for _, text in options if len(text) <= _LONGEST_ITEM]
    last = [text for text in short if _OF_ALL.search(text)]
    if last:
        draft.fields["last"] = last
    for text in short:
        if text not in last and _OF_OTHERS.search(text):
            draft.lose("import.option-of-others", text=text)
    return True


def listed(draft: Draft, question: str, answer: str) -> None:
    """Make it a list, if its answer is one: short lines with bullets, or all that apply.

    Numbers in place of bullets say that their order counts.
    """
    lines = answer.split("\n")
    if not 1 < len(lines) <= _MOST_ITEMS or any(len(line) > _LONGEST_ITEM for line in lines):
        return
    items = [found[1] for line in lines if (found := _BULLET.fullmatch(line))]
    if not items and _ALL_THAT_APPLY.search(question):
        items = lines
    if len(items) == len(lines):
        draft.kind = "list"
        draft.fields["items"] = items
        if all(_NUMBERED.match(line) for line in lines):
            draft.fields["ordered"] = True
        del draft.fields["answer"]
        draft.lose("import.made-list", count=len(items))


def _same(text: str) -> str:
    """What two ways of writing one option have in common."""
    return " ".join(text.casefold().split()).strip(" .;")
