"""`kpitrainer drill --unexplained`: what would explain wrong answers that nothing explains."""

from collections.abc import Iterator, Sequence

from kpitrainer.cli.cli_context import CliContext
from kpitrainer.cli.drill_output import exact_text, given_values
from kpitrainer.cli.terminal import write_json
from kpitrainer.deckfile.lint.drill_rules import TO_SAY
from kpitrainer.deckfile.write.mistake_entry import mistake_entry
from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.drawing import drawn_text
from kpitrainer.domain.drill.template import NumberPart, Template
from kpitrainer.domain.formula.writer import write_formula
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.i18n import Translator
from kpitrainer.study.practice import effective_answers
from kpitrainer.study.trainer import Trainer
from kpitrainer.study.unexplained import LATEST, Proposal, Unexplained, proposals

_WHERE = {
    (False, False): "drill.unexplained-entry",
    (True, False): "drill.unexplained-part",
    (False, True): "drill.unexplained-entry-variant",
    (True, True): "drill.unexplained-part-variant",
}
"""Where the entry belongs, of a drill with several parts or not, with variants or not."""


def tell_unexplained(
    context: CliContext, trainer: Trainer, cards: Sequence[Card], *, json: bool
) -> None:
    """Print what would explain answers to these drills, drill by drill; with `json` one a line.

    Each with the answers it explains, and an entry of `mistakes` for the deck file.
    """
    nothing = True
    for card in cards:
        rows = effective_answers(trainer.store.latest_answers(card.key, LATEST))
        for number, proposal in enumerate(proposals(card, rows)):
            if json:
                write_json(_object(card, proposal))
            else:
                language = trainer.library.language(card, context.translate.language)
                if not number:
                    context.tell(
                        "drill.unexplained-title", title=card.label(language), drill=card.key.card
                    )
                _tell(context, card, proposal, language)
            nothing = False
    if nothing and not json:
        context.tell("drill.unexplained-none")


def _tell(context: CliContext, card: Card, proposal: Proposal, language: str) -> None:
    say, told = context.console.say, context.told
    formula = write_formula(proposal.explanation.formula, language)
    count = len(proposal.answers)
    fitting = told("drill.unexplained-formula", count=count, formula=formula)
    say(f"  {fitting}")
    for answer in proposal.answers:
        exercise = answer.answer.exercise
        line = told(
            "drill.unexplained-answer",
            date=noon(answer.day).date(),
            typed=answer.said,
            right=exercise.answer_text(language),
            values=drawn_text(exercise),
        )
        say(f"    {line}")
    variant, part = proposal.place
    several = len(_form(card, variant).parts) > 1
    code = _WHERE[several, bool(variant)]
    say(f"  {told(code, number=part + 1, variant=variant)}")
    for line in _entry(card, proposal).splitlines():
        say(f"    {line}")


def _object(card: Card, proposal: Proposal) -> dict[str, object]:
    variant, part = proposal.place
    return {
        "deck": card.key.deck,
        "id": card.key.card,
        "variant": variant or None,
        "part": part + 1,
        "formula": proposal.explanation.formula.source,
        "answers": [_answer_object(each) for each in proposal.answers],
        "yaml": _entry(card, proposal),
    }


def _answer_object(answer: Unexplained) -> dict[str, object]:
    exercise = answer.answer.exercise
    return {
        "day": noon(answer.day).date().isoformat(),
        "typed": answer.said,
        "answer": exact_text(exercise.answer, exercise.asked.answer.decimals),
        "given": given_values(exercise),
    }


def _entry(card: Card, proposal: Proposal) -> str:
    """The entry under a name that its variant has not, saying in words what was calculated."""
    variant, _ = proposal.place
    form, formula = _form(card, variant), proposal.explanation.formula
    used = set(_names(form))
    name = next(
        name for number in range(1, len(used) + 2) if (name := f"unseen-{number}") not in used
    )
    say = {
        language: Translator(language)(
            "drill.unexplained-say",
            formula=write_formula(formula, language),
            why=TO_SAY[language],
        )
        for language in form.languages
    }
    return mistake_entry(name, formula, say)


def _form(card: Card, variant: str) -> Template:
    assert isinstance(card.content, Drill)  # noqa: S101 - proposals are made for drills
    return next(form for form in card.content.template.forms if form.variant == variant)


def _names(form: Template) -> Iterator[str]:
    for part in form.parts:
        if isinstance(part, NumberPart):
            yield from (mistake.id for mistake in part.mistakes)
        else:
            yield from (option.wrong for option in part.options if option.wrong)
