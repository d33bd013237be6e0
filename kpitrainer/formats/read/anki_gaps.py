"""The gaps of Anki's cloze texts, as a deck has them."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kpitrainer.formats.draft import Draft, Loss

_OPENS = re.compile(r"\{\{c(\d{1,3})::", re.IGNORECASE)
_SIGN = re.compile(rf"{_OPENS.pattern}|(\}}\}})|(::)", re.IGNORECASE)
_OPEN, _NUMBER_END, _HINT, _CLOSE = "\ue010", "\ue011", "\ue012", "\ue013"
_CODES = re.compile(f"{_OPEN}(\\d{{1,3}}){_NUMBER_END}|({_CLOSE})")
_SIGNS = re.compile(f"{_OPEN}\\d{{1,3}}{_NUMBER_END}|[\ue010-\ue013]")
_OURS = re.compile("[\ue010-\ue013]")
_BRACES = re.compile(r"\{\{|\}\}")
_HIGHEST, _DEEPEST = 99, 8


@dataclass(slots=True)
class _Gap:
    """A gap that is open, with what stands in it so far: texts, and gaps that were in it."""

    number: int
    pieces: list[str] = field(default_factory=list)


def read_cloze(html: str, told: Callable[[str], str], draft: Draft) -> tuple[str, dict[str, str]]:
    """The text of a deck with the gaps of `html`, and their hints by number.

    `told` makes a text of HTML. Where a gap stands in another, the outer one goes around it. What
    cannot be is noted as lost in `draft`; without a gap the text is without braces.
    """
    text = told(_coded(html))
    hints: dict[str, str] = {}
    draft.losses[:] = [_told_bare(loss) for loss in draft.losses]
    made = "".join(_parts(text, hints, draft))
    return made, hints


def _told_bare(loss: Loss) -> Loss:
    """What was lost, without the signs that stood in it for gaps."""
    values = {
        key: _SIGNS.sub("", value) if isinstance(value, str) else value
        for key, value in loss.values.items()
    }
    return Loss(loss.code, values)


def numbers_of(html: str) -> tuple[int, ...]:
    """The numbers of the gaps in `html`, in rising order."""
    return tuple(sorted({int(number) for number in _OPENS.findall(html)} - {0}))


def _coded(html: str) -> str:
    """The text with signs of ours for the braces of gaps, which no formula takes for its own."""
    pieces: list[str] = []
    html = _OURS.sub("", html)
    at, deep = 0, 0
    for found in _SIGN.finditer(html):
        sign = ""
        if found[1] and deep < _DEEPEST:
            sign, deep = f"{_OPEN}{int(found[1])}{_NUMBER_END}", deep + 1
        elif found[2] and deep:
            sign, deep = _CLOSE, deep - 1
        elif found[3] and deep:
            sign = _HINT
        if sign:
            pieces += [html[at : found.start()], sign]
            at = found.end()
    return "".join([*pieces, html[at:], *[_CLOSE] * deep])


def _parts(text: str, hints: dict[str, str], draft: Draft) -> Iterator[str]:
    """The text with gaps as a deck has them, piece by piece."""
    opened: list[_Gap] = []
    at = 0
    for found in _CODES.finditer(text):
        before, at = text[at : found.start()], found.end()
        if opened:
            opened[-1].pieces.append(before)
        else:
            yield _bare(before)
        if found[1]:
            if opened:
                draft.lose("import.lost-nested-gap")
            opened.append(_Gap(int(found[1])))
        elif opened:
            gap = opened.pop()
            closed = _closed(gap, hints, draft)
            if opened:
                opened[-1].pieces.append(closed)
            else:
                yield closed
    rest = text[at:]
    if not opened:
        yield _bare(rest)
        return
    while opened:  # the text was cut
        gap = opened.pop()
        gap.pieces.append(rest)
        rest = _closed(gap, hints, draft)
    yield rest


def _closed(gap: _Gap, hints: dict[str, str], draft: Draft) -> str:
    """What a gap hides, in braces; around gaps that stand in it."""
    within, hint = _split_hint(gap.pieces)
    if hint:
        hints.setdefault(str(gap.number), _bare(hint))
        if hints[str(gap.number)] != _bare(hint):
            draft.lose("import.lost-gap-hint", hint=hint)
    if not 0 < gap.number <= _HIGHEST:
        draft.lose("import.lost-gap", number=gap.number)
        return within
    parts = re.split(r"(\{\{\d+: .*?\}\})", within, flags=re.DOTALL)
    return "".join(
        part if place % 2 else _hidden(gap.number, part) for place, part in enumerate(parts)
    )


def _split_hint(pieces: Sequence[str]) -> tuple[str, str]:
    """What is hidden, and the hint behind it, which has no gap in it."""
    whole = "".join(pieces)
    hidden, _, hint = whole.partition(_HINT)
    return hidden, " ".join(hint.replace(_HINT, "::").split())


def _hidden(number: int, text: str) -> str:
    """A gap, blanks outside; nothing hides nothing."""
    bare = _bare(text)
    inner = bare.strip()
    if not inner:
        return bare
    start = bare.index(inner)
    return f"{bare[:start]}{{{{{number}: {inner}}}}}{bare[start + len(inner) :]}"


def _bare(text: str) -> str:
    """A text without signs that would begin or end a gap."""
    spaced = _BRACES.sub(lambda found: " ".join(found[0]), text)
    return _OURS.sub("", spaced.replace(_HINT, "::"))
