"""Drills that read alike but for their numbers, and are calculated differently."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpitrainer.deckfile.read.draw_checks import is_constant
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.phrase import Slot
from kpitrainer.domain.drill.template import Cell, Choices, ListName, ListOf, NumberPart, Template
from kpitrainer.domain.drill.unseen.meaning import NoMeaningError, hashed, meaning
from kpitrainer.domain.errors import FieldPath
from kpitrainer.domain.formula.formula import Formula
from kpitrainer.domain.text.dictionary import folded
from kpitrainer.domain.text.function_words import ARTICLES

_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class LikeDrill:
    """A drill whose question, at `path` of its entry, `other` asks too, and another calculation."""

    card: Card
    path: FieldPath
    other: Card


@dataclass(frozen=True, slots=True)
class _Question:
    """What is read up to a part's question in one language, and what is calculated of it.

    `words` have a number's place in each slot, of which `calculation` is made; it is None where
    it cannot be told from what is read.
    """

    card: Card
    path: FieldPath
    words: tuple[str, ...]
    calculation: int | None


def drills_alike(cards: Sequence[Card]) -> Iterator[LikeDrill]:
    """Each drill that reads as an earlier one does and is calculated differently, the first time.

    Two versions of one deck are not compared with each other, nor a drill's own variants.
    """
    first: dict[tuple[str, ...], list[_Question]] = {}
    told = set()
    for card in cards:
        for asked in _questions(card):
            alike = first.setdefault(asked.words, [])
            other = next((each for each in alike if _differs(each, asked)), None)
            if other and card.key not in told:
                told.add(card.key)
                yield LikeDrill(card, asked.path, other.card)
            alike.append(asked)


def _differs(one: _Question, other: _Question) -> bool:
    a, b = one.card, other.card
    same_deck = a.key.deck == b.key.deck
    if same_deck and (a.key.entry == b.key.entry or a.at.file != b.at.file):
        return False
    known = one.calculation is not None and other.calculation is not None
    return known and one.calculation != other.calculation


def _questions(card: Card) -> Iterator[_Question]:
    forms = card.content.template.forms if isinstance(card.content, Drill) else ()
    for form in forms:
        for place, part in enumerate(form.parts):
            for language in form.languages if isinstance(part, NumberPart) else ():
                reading = _read(form, place, language)
                path = (*form.source_path((*part.path, "ask")), language)
                calculation = _calculation(form, place, reading.names)
                yield _Question(card, path, (language, *reading.words), calculation)


class _QuestionText:
    """The words that are read in one language, and the names behind their slots.

    A slot stands among the words as its number: of the same name the same.
    """

    def __init__(self, form: Template, language: str) -> None:
        self.words: list[str] = []
        self.names: list[str] = []
        self._form, self._language = form, language

    def tell(self, text: str) -> None:
        """Read a text without slots."""
        found = _WORD.findall(folded(text))
        self.words += (word for word in found if word not in ARTICLES[self._language])

    def show(self, name: str) -> None:
        """Read a slot; of a setting all there are."""
        if name == "context":
            self.tell(" ".join(context[self._language] for context in self._form.contexts))
            return
        if name not in self.names:
            self.names.append(name)
        self.words.append(f"{{{self.names.index(name)}}}")

    def read(self, cell: Cell | None) -> None:
        """Read a text, or a cell of the table."""
        if isinstance(cell, Formula):
            self.show(cell.source)
        elif isinstance(cell, ListName):
            self.show(cell.name)
        elif isinstance(cell, Mapping):
            for piece in cell[self._language].pieces:
                if isinstance(piece, Slot):
                    self.show(piece.name)
                else:
                    self.tell(piece)


def _read(form: Template, place: int, language: str) -> _QuestionText:
    """All that is read up to the question of the part at `place`."""
    reading = _QuestionText(form, language)
    reading.read(form.intro)
    for line in (form.grid.heads, *form.grid.lines) if form.grid else ():
        for cell in line:
            reading.read(cell)
    for part in form.parts[: place + 1]:
        reading.read(part.ask)
    return reading


def _calculation(form: Template, place: int, names: Sequence[str]) -> int | None:
    """What the part at `place` calculates of the numbers that stand in the slots of `names`."""
    part = form.parts[place]
    assert isinstance(part, NumberPart)  # noqa: S101 - asked of these only
    slots = {name: hashed("slot", at) for at, name in enumerate(names)}
    formula = part.reverse.shown.formula if part.reverse else part.answer.formula
    if part.reverse:
        slots[part.reverse.name] = hashed("asked for")
    try:
        known = _known(form, slots)
        for number, earlier in enumerate(form.parts[:place], 1):
            if isinstance(earlier, NumberPart):
                known[f"part{number}"] = meaning(earlier.answer.formula.tree, known)
        if not all(each in known for each in formula.names):
            return None
        return hashed(meaning(formula.tree, known), part.reverse and slots.get("answer"))
    except NoMeaningError:
        return None


def _known(form: Template, slots: Mapping[str, int]) -> dict[str, int]:
    """The meanings of what follows from what is read: a list's only where its length is fixed."""
    known = {name: value for name, value in slots.items() if not _is_list(form, name)}
    for name, source in form.given.items():
        if name in known:
            continue
        if isinstance(source, ListOf):
            if name in slots and source.fewest == source.most:
                at_slot = {f"{name}[{at}]": hashed(slots[name], at) for at in range(source.most)}
                known |= {**at_slot, f"{name}#": source.most, name: slots[name]}
        elif isinstance(source, Choices) and is_constant(source):
            known[name] = meaning(source.options[0].tree, known)
    for name, formula in form.let.items():
        if name not in known and all(each in known for each in formula.names):
            known[name] = meaning(formula.tree, known)
    return known


def _is_list(form: Template, name: str) -> bool:
    return isinstance(form.given.get(name), ListOf)
