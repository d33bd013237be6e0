"""One deck file: its text to a deck of the good cards and every diagnostic there is."""

import contextlib
import gc
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from kpitrainer.deckfile.read.card_maker import CardMaker, former_key
from kpitrainer.deckfile.read.entry import (
    WrittenEntry,
    card_type,
    id_fault,
    opening_id,
)
from kpitrainer.deckfile.read.header import Header, read_header
from kpitrainer.deckfile.read.quick import Remarkable, quick_deck
from kpitrainer.deckfile.read.remainder import Remainder
from kpitrainer.deckfile.read.siblings import sibling_faults
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.schema.validation import ValidationReport
from kpitrainer.deckfile.syntax.faults import Fault, place
from kpitrainer.deckfile.syntax.recovery import Place, Unparsed, recover
from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS, read_source
from kpitrainer.deckfile.syntax.yaml_tree import (
    LOADER,
    Map,
    Mark,
    Refused,
    Seq,
    YamlNode,
    read_tree,
)
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.deck import Deck
from kpitrainer.domain.errors import Diagnostic, Position, Severity


@dataclass(frozen=True, slots=True)
class ReadDeck:
    """What reading one file gave.

    `deck` holds the good cards; None where the header is unusable or no card is good. `entries`
    are its good entries as written, by id, for a closer look; `header` is the file's whole tree.
    """

    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...]
    entries: Mapping[str, WrittenEntry] = field(default_factory=dict)
    header: WrittenEntry | None = None


class _Made(NamedTuple):
    """The cards of one entry, before ids are compared."""

    entry: Map
    start: Mark
    aliases: list[str]
    cards: tuple[Card, ...]


_LIMIT = 1_000
"""Problems of the YAML beyond those told, after which a file is left alone."""


class _TooManyErrorsError(Exception):
    """The file is no deck, but something else or meant to keep us busy."""


