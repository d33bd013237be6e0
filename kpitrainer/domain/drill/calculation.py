"""An exercise being answered, part by part."""

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import NamedTuple

from kpitrainer.domain.drill.diagnosis import FREE_ONCE, carried_values, judge_answer, judge_choice
from kpitrainer.domain.drill.exercise import NOTHING_WRONG, Exercise
from kpitrainer.domain.drill.figures import wanted_number
from kpitrainer.domain.drill.results import NumberResult
from kpitrainer.domain.drill.template import ChoicePart
from kpitrainer.domain.drill.typed_answer import read_answer
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.text.formatted_text import joined
from kpitrainer.domain.text.number import Unclear
from kpitrainer.domain.verdict import Answered, Outcome, Rating, Verdict, proposed_rating


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """A part that was answered: the exercise seen at it, what was typed or chosen, the verdict.

    `option` is the place of the chosen option as its author wrote them, from 0.
    """

    exercise: Exercise
    said: str
    verdict: Verdict
    option: int | None = None

    @property
    def mistake(self) -> str | None:
        """The misconception found, in a number or behind the chosen option."""
        part = self.exercise.part
        if self.option is None or not isinstance(part, ChoicePart):
            return self.verdict.mistake
        return None if self.verdict.outcome is Outcome.RIGHT else part.options[self.option].wrong

    def translated(self, language: str) -> "JudgedPart":
        """The same with the verdict's texts in another language."""
        if self.option is None:
            return replace(self, verdict=verdict_in(language, self.verdict, self.exercise))
        text, expected = self.verdict.text, self.verdict.expected
        verdict = replace(
            self.verdict,
            text=text and self.exercise.option_text(self.option, language),
            expected=expected and self.exercise.answer_text(language),
        )
        return replace(self, said=self.exercise.options(language)[self.option], verdict=verdict)


class Suspected(NamedTuple):
    """A calculation that wrong answers to the part at `place`, from 0, would fit."""

    place: int
    formula: Formula


