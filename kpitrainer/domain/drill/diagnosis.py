"""Judging a typed answer: what a wrong one did, and what of it goes on to later parts."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.results import natural_decimals
from kpitrainer.domain.drill.typed_answer import ParsedAnswer
from kpitrainer.domain.drill.unit import is_noun, same_unit, stands_in, unit_name
from kpitrainer.domain.text.number import round_half_away
from kpitrainer.domain.verdict import Message, Outcome, Verdict

FREE_ONCE = frozenset({"drill.wrong-unit", "drill.no-unit", "drill.ratio"})
"""The codes of what is asked again only once an attempt."""

GENERAL = frozenset(
    {
        "drill.sign",
        "drill.complement",
        "drill.times-too-large",
        "drill.times-too-small",
        "drill.inverted",
        "drill.truncated",
        "drill.rounded-early",
    }
)
"""The codes of mistakes that are known without their author."""

_CARRIED = Message("drill.carried")
_HUNDREDTHS = frozenset({"%", "points"})
_TELLING = 10
"""Below, a number typed with fewer decimals than asked fits too many mistakes to name one."""

_TRIVIAL = frozenset(map(Fraction, (0, 1, -1, 100, -100)))
"""Values that could be typed to have nothing left to calculate later."""

_NEAR_FACTOR = 2
"""A wrong value is carried on between this part of the right one and this many times it."""

_FACTORS = tuple(Fraction(10) ** power for power in (1, 2, 3, -1, -2, -3))


def judge_answer(
    exercise: Exercise,
    answer: ParsedAnswer,
    language: str,
    *,
    clarified: frozenset[str] = frozenset(),
    carried: Sequence[Exercise] = (),
) -> Verdict:
    """How an answer stands at the exercise's part, in the format's order of judgement.

    Unclear costs nothing. `clarified` holds the codes of FREE_ONCE among the `message` of this
    attempt's earlier verdicts: each is asked again once. `carried` is the same part on the
    learner's own earlier values: what is right there is right, and said to be so. An unclear
    verdict may carry an author's `text` and `mistake` too. Right and wrong ones carry the right
    answer in `expected`.
    """
    language = exercise.template.language(language)
    verdict = _Judge(exercise, answer, language, clarified).verdict()
    if verdict.outcome is Outcome.RIGHT:
        return verdict
    others = [_Judge(other, answer, language, clarified).verdict() for other in carried]
    if any(other.outcome is Outcome.RIGHT for other in others):
        return Verdict(Outcome.RIGHT, message=_CARRIED, expected=exercise.answer_text(language))
    if verdict.outcome is Outcome.UNCLEAR or verdict.mistake:
        return verdict
    telling = (other for other in others if other.outcome is Outcome.UNCLEAR or other.mistake)
    told = next(telling, verdict)
    return replace(told, expected=told.expected and exercise.answer_text(language))


def judge_choice(
    exercise: Exercise, place: int, language: str, *, carried: Sequence[Exercise] = ()
) -> Verdict:
    """How the option at `place`, from 0, stands; `carried` as for `judge_answer`."""
    if place == exercise.right_option:
        return Verdict(Outcome.RIGHT)
    if any(place == other.right_option for other in carried):
        return Verdict(Outcome.RIGHT, message=_CARRIED)
    language = exercise.template.language(language)
    text = exercise.option_text(place, language)
    return Verdict(Outcome.WRONG, text=text, expected=exercise.answer_text(language))


class _Judge:
    """One judgement; its methods answer in the order they are asked."""

    def __init__(
        self, exercise: Exercise, typed: ParsedAnswer, language: str, clarified: frozenset[str]
    ) -> None:
        self.exercise = exercise
        self.typed = typed
        self.language = language
        self.clarified = clarified
        self.asked = exercise.asked.answer.decimals
        self.unit = exercise.asked.answer.unit[language]
        # Another noun for what is counted does not make the number another one.
        self.unit_is_same = same_unit(typed.unit, exercise.asked.answer.unit.values())
        self.unit_fits = self.unit_is_same or is_noun(typed.unit)

    def verdict(self) -> Verdict:
        right = self.is_right()
        if self.unit_fits:
            if right or self.is_rounded_first():
                message = self.remark() if right else Message("drill.rounded-steps")
                expected = self.exercise.answer_text(self.language)
                return Verdict(Outcome.RIGHT, message=message, expected=expected)
            if almost := self.almost():
                return Verdict(Outcome.UNCLEAR, message=almost)
        mistake = self.mistake()
        doubt = self.doubt()
        if doubt and doubt.code not in self.clarified:
            return self.told(Outcome.UNCLEAR, doubt, mistake)
        if mistake:
            return self.told(Outcome.WRONG, None, mistake)
        if doubt and (right or self.unit_fits):
            return self.told(Outcome.WRONG, doubt, None)
        return self.told(Outcome.WRONG, self.general() or doubt, None)

    def remark(self) -> Message | None:
        """What is said of a right number whose unit is a noun that the question has not."""
        asked = self.exercise.ask(self.language)
        if self.unit_is_same or stands_in(self.typed.unit, asked):
            return None
        return Message("drill.other-noun", {"unit": unit_name(self.unit, self.language)})

    def almost(self) -> Message | None:
        """What is missing where only the rounding is not as asked."""
        if self.is_right_but_coarse():
            return Message("drill.how-precise", {"count": self.asked})
        if is_unrounded(self.typed, self.exercise.before_rounding()):
            return Message("drill.round-last")
        return None

    def told(self, outcome: Outcome, message: Message | None, mistake: str | None) -> Verdict:
        text = self.exercise.mistake_text(mistake, self.language) if mistake else None
        right = self.exercise.answer_text(self.language) if outcome is Outcome.WRONG else None
        return Verdict(outcome, message=message, text=text, mistake=mistake, expected=right)

    def is_right(self) -> bool:
        value, decimals = self.typed.value, self.typed.decimals
        if self.exercise.fits(value):
            return True
        if decimals is None:
            return round_half_away(value, self.asked) == self.exercise.answer
        return value == self.exercise.answer or (
            decimals > self.asked and value == round_half_away(self.exercise.exact, decimals)
        )

    def is_rounded_first(self) -> bool:
        """Whether it is what rounding the steps first gives, where that counts too."""
        return self.typed.value == self.exercise.result.also

    def is_right_but_coarse(self) -> bool:
        value, decimals = self.typed.value, self.typed.decimals
        coarse = decimals is not None and decimals < self.asked
        return coarse and value == round_half_away(self.exercise.exact, decimals or 0)

    def doubt(self) -> Message | None:
        """A unit that does not fit, or a bare ratio where per cents or points are asked."""
        if not self.unit_fits and not self.unit:
            return Message("drill.no-unit")
        if not self.unit_fits:
            return Message("drill.wrong-unit", {"unit": unit_name(self.unit, self.language)})
        if self.unit not in _HUNDREDTHS or (self.typed.unit and self.typed.decimals is not None):
            return None
        value, decimals = self.typed.value, self.typed.decimals
        if decimals is None or value * 100 == self.exercise.answer:
            is_ratio = round_half_away(value * 100, self.asked) == self.exercise.answer
        else:
            is_ratio = decimals > 0 and value == round_half_away(
                self.exercise.exact / 100, decimals
            )
        return Message("drill.ratio") if is_ratio and value else None

    def mistake(self) -> str | None:
        """The author's mistake that gives the typed value, the nearest if several do.

        Typed with fewer decimals than asked, or as 0, it must be the only one.
        """
        found = {
            name: abs(value - self.typed.value)
            for name, value in self.exercise.mistakes.items()
            if self.is_value(value) or is_unrounded(self.typed, self.exercise.before_rounding(name))
        }
        if not self.typed.value:
            nothing = {name: off for name, off in found.items() if not off}
            found = nothing or found
        coarse = self.typed.decimals is not None and self.typed.decimals < self.asked
        if not found or ((coarse or not self.typed.value) and len(found) > 1):
            return None
        return min(found, key=lambda name: found[name])

    def is_value(self, exact: Fraction) -> bool:
        return may_be(self.typed, exact, self.asked)

    def general(self) -> Message | None:
        """A mistake known without its author: sign, complement, factor, inverse, rounding."""
        exact = self.exercise.exact
        decimals = self.typed.decimals
        coarse = decimals is not None and decimals < self.asked
        if not self.typed.value or (coarse and abs(self.typed.value) < _TELLING):
            return self.rounding()
        if self.is_value(-exact):
            return Message("drill.sign")
        is_share = self.unit == "%" and not self.exercise.asked.answer.signed
        if is_share and 0 < exact < 100 and self.is_value(100 - exact):  # noqa: PLR2004 - per cent
            return Message("drill.complement")
        for factor in _FACTORS:
            if self.is_value(exact * factor):
                size = factor if factor > 1 else 1 / factor
                code = "drill.times-too-large" if factor > 1 else "drill.times-too-small"
                return Message(code, {"factor": size})
        whole = 100 if self.unit in _HUNDREDTHS else 1
        if exact and self.is_value(Fraction(whole) ** 2 / exact):
            return Message("drill.inverted")
        return self.rounding()

    def rounding(self) -> Message | None:
        """Cut off instead of rounded, or off by at most two units of the last digit asked."""
        value, decimals, exact = self.typed.value, self.typed.decimals, self.exercise.exact
        scale = 10 ** (self.asked if decimals is None else decimals)
        if value * scale == int(exact * scale):
            return Message("drill.truncated")
        if abs(value - exact) <= Fraction(2, 10**self.asked):
            return Message("drill.rounded-early")
        return None


def may_be(typed: ParsedAnswer, exact: Fraction, asked: int) -> bool:
    """Whether what was typed may be `exact`: rounded as asked or as typed, or cut off.

    `asked` is how many decimals are asked for.
    """
    value, decimals = typed.value, typed.decimals
    if not value:
        # Many small values are 0 when rounded: only as asked does it tell anything.
        return not exact or (decimals is not None and not round_half_away(exact, asked))
    if decimals is None:
        precision = natural_decimals(exact, asked)
        return round_half_away(value, precision) == round_half_away(exact, precision)
    if value == round_half_away(exact, min(asked, decimals)):
        return True
    return decimals > asked and abs(value - exact) < Fraction(1, 10**decimals)


def is_unrounded(typed: ParsedAnswer, inner: Fraction | None) -> bool:
    """Whether it is the value `inner` of a formula that then rounds it, up for instance."""
    value, decimals = typed.value, typed.decimals
    if inner is None or value.denominator == 1:
        return False
    return value == (inner if decimals is None else round_half_away(inner, decimals))


def carried_values(exercise: Exercise, value: Fraction, verdict: Verdict) -> tuple[Fraction, ...]:
    """The values that an answer of `value` takes to later parts; none if it is implausible.

    A right one takes what was typed, which may be rounded. Of wrong ones plausible is what a
    known mistake gives, the author's or a general one, and otherwise a value of the right sign
    between half and double the right one; never 0, ±1 or ±100, with which later parts would be
    no work. The mistake's exact value goes first, then the value as typed: a learner may go on
    with either.
    """
    if verdict.outcome is Outcome.RIGHT:
        return (value,) if value != exercise.exact else ()
    values: tuple[Fraction, ...] = (value,)
    if verdict.mistake and verdict.mistake in exercise.mistakes:
        values = (exercise.mistakes[verdict.mistake], value)
    elif not (verdict.message and verdict.message.code in GENERAL) and not _is_near(
        value, exercise.exact
    ):
        return ()
    return tuple(dict.fromkeys(value for value in values if value not in _TRIVIAL))


def _is_near(value: Fraction, exact: Fraction) -> bool:
    if value * exact <= 0:
        return False
    return abs(exact) <= _NEAR_FACTOR * abs(value) and abs(value) <= _NEAR_FACTOR * abs(exact)
