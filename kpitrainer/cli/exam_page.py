"""A mock exam's paper and its answers as one HTML page, to be printed.

It holds all it needs and runs nothing. What authors wrote is text in it, never markup.
"""

from collections.abc import Sequence

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.mock_exam.exam_terms import ExamTerms
from kpitrainer.domain.mock_exam.paper import Question
from kpitrainer.formats.page.html_questions import QUESTION_STYLE, QuestionWriter
from kpitrainer.formats.page.html_texts import NOTHING_RUNS, css_string, html_text
from kpitrainer.i18n import Translator
from kpitrainer.study.exam_told import scope_told, terms_told
from kpitrainer.study.library import Library
from kpitrainer.wording import render

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
.who i { flex: 1; border-bottom: 1px dotted #555 }
.key { break-before: page; margin-top: 3rem } .key ol.questions > li { margin-bottom: .9rem }
.key h1 { padding-bottom: .7rem; margin-bottom: 1.2rem; border-bottom: 1px solid #111 }
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
    writer = QuestionWriter(translate)
    paper_number = html_text(translate("mock.paper", seed=number))
    head = [
        f"<h1>{html_text(title)} <small>{paper_number}</small></h1>",
        f'<p class="scope">{html_text(scope)}</p>',
        f'<p class="terms">{html_text(render(translate, terms_told(terms, len(paper))))}</p>',
        '<div class="who">',
        *(
            f"<span>{html_text(translate(f'mock.page-{what}'))} <i></i></span>"
            for what in ("name", "date", "mark")
        ),
        "</div>",
    ]
    key = html_text(translate("mock.key"))
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{translate.language}">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_RUNS}">',
            f"<title>{html_text(foot)}</title>",
            f"<style>:root {{ --foot: {css_string(foot)} }}{QUESTION_STYLE}{_STYLE}</style>",
            "</head>\n<body>",
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
