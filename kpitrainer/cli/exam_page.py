"""A mock exam's paper and its answers as one HTML page, to be printed.

It holds all it needs and runs nothing. What authors wrote is text in it, never markup.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from string import ascii_uppercase

from kpitrainer.cli.figure_told import asked_figure, solved_figure
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.content import CHOOSING_MODES, Content, Mode
from kpitrainer.domain.drill.table import Table, numeric_columns
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.domain.mock_exam.marking import seen_at
from kpitrainer.domain.mock_exam.paper import Question
from kpitrainer.domain.text.formatted_text import FormattedText, Mark, Part, joined, parts_of_text
from kpitrainer.domain.text.printable import printable
from kpitrainer.domain.verdict import Outcome
from kpitrainer.i18n import Translator
from kpitrainer.study.exam_told import scope_told, terms_told
from kpitrainer.study.library import Library
from kpitrainer.wording import render

_ALLOWED = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE = """
@page { size: A4; margin: 16mm 18mm 20mm;
  @bottom-left { content: var(--foot); font: 8.5pt sans-serif; color: #555 }
  @bottom-right { content: counter(page); font: 8.5pt sans-serif; color: #555 } }
* { box-sizing: border-box }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff;
  font: 11pt/1.45 Georgia, "Liberation Serif", "DejaVu Serif", serif }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 }
h1 small { float: right; font-size: 11pt; font-weight: normal; color: #555 }
.scope { margin: .2rem 0 0; font-size: 12.5pt }
.terms { margin: .2rem 0 0; color: #555 }
.who { display: flex; gap: 1.5rem; margin: 1.2rem 0 1.6rem; padding: .9rem 0;
  border: solid #111; border-width: 1px 0 }
.who span { flex: 2; display: flex; gap: .5rem } .who span:last-child { flex: 1 }
.who i, .line { flex: 1; border-bottom: 1px dotted #555 }
ol.questions { list-style: none; margin: 0; padding: 0; counter-reset: question }
ol.questions > li { counter-increment: question; position: relative; padding-left: 2.2rem;
  margin: 0 0 1.25rem; break-inside: avoid }
ol.questions > li::before { content: counter(question); position: absolute; left: 0;
  width: 1.5rem; text-align: right; font-weight: bold }
p { margin: 0 0 .4rem; white-space: pre-line; overflow-wrap: anywhere }
.gap { display: inline-block; min-width: 12rem; height: .9em;
  border-bottom: 1px solid #111 }
.options { list-style: none; margin: .3rem 0 0; padding: 0 }
.options li { padding-left: 2.9rem; text-indent: -2.9rem; margin: .2rem 0 }
.options b { display: inline-block; width: 1.5rem; text-indent: 0 }
.box { display: inline-block; width: .8rem; height: .8rem; margin: 0 .6rem 0 0; text-indent: 0;
  border: 1px solid #111; vertical-align: -.08rem }
.line { height: 1.9rem; margin: 0 } .line + .line { height: 2rem }
.short { display: flex; gap: .5rem; align-items: end; max-width: 22rem; margin-bottom: .8rem }
.short .line { flex: 1 }
.numbered { display: flex; gap: .5rem; align-items: end } .numbered .line { flex: 1 }
table { border-collapse: collapse; margin: .4rem 0 .7rem; font-size: 10pt }
th, td { border: 1px solid #999; padding: .15rem .6rem; text-align: left }
td.number { text-align: right; font-variant-numeric: tabular-nums }
.key { break-before: page; margin-top: 3rem } .key ol.questions > li { margin-bottom: .9rem }
.key h1 { padding-bottom: .7rem; margin-bottom: 1.2rem; border-bottom: 1px solid #111 }
.asked { color: #555; font-size: 9.5pt } .answer { font-weight: bold }
.more { font-size: 9.5pt; margin-left: 1rem }
@media print { body { margin: 0; padding: 0; max-width: none } .key { margin-top: 0 } }
"""


def exam_page(
    library: Library, terms: ExamTerms, paper: Sequence[Question], translate: Translator
) -> str:
    """The page: the paper, and on a new leaf its answers, in the reader's language."""
    attempts = []
    for card, seed in paper:
        shown_in = library.language(card, translate.language)
        attempts.append(Attempt(card, shown_in, seed, library.vocabulary(card)))
    number, title = str(terms.seed), translate("mock.title")
    scope = render(translate, scope_told(library, terms, translate.language))
    foot = translate("mock.page-foot", title=title, seed=number)
    writer = _PageWriter(translate)
    head = [
        f"<h1>{_text(title)} <small>{_text(translate('mock.paper', seed=number))}</small></h1>",
        f'<p class="scope">{_text(scope)}</p>',
        f'<p class="terms">{_text(render(translate, terms_told(terms, len(paper))))}</p>',
        '<div class="who">',
        *(
            f"<span>{_text(translate(f'mock.page-{what}'))} <i></i></span>"
            for what in ("name", "date", "mark")
        ),
        "</div>",
    ]
    key = _text(translate("mock.key"))
    paper_number = _text(translate("mock.paper", seed=number))
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{translate.language}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{_ALLOWED}">',
            f"<title>{_text(foot)}</title>",
            f"<style>:root {{ --foot: {_css_string(foot)} }}{_STYLE}</style>\n</head>\n<body>",
            "<section>",
            *head,
            '<ol class="questions">',
            *(f"<li>{''.join(writer.question(attempt))}</li>" for attempt in attempts),
            "</ol>\n</section>",
            f'<section class="key">\n<h1>{key} <small>{paper_number}</small></h1>',
            '<ol class="questions">',
            *(f"<li>{''.join(writer.answer(attempt))}</li>" for attempt in attempts),
            "</ol>\n</section>\n</body>\n</html>\n",
        ]
    )


def _text(text: str) -> str:
    """A text that is nothing but text in HTML."""
    return escape(printable(text).rstrip("\n"))


def _css_string(text: str) -> str:
    """A string of CSS, of letters and digits as they are and all else by its number."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'


def _paragraph(text: str, name: str = "") -> str:
    """A text as its author formatted it: a table of it stands for itself."""
    named = f' class="{name}"' if name else ""
    return "".join(
        _table_of(part) if part.rows else f"<p{named}>{_marked(part.text)}</p>"
        for part in parts_of_text(text)
    )


_TAGS = {
    Mark.EMPHASIS: ("<em>", "</em>"),
    Mark.CODE: ("<code>", "</code>"),
}


def _marked(text: str) -> str:
    """A text in HTML, with what is emphasized or code in it, and a line for each gap."""
    if not isinstance(text, FormattedText):
        return _text(text)
    signs = [escape(sign) for sign in printable(text)]
    for start, end, form in text.spans:
        if form is Mark.GAP:
            signs[start:end] = ['<span class="gap"></span>', *[""] * (end - start - 1)]
    for start, end, form in reversed(text.spans):  # the inner ones first
        if form in _TAGS and start < end:
            before, behind = _TAGS[form]
            signs[start] = before + signs[start]
            signs[end - 1] += behind
    return "".join(signs)


class _PageWriter:
    """Questions and answers in the reader's language."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate

    def question(self, attempt: Attempt) -> Iterator[str]:
        """A question with room for its answer, part by part."""
        for part in range(attempt.part[1]):
            seen = seen_at(attempt, part)
            if part and seen.exercise:
                yield _paragraph(seen.exercise.ask_part(seen.language))
            else:
                yield _paragraph(seen.question)
            if attempt.table and not part:
                yield _table(attempt.table)
            if seen.exercise:
                yield from self._figure(asked_figure(self._translate, seen.exercise, seen.language))
            yield from self._room(seen)

    def _figure(self, told: str) -> Iterator[str]:
        """A figure in words, where there is one."""
        if told:
            yield _paragraph(told, "more asked")

    def _room(self, attempt: Attempt) -> Iterator[str]:
        """Where the answer goes."""
        match attempt.mode:
            case Mode.CHOICE | Mode.TICKS:
                if attempt.mode is Mode.TICKS:
                    yield _paragraph(self._translate("mock.page-ticks"), "asked")
                yield '<ul class="options">'
                for letter, text in self._options(attempt):
                    yield f'<li><span class="box"></span><b>{letter}</b>{_marked(text)}</li>'
                yield "</ul>"
            case Mode.LIST:
                for number in range(1, attempt.card.content.wanted + 1):
                    yield f'<div class="numbered">{number}.<p class="line"></p></div>'
            case Mode.DRILL:
                told = _text(self._translate("mock.page-answer"))
                yield f'<div class="short">{told}<p class="line"></p></div>'
            case _ if not _has_gap(attempt.question):
                yield '<p class="line"></p>'

    def answer(self, attempt: Attempt) -> Iterator[str]:
        """What a question comes to, and why."""
        card, language = attempt.card, attempt.language
        yield _paragraph(card.label(language), "asked")
        for part in range(attempt.part[1]):
            yield from self._right(seen_at(attempt, part))
        if exercise := attempt.exercise:
            yield from self._figure(solved_figure(self._translate, exercise, language))
        if card.why:
            yield _paragraph(card.why[language], "more")

    def _right(self, attempt: Attempt) -> Iterator[str]:
        exercise, language = attempt.exercise, attempt.language
        if attempt.mode in CHOOSING_MODES:
            right = [
                joined(". ", (letter, text))
                for place, (letter, text) in enumerate(self._options(attempt))
                if _is_right(attempt, place)
            ]
            yield from (_paragraph(text, "answer") for text in right)
            yield from self._said(attempt.card.content, language)
        elif exercise:
            yield _paragraph(exercise.answer_text(language), "answer")
        else:
            lines = [render(self._translate, line) for line in attempt.solution]
            yield _paragraph(joined("\n", lines), "answer")
            others = attempt.card.content.right_answers(language)[1:]
            if attempt.mode is Mode.TYPED and others:
                told = self._translate("mock.page-accepted", answers=" · ".join(others))
                yield _paragraph(told, "more")
        if exercise:
            yield from (_paragraph(step, "more") for step in exercise.steps(language))
            for wrong in exercise.mistakes:
                working = exercise.mistake_working(wrong, language)
                said = exercise.mistake_text(wrong, language)
                told = self._translate("mock.page-mistake", working=working, text=said)
                yield _paragraph(told, "more asked")

    def _said(self, content: Content, language: str) -> Iterator[str]:
        """What is said to whoever chooses a wrong option."""
        for wrong in content.wrong if isinstance(content, Choice) else ():
            if wrong.say:
                values = {"working": wrong.text[language], "text": wrong.say[language]}
                yield _paragraph(self._translate("mock.page-mistake", **values), "more asked")

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


def _table_of(part: Part) -> str:
    rows = part.rows[1:] if part.heads else part.rows
    numeric = numeric_columns(rows) if rows else (False,) * len(part.rows[0])
    return _table(Table(part.rows[0] if part.heads else (), rows, numeric))


def _table(table: Table) -> str:
    heads = "".join(f"<th>{_marked(head)}</th>" for head in table.heads)
    rows = [
        "".join(
            f'<td class="number">{_marked(cell)}</td>' if right else f"<td>{_marked(cell)}</td>"
            for cell, right in zip(row, table.numeric, strict=True)
        )
        for row in table.rows
    ]
    lines = [heads] if heads else []
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in [*lines, *rows]) + "</table>"
