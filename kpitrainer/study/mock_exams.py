"""Mock exams: the papers that decks give, and those that were begun, looked at again."""

from collections.abc import Sequence
from dataclasses import replace

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.mock_exam.exam_sheet import MockExam, SatQuestion, read_exams
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.domain.mock_exam.marking import judge
from kpitrainer.domain.mock_exam.paper import Question, draw_paper
from kpitrainer.study.library import Library
from kpitrainer.study.trainer import Trainer

_PAPERS = 99_999


def paper_of(library: Library, terms: ExamTerms) -> tuple[Question, ...]:
    """The paper of these terms; without decks it is of all but the optional ones.

    Raises:
        UnknownNameError: there is no such deck.
        KpiTrainerError: `mock.nothing`, no card can be asked.
    """
    named = {library.deck(name).id for name in terms.decks}
    decks = [deck for deck in library.decks if deck.id in named or not (named or deck.optional)]
    cards = [card for deck in decks for card in deck.cards if terms.tag in ("", *card.tags)]
    paper = draw_paper(cards, terms)
    if not paper:
        raise KpiTrainerError("mock.nothing")
    return paper


def mock_exams(trainer: Trainer) -> tuple[MockExam, ...]:
    """All exams that were begun, the latest first."""
    return read_exams(trainer.store.exam_rows())


def attempt_at(library: Library, question: SatQuestion, language: str) -> Attempt | None:
    """The open attempt at a question as it was put; None where that is no longer possible.

    Its card may be gone, or have other numbers by now.
    """
    card = library.by_key.get(question.key)
    if card is None:
        return None
    shown_in = library.language(card, language)
    try:
        attempt = Attempt(card, shown_in, question.seed, library.vocabulary(card))
    except KpiTrainerError:
        return None
    return attempt if drawn_values(attempt) == question.drawn else None


def judged_at(library: Library, question: SatQuestion, language: str) -> Attempt | None:
    """The closed attempt of a question that was marked; None as in `attempt_at`."""
    attempt = attempt_at(library, question, language)
    return attempt and judge(attempt, question.said)


def drawn_values(attempt: Attempt) -> tuple[tuple[str, str], ...]:
    """What brings a drill's exercise back."""
    return attempt.exercise.logged() if attempt.exercise else ()


def unfinished(exams: Sequence[MockExam]) -> MockExam | None:
    """The latest exam, where it is not handed in."""
    return exams[0] if exams and not exams[0].handed_in else None


def seeded(terms: ExamTerms, seed: int) -> ExamTerms:
    """The terms with the number of a paper, where they have none: a short one, from `seed`."""
    return replace(terms, seed=terms.seed or 1 + seed % _PAPERS)
