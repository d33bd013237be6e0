"""`list`: several things to recall, and which guesses found which of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kpitrainer.domain.cards.card_types.content import Content, Mode
from kpitrainer.domain.cards.card_types.list_line import guesses_in, parts_of
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.text.text_match import check_text, may_be_right, words_that_count
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.verdict import Message, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list, with other spellings that count."""

    text: LocalizedText
    accept: LocalizedTexts = field(default_factory=dict)

    def right_answers(self, language: str) -> tuple[str, ...]:
        """Every text that is right as it stands."""
        return (self.text[language], *self.accept.get(language, ()))


@dataclass(frozen=True, slots=True)
class ListRecall(Content):
    """All items of a list are recalled, in order or not; or `enough` of them, in any order."""

    type_name = "list"
    mode = Mode.LIST

    ask: LocalizedText
    items: tuple[ListItem, ...]
    ordered: bool = False
    enough: int | None = None

    @property
    def wanted(self) -> int:
        """How many items are to be given."""
        return len(self.items) if self.enough is None else self.enough

    @property
    def weight(self) -> int:
        """Half a fact an item to be given, rounded up: items bring each other to mind."""
        return (self.wanted + 1) // 2

    def asked(self) -> tuple[str, LocalizedText]:
        """As for Content."""
        return "ask", self.ask

    def solution(self, language: str) -> tuple[str, ...]:
        """The items."""
        return tuple(item.text[language] for item in self.items)

    def texts(self) -> Iterator[tuple[FieldPath, LocalizedText]]:
        """As for Content."""
        yield ("ask",), self.ask
        yield from ((("items", number), item.text) for number, item in enumerate(self.items))

    def right_answers(self, language: str) -> tuple[str, ...]:
        """As for Content."""
        return tuple(text for item in self.items for text in item.right_answers(language))

    def recall(
        self,
        typed: Iterable[str],
        language: str,
        vocabulary: Vocabulary,
        before: "Recall | None" = None,
    ) -> "Recall":
        """What is found of it by what was `typed`, after `before`; an item found stays found.

        Each text may hold several guesses, a line each, or parted by signs (`list_line`). In any
        order, a guess that fits several items takes the one that leaves most to the others (a
        maximum matching). In an ordered list it counts for its place.
        """
        search = _Search(self, language, vocabulary, before or Recall())
        longest = max(map(parts_of, self.right_answers(language)))
        for text in typed:
            whole = search.fitting(text) and search.is_wording(text)
            lines = [text] if whole else text.splitlines()
            for line in lines:
                for guess in guesses_in(line, search, longest):
                    search.take(guess)
        return Recall(tuple(search.taken), tuple(search.fits), search.finder)


class GuessStanding(StrEnum):
    """How one guess at a list's items stands."""

    FOUND = "found"
    NEAR = "near"  # not counted: the learner may put it better
    WRONG = "wrong"
    MISPLACED = "misplaced"  # in an ordered list, an item whose turn has not come
    REPEATED = "repeated"
    UNCLEAR = "unclear"


_UNKNOWN = {GuessStanding.WRONG, GuessStanding.NEAR}


@dataclass(frozen=True, slots=True)
class Guess:
    """One guess: its text, its standing, the item it is about (the one newly found) if any."""

    text: str
    standing: GuessStanding
    item: int | None
    message: Message


@dataclass(frozen=True, slots=True)
class Recall:
    """How far a list is recalled, after each of the guesses so far.

    Items and guesses count from 0: `fits` has for each guess the items it fits, `finder` leads from
    each item found to the guess that found it.
    """

    guesses: tuple[Guess, ...] = ()
    fits: tuple[tuple[int, ...], ...] = ()
    finder: Mapping[int, int] = field(default_factory=dict)

    @property
    def found(self) -> Mapping[int, str]:
        """The items found, each with the guess that found it."""
        return {item: self.guesses[guess].text for item, guess in sorted(self.finder.items())}

    @property
    def last(self) -> Guess | None:
        """The latest guess."""
        return self.guesses[-1] if self.guesses else None

    def standing(self, *standings: GuessStanding) -> tuple[str, ...]:
        """The guesses that stand in one of these ways."""
        return tuple(guess.text for guess in self.guesses if guess.standing in standings)


