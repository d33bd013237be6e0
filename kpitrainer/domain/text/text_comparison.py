"""Two texts held against each other word by word."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from kpitrainer.domain.text.function_words import (
    FRAMES,
    NUMBERS,
    POSSESSIVES,
)
from kpitrainer.domain.text.same_meaning import Order, heavy_words, is_little, order_of, reverses
from kpitrainer.domain.text.spelling import (
    MOST_SLIPS,
    Setting,
    as_heard,
    differing_letters,
    is_opposite,
    is_other_word,
)
from kpitrainer.domain.text.word_forms import Word, WordKind, without_articles
from kpitrainer.domain.verdict import Message, Outcome

_RIGHT_RATIO = 86
_ALIKE_RATIO = 75
_KEPT_WORDS = 2
"""With that many others right, one word may be another one and the answer still be near."""

_NUMBERS = {WordKind.NUMBER, WordKind.BOUND}


@dataclass(frozen=True, slots=True)
class Clash:
    """Why two texts cannot mean the same, however alike, and the words that say so."""

    message: Message
    words: tuple[Word, ...]


class TextComparison:
    """The words of two texts, paired as far as they are the same, in reading order."""

    def __init__(self, typed: Sequence[Word], right: Sequence[Word], setting: Setting) -> None:
        """Pair the words `typed` with those of the `right` text, both with their articles."""
        self._typed, self._right = typed, right
        self.setting = setting
        self.given = without_articles(typed, setting.language)
        self.wanted = without_articles(right, setting.language)
        self.pairs = self._paired()
        """Place in `given` → place in `wanted`."""
        taken = set(self.pairs.values())
        self.extra = [word for at, word in enumerate(self.given) if at not in self.pairs]
        self.missing = [word for at, word in enumerate(self.wanted) if at not in taken]

    @cached_property
    def ratio(self) -> float:
        """How alike the texts are, in [0, 100]."""
        return fuzz.ratio(
            " ".join(self._normalised(at) for at in range(len(self.given))),
            " ".join(word.key for word in self.wanted),
        )

    @cached_property
    def clash(self) -> Clash | None:
        """Why the texts cannot mean the same, if they cannot."""
        differing = [word for word in (*self.extra, *self.missing) if word.kind in _NUMBERS]
        counted = [self.given]
        if not NUMBERS[self.setting.language]:
            counted.append(self.wanted)  # its number may be in words, which are not known
        if differing and all(any(w.kind in _NUMBERS for w in words) for words in counted):
            return Clash(Message("answer.number-differs"), tuple(differing))
        if _negations(self.given) != _negations(self.wanted):
            unpaired = (*self.extra, *self.missing)
            negations = (word for word in unpaired if word.kind is WordKind.NEGATION)
            return Clash(Message("answer.negation"), tuple(negations))
        signs = [word for word in self.extra if word.kind is WordKind.OPERATOR]
        if signs:
            return Clash(Message("answer.sign-differs"), tuple(signs))
        return self._contrary()

    def _contrary(self) -> Clash | None:
        """Why a typed word says the contrary of a right one, or of all of them."""
        for right in self.missing:
            for typed in self.extra:
                if is_opposite(typed, right, self.setting.vocabulary):
                    return Clash(Message("answer.opposite"), (typed, right))
            if right.kind is WordKind.ACRONYM and self.extra:
                return Clash(Message("answer.acronym"), ())
        taken_away = [word for word in self.extra if self._reverses(word)]
        if taken_away and not any(
            reverses(word.text, word.key, self.setting.language) for word in self.missing
        ):
            return Clash(Message("answer.opposite"), tuple(taken_away))
        return None

    @cached_property
    def cost(self) -> int:
        """How many words that count this leaves unexplained; one for another is one."""
        clashing = self.clash.words if self.clash else ()
        apart = {id(word) for word in clashing}
        extra = self._weighty(word for word in self._heavy if id(word) not in apart)
        missing = self._weighty(word for word in self.missing if id(word) not in apart)
        numbers = [
            sum(word.kind in _NUMBERS and id(word) in apart for word in words)
            for words in (self.extra, self.missing)
        ]
        return max(extra, missing) + abs(numbers[0] - numbers[1])

    @property
    def exact(self) -> bool:
        """Whether the words are the same, without a slip, in the same order."""
        places = list(self.pairs.values())
        return not (self.extra or self.missing or self._slips) and places == sorted(places)

    def verdict(self) -> tuple[Outcome, Message | None]:
        """How the typed text stands where it does not clash."""
        if not self._fits:
            near = self._near()
            return (Outcome.NEAR, near) if near else (Outcome.WRONG, None)
        if self.order is Order.OTHER:
            return Outcome.NEAR, Message("answer.near-order")
        if self._slips and self._spelt < _RIGHT_RATIO:
            return Outcome.NEAR, Message("answer.near-spelling")
        return Outcome.RIGHT, Message("answer.spelling") if self._slips else None

    @cached_property
    def order(self) -> Order:
        """How the order of the typed words is to that of the right ones."""
        places = list(self.pairs.values())
        if places == sorted(places):
            return Order.SAME
        pairs = [(self.given[at], self.wanted[to]) for at, to in self.pairs.items()]
        return order_of(pairs, self._typed, self._right, self.setting.language)

    @property
    def _fits(self) -> bool:
        """Whether every right word was typed, and nothing that would change their meaning.

        Little words may be missing or too many, but one for another (“to” for “from”) is a near
        miss. What else is too many stands in another right text of the same item or frames the
        answer (“it is”, “number of”), and then nothing else is misspelt.
        """
        if not self.extra and not self.missing:
            return True
        if not self.pairs or not all(map(self._is_little, self.missing)) or self._heavy:
            return False
        little = POSSESSIVES[self.setting.language] | FRAMES[self.setting.language]
        if self.missing and any(self._is_little(word) for word in self.extra):
            swapped = (*self.missing, *(word for word in self.extra if self._is_little(word)))
            return all(word.text in little for word in swapped)
        return all(map(self._is_little, self.extra)) or not self._slips

    @cached_property
    def _heavy(self) -> list[Word]:
        """Those of the words too many that are no mere wrapping."""
        return heavy_words(self.extra, self._typed, self.setting)

    def _reverses(self, word: Word) -> bool:
        """Whether a word takes away from the others, and is none of the item's."""
        if word.kind is not WordKind.WORD or word.key in self.setting.said:
            return False
        return reverses(word.text, word.key, self.setting.language)

    def _paired(self) -> dict[int, int]:
        """Places of the same words in both, those without a slip first, in reading order."""
        pairs = self._same_words(1)
        if sorted(pairs.values()) != list(pairs.values()):
            # Of a word that was typed twice the other one may be meant: number *of* end of line.
            backwards = self._same_words(-1)
            if sorted(backwards.values()) == list(backwards.values())[::-1]:
                pairs = backwards
        free = {to: word for to, word in enumerate(self.wanted) if to not in pairs.values()}
        found = {
            at: {to: self.setting.edits(word, right) for to, right in free.items()}
            for at, word in enumerate(self.given)
            if at not in pairs and free
        }
        for slips in range(MOST_SLIPS + 1):
            for at, steps in found.items():
                if at not in pairs:
                    same = (to for to, count in steps.items() if count == slips and to in free)
                    place = next(same, None)
                    if place is not None:
                        pairs[at] = place
                        del free[place]
        return dict(sorted(pairs.items()))

    def _same_words(self, step: int) -> dict[int, int]:
        """Places of the same words without a slip: from the first on, with `step` -1 the last."""
        pairs: dict[int, int] = {}
        free = dict(list(enumerate(self.wanted))[::step])
        for at in range(len(self.given))[::step]:
            word = self.given[at]
            for to, right in free.items():
                if word.key == right.key and self.setting.edits(word, right) == 0:
                    pairs[at] = to
                    del free[to]
                    break
        return pairs

    @cached_property
    def _slips(self) -> list[tuple[Word, Word]]:
        """Pairs of a typed word and the right one that it is misspelt for."""
        pairs = ((self.given[at], self.wanted[to]) for at, to in self.pairs.items())
        return [(typed, right) for typed, right in pairs if self.setting.edits(typed, right)]

    @property
    def _spelt(self) -> float:
        """How alike the paired words are."""
        typed, right = [], []
        for at, to in self.pairs.items():
            word, wanted = self.given[at], self.wanted[to]
            slips = self.setting.edits(word, wanted)
            typed.append(as_heard(word.key) if slips else wanted.key)
            right.append(self.setting.spelt_for(word, wanted) if slips else wanted.key)
        return fuzz.ratio(" ".join(typed), " ".join(right))

    def _normalised(self, at: int) -> str:
        """The typed word there, written as the right one where it is the same."""
        word, to = self.given[at], self.pairs.get(at)
        is_same = to is not None and self.setting.edits(word, self.wanted[to]) == 0
        return self.wanted[to].key if to is not None and is_same else word.key

    def _near(self) -> Message | None:
        """What keeps a near miss from being right; None where too much differs."""
        missing = self._weighty(self.missing)
        extra = self._weighty(self._heavy)
        total = self._weighty(self.wanted)
        kept, few = total - missing, max(1, total // 3)
        if not self.extra and kept and missing <= few:
            return Message("answer.near-missing", {"count": len(self.missing)})
        if not self.missing and kept and extra <= few:
            return Message("answer.near-extra", {"count": len(self.extra)})
        if not self.extra or not self.missing or max(missing, extra) > 1:
            return None
        typed, right = self.extra[0], self.missing[0]
        if fuzz.ratio(typed.text, right.text) >= _ALIKE_RATIO:
            other = is_other_word(typed, right, self.setting.vocabulary, self.setting.language)
            return Message("answer.near-other" if other else "answer.near-spelling")
        if kept >= _KEPT_WORDS:
            count = max(len(self.extra), len(self.missing))
            return Message("answer.near-differs", {"count": count})
        return None

    def _weighty(self, words: Iterable[Word]) -> int:
        return sum(not self._is_little(word) for word in words)

    def _is_little(self, word: Word) -> bool:
        return is_little(word, self.setting.language)

    def marks(self) -> tuple[tuple[int, int], ...]:
        """Spans [start, end) of the typed text that differ, in order, none touching."""
        spans = [(word.offsets[0], word.offsets[-1] + 1) for word in self.extra]
        for typed, right in self._slips:
            spans += differing_letters(typed, right)
        return merged(spans)


def merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """`spans` in order, those that touch as one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _negations(words: Iterable[Word]) -> Counter[str]:
    return Counter(word.key for word in words if word.kind is WordKind.NEGATION)
