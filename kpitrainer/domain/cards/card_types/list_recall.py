"""`list`: several things to recall, and which guesses found which of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kpitrainer.domain.cards.card_types.content import Content, Mode
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.text.localized import LocalizedText, LocalizedTexts
from kpitrainer.domain.text.spelling import Vocabulary
from kpitrainer.domain.text.text_match import check_text
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
    """All items of a list are recalled, in order or not."""

    type_name = "list"
    mode = Mode.LIST

    ask: LocalizedText
    items: tuple[ListItem, ...]
    ordered: bool = False

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
        guesses: Iterable[str],
        language: str,
        vocabulary: Vocabulary,
        before: "Recall | None" = None,
    ) -> "Recall":
        """What `guesses` find of it, after those of `before`; an item once found stays found.

        In any order, a guess that fits several items takes the one that leaves most to the others
        (a maximum matching). In an ordered list it counts for the next open place only.
        """
        search = _Search(self, language, vocabulary, before or Recall())
        for guess in guesses:
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


def split_items(typed: str) -> list[str]:
    """The guesses typed at once: `;` and line ends separate them, empty ones fall away."""
    parts = typed.replace(";", "\n").splitlines()
    return [part.strip() for part in parts if part.strip()]


class _Search:
    """The guesses taken so far, matched to items."""

    def __init__(
        self, content: ListRecall, language: str, vocabulary: Vocabulary, before: Recall
    ) -> None:
        self.items = content.items
        self.ordered = content.ordered
        self.language = language
        self.vocabulary = vocabulary
        self.fits = list(before.fits)
        self.finder = dict(before.finder)
        self.taken = list(before.guesses)

    def take(self, text: str) -> None:
        verdicts = [self._check(text, item) for item in self.items]
        self.fits.append(_fitting(verdicts))
        item: int | None
        message: Message | None = None
        if self.fits[-1]:
            standing, item = self._next_place() if self.ordered else self._any_place()
        else:
            standing, item, message = self._fitting_none(verdicts)
        message = message or self._message(standing)
        self.taken.append(Guess(text, standing, item, message))

    def _check(self, text: str, item: ListItem) -> Verdict:
        return check_text(
            text,
            item.text[self.language],
            accept=item.accept.get(self.language, ()),
            language=self.language,
            vocabulary=self.vocabulary,
        )

    def _next_place(self) -> tuple[GuessStanding, int]:
        turn, guess = len(self.finder), len(self.fits) - 1
        fits = self.fits[guess]
        if turn in fits:
            self.finder[turn] = guess
            return GuessStanding.FOUND, turn
        later = next((item for item in fits if item > turn), None)
        if later is not None:
            return GuessStanding.MISPLACED, later
        return GuessStanding.REPEATED, fits[0]

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

    def _fitting_none(
        self, verdicts: Sequence[Verdict]
    ) -> tuple[GuessStanding, int | None, Message | None]:
        unread = next((v for v in verdicts if v.outcome is Outcome.UNCLEAR), None)
        if unread:
            return GuessStanding.UNCLEAR, None, unread.message
        near = [item for item, v in enumerate(verdicts) if v.outcome is Outcome.NEAR]
        turn = len(self.finder)
        for item in near:
            if item == turn if self.ordered else item not in self.finder:
                return GuessStanding.NEAR, item, verdicts[item].message
        found = [item for item in near if item in self.finder and not _differs(verdicts[item])]
        return (
            (GuessStanding.REPEATED, found[0], None) if found else (GuessStanding.WRONG, None, None)
        )

    def _message(self, standing: GuessStanding) -> Message:
        if standing is GuessStanding.FOUND:
            found, total = len(self.finder), len(self.items)
            if found == total:
                return Message("answer.item-last")
            return Message("answer.item-found", {"found": found, "total": total})
        if standing is GuessStanding.WRONG and self.ordered:
            return Message("answer.item-not-next")
        return Message(f"answer.item-{standing}")


def _differs(verdict: Verdict) -> bool:
    """Whether a near miss has another word, and so may well mean another item."""
    return verdict.message is not None and verdict.message.code == "answer.near-differs"


def _fitting(verdicts: Sequence[Verdict]) -> tuple[int, ...]:
    """The items a guess fits; where it fits some without a slip, only those."""
    right = tuple(item for item, found in enumerate(verdicts) if found.outcome is Outcome.RIGHT)
    exact = tuple(item for item in right if verdicts[item].message is None)
    return exact or right


def list_outcome(recalled: Recall, total: int, *, helped: bool) -> tuple[Outcome, bool]:
    """How a list of `total` items was recalled, and whether with help, for the proposed rating.

    All found is RIGHT, with help where there was a hint or a wrong or misplaced guess; something
    missing is WRONG; with nothing typed it is NEAR, for the learner to rate.
    """
    if not recalled.guesses:
        return Outcome.NEAR, helped
    stumbled = bool(recalled.standing(GuessStanding.WRONG, GuessStanding.MISPLACED))
    complete = len(recalled.found) == total
    return (Outcome.RIGHT if complete else Outcome.WRONG), helped or stumbled
