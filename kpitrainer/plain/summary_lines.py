"""What a session came to, and what is known of a card, in lines."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from kpitrainer.domain.cards.card import Card
from kpitrainer.domain.schedule.study_day import noon
from kpitrainer.plain.console import PlainContext
from kpitrainer.study.card_info import card_info
from kpitrainer.study.confusions import pairs_confused, session_confusions
from kpitrainer.study.study_session import SessionAnswer
from kpitrainer.study.summary import (
    SessionMistake,
    Summary,
    coming_told,
    day_told,
    figures_told,
    word_told,
)
from kpitrainer.wording import days, duration, last_made, render, when


def tell_summary(context: PlainContext, summary: Summary) -> None:
    """Say how a session went and what comes next."""
    translate = context.translate
    if summary.cards or summary.problems:
        figures = [render(translate, told) for told in figures_told(summary)]
        context.console.say(" · ".join((*figures, duration(translate, summary.seconds))))
        context.console.say(render(translate, word_told(summary)))
    else:
        context.tell("plain.summary-nothing")
    if summary.learned:
        context.tell("plain.summary-learned", count=len(summary.learned))
    if summary.missed:
        context.tell("plain.summary-missed")
        for card in summary.missed:
            language = context.trainer.library.language(card, translate.language)
            context.tell("plain.bullet", text=card.label(language))
    _tell_mistakes(context, summary.mistakes)
    if summary.cards or summary.problems:
        context.console.say(" · ".join(render(translate, told) for told in day_told(summary)))
        context.console.say(" ".join(render(translate, told) for told in coming_told(summary)))
    if summary.next_due:
        tell_next(context, summary.next_due)
    if summary.notice:
        context.console.say(render(translate, summary.notice))


def _tell_mistakes(context: PlainContext, mistakes: Sequence[SessionMistake]) -> None:
    """Say the misconceptions met, then those that the last attempts show to be over."""
    met = [mistake for mistake in mistakes if not mistake.gone]
    gone = [mistake for mistake in mistakes if mistake.gone]
    if met:
        context.tell("plain.summary-mistakes")
    clock = context.trainer.clock
    for mistake in met:
        values = {"text": mistake.text, "count": mistake.count}
        if mistake.last_before is None:
            context.tell("plain.summary-mistake", **values)
        else:
            before, now = clock.local(mistake.last_before), clock.local(clock.now())
            made = last_made(context.translate, now, before)
            context.tell("plain.summary-mistake-again", **values, made=made)
    if gone:
        context.tell("plain.summary-gone")
    for mistake in gone:
        context.tell("plain.bullet", text=mistake.text)


def tell_confusions(context: PlainContext, answers: Sequence[SessionAnswer]) -> None:
    """Say what was taken for what in a session, and how to set it apart."""
    translate = context.translate
    for each in session_confusions(context.trainer, answers, translate.language):
        context.console.say(render(translate, each.told))
    drills = {
        drill: None
        for pair in pairs_confused(context.trainer, answers)
        for drill in (pair.one.drill, pair.other.drill)
    }
    if drills:
        names = " ".join(drills)
        context.tell("plain.contrast", command=f"kpitrainer drill --contrast {names}")


def tell_next(context: PlainContext, at: datetime) -> None:
    """Say when the next card comes."""
    clock = context.trainer.clock
    told = when(context.translate, *clock.seen(at))
    context.tell("plain.next", when=told)


def tell_info(context: PlainContext, card: Card) -> None:
    """Say what is known of a card: where it comes from, and the learner's memory of it."""
    info = card_info(context.trainer, card)
    context.tell("plain.info-card", deck=card.key.deck, card=card.key.card)
    titles = context.trainer.library.titles
    if sources := titles.sources_of(card.source, context.translate.language):
        context.tell("plain.source", source=", ".join(sources))
    memory = info.state.memory
    if memory is None:
        context.tell("plain.info-new")
        return
    translate, clock = context.translate, context.trainer.clock
    last = translate.date(clock.local(memory.last_at).date(), "d MMMM y")
    if memory.unasked:
        context.tell("plain.info-introduced", date=last)
    else:
        context.tell("plain.info-history", reviews=memory.reps, lapses=memory.lapses, last=last)
        context.tell(
            "plain.info-memory",
            stability=days(translate, round(memory.stability)),
            difficulty=Fraction(f"{memory.difficulty:.1f}"),
            percent=translate("common.percent", number=info.recall_percent),
        )
    if memory.due_at is not None:
        coming = when(translate, clock.local(clock.now()), clock.local(memory.due_at))
    else:
        coming = translate.date(noon(memory.due_day).date(), "d MMMM y")
    context.tell("plain.info-next", when=coming)
