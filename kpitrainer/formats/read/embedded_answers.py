"""Moodle's answers embedded in a text, `{1:SA:=so}`, as the gaps of a cloze."""

import re
from collections.abc import Callable
from decimal import Decimal

from kpitrainer.domain.text.formatting import plain
from kpitrainer.formats.decimal_sign import plain_number, written
from kpitrainer.formats.draft import Draft
from kpitrainer.formats.read.blanks import MOST_GAPS, Blank, fill, joined
from kpitrainer.formats.read.quiz_cards import (
    GAP,
    MOST_OPTIONS,
    WHOLE,
    WeightedOption,
    choose,
    decimal,
    give_reasons,
    right_answers,
)

_EMBEDDED = re.compile(
    r"\{\s{0,9}[0-9]{0,9}\s{0,9}:\s{0,9}(?P<kind>[A-Z_]{2,20})\s{0,9}:(?P<answers>(?:\\.|[^{}\\])*)\}",
    re.IGNORECASE | re.DOTALL,
)
_SEPARATOR = re.compile(r"(?<!\\)~")
_OPTION = re.compile(
    r"\s*(?:(?P<right>=)|%(?P<percent>-?[0-9]{1,3}(?:\.[0-9]{0,9})?)%)?(?P<text>.*)", re.DOTALL
)
_FEEDBACK = re.compile(r"(?<![\\&])#")
_ESCAPED = re.compile(r"\\([~=#{}/\"\\])")
_CHOSEN = ("MC", "MU", "MR")
_NUMBER = ("NM", "NUMERICAL")
_EXACT = ("SAC", "MWC", "SHORTANSWER_C")


def fill_in(draft: Draft, text: str, told: Callable[[str], str]) -> str:
    """Make it a cloze whose text is `text`, read by `told`; else the code of why it cannot be.

    One gap alone whose answers were to choose from becomes a choice.
    """
    blocks = list(_EMBEDDED.finditer(text))
    if not blocks:
        return "import.no-answer"
    if len(blocks) > MOST_GAPS:
        return "import.many-gaps"
    ends = [0, *(block.end() for block in blocks)]
    starts = [*(block.start() for block in blocks), len(text)]
    around = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    if len(blocks) == 1 and _is_chosen(blocks[0]):
        draft.fields["ask"] = joined(around, [GAP], told)
        options = _options(blocks[0], told)
        choose(draft, options, several=blocks[0]["kind"].upper().startswith(("MR", "MULTIR")))
        return "" if draft.fields.get("answer") or draft.fields.get("answers") else _NONE
    blanks = []
    for block in blocks:
        blank = _blank(draft, block, told)
        if not blank.answer:
            return _NONE
        blanks.append(blank)
    fill(draft, around, blanks, told)
    return ""


_NONE = "import.no-answer"


def has_embedded(text: str) -> bool:
    """Whether answers are embedded in the text."""
    return _EMBEDDED.search(text) is not None


def _is_chosen(block: re.Match[str]) -> bool:
    return block["kind"].upper().startswith(_CHOSEN)


def _blank(draft: Draft, block: re.Match[str], told: Callable[[str], str]) -> Blank:
    options = _options(block, told)
    kind = block["kind"].upper()
    if _is_chosen(block):
        right = [each for each in options if each.percent >= WHOLE] or [
            each for each in options if each.percent > 0
        ]
        give_reasons(draft, [each.feedback for each in right])
        others = [each for each in options if each.text not in {one.text for one in right[:1]}]
        for each in others:
            if each.feedback:
                draft.lose("import.lost-feedback", text=each.text, feedback=each.feedback)
        answer = right[0].text if right else ""
        return Blank(answer, others=[each.text for each in others], typed=False)
    bare = [WeightedOption(plain(each.text), each.percent, each.feedback) for each in options]
    if kind in _NUMBER:
        bare = [each._replace(text=_number(draft, each)) for each in bare]
    answers = right_answers(draft, bare) or [""]
    return Blank(answers[0], answers[1:], exact=kind in _EXACT)


def _number(draft: Draft, option: WeightedOption) -> str:
    """A number without its tolerance, of which a gap has none."""
    value, _, within = option.text.partition(":")
    number, tolerance = decimal(value), decimal(within or "0")
    if number is None:
        return option.text
    if tolerance and option.percent >= WHOLE:
        value, amount = plain_number(number), plain_number(tolerance)
        draft.lose("import.lost-tolerance", text=value, within=amount)
    return written(number)


def _options(block: re.Match[str], told: Callable[[str], str]) -> list[WeightedOption]:
    """What stands between the `~` of a block, in order."""
    found = []
    for piece in _SEPARATOR.split(block["answers"])[:MOST_OPTIONS]:
        option = _OPTION.match(piece)
        assert option  # noqa: S101 - all of it is optional
        text, *feedback = _FEEDBACK.split(option["text"], maxsplit=1)
        percent = Decimal(option["percent"] or 0)
        answer = told(_ESCAPED.sub(r"\1", text))
        if answer:
            said = told(_ESCAPED.sub(r"\1", "".join(feedback)))
            found.append(WeightedOption(answer, WHOLE if option["right"] else percent, said))
    return found
