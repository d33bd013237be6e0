"""A review session: cards in turn, rated, undone, summed up."""

from dataclasses import dataclass, replace

from kpitrainer.domain.cards.answering import rebased
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.schedule.day_plan import Plan, Queued
from kpitrainer.domain.schedule.memory import UNTOUCHED, Memory
from kpitrainer.domain.schedule.review_log import LogKind, Recorded
from kpitrainer.domain.schedule.scheduler import introduced, next_states
from kpitrainer.domain.schedule.session import Remaining, ReviewSession
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.fading import Fading, asked_rung, proposed
from kpitrainer.study.library_reload import LibraryReload
from kpitrainer.study.progress import record_act, record_answer, record_meaning, take_back
from kpitrainer.study.study_session import SessionAnswer, StudySession
from kpitrainer.study.trainer import Trainer

PUT_OFF_AFTER = 3
"""A card that was failed so often in one session is put off until tomorrow."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Enough to go back: the session and the attempt before an act, and the act's row."""

    session: ReviewSession
    queued: Queued
    attempt: Attempt
    row: Recorded | None


class Review(StudySession):
    """Cards of a plan, one after another.

    In `practice` nothing is rescheduled: answers are logged as practice, and a card rated AGAIN
    comes once more at the end. A card failed for the third time is buried, or in practice left:
    then `put_off` is the last answer's card, and `leech` is it where it became one by that answer.
    """

    def __init__(
        self, trainer: Trainer, plan: Plan, language: str, *, practice: bool = False
    ) -> None:
        """`language` is the reader's; a deck without it is shown in its own."""
        super().__init__(trainer, language)
        self._session = ReviewSession.of(plan)
        self._steps: list[_Step] = []
        self._fading = Fading(trainer, off=practice)
        self.practice, self.new_waiting = practice, plan.new_waiting
        self._queued: Queued | None = None
        self.put_off: Card | None = None
        self.leech: Card | None = None
        self._next()

    @property
    def remaining(self) -> Remaining:
        """Cards still to come, the current one included."""
        return self._session.remaining()

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the planned cards were answered or put away, and how many there are."""
        return self._session.done(), self._session.total

    @property
    def repeats(self) -> int:
        """How many of those answered come back."""
        return self._session.repeats()

    @property
    def is_early(self) -> bool:
        """Whether the current card comes before its time, as no other one is left."""
        (_, state), _ = self._current()
        due_at = state.memory.due_at if state.memory and not self.practice else None
        return due_at is not None and due_at > self._trainer.clock.now()

    @property
    def can_put_away(self) -> bool:
        """Whether cards may be buried and suspended; practice changes nothing of them."""
        return not self.practice

    @property
    def is_new(self) -> bool:
        """Whether the current card is met for the first time."""
        return not self.practice and self._current()[0].state.memory is None

    @property
    def introduces(self) -> bool:
        """Whether AGAIN, which Enter takes then, is no answer but the introduction of a new card.

        Its answer was asked for before anything was tried; who knew it rates it otherwise.
        """
        return self.is_new and self.present.untried

    @property
    def proposal(self) -> Rating | None:
        """The rating that is proposed; None where the learner judges."""
        return Rating.AGAIN if self.introduces else proposed(self.present)

    @property
    def enter_rating(self) -> Rating:
        """What Enter takes once the answer is shown."""
        return self.proposal or self.present.enter_rating

    def give_up_meant(self, *, in_doubt: bool = False) -> bool:
        """As ever, but that one Enter shows a new card, whatever its parts."""
        certain = self.is_new and not self.present.judged and not in_doubt
        return certain or super().give_up_meant(in_doubt=in_doubt)

    def next_states(self) -> dict[Rating, Memory]:
        """What each rating would make of the current card's memory."""
        queued, _ = self._current()
        now, today = self._trainer.clock.now(), self._trainer.clock.today()
        policy = self._trainer.policy_now(queued.card, queued.state.memory)
        states = next_states(queued.state.memory, now, today, policy)
        return {**states, Rating.AGAIN: introduced(now, today)} if self.introduces else states

    def rate(self, rating: Rating) -> None:
        """Store the rating of the current card, or its introduction, and go on to the next."""
        queued, attempt = self._current()
        self.put_off = self.leech = None
        if self.introduces and (rating is Rating.AGAIN or self.is_worked):
            row = record_answer(self._trainer, attempt, LogKind.INTRODUCED, None, self.elapsed_ms)
        else:
            kind = LogKind.PRACTICE if self.practice else LogKind.REVIEW
            row = record_answer(self._trainer, attempt, kind, rating, self.elapsed_ms)
        self._remember(row)
        self.answers.append(SessionAnswer(attempt, row))
        if not self.practice:
            self._session = self._session.answered(queued, row.after)
        elif rating is Rating.AGAIN:
            self._session = self._session.repeated(queued)
        else:
            self._session = self._session.dropped(queued)
        before, after = row.before.memory, row.after.memory
        if after is not None and after.leech and not (before is not None and before.leech):
            self.leech = queued.card
        try:
            if rating is Rating.AGAIN and self.failures(queued.card) >= PUT_OFF_AFTER:
                again = queued if self.practice else Queued(queued.card, row.after)
                self._put_off(again, attempt)
        finally:
            self._next()

    def suspend_leech(self) -> None:
        """Put the card that became a leech by the last answer away until it is resumed."""
        answer = self.answers[-1]
        card = answer.attempt.card
        row = record_act(self._trainer, card, LogKind.SUSPEND, answer.attempt.language)
        self._leave(Queued(card, answer.row.after), answer.attempt, row)
        self._next()

    def _put_off(self, queued: Queued, attempt: Attempt) -> None:
        """Leave a card until tomorrow, as asking it on would teach no more today."""
        act = self._trainer, queued.card, LogKind.BURY, attempt.language
        row = None if self.practice else record_act(*act)
        self._leave(queued, attempt, row)
        self.put_off = queued.card

    def _leave(self, queued: Queued, attempt: Attempt, row: Recorded | None) -> None:
        """Go on without a card that was to come again; undo brings it back."""
        self._steps.append(_Step(self._session, queued, attempt, row))
        if self._session.holds(queued):
            self._session = self._session.dropped(queued)

    @property
    def meaning_changed(self) -> bool:
        """Whether the current card means something else than what the learner remembers.

        To be settled before it is shown, by `restart` or `keep`. Practice asks nothing.
        """
        if self.practice or self._queued is None:
            return False
        card, state = self._queued
        return state.memory is not None and state.version < card.version

    def restart(self) -> None:
        """Forget what is known of the current card and ask it now as a new one."""
        self._settle(LogKind.RESTART)

    def keep(self) -> None:
        """Go on with the current card as if its meaning were the same."""
        self._settle(LogKind.KEEP)

    def suspend(self) -> None:
        """Put the current card away until it is resumed."""
        self._put_away(LogKind.SUSPEND)

    def bury(self) -> None:
        """Put the current card away until tomorrow."""
        self._put_away(LogKind.BURY)

    def leave_out_put_away(self) -> None:
        """Go on without cards that were suspended or buried elsewhere meanwhile."""
        states, today = self._trainer.store.states(), self._trainer.clock.today()

        def kept(card: Card) -> Card | None:
            state = states.get(card.key, UNTOUCHED)
            return None if state.suspended or state.buried_day == today else card

        if self._queued is None or self.practice:
            return
        self._session = self._session.rebased(kept)
        if kept(self._queued.card) is None:
            self._next()

    def skip(self) -> None:
        """Move the current card behind all others of the session; nothing is stored."""
        queued, _ = self._current()
        self._remember(None)
        self._session = self._session.skipped(queued)
        self._next()

    def undo(self) -> bool:
        """Take the last act back, also after the last card; False where there is none.

        The card is asked again as it was, a drill with the same numbers.
        """
        if not self._steps:
            return False
        step = self._steps[-1]
        if step.row is not None:
            take_back(self._trainer, step.row)
        self._steps.pop()
        if self.answers and step.row is not None and self.answers[-1].row == step.row:
            self.answers.pop()
        self._session = step.session
        self._show(step.queued, step.attempt.seed, asked_rung(step.attempt))
        return True

    def rebase(self, reload: LibraryReload) -> bool:
        """Go on with the cards as they are written now; whether the present one is still there.

        It is shown again with what was done so far; where it is gone the next one is asked.

        Raises:
            KpiTrainerError: the present card cannot be asked as it is now; nothing has changed.
        """

        def kept(card: Card) -> Card:
            return reload.card(card) or card

        queued, attempt = self._current()
        card = reload.card(queued.card)
        if card is not None:
            now = reload.library
            language = now.language(card, self._language)
            like = self._fading.like(attempt, queued.state.memory)
            self.put(rebased(attempt, card, language, now.vocabulary(card), like))
            self._queued = Queued(card, queued.state)
        self._session = self._session.rebased(reload.card)
        # Whoever goes back finds a card that is gone as it was.
        self._steps = [
            replace(
                step,
                session=step.session.rebased(kept),
                queued=Queued(kept(step.queued.card), step.queued.state),
            )
            for step in self._steps
        ]
        self._rebase_answers(reload.card)
        if card is None:
            self._next()
        return card is not None

    def _settle(self, kind: LogKind) -> None:
        queued, attempt = self._current()
        row = record_meaning(self._trainer, attempt.card, kind, attempt.language)
        self._remember(row)
        self._session = self._session.replaced(queued, row.after)
        self._show(Queued(queued.card, row.after), seed=attempt.seed)

    def _put_away(self, kind: LogKind) -> None:
        queued, attempt = self._current()
        row = record_act(self._trainer, attempt.card, kind, attempt.language)
        self._remember(row)
        self._session = self._session.dropped(queued)
        self._next()

    def _remember(self, row: Recorded | None) -> None:
        self._steps.append(_Step(self._session, *self._current(), row))

    def _next(self) -> None:
        self._show(self._session.current(self._trainer.clock.now()), seed=self._trainer.seed())

    def _show(self, queued: Queued | None, seed: int, rung: Rung | None = None) -> None:
        self._queued = queued
        self.put(None)
        if queued is not None:
            self._show_card(queued.card, seed)
            self.attempt = self._fading.faded(self.present, queued.state.memory, rung)

    def _current(self) -> tuple[Queued, Attempt]:
        if self._queued is None or self.attempt is None:
            raise LookupError("the session is over")
        return self._queued, self.attempt
