"""Moodle XML: a question bank, in which drills draw their numbers and know their mistakes."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.drill.template import Template
from kpitrainer.formats.draft import Draft
from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.write.calculated import Calculated, Wildcard, calculated
from kpitrainer.formats.write.card_questions import (
    card_questions,
    cards_by_entry,
    general_html,
    tell_once,
)
from kpitrainer.formats.write.drawn_questions import drawn_questions
from kpitrainer.formats.write.html_text import plain_text
from kpitrainer.formats.write.number_texts import number_text, units_of
from kpitrainer.formats.write.quiz_question import (
    Answer,
    MissingWord,
    QuestionKind,
    QuizQuestion,
    percent_text,
    starless,
)

_TYPES = {
    QuestionKind.ESSAY: "essay",
    QuestionKind.CHOICE: "multichoice",
    QuestionKind.CLAIM: "truefalse",
    QuestionKind.SHORT: "shortanswer",
    QuestionKind.NUMBER: "numerical",
    QuestionKind.GAPS: "cloze",
}
_WITHIN = str.maketrans({sign: f"&#{ord(sign)};" for sign in "~#}{\\/\"'=%&<>"})
"""Signs that would end an answer embedded in a text, by their numbers."""

_DECIMALS, _NOMINAL = "1", "2"
"""Moodle's numbers for a count of decimals, and for a tolerance that is a difference."""

_UNIT_OPTIONAL, _NO_UNIT = "0", "3"
_MOST_DECIMALS = 9


def write(outgoing: OutgoingDeck) -> bytes:
    """The deck as one category of questions, in UTF-8."""
    quiz = Element("quiz")
    category = SubElement(quiz, "question", type="category")
    title = outgoing.deck.title[outgoing.language].replace("/", "//")
    _text(SubElement(category, "category"), f"$course$/top/{title}")
    cards = cards_by_entry(outgoing.deck)
    if any(card.source for card in outgoing.deck.cards):
        tell_once(outgoing, "export.no-sources")
    for draft in outgoing.watched():
        own = cards[draft.wanted_name]
        if draft.kind == "drill":
            _drill(quiz, outgoing, draft, own[0])
        else:
            for question in card_questions(outgoing, draft, own):
                _question(quiz, question)
    indent(quiz)
    data: bytes = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return data


def _drill(quiz: Element, outgoing: OutgoingDeck, draft: Draft, card: Card) -> None:
    """A calculated question of each variant, or problems drawn of it."""
    template = outgoing.templates[draft.wanted_name]
    for form in template.forms:
        name = f"{draft.wanted_name}-{form.variant}" if form.variant else draft.wanted_name
        found = calculated(form, outgoing.language, outgoing.options)
        if found is None:
            for question in drawn_questions(outgoing, draft, card, form, name):
                _question(quiz, question)
            continue
        if form.picture:
            tell_once(outgoing, "export.no-figures")
        if len(form.contexts) > 1:
            tell_once(outgoing, "export.one-context")
        if len(found.hints) < len(form.parts[0].hints):
            tell_once(outgoing, "export.no-number-hints")
        question = QuizQuestion(
            kind=QuestionKind.NUMBER,
            name=name,
            title=_title(form, outgoing.language),
            text=found.text,
            general=found.general + general_html(card, outgoing.language),
            answers=found.answers,
            hints=found.hints,
            tags=sorted(card.tags),
            units=units_of(found.unit, outgoing.language),
        )
        _calculated(quiz, question, found)


def _title(form: Template, language: str) -> str:
    title = form.title[language]
    return f"{title} ({form.variant})" if form.variant else title


def _question(quiz: Element, question: QuizQuestion) -> None:
    element = _head(quiz, _TYPES[question.kind], question)
    match question.kind:
        case QuestionKind.ESSAY:
            _tell(element, responseformat="editor", responserequired="1")
            _html(SubElement(element, "graderinfo", format="html"), question.general)
        case QuestionKind.CHOICE:
            single = "false" if question.several else "true"
            shuffled = "true" if question.shuffled else "false"
            _tell(element, single=single, shuffleanswers=shuffled, answernumbering="abc")
        case QuestionKind.SHORT:
            _tell(element, usecase="1" if question.exact else "0")
    for answer in _answers(question):
        told = SubElement(element, "answer", fraction=percent_text(answer.percent), format="html")
        if question.kind is not QuestionKind.CHOICE:
            told.set("format", "moodle_auto_format")
        _text(told, starless(answer.text) if question.kind is QuestionKind.SHORT else answer.text)
        _html(SubElement(told, "feedback", format="html"), answer.feedback)
        if question.kind is QuestionKind.NUMBER:
            _tell(told, tolerance=number_text(answer.tolerance))
    if question.kind is QuestionKind.NUMBER:
        _units(element, question.units)
    _foot(element, question)


