"""One deck file: its text to a deck of the good cards and every diagnostic there is."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from pydantic import ValidationError

from kpitrainer.collector import collector_paused
from kpitrainer.deckfile.read.card_maker import CardMaker, former_key
from kpitrainer.deckfile.read.deck_texts import CardFields
from kpitrainer.deckfile.read.draw_checks import DrawBudget
from kpitrainer.deckfile.read.entry import WrittenEntry, card_type, id_fault
from kpitrainer.deckfile.read.header import Header, read_header
from kpitrainer.deckfile.read.look_alikes_told import LookAlikes, broken_lines
from kpitrainer.deckfile.read.problems import Problems
from kpitrainer.deckfile.read.siblings import sibling_faults
from kpitrainer.deckfile.schema import card_schema
from kpitrainer.deckfile.schema.validation import ValidationReport
from kpitrainer.deckfile.syntax.other_programs import IMPORTED, other_program
from kpitrainer.deckfile.syntax.recovery import Unparsed, id_at, read_tree
from kpitrainer.deckfile.syntax.source import MAX_DIAGNOSTICS, Source, read_source
from kpitrainer.deckfile.syntax.yaml_tree import LOADER, Map, Seq, TreeReader, YamlNode
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.errors import Diagnostic, Fault, Position, Severity
from kpitrainer.domain.text.vocabulary import NO_WORDS, KnownWords, Vocabulary


@dataclass(frozen=True, slots=True)
class ReadDeck:
    """What reading one file gave.

    `deck` holds the good cards; None where the header is unusable or no card is good. `entries`
    are its good entries as written, by id, for a closer look, and `firsts` the first card of each;
    `header` is the file's whole tree.
    """

    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...]
    entries: Mapping[str, WrittenEntry] = field(default_factory=dict)
    header: WrittenEntry | None = None
    firsts: tuple[Card, ...] = ()


class _Made(NamedTuple):
    """The cards of one entry, before ids are compared."""

    name: str
    written: WrittenEntry
    aliases: list[str]
    cards: tuple[Card, ...]


_LIMIT = 1_000
"""Problems of the YAML beyond those told, or cards in error, after which a file is left alone."""


class _TooManyErrorsError(Exception):
    """The file is no deck, but something else or meant to keep us busy."""


def read_deck(
    data: bytes, file: str, loader: type = LOADER, *, words: Vocabulary = NO_WORDS
) -> ReadDeck:
    """The deck in `data`, the content of `file`. Never raises for what an author wrote.

    Its cards are judged by `words` and those it adds.
    """
    with collector_paused():
        if program := other_program(data):
            at = Position(file, 1, 1)
            code = "deck.other-program" if program in IMPORTED else "deck.other-format"
            return ReadDeck(None, (Diagnostic(at, code, {"program": program}),))
        source, found = read_source(data, file)
        if found and not source.text:
            return ReadDeck(None, found)
        read = _Reading(source, found, loader, words).read()
        broken = broken_lines(read.diagnostics)
        while True:
            signs = LookAlikes.of(source.text, broken)
            if signs.text == source.text:
                return read
            told = (*found, *signs.diagnostics(file))
            again = _Reading(Source(signs.text, file), told, loader, words).read()
            if not (innocent := signs.innocent(again.diagnostics)):
                return replace(again, diagnostics=signs.guilty(again.diagnostics))
            broken -= innocent


class _Reading:
    """The state of reading one file."""

    def __init__(
        self, source: Source, found: tuple[Diagnostic, ...], loader: type, words: Vocabulary
    ) -> None:
        self._source = source
        self._found = found  # in the text, before it is taken for YAML
        self._loader = loader
        self._words = words
        self._problems = Problems(found)
        self._in_error = 0  # entries
        # Errors' places in the YAML. A sign may stand before what its line opens.
        self._bad_spans = [source.line_end(told.at.line) for told in found]
        self._lines: dict[str, int] = {}  # of the entries so far, the good and the bad, by id
        self._spoken: Mapping[str, Sequence[str]] = {}  # the texts of all entries, by language
        self._renamed: dict[str, str] = {}  # their former ids, with the present ones

    def read(self) -> ReadDeck:
        try:
            root = self._root()
        except _TooManyErrorsError:
            return ReadDeck(None, self._problems.all())
        if not isinstance(root, Map) or not root:
            self._problems.restart()
            self._problems.tell([Diagnostic(self._source.position(0), "deck.not-a-deck")])
            return ReadDeck(None, self._problems.all())
        whole = WrittenEntry(root, 0, self._source)
        header, faults = read_header(root, self._source)
        self._report_faults(faults, whole)
        made = list(self._compare(list(self._entries(root, header))))
        self._look_at_siblings(made)
        self._name_entries(root)
        cards = tuple(card for one in made for card in one.cards)
        deck = None
        if header is not None and cards:
            own = Vocabulary(known=KnownWords.of(self._spoken))
            words = self._words | header.vocabulary | own
            deck = replace(header.deck, cards=cards, vocabulary=words)
        entries = {one.name: one.written for one in made}
        firsts = tuple(one.cards[0] for one in made) if deck else ()
        return ReadDeck(deck, self._problems.all(), entries, whole, firsts)

    def _root(self) -> YamlNode | None:
        reader = TreeReader(card_schema.KEYS, self._report, self._loader)
        return read_tree(self._source.text, reader, self._restart)

    def _restart(self) -> None:
        """Forget what was found in the YAML so far."""
        self._problems.restart()
        del self._bad_spans[len(self._found) :]

    def _entries(self, root: Map, header: Header | None) -> Iterator[_Made]:
        """The good entries; what is wrong with the others is told."""
        entries = root.get("cards")
        if not isinstance(entries, Seq) or not entries:
            if "cards" in root and not isinstance(entries, Unparsed):
                self._report_faults([_no_cards(entries)], WrittenEntry(root, 0, self._source))
            return
        bad = set(_entries_at(self._bad_spans, root, entries))
        budget = DrawBudget.of_file(len(self._source.text))
        maker = CardMaker(header.deck.id, header.deck.languages, budget=budget) if header else None
        for number, entry, start in self._in_turn(entries):
            written = WrittenEntry(entry, start, self._source)
            kind = card_type(entry)
            if isinstance(kind, Fault) or not isinstance(entry, Map):
                # Where a dash is missing, the second type is the next card's.
                faults = [kind] if isinstance(kind, Fault) else []
                untold = [each for each in faults if each.code != "deck.two-types"]
                self._report_faults(untold if number in bad else faults, written)
                continue
            at = self._source.position(start)
            fields, faults = self._checked(entry, kind, at.line)
            aliases = _aliases(entry)
            for alias in aliases:
                self._renamed[alias] = str(entry[kind])
            cards: tuple[Card, ...] = ()
            if fields is not None and maker is not None:
                cards = maker.cards(kind, fields, at)
                faults += maker.faults
                maker.faults.clear()
            wrong = bool(faults) and self._report_faults(faults, written)
            if cards and not wrong and number not in bad:
                yield _Made(str(entry[kind]), written, aliases, cards)
        if maker is not None:
            self._spoken = maker.spoken

    def _in_turn(self, entries: Seq) -> Iterator[tuple[int, YamlNode, int]]:
        """Each entry that could be read, its number and its place, until too many are in error."""
        for number, (entry, start) in enumerate(zip(entries, entries.marks, strict=True)):
            if self._in_error > _LIMIT:
                self._report(start, "deck.given-up", Severity.ERROR)
                return
            if not isinstance(entry, Unparsed):
                yield number, entry, start

    def _checked(self, entry: Map, kind: str, line: int) -> tuple[CardFields | None, list[Fault]]:
        """The fields of `entry`, if its shape is right; what is wrong with its shape or id."""
        validate = card_schema.ADAPTERS[kind].validator.validate_python
        fields: CardFields | None = None
        faults: list[Fault] = []
        misnamed = id_fault(entry, kind, self._lines)
        try:
            # A wrong id hides nothing else.
            fields = validate({**entry, kind: "a"} if misnamed else entry)
        except ValidationError as error:
            found = ValidationReport(entry, kind, self._source.text).faults(error)
            faults += islice(found, MAX_DIAGNOSTICS)
        if misnamed is None:
            name = str(entry[kind])
            if name in self._lines:
                values = {"id": name, "line": self._lines[name]}
                misnamed = Fault((kind,), "deck.duplicate-id", values)
            self._lines.setdefault(name, line)
        elif misnamed.code == "deck.missing-id":
            values = {**misnamed.values, "file": _argument(self._source.file)}
            misnamed = misnamed._replace(values=values)
        return fields, [*faults, misnamed] if misnamed else faults

    def _compare(self, made: list[_Made]) -> Iterator[_Made]:
        """Those of `made` whose aliases name no card that there is, nor another's alias."""
        taken = {(one.cards[0].key.deck, one.name) for one in made}
        for one in made:
            faults = []
            for number, alias in enumerate(one.aliases):
                former = former_key(one.cards[0].key.deck, alias)
                if former in taken:
                    faults.append(Fault(("aliases", number), "deck.alias-taken", {"id": alias}))
                taken.add(former)
            if not (faults and self._report_faults(faults, one.written)):
                yield one

    def _look_at_siblings(self, made: list[_Made]) -> None:
        """Warn of each `sibling` that joins its entry to no other, or not to the whole family."""
        named = {one.name: one for one in made if one.cards[0].sibling is not None}
        siblings = {name: str(one.cards[0].sibling) for name, one in named.items()}
        for name, fault in sibling_faults(siblings, self._lines, self._renamed):
            self._report_faults([fault], named[name].written)

    def _name_entries(self, root: Map) -> None:
        """Let each diagnostic say in which entry it stands."""
        entries = root.get("cards")
        problems = self._problems.told
        if isinstance(entries, Seq) and problems:
            places = [self._source.within(found.at) for found in problems]
            for number, at in enumerate(_entries_at(places, root, entries)):
                name = ""  # of what stands in none
                if at >= 0:
                    name = id_at(self._source.text, entries.marks[at], card_schema.KEYS)
                problems[number] = replace(problems[number], entry=name)

    def _report(
        self, mark: int, code: str, severity: Severity, *, first: int = -1, **values: object
    ) -> None:
        """Take what was found in the YAML; `first` is the place of what is there twice."""
        at = self._source.position(mark)
        if code == "deck.given-up":
            self._problems.told.append(Diagnostic(at, code))  # told though it is one too many
            return
        if self._problems.untold > _LIMIT:
            self._problems.told.append(Diagnostic(at, "deck.given-up"))
            raise _TooManyErrorsError
        if severity is Severity.ERROR:
            self._bad_spans.append(mark)
        if first >= 0:
            values["line"] = self._source.position(first).line
        self._problems.tell([Diagnostic(at, code, values, severity)])

    def _report_faults(self, faults: Iterable[Fault], written: WrittenEntry) -> bool:
        """Tell the faults of an entry; whether one of them is an error."""
        found = list(islice(faults, MAX_DIAGNOSTICS))
        self._problems.tell_faults(found, written.locate)
        errors = {fault.code for fault in found if fault.severity is Severity.ERROR}
        # Cards that only lack a name are counted: one command mends them all.
        self._in_error += bool(errors - {"deck.missing-id"})
        return bool(errors)


def _argument(file: str) -> str:
    """The name of `file` as one word of a command line."""
    return f'"{file}"' if " " in file else file


def _no_cards(entries: YamlNode | None) -> Fault:
    """What is wrong where the cards should be."""
    kind = next((key for key in entries if key in card_schema.ENTRIES), "") if entries else ""
    if isinstance(entries, Map) and kind:
        return Fault(
            ("cards", kind), "deck.dash-missing", {"key": kind, "margin": "  "}, at_key=True
        )
    return Fault(("cards",), "deck.no-cards")


def _entries_at(places: Sequence[int], root: Map, entries: Seq) -> Iterator[int]:
    """The number of the entry in which each place is; −1 for none."""
    bounds = [(mark, number) for number, mark in enumerate(entries.marks)]
    bounds += [(key, -1) for key, _ in root.marks.values()]
    bounds.sort()
    for at in places:
        before = bisect_right(bounds, (at, len(entries))) - 1
        yield bounds[before][1] if before >= 0 else -1


def _aliases(entry: Map) -> list[str]:
    """The former names of `entry`, as far as they are names."""
    written = entry.get("aliases")
    return [name for name in written if isinstance(name, str)] if isinstance(written, Seq) else []
