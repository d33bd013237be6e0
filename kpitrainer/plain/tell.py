"""What a session came to, and what is known of a card, in lines."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction

from kpitrainer.domain.card import Card
from kpitrainer.domain.memory import Memory
from kpitrainer.domain.study_day import noon
from kpitrainer.plain.desk import Desk
from kpitrainer.trainer.card_info import card_info
from kpitrainer.trainer.summary import SessionMistake, Summary
from kpitrainer.wording import days, duration, last_made, when


def tell_summary(desk: Desk, summary: Summary) -> None:
    """Say how a session went and what comes next."""
    words = desk.words
    if summary.answers:
        desk.tell(
            "plain.summary",
            count=summary.cards,
            percent=words("common.percent", number=100 * summary.right // summary.answers),
            time=duration(words, summary.seconds),
        )
    else:
        desk.tell("plain.summary-nothing")
    if summary.learned:
        desk.tell("plain.summary-learned", count=len(summary.learned))
    if summary.forgotten:
        desk.tell("plain.summary-forgotten")
        for card in summary.forgotten:
            language = desk.trainer.library.language(card, words.language)
            desk.tell("plain.bullet", text=card.label(language))
    _tell_mistakes(desk, summary.mistakes)
    if summary.next_due:
        tell_next(desk, summary.next_due)


def _tell_mistakes(desk: Desk, mistakes: Sequence[SessionMistake]) -> None:
    """Say the misconceptions met, then those that the last attempts show to be over."""
    met = [mistake for mistake in mistakes if not mistake.gone]
    gone = [mistake for mistake in mistakes if mistake.gone]
    if met:
        desk.tell("plain.summary-mistakes")
    clock = desk.trainer.clock
    for mistake in met:
        values = {"text": mistake.text, "count": mistake.count}
        if mistake.last_before is None:
            desk.tell("plain.summary-mistake", **values)
        else:
            before, now = clock.local(mistake.last_before), clock.local(clock.now())
            made = last_made(desk.words, now, before)
            desk.tell("plain.summary-mistake-again", **values, made=made)
    if gone:
        desk.tell("plain.summary-gone")
    for mistake in gone:
        desk.tell("plain.bullet", text=mistake.text)


def tell_next(desk: Desk, at: datetime) -> None:
    """Say when the next card comes."""
    clock = desk.trainer.clock
    told = when(desk.words, clock.local(clock.now()), clock.local(at))
    desk.tell("plain.next", when=told)


def tell_info(desk: Desk, card: Card) -> None:
    """Say what is known of a card: where it comes from, and the learner's memory of it."""
    info = card_info(desk.trainer, card)
    desk.tell("plain.info-card", deck=card.key.deck, card=card.key.card)
    if card.source:
        desk.tell("plain.source", source=", ".join(card.source))
    memory = info.state.memory
    if memory is None:
        desk.tell("plain.info-new")
        return
    _tell_memory(desk, memory, info.retrievability)


def _tell_memory(desk: Desk, memory: Memory, retrievability: float | None) -> None:
    words, clock = desk.words, desk.trainer.clock
    last = words.date(clock.local(memory.last_at).date(), "d MMMM y")
    desk.tell("plain.info-history", reviews=memory.reps, lapses=memory.lapses, last=last)
    desk.tell(
        "plain.info-memory",
        stability=days(words, round(memory.stability)),
        difficulty=Fraction(f"{memory.difficulty:.1f}"),
        percent=words("common.percent", number=round(100 * (retrievability or 0))),
    )
    if memory.due_at is not None:
        coming = when(words, clock.local(clock.now()), clock.local(memory.due_at))
    else:
        coming = words.date(noon(memory.due_day).date(), "d MMMM y")
    desk.tell("plain.info-next", when=coming)
