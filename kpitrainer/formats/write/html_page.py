"""One page of HTML: questions to print, their answers, and cards whose answers open by a tap.

It holds all it needs and runs nothing. What authors wrote is text in it, never markup.
"""

from collections.abc import Iterator, Sequence
from html import escape

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.formats.outgoing import OutgoingDeck
from kpitrainer.formats.page.html_questions import QUESTION_STYLE, QuestionWriter
from kpitrainer.formats.page.html_texts import NOTHING_RUNS, css_string, html_text, paragraph

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2730; --soft: #5b6773; --paper: #fff; --rule: #9aa3ad;
  --tint: #f2f5f8; --accent: #1d5f9c }
@media (prefers-color-scheme: dark) { :root { --ink: #dfe6ec; --soft: #a3afba; --paper: #14191e;
  --rule: #5b6773; --tint: #1d242b; --accent: #7fb8ea } }
@page { size: A4; margin: 16mm 18mm 20mm;
  @bottom-left { content: var(--foot); font: 8.5pt sans-serif; color: #555 }
  @bottom-right { content: counter(page); font: 8.5pt sans-serif; color: #555 } }
* { box-sizing: border-box }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.5 system-ui, "Liberation Sans", "DejaVu Sans", sans-serif }
h1 { font-size: 1.6rem; line-height: 1.2; margin: .5rem 0; overflow-wrap: anywhere }
h2 { margin: 2.5rem 0 1rem; padding-bottom: .3rem; border-bottom: 2px solid var(--accent) }
a { color: var(--accent) } .about { color: var(--soft); font-size: .87em; margin: 0 }
nav ul { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0 }
nav a { display: block; padding: .6rem 1rem; border: 1px solid var(--accent); border-radius: .5rem;
  text-decoration: none }
.who { display: none }
ol.cards { list-style: none; padding: 0 }
ol.cards > li { border: 1px solid var(--rule); border-radius: .6rem; padding: .9rem;
  margin-bottom: .8rem }
.cards .line, .cards .short, .cards .numbered, .cards .box { display: none }
.cards .options li { padding-left: 1.6rem; text-indent: -1.6rem }
.gap { min-width: 5rem } .wide { overflow-x: auto } .wide p { min-width: 0 }
summary { cursor: pointer; padding: .6rem .8rem; min-height: 2.75rem; border-radius: .4rem;
  background: var(--tint); color: var(--accent); font-weight: 600 }
details { margin-top: .5rem } details > :last-child { margin-bottom: 0 }
details > .wide { padding: .6rem .8rem 0 }
@media print {
  :root { color-scheme: light; --ink: #111; --soft: #555; --paper: #fff; --rule: #999;
    --accent: #111 }
  body { max-width: none; padding: 0; font: 10.5pt/1.45 Georgia, "Liberation Serif",
    "DejaVu Serif", serif }
  nav, #cards { display: none }
  .who { display: flex; gap: 1.5rem; margin: 1rem 0 1.4rem }
  .who span { flex: 2; display: flex; gap: .5rem } .who span:last-child { flex: 1 }
  .who i { flex: 1; border-bottom: 1px dotted #555 }
  h2 { margin-top: 1.2rem; border-bottom-width: 1px } #sheet h2 { display: none }
  #key { break-before: page } #key h2 { margin-top: 0 } .wide { overflow: visible }
}
"""


def write(outgoing: OutgoingDeck) -> bytes:
    """The page, in UTF-8; a drill that cannot be drawn is left out of it."""
    sheet, key, cards = [], [], []
    writer = QuestionWriter(outgoing.translate)
    for attempt in _attempts(outgoing):
        question = "".join(writer.question(attempt))
        answer = "".join(writer.answer(attempt))
        sheet.append(f'<li><div class="wide">{question}</div></li>')
        key.append(f'<li><div class="wide">{answer}</div></li>')
        cards.append(_card(outgoing, attempt, question, "".join(writer.solution(attempt))))
    told = outgoing.translate
    deck, language = outgoing.deck, outgoing.language
    title = deck.title_for(language)
    who = "".join(f"<span>{html_text(told(f'export.page-{n}'))} <i></i></span>" for n in _WHO)
    parts = (("sheet", "questions", sheet), ("key", "questions", key), ("cards", "cards", cards))
    lines = [
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_RUNS}">',
        f"<title>{html_text(title)}</title>",
        f"<style>:root {{ --foot: {css_string(title)} }}{QUESTION_STYLE}{_STYLE}</style>",
        "</head>\n<body>\n<header>",
        f"<h1>{html_text(title)}</h1>",
        *_about(outgoing),
        f'<nav aria-label="{html_text(told("export.page-nav"))}"><ul>',
        *(
            f'<li><a href="#{name}">{html_text(told(f"export.page-{name}"))}</a></li>'
            for name, _, _ in parts
        ),
        f'</ul></nav>\n<div class="who" aria-hidden="true">{who}</div>\n</header>\n<main>',
    ]
    for name, kind, items in parts:
        head = html_text(told(f"export.page-{name}"))
        lines += [
            f'<section id="{name}" aria-labelledby="{name}-head">',
            f'<h2 id="{name}-head">{head}</h2>',
            *([paragraph(told("export.page-turn"), "about")] if name == "cards" else []),
            f'<ol class="{kind}">',
            *items,
            "</ol>\n</section>",
        ]
    lines.append("</main>\n</body>\n</html>\n")
    return "\n".join(lines).encode()


_WHO = ("name", "date")


def _attempts(outgoing: OutgoingDeck) -> Iterator[Attempt]:
    """Each card as it is asked, a drill as often as it is to be drawn."""
    deck, options = outgoing.deck, outgoing.options
    drafts = {draft.wanted_name: draft for draft in outgoing.drafts}
    for number, card in enumerate(deck.cards, 1):
        drawn = outgoing.seeds() if isinstance(card.content, Drill) else (options.seed,)
        attempts = list(_drawn(card, outgoing.language, drawn, outgoing))
        if not attempts:
            outgoing.leave_out(drafts[card.key.entry], "export.undrawn")
        yield from attempts
        options.progress(number, len(deck.cards))


def _drawn(
    card: Card, language: str, seeds: Sequence[int], outgoing: OutgoingDeck
) -> Iterator[Attempt]:
    for seed in seeds:
        try:
            yield Attempt(card, language, seed, outgoing.deck.vocabulary)
        except KpiTrainerError:
            continue  # other numbers may do


def _card(outgoing: OutgoingDeck, attempt: Attempt, question: str, solution: str) -> str:
    """A question whose answer opens by a tap, as does its hint."""
    told, language, card = outgoing.translate, outgoing.language, attempt.card
    hints = attempt.exercise.hints(language)[:1] if attempt.exercise else ()
    if card.hint:
        hints = (card.hint[language],)
    if card.mnemonic and language in card.mnemonic:
        solution += paragraph(card.mnemonic[language], "more asked")
    if card.source:
        source = told("export.page-source", source=" · ".join(card.source))
        solution += paragraph(source, "more asked")
    folded = [("export.page-hint", "".join(map(paragraph, hints)))] if hints else []
    folded.append(("export.page-answer", solution))
    return "".join(
        [
            f'<li><div class="wide">{question}</div>',
            *(
                f"<details><summary>{html_text(told(code))}</summary>"
                f'<div class="wide">{inner}</div></details>'
                for code, inner in folded
            ),
            "</li>",
        ]
    )


def _about(outgoing: OutgoingDeck) -> Iterator[str]:
    """What its author says of the deck."""
    deck, told, language = outgoing.deck, outgoing.translate, outgoing.language
    if deck.description:
        yield paragraph(deck.description[language])
    about = deck.about
    for name in ("edition", "author", "licence"):
        if value := getattr(about, name):
            yield paragraph(told(f"export.page-{name}", **{name: value}), "about")
    if about.homepage.startswith("https://"):
        address = html_text(about.homepage)
        yield f'<p class="about"><a href="{address}" rel="noopener noreferrer">{address}</a></p>'
