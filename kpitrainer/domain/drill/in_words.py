"""A drill's formulas with its names in words: « (CA − charges) ÷ CA × 100 »."""

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from kpitrainer.domain.drill.phrase import Phrase, Slot
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.formula.nodes import (
    Binary,
    Call,
    Constant,
    Name,
    Negative,
    Node,
    ValueType,
)
from kpitrainer.domain.formula.trees import subtrees
from kpitrainer.domain.formula.writer import inside_rounding, write_in_words
from kpitrainer.domain.text.localized import LocalizedText

LONGEST = 110
"""Characters of a formula in words: more is not taken in at a glance."""

_SHORTEST_NAME = 3
"""Letters of a name that may be a word."""


@dataclass(frozen=True, slots=True)
class Worded:
    """A formula's `tree`, of names that have words only, and how it is written in each language."""

    tree: Node
    text: LocalizedText


def worded(form: Template, tree: Node) -> Worded | None:
    """A formula of one of a drill's forms, in words.

    A name without words is spelt out by its formula under `let`. None where one is left, where
    there is nothing to calculate, or where it is too long.
    """
    spelt = _spelt(form, inside_rounding(tree))
    if spelt is None or not any(isinstance(each, Binary) for each in subtrees(spelt)):
        return None
    text = {
        language: write_in_words(spelt, words_of(form, language), language)
        for language in form.languages
    }
    return Worded(spelt, text) if max(map(len, text.values())) <= LONGEST else None


def words_of(form: Template, language: str) -> dict[str, str]:
    """What the names of a form are called in a language.

    In a deck of one language names that are words themselves need no others.
    """
    words = {name: text[language] for name, text in form.names.items()}
    if len(form.languages) == 1:
        for name in (*form.given, *form.let):
            if len(name) >= _SHORTEST_NAME and name.replace("_", "").isalpha():
                words.setdefault(name, name.strip("_").replace("_", " "))
    return words


def _spelt(form: Template, node: Node) -> Node | None:  # noqa: PLR0911 - one for each kind of node
    """The formula with each name spelt out that has no words; a list's sum is one name."""
    known = words_of(form, form.languages[0])
    match node:
        case Constant():
            return node
        case Name(name) if name in known and node.kind is ValueType.NUMBER:
            return node
        case Name(name):
            return _spelt(form, form.let[name].tree) if name in form.let else None
        case Negative(operand):
            inner = _spelt(form, operand)
            return inner and replace(node, operand=inner)
        case Binary(_, left, right):
            sides = _spelt(form, left), _spelt(form, right)
            return replace(node, left=sides[0], right=sides[1]) if all(sides) else None  # type: ignore[arg-type]
        case Call(function, (Name(name),)) if f"{function}({name})" in known:
            return Name(f"{function}({name})", ValueType.NUMBER)
        case Call("root", arguments):
            spelt = tuple(_spelt(form, each) for each in arguments)
            return replace(node, arguments=spelt) if all(spelt) else None  # type: ignore[arg-type]
        case _:
            return None


def indicator_name(form: Template, place: int, language: str) -> str:
    """What the number is called that the part at `place` asks for.

    The drill's title, or where that stands for several questions what stands before the first `=`
    of the hints in words.
    """
    part = form.parts[place]
    several = form.variant or len(form.parts) > 1
    for hint in part.hints if several and isinstance(part, NumberPart) else ():
        before, equals, _ = _plain(hint[language]).partition(" = ")
        if equals:
            return re.split(r"[.;:\u00a0\u202f] +", before)[-1].strip()
    return form.title[language]


def _plain(phrase: Phrase) -> str:
    """The text of a phrase up to the first number of the exercise."""
    texts = takewhile(lambda piece: not isinstance(piece, Slot), phrase.pieces)
    return "".join(map(str, texts)).replace("\n", " ")
