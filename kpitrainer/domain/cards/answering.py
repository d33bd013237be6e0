"""What a session does with the card it shows, whichever session it is."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.drill.faded_exercise import is_worked
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.verdict import Verdict


class Answering:
    """Holds the present attempt; every act of the learner puts the next value in its place."""

    attempt: Attempt | None = None
    _giving_up: Attempt | None = None
    showing = 0
    """Counts what was put before the learner, so that a view knows a fresh one from the same."""

    @property
    def present(self) -> Attempt:
        """The attempt at the card that is asked.

        Raises:
            LookupError: none is asked.
        """
        if self.attempt is None:
            raise LookupError("no card is asked")
        return self.attempt

    @property
    def is_worked(self) -> bool:
        """Whether a drill is shown with its solution: nothing is asked, and nothing rated."""
        return is_worked(self.present.exercise)

    def answer(self, typed: str) -> Verdict:
        """Judge what was typed; nothing changes once the attempt is closed."""
        if not self.present.closed:
            self.advance(self.present.answer(typed))
        return self._verdict()

    def choose(self, place: int) -> Verdict:
        """Judge the option at `place`, from 0; nothing changes once the attempt is closed."""
        if not self.present.closed:
            self.advance(self.present.choose(place))
        return self._verdict()

    def tick(self, place: int) -> None:
        """Tick the option at `place`, from 0, or no longer, while the attempt is open."""
        if not self.present.closed:
            self.attempt = self.present.tick(place)

    def choose_all(self, places: Collection[int]) -> Verdict:
        """Judge just the options at these places; nothing changes once the attempt is closed."""
        if not self.present.closed:
            self.advance(self.present.choose_all(places))
        return self._verdict()

    def show(self) -> None:
        """Show the answer, if it is not shown yet."""
        if not self.present.closed:
            self.advance(self.present.show())

    def give_up_meant(self, *, in_doubt: bool = False) -> bool:
        """Whether an empty answer is to show the solution, or wants to be given once more.

        In a drill of several parts it is easily meant to go on to the next part; a front end may
        be `in_doubt` too.
        """
        first = self._giving_up is not self.present
        self._giving_up = self.present
        return not first or (self.present.part[1] == 1 and not in_doubt)

    def hint(self) -> str | None:
        """The next hint, or None where there is none left; from then on it was help."""
        before = self.present
        after = before.hint()
        self.attempt = after
        return None if after is before else after.hints_shown[-1]

    def take_help(self) -> None:
        """Note that the learner looked something up before answering."""
        self.attempt = self.present.take_help()

    def put(self, attempt: Attempt | None) -> None:
        """Put a card before the learner, or none: another one, or the same shown afresh."""
        self.attempt = attempt
        self.showing += 1

    def advance(self, attempt: Attempt) -> None:
        """Go on with what an answer made of the attempt."""
        self.attempt = attempt

    def _verdict(self) -> Verdict:
        verdict = self.present.verdict
        if verdict is None:
            raise TypeError(self.present.mode)  # shown, and nothing was to be judged
        return verdict


def rebased(
    before: Attempt,
    card: Card,
    language: str,
    vocabulary: Vocabulary,
    asked_as: Callable[[Attempt], Attempt] = lambda fresh: fresh,
) -> Attempt:
    """The same showing of `card` as it is written now, what was answered judged anew.

    What was shown stays shown. A calculation that now has other numbers is asked anew, and so is a
    card whose answer is now given in another way. `asked_as` makes of a fresh showing one like
    that before.

    Raises:
        KpiTrainerError: `drill.cannot-draw` where a drill no longer gives a fair exercise.
    """
    fresh = Attempt(card, language, before.seed, vocabulary, self_graded=before.self_graded)
    after = asked_as(fresh)
    if _numbers(before) != _numbers(after) or before.part[1] != after.part[1]:
        return after
    for _ in range(before.hints if before.part[1] == 1 else 0):
        after = after.hint()
    after = replace(after, helped=before.helped)
    said = _said(before)
    if before.mode is Mode.TICKS and len(said) > 1 and after.mode is Mode.CHOICE:
        said = ()  # none of them was chosen alone
    if after.mode is Mode.TICKS:
        after = _ticked(after, said, judged=before.closed)
    for each in said:
        if not after.closed:
            after = _answered_with(after, each)
    return after.show() if before.closed else after


def _numbers(attempt: Attempt) -> object:
    return attempt.exercise and (attempt.exercise.given, attempt.exercise.context)


def _said(attempt: Attempt) -> tuple[str, ...]:
    """What was answered, in order, an option by its text."""
    if attempt.chosen is not None and attempt.exercise is None:
        return (str(attempt.options[attempt.chosen]),)
    if attempt.mode is Mode.TICKS:
        return tuple(str(attempt.options[place]) for place in attempt.ticked)
    return attempt.tries


def _ticked(attempt: Attempt, said: Sequence[str], *, judged: bool) -> Attempt:
    """With the options of those texts ticked, and `judged` if none of them is gone."""
    options = [str(option) for option in attempt.options]
    ticked = replace(attempt, ticked=tuple(n for n, text in enumerate(options) if text in said))
    whole = bool(said) and len(ticked.ticked) == len(said)
    return ticked.choose_all(ticked.ticked) if judged and whole else ticked


def _answered_with(attempt: Attempt, said: str) -> Attempt:
    if attempt.mode is Mode.CHOICE:
        options = [str(option) for option in attempt.options]
        return attempt.choose(options.index(said)) if said in options else attempt
    return attempt if attempt.mode in (Mode.REVEAL, Mode.TICKS) else attempt.answer(said)
