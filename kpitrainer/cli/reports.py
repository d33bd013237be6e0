"""`kpitrainer due` and `kpitrainer stats`: what today holds, and how well what was learned does."""

from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.goal_commands import exam_object
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.cards.card import CardKey
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.study.card_search import found_keys
from kpitrainer.study.cram import leeches
from kpitrainer.study.days_told import days_told
from kpitrainer.study.library import Selection
from kpitrainer.study.overview import Overview
from kpitrainer.study.practice import mistake_name
from kpitrainer.study.stats import PERIOD, Statistics, statistics
from kpitrainer.study.trainer import Trainer
from kpitrainer.wording import duration, render, when

_MISTAKES_TOLD = 5


def due(context: CliContext, *, query: str | None, json: bool) -> int:
    """Print how many cards wait, deck by deck and in all; of a `query` those it finds."""
    with context.trainer(reading=True, exchanging=True) as trainer:
        if query is not None:
            _due_of(context, trainer, query, json=json)
            return DONE
        overview = trainer.overview()
        if json:
            write_json(_due_object(context, trainer, overview))
        else:
            _tell_due(context, trainer, overview)
    return DONE


def _due_of(context: CliContext, trainer: Trainer, query: str, *, json: bool) -> None:
    """What today holds of the cards that a query finds."""
    translate, decks = context.translate, trainer.library.by_id
    keys = found_keys(trainer, query, translate.language)
    plan = trainer.plan(Selection(keys=keys))
    due, new = len(plan.due) + len(plan.learning), len(plan.new)
    rows = [
        {
            "deck": deck,
            "title": decks[deck].title_for(translate.language),
            "due": each[0],
            "new": each[1],
        }
        for deck, each in plan.by_deck().items()
    ]
    if json:
        write_json({"query": query, "found": len(keys), "due": due, "new": new, "decks": rows})
        return
    shown = [*rows, {"title": translate("cli.due-found", count=len(keys)), "due": due, "new": new}]
    for row in shown:
        context.tell(
            "cli.due-deck",
            title=row["title"],
            due=translate("cli.count-due", cards=row["due"]),
            new=translate("cli.count-new", count=row["new"]),
        )


def _tell_due(context: CliContext, trainer: Trainer, overview: Overview) -> None:
    translate = context.translate
    for row in overview.rows:
        context.tell(
            "cli.due-deck-unmet" if row.fresh > row.new else "cli.due-deck",
            title=trainer.library.by_id[row.deck].title_for(translate.language),
            due=translate("cli.count-due", cards=row.due),
            new=translate("cli.count-new", count=row.new),
            unmet=row.fresh,
        )
    if overview.due or overview.new:
        context.tell(
            "cli.due-total",
            due=translate("cli.count-due", cards=overview.due),
            new=translate("cli.count-new", count=overview.new),
            minutes=overview.minutes,
        )
    else:
        context.tell("cli.due-nothing")
    if overview.waiting and overview.backlog is None:
        context.tell("cli.due-waiting", count=overview.waiting)
    if overview.new_waiting and overview.backlog is None and overview.off_until is None:
        limit = trainer.settings.new_per_day
        context.tell("cli.due-new-waiting", count=overview.new_waiting, limit=limit)
    if count := len(leeches(trainer)):
        context.tell("cli.due-leeches", count=count)
    for message in days_told(overview, trainer.library, translate.language):
        context.console.say(render(translate, message))
    if overview.next_due:
        clock = trainer.clock
        told = when(translate, *clock.seen(overview.next_due))
        context.tell("cli.due-next", when=told)


def _due_object(context: CliContext, trainer: Trainer, overview: Overview) -> dict[str, object]:
    decks = trainer.library.by_id
    return {
        "due": overview.due,
        "new": overview.new,
        "waiting": overview.waiting,
        "new_waiting": overview.new_waiting,
        "minutes": overview.minutes,
        "streak": overview.streak,
        "exams": [exam_object(standing) for standing in overview.exams],
        "backlog": overview.backlog._asdict() if overview.backlog else None,
        "off_until": overview.off_until.isoformat() if overview.off_until else None,
        "leeches": len(leeches(trainer)),
        "next_due": overview.next_due.isoformat() if overview.next_due else None,
        "decks": [
            {
                "deck": row.deck,
                "title": decks[row.deck].title_for(context.translate.language),
                "level": decks[row.deck].level,
                "due": row.due,
                "new": row.new,
                "cards": row.cards,
                "learned": row.learned,
            }
            for row in overview.rows
        ],
    }


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
        context.tell(
            "cli.stats-row", name=translate(f"cli.state-{state}"), value=figures.cards[state]
        )
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
