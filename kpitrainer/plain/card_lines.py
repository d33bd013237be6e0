"""A card in lines: its question, how it is answered, its answer."""

from kpitrainer.domain.cards.answering import Answering
from kpitrainer.domain.cards.attempt import Attempt
from kpitrainer.domain.cards.card_types.content import Mode
from kpitrainer.plain.exercise_lines import (
    introduce,
    show_solution,
    tell_part,
    tell_value,
    tell_verdict,
)
from kpitrainer.plain.plain_context import PlainContext
from kpitrainer.wording import render, verdict_line


def question_text(attempt: Attempt) -> str:
    """The question as one text."""
    return "".join(run.text for run in attempt.question).rstrip("\n")


def show_question(context: PlainContext, attempt: Attempt) -> None:
    """Say the question, the options where there are some, and how to answer."""
    if attempt.exercise:
        introduce(context, attempt)
    context.console.say(question_text(attempt))
    for number, option in enumerate(attempt.options, start=1):
        context.console.say(f"{number} {render(context.translate, option)}")
    match attempt.mode:
        case Mode.CHOICE:
            context.tell("plain.ask-choice", last=len(attempt.options))
        case Mode.LIST:
            code = "plain.ask-list-ordered" if attempt.ordered else "plain.ask-list"
            context.tell(code, count=len(attempt.solution))
        case mode:
            context.tell(f"plain.ask-{mode}")


def take_answer(context: PlainContext, session: Answering, line: str) -> None:
    """Judge a line typed at the open card of a session; an empty one shows the answer.

    After a part of a drill its verdict is said, then the next part is asked.
    """
    before = session.present
    if not line:
        session.show()
    elif before.mode is Mode.CHOICE:
        if line.isdecimal() and line.isascii() and 0 < int(line) <= len(before.options):
            session.choose(int(line) - 1)
        elif len(before.options) == 2:  # noqa: PLR2004 - true or false, yes or no
            context.tell("plain.choice-wants-of-two")
        else:
            context.tell("plain.choice-wants", last=len(before.options))
    elif before.mode is Mode.REVEAL:
        context.tell("plain.ask-reveal")
    elif before.mode is Mode.LIST:
        _take_items(context, session, line)
    else:
        verdict = session.answer(line)
        after = session.present
        if not after.closed and len(after.judged) == len(before.judged):
            if after.exercise:
                tell_value(context, after.exercise, line, after.language)
            context.console.say(verdict_line(context.translate, verdict))
    after = session.present
    if len(after.judged) > len(before.judged) and not after.closed:
        tell_part(context, after)
        show_question(context, after)


def _take_items(context: PlainContext, session: Answering, line: str) -> None:
    earlier = len(session.present.recall.guesses)
    session.answer(line)
    guesses = session.present.recall.guesses[earlier:]
    for guess in guesses:
        told = render(context.translate, guess.message)
        if len(guesses) > 1:
            context.tell("plain.guess", guess=guess.text, told=told)
        else:
            context.console.say(told)


def take_hint(context: PlainContext, session: Answering) -> None:
    """Say the next hint, if there is one; a number's last gives the solution away."""
    hint = session.hint()
    if hint is None:
        context.tell("plain.no-hint")
        return
    given_away = session.present.solution_hinted
    context.tell("plain.hint-solution" if given_away else "plain.hint", hint=hint)


def show_answer(context: PlainContext, attempt: Attempt) -> None:
    """Say how the answer stands, the right one, and what its author adds."""
    if attempt.mode is Mode.LIST:
        if attempt.tries:
            found = len(attempt.recall.found)
            context.tell("plain.found", found=found, total=len(attempt.solution))
    elif attempt.exercise:
        if len(attempt.judged) == attempt.part[1]:
            tell_verdict(context, attempt.judged[-1], attempt.language)
    elif attempt.verdict and (attempt.tries or attempt.chosen is not None):
        context.console.say(verdict_line(context.translate, attempt.verdict))
    if attempt.exercise:
        show_solution(context, attempt, attempt.exercise)
    else:
        _show_solution(context, attempt)
    card, language = attempt.card, attempt.language
    for text in (card.why, card.mnemonic):
        # A mnemonic may exist in one language only.
        if text and language in text:
            context.console.say(text[language].rstrip("\n"))


def _show_solution(context: PlainContext, attempt: Attempt) -> None:
    lines = [render(context.translate, line) for line in attempt.solution]
    match attempt.mode:
        case Mode.LIST:
            context.tell("plain.solution-list")
            found = attempt.recall.found
            for place, line in enumerate(lines):
                missed = attempt.tries and place not in found
                code = "plain.item-missed" if missed else "plain.item"
                context.tell(code, number=place + 1, item=line)
        case _:
            context.tell("plain.solution", solution=" ".join(lines))
