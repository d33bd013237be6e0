"""`kpitrainer due`: what today holds."""

from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.goal_commands import exam_object
from kpitrainer.cli.terminal import write_json
from kpitrainer.study.card_search import found_keys
from kpitrainer.study.cram import leeches
from kpitrainer.study.days_told import days_told
from kpitrainer.study.library import Selection
from kpitrainer.study.overview import Overview
from kpitrainer.study.trainer import Trainer
from kpitrainer.wording import render, when


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
