"""Sitting a mock exam: each answer stored as it is given, none judged before all are handed in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.mock_exam.exam_sheet import MockExam, SatQuestion, sheet_entry
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.domain.mock_exam.marking import (
    judge,
    option_said,
    place_said,
    points,
    seen_at,
    ticked_at,
    ticks_said,
)
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, label_kept
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.mock_exams import attempt_at, drawn_values, paper_of
from kpitrainer.study.progress import RatedAttempt, act_entry, record_answers
from kpitrainer.study.trainer import Trainer

_MINUTE_MS = 60_000


class Sitting:
    """An exam in hand: one part of one question is before the learner.

    It can be left at any time, and gone on with another day: the time stands still meanwhile.
    Questions that can be put no longer are passed over, and do not count.
    """

    def __init__(self, trainer: Trainer, exam: MockExam) -> None:
        """`exam` is not handed in yet."""
        self._trainer = trainer
        self.exam = exam
        self._attempts: Mapping[int, Attempt] = {
            place: attempt
            for place, question in enumerate(exam.questions)
            if (attempt := attempt_at(trainer.library, question, exam.language))
        }
        self._seen_at = trainer.clock.now()
        self.place = next(iter(self.open_places), next(iter(self.places), 0))
        self.part = 0

    @classmethod
    def begin(cls, trainer: Trainer, terms: ExamTerms, language: str) -> "Sitting":
        """Draw a paper and store it; the time begins to run.

        Raises:
            UnknownNameError: there is no such deck.
            KpiTrainerError: `mock.nothing`, no card can be asked; or it could not be stored.
        """
        library, now = trainer.library, trainer.clock.now()
        questions = []
        for card, seed in paper_of(library, terms):
            attempt = Attempt(card, library.language(card, language), seed)
            label, drawn = label_kept(card, attempt.language), drawn_values(attempt)
            questions.append(SatQuestion(key=card.key, seed=seed, label=label, drawn=drawn))
        exam = MockExam(
            id=f"{now:%Y%m%dT%H%M%S}-{trainer.seed():014x}",
            began=now,
            language=language,
            terms=terms,
            questions=tuple(questions),
        )
        sitting = cls(trainer, exam)
        sitting._store_each(begins=True)
        return sitting

    @property
    def places(self) -> Sequence[int]:
        """The questions that can be put, from 0."""
        return tuple(self._attempts)

    @property
    def open_places(self) -> Sequence[int]:
        """Those of them of which a part has no answer."""
        return [place for place in self.places if not all(self.said_at(place))]

    @property
    def present(self) -> Attempt:
        """The open attempt at the question, with the present part asked; what is ticked is so.

        Raises:
            LookupError: no question can be put any more.
        """
        attempt = seen_at(self._attempts[self.place], self.part)
        if attempt.mode is Mode.TICKS:
            return replace(attempt, ticked=ticked_at(attempt, self.said) or ())
        return attempt

    @property
    def question(self) -> SatQuestion:
        """The present question."""
        return self.exam.questions[self.place]

    @property
    def said(self) -> str:
        """What was answered at the present part, empty where nothing was."""
        return self.said_at(self.place)[self.part]

    @property
    def chosen(self) -> int | None:
        """The option that was chosen at the present part, from 0."""
        return place_said(self.present, self.said)

    @property
    def spent_ms(self) -> int:
        """Milliseconds spent on the exam; a clock that was set back takes none away."""
        since = (self._trainer.clock.now() - self._seen_at).total_seconds()
        return self.exam.spent_ms + max(int(since * 1000), 0)

    @property
    def seconds_left(self) -> int:
        """Seconds until the time is over, rounded up; 0 when it is."""
        return max(-((self.spent_ms - self.exam.terms.minutes * _MINUTE_MS) // 1000), 0)

    def said_at(self, place: int) -> tuple[str, ...]:
        """What was answered at each part of a question."""
        said, parts = self.exam.questions[place].said, self._attempts[place].part[1]
        return (*said, *[""] * parts)[:parts]

    def attempt_at(self, place: int) -> Attempt:
        """The open attempt at a question, with its first part asked."""
        return self._attempts[place]

    def label(self, place: int) -> str:
        """What a question is called in a list."""
        attempt = self._attempts[place]
        return attempt.card.label(attempt.language)

    def answer(self, said: str) -> None:
        """Store an answer to the present part, empty to take it back.

        Raises:
            KpiTrainerError: it could not be stored; nothing has changed.
        """
        said = said.strip()
        if said != self.said:
            every = list(self.said_at(self.place))
            every[self.part] = said
            self._store(replace(self.question, said=tuple(every)))

    def choose(self, option: int) -> None:
        """Store the choice of the option at that place, from 0, as `answer` does."""
        self.answer(option_said(self.present.options[option]))

    def choose_all(self, options: Collection[int]) -> None:
        """Store the choice of just these options, as `answer` does; none takes it back."""
        self.answer(ticks_said(self.present, options))

    def flag(self) -> None:
        """Flag the question, to come back to it, or take the flag off; stored as an answer is."""
        self._store(replace(self.question, flagged=not self.question.flagged))

    def go(self, place: int) -> None:
        """Go to a question."""
        self.place, self.part = place, 0

    def step(self, step: int) -> bool:
        """Go a part on (1) or back (-1); False at either end."""
        steps = [(place, part) for place in self.places for part in range(self._parts(place))]
        at = steps.index((self.place, self.part)) + step
        if not 0 <= at < len(steps):
            return False
        self.place, self.part = steps[at]
        return True

    def leave(self) -> None:
        """Store how much time was spent so far.

        Raises:
            KpiTrainerError: it could not be.
        """
        self._store(self.question)

    def hand_in(self) -> MockExam:
        """Judge all answers and store the marks; what was answered counts as practice too.

        Where the terms say so, the answers to cards that are known count as reviews.

        Raises:
            KpiTrainerError: it could not be stored; it can be tried again.
        """
        judged = {at: judge(each, self.said_at(at)) for at, each in self._attempts.items()}
        questions = list(self.exam.questions)
        for place, attempt in judged.items():
            answered = attempt.answered
            questions[place] = replace(
                questions[place],
                points=points(attempt),
                outcome=answered.outcome if answered else None,
                mistake=answered.mistake if answered else None,
            )
        spent, before = self.spent_ms, self.exam
        self.exam = replace(before, questions=tuple(questions), handed_in=True)
        try:
            self._store_each()
        except KpiTrainerError:
            self.exam = before
            raise
        self._practise([each for at, each in judged.items() if questions[at].answered], spent)
        self._trainer.store.end_session()
        return self.exam

    def _practise(self, judged: Sequence[Attempt], spent_ms: int) -> None:
        """Store answers as those of a session, each with its share of the time."""
        states = self._trainer.states_of([attempt.card for attempt in judged])
        record_answers(
            self._trainer,
            [
                RatedAttempt(
                    attempt,
                    self._kind(attempt, state or UNTOUCHED),
                    attempt.proposal or Rating.HARD,  # nearly right: nobody is asked
                    spent_ms // len(judged),
                )
                for attempt, state in zip(judged, states, strict=True)
            ],
        )

    def _kind(self, attempt: Attempt, state: CardState) -> LogKind:
        """What is new stays new, and whose meaning changed is asked about in a review."""
        known = state.memory is not None and not state.suspended
        counts = known and state.version >= attempt.card.version
        return LogKind.REVIEW if self.exam.terms.schedules and counts else LogKind.PRACTICE

    def _store_each(self, *, begins: bool = False) -> None:
        """Store how each question stands; one transaction."""
        exam, spent = self.exam, self.spent_ms
        times = dict.fromkeys(self.places, 0) | {self.places[0]: spent - exam.spent_ms}
        self._trainer.store.record_each(
            {
                exam.questions[place].key: self._decision(exam, place, time, begins=begins)
                for place, time in times.items()
            }
        )
        self._count(spent)

    def _store(self, question: SatQuestion) -> None:
        """Store how the present question stands."""
        questions, spent = list(self.exam.questions), self.spent_ms
        questions[self.place] = question
        exam = replace(self.exam, questions=tuple(questions))
        decide = self._decision(exam, self.place, spent - exam.spent_ms)
        self._trainer.store.record(question.key, decide)
        self.exam = exam
        self._count(spent)

    def _decision(
        self, exam: MockExam, place: int, time_ms: int, *, begins: bool = False
    ) -> Callable[[CardState], LogEntry]:
        attempt = self._attempts[place]
        act = act_entry(self._trainer, attempt.card, LogKind.MOCK_EXAM, attempt.language)
        answered = sheet_entry(exam, place, begins=begins)
        entry = act._replace(answered=answered, duration_ms=time_ms)
        return lambda _: entry

    def _count(self, spent_ms: int) -> None:
        """The time up to now is stored."""
        self.exam = replace(self.exam, spent_ms=spent_ms)
        self._seen_at = self._trainer.clock.now()

    def _parts(self, place: int) -> int:
        return self._attempts[place].part[1]
