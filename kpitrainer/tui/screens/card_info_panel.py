"""A panel about a card: all that is known of it."""

from textual.content import Content

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.memory import CardState
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind
from kpitrainer.domain.schedule.scheduler import next_states
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.study.card_info import CardInfo, card_info, forgetting
from kpitrainer.tui.screens.base_screen import TrainerScreen
from kpitrainer.tui.text.card_text import RATINGS
from kpitrainer.tui.text.charts import draw
from kpitrainer.tui.text.lines import MUTED, section
from kpitrainer.wording import days, duration, interval, when

_SHOWN = 10
"""The latest so many answers are listed."""


_CURVE, _CURVE_LINES, _SIDES = 68, 8, 10
"""Cells and lines of the forgetting curve, and what stands beside it at least."""


def show_card_info(screen: TrainerScreen, card: Card) -> None:
    """Open a panel with the card's standing and history."""
    translate, trainer = screen.translate, screen.context.trainer
    info = card_info(trainer, card)
    lines = [
        Content.assemble((f"{name:<16}", MUTED), value) for name, value in _facts(screen, info)
    ]
    # A name for whoever writes decks; a learner needs all else first.
    lines.append(Content.styled(f"{translate('info.card'):<16}{card.key.card}", MUTED))
    curve = forgetting(info, trainer.clock.today(), trainer.policy(card))
    if curve is not None:
        width = min(_CURVE, screen.app.size.width - _SIDES)
        lines += [Content(""), draw(translate, curve, width, _CURVE_LINES)]
    history = [_act(screen, *each) for each in info.history[-_SHOWN:]]
    if history:
        lines += [Content(""), section(translate("info.history"), history)]
    screen.show_panel("info.title", Content("\n").join(lines))


def _facts(screen: TrainerScreen, info: CardInfo) -> list[tuple[str, str]]:
    translate, clock = screen.translate, screen.context.trainer.clock
    card, memory = info.card, info.state.memory
    library = screen.context.trainer.library
    deck, titles = library.by_id[card.key.deck], library.titles
    facts = [(translate("info.deck"), deck.title_for(translate.language))]
    if sources := titles.sources_of(card.source, translate.language):
        facts.append((translate("info.source"), ", ".join(sources)))
    if tags := titles.tags_of(card.tags, translate.language):
        facts.append((translate("info.tags"), ", ".join(tags)))
    coming = (translate("info.next-states"), _next_states(screen, info))
    if memory is None:
        return [*facts, (translate("info.state"), translate("info.new")), coming]
    due = translate.date(noon(memory.due_day).date(), "d MMMM y")
    if memory.due_at:
        due = when(translate, clock.local(clock.now()), clock.local(memory.due_at))
    if memory.unasked:
        state = (translate("info.state"), translate("info.unasked"))
        return [*facts, state, (translate("info.due"), due), coming]
    percent = translate("common.percent", number=info.recall_percent)
    difficulty = translate("info.of-ten", number=round(memory.difficulty))
    answers = translate("info.lapses", count=memory.lapses, reps=memory.reps)
    return [
        *facts,
        (translate("info.due"), due),
        coming,
        (translate("info.interval"), interval(translate, memory.last_at, memory)),
        (translate("info.recall"), percent),
        (translate("info.stability"), days(translate, round(memory.stability))),
        (translate("info.difficulty"), difficulty),
        (translate("info.answers"), answers),
    ]


def _next_states(screen: TrainerScreen, info: CardInfo) -> str:
    """When the card would come back after each rating, were it answered now."""
    translate, trainer = screen.translate, screen.context.trainer
    now, today = trainer.clock.now(), trainer.clock.today()
    would = next_states(
        info.state.memory, now, today, trainer.policy_now(info.card, info.state.memory)
    )
    return " · ".join(
        f"{translate(RATINGS[rating])} {interval(translate, now, memory)}".replace(" ", "\u00a0")
        for rating, memory in would.items()
    )


def _act(screen: TrainerScreen, entry: LogEntry, after: CardState) -> Content:
    """One line of history: when, what, the interval it gave, how long it took."""
    translate, clock = screen.translate, screen.context.trainer.clock
    at = clock.local(entry.at)
    moment = f"{translate.date(at.date(), 'd MMM y')} {at:%H:%M}"
    if entry.rating is None:
        return Content.assemble((moment, MUTED), "   ", translate(f"info.{entry.kind}"))
    what = translate(RATINGS[entry.rating])
    if entry.kind is LogKind.PRACTICE:
        what = translate("info.practice", rating=what)
    memory = after.memory
    gave = days(translate, memory.interval) if memory and entry.kind is LogKind.REVIEW else ""
    spent = duration(translate, round((entry.duration_ms or 0) / 1000))
    return Content.assemble((moment, MUTED), f"   {what:<12} {gave:>8} ", (f"{spent:>8}", MUTED))
