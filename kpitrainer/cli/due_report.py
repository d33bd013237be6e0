"""`kpitrainer due`: what today holds, and the days before and after it; what Home shows."""

from collections.abc import Iterator

from kpitrainer.cli.cli_context import DONE, CliContext
from kpitrainer.cli.goal_commands import exam_object
from kpitrainer.cli.terminal import write_json
from kpitrainer.domain.schedule.counts import Maturity
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.domain.verdict import Message
from kpitrainer.progress_wording import calendar_lines, day_name, state_name
from kpitrainer.study.card_search import found_keys
from kpitrainer.study.cram import leeches
from kpitrainer.study.days_told import days_told, goals_told, new_told, streak_told
from kpitrainer.study.library import Selection
from kpitrainer.study.overview import DeckRow, Overview
from kpitrainer.study.trainer import Trainer
from kpitrainer.wording import render, when


def due(context: CliContext, *, query: str | None, calendar: bool, json: bool) -> int:
    """Print how many cards wait, deck by deck and in all; of a `query` those it finds.

    With `calendar` the days that were studied instead.
    """
    with context.trainer(reading=True, exchanging=True) as trainer:
        if query is not None:
            _due_of(context, trainer, query, json=json)
            return DONE
        overview = trainer.overview()
        if json:
            write_json(_due_object(context, trainer, overview))
        elif calendar:
            _tell_calendar(context, overview)
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
        _tell_row(context, trainer.library.by_id[row.deck].title_for(translate.language), row)
    if overview.rows:
        _tell_row(context, translate("home.all"), overview)
    if overview.due or overview.new:
        context.tell("cli.due-minutes", count=overview.minutes)
    else:
        context.tell("cli.due-nothing")
    if overview.waiting and overview.backlog is None:
        context.tell("cli.due-waiting", count=overview.waiting)
    if overview.new_waiting and overview.backlog is None and overview.off_until is None:
        limit = trainer.settings.new_per_day
        context.tell("cli.due-new-waiting", count=overview.new_waiting, limit=limit)
    if count := len(leeches(trainer)):
        context.tell("cli.due-leeches", count=count)
    if any(overview.forecast):
        _tell_ahead(context, overview)
    for message in _messages(overview, trainer, translate.language):
        context.console.say(render(translate, message))
    if overview.next_due:
        clock = trainer.clock
        told = when(translate, *clock.seen(overview.next_due))
        context.tell("cli.due-next", when=told)


def _tell_row(context: CliContext, title: str, row: DeckRow | Overview) -> None:
    """What today holds, and how many cards are in each state; of the new ones that none was met."""
    translate = context.translate
    counted = row.whole if isinstance(row, Overview) else row.maturity
    told = (
        translate("cli.due-unmet", count=counted[state])
        if state is Maturity.NEW
        else f"{counted[state]} {state_name(translate, state, counted[state])}"
        for state in Maturity
        if counted[state]
    )
    context.tell(
        "cli.due-deck-states",
        title=title,
        due=translate("cli.count-due", cards=row.due),
        new=translate("cli.count-new", count=row.new),
        cards=translate("home.cards", count=sum(counted.values())),
        states=", ".join(told),
    )


def _messages(overview: Overview, trainer: Trainer, language: str) -> Iterator[Message]:
    if overview.rows and not (overview.new_waiting and not overview.new):
        yield Message("cli.due-new", {"why": new_told(overview, trainer.library, language)})
    yield from days_told(overview)
    yield from goals_told(overview, trainer.library, language)
    if told := streak_told(overview):
        yield Message("cli.due-streak", {"told": told})


def _tell_ahead(context: CliContext, overview: Overview) -> None:
    """How many cards come today and on each of the days after it."""
    told = " · ".join(
        f"{day_name(context.translate, overview.day, ahead)} {count}"
        for ahead, count in enumerate(overview.forecast)
    )
    context.tell("cli.due-ahead", days=told)


def _tell_calendar(context: CliContext, overview: Overview) -> None:
    days = overview.study_days
    for line in calendar_lines(context.translate, days, overview.off, overview.day):
        context.console.say(line)
    if told := streak_told(overview):
        context.console.say(render(context.translate, Message("cli.due-streak", {"told": told})))


def _due_object(context: CliContext, trainer: Trainer, overview: Overview) -> dict[str, object]:
    decks = trainer.library.by_id
    return {
        "due": overview.due,
        "new": overview.new,
        "waiting": overview.waiting,
        "new_waiting": overview.new_waiting,
        "minutes": overview.minutes,
        "streak": overview.streak,
        "best_streak": overview.best_streak,
        "forecast": list(overview.forecast),
        "unmet": overview.unmet,
        "met_by": None if overview.met_by is None else noon(overview.met_by).date().isoformat(),
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
                "learned": row.mature,
                "offers": row.offers,
                "states": {str(state): row.maturity[state] for state in Maturity},
            }
            for row in overview.rows
        ],
    }
