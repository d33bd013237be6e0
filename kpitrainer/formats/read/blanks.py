"""What is put into a text while it is read as HTML or Markdown: gaps, most of all."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from kpitrainer.formats.draft import Draft, DraftDeck

_OPEN, _CLOSE = "\ue0f8", "\ue0f9"
_PUT = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
"""A number between signs that no text has, in the place of what will stand there."""

_PRIVATE = re.compile("[\ue000-\uf8ff\ufdd0-\ufdef]")

MOST_GAPS = 99


class Blank(NamedTuple):
    """A gap to be: what stands in it, and what else is right there.

    It was to be `typed`, or else chosen from `others`; `exact` heeds case. Gaps of one `number`
    are asked together; without one it has the next.
    """

    answer: str
    accept: Sequence[str] = ()
    others: Sequence[str] = ()
    typed: bool = True
    exact: bool = False
    number: int = 0
    hint: str = ""


def own_text(text: str, deck: DraftDeck) -> str:
    """`text` without the signs that programs keep for themselves, ours among them."""
    bare = _PRIVATE.sub("", text)
    if bare != text:
        deck.tell("import.private-signs")
    return bare


def joined(around: Sequence[str], put: Sequence[str], told: Callable[[str], str]) -> str:
    """The texts `around`, which `told` reads as one, with each of `put` between two of them."""
    signs = [f"{_OPEN}{number}{_CLOSE}" for number in range(len(put))]
    whole = "".join(piece for pair in zip(around, [*signs, ""], strict=True) for piece in pair)
    return _PUT.sub(lambda found: put[int(found[1])], told(whole))


def fill(
    draft: Draft, around: Sequence[str], blanks: Sequence[Blank], told: Callable[[str], str]
) -> None:
    """Make it a cloze of the texts `around`, which `told` reads as one, and the gaps between.

    Gaps are typed where all of them were; options to choose from are noted as lost.
    """

    def without_braces(text: str) -> str:
        # Only ours are gaps.
        apart = re.sub(r"\{(?=\{)|\}(?=\})", r"\g<0> ", told(text))
        return re.sub(f"\\{{(?={_OPEN})", "{ ", re.sub(f"(?<={_CLOSE})\\}}", " }", apart))

    numbers = list(_numbers(blanks))
    gaps = [f"{{{{{at}: {each.answer}}}}}" for at, each in zip(numbers, blanks, strict=True)]
    draft.kind = "cloze"
    draft.fields.pop("ask", None)
    draft.fields["text"] = joined(around, gaps, without_braces)
    hints: dict[str, str] = {}
    accept: dict[str, list[str]] = {}
    for number, each in zip(map(str, numbers), blanks, strict=True):
        if each.others:
            draft.lose("import.lost-options", text=", ".join(each.others))
        if each.hint:
            hints.setdefault(number, each.hint)
        accept[number] = [*accept.get(number, ()), *each.accept]
    if hints:
        draft.fields["hint"] = hints
    if all(each.typed for each in blanks):
        _type(draft, blanks)
        draft.fields["accept"] = {number: texts for number, texts in accept.items() if texts}


def _numbers(blanks: Sequence[Blank]) -> Iterator[int]:
    """The number of each gap."""
    taken = {each.number for each in blanks}
    free = (number for number in count(1) if number not in taken)
    for each in blanks:
        yield each.number or next(free)


def _type(draft: Draft, blanks: Sequence[Blank]) -> None:
    """Let all gaps be typed, heeding case where that holds for all."""
    if all(each.exact for each in blanks):
        draft.fields["exact"] = True
        return
    draft.fields["typed"] = True
    for each in blanks:
        if each.exact:
            draft.lose("import.lost-case", text=each.answer)
