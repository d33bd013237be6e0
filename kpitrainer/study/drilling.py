"""Drill mode: one exercise after another, each answer stored as soon as it is judged."""

from collections.abc import Sequence

from kpitrainer.domain.cards.answering import rebased
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogKind, LogRow
from kpitrainer.domain.verdict import Outcome, Rating
from kpitrainer.study.library_reload import LibraryReload
from kpitrainer.study.progress import record_answer
from kpitrainer.study.study_session import SessionAnswer, StudySession
from kpitrainer.study.trainer import Trainer


class Drilling(StudySession):
    """Exercises drawn from some drills, in turns, endless or `count` of them.

    The first answer of a due or new drill schedules its card with the proposed rating; every
    other answer is practice.
    """

    def __init__(
        self,
        trainer: Trainer,
        cards: Sequence[Card],
        language: str,
        *,
        count: int | None = None,
        seed: int | None = None,
    ) -> None:
        """`cards` are drills, at least one; their seeds are `seed`, `seed` + 1 and so on."""
        super().__init__(trainer, language)
        self._cards = cards
        self._count = count
        self._row: LogRow | None = None
        self._asked = 0
        self._seed = seed
        self._scheduled: set[CardKey] = set()
        self._ask()

    @property
    def score(self) -> tuple[int, int]:
        """Right answers, and all answers."""
        right = sum(answer.row.entry.rating is not Rating.AGAIN for answer in self.answers)
        return right, len(self.answers)

    @property
    def run(self) -> int:
        """Right answers in a row, up to the latest."""
        length = 0
        for answer in reversed(self.answers):
            if answer.row.entry.rating is Rating.AGAIN:
                break
            length += 1
        return length

    @property
    def may_be_slip(self) -> bool:
        """Whether the latest exercise was answered wrongly, maybe by a slip of the keys."""
        attempt = self.attempt
        if self._row is None or attempt is None:
            return False
        return any(part.verdict.outcome is not Outcome.RIGHT for part in attempt.judged)

    def advance(self, attempt: Attempt) -> None:
        """Go on with what an answer made of the exercise; after its last part all is on disk."""
        before, self.attempt = self.attempt, attempt
        if attempt.closed:
            self._store(before)

    def show(self) -> None:
        """Show the solution; that counts as not known, unless the exercise was judged before."""
        if not self.present.closed:
            super().show()
            self._row = None

    def typo(self) -> bool:
        """Take a wrong answer back as a slip of the keys: the same exercise is asked again.

        False where there is none to take back; a solution that was asked for is no slip.
        """
        attempt = self.present
        if self._row is None or not self.may_be_slip:
            return False
        clock = self._trainer.clock
        self._trainer.store.undo(self._row, clock.now(), clock.today())
        self.answers.pop()
        if self._row.entry.kind is LogKind.REVIEW:
            self._scheduled.discard(attempt.card.key)
        self._row = None
        self.put(attempt.again())
        self._shown_at = clock.now()
        return True

    def another(self) -> bool:
        """Ask the next exercise; False when `count` are done, or no drill is left."""
        if not self._cards or (self._count is not None and self._asked >= self._count):
            self.put(None)
            return False
        self._ask()
        return True

    def rebase(self, reload: LibraryReload) -> bool:
        """Go on with the drills as they are written now; whether the present one is still there.

        An exercise that was answered is shown as it is now where its numbers are the same, else
        as it was. Without any drill left `attempt` is None.

        Raises:
            KpiTrainerError: the present drill cannot be asked as it is now; nothing has changed.
        """
        attempt = self.present
        card = reload.card(attempt.card)
        there = card is not None and isinstance(card.content, Drill)
        if card is not None and there:
            again = rebased(attempt, card, reload.library.language(card, self._language))
            if again.closed or not attempt.closed:
                self.put(again)
        found = (reload.card(card) for card in self._cards)
        self._cards = tuple(now for now in found if now and isinstance(now.content, Drill))
        self._rebase_answers(reload.card)
        if not there and not attempt.closed:
            self._asked -= 1
            self.another()
        return there

    def _ask(self) -> None:
        card = self._cards[self._asked % len(self._cards)]
        seed = self._trainer.seed() if self._seed is None else self._seed + self._asked
        self._asked += 1
        self._row = None
        self._show_card(card, seed)

    def _store(self, before: Attempt | None) -> None:
        """Store the judged attempt; where that fails the exercise stands as it did `before`."""
        attempt = self.present
        rating = attempt.proposal or Rating.GOOD
        # One answer of a sitting schedules; a card that comes due again within it is practised.
        key = attempt.card.key
        kind = LogKind.PRACTICE if key in self._scheduled else None
        try:
            self._row = record_answer(self._trainer, attempt, kind, rating, self.elapsed_ms)
        except KpiTrainerError:
            self.attempt = before
            raise
        if self._row.entry.kind is LogKind.REVIEW:
            self._scheduled.add(key)
        self.answers.append(SessionAnswer(attempt, self._row))
