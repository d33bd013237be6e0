"""One showing of a card: what is asked, what the learner did, and which rating that suggests."""

from dataclasses import replace
from random import Random

from kpitrainer.domain.answer import (
    Recall,
    check_choice,
    check_claim,
    list_outcome,
    recall,
    shuffled,
    split_items,
)
from kpitrainer.domain.card import (
    Basic,
    Card,
    Choice,
    Cloze,
    Drill,
    ListRecall,
    Texts,
    TrueFalse,
)
from kpitrainer.domain.drill.diagnosis import FREE_ONCE, judge
from kpitrainer.domain.drill.problem import Problem, draw
from kpitrainer.domain.prompt import (
    Mode,
    Run,
    cloze_runs,
    gap_text,
    initials,
    mode_of,
    options_of,
    truth_said,
)
from kpitrainer.domain.rating import Rating
from kpitrainer.domain.review_log import Answered
from kpitrainer.domain.text_match import check_text
from kpitrainer.domain.verdict import Outcome, Say, Verdict, proposed_rating

__all__ = ["Attempt", "Mode", "Run"]


class Attempt:
    """A card put before the learner, once.

    It starts open; a right or wrong answer, or `show`, closes it, and then it is rated. What
    cannot be read leaves it open and costs nothing.
    """

    def __init__(self, card: Card, language: str, seed: int) -> None:
        """`language` is one of the card's deck; `seed` decides every draw of this showing.

        Raises:
            KpiTrainerError: `drill.cannot-draw` where a drill gives no fair problem.
        """
        self.card = card
        self.language = language
        self.seed = seed
        self.mode = mode_of(card.content)
        self.closed = False
        self.helped = False
        self.hints = 0
        self.verdict: Verdict | None = None
        self.tries: tuple[str, ...] = ()
        self.chosen: int | None = None
        self.options = options_of(card.content, language, seed)
        self.problem: Problem | None = (
            draw(card.content.template, seed) if isinstance(card.content, Drill) else None
        )
        self._typed_in = language
        self._clarified: frozenset[str] = frozenset()
        self._hinted: frozenset[int] = frozenset()

    def translated(self, language: str) -> "Attempt":
        """The same showing in another language, with what was done so far.

        Only the guesses at an open list are dropped: they were words of the other language.
        """
        other = Attempt(self.card, language, self.seed)
        other.closed, other.helped, other.hints = self.closed, self.helped, self.hints
        other.chosen = self.chosen
        other._clarified, other._hinted = self._clarified, self._hinted
        if self.closed or self.mode is not Mode.LIST:
            other.tries, other._typed_in = self.tries, self._typed_in
            other.verdict = self.verdict and _verdict_in(language, self.verdict, other.problem)
        return other

    @property
    def question(self) -> tuple[Run, ...]:
        """What is asked; a cloze's gap is filled once the attempt is closed."""
        match self.card.content:
            case Cloze() as cloze:
                return cloze_runs(cloze, self.language, filled=self.closed)
            case TrueFalse(claim=text) | Basic(ask=text) | ListRecall(ask=text) | Choice(ask=text):
                return (Run(text[self.language]),)
            case _:
                return (Run(self._drawn.ask(self.language)),)

    @property
    def solution(self) -> tuple[str | Say, ...]:
        """The right answer's lines: several for a list or a worked calculation."""
        match self.card.content:
            case Basic(answer=answer) | Choice(answer=answer):
                return (answer[self.language],)
            case Cloze() as cloze:
                return (gap_text(cloze, self.language),)
            case ListRecall(items=items):
                return tuple(item.text[self.language] for item in items)
            case TrueFalse(answer=truth):
                return (truth_said(truth),)
            case _:
                return self._drawn.steps(self.language)

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
                verdict = judge(self._drawn, typed, self.language, clarified=self._clarified)
            case Basic(answer=answer, accept=accept, reject=reject):
                verdict = self._check(typed, answer[self.language], accept, reject)
            case Cloze(accept=accept, reject=reject) as cloze:
                verdict = self._check(typed, gap_text(cloze, self.language), accept, reject)
            case _:
                raise TypeError(self.mode)
        self.tries = (*self.tries, typed)
        self.verdict = verdict
        self.closed = verdict.outcome is not Outcome.UNCLEAR
        if verdict.say:
            self._clarified |= FREE_ONCE & {verdict.say.code}
        return verdict

    def choose(self, place: int) -> Verdict:
        """Judge the option at `place`, from 0."""
        match self.card.content:
            case TrueFalse() as claim:
                verdict = check_claim(claim, said=self.options[place] == truth_said(True))
            case Choice() as choice:
                picked = shuffled(choice, Random(self.seed))[place]  # noqa: S311 - an order
                verdict = check_choice(choice, picked, self.language)
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
            self.verdict = replace(self.verdict, say=None)

    def hint(self) -> str | None:
        """The next hint, or None where there is none left; from then on it was help."""
        text = self._next_hint()
        if text is not None:
            self.hints += 1
            self.helped = True
        return text

    @property
    def hints_shown(self) -> tuple[str, ...]:
        """The hints given so far, in the present language."""
        if self.mode is Mode.DRILL:
            return self._drawn.hints(self.language)[: self.hints]
        if self.mode is Mode.LIST:
            return tuple(initials(str(self.solution[place])) for place in sorted(self._hinted))
        return (initials(str(self.solution[0])),) if self.hints else ()

    @property
    def proposal(self) -> Rating | None:
        """The rating the answer suggests; None where the learner judges."""
        if self.verdict is None:
            return None
        helped = self.helped
        if self.mode is Mode.LIST:
            _, helped = list_outcome(self.recall, len(self.solution), helped=helped)
        return proposed_rating(self.verdict.outcome, helped=helped)

    @property
    def answered(self) -> Answered | None:
        """What the review log keeps of this attempt."""
        if self.mode is Mode.REVEAL:
            return None
        typed = self.tries
        if self.chosen is not None:
            option = self.options[self.chosen]
            typed = (option if isinstance(option, str) else option.code,)
        return Answered(
            typed=typed,
            outcome=self.verdict.outcome.value if self.verdict else None,
            seed=self.seed if self.problem else None,
            values=self.problem.logged() if self.problem else (),
            mistake=self.verdict.mistake if self.verdict else None,
            hints=self.hints,
        )

    @property
    def _drawn(self) -> Problem:
        # Asked for by drills only.
        assert self.problem is not None  # noqa: S101
        return self.problem

    def _answer_list(self, typed: str) -> Verdict:
        self.tries = (*self.tries, *split_items(typed))
        state, total = self.recall, len(self.solution)
        outcome, _ = list_outcome(state, total, helped=self.helped)
        self.closed = len(state.found) == total
        self.verdict = Verdict(outcome, say=state.last.say if state.last else None)
        return self.verdict

    def _check(self, typed: str, expected: str, accept: Texts, reject: Texts) -> Verdict:
        return check_text(
            typed,
            expected,
            accept=accept.get(self.language, ()),
            reject=reject.get(self.language, ()),
            language=self.language,
        )

    def _next_hint(self) -> str | None:
        match self.mode:
            case Mode.DRILL:
                ladder = self._drawn.hints(self.language)
                return ladder[self.hints] if self.hints < len(ladder) else None
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


def _verdict_in(language: str, verdict: Verdict, problem: Problem | None) -> Verdict:
    """A verdict with its texts in another language; what was typed no longer lines up with them."""
    text = expected = None
    if problem:
        text = problem.mistake_text(verdict.mistake, language) if verdict.mistake else None
        expected = problem.answer_text(language) if verdict.expected else None
    return replace(verdict, text=text, expected=expected, marks=())
