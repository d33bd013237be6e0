"""`kpitrainer stats`: how far cards are, and how well what was learned does."""

from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.progress_wording import state_name
from kpitrainer.study.practice import mistake_name
from kpitrainer.study.stats import PERIOD, Statistics, statistics
from kpitrainer.study.trainer import Trainer
from kpitrainer.wording import duration

_MISTAKES_TOLD = 5


def stats(context: CliContext, *, deck: str | None, json: bool) -> int:
    """Print the figures of all decks, or of one."""
    with context.trainer(reading=True, exchanging=True) as trainer:
        figures = statistics(trainer, deck)
        if json:
            write_json(_stats_object(figures))
        else:
            _tell_stats(context, trainer, figures)
    return DONE


def _tell_stats(context: CliContext, trainer: Trainer, figures: Statistics) -> None:
    translate = context.translate
    for state in Maturity:
        name = state_name(translate, state, figures.cards[state]).capitalize()
        context.tell("cli.stats-row", name=name, value=figures.cards[state])
    context.tell("cli.stats-streak", count=figures.streak)
    spent = duration(translate, figures.seconds_today)
    context.tell("cli.stats-today", count=figures.answers_today, time=spent)
    context.tell("cli.stats-period", count=sum(figures.per_day), days=PERIOD)
    if figures.asked:
        percent = translate("common.percent", number=figures.percent_kept)
        context.tell("cli.stats-kept", count=figures.asked, kept=figures.kept, percent=percent)
    else:
        context.tell("cli.stats-kept-none")
    _tell_leeches(context, trainer, figures)
    if figures.mistakes:
        context.tell("cli.stats-mistakes")
    for (deck, card, name), count in figures.mistakes[:_MISTAKES_TOLD]:
        key = CardKey(deck, card)
        title, told = mistake_name(trainer.library, key, name, translate.language)
        text = translate("cli.stats-mistake-name", title=title, name=told)
        context.tell("cli.stats-mistake", text=text, count=count)


def _tell_leeches(context: CliContext, trainer: Trainer, figures: Statistics) -> None:
    if not figures.leeches:
        return
    context.tell("cli.stats-leeches", count=len(figures.leeches))
    for key, lapses in figures.leeches[:_MISTAKES_TOLD]:
        card = trainer.library.by_key[key]
        label = trainer.library.label(card, context.translate.language)
        values = {"label": label, "count": lapses, "file": card.at.file, "line": str(card.at.line)}
        context.tell("cli.stats-leech", **values)


def _stats_object(figures: Statistics) -> dict[str, object]:
    return {
        "cards": {str(state): figures.cards[state] for state in Maturity},
        "streak": figures.streak,
        "answers_today": figures.answers_today,
        "seconds_today": figures.seconds_today,
        "days": PERIOD,
        "asked": figures.asked,
        "kept": figures.kept,
        "practice": figures.practice,
        "per_day": list(figures.per_day),
        "leeches": [
            {"deck": key.deck, "card": key.card, "lapses": lapses}
            for key, lapses in figures.leeches
        ],
        "mistakes": [
            {"deck": deck, "card": card, "mistake": name, "count": count}
            for (deck, card, name), count in figures.mistakes
        ],
        "by_card": [
            {
                "deck": card.key.deck,
                "card": card.key.card,
                "state": str(card.maturity),
                "answers": card.answers,
                "again": card.again,
                "asked": card.asked,
                "kept": card.kept,
                "last_day": noon(card.last_day).date().isoformat(),
            }
            for card in figures.by_card
        ],
    }
