"""A card's texts as styled content, a drill's part by part; author text is never markup."""

from textual.content import Content

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import CHOOSING_MODES, Mode
from kpitrainer.domain.cards.card_types.list_recall import GuessStanding, ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.drill.exercise import WHICH_FORMULA
from kpitrainer.domain.drill.rung import Rung
from kpitrainer.domain.text.formatted_text import joined
from kpitrainer.domain.verdict import Outcome, Rating
from kpitrainer.i18n import Translator
from kpitrainer.tui.text.drill_text import drill_verdict, table, worked_solution
from kpitrainer.tui.text.formatted_content import UNBROKEN, shown
from kpitrainer.tui.text.lines import ACCENT, BAD, GOOD, MUTED, clickable
from kpitrainer.tui.text.marks import MARKS, NEAR, RIGHT, TICKED, UNCLEAR, UNTICKED, WRONG
from kpitrainer.wording import render, verdict_line

_OPEN = "○"

RATINGS = {
    Rating.AGAIN: "review.again",
    Rating.HARD: "review.hard",
    Rating.GOOD: "review.good",
    Rating.EASY: "review.easy",
}
"""Each rating's name."""

_FADED = {Rung.WORKED: "review.kind-worked", Rung.LAST_STEP: "review.kind-begun"}
"""How a drill is entitled of which some is shown."""

_STANDINGS = {
    GuessStanding.FOUND: (" ", ""),
    GuessStanding.NEAR: (NEAR, ACCENT),
    GuessStanding.WRONG: (WRONG, BAD),
    GuessStanding.MISPLACED: (WRONG, BAD),
    GuessStanding.REPEATED: (NEAR, ACCENT),
    GuessStanding.UNCLEAR: (UNCLEAR, ACCENT),
}


def question(attempt: Attempt, width: int) -> Content:
    """What is asked; what is laid out in it takes at most `width` cells if possible."""
    return shown(attempt.question, "bold", width)


def kind(translate: Translator, attempt: Attempt) -> str:
    """What kind of card it is, as the frame is entitled."""
    content = attempt.card.content
    if attempt.exercise and attempt.exercise.is_sheet:
        return translate(f"review.kind-{attempt.exercise.kind}")
    if attempt.mode is Mode.TICKS:
        return translate("review.kind-ticks")
    if attempt.exercise and (rung := attempt.exercise.template.rung) in _FADED:
        return translate(_FADED[rung])
    in_order = isinstance(content, ListRecall) and content.ordered
    return translate(f"review.kind-{content.type_name}{'-ordered' if in_order else ''}")


def how(translate: Translator, attempt: Attempt) -> Content:
    """How an open card is answered: the back of one that lies open says so."""
    if attempt.closed:
        return Content("")
    kind = "truth" if isinstance(attempt.card.content, TrueFalse) else attempt.mode.name.lower()
    if attempt.mode is Mode.DRILL and attempt.exercise and attempt.exercise.kind == WHICH_FORMULA:
        kind = "result"  # the formulas would name what is not told yet
    return Content.styled(translate(f"review.how-{kind}"), MUTED)


def body(translate: Translator, attempt: Attempt, cursor: int | None) -> Content:
    """What is chosen from, or the items of a list; nothing of other cards."""
    if attempt.mode in CHOOSING_MODES:
        return _options(translate, attempt, cursor)
    return _list_items(translate, attempt) if attempt.mode is Mode.LIST else Content("")


def _options(translate: Translator, attempt: Attempt, cursor: int | None) -> Content:
    """The numbered choices; once answered, which are right and which were chosen.

    Where several are to be ticked each has a box, also then.
    """
    lines = []
    for place, option in enumerate(attempt.options):
        text = render(translate, option)
        mark, style = f"{place + 1}", ""
        if attempt.closed:
            mark, style = " ", MUTED
            if option in attempt.solution:
                mark, style = RIGHT, GOOD
            elif place == attempt.chosen or place in attempt.ticked:
                mark, style = WRONG, BAD
        elif place == cursor:
            style = "reverse"
        if attempt.mode is Mode.TICKS and not attempt.shown:
            text = joined(" ", (TICKED if place in attempt.ticked else UNTICKED, text))
        line = Content.assemble((f"{mark}  ", style or ACCENT), shown(text, style))
        lines.append(line if attempt.closed else clickable(line, f"screen.digit({place + 1})"))
    return Content("\n").join(lines)


