"""Moodle XML: the questions of a Moodle question bank."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

from kpitrainer.formats.draft import Draft, DraftDeck, Place, ReadOptions
from kpitrainer.formats.html_markup import escaped, from_html
from kpitrainer.formats.limits import count_notes, read_bytes
from kpitrainer.formats.read.embedded_answers import fill_in
from kpitrainer.formats.read.quiz_cards import (
    NumberOption,
    Option,
    Pair,
    choose,
    decimal,
    judge,
    match,
    type_number,
    type_text,
)
from kpitrainer.formats.read.xml_tree import read_xml

_NO_CARD = {
    "description": "import.description",
    "essay": "import.essay",
    "random": "import.drawn-question",
    "randomsamatch": "import.drawn-question",
}
_CALCULATED = ("calculated", "calculatedsimple", "calculatedmulti")
_CHOSEN_GAP = re.compile(r"\[\[(\d+)\]\]")


def read(path: Path, options: ReadOptions) -> DraftDeck:
    """The cards of the question bank `path`.

    Raises:
        KpiTrainerError: it is too large, or no XML that can be read.
    """
    deck = DraftDeck()
    questions = read_xml(read_bytes(path)).findall("question")
    categories: list[str] = []
    number = 0
    for at, question in enumerate(questions):
        options.progress(at, len(questions))
        kind = question.get("type", "")
        if kind == "category":
            categories.append(_text_of(question, "category").rsplit("/", 1)[-1].strip()[:100])
            deck.tell("import.category", category=categories[-1])
            continue
        number += 1
        _Question(deck, question, number, categories[-1:]).add(kind)
        count_notes(len(deck.drafts))
    if len(set(categories)) == 1:
        deck.title = categories[0]
        for draft in deck.drafts:
            draft.fields["tags"] = draft.fields["tags"][1:]
    return deck


class _Question:
    """One question of the bank."""

    def __init__(self, deck: DraftDeck, element: Element, number: int, above: list[str]) -> None:
        self._deck = deck
        self._element = element
        key = _text_of(element, "idnumber") or _text_of(element, "name")
        self._draft = Draft("basic", {}, Place("question", number), key.strip())
        tags = [_text_of(tag) for tag in element.iterfind("tags/tag")]
        self._draft.fields = {
            "tags": [*above, *filter(None, tags)],
            "ask": self._told(element.find("questiontext")),
            "why": self._told(element.find("generalfeedback")),
            "hint": "\n".join(filter(None, map(self._told, element.iterfind("hint")))),
        }

    def add(self, kind: str) -> None:
        """Add its cards to the deck, or note why there is none."""
        if code := _NO_CARD.get(kind):
            self._deck.leave_out(self._draft.place, self._draft.question, code)
        elif kind in _CALCULATED:
            self._deck.leave_out(self._draft.place, self._draft.question, "import.calculated")
        elif make := _MAKERS.get(kind):
            for draft in make(self):
                self._keep(draft)
        else:
            reason = "import.unknown-question"
            self._deck.leave_out(self._draft.place, self._draft.question, reason, type=kind[:40])

    def _keep(self, draft: Draft) -> None:
        made = draft.kind in ("truefalse", "cloze", "list")
        if made or draft.fields.get("answer") or draft.fields.get("answers"):
            self._deck.drafts.append(draft)
        else:
            self._deck.leave_out(draft.place, draft.question, "import.no-answer")

    def choice(self) -> Iterator[Draft]:
        """One option or several are right."""
        several = _text_of(self._element, "single").strip().lower() in ("false", "0")
        choose(self._draft, self._options(), several=several)
        if _text_of(self._element, "shuffleanswers").strip() in ("0", "false"):
            options = [self._told(each) for each in self._element.iterfind("answer")]
            self._draft.fields["last"] = list(dict.fromkeys(options))
        yield self._draft

    def claim(self) -> Iterator[Draft]:
        """It is true or false."""
        options = {each.text.strip().lower(): each for each in self._options()}
        right = max(options.values(), key=lambda each: each.percent, default=None)
        if right is not None:
            said = [each.feedback for each in options.values() if each is not right]
            answer = right.text.strip().lower() == "true"
            judge(self._draft, answer=answer, said=[*said, right.feedback])
        yield self._draft

    def short_answer(self) -> Iterator[Draft]:
        """A word is typed; `*` in it stands for anything."""
        type_text(self._draft, [each for each in self._options() if each.text != "*"])
        if _text_of(self._element, "usecase").strip() == "1":
            self._draft.fields["exact"] = True
        yield self._draft

    def numerical(self) -> Iterator[Draft]:
        """A number is typed."""
        found = []
        for answer in self._element.iterfind("answer"):
            written = _text_of(answer)
            value, within = decimal(written), decimal(_text_of(answer, "tolerance") or "0")
            if value is None or within is None:
                if written.strip() != "*":
                    self._draft.lose("import.lost-number", text=written.strip()[:60])
                continue
            feedback = self._told(answer.find("feedback"))
            found.append(NumberOption(value, abs(within), _percent(answer), feedback))
        type_number(self._draft, found)
        units = [_text_of(unit, "unit_name") for unit in self._element.iterfind("units/unit")]
        if units and units[0] and "answer" in self._draft.fields:
            self._draft.fields["answer"] += f" {units[0]}"
            for unit in units[1:]:
                self._draft.lose("import.lost-unit", unit=unit)
        yield self._draft

    def matching(self) -> Iterator[Draft]:
        """Texts are matched."""
        pairs = [
            Pair(self._told(each), self._told(each.find("answer")))
            for each in self._element.iterfind("subquestion")
        ]
        yield from match(self._draft, pairs)

    def ordering(self) -> Iterator[Draft]:
        """Texts are put in order: they are recalled in order."""
        self._draft.kind = "list"
        self._draft.fields["items"] = [option.text for option in self._options()]
        self._draft.fields["ordered"] = True
        self._draft.lose("import.order-recalled")
        yield self._draft

    def embedded(self) -> Iterator[Draft]:
        """Answers stand in the text."""
        if fill_in(self._draft):
            yield self._draft
        else:
            self._deck.leave_out(self._draft.place, self._draft.question, "import.no-answer")

    def chosen_gaps(self) -> Iterator[Draft]:
        """Words are chosen, or dragged, into gaps of the text."""
        boxes = self._element.findall("selectoption") or self._element.findall("dragbox")
        words = [self._told(box) for box in boxes]
        text = self._draft.fields.pop("ask")
        numbers = [int(found) for found in _CHOSEN_GAP.findall(text)]
        if not numbers or any(not 1 <= number <= len(words) for number in numbers):
            self._deck.leave_out(self._draft.place, text, "import.no-answer")
            return
        places = iter(range(1, len(numbers) + 1))

        def gap(found: re.Match[str]) -> str:
            return f"{{{{{next(places)}: {words[int(found[1]) - 1]}}}}}"

        self._draft.kind = "cloze"
        self._draft.fields["text"] = _CHOSEN_GAP.sub(gap, text)
        used = {words[number - 1] for number in numbers}
        if others := [word for word in words if word not in used]:
            self._draft.lose("import.lost-options", text=", ".join(others))
        yield self._draft

    def _options(self) -> list[Option]:
        return [
            Option(
                self._told(answer, answer.get("format")),
                _percent(answer),
                self._told(answer.find("feedback")),
            )
            for answer in self._element.iterfind("answer")
        ]

    def _told(self, element: Element | None, form: str | None = None) -> str:
        """The text of an element, as a deck has it."""
        if element is None:
            return ""
        text = _text_of(element)
        for file in element.iterfind("file"):
            if f"/{file.get('name', '')}" not in text:
                self._draft.lose("import.lost-picture", name=file.get("name", "…")[:120])
        if (form or element.get("format", "html")) in ("plain_text", "markdown"):
            return escaped(text) if form == "plain_text" else text.strip()
        return from_html(text.replace("@@PLUGINFILE@@/", ""), self._draft.lose)


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
