"""A closer look at deck files: what loading finds, whether drills draw fairly, poor cards."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

from kpitrainer.deckfile.files.deck_cache import NO_BASE, BaseWords
from kpitrainer.deckfile.files.deck_folders import (
    is_deck_name,
    load_decks,
    same_deck,
    share_words,
)
from kpitrainer.deckfile.lint.card_rules import card_faults, header_faults
from kpitrainer.deckfile.lint.decimal_commas import comma_faults
from kpitrainer.deckfile.lint.deck_rules import claims_fault, language_alone
from kpitrainer.deckfile.lint.drill_rules import drill_faults
from kpitrainer.deckfile.lint.markup import markup_faults
from kpitrainer.deckfile.lint.promises import promise_faults
from kpitrainer.deckfile.lint.similar_questions import similar_questions
from kpitrainer.deckfile.lint.worked_steps import step_faults
from kpitrainer.deckfile.read.answer_tests import answer_faults
from kpitrainer.deckfile.read.deck_reader import ReadDeck, read_deck
from kpitrainer.deckfile.read.draw_checks import check_draws
from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS, read_file, unreadable
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.study_order import study_order
from kpitrainer.domain.errors import Diagnostic, Fault, Position, Severity
from kpitrainer.domain.verdict import Message

Progress: TypeAlias = Callable[[str | Message, int, int], None]
"""Takes the file or drill that is looked at, or what is being done, and which of how many it is."""


def check_decks(
    paths: Iterable[Path],
    progress: Progress = lambda _what, _place, _of: None,
    beside: Sequence[Path | Traversable] = (),
    words: BaseWords = NO_BASE,
) -> tuple[Diagnostic, ...]:
    """All diagnostics of the deck files `paths`, and of those in the folders among them.

    Beyond what loading tells, each drill is drawn 1,000 times and its `tests` are run; questions
    are compared across all these files; and what makes a card hard to learn from is warned of
    (docs/writing-cards.md). `progress` is told of each file, then of each drill, then of the
    comparing. `beside` are folders of other decks, which `after` may name too; by their words and
    by `words` the `tests` of typed answers are judged.
    """
    files = _Files(words)
    asked = [file for path in paths for file in files.within(path)]
    for place, file in enumerate(asked, 1):
        progress(file.name, place, len(asked))
        files.check(file)
    for diagnostic in (
        *_drill_diagnostics(files.read, progress),
        *_answer_diagnostics(files.read, beside, words),
        *_similar(files.read, progress),
        *_order(files.decks, beside),
    ):
        files.add(diagnostic)
    return tuple(files.told())


class _Files:
    """The files checked, in order, and what was found in each."""

    def __init__(self, words: BaseWords) -> None:
        self.read: list[ReadDeck] = []
        self._words = words
        self._found: dict[str, list[Diagnostic]] = {}
        self._known: set[str] = set()
        self._first: dict[tuple[str, str], Deck] = {}

    @property
    def decks(self) -> dict[str, Deck]:
        """The decks by id; a later file's counts, as a learner's own deck does."""
        return {read.deck.id: read.deck for read in self.read if read.deck}

    def add(self, diagnostic: Diagnostic) -> None:
        self._found.setdefault(diagnostic.at.file, []).append(diagnostic)

    def told(self) -> Iterator[Diagnostic]:
        """The diagnostics, file by file; of warnings beyond MAX_DIAGNOSTICS only how many."""
        for diagnostics in self._found.values():
            warnings = 0
            for diagnostic in sorted(diagnostics, key=_rank):
                warnings += diagnostic.severity is Severity.WARNING
                if diagnostic.severity is Severity.ERROR or warnings <= MAX_DIAGNOSTICS:
                    last = diagnostic
                    yield diagnostic
            if warnings > MAX_DIAGNOSTICS:
                more = {"count": warnings - MAX_DIAGNOSTICS}
                yield Diagnostic(last.at, "deck.more-diagnostics", more, Severity.WARNING)

    def within(self, path: Path) -> list[Path]:
        """The deck files in the folder `path`, or `path` itself.

        Links that lead nowhere and folders that are called as decks are among them: silence would
        look like a deck without a diagnostic.
        """
        if not path.is_dir():
            return [path]
        try:
            return [path / name for name in sorted(os.listdir(path)) if is_deck_name(name)]  # noqa: PTH208 - names are wanted
        except OSError as error:
            self.add(unreadable(str(path), error))
            return []

    def check(self, file: Path) -> None:
        """Add the diagnostics of `file`."""
        name = str(file)
        known = os.path.abspath(name)  # noqa: PTH100 - a link to a deck is a deck of its own
        if known in self._known:
            return  # named twice
        self._known.add(known)
        self._found[name] = []
        data = read_file(file)
        if isinstance(data, Diagnostic):
            self.add(data)
            return
        read = read_deck(data, name, words=self._words.vocabulary)
        self.read.append(read)
        self._found[name] += [*read.diagnostics, *_quality(read)]
        if (deck := read.deck) is not None:
            first = self._first.setdefault((os.path.dirname(known), deck.id), deck)  # noqa: PTH120 - as above
            if first is not deck:
                self.add(same_deck(deck, first))


def _rank(diagnostic: Diagnostic) -> tuple[bool, Position]:
    """Errors first: they keep cards out."""
    return diagnostic.severity is Severity.WARNING, diagnostic.at


def _cards(read: ReadDeck) -> list[Card]:
    """The first card of each entry."""
    first: dict[str, Card] = {}
    for card in read.deck.cards if read.deck else ():
        first.setdefault(card.key.entry, card)
    return list(first.values())


def _quality(read: ReadDeck) -> Iterator[Diagnostic]:
    """What is poor in the deck and its cards; of a text with markup only that."""
    if not (read.deck and read.header):
        return
    cards = _cards(read)
    header = (*header_faults(read.deck), *claims_fault(cards))
    found = [*map(read.header.locate, (*markup_faults(read.header.node), *header))]
    for card in cards:
        entry = read.entries[card.key.entry]
        marked = list(markup_faults(entry.node))
        paths = {fault.path for fault in marked}
        found += map(entry.locate, marked)
        for fault in (*card_faults(card), *promise_faults(card)):
            if not any(fault.path[:end] in paths for end in range(1, len(fault.path) + 1)):
                found.append(entry.locate(fault))
    same = [told for told in found if told.code == "deck.untranslated"]
    if language := language_alone(read.deck, cards, len(same)):
        values = {**same[0].values, "count": len(same), "language": language}
        yield replace(same[0], code="deck.all-untranslated", values=values)
        found = [told for told in found if told.code != "deck.untranslated"]
    yield from found


def _similar(files: Sequence[ReadDeck], progress: Progress) -> Iterator[Diagnostic]:
    entries = {card.at: read.entries[card.key.entry] for read in files for card in _cards(read)}
    cards = [card for read in files for card in _cards(read)]
    progress(Message("cli.check-comparing"), len(cards), len(cards))
    for similar in similar_questions(cards):
        at = similar.other.at
        fault = Fault.warning(
            similar.path,
            "deck.similar-question",
            id=similar.other.key.entry,
            file=Path(at.file).name,
            line=at.line,
        )
        yield entries[similar.card.at].locate(fault)


def _order(decks: dict[str, Deck], beside: Sequence[Path | Traversable]) -> Iterator[Diagnostic]:
    """What is wrong with the prerequisites of `decks`."""
    known: dict[str, Deck] = {}
    if any(need.deck not in decks for deck in decks.values() for need in deck.after):
        known = {deck.id: deck for deck in load_decks(beside, None).decks}
    # The files checked may lie in the folders beside them.
    others = [deck for name, deck in known.items() if name not in decks]
    _, before = study_order(others)
    _, diagnostics = study_order((known | decks).values())
    checked = {deck.at.file for deck in decks.values()}
    for diagnostic in diagnostics:
        # A circle may be told at an installed deck's line; those of the others alone are not.
        closed_here = diagnostic.severity is Severity.ERROR and diagnostic not in before
        if diagnostic.at.file in checked or closed_here:
            yield diagnostic


def _drill_diagnostics(files: Sequence[ReadDeck], progress: Progress) -> Iterator[Diagnostic]:
    drills = [
        (read.entries[card.key.entry], card.key.card, card.content.template)
        for read in files
        for card in _cards(read)
        if isinstance(card.content, Drill)
    ]
    for place, (entry, name, template) in enumerate(drills, 1):
        progress(name, place, len(drills))
        yield from map(entry.locate, check_draws(template))
        yield from map(entry.locate, drill_faults(template, entry.node))
        yield from map(entry.locate, step_faults(template))
        yield from map(entry.locate, comma_faults(entry))


def _answer_diagnostics(
    files: Sequence[ReadDeck], beside: Sequence[Path | Traversable], words: BaseWords
) -> Iterator[Diagnostic]:
    """What the tests of answers find, judged as in a review: among the words of all decks."""
    tested = [
        (read.deck, name, entry)
        for read in files
        for name, entry in read.entries.items()
        if read.deck and "tests" in entry.node and "drill" not in entry.node
    ]
    if tested:
        share_words(
            [read.deck for read in files if read.deck] + [*load_decks(beside, None, words).decks]
        )
    for deck, name, entry in tested:
        cards = [card for card in deck.cards if card.key.entry == name]
        yield from map(entry.locate, answer_faults(entry.node, cards, deck.languages))
