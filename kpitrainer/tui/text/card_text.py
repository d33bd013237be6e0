"""A card's texts as styled content; author text is never read as markup."""

from textual.content import Content

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.content import Mode, Run
from kpitrainer.domain.cards.card_types.list_recall import GuessStanding
from kpitrainer.domain.verdict import Outcome, Rating
from kpitrainer.i18n import Translator
from kpitrainer.tui.text import drill_text
from kpitrainer.tui.text.drill_text import MARKS, NEAR, RIGHT, UNCLEAR, WRONG
from kpitrainer.tui.text.lines import ACCENT, BAD, GOOD, MUTED, clickable
from kpitrainer.wording import render, verdict_line

OPEN = "○"

RATINGS = {
    Rating.AGAIN: "review.again",
    Rating.HARD: "review.hard",
    Rating.GOOD: "review.good",
    Rating.EASY: "review.easy",
}
"""Each rating's name."""

_STANDINGS = {
    GuessStanding.FOUND: (" ", ""),
    GuessStanding.NEAR: (NEAR, ACCENT),
    GuessStanding.WRONG: (WRONG, BAD),
    GuessStanding.MISPLACED: (WRONG, BAD),
    GuessStanding.REPEATED: (NEAR, ACCENT),
    GuessStanding.UNCLEAR: (UNCLEAR, ACCENT),
}


def question(attempt: Attempt) -> Content:
    """What is asked."""
    return Content.assemble(*(_run(run) for run in attempt.question))


def _run(run: Run) -> tuple[str, str]:
    return (run.text, f"{ACCENT} underline" if run.gap else "bold")


def options(translate: Translator, attempt: Attempt, cursor: int | None) -> Content:
    """The numbered choices; once answered, which is right and which was chosen."""
    lines = []
    for place, option in enumerate(attempt.options):
        text = render(translate, option)
        mark, style = f"{place + 1}", ""
        if attempt.closed:
            right = option == attempt.solution[0]
            mark, style = " ", MUTED
            if right:
                mark, style = RIGHT, GOOD
            elif place == attempt.chosen:
                mark, style = WRONG, BAD
        elif place == cursor:
            style = "reverse"
        line = Content.assemble((f" {mark}  ", style or ACCENT), (text, style))
        lines.append(line if attempt.closed else clickable(line, f"screen.digit({place + 1})"))
    return Content("\n").join(lines)


def list_items(translate: Translator, attempt: Attempt) -> Content:
    """A list's items: found ones, open places, and at the end the missed ones in theirs."""
    found = attempt.recall.found
    lines = []
    for place, item in enumerate(attempt.solution):
        number = f"{place + 1}. " if attempt.ordered else ""
        if place in found:
            lines.append(Content.assemble((f" {RIGHT} ", GOOD), number, render(translate, item)))
        elif attempt.closed:
            mark = (f" {WRONG} ", BAD) if attempt.tries else (" · ", MUTED)
            lines.append(Content.assemble(mark, number, (render(translate, item), "bold")))
        elif attempt.ordered:
            lines.append(Content.assemble((f" {OPEN} ", MUTED), (number, MUTED)))
    last = attempt.recall.last
    if last and not attempt.closed:
        sign, colour = _STANDINGS[last.standing]
        lines.append(
            Content.assemble((f" {sign} ", colour), (render(translate, last.message), MUTED))
        )
    elif attempt.tries or not attempt.closed:
        count = translate("review.found", found=len(found), total=len(attempt.solution))
        lines.append(Content.styled(f" {count}", MUTED))
    return Content("\n").join(lines)


def hints(translate: Translator, attempt: Attempt) -> Content:
    """The hints given so far; a last one that is the solution says so, since it costs."""
    given = attempt.hints_shown
    labels = [translate("review.hint")] * len(given)
    if attempt.solution_hinted:
        labels[-1] = translate("review.hint-solution")
    lines = zip(labels, given, strict=True)
    return Content("\n").join(Content.assemble((label, ACCENT), " ", hint) for label, hint in lines)


def verdict(translate: Translator, attempt: Attempt) -> Content:
    """What became of the answer, in a line or two."""
    told = attempt.verdict
    if told is None or attempt.mode is Mode.LIST:
        return Content("")
    if attempt.exercise:
        return drill_text.verdict(translate, attempt, told)
    if not attempt.tries and attempt.chosen is None:
        return Content("")
    mark, style = MARKS[told.outcome]
    return Content.assemble((f"{mark} ", style), verdict_line(translate, told))


def typed_answer(translate: Translator, attempt: Attempt) -> Content:
    """What was typed with the letters that differ marked, then the right spelling."""
    if attempt.verdict is None or not attempt.closed:
        return Content("")
    lines = []
    told = attempt.verdict
    right = told.expected or render(translate, attempt.solution[0])
    if attempt.tries and (told.marks or told.outcome is not Outcome.RIGHT):
        mine = Content(attempt.tries[-1])
        for start, end in told.marks:
            mine = mine.stylize(f"{BAD} underline", start, end)
        lines.append(Content.assemble((translate("review.yours"), MUTED), " ", mine))
    lines.append(Content.assemble((f"{RIGHT} ", GOOD), (right, "bold")))
    return Content("\n").join(lines)


def explanation(translate: Translator, card: Card, language: str) -> Content:
    """Why the answer is what it is, and a way to remember it; sources are the card info's."""
    parts: list[Content] = []
    if card.why:
        parts.append(Content(card.why[language]))
    if card.mnemonic and language in card.mnemonic:
        reminder = card.mnemonic[language]
        parts.append(Content.assemble((translate("review.mnemonic"), MUTED), " ", reminder))
    return Content("\n").join(parts)
