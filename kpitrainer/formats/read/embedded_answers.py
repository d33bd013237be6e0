"""Moodle's answers embedded in a text, `{1:SA:=so}`, as the gaps of a cloze."""

import re
from collections.abc import Callable
from decimal import Decimal

from kpitrainer.formats.draft import Draft
from kpitrainer.formats.read.quiz_cards import WHOLE, Option

_EMBEDDED = re.compile(
    r"\{\s*\d*\s*:\s*(?P<kind>[A-Z_]+)\s*:(?P<answers>(?:\\.|[^{}\\])*)\}",
    re.IGNORECASE | re.DOTALL,
)
_ANSWER = re.compile(
    r"(?P<sign>~=|[~=]|~?%(?P<percent>-?\d+(?:\.\d+)?)%)?(?P<text>(?:\\.|[^~=\\])+)", re.DOTALL
)
_CHOSEN = ("MC", "MU", "MR")
_ESCAPED = re.compile(r"\\([~=#{}/\"\\])")


def fill_in(draft: Draft, told: Callable[[str], str] = str.strip) -> bool:
    """Make it a cloze whose text is the question's, read by `told`; False where it has no gap.

    Gaps are typed where all of them were; options to choose from are noted as lost.
    """
    text = draft.fields.pop("ask")
    typed = True
    accept: dict[str, list[str]] = {}
    pieces, gaps, at = [], [], 0
    for number, block in enumerate(_EMBEDDED.finditer(text), start=1):
        options = [_option(each, told) for each in _ANSWER.finditer(block["answers"])]
        right = [each.text for each in options if each.percent >= WHOLE and each.text]
        if not right:
            draft.fields["ask"] = text
            return False
        typed = typed and block["kind"].upper()[:2] not in _CHOSEN
        others = [each.text for each in options if each.text and each.text not in right]
        if others:
            draft.lose("import.lost-options", text=", ".join(others))
        if right[1:]:
            accept[str(number)] = right[1:]
        gaps.append(f"{{{{{number}: {right[0]}}}}}")
        pieces += [text[at : block.start()], _MARK, chr(_FIRST + number)]
        at = block.end()
    if not gaps or len(gaps) > _MOST:
        draft.fields["ask"] = text
        return False
    whole = told("".join([*pieces, text[at:]]))
    for number, gap in enumerate(gaps, start=1):
        whole = whole.replace(_MARK + chr(_FIRST + number), gap)
    draft.kind = "cloze"
    draft.fields |= {"text": whole, "typed": typed}
    if typed and accept:
        draft.fields["accept"] = accept
    return True


_MARK, _FIRST = "\ue0f8", 0xE100
"""Signs that no text has, where a gap will stand once the text around it is read."""

_MOST = 99


def has_embedded(text: str) -> bool:
    """Whether answers are embedded in the text."""
    return _EMBEDDED.search(text) is not None


def _option(answer: re.Match[str], told: Callable[[str], str]) -> Option:
    text, _, feedback = answer["text"].partition("#")
    # A numerical answer has its tolerance behind a colon; the gap is a text.
    percent = answer["percent"]
    usual = WHOLE if (answer["sign"] or "").endswith("=") else Decimal(0)
    worth = Decimal(percent) if percent else usual
    return Option(told(_ESCAPED.sub(r"\1", text)), worth, feedback)
