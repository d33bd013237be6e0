"""One showing of a card: what is asked, what the learner did, and which rating that suggests."""

from collections.abc import Sequence
from enum import StrEnum
from random import Random
from typing import NamedTuple

from kpitrainer.domain.answer import Recall, list_outcome, recall, split_items
from kpitrainer.domain.card import (
    Basic,
    Card,
    Choice,
    Cloze,
    Content,
    Drill,
    Gap,
    ListRecall,
    Text,
    Texts,
    TrueFalse,
)
from kpitrainer.domain.drill.diagnosis import judge
from kpitrainer.domain.drill.problem import Problem, draw
from kpitrainer.domain.rating import Rating
from kpitrainer.domain.review_log import Answered
from kpitrainer.domain.text_match import check_text
from kpitrainer.domain.verdict import Outcome, Say, Verdict, proposed_rating


class Mode(StrEnum):
    """How an answer is given."""

    REVEAL = "reveal"  # in the head, then shown
    TYPED = "typed"
    LIST = "list"
    CHOICE = "choice"
    DRILL = "drill"


class Run(NamedTuple):
    """A stretch of text; `gap` marks a cloze's gap, hidden or filled."""

    text: str
    gap: bool = False


HIDDEN = Run("[…]", gap=True)


class Attempt:
    """A card put before the learner, once.

    It starts open; a right or wrong answer, or `show`, closes it, and then it is rated. What
    cannot be read leaves it open and costs nothing.
    """

    def __init__(self, card: Card, language: str, seed: int) -> None:
        """`language` is one of the card's deck; `seed` decides every draw of this showing."""
        self.card = card
        self.language = language
        self.seed = seed
        self.mode = _mode(card.content)
        self.closed = False
        self.helped = False
        self.hints = 0
        self.verdict: Verdict | None = None
        self.tries: tuple[str, ...] = ()
        self.chosen: int | None = None
        self.options = _options(card.content, language, seed)
        self.problem: Problem | None = (
            draw(card.content.template, seed) if isinstance(card.content, Drill) else None
        )

    @property
    def question(self) -> tuple[Run, ...]:
        """What is asked; a cloze's gap is filled once the attempt is closed."""
        match self.card.content:
            case Cloze() as cloze:
                return tuple(self._cloze_run(cloze, piece) for piece in cloze.pieces[self.language])
            case TrueFalse(claim=text) | Basic(ask=text) | ListRecall(ask=text) | Choice(ask=text):
                return (Run(text[self.language]),)
            case _:
                return (Run(self.problem.ask(self.language) if self.problem else ""),)

    def _cloze_run(self, cloze: Cloze, piece: str | Gap) -> Run:
        if isinstance(piece, str):
            return Run(piece)
        if piece.number != cloze.number:
            return Run(piece.text)
        return Run(piece.text, gap=True) if self.closed else HIDDEN

    @property
    def solution(self) -> tuple[str | Say, ...]:
        """The right answer's lines: several for a list or a worked calculation."""
        match self.card.content:
            case Basic(answer=answer) | Choice(answer=answer):
                return (answer[self.language],)
            case Cloze() as cloze:
                return (_gap_text(cloze, self.language),)
            case ListRecall(items=items):
                return tuple(item.text[self.language] for item in items)
            case TrueFalse(answer=truth):
                return (_truth(truth),)
            case _:
                return tuple(self.problem.steps(self.language)) if self.problem else ()

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
        return recall(self.tries, items, ordered=self.ordered, language=self.language)

    def answer(self, typed: str) -> Verdict:
        """Judge what was typed; a right or wrong answer closes the attempt."""
        match self.card.content:
            case ListRecall(items=items):
                return self._answer_list(typed, len(items))
            case Drill() if self.problem:
                verdict = judge(self.problem, typed, self.language, spent=self._spent_retries())
            case Basic(answer=answer, accept=accept, reject=reject):
                verdict = self._check(typed, answer[self.language], accept, reject)
            case Cloze(accept=accept, reject=reject) as cloze:
                verdict = self._check(typed, _gap_text(cloze, self.language), accept, reject)
            case _:
                raise TypeError(self.mode)
        self.tries = (*self.tries, typed)
        self.verdict = verdict
        self.closed = verdict.outcome is not Outcome.UNCLEAR
        return verdict

    def choose(self, place: int) -> Verdict:
        """Judge the option at `place`, from 0."""
        right = self.options[place] == self._right_option()
        self.chosen = place
        self.verdict = Verdict(Outcome.RIGHT if right else Outcome.WRONG)
        self.closed = True
        return self.verdict

    def show(self) -> None:
        """Show the answer; what was found so far counts."""
        self.closed = True
        if self.mode is Mode.LIST and self.tries:
            content = self.card.content
            total = len(content.items) if isinstance(content, ListRecall) else 0
            outcome, _ = list_outcome(self.recall, total, helped=self.helped)
            self.verdict = Verdict(outcome)
        elif self.mode in (Mode.TYPED, Mode.CHOICE, Mode.DRILL):
            self.verdict = Verdict(Outcome.WRONG)

    def hint(self) -> str | None:
        """The next hint, or None where there is none left; from then on it was help."""
        ladder = self._hints()
        if self.hints >= len(ladder):
            return None
        self.hints += 1
        self.helped = True
        return ladder[self.hints - 1]

    @property
    def proposal(self) -> Rating | None:
        """The rating the answer suggests; None where the learner judges."""
        if self.verdict is None:
            return None
        helped = self.helped
        if self.mode is Mode.LIST:
            helped = helped or bool(self.recall.wrong or self.recall.misplaced)
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

    def _answer_list(self, typed: str, total: int) -> Verdict:
        self.tries = (*self.tries, *split_items(typed))
        state = self.recall
        outcome, _ = list_outcome(state, total, helped=self.helped)
        self.closed = len(state.found) == total
        self.verdict = Verdict(outcome, say=state.say)
        return self.verdict

    def _check(self, typed: str, expected: str, accept: Texts, reject: Texts) -> Verdict:
        return check_text(
            typed,
            expected,
            accept=accept.get(self.language, ()),
            reject=reject.get(self.language, ()),
            language=self.language,
        )

    def _spent_retries(self) -> bool:
        """Whether the free retry of a drill (unit, ratio, precision) was already used."""
        return self.verdict is not None and self.verdict.outcome is Outcome.UNCLEAR

    def _right_option(self) -> str | Say:
        match self.card.content:
            case TrueFalse(answer=truth):
                return _truth(truth)
            case Choice(answer=answer):
                return answer[self.language]
            case _:
                raise TypeError(self.mode)

    def _hints(self) -> Sequence[str]:
        match self.card.content:
            case Drill() if self.problem:
                return self.problem.hints(self.language)
            case ListRecall(items=items):
                missing = [
                    item for place, item in enumerate(items) if place not in self.recall.found
                ]
                return [""] * self.hints + [_initials(item.text[self.language]) for item in missing]
            case Basic() | Cloze() if self.mode is Mode.TYPED:
                return [_initials(str(self.solution[0]))]
            case _:
                return ()


def _mode(content: Content) -> Mode:
    match content:
        case Drill():
            return Mode.DRILL
        case ListRecall():
            return Mode.LIST
        case Choice() | TrueFalse():
            return Mode.CHOICE
        case Basic(typed=True) | Cloze(typed=True):
            return Mode.TYPED
        case _:
            return Mode.REVEAL


def _options(content: Content, language: str, seed: int) -> tuple[str | Say, ...]:
    match content:
        case TrueFalse():
            return (_truth(True), _truth(False))
        case Choice(answer=answer, wrong=wrong):
            texts: list[Text] = [answer, *wrong]
            random = Random(seed)  # noqa: S311 - an order, not a secret
            keyed = sorted((random.random(), text[language]) for text in texts)
            return tuple(text for _, text in keyed)
        case _:
            return ()


def _truth(truth: bool) -> Say:
    return Say("answer.true" if truth else "answer.false")


def _gap_text(cloze: Cloze, language: str) -> str:
    return next(
        piece.text
        for piece in cloze.pieces[language]
        if isinstance(piece, Gap) and piece.number == cloze.number
    )


def _initials(text: str) -> str:
    """The first letter of each word: « i… d… m… »."""
    return " ".join(f"{word[0]}…" for word in text.split())
