"""Checking a typed text against the right ones: forgiving, and never silly."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kpitrainer.domain.text.compound_words import joined_like, read_bounds, with_times
from kpitrainer.domain.text.localized import base_language
from kpitrainer.domain.text.same_meaning import heavy_words, is_little
from kpitrainer.domain.text.spelling import MOST_SLIPS, Setting
from kpitrainer.domain.text.text_comparison import TextComparison
from kpitrainer.domain.text.typed_formula import FormulaMatch, match_formula
from kpitrainer.domain.text.vocabulary import Vocabulary
from kpitrainer.domain.text.word_forms import (
    Word,
    WordKind,
    is_formula,
    read_words,
    without_articles,
)
from kpitrainer.domain.text.wordings import unmarked, without_initials, wordings
from kpitrainer.domain.verdict import Message, Outcome, Verdict

LONGEST = 500
"""Characters of a typed text that are looked at; more is asked again."""

_RIGHT_GRADE, _EXACT_GRADE = 2, 3

_SHORT = 3
"""Letters of a word that may be part of anything: the mark of a list, N. P. S."""

_RELATED_RATIO = 45
"""Below this an answer is something else, and not worth a remark on one word of it."""


@dataclass(frozen=True)
class _Match:
    """A typed text held against one right or refused text.

    `clash`: they cannot mean the same, however alike. What only the best match is asked for is
    found out when it is asked for.
    """

    outcome: Outcome
    message: Message | None
    against: str
    compared: TextComparison | FormulaMatch
    moved: int = 0

    @property
    def clash(self) -> bool:
        return bool(self.compared.clash)

    @cached_property
    def grade(self) -> int:
        """From 0, which fits nothing, to 3, which is the text itself."""
        if self.outcome is Outcome.RIGHT:
            return 2 + self.compared.exact
        return int(self.outcome is Outcome.NEAR)

    @property
    def closeness(self) -> tuple[int, int, float]:
        """What makes one fit better than another."""
        return self.grade, -self.compared.cost, self.compared.ratio

    @property
    def said(self) -> Message | None:
        """What is told of it: nothing of a clash with a text that is something else anyway."""
        far = self.clash and self.compared.ratio < _RELATED_RATIO
        return None if far else self.message

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        marks = self.compared.marks()
        return tuple((start + self.moved, end + self.moved) for start, end in marks)


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

    RIGHT where only case, accents, punctuation, articles, small slips or the order of joined parts
    differ, or where it is more than a right text but says the same; NEAR where a word is missing,
    too many, misspelt or misplaced; UNCLEAR where there is no word to read or more than LONGEST
    characters. A mark before it, such as “1.”, is no part of it unless it is right with it.
    Of a `language` but French and English no grammar is known; `vocabulary` has words that no slip
    turns into each other. The verdict's `expected` is the right text that comes closest.
    """
    language = base_language(language)
    if len(typed) > LONGEST:
        return Verdict(Outcome.UNCLEAR, Message("answer.text-long", {"limit": LONGEST}))
    right = (expected, *accept)
    for text in right:
        if typed.strip() == text.strip():
            return Verdict(Outcome.RIGHT, expected=text)
    if not read_words(typed, language):
        return Verdict(Outcome.UNCLEAR, Message("answer.text-empty"))
    setting = Setting(language, vocabulary, _said(right, language))
    best = _best_match(typed, right, setting)
    for bare in _barer(typed, right, language) if best.grade < _RIGHT_GRADE else ():
        without = _best_match(bare, right, setting)
        if without.grade > best.grade:
            best, typed = replace(without, moved=len(typed) - len(bare)), bare
    if best.grade < _EXACT_GRADE and reject:
        refused = _closest([_match(typed, text, Setting(language, vocabulary)) for text in reject])
        if _refuses(refused, best):
            message = Message("answer.rejected")
            return Verdict(Outcome.WRONG, message, expected=expected, marks=best.marks)
    right_text = expected if best.outcome is Outcome.WRONG else best.against
    return Verdict(best.outcome, best.said, expected=right_text, marks=best.marks)


def _barer(typed: str, right: Iterable[str], language: str) -> Iterator[str]:
    """What `typed` is without its mark, and without the initials of what it says."""
    bare = unmarked(typed, formula=any(map(is_formula, right)))
    if bare is not None and read_words(bare, language):
        yield bare
    text = typed if bare is None else bare
    if (spelt_out := without_initials(text)) != text:
        yield spelt_out


@lru_cache(maxsize=4096)
def words_that_count(text: str, language: str) -> frozenset[str]:
    """The keys of the words of `text` but articles and little words."""
    language = base_language(language)
    _, words = _read(text, language, is_formula(text), acronyms=False)
    bare = without_articles(words, language)
    return frozenset(word.key for word in bare if not is_little(word, language))


