"""Questions with room for an answer, and their answers, as HTML."""

from collections.abc import Iterable, Iterator
from string import ascii_uppercase

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.content import CHOOSING_MODES, Content, Mode
from kpitrainer.domain.mock_exam.marking import seen_at
from kpitrainer.domain.text.formatted_text import FormattedText, Mark, joined
from kpitrainer.domain.verdict import Outcome
from kpitrainer.formats.page.html_texts import html_text, marked_html, paragraph, table_html
from kpitrainer.i18n import Translator
from kpitrainer.plain.figure_told import asked_figure, solved_figure
from kpitrainer.wording import render

QUESTION_STYLE = """
ol.questions { list-style: none; margin: 0; padding: 0; counter-reset: question }
ol.questions > li { counter-increment: question; position: relative; padding-left: 2.2rem;
  margin: 0 0 1.25rem; break-inside: avoid }
ol.questions > li::before { content: counter(question); position: absolute; left: 0;
  width: 1.5rem; text-align: right; font-weight: bold }
p { margin: 0 0 .4rem; white-space: pre-line; overflow-wrap: anywhere }
.gap { display: inline-block; min-width: 12rem; height: .9em;
  border-bottom: 1px solid currentColor }
.options { list-style: none; margin: .3rem 0 0; padding: 0 }
.options li { padding-left: 2.9rem; text-indent: -2.9rem; margin: .2rem 0 }
.options b { display: inline-block; width: 1.5rem; text-indent: 0 }
.box { display: inline-block; width: .8rem; height: .8rem; margin: 0 .6rem 0 0; text-indent: 0;
  border: 1px solid currentColor; vertical-align: -.08rem }
.line { flex: 1; height: 1.9rem; margin: 0; border-bottom: 1px dotted var(--soft, #555) }
.line + .line { height: 2rem }
.short { display: flex; gap: .5rem; align-items: end; max-width: 22rem; margin-bottom: .8rem }
.numbered { display: flex; gap: .5rem; align-items: end }
table { border-collapse: collapse; margin: .4rem 0 .7rem; font-size: .92em }
th, td { border: 1px solid var(--rule, #999); padding: .15rem .6rem; text-align: left }
td.number { text-align: right; font-variant-numeric: tabular-nums }
.asked { color: var(--soft, #555); font-size: .87em } .answer { font-weight: bold }
.more { font-size: .87em; margin-left: 1rem }
"""
"""How they look, on a page that may say in `--soft` and `--rule` what is less black."""


class QuestionWriter:
    """Questions and answers in the reader's language."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate

    def question(self, attempt: Attempt) -> Iterator[str]:
        """A question with room for its answer, part by part."""
        for part in range(attempt.part[1]):
            seen = seen_at(attempt, part)
            if part and seen.exercise:
                yield paragraph(seen.exercise.ask_part(seen.language))
            else:
                yield paragraph(seen.question)
            if attempt.table and not part:
                yield table_html(attempt.table)
            if seen.exercise:
                yield from self._figure(asked_figure(self._translate, seen.exercise, seen.language))
            yield from self._room(seen)

    def _figure(self, told: str) -> Iterator[str]:
        """A figure in words, where there is one."""
        if told:
            yield paragraph(told, "more asked")

    def _room(self, attempt: Attempt) -> Iterator[str]:
        """Where the answer goes."""
        match attempt.mode:
            case Mode.CHOICE | Mode.TICKS:
                if attempt.mode is Mode.TICKS:
                    yield paragraph(self._translate("mock.page-ticks"), "asked")
                yield '<ul class="options">'
                for letter, text in self._options(attempt):
                    yield f'<li><span class="box"></span><b>{letter}</b>{marked_html(text)}</li>'
                yield "</ul>"
            case Mode.LIST:
                if attempt.ordered:
                    yield paragraph(self._translate("mock.page-in-order"), "asked")
                for number in range(1, attempt.card.content.wanted + 1):
                    yield f'<div class="numbered">{number}.<p class="line"></p></div>'
            case Mode.DRILL:
                told = html_text(self._translate("mock.page-answer"))
                yield f'<div class="short">{told}<p class="line"></p></div>'
            case _ if not _has_gap(attempt.question):
                yield '<p class="line"></p>'

    def answer(self, attempt: Attempt) -> Iterator[str]:
        """What a question comes to, and why."""
        yield paragraph(attempt.card.label(attempt.language), "asked")
        yield from self.solution(attempt)

    def solution(self, attempt: Attempt) -> Iterator[str]:
        """The same without the question."""
        card, language = attempt.card, attempt.language
        for part in range(attempt.part[1]):
            yield from self._right(seen_at(attempt, part))
        if exercise := attempt.exercise:
            yield from self._figure(solved_figure(self._translate, exercise, language))
        if card.why:
            yield paragraph(card.why[language], "more")

    def _right(self, attempt: Attempt) -> Iterator[str]:
        exercise, language = attempt.exercise, attempt.language
        if attempt.mode in CHOOSING_MODES:
            right = [
                joined(". ", (letter, text))
                for place, (letter, text) in enumerate(self._options(attempt))
                if _is_right(attempt, place)
            ]
            yield from (paragraph(text, "answer") for text in right)
            yield from self._said(attempt.card.content, language)
        elif exercise:
            yield paragraph(exercise.answer_text(language), "answer")
        else:
            lines = [render(self._translate, line) for line in attempt.solution]
            if attempt.ordered:
                lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
            yield paragraph(joined("\n", lines), "answer")
            others = attempt.card.content.right_answers(language)[1:]
            if attempt.mode is Mode.TYPED and others:
                told = self._translate("mock.page-accepted", answers=" · ".join(others))
                yield paragraph(told, "more")
        if exercise:
            yield from (paragraph(step, "more") for step in exercise.steps(language))
            for wrong in exercise.mistakes:
                working = exercise.mistake_working(wrong, language)
                said = exercise.mistake_text(wrong, language)
                told = self._translate("mock.page-mistake", working=working, text=said)
                yield paragraph(told, "more asked")

    def _said(self, content: Content, language: str) -> Iterator[str]:
        """What is said to whoever chooses a wrong option."""
        for wrong in content.wrong if isinstance(content, Choice) else ():
            if wrong.say:
                values = {"working": wrong.text[language], "text": wrong.say[language]}
                yield paragraph(self._translate("mock.page-mistake", **values), "more asked")

    def _options(self, attempt: Attempt) -> Iterable[tuple[str, str]]:
        texts = (render(self._translate, option) for option in attempt.options)
        return zip(ascii_uppercase, texts, strict=False)


def _is_right(attempt: Attempt, place: int) -> bool:
    if attempt.exercise is None:
        return attempt.options[place] in attempt.solution
    verdict = attempt.choose(place).verdict
    return verdict is not None and verdict.outcome is Outcome.RIGHT


def _has_gap(text: str) -> bool:
    return isinstance(text, FormattedText) and text.has(Mark.GAP)
