"""Moodle XML: the questions of a Moodle question bank."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kpitrainer.formats.draft import Draft, DraftDeck, Place, ReadOptions
from kpitrainer.formats.limits import count_notes, read_bytes
from kpitrainer.formats.read.blanks import MOST_GAPS, Blank, fill, own_text
from kpitrainer.formats.read.categories import Categories
from kpitrainer.formats.read.embedded_answers import fill_in
from kpitrainer.formats.read.quiz_cards import (
    MOST_OPTIONS,
    Pair,
    WeightedNumber,
    WeightedOption,
    choose,
    decimal,
    give_reasons,
    has_answer,
    judge,
    match,
    type_number,
    type_text,
)
from kpitrainer.formats.read.quiz_text import read_text
from kpitrainer.formats.read.xml_tree import read_xml

_NO_CARD = {
    "description": "import.description",
    "essay": "import.essay",
    "random": "import.drawn-question",
    "randomsamatch": "import.drawn-question",
}
_CALCULATED = ("calculated", "calculatedsimple", "calculatedmulti")
_CHOSEN_GAP = re.compile(r"\[\[([0-9]{1,3})\]\]")
_USUAL_FEEDBACK = frozenset(
    {
        "Your answer is correct.", "Your answer is partially correct.",
        "Your answer is incorrect.", "Votre réponse est correcte.",
        "Votre réponse est partiellement correcte.", "Votre réponse est incorrecte.",
    }
)  # fmt: skip
"""What Moodle says of itself, if nobody writes anything else."""


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of the question bank `path`.

    Raises:
        KpiTrainerError: it is too large, or no XML that can be read.
    """
    deck = DraftDeck()
    questions = read_xml(read_bytes(path)).findall("question")
    categories = Categories()
    number = 0
    for at, element in enumerate(questions):
        options.progress(at, len(questions))
        kind = element.get("type", "")
        if kind == "category":
            categories.begin(own_text(_text_of(element, "category"), deck))
            continue
        number += 1
        question = _Question(deck, element, number, categories.tags)
        if max(map(len, (element, *element))) > 2 * MOST_OPTIONS:
            question.leave_out("import.many-options", most=MOST_OPTIONS)
        else:
            question.add(kind)
        count_notes(len(deck.drafts))
    categories.finish(deck)
    return deck