def may_be_right(typed: str, right: tuple[str, ...], language: str, vocabulary: Vocabulary) -> bool:
    """Whether `typed` can be one of the `right` texts: a quick look, word by word, for lists.

    False only where a word is neither theirs, nor misspelt for one of theirs, nor mere wrapping.
    """
    if any(map(is_formula, right)):
        return True
    language = base_language(language)
    said = _said(right, language)
    setting = Setting(language, vocabulary, said)
    typed = without_initials(unmarked(typed) or typed)
    _, words = _read(typed, language, False, acronyms=False)
    heavy = heavy_words(without_articles(words, language), words, setting)
    return all(_may_be_said(word, said, setting) for word in heavy)


def _may_be_said(word: Word, said: frozenset[str], setting: Setting) -> bool:
    if word.kind is not WordKind.WORD or len(word.text) <= _SHORT or word.key in said:
        return True
    synonyms = setting.vocabulary.synonyms.get(setting.language, {})
    if word.key.endswith("ing") or word.key in synonyms or word.key in synonyms.values():
        return True
    for keys in (said, synonyms, synonyms.values()):
        if process.extractOne(word.key, keys, scorer=OSA.distance, score_cutoff=MOST_SLIPS):
            return True
    # Written together or apart: takeback, e mail.
    return any(word.text.startswith(key) or word.text in key for key in said)


def _refuses(refused: _Match, best: _Match) -> bool:
    """Whether a text is the refused one rather than the right one.

    It must fit it; what is merely alike, or clashes with it, is another text.
    """
    if not refused.grade:
        return False
    if best.clash and refused.grade < _RIGHT_GRADE:
        return False  # the clash says more
    return refused.closeness > best.closeness


def _best_match(typed: str, right: Iterable[str], setting: Setting) -> _Match:
    """The match with the text of `right` that explains `typed` best.

    A clash tells what is wrong only with the text that is meant: « membres inactifs » is no near
    miss of an accepted « membres » as « membres actifs » leaves nothing of it unexplained.
    """
    matches = []
    for text in right:
        matches.append(_match(typed, text, setting))
        if matches[-1].grade == _EXACT_GRADE:
            return matches[-1]
    best = _closest(matches)
    clashes = [match for match in matches if match.clash]
    if best.outcome is Outcome.RIGHT or not clashes:
        return best
    clash = min(clashes, key=lambda match: (match.compared.cost, -match.compared.ratio))
    if best.outcome is Outcome.NEAR and clash.compared.cost >= best.compared.cost:
        return best
    return clash


def _closest(matches: Sequence[_Match]) -> _Match:
    """The best of `matches`."""
    grade = max(match.grade for match in matches)
    fitting = [match for match in matches if match.grade == grade]
    return max(fitting, key=lambda match: match.closeness) if grade else fitting[0]


def _match(typed: str, text: str, setting: Setting) -> _Match:
    """The match with the best wording of `text`."""
    found = [_match_wording(typed, wording, setting) for wording in wordings(text)]
    return replace(_closest(found), against=text) if len(found) > 1 else found[0]


def _match_wording(typed: str, text: str, setting: Setting) -> _Match:
    if is_formula(text):
        formula = match_formula(typed, text, setting)
        if formula is not None:
            return _Match(formula.outcome, formula.message, text, formula)
    comparison = _compared(typed, text, setting)
    clash = comparison.clash
    outcome, message = (Outcome.WRONG, clash.message) if clash else comparison.verdict()
    return _Match(outcome, message, text, comparison)


def _compared(typed: str, text: str, setting: Setting) -> TextComparison:
    language = setting.language
    formula = is_formula(text)
    plain, given = _read(typed, language, formula, acronyms=False)
    right, wanted = _read(text, language, formula, acronyms=True)
    if _bounds(given) < _bounds(wanted):
        # A comparison that was misspelt is read as its words: « 6 ou mions ».
        given, wanted = plain, right
    return TextComparison(
        joined_like(given, wanted, language), joined_like(wanted, given, language), setting
    )


@lru_cache(maxsize=4096)
def _read(
    text: str, language: str, formula: bool, *, acronyms: bool
) -> tuple[list[Word], list[Word]]:
    """The words of `text`, and the same with comparisons and ranges as one word each."""
    words = read_words(text, language, formula=formula, acronyms=acronyms)
    plain = [word for word in words if word.text not in {"(", ")"}]
    if not formula:
        plain = list(with_times(plain, language))
    return plain, read_bounds(plain, language)


def _bounds(words: Iterable[Word]) -> int:
    return sum(word.kind is WordKind.BOUND for word in words)


@lru_cache(maxsize=256)
def _said(texts: tuple[str, ...], language: str) -> frozenset[str]:
    """The keys of all words of `texts` but articles."""
    return frozenset(
        word.key
        for text in texts
        for word in without_articles(
            _read(text, language, is_formula(text), acronyms=True)[1], language
        )
    )
