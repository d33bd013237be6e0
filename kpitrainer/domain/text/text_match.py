"""Checking a typed text against the right ones: forgiving, and never silly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kpitrainer.domain.text.bounds import read_bounds
from kpitrainer.domain.text.comparison import Comparison, Setting
from kpitrainer.domain.text.formula_match import match_formula
from kpitrainer.domain.text.joined_words import joined_like
from kpitrainer.domain.text.spelling import Vocabulary
from kpitrainer.domain.text.word_forms import Word, is_formula, read_words, without_articles
from kpitrainer.domain.text.wordings import unmarked, wordings
from kpitrainer.domain.verdict import Message, Outcome, Verdict

LONGEST = 500
"""Characters of a typed text that are looked at; more is asked again."""

_RELATED_RATIO = 45
"""Below this an answer is something else, and not worth a remark on one word of it."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A typed text held against one right or refused text; `ratio` in [0, 100].

    `clash`: they cannot mean the same, however alike. `cost`: how many words are unexplained.
    """

    outcome: Outcome
    ratio: float
    cost: int
    against: str
    message: Message | None
    clash: bool
    exact: bool
    marks: tuple[tuple[int, int], ...]

    @property
    def grade(self) -> int:
        """From 0, which fits nothing, to 3, which is the text itself."""
        if self.outcome is Outcome.RIGHT:
            return 2 + self.exact
        return int(self.outcome is Outcome.NEAR)

    @property
    def closeness(self) -> tuple[int, int, float]:
        """What makes one fit better than another."""
        return self.grade, -self.cost, self.ratio


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
    `language` is "fr" or "en"; `vocabulary` has words that no slip turns into each other. The
    verdict's `expected` is the right text that comes closest.
    """
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
    bare = unmarked(typed)
    if best.grade < 2 and bare is not None and read_words(bare, language):  # noqa: PLR2004 - not right
        without = _best_match(bare, right, setting)
        if without.grade > best.grade:
            moved = len(typed) - len(bare)
            marks = tuple((start + moved, end + moved) for start, end in without.marks)
            best, typed = replace(without, marks=marks), bare
    refused = max(
        (_match(typed, text, replace(setting, said=frozenset())) for text in reject),
        key=lambda match: match.closeness,
        default=None,
    )
    if refused is not None and _refuses(refused, best):
        best = replace(best, outcome=Outcome.WRONG, message=Message("answer.rejected"))
    right_text = expected if best.outcome is Outcome.WRONG else best.against
    return Verdict(best.outcome, best.message, expected=right_text, marks=best.marks)


def _refuses(refused: _Match, best: _Match) -> bool:
    """Whether a text is the refused one rather than the right one.

    It must fit it; what is merely alike, or clashes with it, is another text.
    """
    if not refused.grade or best.grade == 3:  # noqa: PLR2004 - the right text itself
        return False
    if best.clash and refused.grade == 1:
        return False  # the clash says more
    return refused.closeness > best.closeness


def _best_match(typed: str, right: Iterable[str], setting: Setting) -> _Match:
    """The match with the text of `right` that explains `typed` best.

    A clash tells what is wrong only with the text that is meant: « membres inactifs » is no near
    miss of an accepted « membres » as « membres actifs » leaves nothing of it unexplained.
    """
    matches = [_match(typed, text, setting) for text in right]
    best = max(matches, key=lambda match: match.closeness)
    clashes = [match for match in matches if match.clash]
    if best.outcome is Outcome.RIGHT or not clashes:
        return best
    clash = min(clashes, key=lambda match: (match.cost, -match.ratio))
    if best.outcome is Outcome.NEAR:
        return clash if clash.cost < best.cost else best
    return max(matches, key=lambda match: match.ratio) if clash.message is None else clash


def _match(typed: str, text: str, setting: Setting) -> _Match:
    """The match with the best wording of `text`."""
    found = max(
        (_match_wording(typed, wording, setting) for wording in wordings(text)),
        key=lambda match: match.closeness,
    )
    return found if found.against == text else replace(found, against=text)


def _match_wording(typed: str, text: str, setting: Setting) -> _Match:
    if is_formula(text):
        formula = match_formula(typed, text, setting)
        if formula is not None:
            outcome, message, marks = formula
            exact = outcome is Outcome.RIGHT and message is None
            clash = outcome is Outcome.WRONG
            return _Match(outcome, 100, 0, text, message, clash, exact, marks)
    comparison = _compared(typed, text, setting)
    clash_ = comparison.clash
    outcome, message = (Outcome.WRONG, clash_.message) if clash_ else comparison.verdict()
    ratio = comparison.ratio
    said = None if clash_ and ratio < _RELATED_RATIO else message
    return _Match(
        outcome,
        ratio,
        comparison.cost,
        text,
        said,
        clash_ is not None,
        comparison.exact,
        comparison.marks(),
    )


def _compared(typed: str, text: str, setting: Setting) -> Comparison:
    language = setting.language
    formula = is_formula(text)
    given = _read_typed(typed, language, formula)
    wanted = _read_right(text, language, formula)
    return Comparison(
        joined_like(given, wanted, language), joined_like(wanted, given, language), setting
    )


@lru_cache(maxsize=64)
def _read_typed(typed: str, language: str, formula: bool) -> list[Word]:  # noqa: FBT001 - the cache's key
    words = read_words(typed, language, formula=formula, acronyms=False)
    return read_bounds(_without_brackets(words), language)


@lru_cache(maxsize=4096)
def _read_right(text: str, language: str, formula: bool) -> list[Word]:  # noqa: FBT001 - as above
    return read_bounds(_without_brackets(read_words(text, language, formula=formula)), language)


def _without_brackets(words: Iterable[Word]) -> list[Word]:
    return [word for word in words if word.text not in {"(", ")"}]


@lru_cache(maxsize=256)
def _said(texts: tuple[str, ...], language: str) -> frozenset[str]:
    """The keys of all words of `texts` but articles."""
    return frozenset(
        word.key
        for text in texts
        for word in without_articles(_read_right(text, language, is_formula(text)), language)
    )
