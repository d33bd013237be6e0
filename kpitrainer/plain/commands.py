"""What a line typed by the learner means: a command, or an answer."""

from collections.abc import Iterable
from enum import StrEnum

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import TYPED_MODES
from kpitrainer.plain.console import Console


class Command(StrEnum):
    """A sign alone on its line."""

    UNDO = "u"
    QUIT = "q"
    SKIP = "s"
    BURY = "-"
    SUSPEND = "@"
    INFO = "i"
    HINT = "h"
    AGAIN = "r"
    HELP = "?"


AT_A_CARD = frozenset(Command) - {Command.AGAIN}
AT_A_CHANGE = frozenset({Command.AGAIN, Command.UNDO, Command.QUIT, Command.HELP})
AT_AN_EXERCISE = frozenset({Command.QUIT, Command.HINT, Command.UNDO, Command.HELP})
AFTER_AN_EXERCISE = frozenset({Command.QUIT, Command.UNDO, Command.HELP})
AT_THE_END = frozenset({Command.UNDO, Command.AGAIN, Command.QUIT})

ESCAPE = "="
"""In front of an answer that would be a command; also harmless in front of any other."""


def listen(
    console: Console, known: Iterable[Command], attempt: Attempt | None = None
) -> Command | str:
    """The next line: one of the `known` commands, or the answer to an open `attempt`.

    The end of input is QUIT. A letter that is a right answer is taken as the answer.
    """
    line = console.hear()
    if line is None:
        return Command.QUIT
    typing = attempt is not None and not attempt.closed and attempt.mode in TYPED_MODES
    letter = line.casefold()
    command = next((command for command in known if command == letter), None)
    if command and not (typing and attempt and _is_right(letter, attempt)):
        return command
    return line.removeprefix(ESCAPE).strip() if typing else line


def _is_right(letter: str, attempt: Attempt) -> bool:
    texts = attempt.card.content.right_answers(attempt.language)
    return letter in {text.casefold() for text in texts}
