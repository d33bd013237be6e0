"""What a line typed by the learner means: a command, or an answer."""

from collections.abc import Iterable
from enum import StrEnum

from kpitrainer.domain.cards.attempt import Attempt, Mode
from kpitrainer.domain.cards.card import Basic, Cloze, ListRecall
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
    TYPO = "t"
    AGAIN = "r"
    HELP = "?"


AT_A_CARD = frozenset(
    {
        Command.UNDO,
        Command.QUIT,
        Command.SKIP,
        Command.BURY,
        Command.SUSPEND,
        Command.INFO,
        Command.HINT,
        Command.HELP,
    }
)
AT_A_CHANGE = frozenset({Command.AGAIN, Command.UNDO, Command.QUIT, Command.HELP})
AT_AN_EXERCISE = frozenset({Command.QUIT, Command.HINT, Command.HELP})
AFTER_AN_EXERCISE = frozenset({Command.QUIT, Command.TYPO, Command.UNDO, Command.HELP})
AT_THE_END = frozenset({Command.UNDO, Command.AGAIN, Command.QUIT})

ESCAPE = "="
"""In front of an answer that would be a command; also harmless in front of any other."""

_BY_KEYS = (Mode.TYPED, Mode.LIST, Mode.DRILL)


def listen(
    console: Console, known: Iterable[Command], attempt: Attempt | None = None
) -> Command | str:
    """The next line: one of the `known` commands, or the answer to an open `attempt`.

    The end of input is QUIT. A letter that is a right answer is taken as the answer.
    """
    line = console.hear()
    if line is None:
        return Command.QUIT
    typing = attempt is not None and not attempt.closed and attempt.mode in _BY_KEYS
    letter = line.casefold()
    command = next((command for command in known if command == letter), None)
    if command and not (typing and attempt and letter in _expected(attempt)):
        return command
    return line.removeprefix(ESCAPE).strip() if typing else line


def _expected(attempt: Attempt) -> set[str]:
    """Right answers to a typed card, in small letters."""
    language = attempt.language
    match attempt.card.content:
        case Basic(answer=answer, accept=accept):
            texts = [answer[language], *accept.get(language, ())]
        case Cloze(accept=accept):
            texts = [*map(str, attempt.solution), *accept.get(language, ())]
        case ListRecall(items=items):
            texts = [
                text
                for item in items
                for text in (item.text[language], *item.accept.get(language, ()))
            ]
        case _:
            texts = []
    return {text.casefold() for text in texts}
