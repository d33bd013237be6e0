"""A closer look at deck files: what loading finds, whether drills draw fairly, poor cards."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias

from kpitrainer.collector import collector_paused
from kpitrainer.deckfile.files.cache_folder import CacheFolder
from kpitrainer.deckfile.files.deck_cache import NO_BASE, BaseWords
from kpitrainer.deckfile.files.deck_copies import count_each_once
from kpitrainer.deckfile.files.deck_folders import load_decks
from kpitrainer.deckfile.files.folder_memory import FolderMemory
from kpitrainer.deckfile.files.found_decks import (
    find_decks,
    is_deck_name,
    looks_like_deck,
    no_deck,
    no_folder,
    other_yaml,
)
from kpitrainer.deckfile.lint.answer_rules import hint_faults
from kpitrainer.deckfile.lint.card_rules import card_faults, header_faults
from kpitrainer.deckfile.lint.claim_rules import one_sided
from kpitrainer.deckfile.lint.decimal_commas import comma_faults
from kpitrainer.deckfile.lint.deck_rules import language_alone, unused_titles
from kpitrainer.deckfile.lint.drill_rules import drill_faults
from kpitrainer.deckfile.lint.drills_alike import drills_alike
from kpitrainer.deckfile.lint.markup import markup_faults
from kpitrainer.deckfile.lint.mistake_steps import mistake_step_faults
from kpitrainer.deckfile.lint.promises import promise_faults
from kpitrainer.deckfile.lint.similar_questions import similar_questions
from kpitrainer.deckfile.lint.worked_steps import step_faults
from kpitrainer.deckfile.read.answer_keys import is_by_gap
from kpitrainer.deckfile.read.answer_tests import answer_faults
from kpitrainer.deckfile.read.deck_reader import ReadDeck, read_deck
from kpitrainer.deckfile.read.draw_checks import check_draws, draws_of_each, too_few_draws
from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS, read_file
from kpitrainer.deckfile.syntax.yaml_tree import Map
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.study_order import study_order
from kpitrainer.domain.errors import Diagnostic, Fault, FieldPath, Position, Severity
from kpitrainer.domain.text.vocabulary import knowing_all
from kpitrainer.domain.verdict import Message

Progress: TypeAlias = Callable[[str | Message, int, int], None]
"""Takes the file or drill that is looked at, or what is being done, and which of how many it is."""


@collector_paused()
def check_decks(
    paths: Iterable[Path],
    progress: Progress = lambda _what, _place, _of: None,
    beside: Sequence[Path | Traversable] = (),
    words: BaseWords = NO_BASE,
    cache: Path | None = None,
) -> tuple[Diagnostic, ...]:
    """All diagnostics of the deck files `paths`, and of those in the folders among them.

    Beyond what loading tells, each drill is drawn 1,000 times, or as often as its file's budget
    allows, and its `tests` are run; questions are compared across all these files; and what makes
    a card hard to learn from is warned of (docs/writing-cards.md). `progress` is told of each file,
    then of each drill, then of the comparing. `beside` are folders of other decks, which `after`
    may name too; by their words and by `words` the `tests` of typed answers are judged. The folder
    `cache` knows which of several files of a deck was in use before.
    """
    files = _Files(words)
    asked = [each for path in paths for each in files.within(path)]
    for place, (file, folder) in enumerate(asked, 1):
        progress(file.name, place, len(asked))
        files.check(file, folder)
    for diagnostic in (
        *files.empty(),
        *files.copies(CacheFolder(cache) if cache else None),
        *_drill_diagnostics(files.read, progress),
        *_answer_diagnostics(files.read, beside, words),
        *_similar(files.read, progress),
        *_order(files.decks, beside),
        *_unused(files.read, beside),
        *_one_sided(files.read),
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
        self._listed: set[str] = set()  # files that nobody named
        self._empty: dict[Path, bool] = {}  # folders that were named: whether no deck is in it
        self._folders: dict[str, list[Deck]] = {}

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

    def within(self, path: Path) -> list[tuple[Path, Path]]:
        """The deck files in the folder `path`, or `path` itself, each with its folder."""
        if not os.path.lexists(path) and not is_deck_name(path.name):
            self.add(no_folder(str(path)))
            return []
        if not path.is_dir():
            return [(path, path.parent)]
        found = find_decks(path)
        for warning in found.unread:
            self.add(warning)
        files = [Path(str(file)) for file in found.files]
        self._listed.update(map(str, files))
        self._empty[path] = not found.unread
        return [(file, path) for file in files]

    def check(self, file: Path, folder: Path) -> None:
        """Add the diagnostics of `file`, which lies in `folder` or a folder of that."""
        name = str(file)
        known = os.path.abspath(name)  # noqa: PTH100 - a link to a deck is a deck of its own
        if known in self._known:
            return  # named twice
        self._known.add(known)
        self._found[name] = []
        data = read_file(file)
        if name in self._listed and isinstance(data, bytes) and not looks_like_deck(data):
            self.add(other_yaml(name))
            return
        self._empty[folder] = False
        if isinstance(data, Diagnostic):
            self.add(data)
            return
        read = read_deck(data, name, words=self._words.vocabulary)
        self.read.append(read)
        self._found[name] += [*read.diagnostics, *_quality(read)]
        if read.deck is not None:
            self._folders.setdefault(os.path.abspath(folder), []).append(read.deck)  # noqa: PTH100 - links keep their names

    def empty(self) -> Iterator[Diagnostic]:
        """Each folder in which there is nothing to check."""
        for folder, empty in self._empty.items():
            if empty:
                yield no_deck(str(folder))

    def copies(self, cache: CacheFolder | None) -> Iterator[Diagnostic]:
        """What is wrong with files of which another one in the folder holds the deck."""
        for folder, decks in self._folders.items():
            yield from count_each_once(decks, FolderMemory.of(folder, cache).used).errors


def _rank(diagnostic: Diagnostic) -> tuple[bool, Position]:
    """Errors first: they keep cards out."""
    return diagnostic.severity is Severity.WARNING, diagnostic.at


def _quality(read: ReadDeck) -> Iterator[Diagnostic]:
    """What is poor in the deck and its cards; of a text with markup only that."""
    if not (read.deck and read.header):
        return
    cards = read.firsts
    header = header_faults(read.deck)
    found = [*map(read.header.locate, (*markup_faults(read.header.node), *header))]
    for card in cards:
        entry = read.entries[card.key.entry]
        marked = list(markup_faults(entry.node))
        paths = {fault.path for fault in marked}
        found += map(entry.locate, marked)
        for fault in (*card_faults(card), *promise_faults(card, read.deck.vocabulary)):
            if not any(fault.path[:end] in paths for end in range(1, len(fault.path) + 1)):
                found.append(entry.locate(fault))
    for card in read.deck.cards if any(card.hint for card in cards) else ():
        entry = read.entries[card.key.entry]
        by_gap = isinstance(entry.node, Map) and is_by_gap(entry.node.get("hint"))
        found += map(entry.locate, hint_faults(card, by_gap=by_gap))
    same = [told for told in found if told.code == "deck.untranslated"]
    if language := language_alone(read.deck, cards, len(same)):
        values = {**same[0].values, "count": len(same), "language": language}
        yield replace(same[0], code="deck.all-untranslated", values=values)
        found = [told for told in found if told.code != "deck.untranslated"]
    yield from found


def _similar(files: Sequence[ReadDeck], progress: Progress) -> Iterator[Diagnostic]:
    entries = {card.at: read.entries[card.key.entry] for read in files for card in read.firsts}
    cards = [card for read in files for card in read.firsts]
    progress(Message("cli.check-comparing"), len(cards), len(cards))
    for similar in similar_questions(cards):
        if similar.other is None:
            fault = Fault.warning(similar.path, "deck.not-compared")
        else:
            fault = _like(similar.path, "deck.similar-question", similar.other)
        yield entries[similar.card.at].locate(fault)
    for like in drills_alike(cards):
        yield entries[like.card.at].locate(_like(like.path, "deck.drills-alike", like.other))


def _like(path: FieldPath, code: str, other: Card) -> Fault:
    """What is like that in another card, and where that one is."""
    at = other.at
    values = {"id": other.key.entry, "file": Path(at.file).name, "line": at.line}
    return Fault(path, code, values, Severity.WARNING)


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


def _one_sided(files: Sequence[ReadDeck]) -> Iterator[Diagnostic]:
    for place, fault in one_sided([read.firsts for read in files]):
        if header := files[place].header:
            yield header.locate(fault)


def _unused(
    files: Sequence[ReadDeck], beside: Sequence[Path | Traversable]
) -> Iterator[Diagnostic]:
    """Titles of tags and sources that no card has, not even one of a deck beside these."""
    if any(told.severity is Severity.ERROR for read in files for told in read.diagnostics):
        return  # the card that has it may be one that was kept out
    decks = [read.deck for read in files if read.deck]
    titled = [read for read in files if read.deck and any(unused_titles(read.deck, decks))]
    decks += load_decks(beside, None).decks if titled else ()
    for read in titled:
        if read.deck and read.header:
            yield from map(read.header.locate, unused_titles(read.deck, decks))


def _drill_diagnostics(files: Sequence[ReadDeck], progress: Progress) -> Iterator[Diagnostic]:
    drills = []
    for read in files:
        of_file = [
            (read.entries[card.key.entry], card.key.card, card.content.template)
            for card in read.firsts
            if isinstance(card.content, Drill)
        ]
        if read.header and of_file:
            size = len(read.header.source.text)
            draws = draws_of_each((template for _, _, template in of_file), size)
            yield from map(read.header.locate, too_few_draws(draws))
            drills += [(*drill, draws) for drill in of_file]
    for place, (entry, name, template, draws) in enumerate(drills, 1):
        progress(name, place, len(drills))
        yield from map(entry.locate, check_draws(template, draws))
        yield from map(entry.locate, drill_faults(template, entry.node, draws))
        yield from map(entry.locate, step_faults(template, draws))
        yield from map(entry.locate, mistake_step_faults(template, draws))
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
    if not tested:
        return
    decks = [*load_decks(beside, None, words).decks, *(read.deck for read in files if read.deck)]
    vocabularies = knowing_all({deck.id: deck.vocabulary for deck in decks})
    for deck, name, entry in tested:
        cards = [card for card in deck.cards if card.key.entry == name]
        faults = answer_faults(entry.node, cards, deck.languages, vocabularies[deck.id])
        yield from map(entry.locate, faults)
