"""Cards of what quizzes ask, whichever way the quiz is written: by weighted options."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from kpitrainer.formats.draft import Draft, Place

WHOLE = Decimal(100)
GAP = "[…]"
"""Where a word is missing that is chosen, not typed."""

_ALL_BUT = Decimal("0.1")
"""Thirds of a mark add up to a little less than all."""


class Option(NamedTuple):
    """An option or answer: its text, what part of the mark it is worth, what is said to it."""

    text: str
    percent: Decimal
    feedback: str = ""


class NumberOption(NamedTuple):
    """A number that is right from `value` less `tolerance` to that more, as above."""

    value: Decimal
    tolerance: Decimal
    percent: Decimal
    feedback: str = ""


class Pair(NamedTuple):
    """What is matched: a text, and the one that goes with it; the former may be empty."""

    left: str
    right: str


def choose(draft: Draft, options: Sequence[Option], *, several: bool) -> None:
    """Make it a choice; `several` options are to be ticked for the whole mark, or one of them is.

    What is worth a part of the mark is wrong, where one option is enough.
    """
    draft.kind = "choice"
    if several:
        right = [each for each in options if each.percent > 0]
        draft.fields["answers"] = [each.text for each in right]
    else:
        best = max((each.percent for each in options), default=WHOLE)
        right = [each for each in options if each.percent == best and best > 0][:1]
        for other in options:
            if other.percent == best and other not in right:
                draft.lose("import.lost-other-right", text=other.text)
        draft.fields |= {"answer": right[0].text} if right else {}
    kept = {each.text for each in right}
    wrong = [each for each in options if each not in right and each.text not in kept]
    if not several:
        wrong = [each for each in wrong if each.percent < WHOLE]
        for each in wrong:
            if each.percent > 0:
                draft.lose("import.lost-part", text=each.text, percent=_told(each.percent))
    draft.fields["wrong"] = [
        {"text": each.text, "say": each.feedback} if each.feedback else each.text for each in wrong
    ]
    _reason(draft, right)


def judge(draft: Draft, *, answer: bool, said: Sequence[str]) -> None:
    """Make it a claim; `said` is what was told of a wrong and of a right answer."""
    draft.kind = "truefalse"
    draft.fields["claim"] = draft.fields.pop("ask")
    draft.fields["answer"] = answer
    _say(draft, said)


def type_text(draft: Draft, options: Sequence[Option]) -> None:
    """Make it an answer to type: what is worth the whole mark is right, the rest is not."""
    right = [each for each in options if each.percent >= WHOLE]
    if not right:
        return
    draft.fields |= {"answer": right[0].text, "typed": True}
    draft.fields["accept"] = [each.text for each in right[1:] if each.text != "*"]
    for each in options:
        if each not in right and each.text != "*":
            if each.percent > 0:
                draft.lose("import.lost-part", text=each.text, percent=_told(each.percent))
            if each.feedback:
                draft.lose("import.lost-feedback", text=each.text, feedback=each.feedback)
    _reason(draft, right)


def type_number(draft: Draft, options: Sequence[NumberOption]) -> None:
    """Make it a number to type, within its tolerance."""
    right = [each for each in options if each.percent >= WHOLE]
    if not right:
        return
    first = right[0]
    draft.fields |= {"answer": _told(first.value), "typed": True}
    if first.tolerance:
        draft.fields["tolerance"] = first.tolerance
    draft.fields["accept"] = [_told(each.value) for each in right[1:]]
    for each in options:
        if each not in right:
            draft.lose("import.lost-part", text=_told(each.value), percent=_told(each.percent))
    _reason(draft, [Option("", each.percent, each.feedback) for each in right])


def match(draft: Draft, pairs: Sequence[Pair]) -> list[Draft]:
    """A choice for each text that is to be matched: the others' counterparts are wrong."""
    rights = list(dict.fromkeys(pair.right for pair in pairs))
    asked = [pair for pair in pairs if pair.left]
    made = []
    for number, pair in enumerate(asked, start=1):
        fields = dict(draft.fields)
        fields["ask"] = f"{fields['ask']}\n{pair.left}" if fields.get("ask") else pair.left
        fields["answer"] = pair.right
        fields["wrong"] = [text for text in rights if text != pair.right]
        key = f"{draft.key}-{number}" if draft.key else ""
        place = Place(*draft.place)
        made.append(Draft("choice", fields, place, key, losses=list(draft.losses)))
    return made


def decimal(text: str) -> Decimal | None:
    """The number that a quiz means; None for none."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS else None


_MOST_DIGITS = 30


def adds_up(options: Sequence[Option]) -> bool:
    """Whether several options together are worth the whole mark, and none alone is."""
    parts = [each.percent for each in options if each.percent > 0]
    return len(parts) > 1 and max(parts) < WHOLE and sum(parts) >= WHOLE - _ALL_BUT * len(parts)


def _reason(draft: Draft, right: Sequence[Option]) -> None:
    _say(draft, [each.feedback for each in right])


def _say(draft: Draft, said: Sequence[str]) -> None:
    """Let what is said of answers be a reason, too, but for mere praise."""
    for text in dict.fromkeys(said):
        if not text or text == draft.fields.get("why"):
            continue
        if len(text.split()) < _FEWEST_WORDS:
            draft.lose("import.lost-praise", feedback=text)
        else:
            draft.fields["why"] = "\n".join(filter(None, [draft.fields.get("why"), text]))


_FEWEST_WORDS = 4
"""A reason has so many words."""


def _told(number: Decimal) -> str:
    """A number without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
