"""A closer look at deck files: what loading finds, and whether every drill draws fairly."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kpitrainer.deckfile.entry import WrittenEntry
from kpitrainer.deckfile.faults import Fault
from kpitrainer.deckfile.library import SUFFIXES, deck_files, same_deck
from kpitrainer.deckfile.reader import ReadDeck, read_deck
from kpitrainer.deckfile.source import LARGEST, too_large
from kpitrainer.domain.card import Drill
from kpitrainer.domain.deck import Deck
from kpitrainer.domain.drill.acceptance import DRAWS, acceptance, failed_tests
from kpitrainer.domain.drill.template import Template, TemplateFault
from kpitrainer.domain.errors import Position, Problem, Severity

_FEW = 50
_TOO_FEW = 20
"""Per cent of accepted draws under which a template is warned of, and is in error."""


def check_decks(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """All problems of the deck files `paths`, and of those in the folders among them.

    Beyond what loading tells, each drill is drawn 1,000 times and its `tests` are run.
    """
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            first: dict[str, Deck] = {}
            for file in deck_files(path):
                deck = _check(Path(str(file)), problems)
                if deck is not None and first.setdefault(deck.id, deck) is not deck:
                    problems.append(same_deck(deck, first[deck.id]))
        else:
            _check(path, problems)
    return tuple(problems)
