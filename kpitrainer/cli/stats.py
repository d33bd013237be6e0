"""`kpitrainer stats`: what was learned and how well it holds."""

from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE
from kpitrainer.cli.output import write_json
from kpitrainer.domain.cards.card import Card, CardKey, Drill
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.study.practice import told_mistake
from kpitrainer.study.stats import PERIOD, Statistics, statistics
from kpitrainer.study.trainer import Trainer
from kpitrainer.wording import duration

_MISTAKES_TOLD = 5


def stats(call: Call, *, json: bool) -> int:
    """Print the figures."""
    with call.trainer() as trainer:
        figures = statistics(trainer)
        if json:
            write_json(_object(figures))
        else:
            _tell(call, trainer, figures)
    return DONE


def _tell(call: Call, trainer: Trainer, figures: Statistics) -> None:
    translate = call.translate
    for state in Maturity:
        call.tell("cli.stats-row", name=translate(f"cli.state-{state}"), value=figures.cards[state])
    call.tell("cli.stats-streak", count=figures.streak)
    spent = duration(translate, figures.seconds_today)
    call.tell("cli.stats-today", count=figures.answers_today, time=spent)
    call.tell("cli.stats-period", count=sum(figures.per_day), days=PERIOD)
    if figures.asked:
        percent = translate("common.percent", number=100 * figures.kept // figures.asked)
        call.tell("cli.stats-kept", count=figures.asked, kept=figures.kept, percent=percent)
    else:
        call.tell("cli.stats-kept-none")
    if figures.mistakes:
        call.tell("cli.stats-mistakes")
    cards = {card.key: card for deck in trainer.library.decks for card in deck.cards}
    for (deck, entry, name), count in figures.mistakes[:_MISTAKES_TOLD]:
        text = _mistake(call, trainer, cards.get(CardKey(deck, entry)), name)
        call.tell("cli.stats-mistake", text=text, count=count)


def _mistake(call: Call, trainer: Trainer, card: Card | None, name: str) -> str:
    """Which drill a misconception was met in, and what its author says of it."""
    if card is None or not isinstance(card.content, Drill):
        return name
    language = trainer.library.language(card, call.translate.language)
    told = told_mistake(card, name, language)
    return call.translate("cli.stats-mistake-name", title=card.label(language), name=told)


def _object(figures: Statistics) -> dict[str, object]:
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
        "mistakes": [
            {"deck": deck, "card": card, "mistake": name, "count": count}
            for (deck, card, name), count in figures.mistakes
        ],
    }
