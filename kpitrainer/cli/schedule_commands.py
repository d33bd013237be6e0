"""`kpitrainer optimize`, `reschedule` and `workload`: the schedule fitted to a learner."""

from dataclasses import replace

from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.cli.terminal import write_json
from kpitrainer.config import save_settings
from kpitrainer.domain.schedule.initial_fit import ParameterFit
from kpitrainer.domain.verdict import Rating
from kpitrainer.schedule_wording import (
    fit_lines,
    load_lines,
    rounded,
    workload_chart,
    workload_table,
)
from kpitrainer.study.reschedule import (
    Rescheduling,
    plan_rescheduling,
    reschedule,
    undo_rescheduling,
)
from kpitrainer.study.trainer import Trainer


def optimize(context: CliContext, *, dry_run: bool, full: bool, json: bool) -> int:
    """Fit FSRS's parameters to the learner, and keep them where they predict better.

    Raises:
        KpiTrainerError: they cannot be saved, or what --full needs is not installed.
    """
    with context.trainer(reading=True) as trainer:
        fit = _fit(trainer, full=full)
        is_kept = fit.better and not dry_run
        if is_kept:
            settings = replace(trainer.settings, parameters=fit.parameters)
            save_settings(context.options.paths.settings, settings)
    if json:
        write_json(_fit_object(fit, is_kept=is_kept))
        return DONE
    for line in fit_lines(context.translate, fit):
        context.console.say(line)
    if not fit.too_little:
        context.console.say("")
        context.tell(_outcome(fit, dry_run=dry_run))
    return DONE


def _fit(trainer: Trainer, *, full: bool) -> ParameterFit:
    if full:
        from kpitrainer.study.optimize import optimize_fully

        return optimize_fully(trainer)
    from kpitrainer.study.optimize import optimize as fit_initial_stabilities

    return fit_initial_stabilities(trainer)


def _outcome(fit: ParameterFit, *, dry_run: bool) -> str:
    if not fit.better:
        return "schedule.fit-no-better"
    return "schedule.fit-better" if dry_run else "schedule.fit-kept"


def _fit_object(fit: ParameterFit, *, is_kept: bool) -> dict[str, object]:
    figures = {"before": fit.before, "after": fit.after}
    return {
        "answers": fit.count,
        "minimum": fit.minimum,
        "better": fit.better,
        "saved": is_kept,
        "log_loss": {when: each and each.log_loss for when, each in figures.items()},
        "rmse": {when: each and each.rmse for when, each in figures.items()},
        "initial_stability": {
            rating.name.lower(): {
                "before": fit.present[rating - 1],
                "after": fit.parameters[rating - 1],
            }
            for rating in Rating
        },
        "parameters": list(fit.parameters),
    }


def show_rescheduling(  # noqa: PLR0913 - each is an option of the command
    context: CliContext,
    *,
    dry_run: bool,
    retention: float | None,
    deck: str | None,
    undo: bool,
    json: bool,
) -> int:
    """Tell what the settings make of the cards there are, and do it unless only shown.

    Raises:
        UsageError: the options do not go together, or no retention is that.
        KpiTrainerError: it could not be stored.
    """
    if undo and (dry_run or retention is not None or deck or json):
        raise UsageError("cli.usage", command="kpitrainer reschedule")
    with context.trainer(reading=dry_run) as trainer:
        if undo:
            count = undo_rescheduling(trainer)
            context.tell("schedule.undone" if count else "schedule.nothing-done", count=count)
            return DONE
        if retention is not None:
            _use_retention(trainer, retention, deck)
        planned = plan_rescheduling(trainer, deck)
        backup = None
        if not dry_run:
            # Without the setting the next answers would go back to the retention of before.
            if retention is not None:
                save_settings(context.options.paths.settings, trainer.settings)
            backup = reschedule(trainer, planned) if planned.moved else None
        if json:
            write_json(_rescheduling_object(planned, None if backup is None else str(backup)))
            return DONE
        _tell_rescheduling(context, planned)
        if retention is not None and not dry_run:
            percent = context.translate("common.percent", number=rounded(100 * retention, "0.1"))
            context.tell("schedule.retention-saved", retention=percent)
        if backup is not None:
            context.tell("schedule.rescheduled", backup=str(backup))
        elif planned.moved:
            context.tell("schedule.reschedule-dry")
    return DONE


def _use_retention(trainer: Trainer, retention: float, deck: str | None) -> None:
    """Go on with another desired retention, of all decks or of one."""
    name = "desired_retention"
    if deck is not None:
        name = f"decks.{trainer.library.deck(deck).id}.{name}"
    trainer.settings = trainer.settings.changed(name, retention)


def _tell_rescheduling(context: CliContext, planned: Rescheduling) -> None:
    if not planned.moved:
        code = "schedule.nothing-moves" if planned.cards else "schedule.nothing-answered"
        context.tell(code, count=planned.cards)
        return
    context.tell(
        "schedule.moves",
        count=planned.earlier + planned.later,
        total=planned.cards,
        earlier=planned.earlier,
        later=planned.later,
    )
    context.tell(
        "schedule.load-today",
        before=planned.load_before[0],
        after=planned.load_after[0],
        minutes_before=planned.minutes_before,
        minutes_after=planned.minutes_after,
    )
    context.console.say("")
    for line in load_lines(context.translate, planned.load_before, planned.load_after):
        context.console.say(line)
    context.console.say("")


def _rescheduling_object(planned: Rescheduling, backup: str | None) -> dict[str, object]:
    return {
        "cards": planned.cards,
        "earlier": planned.earlier,
        "later": planned.later,
        "load": {"before": list(planned.load_before), "after": list(planned.load_after)},
        "minutes_today": {"before": planned.minutes_before, "after": planned.minutes_after},
        "moved": [
            {
                "deck": each.card.key.deck,
                "card": each.card.key.card,
                "interval": {"before": each.before.interval, "after": each.after.interval},
                "days_later": each.after.due_day - each.before.due_day,
            }
            for each in planned.moved
        ],
        "backup": backup,
    }


def workload(context: CliContext, *, deck: str | None, days: int | None, json: bool) -> int:
    """Tell how many minutes a day each desired retention asks.

    Raises:
        UnknownNameError: there is no such deck.
        UsageError: so far ahead nothing is simulated.
    """
    from kpitrainer.study.workload import MOST_DAYS, WORKLOAD_DAYS, workloads

    days = days or WORKLOAD_DAYS
    if days > MOST_DAYS:
        raise UsageError("schedule.too-many-days", value=days, most=MOST_DAYS)
    with context.trainer(reading=True) as trainer:
        found = workloads(trainer, deck, days)
        settings = trainer.settings
        present = (settings.options(deck) if deck else settings).desired_retention
    if json:
        write_json(
            {
                "days": days,
                "desired_retention": present,
                "workload": [
                    {
                        "retention": each.retention,
                        "minutes_a_day": float(rounded(each.minutes, "0.01")),
                        "reviews_a_day": float(rounded(each.reviews, "0.01")),
                        "remembered": float(rounded(each.remembered, "0.1")),
                        "met": each.met,
                    }
                    for each in found
                ],
            }
        )
        return DONE
    translate = context.translate
    lines = [
        translate("schedule.workload-title", count=days),
        "",
        *workload_chart(translate, found),
        "",
        *workload_table(translate, found, present),
        "",
        translate("schedule.workload-notes"),
    ]
    for line in lines:
        context.console.say(line)
    return DONE
