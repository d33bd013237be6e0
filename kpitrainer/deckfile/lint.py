"""A closer look at deck files: what loading finds, whether drills draw fairly, poor cards."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

from kpitrainer.deckfile.drill_quality import drill_faults
from kpitrainer.deckfile.fairness import checked
from kpitrainer.deckfile.faults import Fault
from kpitrainer.deckfile.library import deck_files, load_decks, same_deck
from kpitrainer.deckfile.likeness import alike_questions
from kpitrainer.deckfile.quality import card_faults, header_faults
from kpitrainer.deckfile.reader import ReadDeck, read_deck
from kpitrainer.deckfile.source import LARGEST, MOST_PROBLEMS, too_large
from kpitrainer.domain.card import Card, Drill
from kpitrainer.domain.deck import Deck
from kpitrainer.domain.errors import Position, Problem, Severity
from kpitrainer.domain.study_order import study_order
from kpitrainer.domain.verdict import Say

Progress: TypeAlias = Callable[[str | Say, int, int], None]
"""Takes the file or drill that is looked at, or what is being done, and which of how many it is."""


def check_decks(
    paths: Iterable[Path],
    progress: Progress = lambda _what, _place, _of: None,
    beside: Sequence[Path | Traversable] = (),
) -> tuple[Problem, ...]:
    """All problems of the deck files `paths`, and of those in the folders among them.

    Beyond what loading tells, each drill is drawn 1,000 times and its `tests` are run; questions
    are compared across all these files; and what makes a card hard to learn from is warned of
    (docs/writing-cards.md). `progress` is told of each file, then of each drill, then of the
    comparing. `beside` are folders of other decks, which `after` may name too.
    """
    files = _Files()
    asked = [
        (path, Path(str(file)))
        for path in paths
        for file in (deck_files(path) if path.is_dir() else (path,))
    ]
    first: dict[tuple[Path, str], Deck] = {}
    for place, (path, file) in enumerate(asked, 1):
        progress(file.name, place, len(asked))
        deck = files.check(file)
        # A file named by itself may be another version of a deck.
        if deck is not None and path != file:
            known = first.setdefault((path, deck.id), deck)
            if known is not deck:
                files.add(same_deck(deck, known))
    for problem in (
        *_drill_problems(files.read, progress),
        *_alike(files.read, progress),
        *_order(files.decks, beside),
    ):
        files.add(problem)
    return tuple(files.told())


class _Files:
    """The files checked, in order, and what was found in each."""

    def __init__(self) -> None:
        self.read: list[ReadDeck] = []
        self._found: dict[str, list[Problem]] = {}

    @property
    def decks(self) -> dict[str, Deck]:
        """The decks by id; a later file's counts, as a learner's own deck does."""
        return {read.deck.id: read.deck for read in self.read if read.deck}

    def add(self, problem: Problem) -> None:
        self._found.setdefault(problem.at.file, []).append(problem)

    def told(self) -> Iterator[Problem]:
        """The problems, file by file; of a file's warnings beyond MOST_PROBLEMS only how many."""
        for problems in self._found.values():
            warnings = 0
            for problem in sorted(problems, key=lambda problem: problem.at):
                warnings += problem.severity is Severity.WARNING
                if problem.severity is Severity.ERROR or warnings <= MOST_PROBLEMS:
                    last = problem
                    yield problem
            if warnings > MOST_PROBLEMS:
                more = {"count": warnings - MOST_PROBLEMS}
                yield Problem(last.at, "deck.more-problems", more, Severity.WARNING)

    def check(self, file: Path) -> Deck | None:
        """The deck in `file`; its problems are added."""
        name = str(file)
        if name in self._found:
            return None  # named twice
        self._found[name] = []
        try:
            if file.stat().st_size > LARGEST:
                self.add(too_large(name))
                return None
            data = file.read_bytes()
        except OSError as error:
            reason = error.strerror or ""
            self.add(Problem(Position(name, 1, 1), "deck.unreadable", {"reason": reason}))
            return None
        read = read_deck(data, name, closely=True)
        self.read.append(read)
        self._found[name] += [*read.problems, *_quality(read)]
        return read.deck


def _cards(read: ReadDeck) -> list[Card]:
    """The first card of each entry."""
    first: dict[str, Card] = {}
    for card in read.deck.cards if read.deck else ():
        first.setdefault(card.key.entry, card)
    return list(first.values())


def _quality(read: ReadDeck) -> Iterator[Problem]:
    if read.deck and read.header:
        yield from map(read.header.problem, header_faults(read.deck))
    for card in _cards(read):
        yield from map(read.entries[card.key.entry].problem, card_faults(card))


def _alike(files: Sequence[ReadDeck], progress: Progress) -> Iterator[Problem]:
    entries = {card.at: read.entries[card.key.entry] for read in files for card in _cards(read)}
    comparing = partial(progress, Say("cli.check-comparing"))
    for alike in alike_questions([card for read in files for card in _cards(read)], comparing):
        at = alike.other.at
        values = {"id": alike.other.key.entry, "file": Path(at.file).name, "line": at.line}
        fault = Fault(alike.path, "deck.alike", values, Severity.WARNING)
        yield entries[alike.card.at].problem(fault)


def _order(decks: dict[str, Deck], beside: Sequence[Path | Traversable]) -> Iterator[Problem]:
    """What is wrong with the prerequisites of `decks`."""
    known: dict[str, Deck] = {}
    if any(need.deck not in decks for deck in decks.values() for need in deck.after):
        known = {deck.id: deck for deck in load_decks(beside, None).decks}
    _, before = study_order(known.values())
    _, problems = study_order((known | decks).values())
    # A circle may be told at an installed deck's line; those of the installed ones alone are not.
    yield from (problem for problem in problems if problem not in before)


def _drill_problems(files: Sequence[ReadDeck], progress: Progress) -> Iterator[Problem]:
    drills = [
        (read.entries[card.key.entry], card.key.card, card.content.template)
        for read in files
        for card in _cards(read)
        if isinstance(card.content, Drill)
    ]
    for place, (entry, name, template) in enumerate(drills, 1):
        progress(name, place, len(drills))
        yield from map(entry.problem, checked(template))
        yield from map(entry.problem, drill_faults(template, entry.node))
