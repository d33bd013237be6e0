"""A panel about a card: all that is known of it."""

from textual.content import Content

from kpitrainer.domain.card import Card
from kpitrainer.domain.rating import Rating
from kpitrainer.domain.review_log import LogKind
from kpitrainer.domain.scheduler import next_states
from kpitrainer.domain.study_day import noon
from kpitrainer.trainer.card_info import CardInfo, card_info
from kpitrainer.tui.screens.base import TrainerScreen
from kpitrainer.tui.screens.panel import Panel
from kpitrainer.tui.widgets.lines import MUTED
from kpitrainer.tui.widgets.review_keys import RATINGS
from kpitrainer.wording import days, duration, interval, when

_SHOWN = 10
"""The latest so many answers are listed."""


def show_card_info(screen: TrainerScreen, card: Card) -> None:
    """Open a panel with the card's standing and history."""
    words, trainer = screen.words, screen.context.trainer
    info = card_info(trainer, card)
    lines = [
        Content.assemble((f"{name:<16}", MUTED), value) for name, value in _facts(screen, info)
    ]
    history = [_act(screen, info, place) for place in range(len(info.history))][-_SHOWN:]
    if history:
        lines += [Content(""), Content.styled(words("info.history"), "bold"), *history]
    text = Content("\n").join(lines)
    screen.app.push_screen(Panel(words("info.title"), text, words("help.close")))


def _facts(screen: TrainerScreen, info: CardInfo) -> list[tuple[str, str]]:
    words, clock = screen.words, screen.context.trainer.clock
    card, memory = info.card, info.state.memory
    deck = screen.context.trainer.library.by_id[card.key.deck]
    facts = [
        (words("info.deck"), deck.title[deck.language(words.language)]),
        (words("info.card"), card.key.card),
    ]
    if card.source:
        facts.append((words("info.source"), ", ".join(card.source)))
    if card.tags:
        facts.append((words("info.tags"), ", ".join(sorted(card.tags))))
    if memory is None:
        return [
            *facts,
            (words("info.state"), words("info.new")),
            (words("info.next-states"), _next_states(screen, info)),
        ]
    now = clock.now()
    due = (
        when(words, clock.local(now), clock.local(memory.due_at))
        if memory.due_at
        else words.date(noon(memory.due_day).date(), "d MMMM y")
    )
    percent = words("home.percent", number=round((info.retrievability or 0) * 100))
    return [
        *facts,
        (words("info.due"), due),
        (words("info.next-states"), _next_states(screen, info)),
        (words("info.interval"), interval(words, memory.last_at, memory)),
        (words("info.recall"), percent),
        (words("info.stability"), days(words, round(memory.stability))),
        (words("info.difficulty"), words("info.of-ten", number=round(memory.difficulty))),
        (words("info.answers"), words("info.lapses", count=memory.lapses, reps=memory.reps)),
    ]


def _next_states(screen: TrainerScreen, info: CardInfo) -> str:
    """When the card would come back after each rating, were it answered now."""
    words, trainer = screen.words, screen.context.trainer
    now, today = trainer.clock.now(), trainer.clock.today()
    would = next_states(info.state.memory, now, today, trainer.policy(info.card))
    return " · ".join(
        f"{words(RATINGS[rating])} {interval(words, now, memory)}".replace(" ", "\u00a0")
        for rating, memory in would.items()
    )


def _act(screen: TrainerScreen, info: CardInfo, place: int) -> Content:
    """One line of history: when, what, the interval it gave, how long it took."""
    words, clock = screen.words, screen.context.trainer.clock
    entry = info.history[place]
    at = clock.local(entry.at)
    moment = f"{words.date(at.date(), 'd MMM y')} {at:%H:%M}"
    if entry.kind in (LogKind.SUSPEND, LogKind.RESUME, LogKind.BURY) or entry.rating is None:
        return Content.assemble((moment, MUTED), "   ", words(f"info.{entry.kind}"))
    what = words(RATINGS[Rating(entry.rating)])
    if entry.kind is LogKind.PRACTICE:
        what = words("info.practice", rating=what)
    memory = entry.after.memory
    gave = days(words, memory.interval) if memory and entry.kind is LogKind.REVIEW else ""
    spent = duration(words, round((entry.duration_ms or 0) / 1000))
    return Content.assemble((moment, MUTED), f"   {what:<12} {gave:>8} ", (f"{spent:>8}", MUTED))