def _list_items(translate: Translator, attempt: Attempt) -> Content:
    """A list's items: found ones, open places, and at the end the missed ones in theirs."""
    found, wanted = attempt.recall.found, attempt.card.content.wanted
    # Where some of the items suffice none of them is missed.
    chosen = wanted < len(attempt.solution)
    lines = []
    for place, item in enumerate(attempt.solution):
        number = f"{place + 1}. " if attempt.ordered else ""
        text = render(translate, item)
        if place in found:
            lines.append(Content.assemble((f"{RIGHT} ", GOOD), number, shown(text)))
        elif attempt.closed:
            missed = attempt.tries and not chosen
            mark = (f"{WRONG} ", BAD) if missed else ("· ", MUTED)
            lines.append(Content.assemble(mark, number, shown(text, "" if chosen else "bold")))
        elif attempt.ordered:
            lines.append(Content.assemble((f"{_OPEN} ", MUTED), (number, MUTED)))
    last = attempt.recall.last
    if last and not attempt.closed:
        sign, colour = _STANDINGS[last.standing]
        lines.append(
            Content.assemble((f"{sign} ", colour), (render(translate, last.message), MUTED))
        )
    elif attempt.tries or not attempt.closed:
        count = translate("review.found", found=len(found), total=wanted)
        lines.append(Content.styled(count, MUTED))
    return Content("\n").join(lines)


def hints(translate: Translator, attempt: Attempt) -> Content:
    """The hints given so far; a last one that is the solution says so, since it costs."""
    given = attempt.hints_shown
    labels = [translate("review.hint")] * len(given)
    if attempt.solution_hinted:
        labels[-1] = translate("review.hint-solution")
    lines = zip(labels, given, strict=True)
    return Content("\n").join(
        Content.assemble((label, ACCENT), " ", shown(hint)) for label, hint in lines
    )


def verdict(translate: Translator, attempt: Attempt) -> Content:
    """What became of the answer, in a line or two."""
    told = attempt.verdict
    if told is None or attempt.mode is Mode.LIST:
        return Content("")
    if attempt.exercise:
        return drill_verdict(translate, attempt, told)
    if attempt.untried:
        return Content("")
    mark, style = MARKS[told.outcome]
    return Content.assemble((f"{mark} ", style), shown(verdict_line(translate, told)))


def solution(translate: Translator, attempt: Attempt, width: int) -> Content:
    """The right answer of a closed attempt; a drill's is worked out in `width` cells."""
    if not attempt.closed:
        return Content("")
    if attempt.exercise:
        return worked_solution(translate, attempt, attempt.exercise, width)
    match attempt.mode:
        case Mode.TYPED:
            return _typed_answer(translate, attempt)
        case Mode.REVEAL:
            lines = (shown(line, "", width) for line in _whole_answer(translate, attempt))
            return Content("\n").join(lines)
        case Mode.CHOICE | Mode.TICKS | Mode.LIST | Mode.DRILL:
            return Content("")  # it stands in the body


def _whole_answer(translate: Translator, attempt: Attempt) -> list[str]:
    """The answer that the learner judges by, a line each; of a list its items, of ticks all."""
    lines = [render(translate, line) for line in attempt.solution]
    if attempt.mode is not Mode.TICKS and not isinstance(attempt.card.content, ListRecall):
        return lines[:1]
    marks = [f"{number}." if attempt.ordered else "–" for number in range(1, len(lines) + 1)]
    return [joined(" ", line) for line in zip(marks, lines, strict=True)]


def _typed_answer(translate: Translator, attempt: Attempt) -> Content:
    """What was typed with the letters that differ marked, then the right spelling."""
    told = attempt.verdict
    if told is None:
        return Content("")
    lines = []
    right = told.expected or render(translate, attempt.solution[0])
    if attempt.tries and (told.marks or told.outcome is not Outcome.RIGHT):
        mine = Content(attempt.tries[-1])
        for start, end in told.marks:
            mine = mine.stylize(f"{BAD} underline", start, end)
        lines.append(Content.assemble((translate("review.yours"), MUTED), " ", mine))
    lines.append(Content.assemble((f"{RIGHT} ", GOOD), shown(right, "bold")))
    return Content("\n").join(lines)


def copied(translate: Translator, attempt: Attempt) -> str:
    """What is worth taking elsewhere: of an open card what it asks, of a closed one the answer."""
    if not attempt.closed:
        asked = (question(attempt, UNBROKEN).plain, table(attempt, UNBROKEN).plain)
        return "\n\n".join(filter(None, asked))
    if attempt.exercise:
        return worked_solution(translate, attempt, attempt.exercise, UNBROKEN).plain
    return "\n".join(_whole_answer(translate, attempt))


def explanation(translate: Translator, attempt: Attempt, width: int) -> Content:
    """Once closed, why the answer is what it is, and a way to remember it, in `width` cells.

    Sources are the card info's.
    """
    if not attempt.closed:
        return Content("")
    card, language = attempt.card, attempt.language
    parts: list[Content] = []
    if card.why:
        parts.append(shown(card.why[language], "", width))
    if card.mnemonic and language in card.mnemonic:
        reminder = shown(card.mnemonic[language])
        parts.append(Content.assemble((translate("review.mnemonic"), MUTED), " ", reminder))
    return Content("\n").join(parts)
