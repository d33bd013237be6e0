"""A card's texts as styled content, a drill's part by part; author text is never markup."""

from collections.abc import Sequence

from textual.content import Content

from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode, Run
from kpitrainer.domain.cards.card_types.list_recall import GuessStanding, ListRecall
from kpitrainer.domain.cards.card_types.true_false import TrueFalse
from kpitrainer.domain.drill.exercise import Exercise
from kpitrainer.domain.drill.table import Table
from kpitrainer.domain.formula.writer import aligned
from kpitrainer.domain.verdict import Outcome, Rating, Verdict
from kpitrainer.i18n import Translator
from kpitrainer.tui.text.lines import ACCENT, BAD, GOOD, MUTED, clickable
from kpitrainer.wording import render, verdict_line

RIGHT, WRONG, NEAR, UNCLEAR = "✓", "✗", "≈", "?"

MARKS = {
    Outcome.RIGHT: (RIGHT, GOOD),
    Outcome.WRONG: (WRONG, BAD),
    Outcome.NEAR: (NEAR, ACCENT),
    Outcome.UNCLEAR: (UNCLEAR, ACCENT),
}
"""How each outcome is marked; the mark says it without colour too."""

_OPEN = "○"

SLIP = "←"
"""Points at the step of a solution, right in itself, at which the learner went another way."""

_WIDE = 1000
"""Cells of a line that is not to be broken."""

_TALL = 7
"""A longer table lies on its side where it fits."""

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


def kind(translate: Translator, attempt: Attempt) -> str:
    """What kind of card it is, as the frame is entitled."""
    content = attempt.card.content
    in_order = isinstance(content, ListRecall) and content.ordered
    return translate(f"review.kind-{content.type_name}{'-ordered' if in_order else ''}")


def how(translate: Translator, attempt: Attempt) -> Content:
    """How an open card is answered: the back of one that lies open says so."""
    if attempt.closed:
        return Content("")
    truth = isinstance(attempt.card.content, TrueFalse)
    told = translate(f"review.how-{'truth' if truth else attempt.mode.name.lower()}")
    return Content.styled(told, MUTED)


def body(translate: Translator, attempt: Attempt, cursor: int | None) -> Content:
    """What is chosen from, or the items of a list; nothing of other cards."""
    if attempt.mode is Mode.CHOICE:
        return _options(translate, attempt, cursor)
    return _list_items(translate, attempt) if attempt.mode is Mode.LIST else Content("")


def _options(translate: Translator, attempt: Attempt, cursor: int | None) -> Content:
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
        line = Content.assemble((f"{mark}  ", style or ACCENT), (text, style))
        lines.append(line if attempt.closed else clickable(line, f"screen.digit({place + 1})"))
    return Content("\n").join(lines)


def _list_items(translate: Translator, attempt: Attempt) -> Content:
    """A list's items: found ones, open places, and at the end the missed ones in theirs."""
    found = attempt.recall.found
    lines = []
    for place, item in enumerate(attempt.solution):
        number = f"{place + 1}. " if attempt.ordered else ""
        if place in found:
            lines.append(Content.assemble((f"{RIGHT} ", GOOD), number, render(translate, item)))
        elif attempt.closed:
            mark = (f"{WRONG} ", BAD) if attempt.tries else ("· ", MUTED)
            lines.append(Content.assemble(mark, number, (render(translate, item), "bold")))
        elif attempt.ordered:
            lines.append(Content.assemble((f"{_OPEN} ", MUTED), (number, MUTED)))
    last = attempt.recall.last
    if last and not attempt.closed:
        sign, colour = _STANDINGS[last.standing]
        lines.append(
            Content.assemble((f"{sign} ", colour), (render(translate, last.message), MUTED))
        )
    elif attempt.tries or not attempt.closed:
        count = translate("review.found", found=len(found), total=len(attempt.solution))
        lines.append(Content.styled(count, MUTED))
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
        return _drill_verdict(translate, attempt, told)
    if attempt.untried:
        return Content("")
    mark, style = MARKS[told.outcome]
    return Content.assemble((f"{mark} ", style), verdict_line(translate, told))


def solution(translate: Translator, attempt: Attempt, width: int) -> Content:
    """The right answer of a closed attempt; a drill's is worked out in `width` cells."""
    if not attempt.closed:
        return Content("")
    if attempt.exercise:
        return _worked_solution(translate, attempt, attempt.exercise, width)
    match attempt.mode:
        case Mode.TYPED:
            return _typed_answer(translate, attempt)
        case Mode.REVEAL:
            return Content("\n").join(Content(line) for line in _whole_answer(translate, attempt))
        case Mode.CHOICE | Mode.LIST | Mode.DRILL:
            return Content("")  # it stands in the body


def _whole_answer(translate: Translator, attempt: Attempt) -> list[str]:
    """The answer that the learner judges by, a line each; of a list its items."""
    lines = [render(translate, line) for line in attempt.solution]
    if not isinstance(attempt.card.content, ListRecall):
        return lines[:1]
    marks = [f"{number}." if attempt.ordered else "–" for number in range(1, len(lines) + 1)]
    return [f"{mark} {line}" for mark, line in zip(marks, lines, strict=True)]


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
    lines.append(Content.assemble((f"{RIGHT} ", GOOD), (right, "bold")))
    return Content("\n").join(lines)


