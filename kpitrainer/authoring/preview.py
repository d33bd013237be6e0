"""The decks an author is writing, and the card looked at, while their files change."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kpitrainer.domain.cards.answering import Answering, rebased
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.translated import translated
from kpitrainer.domain.errors import Diagnostic, KpiTrainerError, Position, Severity
from kpitrainer.domain.text.vocabulary import NO_WORDS, Vocabulary, knowing_all


class DeckFile(NamedTuple):
    """A deck file as it was read: its good cards, and what a quick look found wrong.

    `entries` are the lines on which its cards begin, good or not, and `names` the ids written
    there; `digest` tells one content of the file from another.
    """

    path: str
    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...]
    entries: tuple[int, ...] = ()
    digest: bytes = b""
    names: frozenset[str] = frozenset()

    @property
    def cards(self) -> tuple[Card, ...]:
        """The good cards."""
        return self.deck.cards if self.deck else ()

    @property
    def broken(self) -> bool:
        """Whether something in it cannot be read."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)

    @property
    def gone(self) -> bool:
        """Whether there is no such file any more."""
        return any(diagnostic.code == _FILE_GONE for diagnostic in self.diagnostics)

    def lost(self, entry: str, before: "DeckFile | None") -> bool:
        """Whether that entry alone was taken out since `before`: a file half written lacks more."""
        rest = before.names - {entry} if before else frozenset()
        return entry not in self.names and bool(self.names) and rest <= self.names

    def entry(self, line: int) -> int:
        """Which of its entries a line belongs to, from 0; -1 before the first."""
        return bisect_right(self.entries, line) - 1


_FILE_GONE = "preview.file-gone"

_UNCHECKED: tuple[bytes, tuple[Diagnostic, ...]] = (b"", ())


