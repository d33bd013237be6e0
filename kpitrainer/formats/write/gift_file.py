"""GIFT: a text of questions with their answers in braces, for Moodle and others."""

from collections.abc import Iterator

from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.write.card_questions import card_questions, cards_by_entry, tell_once
from kpitrainer.formats.write.drawn_questions import drawn_questions
from kpitrainer.formats.write.html_text import plain_text
from kpitrainer.formats.write.number_texts import number_text
from kpitrainer.formats.write.quiz_question import (
    WHOLE,
    Answer,
    MissingWord,
    QuestionKind,
    QuizQuestion,
    percent_text,
    starless,
)

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "~=#{}:\\"} | {"\n": " ", "\r": " "})

_MATCHES = "->"
"""Stands between the two sides of a pair to match."""


def write(outgoing: OutgoingDeck) -> bytes:
    """The deck as one category of questions, in UTF-8."""
    # Escaped alone: a category has no HTML.
    title = plain_text(outgoing.deck.title[outgoing.language]).replace("/", "//")
    blocks = [f"$CATEGORY: $course$/top/{' '.join(title.split())}"]
    cards = cards_by_entry(outgoing.deck)
    if any(card.source for card in outgoing.deck.cards):
        tell_once(outgoing, "export.no-sources")
    for draft in outgoing.watched():
        own = cards[draft.wanted_name]
        if draft.kind == "drill":
            template = outgoing.templates[draft.wanted_name]
            found = drawn_questions(outgoing, draft, own[0], template, draft.wanted_name)
        else:
            found = card_questions(outgoing, draft, own)
        for question in found:
            if _looks_matched(question):
                outgoing.leave_out(draft, "export.looks-matched", sign=_MATCHES)
                break
            if question.hints:
                tell_once(outgoing, "export.no-hints")
            if question.units:
                tell_once(outgoing, "export.no-units")
            blocks += _blocks(question)
    return ("\n\n".join(blocks) + "\n").encode()


def _blocks(question: QuizQuestion) -> Iterator[str]:
    """The question; of a text with gaps one for each, in which the others are filled."""
    if question.kind is not QuestionKind.GAPS:
        yield _block(question, question.name, (question.text, _answers(question), ""))
        return
    gaps = [place for place, piece in enumerate(question.pieces) if isinstance(piece, MissingWord)]
    for number, hidden in enumerate(gaps, start=1):
        name = f"{question.name}-{number}" if len(gaps) > 1 else question.name
        before = "".join(map(_filled, question.pieces[:hidden]))
        behind = "".join(map(_filled, question.pieces[hidden + 1 :]))
        gap = question.pieces[hidden]
        right = gap.answers if isinstance(gap, MissingWord) else ()
        answers = " ".join(f"={_short(text)}" for text in right)
        yield _block(question, name, (before, answers, behind))


def _block(question: QuizQuestion, name: str, parts: tuple[str, str, str]) -> str:
    """A question of the text before its answers, these, and the text behind them."""
    general = question.general
    told = f"####{general.translate(_ESCAPED)}" if general else ""
    before, answers, behind = parts
    before, behind = before.translate(_ESCAPED), behind.translate(_ESCAPED)
    marks = "".join(f" [tag:{_in_brackets(tag)}]" for tag in question.tags)
    return (
        f"// [id:{_in_brackets(name)}]{marks}\n"
        f"::{_plain(name)}::[html]{before}{{{answers}{told}}}{behind}"
    )


def _in_brackets(text: str) -> str:
    return plain_text(text).replace("\n", " ").replace("]", "\\]")


def _answers(question: QuizQuestion) -> str:
    match question.kind:
        case QuestionKind.CLAIM:
            return "T" if question.answers[0].text == "true" else "F"
        case QuestionKind.SHORT:
            return " ".join(f"={_short(answer.text)}" for answer in question.answers)
        case QuestionKind.NUMBER:
            return "#" + " ".join(map(_number, question.answers))
        case QuestionKind.CHOICE:
            return " ".join(_option(answer, question) for answer in question.answers)
        case _:
            return ""


def _looks_matched(question: QuizQuestion) -> bool:
    """Whether an answer that is typed would be taken for a pair to match."""
    gaps = (piece.answers for piece in question.pieces if isinstance(piece, MissingWord))
    typed = [text for answers in gaps for text in answers]
    if question.kind is QuestionKind.SHORT:
        typed += [answer.text for answer in question.answers]
    return any(_MATCHES in text for text in typed)


def _option(answer: Answer, question: QuizQuestion) -> str:
    if question.several:
        sign = f"~%{percent_text(answer.percent)}%"
    else:
        sign = "=" if answer.percent == WHOLE else "~"
    text = answer.text
    if text.startswith("%"):  # else it begins a part of the mark
        text = f"&#37;{text[1:]}"
    return f"{sign}{text.translate(_ESCAPED)}{_said(answer)}"


def _number(answer: Answer) -> str:
    part = "" if answer.percent == WHOLE else f"%{percent_text(answer.percent)}%"
    within = f":{number_text(answer.tolerance)}"
    return f"={part}{answer.text}{within}{_said(answer)}"


def _said(answer: Answer) -> str:
    return f"#{answer.feedback.translate(_ESCAPED)}" if answer.feedback else ""


def _short(text: str) -> str:
    """A short answer, which is no HTML, and in which stars are stars."""
    return _plain(starless(text))


def _plain(text: str) -> str:
    return plain_text(text).translate(_ESCAPED)


def _filled(piece: str | MissingWord) -> str:
    return piece if isinstance(piece, str) else piece.filled
