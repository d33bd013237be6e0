"""Questions of Anki that hold their options, and answers that are several lines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kpitrainer.formats.draft import Draft
from kpitrainer.formats.read.row_card import choose_told

_OPTION = re.compile(r"(?:- |\d{1,2}\. )?\(?([A-Ha-h])[.):][ \u00a0]*(\S.*)")
_NUMBERED_OPTION = re.compile(r"(\d)\. (\S.*)")
_LETTERS, _NUMBERS = "abcdefgh", "12345678"
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


def options_in(question: str, answer: str) -> LetteredOptions | None:
    """The options in the last lines of `question`, lettered from A; None where there are none.

    They may be numbered where `answer` repeats one: else they are a list like any other.
    """
    lines = question.split("\n")
    found = _last_lines(lines, _OPTION)
    if not found:
        found = _last_lines(lines, _NUMBERED_OPTION)
        if _told_by_text(answer.split("\n", maxsplit=1)[0], _lettered(found)) is None:
            return None
    told = "".join(option[1].lower() for option in found)
    if not _LEAST_OPTIONS <= len(found) <= _MOST_OPTIONS or told not in (
        _LETTERS[: len(found)],
        _NUMBERS[: len(found)],
    ):
        return None
    return LetteredOptions("\n".join(lines[: -len(found)]), _lettered(found))


def _last_lines(lines: Sequence[str], form: re.Pattern[str]) -> list[re.Match[str]]:
    """The lines at the end that are options; the first line is none."""
    found: list[re.Match[str]] = []
    for line in reversed(lines[1:]):
        option = form.fullmatch(line)
        if option is None:
            break
        found.insert(0, option)
    return found


def _lettered(found: Sequence[re.Match[str]]) -> list[tuple[str, str]]:
    return [(letter, each[2].strip()) for letter, each in zip(_LETTERS, found, strict=False)]


def _told_by_text(line: str, options: Sequence[tuple[str, str]]) -> str | None:
    """The option that a line of the answer repeats, with its letter or without."""
    bare = _same(line)
    lettered = _OPTION.fullmatch(line)
    for name, text in options:
        if _same(text) == bare:
            return text
        if lettered and lettered[1].lower() == name and _same(lettered[2]) == _same(text):
            return text
    return None


def choose(draft: Draft, options: Sequence[tuple[str, str]], answer: str) -> bool:
    """Make it a choice, if `answer` tells the right one of `options`, and tell whether it does."""
    names = dict(options)
    repeated = [_told_by_text(line, options) for line in answer.split("\n")]
    made = Draft("choice", {}, draft.place)
    if len(repeated) > 1 and all(repeated):
        wrong = [text for _, text in options if text not in repeated]
        made.fields = {"answers": repeated, "wrong": wrong}
    else:
        choose_told(made, options, repeated[0] or answer)
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