def _answers(question: QuizQuestion) -> Iterator[Answer]:
    if question.kind is QuestionKind.CLAIM:
        right = question.answers[0].text
        for text in ("true", "false"):
            yield Answer(text, Fraction(100 if text == right else 0))
    else:
        yield from question.answers


def _with_gaps(question: QuizQuestion) -> str:
    """A text with the answers of its gaps embedded in it."""
    kind = "SHORTANSWER_C" if question.exact else "SHORTANSWER"
    return "".join(
        f"{{1:{kind}:{'~'.join(map(_embedded, piece.answers))}}}"
        if isinstance(piece, MissingWord)
        else piece
        for piece in question.pieces
    )


def _embedded(text: str) -> str:
    return f"={starless(plain_text(text)).translate(_WITHIN)}"


def _calculated(quiz: Element, question: QuizQuestion, found: Calculated) -> None:
    element = _head(quiz, "calculated", question)
    _tell(element, synchronize="0", single="0", answernumbering="abc", shuffleanswers="1")
    half = number_text(Fraction(1, 2 * 10**found.decimals))
    for answer in question.answers:
        told = SubElement(element, "answer", fraction=percent_text(answer.percent))
        _text(told, answer.text)
        _tell(told, tolerance=half, tolerancetype=_NOMINAL)
        _tell(told, correctanswerformat=_DECIMALS, correctanswerlength=str(found.decimals))
        _html(SubElement(told, "feedback", format="html"), answer.feedback)
    _units(element, question.units)
    definitions = SubElement(element, "dataset_definitions")
    for wildcard in found.wildcards:
        _dataset(definitions, wildcard)
    _foot(element, question)


def _dataset(definitions: Element, wildcard: Wildcard) -> None:
    """The values of a wildcard; those of one number in all datasets belong together."""
    values = wildcard.values
    texts = [number_text(value) for value in values]
    decimals = max(len(text.partition(".")[2]) for text in texts)
    element = SubElement(definitions, "dataset_definition")
    for key, text in (
        ("status", "private"),
        ("name", wildcard.name),
        ("distribution", "uniform"),
        ("minimum", number_text(min(values))),
        ("maximum", number_text(max(values))),
        ("decimals", str(min(decimals, _MOST_DECIMALS))),
    ):
        _text(SubElement(element, key), text)
    _tell(element, type="calculated", itemcount=str(len(values)))
    items = SubElement(element, "dataset_items")
    for number, text in enumerate(texts, start=1):
        _tell(SubElement(items, "dataset_item"), number=str(number), value=text)
    _tell(element, number_of_items=str(len(values)))


def _head(quiz: Element, kind: str, question: QuizQuestion) -> Element:
    element = SubElement(quiz, "question", type=kind)
    _text(SubElement(element, "name"), question.title)
    text = question.text or _with_gaps(question)
    _html(SubElement(element, "questiontext", format="html"), text)
    _html(SubElement(element, "generalfeedback", format="html"), question.general)
    _tell(element, defaultgrade="1", penalty="0.3333333", hidden="0", idnumber=question.name)
    return element


def _foot(element: Element, question: QuizQuestion) -> None:
    for hint in question.hints:
        _html(SubElement(element, "hint", format="html"), hint)
    if question.tags:
        told = SubElement(element, "tags")
        for tag in question.tags:
            _text(SubElement(told, "tag"), tag)


def _units(element: Element, units: Sequence[str]) -> None:
    """Units that may be typed beside the number; without one that counts."""
    _tell(element, unitgradingtype="0", unitpenalty="0", unitsleft="0")
    _tell(element, showunits=_UNIT_OPTIONAL if units else _NO_UNIT)
    if units:
        told = SubElement(element, "units")
        for unit in units:
            _tell(SubElement(told, "unit"), multiplier="1", unit_name=plain_text(unit))


def _tell(element: Element, **texts: str) -> None:
    """Elements that hold a text each."""
    for key, text in texts.items():
        SubElement(element, key).text = text


def _text(element: Element, text: str) -> None:
    """A plain text within an element `text`."""
    SubElement(element, "text").text = plain_text(text)


def _html(element: Element, html: str) -> None:
    """Markup, which is a text to XML."""
    SubElement(element, "text").text = html