class _Search:
    """The guesses taken so far, matched to items."""

    def __init__(
        self, content: ListRecall, language: str, vocabulary: Vocabulary, before: Recall
    ) -> None:
        self.items = content.items
        self.wanted = content.wanted
        self.ordered = content.ordered
        self.language = language
        self.vocabulary = vocabulary
        self.fits = list(before.fits)
        self.finder = dict(before.finder)
        self.taken = list(before.guesses)
        self._fitting: dict[str, tuple[int, ...]] = {}

    def take(self, text: str) -> None:
        self.fits.append(self.fitting(text))
        item: int | None
        message: Message | None = None
        if self.fits[-1]:
            standing, item = self._next_place() if self.ordered else self._any_place()
        else:
            standing, item, message = self._fitting_none(text)
        message = message or self._message(text, standing)
        self.taken.append(Guess(text, standing, item, message))

    def fitting(self, text: str) -> tuple[int, ...]:
        """The items `text` fits; where it fits some without a slip, only those."""
        if text not in self._fitting:
            found = {
                at: self._check(text, item)
                for at, item in enumerate(self.items)
                if may_be_right(
                    text, item.right_answers(self.language), self.language, self.vocabulary
                )
            }
            right = [at for at, verdict in found.items() if verdict.outcome is Outcome.RIGHT]
            exact = [at for at in right if found[at].message is None]
            self._fitting[text] = tuple(exact or right)
        return self._fitting[text]

    def is_wording(self, text: str) -> bool:
        """Whether an author's text is made of the same words, in as many parts at least."""
        words = words_that_count(text, self.language)
        return any(
            words_that_count(right, self.language) == words and parts_of(right) >= parts_of(text)
            for item in self.items
            for right in item.right_answers(self.language)
        )

    def _check(self, text: str, item: ListItem) -> Verdict:
        return check_text(
            text,
            item.text[self.language],
            accept=item.accept.get(self.language, ()),
            language=self.language,
            vocabulary=self.vocabulary,
        )

    def _next_place(self) -> tuple[GuessStanding, int]:
        """Find the item whose place the guess takes.

        One miss must not drag the rest along. In its place is what comes next after the last that
        was found; after a miss, whatever comes later; and what a miss left open before.
        """
        guess = len(self.fits) - 1
        fits = self.fits[guess]
        open_ones = [item for item in fits if item not in self.finder]
        for item in open_ones:
            if self._in_place(item):
                self.finder[item] = guess
                return GuessStanding.FOUND, item
        if open_ones:
            return GuessStanding.MISPLACED, open_ones[0]
        return GuessStanding.REPEATED, fits[0]

    def _in_place(self, item: int) -> bool:
        last = max(self.finder, default=-1)
        given = {guess.item for guess in self.taken if guess.standing is GuessStanding.MISPLACED}
        if item < last:
            below = max((found for found in self.finder if found < item), default=-1)
            above = min(found for found in self.finder if found > item)
            between = self.taken[self.finder.get(below, -1) + 1 : self.finder[above]]
            return item in given or any(guess.standing in _UNKNOWN for guess in between)
        after = self.taken[self.finder.get(last, -1) + 1 :]
        missed = any(guess.standing in {*_UNKNOWN, GuessStanding.MISPLACED} for guess in after)
        skipped = set(range(last + 1, item)) - given
        return missed or not skipped

    def _any_place(self) -> tuple[GuessStanding, int]:
        guess = len(self.fits) - 1
        before = set(self.finder)
        if self._find_item(guess, set()):
            (item,) = set(self.finder) - before
            return GuessStanding.FOUND, item
        return GuessStanding.REPEATED, self.fits[guess][0]

    def _find_item(self, guess: int, tried: set[int]) -> bool:
        """Give `guess` an item, moving earlier guesses to others they fit (augmenting path)."""
        for item in self.fits[guess]:
            if item not in tried:
                tried.add(item)
                if item not in self.finder or self._find_item(self.finder[item], tried):
                    self.finder[item] = guess
                    return True
        return False

    def _fitting_none(self, text: str) -> tuple[GuessStanding, int | None, Message | None]:
        verdicts = [self._check(text, item) for item in self.items]
        unread = next((v for v in verdicts if v.outcome is Outcome.UNCLEAR), None)
        if unread:
            return GuessStanding.UNCLEAR, None, unread.message
        near = [item for item, v in enumerate(verdicts) if v.outcome is Outcome.NEAR]
        for item in near:
            if item not in self.finder and (not self.ordered or self._in_place(item)):
                return GuessStanding.NEAR, item, verdicts[item].message
        again = [
            item for item in near if item in self.finder and not _is_told(verdicts[item], _DIFFERS)
        ]
        if not again:
            return GuessStanding.WRONG, None, None
        for item in again:
            if not _is_told(verdicts[item], _OTHER_WORD):
                return GuessStanding.REPEATED, item, None
        return GuessStanding.NEAR, again[0], verdicts[again[0]].message

    def _message(self, text: str, standing: GuessStanding) -> Message:
        if standing is GuessStanding.FOUND:
            found, total = len(self.finder), self.wanted
            if found >= total:
                some = self.wanted < len(self.items)
                return Message("answer.item-enough" if some else "answer.item-last")
            return Message("answer.item-found", {"found": found, "total": total})
        if standing is GuessStanding.WRONG and parts_of(text) > 1:
            return Message("answer.item-unparted")
        return Message(f"answer.item-{standing}")


def _is_told(verdict: Verdict, code: str) -> bool:
    return verdict.message is not None and verdict.message.code == code


_DIFFERS, _OTHER_WORD = "answer.near-differs", "answer.near-other"
"""A near miss with another word, or one of the course that looks alike, may mean another item."""


def list_outcome(recalled: Recall, content: ListRecall, *, helped: bool) -> tuple[Outcome, bool]:
    """How the list was recalled, and whether with help, for the proposed rating.

    All found is RIGHT, with help where there was a hint or a wrong or misplaced guess; something
    missing is WRONG; with nothing typed it is NEAR, for the learner to rate. So are enough of its
    items among wrong ones, as some of many are easily guessed.
    """
    stumbled = bool(recalled.standing(GuessStanding.WRONG, GuessStanding.MISPLACED))
    complete = len(recalled.found) >= content.wanted
    if not recalled.guesses or (complete and stumbled and content.enough is not None):
        return Outcome.NEAR, helped or stumbled
    return (Outcome.RIGHT if complete else Outcome.WRONG), helped or stumbled