@dataclass(frozen=True, slots=True)
class Calculation:
    """Where a learner stands in an exercise; `exercise` is seen at the part that is asked.

    `clarified` is what was asked again at this part; `carried` are the learner's own values of
    parts answered wrongly but plausibly, with a known mistake's exact value and as typed. `hints`
    are those taken over all parts, `earlier_hints` before the present one, and `gave_away` tells
    whether one of those gave a solution away. `suspected` is told of answers that nothing known
    explains; nothing is judged by it.
    """

    exercise: Exercise
    judged: tuple[JudgedPart, ...] = ()
    clarified: frozenset[str] = frozenset()
    carried: tuple[tuple[tuple[str, Fraction], ...], ...] = ()
    hints: int = 0
    earlier_hints: int = 0
    gave_away: bool = False
    suspected: Suspected | None = None

    @property
    def asks_choice(self) -> bool:
        """Whether the present part wants one of its options."""
        return isinstance(self.exercise.part, ChoicePart)

    @property
    def done(self) -> bool:
        """Whether every part was answered."""
        return len(self.judged) == len(self.exercise.results)

    @property
    def is_right(self) -> bool:
        """Whether no part was answered wrongly."""
        return all(part.verdict.outcome is Outcome.RIGHT for part in self.judged)

    @property
    def mistake(self) -> str | None:
        """The first misconception found."""
        return next((part.mistake for part in self.judged if part.mistake), None)

    @property
    def confusion(self) -> str | None:
        """The first wrong choice that has a name."""
        chosen = (part.mistake for part in self.judged if part.option is not None)
        return next((name for name in chosen if name), None)

    def options(self, seed: int) -> tuple[int, ...]:
        """The present part's options by their places as written, in the order `seed` gives."""
        part = self.exercise.part
        count = len(part.options) if isinstance(part, ChoicePart) else 0
        if isinstance(part, ChoicePart) and part.in_order:
            return tuple(range(count))
        chance = Random(seed + self.exercise.place)  # noqa: S311 - an order, not a secret
        return tuple(sorted(range(count), key=lambda _option: chance.random()))

    def option_texts(self, language: str, seed: int) -> tuple[str, ...]:
        """What the present part's options say, in the order `seed` gives."""
        texts = self.exercise.options(language)
        return tuple(texts[place] for place in self.options(seed))

    def ask_all(self, language: str, seed: int) -> str:
        """The questions of all parts at once, each with its options below."""
        lines = [self.exercise.at(0).ask(language)]
        for place in range(len(self.exercise.results)):
            part = replace(self, exercise=self.exercise.at(place))
            lines += [part.exercise.ask_part(language)] if place else []
            if part.asks_choice:
                lines += [joined("– ", ("", text)) for text in part.option_texts(language, seed)]
        return joined("\n", lines)

    @property
    def gives_away(self) -> bool:
        """Whether one of the hints taken was the last of a number's, which is the solution."""
        if self.gave_away or self.asks_choice:
            return self.gave_away
        every = self.exercise.hints(self.exercise.template.languages[0])
        return self.hints - self.earlier_hints >= len(every)

    def hint(self) -> "Calculation":
        """With the present part's next hint taken; the same where there is none left."""
        every = self.exercise.hints(self.exercise.template.languages[0])
        more = self.hints - self.earlier_hints < len(every)
        return replace(self, hints=self.hints + 1) if more else self

    def hints_taken(self, language: str) -> tuple[str, ...]:
        """The present part's hints taken so far."""
        return self.exercise.hints(language)[: self.hints - self.earlier_hints]

    def proposal(self, *, helped: bool) -> Rating | None:
        """The rating that the answers to all parts suggest once the attempt is closed."""
        if not self.done or self.gives_away:
            return Rating.AGAIN
        return proposed_rating(Outcome.RIGHT if self.is_right else Outcome.WRONG, helped=helped)

    def answered(self, said: tuple[str, ...], seed: int, latest: Verdict | None) -> Answered:
        """What the review log keeps; `latest` is the verdict so far, wrong where it was shown."""
        outcome = latest.outcome if latest else None
        if self.done and not self.is_right:
            outcome = Outcome.WRONG
        return Answered(
            typed=said,
            outcome=outcome.value if outcome else None,
            seed=seed,
            values=self.exercise.logged(),
            # A wrong value of a sheet is easily copied: it shows no misconception of one's own.
            mistake=self.confusion if self.exercise.is_sheet else self.mistake,
            hints=self.hints,
        )

    def worked(self, language: str) -> tuple[str, ...]:
        """The worked solution of every part, after the right option where one is asked for."""
        exercise = self.exercise
        right = (exercise.answer_text(language),) if self.asks_choice else ()
        parts = map(exercise.at, range(len(exercise.results)))
        return (*right, *(step for part in parts for step in part.steps(language)))

    def wrong_step(self, language: str) -> int | None:
        """The line of `worked` that the first misconception found spoils, from 0, if known."""
        lines = int(self.asks_choice)
        for judged in self.judged:
            wrong = judged.verdict.mistake
            if wrong:
                step = judged.exercise.wrong_step(wrong)
                return None if step is None else lines + step
            lines += len(judged.exercise.steps(language))
        return None

    def answer(self, typed: str, language: str) -> "tuple[Verdict, Calculation]":
        """The verdict on what was typed, and where the learner stands then."""
        exercise, others = self.exercise, self._on_own_values()
        answer = read_answer(typed, wanted_number(exercise, language))
        if isinstance(answer, Unclear):
            return Verdict(Outcome.UNCLEAR, message=answer.message), self
        verdict = judge_answer(exercise, answer, language, clarified=self.clarified, carried=others)
        if verdict.outcome is Outcome.UNCLEAR:
            again = FREE_ONCE & {verdict.message.code} if verdict.message else frozenset()
            return verdict, replace(self, clarified=self.clarified | again)
        if verdict.message is not None and verdict.message.code == "drill.carried":
            # Right on own values only: these lead on to the next part.
            values = tuple(other.exact for other in others)
        else:
            values = carried_values(exercise, answer.value, verdict)
        return verdict, self._after(JudgedPart(exercise, typed, verdict), values)

    def choose(self, option: int, language: str) -> "tuple[Verdict, Calculation]":
        """As `answer`, for the option at that place as written."""
        verdict = judge_choice(self.exercise, option, language, carried=self._on_own_values())
        said = self.exercise.options(language)[option]
        return verdict, self._after(JudgedPart(_settled(self.exercise), said, verdict, option))

    def suspected_working(self, language: str) -> str | None:
        """The suspected calculation with the learner's numbers."""
        if self.suspected is None:
            return None
        place, formula = self.suspected
        return self.exercise.at(place).working(formula, language)

    def left_out(self, said: str = "") -> "Calculation":
        """The present part without a right answer, and on to the next."""
        return self._after(JudgedPart(self.exercise, said, Verdict(Outcome.WRONG)))

    def given_up(self) -> "Calculation":
        """The same once its solution was asked for."""
        return replace(self, exercise=_settled(self.exercise))

    def translated(self, language: str) -> "Calculation":
        """The same with all verdicts' texts in another language."""
        return replace(self, judged=tuple(part.translated(language) for part in self.judged))

    def _after(self, part: JudgedPart, values: tuple[Fraction, ...] = ()) -> "Calculation":
        judged = (*self.judged, part)
        if len(judged) == len(part.exercise.results):
            return replace(self, exercise=part.exercise, judged=judged)
        return Calculation(
            self.exercise.at(len(judged)),
            judged,
            carried=self._carrying(values),
            hints=self.hints,
            earlier_hints=self.hints,
            gave_away=self.gives_away,
        )

    def _carrying(
        self, values: tuple[Fraction, ...]
    ) -> tuple[tuple[tuple[str, Fraction], ...], ...]:
        """What was carried, with these values of the present part, of which any may be taken."""
        if not values:
            return self.carried
        name, earlier = f"part{self.exercise.place + 1}", self.carried or ((),)
        # The n-th way of going on takes the n-th value of each part, or its last.
        return tuple(
            (
                *earlier[min(way, len(earlier) - 1)],
                (name, values[min(way, len(values) - 1)]),
            )
            for way in range(max(len(earlier), len(values)))
        )

    def _on_own_values(self) -> list[Exercise]:
        """The present part on the learner's own values of earlier parts."""
        own = (self.exercise.carried(dict(values)) for values in self.carried)
        mine = self.exercise.results[self.exercise.place]
        return [
            other
            for other in own
            if other is not None and not _same(other.results[other.place], mine)
        ]


def verdict_in(language: str, verdict: Verdict, exercise: Exercise) -> Verdict:
    """A verdict with its texts in another language."""
    return replace(
        verdict,
        text=verdict.mistake and exercise.mistake_text(verdict.mistake, language),
        expected=verdict.expected and exercise.answer_text(language),
        marks=(),
    )


def _same(one: object, other: object) -> bool:
    """Whether a part does not depend on what was carried to it."""
    if isinstance(one, NumberResult) and isinstance(other, NumberResult):
        return one.exact == other.exact
    return one == other


def _settled(exercise: Exercise) -> Exercise:
    """The exercise without the parts after the present one, where its answer leaves none to ask."""
    if exercise.template.sheet != NOTHING_WRONG:
        return exercise
    # The solution stays, without the question it answers.
    part = replace(exercise.part, steps=exercise.template.parts[-1].steps)
    template = replace(exercise.template, parts=(part,))
    return replace(exercise, template=template, results=exercise.results[:1])
