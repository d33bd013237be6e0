"""The loaded decks, and which of their cards a learner asks for."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path, PurePath

from kpitrainer.domain.cards.card import Card, CardKey, Deck
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.cards.study_order import study_order
from kpitrainer.domain.cards.titles import Titles
from kpitrainer.domain.errors import Diagnostic, KpiTrainerError, Severity, UnknownNameError
from kpitrainer.domain.schedule.day_plan import Queued
from kpitrainer.domain.schedule.memory import UNTOUCHED, CardState
from kpitrainer.domain.text.vocabulary import NO_WORDS, Vocabulary, knowing_all
from kpitrainer.domain.verdict import Message


@dataclass(frozen=True)
class Selection:
    """Which cards: of these decks and with this tag; all decks where none is named.

    Of `keys`, which a query found, only those, in whichever decks they are.
    """

    decks: tuple[str, ...] = ()
    tag: str | None = None
    keys: frozenset[CardKey] | None = None

    @property
    def deck_names(self) -> tuple[str, ...]:
        """The decks it is of; none for all."""
        return self.decks or tuple({key.deck for key in self.keys or ()})

    def has(self, card: Card) -> bool:
        """Whether a card of the decks belongs to it."""
        return (self.tag is None or self.tag in card.tags) and (
            self.keys is None or card.key in self.keys
        )


@dataclass(frozen=True)
class Library:
    """Decks in study order, what was wrong in their files, and which replace a shipped one.

    `own` are the ids of the learner's own decks that replace none, `hidden` the shipped ones that
    are not wanted. `unread` are folders and files that are not read, `remarks` tell of settings
    that do nothing. `former` are decks that are gone from their files while a session goes on with
    their cards: they are found by their id, and not studied.
    """

    decks: tuple[Deck, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    replaced: frozenset[str] = field(default_factory=frozenset)
    former: tuple[Deck, ...] = ()
    own: frozenset[str] = field(default_factory=frozenset)
    hidden: tuple[Deck, ...] = ()
    unread: tuple[Diagnostic, ...] = ()
    remarks: tuple[Message, ...] = ()

    @property
    def notices(self) -> tuple[Message, ...]:
        """What is to be told at each start, as the reader would miss it otherwise."""
        return (*self.remarks, *(Message(found.code, found.values) for found in self.unread))

    def without(self, hide: Sequence[str], settings: Path) -> "Library":
        """This one without the shipped decks that `hide`, set in the file `settings`, names."""
        shipped = [deck for deck in self.decks if deck.id not in self.own | self.replaced]
        hidden = tuple(deck for deck in shipped if is_hidden(deck.id, hide))
        useless = [name for name in hide if not any(fnmatchcase(deck.id, name) for deck in shipped)]
        known = ", ".join(deck.id for deck in shipped)
        remarks = [
            Message("config.hides-none", {"name": name, "path": str(settings), "known": known})
            for name in useless
        ]
        kept = tuple(deck for deck in self.decks if deck not in hidden)
        return replace(self, decks=kept, hidden=hidden, remarks=(*self.remarks, *remarks))

    @cached_property
    def shipped(self) -> tuple[Deck, ...]:
        """The shipped decks that none of the learner's replaces, hidden or not, in study order."""
        mine = self.own | self.replaced
        every = (*self.decks, *self.hidden)
        return study_order(deck for deck in every if deck.id not in mine)[0]

    @cached_property
    def by_id(self) -> Mapping[str, Deck]:
        """Decks by their id."""
        return {deck.id: deck for deck in (*self.former, *self.decks)}

    @cached_property
    def by_key(self) -> Mapping[CardKey, Card]:
        """All cards, in study order, by their keys."""
        return {card.key: card for card in self.cards}

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """All cards, in study order."""
        return tuple(card for deck in self.decks for card in deck.cards)

    @cached_property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What keeps cards out."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    def deck(self, name: str) -> Deck:
        """The deck of that id.

        Raises:
            UnknownNameError: `library.no-deck` with the ids there are, `library.hidden-deck`, or
                `library.deck-file` where a file of one was named.
        """
        if name not in self.by_id:
            if any(name == deck.id for deck in self.hidden):
                raise UnknownNameError("library.hidden-deck", deck=name)
            if named := self._by_file(name):
                raise UnknownNameError("library.deck-file", path=name, deck=named)
            raise UnknownNameError("library.no-deck", name=name, known=", ".join(self.by_id))
        return self.by_id[name]

    def _by_file(self, path: str) -> str | None:
        """The id of the deck whose file `path` seems to be."""
        if not path.lower().endswith((".yaml", ".yml")):
            return None
        file = PurePath(path)
        absolute = os.path.abspath(path)  # noqa: PTH100 - links keep their names
        same = [deck.id for deck in self.decks if os.path.abspath(deck.at.file) == absolute]  # noqa: PTH100 - links keep their names
        called = [deck.id for deck in self.decks if PurePath(deck.at.file).name == file.name]
        named = [deck.id for deck in self.decks if deck.id == file.stem]
        return next(iter((*same, *called, *named)), None)

    def select(self, selection: Selection, states: Mapping[CardKey, CardState]) -> Iterator[Queued]:
        """The selection's cards in study order, with their states.

        An optional deck is left out until it is named or one of its cards was studied.
        """
        named = {self.deck(name).id for name in selection.deck_names}
        for deck in self.decks:
            if deck.id in named or (not named and is_active(deck, states)):
                for card in deck.cards:
                    if selection.has(card):
                        yield Queued(card, states.get(card.key, UNTOUCHED))

    def drills(self, names: Sequence[str] = ()) -> tuple[Card, ...]:
        """The drills of those names, or all drills.

        A name is the card's id, or `deck/id` where several decks have a drill of that id.

        Raises:
            UnknownNameError: `library.no-drill` with the names there are, or
                `library.drill-in-several` with those that may be meant.
            KpiTrainerError: `library.drill-kept-out` with what is wrong with it.
        """
        drills = [card for card in self.cards if card.type_name == Drill.type_name]
        return tuple(self._drill(name, drills) for name in names) or tuple(drills)

    def _drill(self, name: str, drills: Sequence[Card]) -> Card:
        deck, slash, entry = name.rpartition("/")
        found = [
            card
            for card in drills
            if card.key.card == entry and (not slash or card.key.deck == deck)
        ]
        if len(found) > 1:
            meant = ", ".join("/".join(card.key) for card in found)
            raise UnknownNameError("library.drill-in-several", name=name, drills=meant)
        if found:
            return found[0]
        for diagnostic in self.errors:
            if diagnostic.entry == entry:
                raise KpiTrainerError("library.drill-kept-out", name=name, diagnostic=diagnostic)
        known = ("/".join(card.key) if slash else card.key.card for card in drills)
        raise UnknownNameError("library.no-drill", name=name, known=", ".join(dict.fromkeys(known)))

    def tags(self) -> frozenset[str]:
        """Every tag of every card."""
        return frozenset(tag for card in self.cards for tag in card.tags)

    @cached_property
    def titles(self) -> Titles:
        """The titles of tags and sources, those that hidden decks give too."""
        return Titles.of((*self.decks, *self.hidden, *self.former))

    def language(self, card: Card, wanted: str) -> str:
        """The language a card is shown in to a reader who wants `wanted`."""
        return self.by_id[card.key.deck].language(wanted)

    def vocabulary(self, card: Card) -> Vocabulary:
        """The words by which a card is judged, among those of all decks.

        One of which the deck cannot be read at present is judged by another's.
        """
        known = self._vocabularies
        return known.get(card.key.deck) or next(iter(known.values()), NO_WORDS)

    @cached_property
    def _vocabularies(self) -> Mapping[str, Vocabulary]:
        # The words of decks that are hidden are words all the same.
        return knowing_all({deck.id: deck.vocabulary for deck in (*self.hidden, *self.decks)})

    def label(self, card: Card, wanted: str) -> str:
        """What a card is called in a list, to a reader who wants `wanted`."""
        return card.label(self.language(card, wanted))

    def title(self, card: Card, wanted: str) -> str:
        """The title of a card's deck, to a reader who wants `wanted`."""
        return self.by_id[card.key.deck].title_for(wanted)

    def in_doubt(self, deck: str) -> bool:
        """Whether cards of that deck may be missing only because of mistakes in a file.

        A file with mistakes that no loaded deck came from may be any deck's.
        """
        files = {loaded.at.file for loaded in self.decks}
        own = self.by_id[deck].at.file if deck in self.by_id else None
        unread = (found.at.file for found in self.unread if found.severity is Severity.ERROR)
        faulty = {*(error.at.file for error in self.errors), *unread}
        return any(file == own or file not in files for file in faulty)


def is_active(deck: Deck, states: Mapping[CardKey, CardState]) -> bool:
    """Whether a deck is part of everything: an optional one once a card of it was studied."""
    # An act that was undone leaves an untouched state behind, and a flag is no study.
    return not deck.optional or any(
        states[card.key]._replace(flag=0) != UNTOUCHED for card in deck.cards if card.key in states
    )


def is_hidden(deck: str, hide: Iterable[str]) -> bool:
    """Whether the setting `hide` names the shipped deck of the id `deck`."""
    return any(fnmatchcase(deck, name) for name in hide)


def with_hidden(hide: Iterable[str], shipped: Iterable[str], deck: str) -> tuple[str, ...]:
    """The setting `hide` with the `deck` hidden where it was shown, or shown where it was hidden.

    All else stays: a name with `*` that hid it gives way to those of the `shipped` it hid besides.
    """
    hide, shipped = tuple(hide), tuple(shipped)
    if not is_hidden(deck, hide):
        return (*hide, deck)
    kept: list[str] = []
    for name in hide:
        if not fnmatchcase(deck, name):
            kept.append(name)
        elif name != deck:
            kept += (other for other in shipped if other != deck and fnmatchcase(other, name))
    return tuple(dict.fromkeys(kept))
