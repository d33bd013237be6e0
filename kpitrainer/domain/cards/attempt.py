"""One showing of a card: what is asked, what the learner did, and which rating that suggests."""

from dataclasses import replace
from random import Random

from kpitrainer.domain.cards.answer import (
    Recall,
    check_choice,
    check_claim,
    list_outcome,
    recall,
    shuffled,
    split_items,
)
from kpitrainer.domain.cards.card import (
    Basic,
    Card,
    Choice,
    Cloze,
    Drill,
    ListRecall,
    LocalizedTexts,
    TrueFalse,
)
from kpitrainer.domain.cards.prompt import (
    Mode,
    Run,
    asked_runs,
    gap_text,
    initials,
    mode_of,
    options_of,
    solution_of,
    truth_said,
)
from kpitrainer.domain.drill.calculation import Calculation, JudgedPart, verdict_in
from kpitrainer.domain.drill.drawing import draw
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.table import Table
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.verdict import Answered, Message, Outcome, Rating, Verdict, proposed_rating

__all__ = ["Attempt", "Mode", "Run"]


class Attempt:
    """A card put before the learner, once.

    It starts open; a right or wrong answer, or `show`, closes it, and then it is rated. What
    cannot be read leaves it open and costs nothing. A drill may have several parts: an answer
    to one leads to the next, and the last one closes the attempt; `verdict` is the latest.
    """

    def __init__(self, card: Card, language: str, seed: int) -> None:
        """`language` is one of the card's deck; `seed` decides every draw of this showing.

        Raises:
            KpiTrainerError: `drill.cannot-draw` where a drill gives no fair exercise.
        """
        self.card = card
        self.language = language
        self.seed = seed
        self.closed = False
        self.helped = False
        self.hints = 0
        self.verdict: Verdict | None = None
        self.tries: tuple[str, ...] = ()
        self.chosen: int | None = None
        self._calculation = (
            Calculation(draw(card.content.template, seed))
            if isinstance(card.content, Drill)
            else None
        )
        self._typed_in = language
        self._hinted: frozenset[int] = frozenset()

    def translated(self, language: str) -> "Attempt":
        """The same showing in another language, with what was done so far.

        Only the guesses at an open list are dropped: they were words of the other language.
        """
        other = Attempt(self.card, language, self.seed)
        other.closed, other.helped, other.hints = self.closed, self.helped, self.hints
        other.chosen, other._hinted = self.chosen, self._hinted
        other._calculation = self._calculation and self._calculation.translated(language)
        if self.closed or self.mode is not Mode.LIST:
            other.tries, other._typed_in = self.tries, self._typed_in
            other.verdict = self.verdict and self._verdict_in(other, self.verdict)
        return other

    def again(self) -> "Attempt":
        """The same drill asked anew, with the same numbers; help that was taken stays taken."""
        other = Attempt(self.card, self.language, self.seed)
        other.helped, other.hints = self.helped, self.hints
        other._calculation = self._calculation and self._calculation.again(self.hints)
        return other

    @property
    def mode(self) -> Mode:
        """How it is answered, a drill at its present part."""
        if self._calculation and self._calculation.asks_choice:
            return Mode.CHOICE
        return mode_of(self.card.content)

    @property
    def exercise(self) -> Exercise | None:
        """A drill's exercise, seen at its present part."""
        return self._calculation.exercise if self._calculation else None

    @property
    def part(self) -> tuple[int, int]:
        """Which part is asked, from 1, and how many there are."""
        return (self.exercise.place + 1, len(self.exercise.results)) if self.exercise else (1, 1)

    @property
    def judged(self) -> tuple[JudgedPart, ...]:
        """The parts of a drill that were answered."""
        return self._calculation.judged if self._calculation else ()

    @property
    def options(self) -> tuple[str | Message, ...]:
        """What there is to choose from, in the order of this showing."""
        if self._calculation is None:
            return options_of(self.card.content, self.language, self.seed)
        texts = self._calculation.exercise.options(self.language)
        return tuple(texts[place] for place in self._calculation.options(self.seed))

    @property
    def table(self) -> Table | None:
        """The data to show with a drill's question, if they come in a table."""
        return self.exercise.table(self.language) if self.exercise else None

    @property
    def question(self) -> tuple[Run, ...]:
        """What is asked; a cloze's gap is filled once the attempt is closed."""
        if self.exercise:
            return (Run(self.exercise.ask(self.language)),)
        return asked_runs(self.card.content, self.language, filled=self.closed)

    @property
    def solution(self) -> tuple[str | Message, ...]:
        """The right answer's lines: several for a list or a worked calculation."""
        if self._calculation:
            return self._calculation.worked(self.language)
        return solution_of(self.card.content, self.language)

    @property
    def wrong_step(self) -> int | None:
        """The line of the solution that the first misconception found spoils, from 0."""
        return self._calculation.wrong_step(self.language) if self._calculation else None

    @property
    def ordered(self) -> bool:
        """Whether it is a list whose items have their places."""
        content = self.card.content
        return isinstance(content, ListRecall) and content.ordered

    @property
    def recall(self) -> Recall:
        """How a list's items stand after every guess so far."""
        content = self.card.content
        items = content.items if isinstance(content, ListRecall) else ()
        return recall(self.tries, items, ordered=self.ordered, language=self._typed_in)

    def answer(self, typed: str) -> Verdict:
        """Judge what was typed; a right or wrong answer closes the attempt."""
        match self.card.content:
            case ListRecall():
                return self._answer_list(typed)
            case Drill():
                return self._calculate(typed)
            case Basic(answer=answer, accept=accept, reject=reject):
                verdict = self._check(typed, answer[self.language], accept, reject)
            case Cloze(accept=accept, reject=reject) as cloze:
                verdict = self._check(typed, gap_text(cloze, self.language), accept, reject)
            case _:
                raise TypeError(self.mode)
        self.tries = (*self.tries, typed)
        self.verdict = verdict
        self.closed = verdict.outcome is not Outcome.UNCLEAR
        return verdict

    def choose(self, place: int) -> Verdict:
        """Judge the option at `place`, from 0."""
        match self.card.content:
            case TrueFalse() as claim:
                verdict = check_claim(claim, said=self.options[place] == truth_said(True))
            case Choice() as choice:
                picked = shuffled(choice, Random(self.seed))[place]  # noqa: S311 - an order
                verdict = check_choice(choice, picked, self.language)
            case Drill() if self._calculation and self._calculation.asks_choice:
                return self._choose_part(self._calculation, place)
            case _:
                raise TypeError(self.mode)
        self.chosen, self.verdict, self.closed = place, verdict, True
        return verdict

    def show(self) -> None:
        """Show the answer, if it is not shown yet; what was found of a list counts."""
        if self.closed:
            return
        self.closed = True
        if self.mode in (Mode.TYPED, Mode.CHOICE, Mode.DRILL):
            self.verdict = Verdict(Outcome.WRONG)
        elif self.verdict:
            self.verdict = replace(self.verdict, message=None)

    def hint(self) -> str | None:
        """The next hint, or None where there is none left; from then on it was help."""
        text = self._next_hint()
        if text is not None:
            self.hints += 1
            self.helped = True
        return text

    @property
    def hints_shown(self) -> tuple[str, ...]:
        """The hints given so far, in the present language; a drill's at its present part."""
        if self._calculation:
            return self._calculation.hints_taken(self.hints, self.language)
        if self.mode is Mode.LIST:
            return tuple(initials(str(self.solution[place])) for place in sorted(self._hinted))
        return (initials(str(self.solution[0])),) if self.hints else ()

    @property
    def solution_hinted(self) -> bool:
        """Whether the last hint given is a number's last, which is its solution."""
        if self.exercise is None or self.mode is not Mode.DRILL:
            return False
        return self.hints_shown == self.exercise.hints(self.language)

    @property
    def proposal(self) -> Rating | None:
        """The rating the answer suggests; None where the learner judges."""
        if self.verdict is None:
            return None
        helped = self.helped
        if self._calculation:
            drawn = self._calculation
            return drawn.proposal(self.hints, helped=helped) if self.closed else None
        if self.mode is Mode.LIST:
            _, helped = list_outcome(self.recall, len(self.solution), helped=helped)
        return proposed_rating(self.verdict.outcome, helped=helped)

    @property
    def answered(self) -> Answered | None:
        """What the review log keeps of this attempt."""
        if self.mode is Mode.REVEAL:
            return None
        if self._calculation:
            return self._calculation.answered(self.tries, self.seed, self.hints, self.verdict)
        typed = self.tries
        if self.chosen is not None:
            option = self.options[self.chosen]
            typed = (option if isinstance(option, str) else option.code,)
        return Answered(
            typed=typed,
            outcome=self.verdict.outcome.value if self.verdict else None,
            hints=self.hints,
        )

    def _calculate(self, typed: str) -> Verdict:
        calculation = self._calculation
        if calculation is None or calculation.asks_choice:
            raise TypeError(self.mode)
        verdict, after = calculation.answer(typed, self.language, self.hints)
        return self._go_on(verdict, after, typed)

    def _choose_part(self, calculation: Calculation, place: int) -> Verdict:
        option = calculation.options(self.seed)[place]
        verdict, after = calculation.choose(option, self.language, self.hints)
        self.chosen = place if after.done else None
        return self._go_on(verdict, after, after.judged[-1].said)

    def _go_on(self, verdict: Verdict, after: Calculation, said: str) -> Verdict:
        """Go on to the next part, or close after the last."""
        self.verdict, self._calculation = verdict, after
        self.tries = (*self.tries, said)
        self.closed = after.done
        return verdict

    def _verdict_in(self, other: "Attempt", verdict: Verdict) -> Verdict:
        """The verdict in the language of `other`, this attempt translated."""
        if self.judged and verdict is self.judged[-1].verdict:
            return other.judged[-1].verdict
        if other.exercise:
            return verdict_in(other.language, verdict, other.exercise)
        # What was typed no longer lines up with the other language's words.
        return replace(verdict, text=None, expected=None, marks=())

    def _answer_list(self, typed: str) -> Verdict:
        self.tries = (*self.tries, *split_items(typed))
        state, total = self.recall, len(self.solution)
        outcome, _ = list_outcome(state, total, helped=self.helped)
        self.closed = len(state.found) == total
        self.verdict = Verdict(outcome, message=state.last.message if state.last else None)
        return self.verdict

    def _check(
        self, typed: str, expected: str, accept: LocalizedTexts, reject: LocalizedTexts
    ) -> Verdict:
        return check_text(
            typed,
            expected,
            accept=accept.get(self.language, ()),
            reject=reject.get(self.language, ()),
            language=self.language,
        )

    def _next_hint(self) -> str | None:
        if self._calculation:
            return self._calculation.hint(self.hints, self.language)
        match self.mode:
            case Mode.TYPED:
                return None if self.hints else initials(str(self.solution[0]))
            case Mode.LIST:
                known = self.recall.found.keys() | self._hinted
                missing = [place for place in range(len(self.solution)) if place not in known]
                if not missing:
                    return None
                self._hinted |= {missing[0]}
                return initials(str(self.solution[missing[0]]))
            case _:
                return None
