"""`kpitrainer goal` and `kpitrainer holiday`: ready by a date, and days without study."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from kpitrainer.cli.cli_context import DONE, CliContext, UsageError
from kpitrainer.cli.terminal import write_json
from kpitrainer.config import load_settings, save_settings
from kpitrainer.domain.errors import KpiTrainerError
from kpitrainer.domain.schedule.study_day import day_of, noon
from kpitrainer.domain.verdict import Message
from kpitrainer.study.clock import Clock
from kpitrainer.study.days_told import choices_told, exam_told, exams_left_told
from kpitrainer.study.exams import (
    ExamChoice,
    ExamStanding,
    recommended,
    still_to_come,
    with_exam,
)
from kpitrainer.study.goals import with_days_off
from kpitrainer.study.overview import Overview
from kpitrainer.study.trainer import Trainer
from kpitrainer.study.typed_dates import coming_date, read_stretch
from kpitrainer.wording import render

T = TypeVar("T")

_NONE = ("none", "aucun", "aucune")


def goal(
    context: CliContext,
    exam: Sequence[str],
    *,
    deck: str | None,
    retention: float | None,
    json: bool,
) -> int:
    """Show the exams, or set the date of one, of a deck or of all, or take it away.

    `exam` is the date in words as they are typed, « 12 juin 2027 » with quotes or without.

    Raises:
        UsageError: that is no date, or none to come.
        KpiTrainerError: there is no such deck, or the settings cannot be written.
    """
    with context.trainer(reading=True) as trainer:
        if deck is not None:
            trainer.library.deck(deck)
        day = _exam(trainer, deck)
        if exam:
            today = noon(trainer.clock.today()).date()
            typed = " ".join(exam)
            day = None if typed in _NONE else _typed(coming_date, typed, today)
        elif retention is not None and day is None:
            raise UsageError("goal.retention-needs-date")
        choices = trainer.exam_choices(deck, day) if day is not None else ()
        taken_away = bool(exam) and day is None
        if exam or retention is not None:
            if choices and retention is None:
                desired = trainer.settings.desired_retention
                retention = recommended(choices, desired).desired_retention
            trainer.settings = with_exam(
                trainer.settings, deck, day, retention if day is not None else None
            )
            save_settings(context.options.paths.settings, trainer.settings)
        overview = trainer.overview()
        if json:
            write_json(_object(overview.exams, choices))
        else:
            _tell(context, trainer, overview, deck, choices)
            if taken_away:
                _tell_what_stays(context, trainer, deck)
    return DONE


def _exam(trainer: Trainer, deck: str | None) -> date | None:
    """The date that is set for a deck, or for all, where it is to come."""
    exam = trainer.settings.exam if deck is None else trainer.settings.options(deck).exam
    return exam if exam is not None and day_of(exam) > trainer.clock.today() else None


def _typed(read: Callable[..., T], *typed: object) -> T:
    """What is typed, as `read` reads it; what it cannot be is a mistake on the command line."""
    try:
        return read(*typed)
    except KpiTrainerError as error:
        raise UsageError(error.code, **error.values) from error


def _tell(
    context: CliContext,
    trainer: Trainer,
    overview: Overview,
    deck: str | None,
    choices: Sequence[ExamChoice],
) -> None:
    translate, settings = context.translate, trainer.settings
    told = [
        exam_told(standing, overview, trainer.library, translate.language)
        for standing in overview.exams
    ]
    if choices:
        own = settings.options(deck).exam_retention if deck else settings.exam_retention
        told += [
            Message("goal.choices"),
            *choices_told(choices, own),
            Message("goal.how-to-choose"),
        ]
    for message in told or [Message("goal.none")]:
        context.console.say(render(translate, message))


def _tell_what_stays(context: CliContext, trainer: Trainer, deck: str | None) -> None:
    """Which exams stay though that of `deck`, or of all, was taken away, and what ends them."""
    translate = context.translate
    left = still_to_come(trainer.settings, deck, trainer.clock.today())
    told = exams_left_told(left, trainer.library, translate.language)
    for (name, _), message in zip(left, told, strict=True):
        command = "kpitrainer goal none" + (f" --deck {name}" if name is not None else "")
        how = translate("goal.take-away", command=command)
        context.console.say(f"{render(translate, message)} {how}")


def exam_object(standing: ExamStanding) -> dict[str, object]:
    """An exam, for another program."""
    return {
        "date": noon(standing.plan.exam).date().isoformat(),
        "decks": list(standing.decks),
        "retention": standing.plan.desired_retention,
        **standing.forecast._asdict(),
    }


def _object(standings: Sequence[ExamStanding], choices: Sequence[ExamChoice]) -> dict[str, object]:
    return {
        "exams": [exam_object(standing) for standing in standings],
        "choices": [
            {"retention": choice.desired_retention, **choice.forecast._asdict()}
            for choice in choices
        ],
    }


def holiday(context: CliContext, days: Sequence[str]) -> int:
    """Show the days off that are not over, add a stretch of them, or take all away.

    `days` are the words of its first and its last day, as they are typed; one day may stand alone.

    Raises:
        UsageError: that is no date, or the stretch ends before it begins.
        KpiTrainerError: the settings cannot be written.
    """
    file = context.options.paths.settings
    settings = load_settings(file)
    clock = Clock.starting_at(context.options.now) if context.options.now else Clock()
    clock.day_starts_at = settings.day_starts_at
    today = noon(clock.today()).date()
    added = None
    if " ".join(days) in _NONE:
        settings = replace(settings, holidays=())
        save_settings(file, settings)
    elif days:
        added = _typed(read_stretch, days, today)
        settings = with_days_off(settings, *added)
        save_settings(file, settings)
    told = list(_stretches_told(settings.holidays, today, added))
    for message in told or [Message("goal.no-holidays")]:
        context.console.say(render(context.translate, message))
    return DONE


def _stretches_told(
    stretches: Sequence[str], today: date, added: tuple[date, date] | None
) -> Iterator[Message]:
    """Those that are not over, and the one that holds what was `added`."""
    for stretch in stretches:
        begin, end = map(date.fromisoformat, stretch.split("/"))
        values = {"first": begin, "last": end, "count": (end - begin).days + 1}
        if end >= today:
            yield Message("goal.holiday", values)
        elif added is not None and begin <= added[0] <= end:
            yield Message("goal.holiday-over", values)