def copied(translate: Translator, attempt: Attempt) -> str:
    """What is worth taking elsewhere: of an open card what it asks, of a closed one the answer."""
    if not attempt.closed:
        asked = (question(attempt).plain, table(attempt, _WIDE).plain)
        return "\n\n".join(filter(None, asked))
    if attempt.exercise:
        return _worked_solution(translate, attempt, attempt.exercise, _WIDE).plain
    return "\n".join(_whole_answer(translate, attempt))


def explanation(translate: Translator, attempt: Attempt) -> Content:
    """Once closed, why the answer is what it is, and a way to remember it.

    Sources are the card info's.
    """
    if not attempt.closed:
        return Content("")
    card, language = attempt.card, attempt.language
    parts: list[Content] = []
    if card.why:
        parts.append(Content(card.why[language]))
    if card.mnemonic and language in card.mnemonic:
        reminder = card.mnemonic[language]
        parts.append(Content.assemble((translate("review.mnemonic"), MUTED), " ", reminder))
    return Content("\n").join(parts)


def table(attempt: Attempt, width: int) -> Content:
    """The data of a drill, numbers to the right, in at most `width` cells if possible."""
    data = attempt.table
    if data is None:
        return Content("")
    if len(data.rows) > _TALL:
        data = _on_its_side(data, width) or data
    first, *others = data.lines()
    head = Content.styled(first, MUTED if data.heads else "")
    return Content("\n").join([head, *(Content(line) for line in others)])


def _on_its_side(data: Table, width: int) -> Table | None:
    """Columns as rows; None where that is too wide."""
    lines = (data.heads, *data.rows) if data.heads else data.rows
    turned = tuple(zip(*lines, strict=True))
    numeric = (False, *(True for _ in turned[0][1:]))
    lying = Table(heads=turned[0], rows=turned[1:], numeric=numeric)
    return lying if max(map(len, lying.lines())) <= width else None


def earlier_parts(translate: Translator, attempt: Attempt) -> Content:
    """The parts answered before the one in hand, each with its verdict."""
    _, count = attempt.part
    # The last part's verdict is shown below; one that was given up has none.
    done = attempt.judged[: count - 1]
    lines = []
    for place, judged in enumerate(done, start=1):
        mark, style = MARKS[judged.verdict.outcome]
        given = translate("calc.part", number=place, total=count)
        lines.append(Content.assemble((f"{given}   ", MUTED), (f"{mark} ", style), judged.said))
        told = verdict_line(translate, judged.verdict)
        right = judged.exercise.answer_text(attempt.language)
        if judged.verdict.outcome is not Outcome.RIGHT:
            told = f"{told} {translate('calc.right-was', answer=right)}"
        lines.append(Content.styled(f"  {told}", MUTED))
    return Content("\n").join(lines)


def _drill_verdict(translate: Translator, attempt: Attempt, told: Verdict) -> Content:
    """What became of the answer in hand: what was typed, the verdict, the mistake's working."""
    if not attempt.closed and told.outcome is not Outcome.UNCLEAR:
        return Content("")  # it stands among the earlier parts
    if attempt.closed and len(attempt.judged) < attempt.part[1]:
        return Content("")  # the solution was asked for
    mark, style = MARKS[told.outcome]
    lines = []
    if attempt.closed and attempt.mode is Mode.DRILL:
        lines.append(Content.assemble((translate("review.yours"), MUTED), " ", attempt.tries[-1]))
    lines.append(Content.assemble((f"{mark} ", style), verdict_line(translate, told)))
    if attempt.closed and told.mistake and attempt.judged:
        working = attempt.judged[-1].exercise.mistake_working(told.mistake, attempt.language)
        lines.append(Content(f"  {translate('review.working', working=working)}"))
    return Content("\n").join(lines)


def _worked_solution(
    translate: Translator, attempt: Attempt, exercise: Exercise, width: int
) -> Content:
    """The steps with the learner's numbers, equals signs aligned, the spoilt step marked."""
    steps: Sequence[str] = [render(translate, line) for line in attempt.solution]
    spoilt = attempt.wrong_step
    if attempt.calculation and attempt.calculation.asks_choice:
        steps = steps[1:]  # it is marked where it stands, or told in the head
        spoilt = None if spoilt is None else spoilt - 1
    head = Content.styled(translate("review.solution"), ACCENT)
    single = attempt.part[1] == 1 and attempt.mode is Mode.DRILL
    if single or attempt.mode is Mode.REVEAL:
        answer = exercise.answer_text(attempt.language)
        head = Content.assemble(head, "  ", (answer, "bold"))
    lines = [head]
    here = f" {SLIP} {translate('review.slipped-here')}"
    for place, line in enumerate(aligned(steps, width)):
        lines.append(Content.assemble(line, (here if place == spoilt else "", BAD)))
    lines += _parts_not_reached(translate, attempt, exercise)
    return Content("\n").join(lines) if len(lines) > 1 else Content("")


def _parts_not_reached(
    translate: Translator, attempt: Attempt, exercise: Exercise
) -> list[Content]:
    """The parts after the one at which the solution was asked for."""
    present, count = attempt.part
    if len(attempt.judged) == count:
        return []
    lines = []
    for number in range(present + 1, count + 1):
        part = exercise.at(number - 1)
        told = translate("calc.part", number=number, total=count)
        asked = part.ask_part(attempt.language).strip()
        lines.append(Content.assemble((f"{told}   ", MUTED), asked))
        lines.append(Content.assemble("  ", (part.answer_text(attempt.language), "bold")))
    return lines
