"""Exams and days off as the settings have them, and what they make of a day's limits."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from kpitrainer.config import Settings
from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.schedule.backlog import Backlog, came_back, plan_backlog
from kpitrainer.domain.schedule.counts import forecast
from kpitrainer.domain.schedule.day_plan import Limits, Queued
from kpitrainer.domain.schedule.days_off import DaysOff
from kpitrainer.domain.schedule.exam_plan import ExamPlan, next_plan
from kpitrainer.domain.schedule.study_day import day_of, noon
from kpitrainer.study.store import DayCounts


def days_off(settings: Settings) -> DaysOff:
    """The holidays, by study days."""
    stretches = (written.split("/") for written in settings.holidays)
    return DaysOff.of(
        (day_of(date.fromisoformat(first)), day_of(date.fromisoformat(last)))
        for first, last in stretches
    )


_DAY = timedelta(days=1)


def with_days_off(settings: Settings, first: date, last: date) -> Settings:
    """The settings with one stretch of days off more; what it touches becomes one with it.

    Those that are over stay, as they break no row of days with study.

    Raises:
        KpiTrainerError: `config.not-allowed`, it is too long or ends before it begins.
    """
    kept = list[str]()
    begin, end = first, last
    for written in settings.holidays:
        its_first, its_last = map(date.fromisoformat, written.split("/"))
        if its_first <= end + _DAY and begin <= its_last + _DAY:
            begin, end = min(begin, its_first), max(end, its_last)
        else:
            kept.append(written)
    return settings.changed("holidays", ",".join(sorted((*kept, f"{begin}/{end}"))))


def off_until(settings: Settings, today: int) -> date | None:
    """The last day off in a row from today on; None where today is none."""
    off = days_off(settings)
    return noon(off.back_on(today) - 1).date() if off.has(today) else None


def exam_of(settings: Settings, deck: str, today: int) -> ExamPlan | None:
    """The exam that a deck's cards are to be ready by: its own or that of all decks, the sooner."""
    own, off = settings.decks.get(deck, {}), days_off(settings)
    usual = settings.options(deck).desired_retention
    general = settings.exam_retention or usual
    dated = ((own.get("exam"), own.get("exam_retention") or general), (settings.exam, general))
    return next_plan(
        (
            ExamPlan(day_of(day), retention, off, settings.parameters)
            for day, retention in dated
            if day is not None
        ),
        today,
    )


def exams(settings: Settings, cards: Iterable[Queued], today: int) -> Mapping[str, ExamPlan]:
    """Of the decks of these cards those with an exam to come, each with the exam's plan."""
    if settings.exam is None and not any("exam" in own for own in settings.decks.values()):
        return {}
    decks = {queued.card.key.deck for queued in cards}
    found = ((deck, exam_of(settings, deck, today)) for deck in decks)
    return {deck: plan for deck, plan in found if plan is not None}


def met_by(settings: Settings, unmet: Iterable[Card], begin: int) -> int | None:
    """The study day by which the last of these cards is met, at the daily limit from `begin` on.

    None where there are none, where nothing new is asked for, or where that is years away.
    """
    off, weight = days_off(settings), sum(card.weight for card in unmet)
    if not weight or settings.new_per_day <= 0:
        return None
    days = ceil(weight / settings.new_per_day)
    if days > _FAR:
        return None
    day = off.back_on(begin)
    for _ in range(days - 1):
        day = off.back_on(day + 1)
    return day


_FAR = 1000
"""Days; no plan holds for longer."""


class Studied(NamedTuple):
    """What was `done` on study day `today`, and on which `days` something was, newest first."""

    today: int
    done: DayCounts
    days: Sequence[int]


def backlog(settings: Settings, everyone: Sequence[Queued], studied: Studied) -> Backlog | None:
    """What waits after a pause, and how it is worked off; None without one, or where that is off.

    Nor is there a plan where an exam comes soon, which does not wait. `everyone` are the cards that
    are studied.
    """
    today, done, days = studied
    back = came_back(days, today) if settings.backlog_days else None
    if back is None:
        return None
    plans = exams(settings, everyone, today)
    if any(plan.exam - today <= 2 * settings.backlog_days for plan in plans.values()):
        return None
    states = [each.state for each in everyone if not each.state.suspended]
    memories = (state.memory for state in states if state.memory is not None)
    due = sum(memory.due_at is None and memory.due_day <= today for memory in memories)
    coming = forecast(states, today, settings.backlog_days - 1)
    limit = settings.reviews_per_day
    return plan_backlog(due, coming, today - back, done=len(done.reviews), limit=limit)


def with_goals(
    settings: Settings,
    limits: Limits,
    everyone: Sequence[Queued],
    studied: Studied,
    waiting: Backlog | None,
) -> Limits:
    """The day's limits as the `waiting` backlog, a day off and exams change them.

    A backlog has its cap of reviews, and no new cards come with it, nor on a day off. The new cards
    of decks with an exam are outside of that: they have each exam's own share.
    """
    today, done, _ = studied
    plans = exams(settings, everyone, today)
    if plans:
        limits = _ready_in_time(limits, everyone, plans, studied)
    if waiting is not None:
        limits = limits._replace(reviews=min(limits.reviews, waiting.cap - len(done.reviews)))
    if waiting is not None or days_off(settings).has(today):
        limits = limits._replace(new=0, deck_new={})
    return limits


def _ready_in_time(
    limits: Limits, everyone: Iterable[Queued], plans: Mapping[str, ExamPlan], studied: Studied
) -> Limits:
    today, cards = studied.today, defaultdict[ExamPlan, list[Queued]](list)
    for queued in everyone:
        if queued.card.key.deck in plans:
            cards[plans[queued.card.key.deck]].append(queued)
    left, early, of_exams, met = {}, set[CardKey](), 0, set(studied.done.new)
    for plan, mine in cards.items():
        spent = _weight(queued for queued in mine if queued.card.key in met)
        unmet = _weight(q for q in mine if q.state.memory is None and not q.state.suspended)
        left[plan] = plan.new_today(unmet + spent, today) - spent
        early.update(mine[place].card.key for place in plan.at_risk([q.state for q in mine], today))
        of_exams += spent
    # What they had today is taken from no other deck.
    new = limits.new + of_exams
    return limits._replace(new=new, exams=plans, exam_new=left, early=early)


def _weight(cards: Iterable[Queued]) -> int:
    return sum(queued.card.weight for queued in cards)
