"""What a mock exam is to be of, and its rules."""

from dataclasses import dataclass

MOST_QUESTIONS = 200
MOST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class ExamTerms:
    """What a paper is drawn of, and the rules of the exam.

    `decks` are ids, none for all; `tag` is the theme, if one was chosen. `drill_percent` is the
    share of drills, `pass_percent` the mark from which on it is passed, both 0 to 100. With
    `schedules` the answers count as reviews of the cards that the learner knows.
    """

    decks: tuple[str, ...] = ()
    tag: str = ""
    questions: int = 20
    minutes: int = 30
    pass_percent: int = 50
    drill_percent: int = 30
    seed: int = 0
    schedules: bool = False
