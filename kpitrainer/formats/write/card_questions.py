"""The questions of a quiz that an entry gives."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby
from random import Random

from kpitrainer.domain.cards.card import Card, Deck
from kpitrainer.domain.cards.card_types.basic import Basic
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.cloze import Cloze, Gap
from kpitrainer.domain.cards.card_types.list_recall import ListRecall
from kpitrainer.domain.cards.card_types.number_answer import stated_number
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.text.formatted_text import FormattedText
from kpitrainer.domain.text.number import ParsedNumber
from kpitrainer.formats.draft import Draft, beginning
from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.write.html_text import around_slots, html_of, paragraphs, plain_text, slot
from kpitrainer.formats.write.number_texts import number_text, units_of
from kpitrainer.formats.write.quiz_question import (
    WHOLE,
    Answer,
    MissingWord,
    QuestionKind,
    QuizQuestion,
)

_NOTHING = Fraction(0)
_MOST_RIGHT = 10
"""Moodle divides a mark into ten equal parts at most."""


def cards_by_entry(deck: Deck) -> Mapping[str, Sequence[Card]]:
    """The cards of each entry, by its name."""
    entries = groupby(deck.cards, key=lambda card: card.key.entry)
    return {name: tuple(cards) for name, cards in entries}


def card_questions(
    outgoing: OutgoingDeck, draft: Draft, cards: Sequence[Card]
) -> Iterator[QuizQuestion]:
    """The questions of an entry that is no drill and has these cards; their losses are noted."""
    language = outgoing.language
    card = cards[0]
    base = QuizQuestion(
        kind=QuestionKind.ESSAY,
        name=draft.wanted_name,
        title=beginning(card.label(language)),
        general=general_html(card, language),
        hints=tuple(dict.fromkeys(html_of(each.hint[language]) for each in cards if each.hint)),
        tags=sorted(card.tags),
    )
    match card.content:
        case Basic() as content:
            yield _basic(base, content, draft, outgoing)
            if len(cards) > 1:
                draft.lose("export.lost-reverse")
        case ListRecall() as content:
            yield _list(base, content, draft, language)
        case Cloze():
            yield _cloze(base, cards, outgoing)
        case Choice() as content:
            if len(content.answers) > _MOST_RIGHT:
                outgoing.leave_out(draft, "export.too-many-right", most=_MOST_RIGHT)
            else:
                yield _choice(base, content, draft, language)
        case TrueFalse(claim, answer):
            yield replace(
                base,
                kind=QuestionKind.CLAIM,
                text=html_of(claim[language]),
                answers=(Answer("true" if answer else "false"),),
            )


def tell_once(outgoing: OutgoingDeck, code: str) -> None:
    """Note what concerns the whole deck, however many of its entries say so."""
    if all(message.code != code for message in outgoing.told):
        outgoing.tell(code)


def general_html(card: Card, language: str) -> str:
    """What is told after any answer."""
    own = (text.get(language, "") for text in (card.why, card.mnemonic) if text)
    return paragraphs(own)


def _by_hand(base: QuizQuestion, draft: Draft, text: str, answer: str) -> QuizQuestion:
    """A question that Moodle cannot judge: the answer is told to whoever corrects it."""
    draft.lose("export.corrected-by-hand")
    return replace(base, text=text, general=paragraphs([answer]) + base.general)


def _basic(
    base: QuizQuestion, content: Basic, draft: Draft, outgoing: OutgoingDeck
) -> QuizQuestion:
    language = outgoing.language
    text, answer = html_of(content.ask[language]), content.answer[language]
    if not content.typed and content.tolerance is None:
        return _by_hand(base, draft, text, answer)
    number = stated_number(answer, language) if content.tolerance else None
    if content.tolerance and isinstance(number, ParsedNumber):
        amount = content.tolerance.amount
        within = amount * abs(number.value) if content.tolerance.relative else amount
        right = Answer(number_text(number.value), tolerance=within)
        if content.accept.get(language):
            draft.lose("export.lost-accept")
        units = units_of(number.unit, language)
        return replace(base, kind=QuestionKind.NUMBER, text=text, answers=(right,), units=units)
    return replace(
        base,
        kind=QuestionKind.SHORT,
        text=text,
        exact=_exact(content, outgoing),
        answers=tuple(
            Answer(plain_text(right))
            for right in dict.fromkeys((answer, *content.accept.get(language, ())))
        ),
    )


def _exact(content: Basic | Cloze, outgoing: OutgoingDeck) -> bool:
    """Whether letters count; where they do not, the quiz forgives less than the deck."""
    if not content.exact:
        tell_once(outgoing, "export.no-slips")
    return content.exact


def _list(base: QuizQuestion, content: ListRecall, draft: Draft, language: str) -> QuizQuestion:
    lines = [f"{at}. {item}" for at, item in enumerate(content.solution(language), start=1)]
    return _by_hand(base, draft, html_of(content.ask[language]), "\n".join(lines))


def _cloze(base: QuizQuestion, cards: Sequence[Card], outgoing: OutgoingDeck) -> QuizQuestion:
    language = outgoing.language
    contents = [card.content for card in cards if isinstance(card.content, Cloze)]
    accept = {each.number: each.accept.get(language, ()) for each in contents}
    html, gaps = cloze_html(contents[0], language)
    texts, places = around_slots(html)
    pieces: list[str | MissingWord] = [texts[0]]
    for place, text in zip(places, texts[1:], strict=True):
        gap = gaps[place]
        right = (gap.text, *accept.get(gap.number, ()))
        pieces += [
            MissingWord(tuple(map(plain_text, dict.fromkeys(right))), html_of(gap.text)),
            text,
        ]
    return replace(
        base, kind=QuestionKind.GAPS, pieces=tuple(pieces), exact=_exact(contents[0], outgoing)
    )


def cloze_html(content: Cloze, language: str) -> tuple[str, list[Gap]]:
    """A cloze's text in HTML with a slot for each of its gaps, and the gaps."""
    gaps: list[Gap] = []
    places: list[tuple[int, int, str]] = []
    texts: list[str] = []
    at = 0
    for piece in content.pieces[language]:
        text = piece if isinstance(piece, str) else piece.text
        if not isinstance(piece, str):
            places.append((at, at + len(text), slot(len(gaps))))
            gaps.append(piece)
        texts.append(text)
        at += len(text)
    whole = FormattedText("".join(texts), content.spans.get(language, ()))
    return html_of(whole.with_parts(places)), gaps


def _choice(base: QuizQuestion, content: Choice, draft: Draft, language: str) -> QuizQuestion:
    share = WHOLE / len(content.answers)
    options = {
        answer[language]: Answer(html_of(answer[language]), share) for answer in content.answers
    }
    for wrong in content.wrong:
        text = wrong.text[language]
        said = html_of(wrong.say[language]) if wrong.say else ""
        # As whoever ticks all of them is not right.
        options[text] = Answer(html_of(text), -WHOLE if content.several else _NOTHING, said)
    order = list(options)
    if content.last:
        draft.lose("export.fixed-order")
        order = [*content.options(language, Random(base.name).getrandbits(32))]  # noqa: S311 - an order, not a secret
    return replace(
        base,
        kind=QuestionKind.CHOICE,
        text=html_of(content.ask[language]),
        answers=tuple(options[text] for text in order),
        several=content.several,
        shuffled=not content.last,
    )
