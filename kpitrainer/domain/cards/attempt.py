"""One showing of a card: what is asked, what the learner did, and which rating that suggests."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import assert_never

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import TYPED_MODES, Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.card_types.list_recall import (
    ListRecall,
    Recall,
    list_outcome,
)
from kpitrainer.domain.cards.card_types.number_answer import doubted_once
from kpitrainer.domain.cards.hints import card_hints, next_hinted
from kpitrainer.domain.drill.calculation import Calculation, JudgedPart
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.table import Table
from kpitrainer.domain.text.vocabulary import NO_WORDS, Vocabulary
from kpitrainer.domain.verdict import Answered, Message, Outcome, Rating, Verdict, proposed_rating


@dataclass(frozen=True)
class Attempt:
    """A card put before the learner, once: a value, of which every act gives the next one.

    It starts open; a right or wrong answer, or `show`, closes it, and then it is rated. What
    cannot be read leaves it open and costs nothing. A drill may have several parts: an answer
    to one leads to the next, and the last one closes the attempt; `verdict` is the latest.

    `language` is one of the card's deck; `seed` decides every draw of this showing; `vocabulary`
    has the words by which it is judged (`Library.vocabulary`). `tries` are what was typed, `chosen`
    is the place of the chosen option, `ticked` are those of several, `hinted` what a hint was taken
    for: items of a list, 0 for a typed answer, AUTHORS for what the author wrote. `shown` tells
    that the answer was asked for. If it is `self_graded` nothing is typed: the answer is shown, and
    the learner judges. Making one of a drill raises KpiTrainerError (`drill.cannot-draw`) where it
    gives no fair exercise.
    """

    card: Card
    language: str
    seed: int
    vocabulary: Vocabulary = NO_WORDS
    self_graded: bool = False
    closed: bool = False
    shown: bool = False
    helped: bool = False
    verdict: Verdict | None = None
    tries: tuple[str, ...] = ()
    chosen: int | None = None
    ticked: tuple[int, ...] = ()
    recall: Recall = field(default_factory=Recall)
    hinted: tuple[int, ...] = ()
    calculation: Calculation | None = None

    def __post_init__(self) -> None:
        """Draw a drill's numbers, once."""
        if self.calculation is None and isinstance(self.card.content, Drill):
            drawn = Calculation(draw(self.card.content.template, self.seed))
            object.__setattr__(self, "calculation", drawn)

    @property
    def mode(self) -> Mode:
        """How it is answered, a drill at its present part."""
        if self.self_graded and self.card.content.mode in TYPED_MODES:
            return Mode.REVEAL
        if self.calculation and self.calculation.asks_choice:
            return Mode.CHOICE
        return self.card.content.mode

    @property
    def exercise(self) -> Exercise | None:
        """A drill's exercise, seen at its present part."""
        return self.calculation.exercise if self.calculation else None

    @property
    def part(self) -> tuple[int, int]:
        """Which part is asked, from 1, and how many there are."""
        return (self.exercise.place + 1, len(self.exercise.results)) if self.exercise else (1, 1)

    @property
    def judged(self) -> tuple[JudgedPart, ...]:
        """The parts of a drill that were answered."""
        return self.calculation.judged if self.calculation else ()

    @property
    def options(self) -> tuple[str | Message, ...]:
        """What there is to choose from, in the order of this showing."""
        if self.calculation is None:
            return self.card.content.options(self.language, self.seed)
        asked = self.mode is Mode.CHOICE
        return self.calculation.option_texts(self.language, self.seed) if asked else ()

    @property
    def table(self) -> Table | None:
        """The data to show with a drill's question, if they come in a table."""
        return self.exercise.table(self.language) if self.exercise else None

    @property
    def question(self) -> str:
        """What is asked; a cloze's gap is filled once the attempt is closed."""
        if self.calculation and self.mode is Mode.REVEAL:
            return self.calculation.ask_all(self.language, self.seed)
        if self.exercise:
            return self.exercise.ask(self.language)
        return self.card.content.question(self.language, filled=self.closed)

    @property
    def solution(self) -> tuple[str | Message, ...]:
        """The right answer's lines: several for a list or a worked calculation."""
        if self.calculation:
            return self.calculation.worked(self.language)
        return self.card.content.solution(self.language)

    @property
    def wrong_step(self) -> int | None:
        """The line of the solution that the first misconception found spoils, from 0."""
        return self.calculation.wrong_step(self.language) if self.calculation else None

    @property
    def ordered(self) -> bool:
        """Whether it is a list whose items have their places."""
        content = self.card.content
        return isinstance(content, ListRecall) and content.ordered

    @property
    def hints(self) -> int:
        """How many hints were taken."""
        return self.calculation.hints if self.calculation else len(self.hinted)

    @property
    def hints_shown(self) -> tuple[str, ...]:
        """The hints taken so far, in the present language; a drill's at its present part."""
        if self.calculation:
            return self.calculation.hints_taken(self.language)
        return card_hints(self._own_hint, self.hinted, self.solution)

    @property
    def _own_hint(self) -> str:
        return self.card.hint[self.language] if self.card.hint else ""

    @property
    def solution_hinted(self) -> bool:
        """Whether the last hint given is a number's last, which is its solution."""
        asked = self.exercise if self.mode is Mode.DRILL else None
        return asked is not None and self.hints_shown == asked.hints(self.language)

    @property
    def proposal(self) -> Rating | None:
        """The rating the answer suggests; None where the learner judges."""
        if self.verdict is None:
            return None
        if self.calculation:
            return self.calculation.proposal(helped=self.helped) if self.closed else None
        helped = self.helped
        if isinstance(self.card.content, ListRecall) and self.mode is Mode.LIST:
            _, helped = list_outcome(self.recall, self.card.content, helped=helped)
        return proposed_rating(self.verdict.outcome, helped=helped)

    @property
    def untried(self) -> bool:
        """Whether its answer was asked for before any try that could be read."""
        return self.shown and not self.judged and not self.recall.guesses

    @property
    def enter_rating(self) -> Rating:
        """What Enter takes once the answer is shown.

        The proposal; where the learner judges GOOD, or HARD after a hint or a wrong guess, but for
        a list at which nothing was typed: nobody knows what was recalled of it.
        """
        if self.mode is Mode.LIST and self.untried:
            return Rating.AGAIN
        stumbled = self.hints or self.recall.guesses
        return self.proposal or (Rating.HARD if stumbled else Rating.GOOD)

    @property
    def takes_hint(self) -> bool:
        """Whether there is a hint to ask for: its author's, or what the answer begins with."""
        return self.hint() is not self

    @property
    def answered(self) -> Answered | None:
        """What the review log keeps of this attempt."""
        if self.mode is Mode.REVEAL:
            return Answered(hints=self.hints) if self.hints and not self.calculation else None
        if self.calculation:
            return self.calculation.answered(self.tries, self.seed, self.verdict)
        typed = self.tries
        places = self.ticked if self.chosen is None else (self.chosen,)
        if places:
            options = (self.options[place] for place in places)
            typed = tuple(each if isinstance(each, str) else each.code for each in options)
        verdict = self.verdict
        return Answered(
            typed=typed,
            outcome=verdict.outcome.value if verdict else None,
            mistake=verdict.mistake if verdict else None,
            hints=self.hints,
        )

    def answer(self, typed: str) -> "Attempt":
        """With what was typed judged; a right or wrong answer closes the attempt.

        Raises:
            TypeError: nothing is typed at this card.
        """
        if isinstance(self.card.content, ListRecall):
            return self._answer_list(self.card.content, typed)
        if self.calculation:
            if self.calculation.asks_choice:
                raise TypeError(self.mode)
            verdict, after = self.calculation.answer(typed, self.language)
            return self._go_on(verdict, after, typed)
        tries = (*self.tries, typed)
        check = self.card.content.check
        verdict = doubted_once([check(each, self.language, self.vocabulary) for each in tries])
        closed = verdict.outcome is not Outcome.UNCLEAR
        return replace(self, tries=tries, verdict=verdict, closed=closed)

    def choose(self, place: int) -> "Attempt":
        """With the option at `place`, from 0, judged.

        Raises:
            TypeError: there is nothing to choose from.
        """
        if self.calculation:
            if not self.calculation.asks_choice:
                raise TypeError(self.mode)
            option = self.calculation.options(self.seed)[place]
            verdict, after = self.calculation.choose(option, self.language)
            after_all = self._go_on(verdict, after, after.judged[-1].said)
            return replace(after_all, chosen=place if after.done else None)
        verdict = self.card.content.choose(place, self.language, self.seed)
        return replace(self, chosen=place, verdict=verdict, closed=True)

    def tick(self, place: int) -> "Attempt":
        """With the option at `place`, from 0, ticked, or no longer; nothing is judged."""
        return replace(self, ticked=tuple(sorted({place} ^ set(self.ticked))))

    def choose_all(self, places: Collection[int]) -> "Attempt":
        """With just the options at these places, from 0, ticked and judged.

        Raises:
            TypeError: there are not several to choose.
        """
        verdict = self.card.content.choose_all(places, self.language, self.seed)
        return replace(self, ticked=tuple(sorted(places)), verdict=verdict, closed=True)

    def show(self) -> "Attempt":
        """With the answer shown; what was found of a list counts."""
        if self.closed:
            return self
        calculation = self.calculation and self.calculation.given_up()
        shown = replace(self, calculation=calculation, ticked=(), closed=True, shown=True)
        match self.mode:
            case Mode.TYPED | Mode.CHOICE | Mode.TICKS | Mode.DRILL:
                return replace(shown, verdict=Verdict(Outcome.WRONG))
            case Mode.LIST | Mode.REVEAL:
                return replace(shown, verdict=self.verdict and replace(self.verdict, message=None))
            case _:
                assert_never(self.mode)

    def hint(self) -> "Attempt":
        """With the next hint taken, which is help; the same where there is none left."""
        if self.calculation and self.mode is not Mode.REVEAL:
            after = self.calculation.hint()
            if after is self.calculation:
                return self
            return replace(self, calculation=after, helped=True)
        place = next_hinted(self.mode, self._own_hint, self.recall, self.hinted, len(self.solution))
        if place is None:
            return self
        return replace(self, hinted=(*self.hinted, place), helped=True)

    def take_help(self) -> "Attempt":
        """With help taken from elsewhere, such as the formulas: of no account once it is closed."""
        return self if self.closed else replace(self, helped=True)

    def _go_on(self, verdict: Verdict, after: Calculation, said: str) -> "Attempt":
        """On to the next part, or closed after the last."""
        tries = (*self.tries, said)
        return replace(self, verdict=verdict, calculation=after, tries=tries, closed=after.done)

    def _answer_list(self, content: ListRecall, typed: str) -> "Attempt":
        found = content.recall([typed], self.language, self.vocabulary, self.recall)
        outcome, _ = list_outcome(found, content, helped=self.helped)
        guesses = found.guesses[len(self.recall.guesses) :]
        return replace(
            self,
            tries=(*self.tries, *(guess.text for guess in guesses)),
            recall=found,
            closed=len(found.found) >= content.wanted,
            verdict=Verdict(outcome, message=found.last.message if found.last else None),
        )