class Preview(Answering):
    """One card on screen; its place is kept whatever happens to the files.

    `card` is the one looked at. It is `stale`, the last that could be read, while its file has
    errors and it is not among the good ones. `selected` is the diagnostic gone to, if any, and
    `removed` the id of the card looked at before, where it is no longer in its file.
    """

    def __init__(self, language: str, seed: Callable[[], int], wanted: str = "") -> None:
        """`language` is the reader's, `seed` gives a new seed, `wanted` is the first card's id."""
        self.language = language
        self._seed = seed
        self._wanted = wanted
        self._files: dict[str, DeckFile] = {}
        self._path = ""
        self._known: dict[tuple[str, str], Card] = {}
        self._checks: dict[str, tuple[bytes, tuple[Diagnostic, ...]]] = {}
        self._lost = ""
        self._index = 0
        self.card: Card | None = None
        self.stale = False
        self.selected: Diagnostic | None = None
        self.removed = ""

    @property
    def files(self) -> tuple[DeckFile, ...]:
        """The deck files, in order."""
        return tuple(self._files.values())

    @property
    def file(self) -> DeckFile:
        """The one looked at."""
        return self._files[self._path]

    @property
    def place(self) -> tuple[int, int]:
        """Which card of its deck is looked at, from 1 (0 for none), and how many there are."""
        return self._index + 1 if self.card and not self.stale else 0, len(self.file.cards)

    @property
    def checked(self) -> bool:
        """Whether the file looked at was looked at closely."""
        digest = self.file.digest
        # Of a file that cannot be read there is nothing to look at.
        return not digest or self._checks.get(self._path, _UNCHECKED)[0] == digest

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Those of the file looked at: the selected one first, then the present card's."""
        found = list(self.file.diagnostics)
        digest, known = self._checks.get(self._path, _UNCHECKED)
        if digest == self.file.digest:
            found = [*known, *(diagnostic for diagnostic in found if diagnostic not in known)]
        return sorted(found, key=self._rank)

    @property
    def at(self) -> Position:
        """Where an editor is to be opened: the selected diagnostic, else the card."""
        if self.selected:
            return self.selected.at
        if self.card and not self.stale:
            return self.card.at
        return next((diagnostic.at for diagnostic in self.diagnostics), Position(self._path, 1, 1))

    def take(self, files: Sequence[DeckFile]) -> bool:
        """Look at the files as they were read now, at least one; whether another card is shown.

        The present card stays, where it is still there or cannot be read for a while, unless
        another one changed and it did not.
        """
        first = not self._files
        changed = [] if first else self._changed(files)
        missing = self._path not in {file.path for file in files}
        old = self._files.get(self._path)
        self._files = {file.path: file for file in files}
        if missing and old is not None:
            # A file that is gone may be on its way back; once others change it is gone for good.
            away = files[0].path if old.gone else self._path
            self._path = self._renamed(old) or away
            self._files.setdefault(self._path, DeckFile(self._path, None, (file_gone(self._path),)))
        self.selected, self.removed = None, ""
        self._known |= {(file.path, card.key.card): card for file in files for card in file.cards}
        if first:
            self._begin()
            return True
        return self._stay(changed, old)

    def move(self, step: int) -> None:
        """Show a card further on, or back; it stops at the ends."""
        cards = self.file.cards
        if not cards:
            return
        # From a card that cannot be read one goes to where it was.
        index = self._index + (step if not self.stale or step < 0 else step - 1)
        self._show(max(0, min(index, len(cards) - 1)))

    def change_deck(self, step: int) -> None:
        """Show the first card of another deck."""
        paths = list(self._files)
        if len(paths) == 1:
            return
        left = self.file
        self._path = paths[(paths.index(self._path) + step) % len(paths)]
        if left.gone:
            del self._files[left.path]
        self.card = None
        self.put(None)
        self._show(0)

    def next_diagnostic(self) -> None:
        """Go to the next diagnostic of the file, and to its card where that can be read."""
        diagnostics = sorted(self.diagnostics, key=lambda diagnostic: diagnostic.at)
        if not diagnostics:
            return
        after = self.selected.at if self.selected else self.at._replace(column=0)
        later = [diagnostic for diagnostic in diagnostics if diagnostic.at > after]
        diagnostic = (later or diagnostics)[0]
        entry = self.file.entry(diagnostic.at.line)
        for index, card in enumerate(self.file.cards):
            if entry >= 0 and self.file.entry(card.at.line) == entry:
                if card != self.card:
                    self._show(index)
                break
        self.selected = diagnostic

    def redraw(self) -> None:
        """Ask the card anew: other numbers, another order."""
        if self.card is not None:
            self._ask(self.card)

    def speak(self, language: str) -> None:
        """Show the card in another language, with what was done so far."""
        self.language = language
        if self.attempt is not None and self.file.deck is not None:
            self.put(translated(self.attempt, self.file.deck.language(language)))

    def check(self, file: DeckFile, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Keep what a closer look at `file` found."""
        self._checks[file.path] = (file.digest, diagnostics)

    def _renamed(self, old: DeckFile) -> str:
        """The file that now holds the deck of one that is gone; empty where there is none."""
        name = old.deck.id if old.deck else self.card.key.deck if self.card else ""
        return next((file.path for file in self.files if file.deck and file.deck.id == name), "")

    def _begin(self) -> None:
        places = [(file.path, index) for file in self.files for index, card in enumerate(file.cards)
                  if self._wanted in ("", card.key.card, card.key.entry)]  # fmt: skip
        self._path, index = next(iter(places), (self.files[0].path, 0))
        self._show(index)

    def _stay(self, changed: list[tuple[str, Card]], old: DeckFile | None) -> bool:
        """Find the present card again, or go to the first one changed since its file was `old`."""
        before, cards, broken = self.card, self.file.cards, self.file.broken
        wanted = self._lost or (before.key.card if before else "")
        present = next((card for card in cards if card.key.card == wanted), None)
        if present is None and not broken:
            renamed = (card for card in cards for alias in card.aliases if alias.card == wanted)
            present = next(renamed, None)
        unreadable = before is not None and present is None and (broken or not cards)
        if before and unreadable and not self.file.lost(before.key.entry, old):
            self.stale = True
            return False
        if changed and (self._path, present) not in changed:
            self._path, card = changed[0]
            self._show(self.file.cards.index(card))
        elif present is None:
            self._show(min(self._index, max(len(cards) - 1, 0)))
            self._lost = self.removed = wanted  # it may be on its way back
        elif before is None or present.key.card != before.key.card:
            self._show(cards.index(present))
        else:
            self._refresh(present, cards.index(present))
            return False
        return True

    def _refresh(self, card: Card, index: int) -> None:
        """Show the present card as it is written now; where that is as before nothing happens."""
        before, self.card, self._index, self.stale = self.card, card, index, False
        if self.attempt is None:
            self._ask(card)
        elif not _same(before, card) or self.attempt.vocabulary != self._vocabulary():
            try:
                self.put(rebased(self.attempt, card, self._spoken(), self._vocabulary()))
            except KpiTrainerError:
                self._ask(card)

    def _show(self, index: int) -> None:
        cards = self.file.cards
        self._index, self._lost, self.stale, self.selected = index, "", False, None
        card = cards[index] if cards else None
        if card is not None and card is self.card and self.attempt is not None:
            return
        self.card = card
        self.put(None)
        if card is not None:
            self._ask(card)

    def _ask(self, card: Card) -> None:
        try:
            self.put(Attempt(card, self._spoken(), self._seed(), self._vocabulary()))
        except KpiTrainerError:
            self.put(None)  # `drill.cannot-draw`: a closer look tells why

    def _spoken(self) -> str:
        deck = self.file.deck
        if deck is not None:
            return deck.language(self.language)
        return self.attempt.language if self.attempt else self.language

    def _vocabulary(self) -> Vocabulary:
        """The words by which the cards of the file looked at are judged."""
        decks = {file.path: file.deck for file in self.files if file.deck is not None}
        words = knowing_all({path: deck.vocabulary for path, deck in decks.items()})
        return words.get(self._path, NO_WORDS)

    def _changed(self, files: Sequence[DeckFile]) -> list[tuple[str, Card]]:
        """The cards that are new or written otherwise than when last read, here first."""
        return [
            (file.path, card)
            for file in sorted(files, key=lambda file: file.path != self._path)
            if file is not self._files.get(file.path)
            for card in file.cards
            if not _same(self._known.get((file.path, card.key.card)), card)
        ]

    def _rank(self, diagnostic: Diagnostic) -> tuple[bool, bool, Position]:
        here = self.card is not None and (
            self.file.entry(diagnostic.at.line) == self.file.entry(self.card.at.line) >= 0
        )
        return diagnostic != self.selected, not here, diagnostic.at


def _same(before: Card | None, now: Card) -> bool:
    """Whether a card is written as it was, wherever it stands."""
    return before is not None and replace(before, at=now.at, key=now.key) == now


def file_gone(path: str) -> Diagnostic:
    """The diagnostic of a file that is no longer there; it may be on its way back."""
    return Diagnostic(Position(path, 1, 1), _FILE_GONE)
