"""Checking what a learner answers to a list, a choice or a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from kpitrainer.domain.cards.card import Choice, ListItem, TrueFalse
from kpitrainer.domain.text.text_match import check_text
from kpitrainer.domain.verdict import Message, Outcome, Verdict


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
    """How far a list is recalled: which guess found which item (counted from 0)."""

    found: Mapping[int, str]
    guesses: tuple[Guess, ...]

    @property
    def wrong(self) -> tuple[str, ...]:
        """Guesses that are in no item."""
        return self._standing(GuessStanding.WRONG)

    @property
    def misplaced(self) -> tuple[str, ...]:
        """In an ordered list, right items typed before their turn."""
        return self._standing(GuessStanding.MISPLACED)

    @property
    def repeated(self) -> tuple[str, ...]:
        """Guesses at items already found."""
        return self._standing(GuessStanding.REPEATED)

    @property
    def near(self) -> tuple[str, ...]:
        """Guesses that almost are an item still open."""
        return self._standing(GuessStanding.NEAR)

    @property
    def last(self) -> Guess | None:
        """The latest guess."""
        return self.guesses[-1] if self.guesses else None

    def _standing(self, standing: GuessStanding) -> tuple[str, ...]:
        return tuple(guess.text for guess in self.guesses if guess.standing is standing)


def split_items(typed: str) -> list[str]:
    """The guesses typed at once: `;` and line ends separate them, empty ones fall away."""
    parts = typed.replace(";", "\n").splitlines()
    return [part.strip() for part in parts if part.strip()]


def recall(
    guesses: Sequence[str], items: Sequence[ListItem], *, ordered: bool, language: str
) -> Recall:
    """What all `guesses` so far find of a list; an item once found stays found.

    In any order, a guess that fits several items takes the one that leaves most to the others
    (a maximum matching). In an ordered list it counts for the next open place only.
    """
    search = _Search(items, language)
    for guess in guesses:
        search.take(guess, ordered=ordered)
    found = {item: guesses[guess] for item, guess in sorted(search.finder.items())}
    return Recall(found, tuple(search.taken))


class _Search:
    """The guesses taken so far, matched to items."""

    def __init__(self, items: Sequence[ListItem], language: str) -> None:
        self.items = items
        self.language = language
        self.fits: list[list[int]] = []
        """For each guess the items it fits."""
        self.finder: dict[int, int] = {}
        """Item → the guess that found it."""
        self.taken: list[Guess] = []

    def take(self, text: str, *, ordered: bool) -> None:
        verdicts = [_check(text, item, self.language) for item in self.items]
        self.fits.append(_fitting(verdicts))
        item: int | None
        message: Message | None = None
        if self.fits[-1]:
            standing, item = self._ordered() if ordered else self._unordered()
        else:
            standing, item, message = self._fitting_none(verdicts, ordered=ordered)
        self.taken.append(
            Guess(text, standing, item, message or self._say(standing, ordered=ordered))
        )

    def _ordered(self) -> tuple[GuessStanding, int]:
        turn, guess = len(self.finder), len(self.fits) - 1
        fits = self.fits[guess]
        if turn in fits:
            self.finder[turn] = guess
            return GuessStanding.FOUND, turn
        later = next((item for item in fits if item > turn), None)
        if later is not None:
            return GuessStanding.MISPLACED, later
        return GuessStanding.REPEATED, fits[0]

    def _unordered(self) -> tuple[GuessStanding, int]:
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
        self, verdicts: Sequence[Verdict], *, ordered: bool
    ) -> tuple[GuessStanding, int | None, Message | None]:
        unread = next((v for v in verdicts if v.outcome is Outcome.UNCLEAR), None)
        if unread:
            return GuessStanding.UNCLEAR, None, unread.message
        near = [item for item, v in enumerate(verdicts) if v.outcome is Outcome.NEAR]
        turn = len(self.finder)
        for item in near:
            if item == turn if ordered else item not in self.finder:
                return GuessStanding.NEAR, item, verdicts[item].message
        found = [item for item in near if item in self.finder and not _differs(verdicts[item])]
        return (
            (GuessStanding.REPEATED, found[0], None) if found else (GuessStanding.WRONG, None, None)
        )

    def _say(self, standing: GuessStanding, *, ordered: bool) -> Message:
        if standing is GuessStanding.FOUND:
            found, total = len(self.finder), len(self.items)
            if found == total:
                return Message("answer.item-last")
            return Message("answer.item-found", {"found": found, "total": total})
        if standing is GuessStanding.WRONG and ordered:
            return Message("answer.item-not-next")
        return Message(f"answer.item-{standing}")


def _check(text: str, item: ListItem, language: str) -> Verdict:
    accept = item.accept.get(language, ())
    return check_text(text, item.text[language], accept=accept, language=language)


def _differs(verdict: Verdict) -> bool:
    """Whether a near miss has another word, and so may well mean another item."""
    return verdict.message is not None and verdict.message.code == "answer.near-differs"


def _fitting(verdicts: Sequence[Verdict]) -> list[int]:
    """The items a guess fits; where it fits some without a slip, only those."""
    right = [item for item, verdict in enumerate(verdicts) if verdict.outcome is Outcome.RIGHT]
    exact = [item for item in right if verdicts[item].message is None]
    return exact or right


def list_outcome(recalled: Recall, total: int, *, helped: bool) -> tuple[Outcome, bool]:
    """How a list of `total` items was recalled, and whether with help, for the proposed rating.

    All found is RIGHT, with help where there was a hint or a wrong or misplaced guess; something
    missing is WRONG; with nothing typed it is NEAR, for the learner to rate.
    """
    if not recalled.guesses:
        return Outcome.NEAR, helped
    stumbled = bool(recalled.wrong or recalled.misplaced)
    complete = len(recalled.found) == total
    return (Outcome.RIGHT if complete else Outcome.WRONG), helped or stumbled


def shuffled(choice: Choice, chance: Random) -> list[int]:
    """The order to show a choice in: 0 is the right answer, n the n-th wrong one.

    Uses only `Random.random`, the same in every version of Python.
    """
    return sorted(range(len(choice.wrong) + 1), key=lambda _option: chance.random())


def check_choice(choice: Choice, picked: int, language: str) -> Verdict:
    """The verdict on option `picked`, counted as in `shuffled`: 0 is right."""
    outcome = Outcome.WRONG if picked else Outcome.RIGHT
    return Verdict(outcome, expected=choice.answer[language])


def check_claim(claim: TrueFalse, *, said: bool) -> Verdict:
    """The verdict on a learner who said that the claim is true, or false."""
    return Verdict(Outcome.RIGHT if said == claim.answer else Outcome.WRONG)
