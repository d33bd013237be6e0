"""What drills ask for, as formulas in words, and which of them are taken for each other."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import TypeAlias

from kpitrainer.domain.drill.in_words import Worded, indicator_name, worded, words_of
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.drill.unseen.meaning import NoMeaningError, hashed, meaning, meanings
from kpitrainer.domain.formula.nodes import Binary, Call, Name, Node, ValueType
from kpitrainer.domain.formula.trees import names_in, replaced

Words: TypeAlias = tuple[str, ...]
"""What a figure is called, in each language of its deck."""

_MOST_FOREIGN = 2
"""A sibling may speak of so many figures that the problem has not."""


@dataclass(frozen=True, eq=False)
class Indicator:
    """A number that the part at `place` of one of a drill's forms asks for.

    `ref` names it in the log: "deck/drill", with a variant "deck/drill:variant", and "#2" after it
    where there are several numbers to ask for. `tags` are its drill's.
    """

    ref: str
    form: Template
    place: int
    worded: Worded
    tags: frozenset[str] = frozenset()

    @property
    def asked(self) -> NumberPart:
        """The part that asks for it."""
        part = self.form.parts[self.place]
        assert isinstance(part, NumberPart)  # noqa: S101 - no other part has a formula
        return part

    @cached_property
    def known(self) -> Mapping[str, int]:
        """What the names of its form mean, those of lists included."""
        of_lists = {name: hashed(name) for name in self.form.names if "(" in name}
        return {**of_lists, **meanings(self.form)}

    @cached_property
    def meaning(self) -> int | None:
        """What it means."""
        return meaning_in(self.known, self.worded.tree)

    @cached_property
    def words(self) -> Mapping[str, Words]:
        """What the names of its form are called."""
        told = [words_of(self.form, language) for language in sorted(self.form.languages)]
        return {name: tuple(words[name] for words in told) for name in told[0]}

    @cached_property
    def by_words(self) -> Mapping[Words, str]:
        """The names of its form, by their words."""
        return {words: name for name, words in self.words.items()}

    @cached_property
    def figures(self) -> Sequence[str]:
        """The names of its formula."""
        return sorted(names_in(self.worded.tree))

    @property
    def drill(self) -> str:
        """Its drill: "deck/drill"."""
        return re.split("[:#]", self.ref)[0]

    @property
    def deck(self) -> str:
        """The deck of its drill: its family."""
        return self.ref.partition("/")[0]

    def name(self, language: str) -> str:
        """What it is called."""
        return indicator_name(self.form, self.place, language)


@dataclass(frozen=True, eq=False)
class Sibling:
    """Another indicator, whose formula may be taken for that of a problem.

    `tree` is its formula in the problem's own names, None where it speaks of other figures too;
    `shared` counts the names that both have in words.
    """

    indicator: Indicator
    tree: Node | None
    shared: int


def indicators_of(
    deck: str, drill: str, template: Template, tags: Iterable[str] = ()
) -> tuple[Indicator, ...]:
    """What a drill's forms ask for, as far as it can be put into words.

    A reverse exercise is none, as its own formula is only the name of what is asked for.
    """
    found = []
    for form in template.forms:
        ref = f"{deck}/{drill}:{form.variant}" if form.variant else f"{deck}/{drill}"
        numbers = [
            (place, part) for place, part in enumerate(form.parts) if isinstance(part, NumberPart)
        ]
        for place, part in numbers:
            in_words = None if part.reverse else worded(form, part.answer.formula.tree)
            if in_words is not None:
                own = f"{ref}#{place + 1}" if len(numbers) > 1 else ref
                found.append(Indicator(own, form, place, in_words, frozenset(tags)))
    return tuple(found)


def sibling(of: Indicator, other: Indicator) -> Sibling | None:
    """`other` as an option at a problem of `of`; None where it is none.

    It shares a figure with the problem, by the words for it, or where it speaks of others too with
    the problem's formula: else nobody would take it. And it is not right there: neither does it
    mean the same, nor would it if its other figures were some of the problem's by other words, or
    were 0 or 1, as the years are over which a change of one year is spread.
    """
    if of is other or of.form.languages != other.form.languages:
        return None
    mine, theirs = of.by_words, other.words
    common = {name: mine[theirs[name]] for name in other.figures if theirs[name] in mine}
    foreign = [name for name in other.figures if name not in common]
    if foreign and not {*common.values()} & {*of.figures}:
        return None
    if len(foreign) > min(_MOST_FOREIGN, len(common)) or any(_right(of, other, common, foreign)):
        return None
    tree = None if foreign else _renamed(other.worded.tree, common)
    return Sibling(other, tree, len(common))


def siblings(of: Indicator, others: Sequence[Indicator]) -> tuple[tuple[Sibling, ...], int]:
    """Its siblings, the nearest first, and how many of them are equally near.

    Near are those that can be calculated of the problem's own figures, then those of the same
    deck; among these, those that share most figures and tags.
    """
    found = [each for other in others if (each := sibling(of, other)) is not None]

    def kind(each: Sibling) -> tuple[bool, bool]:
        return each.tree is None, each.indicator.deck != of.deck

    def nearness(each: Sibling) -> tuple[tuple[bool, bool], int, int, str]:
        alike = len(each.indicator.tags & of.tags)
        return kind(each), -each.shared, -alike, each.indicator.ref

    ordered = tuple(sorted(found, key=nearness))
    return ordered, sum(kind(each) == kind(ordered[0]) for each in ordered)


def in_names_of(of: Indicator, other: Indicator) -> Node | None:
    """The formula of `other` in the names of `of`; None where those are not enough."""
    found = sibling(of, other)
    return found.tree if found else None


def renamed_in(of: Indicator, other: Indicator, tree: Node) -> Node | None:
    """A formula in words of `other` in the names of `of`; None where those are not enough."""
    names = {name: of.by_words.get(other.words[name]) for name in names_in(tree)}
    found = {name: to for name, to in names.items() if to is not None}
    return _renamed(tree, found) if len(found) == len(names) else None


def _renamed(tree: Node, names: Mapping[str, str]) -> Node:
    return replaced(tree, {name: Name(to, ValueType.NUMBER) for name, to in names.items()})


def _right(
    of: Indicator, other: Indicator, common: Mapping[str, str], foreign: Sequence[str]
) -> Iterator[bool]:
    """For each reading of the figures that the problem has not, whether it would be right."""
    known = {name: of.known[mine] for name, mine in common.items()}
    figures = sorted(
        {of.known[name] for name in (*of.form.given, *of.form.let) if name in of.known}
    )
    for read in product((0, 1, *figures), repeat=len(foreign)):
        means = {**known, **dict(zip(foreign, read, strict=True))}
        ones = frozenset(name for name, value in means.items() if value == 1)
        yield meaning_in(means, _without_roots(other.worded.tree, ones)) == of.meaning


def _without_roots(node: Node, ones: Collection[str]) -> Node:
    """The tree without its outermost roots of a degree that is one of the `ones`."""
    match node:
        case Call("root", (inner, Name(degree))) if degree in ones:
            return inner
        case Binary(_, left, right):
            sides = _without_roots(left, ones), _without_roots(right, ones)
            return replace(node, left=sides[0], right=sides[1])
        case _:
            return node


def meaning_in(known: Mapping[str, int], tree: Node) -> int | None:
    """What a formula in words means, its names being `known`; None where it divides by 0."""
    try:
        return meaning(tree, known)
    except NoMeaningError:
        return None