class _Question:
    """One question of the bank."""

    def __init__(self, deck: DraftDeck, element: Element, number: int, above: list[str]) -> None:
        self._deck = deck
        self._element = element
        key = _text_of(element, "idnumber") or _text_of(element, "name")
        self._draft = Draft("basic", {}, Place("question", number), own_text(key, deck).strip())
        tags = [own_text(_text_of(tag), deck) for tag in element.iterfind("tags/tag")]
        self._draft.fields = {
            "tags": [*above, *filter(None, tags)],
            "ask": self._told(element.find("questiontext")),
            "why": self._told(element.find("generalfeedback")),
            "hint": "\n".join(filter(None, map(self._told, element.iterfind("hint")))),
        }
        for image in filter(None, (_text_of(each) for each in element.iterfind("image"))):
            self._draft.lose("import.lost-picture", name=image[:120])

    def add(self, kind: str) -> None:
        """Add its cards to the deck, or note why there is none."""
        if code := _NO_CARD.get(kind):
            self.leave_out(code)
        elif kind in _CALCULATED:
            formulas = [_text_of(answer) for answer in self._element.iterfind("answer")]
            self.leave_out("import.calculated", formula=" / ".join(filter(None, formulas))[:120])
        elif make := _MAKERS.get(kind):
            for draft in make(self):
                if has_answer(draft):
                    self._deck.drafts.append(draft)
                else:
                    self.leave_out("import.no-answer")
            self._say_of_all()
        else:
            self.leave_out("import.unknown-question", type=kind[:40])

    def leave_out(self, code: str, **values: object) -> None:
        """Note that it gives no card."""
        draft = self._draft
        self._deck.leave_out(draft.place, draft.question or draft.key, code, **values)

    def _say_of_all(self) -> None:
        """Tell of what is said to right answers and to others, whichever they are."""
        for name in ("partiallycorrectfeedback", "incorrectfeedback"):
            said = self._told(self._element.find(name))
            if said and said not in _USUAL_FEEDBACK:
                self._draft.lose("import.lost-said-to-all", feedback=said)

    def choice(self) -> Iterator[Draft]:
        """One option or several are right."""
        options = self._options()
        choose(self._draft, options, several=self._is("single", "false", "0"))
        if self._is("shuffleanswers", "false", "0"):
            self._draft.fields["last"] = [each.text for each in options]
        self._give_reason()
        yield self._draft

    def claim(self) -> Iterator[Draft]:
        """It is true or false."""
        options = {each.text.strip().lower(): each for each in self._options()}
        right = max(options.values(), key=lambda each: each.percent, default=None)
        if right is None or right.percent <= 0 or not options.keys() <= {"true", "false"}:
            self.leave_out("import.no-answer")
            return
        said = [each.feedback for each in options.values() if each is not right]
        answer = right.text.strip().lower() == "true"
        judge(self._draft, answer=answer, said=[*said, right.feedback])
        yield self._draft

    def short_answer(self) -> Iterator[Draft]:
        """A word is typed; `*` in it stands for anything."""
        type_text(self._draft, self._options(plain=True))
        if self._is("usecase", "1", "true") and self._draft.fields.pop("typed", False):
            self._draft.fields["exact"] = True
        self._give_reason()
        yield self._draft

    def numerical(self) -> Iterator[Draft]:
        """A number is typed."""
        found = []
        for answer in self._element.iterfind("answer"):
            text = _text_of(answer).strip()
            value, within = decimal(text), decimal(_text_of(answer, "tolerance") or "0")
            feedback = self._told(answer.find("feedback"))
            if value is not None and within is not None:
                found.append(WeightedNumber(value, abs(within), _percent(answer), feedback))
                continue
            if text != "*":
                self._draft.lose("import.lost-number", text=text[:60])
            if feedback:
                self._draft.lose("import.lost-feedback", text=text[:60], feedback=feedback)
        type_number(self._draft, found, self._unit(), unit_first=self._is("unitsleft", "1"))
        yield self._draft

    def _unit(self) -> str:
        """The unit of the answer itself, if there is one; the others are told."""
        units = {
            own_text(_text_of(unit, "unit_name"), self._deck).strip(): decimal(
                _text_of(unit, "multiplier") or "1"
            )
            for unit in self._element.iterfind("units/unit")
        }
        one = next((name for name, times in units.items() if times == 1 and name), "")
        for name in units:
            if name in (one, ""):
                continue
            self._draft.lose("import.lost-unit", unit=name[:60])
        return one

    def matching(self) -> Iterator[Draft]:
        """Texts are matched."""
        pairs = [
            Pair(self._told(each), self._told(each.find("answer"), "html"))
            for each in self._element.iterfind("subquestion")
        ]
        self._give_reason()
        yield from match(self._draft, [pair for pair in pairs if pair.right])

    def ordering(self) -> Iterator[Draft]:
        """Texts are put in order: they are recalled in order. Each mark is a place in it."""
        self._draft.kind = "list"
        options = sorted(self._options(), key=lambda each: each.percent)
        self._draft.fields["items"] = [option.text for option in options]
        self._draft.fields["ordered"] = True
        self._draft.lose("import.order-recalled")
        self._give_reason()
        yield self._draft

    def embedded(self) -> Iterator[Draft]:
        """Answers stand in the text."""
        element = self._element.find("questiontext")
        text = "" if element is None else own_text(_text_of(element), self._deck)
        form = "html" if element is None else element.get("format", "html")
        if code := fill_in(self._draft, text, lambda part: self._read(part, form)):
            self.leave_out(code)
        else:
            yield self._draft

    def chosen_gaps(self) -> Iterator[Draft]:
        """Words are chosen, or dragged, into gaps of the text."""
        boxes = self._element.findall("selectoption") or self._element.findall("dragbox")
        words = [self._told(box) for box in boxes]
        pieces = _CHOSEN_GAP.split(self._draft.fields["ask"])
        numbers = [int(number) - 1 for number in pieces[1::2]]
        if len(numbers) > MOST_GAPS:
            self.leave_out("import.many-gaps")
        elif not numbers or not all(0 <= number < len(words) for number in numbers):
            self.leave_out("import.no-answer")
        else:
            used = {words[number] for number in numbers}
            if others := [word for word in words if word not in used]:
                self._draft.lose("import.lost-options", text=", ".join(others))
            blanks = [Blank(words[number], typed=False) for number in numbers]
            fill(self._draft, pieces[::2], blanks, str)
            self._give_reason()
            yield self._draft

    def _give_reason(self) -> None:
        said = self._told(self._element.find("correctfeedback"))
        if said not in _USUAL_FEEDBACK:
            give_reasons(self._draft, [said])

    def _options(self, *, plain: bool = False) -> list[WeightedOption]:
        """The answers; those to be typed as `plain` texts."""
        found = []
        for answer in self._element.iterfind("answer"):
            text = own_text(_text_of(answer), self._deck) if plain else self._told(answer)
            if text.strip():
                found.append(
                    WeightedOption(text, _percent(answer), self._told(answer.find("feedback")))
                )
        return found

    def _told(self, element: Element | None, form: str = "") -> str:
        """The text of an element, as a deck has it."""
        if element is None:
            return ""
        text = own_text(_text_of(element), self._deck)
        there = unquote(text)
        for file in element.iterfind("file"):
            if f"/{file.get('name', '')}" not in there:
                self._draft.lose("import.lost-picture", name=file.get("name", "…")[:120])
        return self._read(text, form or element.get("format", "html"))

    def _read(self, text: str, form: str) -> str:
        return read_text(text.replace("@@PLUGINFILE@@/", ""), form, self._draft.lose)

    def _is(self, name: str, *values: str) -> bool:
        """Whether the setting `name` of the question has one of these values."""
        return _text_of(self._element, name).strip().lower() in values


_MAKERS: Mapping[str, Callable[[_Question], Iterator[Draft]]] = {
    "multichoice": _Question.choice,
    "truefalse": _Question.claim,
    "shortanswer": _Question.short_answer,
    "numerical": _Question.numerical,
    "matching": _Question.matching,
    "ddmatch": _Question.matching,
    "ordering": _Question.ordering,
    "cloze": _Question.embedded,
    "multianswer": _Question.embedded,
    "gapselect": _Question.chosen_gaps,
    "ddwtos": _Question.chosen_gaps,
}


def _text_of(element: Element, path: str = "") -> str:
    """The text of the element at `path`, which may stand in an element `text` of it."""
    found = element.find(path) if path else element
    if found is None:
        return ""
    inner = found.find("text")
    return (found.text if inner is None else inner.text) or ""


def _percent(answer: Element) -> Decimal:
    return decimal(answer.get("fraction", "0")) or Decimal(0)
