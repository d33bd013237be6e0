"""The formulas that may stand beside a right one: wrong methods, siblings, and two at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from kpitrainer.domain.drill.formula_blends import blended
from kpitrainer.domain.drill.in_words import worded
from kpitrainer.domain.drill.indicators import Indicator, Sibling, meaning_in
from kpitrainer.domain.formula.nodes import Node
from kpitrainer.domain.formula.trees import placeless
from kpitrainer.domain.text.localized import LocalizedText


@dataclass(frozen=True, eq=False)
class WrongFormula:
    """A formula that is not the problem's: `tree` in the problem's names, where it has them all.

    `chosen` is how the log names it: a misconception, or the sibling's `ref`. `mistake` is the
    misconception that it is, with what its author says of it; `sibling` the indicator it is right
    for; `both` the two wrong formulas that it has the mistakes of, the first of which names it.
    """

    text: LocalizedText
    tree: Node | None
    meaning: int | None
    chosen: str
    mistake: str | None = None
    sibling: Indicator | None = None
    both: "tuple[WrongFormula, WrongFormula] | None" = None


def wrong_methods(indicator: Indicator) -> Iterator[WrongFormula]:
    """The wrong methods in words, of which none means what another or the right one does."""
    seen = {indicator.meaning}
    for mistake in indicator.asked.mistakes:
        in_words = worded(indicator.form, mistake.formula.tree)
        if in_words is None:
            continue
        found = meaning_in(indicator.known, in_words.tree)
        if found not in seen:
            seen.add(found)
            yield WrongFormula(in_words.text, in_words.tree, found, mistake.id, mistake.id)


def of_sibling(indicator: Indicator, found: Sibling) -> WrongFormula:
    """The formula of another indicator."""
    other = found.indicator
    means = meaning_in(indicator.known, found.tree) if found.tree else None
    return WrongFormula(other.worded.text, found.tree, means, other.ref, sibling=other)


def blends(indicator: Indicator, wrong: Iterable[WrongFormula]) -> Iterator[WrongFormula]:
    """Formulas with two of the mistakes at once, none of which means what another one does."""
    trees = [(each, placeless(each.tree)) for each in wrong if each.tree is not None]
    right = placeless(indicator.worded.tree)
    seen = {indicator.meaning, None, *(each.meaning for each, _ in trees)}
    for (one, tree), (other, another) in permutations(trees, 2):
        found = blended(right, tree, another)
        in_words = found and worded(indicator.form, found)
        if not in_words:
            continue
        means = meaning_in(indicator.known, in_words.tree)
        if means not in seen:
            seen.add(means)
            both = (other, one) if one.sibling else (one, other)
            yield WrongFormula(in_words.text, in_words.tree, means, both[0].chosen, both=both)


def are_alike(one: WrongFormula, other: WrongFormula) -> bool:
    """Whether two formulas mean the same, or read alike in some language."""
    same = one.meaning is not None and one.meaning == other.meaning
    return same or any(one.text[language] == other.text[language] for language in one.text)
