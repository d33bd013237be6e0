"""What reviewing and drilling have in common: a card shown, answers stored, other languages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kpitrainer.config import SELF_GRADED
from kpitrainer.domain.cards.answering import Answering
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.translated import translated
from kpitrainer.domain.schedule.review_log import Recorded
from kpitrainer.domain.verdict import Rating, Verdict
from kpitrainer.study.trainer import Trainer
from kpitrainer.study.unexplained import suspected


@dataclass(frozen=True, slots=True)
class SessionAnswer:
    """One rated answer of a session, or the introduction of a card, with its row in the log."""

    attempt: Attempt
    row: Recorded


class StudySession(Answering):
    """A session of one trainer; `answers` are those that were stored, introductions included."""

    _steps: Sequence[object]
    """What can be taken back, the latest last."""

    new_waiting = 0
    """New cards that only the day's limit keeps out of it."""

    def __init__(self, trainer: Trainer, language: str) -> None:
        """`language` is the reader's; a deck without it is shown in its own."""
        self._trainer = trainer
        self._language = language
        self.began = self._shown_at = trainer.clock.now()
        self.answers: list[SessionAnswer] = []

    def answer(self, typed: str) -> Verdict:
        """As `Answering.answer`; of a drill the attempt then tells what its answers would fit.

        Not of a sheet: its own wrong value may have been taken over.
        """
        was_open = not self.present.closed
        verdict = super().answer(typed)
        attempt, calculation = self.present, self.present.calculation
        if was_open and attempt.closed and calculation and not calculation.exercise.is_sheet:
            found = suspected(self._trainer.store, attempt.card, calculation, attempt.language)
            if found:
                self.attempt = replace(attempt, calculation=replace(calculation, suspected=found))
        return verdict

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._steps)

    def failures(self, card: Card) -> int:
        """How often that card was rated AGAIN in the session."""
        return sum(
            answer.attempt.card.key == card.key and answer.row.entry.rating is Rating.AGAIN
            for answer in self.answers
        )

    @property
    def elapsed_ms(self) -> int:
        """Milliseconds since the present card was shown."""
        return int((self._trainer.clock.now() - self._shown_at).total_seconds() * 1000)

    def leave_out_put_away(self) -> None:
        """Go on without cards that were put away elsewhere meanwhile; drills stay."""

    def translate(self, language: str) -> None:
        """Show the present card in another language, with the same numbers and what was done."""
        self._language = language
        if self.attempt is not None:
            self.put(translated(self.attempt, self._shown_in(self.attempt.card)))

    def _shown_in(self, card: Card) -> str:
        return self._trainer.library.language(card, self._language)

    def _show_card(self, card: Card, seed: int) -> None:
        vocabulary = self._trainer.library.vocabulary(card)
        self_graded = self._trainer.settings.answers == SELF_GRADED
        self.put(Attempt(card, self._shown_in(card), seed, vocabulary, self_graded=self_graded))
        self._shown_at = self._trainer.clock.now()

    def _rebase_answers(self, now: Callable[[Card], Card | None]) -> None:
        """Let the answers so far be to the cards as they are `now`; one that is gone stays."""
        self.answers = [
            replace(answer, attempt=replace(answer.attempt, card=now(card) or card))
            for answer in self.answers
            for card in (answer.attempt.card,)
        ]
