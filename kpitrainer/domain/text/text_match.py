"""Checking a typed text against the right ones: forgiving, and never silly."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from rapidfuzz import fuzz

from kpitrainer.domain.text.function_words import LITTLE_WORDS
from kpitrainer.domain.text.spelling import (
    MOST_SLIPS,
    Vocabulary,
    differing_letters,
    edits,
    is_opposite,
    is_other_word,
)
from kpitrainer.domain.text.word_forms import (
    Word,
    WordKind,
    is_formula,
    joined_like,
    read_words,
    without_articles,
)
from kpitrainer.domain.verdict import Message, Outcome, Verdict

LONGEST = 500
"""Characters of a typed text that are looked at; more is asked again."""

_RIGHT_RATIO = 86
_ALIKE_RATIO = 75
_KEPT_WORDS = 2
"""With that many others right, one word may be another one and the answer still be near."""
_RELATED_RATIO = 45
"""Below this an answer is something else, and not worth a remark on one word of it."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A typed text held against one right or refused text; `ratio` in [0, 100].

    `clash`: they cannot mean the same, however alike.
    """

    outcome: Outcome
    ratio: float
    against: str
    message: Message | None
    clash: bool
    marks: tuple[tuple[int, int], ...]

    @property
    def exact(self) -> bool:
        return self.outcome is Outcome.RIGHT and self.message is None

    @property
    def rank(self) -> tuple[bool, bool, bool, float]:
        # « membres inactifs » is no near miss of an accepted « membres » while it clashes with
        # « membres actifs », which is closer.
        counts = self.outcome is Outcome.NEAR or self.clash
        return self.exact, self.outcome is Outcome.RIGHT, counts, self.ratio


def check_text(  # noqa: PLR0913 - all that a verdict depends on
    typed: str,
    expected: str,
    *,
    accept: Sequence[str] = (),
    reject: Sequence[str] = (),
    language: str,
    vocabulary: Vocabulary,
) -> Verdict:
    """How `typed` stands to `expected`, to the other right texts and to the refused ones.

    RIGHT where only case, accents, punctuation, articles or small slips differ; NEAR where a
    word is missing, too many, misspelt or misplaced; UNCLEAR where there is no word to read or
    more than LONGEST characters. `language` is "fr" or "en"; `vocabulary` has words that no slip
    turns into each other. The verdict's `expected` is the right text that comes closest.
    """
    if len(typed) > LONGEST:
        return Verdict(Outcome.UNCLEAR, Message("answer.text-long", {"limit": LONGEST}))
    for text in (expected, *accept):
        if typed.strip() == text.strip():
            return Verdict(Outcome.RIGHT, expected=text)
    if not read_words(typed, language):
        return Verdict(Outcome.UNCLEAR, Message("answer.text-empty"))
    best = max(
        (_match(typed, text, language, vocabulary) for text in (expected, *accept)),
        key=attrgetter("rank"),
    )
    refused = max(
        (_match(typed, text, language, vocabulary) for text in reject),
        key=attrgetter("rank"),
        default=None,
    )
    if refused and not best.exact and (refused.exact or refused.ratio > best.ratio):
        best = replace(best, outcome=Outcome.WRONG, message=Message("answer.rejected"))
    right_text = expected if best.outcome is Outcome.WRONG else best.against
    return Verdict(best.outcome, best.message, expected=right_text, marks=best.marks)


def _match(typed: str, text: str, language: str, vocabulary: Vocabulary) -> _Match:
    formula = is_formula(text)
    given = read_words(typed, language, formula=formula, acronyms=False)
    wanted = read_words(text, language, formula=formula)
    given, wanted = joined_like(given, wanted, language), joined_like(wanted, given, language)
    comparison = _Comparison(
        without_articles(given, language),
        without_articles(wanted, language),
        language,
        vocabulary,
    )
    clash = comparison.clash()
    outcome, message = (Outcome.WRONG, clash) if clash else comparison.verdict()
    ratio = comparison.ratio
    said = None if clash and ratio < _RELATED_RATIO else message
    return _Match(outcome, ratio, text, said, clash is not None, comparison.marks())


class _Comparison:
    """The words of two texts, paired as far as they are the same, in reading order."""

    def __init__(
        self, given: list[Word], wanted: list[Word], language: str, vocabulary: Vocabulary
    ) -> None:
        self.given = given
        self.wanted = wanted
        self.little = LITTLE_WORDS[language]
        self.vocabulary = vocabulary
        self.pairs = self._paired()
        """Place in `given` → place in `wanted`."""
        taken = set(self.pairs.values())
        self.extra = [word for at, word in enumerate(given) if at not in self.pairs]
        self.missing = [word for at, word in enumerate(wanted) if at not in taken]
        self.ratio = fuzz.ratio(
            " ".join(self._normalised(at) for at in range(len(given))),
            " ".join(word.key for word in wanted),
        )

    def _edits(self, typed: Word, expected: Word) -> int | None:
        return edits(typed, expected, self.vocabulary)

    def _paired(self) -> dict[int, int]:
        """Places of the same words in both, those without a slip first, in reading order."""
        pairs: dict[int, int] = {}
        free = dict(enumerate(self.wanted))
        for slips in range(MOST_SLIPS + 1):
            for at, word in enumerate(self.given):
                if at not in pairs:
                    same = (to for to, right in free.items() if self._edits(word, right) == slips)
                    found = next(same, None)
                    if found is not None:
                        pairs[at] = found
                        del free[found]
        return dict(sorted(pairs.items()))

    def _normalised(self, at: int) -> str:
        """The typed word there, written as the right one where it is the same."""
        word, to = self.given[at], self.pairs.get(at)
        is_same = to is not None and self._edits(word, self.wanted[to]) == 0
        return self.wanted[to].key if to is not None and is_same else word.key

    def clash(self) -> Message | None:
        """Why the texts cannot mean the same, however alike."""
        numbers = _counted(self.given, WordKind.NUMBER)
        if numbers and numbers != _counted(self.wanted, WordKind.NUMBER):
            return Message("answer.number-differs")
        if _negations(self.given) != _negations(self.wanted):
            return Message("answer.negation")
        if _counted(self.given, WordKind.OPERATOR) - _counted(self.wanted, WordKind.OPERATOR):
            return Message("answer.sign-differs")
        for right in self.missing:
            for typed in self.extra:
                if is_opposite(typed, right, self.vocabulary):
                    return Message("answer.opposite")
            if right.kind is WordKind.ACRONYM and self.extra:
                return Message("answer.acronym")
        return None

    def verdict(self) -> tuple[Outcome, Message | None]:
        if self.extra or self.missing:
            near = self._near()
            return (Outcome.NEAR, near) if near else (Outcome.WRONG, None)
        if list(self.pairs.values()) != sorted(self.pairs.values()):
            return Outcome.NEAR, Message("answer.near-order")
        if self.ratio < _RIGHT_RATIO:
            return Outcome.NEAR, Message("answer.near-spelling")
        same = all(self._edits(self.given[g], self.wanted[w]) == 0 for g, w in self.pairs.items())
        return Outcome.RIGHT, None if same else Message("answer.spelling")

    def _near(self) -> Message | None:
        """What keeps a near miss from being right; None where too much differs."""
        missing, extra = self._weighty(self.missing), self._weighty(self.extra)
        total = self._weighty(self.wanted)
        kept, few = total - missing, max(1, total // 3)
        if not self.extra and kept and missing <= few:
            return Message("answer.near-missing", {"count": len(self.missing)})
        if not self.missing and kept and extra <= few:
            return Message("answer.near-extra", {"count": len(self.extra)})
        if not self.extra or not self.missing or max(missing, extra) > 1:
            return None
        typed, right = self.extra[0], self.missing[0]
        other_word = is_other_word(typed, right, self.vocabulary)
        if fuzz.ratio(typed.text, right.text) >= _ALIKE_RATIO and not other_word:
            return Message("answer.near-spelling")
        if kept >= _KEPT_WORDS or (self.ratio >= _ALIKE_RATIO and other_word):
            return Message(
                "answer.near-differs", {"count": max(len(self.extra), len(self.missing))}
            )
        return None

    def _weighty(self, words: Iterable[Word]) -> int:
        return sum(word.text not in self.little for word in words)

    def marks(self) -> tuple[tuple[int, int], ...]:
        """Spans [start, end) of the typed text that differ, in order, none touching."""
        spans = [(word.offsets[0], word.offsets[-1] + 1) for word in self.extra]
        for at, to in self.pairs.items():
            if self._edits(self.given[at], self.wanted[to]):
                spans += differing_letters(self.given[at], self.wanted[to])
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)


def _counted(words: list[Word], kind: WordKind) -> Counter[str]:
    return Counter(word.key for word in words if word.kind is kind)


def _negations(words: list[Word]) -> Counter[str]:
    """The negations; « ne » beside another one says nothing more."""
    found = _counted(words, WordKind.NEGATION)
    return Counter({key: count for key, count in found.items() if key != "ne"}) or found
