"""A closer look at deck files: what loading finds, and whether every drill draws fairly."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kpitrainer.deckfile.fairness import checked
from kpitrainer.deckfile.library import deck_files, same_deck
from kpitrainer.deckfile.reader import ReadDeck, read_deck
from kpitrainer.deckfile.source import LARGEST, too_large
from kpitrainer.domain.card import Drill
from kpitrainer.domain.deck import Deck
from kpitrainer.domain.errors import Position, Problem


def check_decks(
    paths: Iterable[Path], progress: Callable[[str], None] = lambda _drill: None
) -> tuple[Problem, ...]:
    """All problems of the deck files `paths`, and of those in the folders among them.

    Beyond what loading tells, each drill is drawn 1,000 times and its `tests` are run; its id
    is told to `progress` before that.
    """
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            first: dict[str, Deck] = {}
            for file in deck_files(path):
                deck = _check(Path(str(file)), problems, progress)
                if deck is not None and first.setdefault(deck.id, deck) is not deck:
                    problems.append(same_deck(deck, first[deck.id]))
        else:
            _check(path, problems, progress)
    return tuple(problems)


def _check(file: Path, problems: list[Problem], progress: Callable[[str], None]) -> Deck | None:
    """The deck in `file`; its problems are added."""
    name = str(file)
    try:
        if file.stat().st_size > LARGEST:
            problems.append(too_large(name))
            return None
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        problems.append(Problem(Position(name, 1, 1), "deck.unreadable", {"reason": reason}))
        return None
    read = read_deck(data, name, closely=True)
    found = [*read.problems, *_drill_problems(read, progress)]
    problems += sorted(found, key=lambda problem: problem.at)
    return read.deck


def _drill_problems(read: ReadDeck, progress: Callable[[str], None]) -> Iterator[Problem]:
    for card in read.deck.cards if read.deck else ():
        if isinstance(card.content, Drill):
            progress(card.key.card)
            entry = read.drills[card.key.entry]
            yield from map(entry.problem, checked(card.content.template))
