"""How an exam’s answers are judged and marked: by the attempts that sessions use, at the end."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.choice import APART
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.list_recall import GuessStanding
from kpitrainer.domain.verdict import Message, Outcome, Verdict

_WORTH = {Outcome.RIGHT: Fraction(1), Outcome.NEAR: Fraction(1, 2)}
_WRONG = Fraction(0)


def seen_at(attempt: Attempt, part: int) -> Attempt:
    """The open attempt with that part asked, from 0, whatever was answered before."""
    if attempt.calculation is None:
        return attempt
    exercise = attempt.calculation.exercise.at(part)
    return replace(attempt, calculation=replace(attempt.calculation, exercise=exercise))


def option_said(option: str | Message) -> str:
    """How the choice of an option is kept."""
    return option if isinstance(option, str) else option.code


def place_said(attempt: Attempt, said: str) -> int | None:
    """Which option of the present part was chosen, from 0; None where it has none such."""
    options = [option_said(option) for option in attempt.options]
    return options.index(said) if said in options else None


def ticks_said(attempt: Attempt, places: Iterable[int]) -> str:
    """How the choice of several options is kept: a line each, in the order of showing."""
    return "\n".join(_lines(attempt)[place] for place in sorted(places))


def ticked_at(attempt: Attempt, said: str) -> tuple[int, ...] | None:
    """Which of several options were chosen, from 0; None where one of them is no option now."""
    lines, chosen = _lines(attempt), said.split("\n") if said else []
    if not all(line in lines for line in chosen):
        return None
    return tuple(sorted(lines.index(line) for line in chosen))


def said_told(attempt: Attempt, said: str) -> str | Message:
    """An answer to the present part as it was given, an option by its text; several on a line."""
    if attempt.mode is Mode.TICKS:
        return said.replace("\n", APART)
    place = place_said(attempt, said)
    return said if place is None else attempt.options[place]


def _lines(attempt: Attempt) -> list[str]:
    """Each option on one line."""
    return [" ".join(option_said(option).split("\n")) for option in attempt.options]


def judge(attempt: Attempt, said: Sequence[str]) -> Attempt:
    """An open attempt with what was said at each of its parts judged, and closed.

    What is empty was left out. What practice would ask back for is judged as it stands.
    """
    if any(said):
        for text in said:
            if not attempt.closed:
                attempt = _judge_part(attempt, text)
    return attempt if attempt.closed else attempt.show()


def _judge_part(attempt: Attempt, said: str) -> Attempt:
    if not said:
        return _left_out(attempt, said)
    if attempt.mode is Mode.CHOICE:
        place = place_said(attempt, said)
        return _left_out(attempt, said) if place is None else attempt.choose(place)
    if attempt.mode is Mode.TICKS:
        places = ticked_at(attempt, said)
        return _left_out(attempt, said) if places is None else attempt.choose_all(places)
    after = attempt.answer(said)
    if after.mode is Mode.LIST:
        return after
    if _is_open_still(attempt, after):
        after = after.answer(said)
    return _left_out(attempt, said) if _is_open_still(attempt, after) else after


def _is_open_still(before: Attempt, after: Attempt) -> bool:
    return not after.closed and after.part == before.part


def _left_out(attempt: Attempt, said: str) -> Attempt:
    """On to the next part, this one wrong."""
    if attempt.calculation is None:
        return replace(attempt, tries=(said,)).show() if said else attempt.show()
    after = attempt.calculation.left_out(said)
    return replace(
        attempt,
        verdict=Verdict(Outcome.WRONG),
        calculation=after,
        tries=(*attempt.tries, said),
        closed=after.done,
    )


def points(attempt: Attempt) -> Fraction:
    """What a closed attempt is worth, 0 to 1.

    Of a list its items count, of several questions each; what is nearly right is worth half. Who
    gives more items than the list has loses one found for each.
    """
    if attempt.calculation:
        worth = (_WORTH.get(part.verdict.outcome, _WRONG) for part in attempt.judged)
        return sum(worth, Fraction(0)) / attempt.part[1]
    if attempt.mode is Mode.LIST:
        total = attempt.card.content.wanted
        found = min(len(attempt.recall.found), total)
        missed = attempt.recall.standing(
            GuessStanding.WRONG, GuessStanding.NEAR, GuessStanding.MISPLACED
        )
        too_many = max(found + len(missed) - total, 0)
        return Fraction(max(found - too_many, 0), total)
    return _WORTH.get(attempt.verdict.outcome, _WRONG) if attempt.verdict else _WRONG
