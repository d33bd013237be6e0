"""Cards of what quizzes ask, whichever way the quiz is written: by weighted options."""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from kpitrainer.domain.cards.card_types.number_answer import stated_number
from kpitrainer.domain.text.formatting import escape
from kpitrainer.domain.text.number import Unclear
from kpitrainer.formats.decimal_sign import plain_number, written
from kpitrainer.formats.draft import Draft, Place

WHOLE = Decimal(100)
GAP = "[…]"
"""Where a word is missing that is chosen, not typed."""

MOST_OPTIONS = 100
"""No question that somebody asks has more."""


class WeightedOption(NamedTuple):
    """An option or answer: its text, what part of the mark it is worth, what is said to it."""

    text: str
    percent: Decimal
    feedback: str = ""


class WeightedNumber(NamedTuple):
    """A number that is right from `value` less `tolerance` to that more, as above."""

    value: Decimal
    tolerance: Decimal
    percent: Decimal
    feedback: str = ""


class Pair(NamedTuple):
    """What is matched: a text, and the one that goes with it; the former may be empty."""

    left: str
    right: str


def choose(draft: Draft, options: Sequence[WeightedOption], *, several: bool) -> None:
    """Make it a choice; `several` options are to be ticked for the whole mark, or one of them is.

    What is worth a part of the mark is wrong, where one option is enough.
    """
    draft.kind = "choice"
    best = max((each.percent for each in options), default=WHOLE)
    if several:
        right = [each for each in options if each.percent > 0]
        draft.fields["answers"] = [each.text for each in right]
    else:
        right = [each for each in options if each.percent == best > 0][:1]
        draft.fields |= {"answer": right[0].text} if right else {}
    kept = {each.text for each in right}
    wrong = []
    for each in options:
        if each.text in kept:
            continue
        if each.percent == best and right and not several:
            draft.lose("import.lost-other-right", text=each.text)
            continue
        if each.percent > 0:
            draft.lose("import.lost-part", text=each.text, percent=plain_number(each.percent))
        wrong.append({"text": each.text, "say": each.feedback} if each.feedback else each.text)
    draft.fields["wrong"] = wrong
    give_reasons(draft, [each.feedback for each in right])


def judge(draft: Draft, *, answer: bool, said: Sequence[str]) -> None:
    """Make it a claim; `said` is what was told of a wrong and of a right answer."""
    draft.kind = "truefalse"
    draft.fields["claim"] = draft.fields.pop("ask")
    draft.fields["answer"] = answer
    give_reasons(draft, said)


def type_text(draft: Draft, options: Sequence[WeightedOption]) -> None:
    """Make it an answer to type; the options are plain texts, without any mark."""
    right = right_answers(draft, options)
    if right:
        draft.fields |= {"answer": right[0], "typed": True, "accept": right[1:]}


def right_answers(draft: Draft, options: Sequence[WeightedOption]) -> list[str]:
    """The texts that are right when typed: those worth the whole mark; the others are told.

    A star stands for any letters: it is left away at the ends, and cannot be told of within.
    """
    right: list[str] = []
    for each in options:
        text = each.text.strip()
        if each.percent >= WHOLE:
            bare = _without_stars(text)
            if bare:
                right.append(escape(bare))
            if bare != text.replace(r"\*", "*"):
                draft.lose("import.lost-wildcard", text=text)
            give_reasons(draft, [each.feedback])
            continue
        if each.percent > 0:
            draft.lose("import.lost-part", text=text, percent=plain_number(each.percent))
        if each.feedback:
            draft.lose("import.lost-feedback", text=text, feedback=each.feedback)
    return list(dict.fromkeys(right))


_STAR = re.compile(r"(?<!\\)\*")


def _without_stars(text: str) -> str:
    """What is meant by an answer with stars; nothing where it has one in its middle."""
    parts = [part for part in _STAR.split(text) if part.strip()]
    return parts[0].strip().replace(r"\*", "*") if len(parts) == 1 else ""


def type_number(
    draft: Draft, options: Sequence[WeightedNumber], unit: str = "", *, unit_first: bool = False
) -> None:
    """Make it a number to type, within its tolerance; it has the `unit` if any."""
    first = next((each for each in options if each.percent >= WHOLE), None)
    if first is None:
        number_answers(draft, options)
        return
    tolerance = first.tolerance if _is_number(plain_number(first.value)) else Decimal(0)
    values = number_answers(draft, options, tolerance)
    number = values[0]
    if tolerance and unit and not _is_number(f"{plain_number(first.value)} {unit}"):
        draft.fields["ask"] = f"{draft.fields.get('ask') or ''} ({unit})".strip()
        unit = ""
    draft.fields["answer"] = (f"{unit}{number}" if unit_first else f"{number} {unit}").strip()
    draft.fields["accept"] = values[1:]
    if tolerance:
        draft.fields["tolerance"] = written(tolerance)
    else:
        draft.fields["typed"] = True
        draft.fields["accept"] += [number] if unit else []


def _is_number(text: str) -> bool:
    """Whether it can be told how far what is typed is from it."""
    return not isinstance(stated_number(text, "en"), Unclear)


def number_answers(
    draft: Draft, options: Sequence[WeightedNumber], kept: Decimal = Decimal(0)
) -> list[str]:
    """The numbers that are right; the others are told, and tolerances but the one that is `kept`.

    That is the first one's: those of others are told in any case.
    """
    values: list[str] = []
    for each in options:
        told = plain_number(each.value)
        if each.percent < WHOLE:
            if each.percent > 0:
                draft.lose("import.lost-part", text=told, percent=plain_number(each.percent))
            if each.feedback:
                draft.lose("import.lost-feedback", text=told, feedback=each.feedback)
            continue
        if each.tolerance and (values or not kept):
            within = plain_number(each.tolerance)
            draft.lose("import.lost-tolerance", text=told, within=within)
        values.append(written(each.value))
        give_reasons(draft, [each.feedback])
    return list(dict.fromkeys(values))


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


def shares(options: Sequence[WeightedOption]) -> bool:
    """Whether several options share the mark, and none is worth all of it."""
    parts = [each.percent for each in options if each.percent > 0]
    return len(parts) > 1 and max(parts) < WHOLE


def give_reasons(draft: Draft, said: Sequence[str]) -> None:
    """Let what is said to right answers be a reason, too, but for mere praise."""
    for text in dict.fromkeys(said):
        reasons = draft.fields.get("why") or ""
        if not text or text in reasons.split("\n"):
            continue
        if len(text.split()) < _FEWEST_WORDS:
            draft.lose("import.lost-praise", feedback=text)
        else:
            draft.fields["why"] = f"{reasons}\n{text}".strip()


_FEWEST_WORDS = 4
"""A reason has so many words."""


def has_answer(draft: Draft) -> bool:
    """Whether it is said of a card what is right."""
    fields = draft.fields
    return draft.kind in ("truefalse", "cloze", "list") or bool(
        fields.get("answer") or fields.get("answers")
    )