def read_deck(data: bytes, file: str, loader: type = LOADER, *, closely: bool = False) -> ReadDeck:
    """The deck in `data`, the content of `file`. Never raises for what an author wrote.

    `closely` gives the entries as written as well, which takes longer.
    """
    with _collector_paused():
        return _Reading(file, loader).read(data, closely=closely)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the cycle collector, which would look through the growing tree again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Reading:
    """The state of reading one file."""

    def __init__(self, file: str, loader: type) -> None:
        self._file = file
        self._loader = loader
        self._text = ""
        self._problems: list[Diagnostic] = []
        self._untold = 0  # diagnostics beyond MAX_DIAGNOSTICS
        self._bad_spans: list[tuple[int, int]] = []  # places of errors found before cards are known
        self._lines: dict[str, int] = {}  # of the entries so far, the good and the bad, by id
        self._renamed: dict[str, str] = {}  # their former ids, with the present ones

    def read(self, data: bytes, *, closely: bool) -> ReadDeck:
        self._text, found = read_source(data, self._file)
        self._tell(found)
        if found and not self._text:
            return ReadDeck(None, found)
        if not found and not closely:
            with contextlib.suppress(Remarkable):
                return ReadDeck(quick_deck(self._text, self._file, self._loader), ())
        self._bad_spans = [(diagnostic.at.line, diagnostic.at.column) for diagnostic in found]
        try:
            root = self._root(found)
        except _TooManyErrorsError:
            return ReadDeck(None, self._told())
        if not isinstance(root, Map) or not root:
            self._tell([Diagnostic(Position(self._file, 1, 1), "deck.not-a-deck")])
            return ReadDeck(None, self._told())
        header, faults = read_header(root, self._text, self._file)
        self._report_faults(faults, root, Place(0, 0, 0))
        made = list(self._compare(list(self._entries(root, header))))
        self._look_at_siblings(made)
        self._name_entries(root)
        cards = tuple(card for one in made for card in one.cards)
        deck = None
        if header is not None and cards:
            deck = Deck(
                header.id,
                header.title,
                header.languages,
                header.level,
                cards,
                place(root.marks["deck"][0], self._file),
                header.description,
                header.optional,
                header.after,
            )
        entries = {
            one.cards[0].key.entry: WrittenEntry(one.entry, one.start, self._text, self._file)
            for one in made
        }
        whole = WrittenEntry(root, Place(0, 0, 0), self._text, self._file)
        return ReadDeck(deck, self._told(), entries, whole)

    def _root(self, found: tuple[Diagnostic, ...]) -> YamlNode | None:
        try:
            return read_tree(self._text, self._report, self._loader)
        except (Refused, yaml.YAMLError, ValueError, OverflowError):
            # Reading card by card will find again what was found so far.
            del self._problems[len(found) :]
            del self._bad_spans[len(found) :]
            self._untold = 0
            return recover(self._text, self._report, self._loader)

    def _entries(self, root: Map, header: Header | None) -> Iterator[_Made]:
        """The good entries; what is wrong with the others is told."""
        entries = root.get("cards")
        if not isinstance(entries, Seq) or not entries:
            if "cards" in root:
                self._report_faults([Fault(("cards",), "deck.no-cards")], root, Place(0, 0, 0))
            return
        bad = self._bad_entries(root, entries)
        maker = CardMaker(header.id, header.languages) if header else None
        for number, (entry, start) in enumerate(zip(entries, entries.marks, strict=True)):
            if isinstance(entry, Unparsed):
                continue
            kind = card_type(entry)
            if isinstance(kind, Fault) or not isinstance(entry, Map):
                self._report_faults([kind] if isinstance(kind, Fault) else [], entry, start)
                continue
            wrong = self._misnamed(entry, kind, start) or number in bad
            fields = self._fields(entry, kind, start)
            self._renamed |= dict.fromkeys(_aliases(fields), str(entry[kind]))
            if maker is None:
                continue
            cards: tuple[Card, ...] = ()
            if isinstance(fields, Remainder):
                self._report_faults(fields.faults(maker), entry, start)
                wrong = True
            else:
                cards = maker.cards(kind, fields, place(start, self._file))
                wrong = self._report_faults(maker.faults, entry, start) or wrong
            maker.faults.clear()
            if not wrong:
                yield _Made(entry, start, _aliases(fields), cards)

    def _misnamed(self, entry: Map, kind: str, start: Mark) -> bool:
        """Whether the id of `entry` is wrong or taken, which is told."""
        fault = id_fault(entry, kind, self._lines)
        if fault is None:
            written = str(entry[kind])
            if written in self._lines:
                values = {"id": written, "line": self._lines[written]}
                fault = Fault((kind,), "deck.duplicate-id", values)
            self._lines.setdefault(written, start.line + 1)
        return fault is not None and self._report_faults([fault], entry, start)

    def _fields(self, entry: Map, kind: str, start: Mark) -> dict[str, Any] | Remainder:
        """The fields of `entry`, or, where its shape is wrong, which is told, what is left."""
        try:
            fields: dict[str, Any] = card_schema.ADAPTERS[kind].validate_python(entry)
        except ValidationError as error:
            report = ValidationReport(entry, kind, self._text)
            faults = list(islice(report.faults(error), MAX_DIAGNOSTICS))
            self._report_faults(faults, entry, start)
            return Remainder(entry, kind, faults)
        return fields

    def _compare(self, made: list[_Made]) -> Iterator[_Made]:
        """Those of `made` whose aliases name no card that there is, nor another's alias."""
        taken = {(one.cards[0].key.deck, one.cards[0].key.entry) for one in made}
        for one in made:
            faults = []
            for number, alias in enumerate(one.aliases):
                former = former_key(one.cards[0].key.deck, alias)
                if former in taken:
                    faults.append(Fault(("aliases", number), "deck.alias-taken", {"id": alias}))
                taken.add(former)
            if not (faults and self._report_faults(faults, one.entry, one.start)):
                yield one

    def _look_at_siblings(self, made: list[_Made]) -> None:
        """Warn of each `sibling` that joins its entry to no other, or not to the whole family."""
        by_id = {one.cards[0].key.entry: one for one in made}
        named = {name: one.cards[0].sibling for name, one in by_id.items()}
        with_sibling = {name: sibling for name, sibling in named.items() if sibling is not None}
        for name, fault in sibling_faults(with_sibling, self._lines, self._renamed):
            self._report_faults([fault], by_id[name].entry, by_id[name].start)

    def _bad_entries(self, root: Map, entries: Seq) -> set[int]:
        """The numbers of the entries in which an error was found before they were entries."""
        return set(_entries_at(self._bad_spans, root, entries))

    def _name_entries(self, root: Map) -> None:
        """Let each diagnostic say in which entry it stands."""
        entries = root.get("cards")
        if isinstance(entries, Seq):
            ids = [opening_id(self._text, mark.index) for mark in entries.marks]
            ids.append("")  # of what stands in none
            places = [(found.at.line, found.at.column) for found in self._problems]
            self._problems = [
                replace(found, entry=ids[at])
                for found, at in zip(
                    self._problems, _entries_at(places, root, entries), strict=True
                )
            ]

    def _report(self, mark: Mark, code: str, severity: Severity, **values: object) -> None:
        at = place(mark, self._file)
        if code == "deck.given-up":
            self._problems.append(Diagnostic(at, code))  # told though it is one too many
            return
        if self._untold > _LIMIT:
            self._problems.append(Diagnostic(at, "deck.given-up"))
            raise _TooManyErrorsError
        if severity is Severity.ERROR:
            self._bad_spans.append((at.line, at.column))
        self._tell([Diagnostic(at, code, values, severity)])

    def _report_faults(self, faults: Iterable[Fault], node: YamlNode, start: Mark) -> bool:
        """Tell the faults of `node`; whether one of them is an error."""
        entry = WrittenEntry(node, start, self._text, self._file)
        diagnostics = [entry.locate(fault) for fault in islice(faults, MAX_DIAGNOSTICS)]
        self._tell(diagnostics)
        return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)

    def _tell(self, diagnostics: Iterable[Diagnostic]) -> None:
        for diagnostic in diagnostics:
            if len(self._problems) < MAX_DIAGNOSTICS:
                self._problems.append(diagnostic)
            else:
                self._untold += 1

    def _told(self) -> tuple[Diagnostic, ...]:
        told = sorted(self._problems, key=lambda diagnostic: diagnostic.at)
        if self._untold:
            told.append(Diagnostic(told[-1].at, "deck.more-diagnostics", {"count": self._untold}))
        return tuple(told)


def _entries_at(places: Sequence[tuple[int, int]], root: Map, entries: Seq) -> Iterator[int]:
    """The number of the entry in which each place, a line and column from 1, is; −1 for none."""
    bounds = [(mark.line + 1, mark.column + 1, n) for n, mark in enumerate(entries.marks)]
    bounds += [(key.line + 1, key.column + 1, -1) for key, _ in root.marks.values()]
    bounds.sort()
    for at in places:
        before = bisect_right(bounds, (*at, len(entries))) - 1
        yield bounds[before][2] if before >= 0 else -1


def _aliases(fields: dict[str, Any] | Remainder) -> list[str]:
    known = fields.fields if isinstance(fields, Remainder) else fields
    aliases: list[str] = known.get("aliases", [])
    return aliases
