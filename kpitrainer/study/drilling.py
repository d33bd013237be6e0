"""Drill mode: one exercise after another, each answer stored as soon as it is judged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from kpitrainer.domain.cards.answering import rebased
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.translated import translated
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.review_log import LogKind, Recorded
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.library import Library
from kpitrainer.study.library_reload import LibraryReload
from kpitrainer.study.progress import record_answer, take_back
from kpitrainer.study.study_session import SessionAnswer, StudySession
from kpitrainer.study.trainer import Trainer


@dataclass(frozen=True, slots=True)
class _Step:
    """Enough to go back: the exercise before an answer, the how manieth it is, and the row."""

    attempt: Attempt
    asked: int
    row: Recorded | None


class Drilling(StudySession):
    """Exercises drawn from some drills, in turns, endless or `count` of them.

    The first answer of a due drill schedules its card with the proposed rating; every other
    answer is practice, also of a new one: its day comes with the new cards. Of a solution that the
    learner judges (`to_rate`) the rating is theirs, and nothing is stored before it.
    """

    ALWAYS_PRACTICE: ClassVar[bool] = False
    """Whether no answer schedules anything."""

    NAMELESS: ClassVar[bool] = False
    """Whether a drill is named only once it is answered."""

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
        self._steps: list[_Step] = []
        self._asked = 0
        self._seed = seed
        self._scheduled: set[CardKey] = set()
        self._ask()

    @property
    def hides_name(self) -> bool:
        """Whether what is asked is not to be named yet."""
        return self.NAMELESS and self.attempt is not None and not self.attempt.closed

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
    def left_out(self) -> Sequence[Card]:
        """Drills that were chosen and are not asked."""
        return ()

    def advance(self, attempt: Attempt) -> None:
        """Go on with what an answer made of the exercise; after its last part all is on disk."""
        before = self.present
        self.attempt = attempt
        if self.to_rate:
            return  # nothing is judged yet
        row = self._stored(before, attempt.proposal or Rating.GOOD) if attempt.closed else None
        # What could not be read is no act, and nothing to take back.
        if attempt.closed or attempt.part != before.part:
            self._steps.append(_Step(before, self._asked, row))

    @property
    def to_rate(self) -> bool:
        """Whether the solution is shown, and the learner is to judge."""
        attempt = self.attempt
        return attempt is not None and attempt.closed and attempt.mode is Mode.REVEAL

    def rate(self, rating: Rating) -> bool:
        """Store how it went by the learner's own judgement, and ask the next, as `another`."""
        attempt = self.present
        row = self._stored(attempt, rating)
        self._steps.append(_Step(replace(attempt, closed=False, shown=False), self._asked, row))
        return self.another()

    def undo(self) -> bool:
        """Take the last answer back, also one that asked for the solution; False for none.

        The exercise is asked as it was before, with the same numbers and the hints taken; of one
        with several parts the last part that was answered.
        """
        if not self._steps:
            return False
        step = self._steps[-1]
        if step.row is not None:
            take_back(self._trainer, step.row)
            self.answers.pop()
            if step.row.entry.kind is LogKind.REVIEW:
                self._scheduled.discard(step.attempt.card.key)
        self._steps.pop()
        self._asked = step.asked
        self.put(self._as_it_is_now(step.attempt))
        self._shown_at = self._trainer.clock.now()
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
            again = self._rebased(attempt, card, reload.library)
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
        card = self._next_card()
        seed = self._trainer.seed() if self._seed is None else self._seed + self._asked
        seed = self._seed_for(card, seed)
        self._asked += 1
        self._show_card(card, seed)

    def _seed_for(self, card: Card, seed: int) -> int:  # noqa: ARG002 - sessions may choose by it
        """The seed a card is asked with, where `seed` was drawn for it."""
        return seed

    def _next_card(self) -> Card:
        return self._cards[self._asked % len(self._cards)]

    def _stored(self, before: Attempt, rating: Rating) -> Recorded:
        """Store the judged attempt; where that fails the exercise stands as it did `before`."""
        attempt = self.present
        # One answer of a sitting schedules; a card that comes due again within it is practised.
        key = attempt.card.key
        kind = LogKind.PRACTICE if self.ALWAYS_PRACTICE or key in self._scheduled else None
        try:
            row = record_answer(self._trainer, attempt, kind, rating, self.elapsed_ms)
        except KpiTrainerError:
            self.attempt = before
            raise
        if row.entry.kind is LogKind.REVIEW:
            self._scheduled.add(key)
        self.answers.append(SessionAnswer(attempt, row))
        return row

    def _as_it_is_now(self, attempt: Attempt) -> Attempt:
        """An earlier showing in the present language, of its drill as it is written now."""
        card = self._trainer.library.by_key.get(attempt.card.key, attempt.card)
        if card == attempt.card:
            return translated(attempt, self._shown_in(attempt.card))
        try:
            return self._rebased(attempt, card, self._trainer.library)
        except KpiTrainerError:
            return attempt  # it cannot be asked as it is now

    def _rebased(self, attempt: Attempt, card: Card, library: Library) -> Attempt:
        """An attempt, at `card` as it is written now."""
        language = library.language(card, self._language)
        return rebased(attempt, card, language, library.vocabulary(card))
