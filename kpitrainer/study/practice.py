"""What practising calculations has come to, and which to practise next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpitrainer.domain.cards.card import Card, CardKey
from kpitrainer.domain.cards.card_types.choice import Choice
from kpitrainer.domain.cards.card_types.drill import Drill
from kpitrainer.domain.drill.exercise import BEGUN, VARIANT
from kpitrainer.domain.drill.template import ChoicePart, Phrases, Template
from kpitrainer.domain.schedule.day_plan import is_due
from kpitrainer.domain.schedule.memory import UNTOUCHED
from kpitrainer.domain.schedule.replay import effective
from kpitrainer.domain.schedule.review_log import LogEntry, LogKind, LogRow
from kpitrainer.domain.schedule.tallies import is_sheet
from kpitrainer.domain.verdict import Rating
from kpitrainer.study.library import Library
from kpitrainer.study.trainer import Trainer

RECENT = 10
"""Success is told of the latest so many answers of a drill."""

GONE_AFTER = 3
"""A misconception is gone after so many attempts in a row that could show it and did not."""


@dataclass(frozen=True, slots=True)
class DrillRecord:
    """How a drill stands: its latest RECENT answers, `right` of `asked`.

    `new` where it has no schedule yet; `due` where it has one and its time has come.
    """

    card: Card
    due: bool
    new: bool
    right: int
    asked: int


def drill_records(trainer: Trainer, cards: Sequence[Card]) -> tuple[DrillRecord, ...]:
    """How each of these drills stands now, in their order."""
    now, today = trainer.clock.now(), trainer.clock.today()
    states = trainer.store.states()
    records = []
    for card in cards:
        state = states.get(card.key, UNTOUCHED)
        recent = effective_answers(trainer.store.history(card.key))[-RECENT:]
        record = DrillRecord(
            card=card,
            due=is_due(state, now, today),
            new=state.memory is None,
            right=sum(entry.rating is not Rating.AGAIN for entry in recent),
            asked=len(recent),
        )
        records.append(record)
    return tuple(records)


def weakest_first(drill_records: Iterable[DrillRecord]) -> tuple[DrillRecord, ...]:
    """By the share of wrong answers, the largest first; due ones before others of the same share.

    A drill never answered stands after those answered wrongly at times, before those that are
    always right: what is known to be weak comes before what is not known.
    """

    def weakness(record: DrillRecord) -> tuple[float, bool, bool]:
        wrong = record.asked - record.right
        share = wrong / record.asked if record.asked else 0.0
        return -share, record.asked > 0, not record.due

    return tuple(sorted(drill_records, key=weakness))


def effective_answers(rows: Sequence[LogRow]) -> list[LogEntry]:
    """The answers among a card's rows, oldest first, without those taken back.

    Sheets are none of them: who finds somebody else's mistake has calculated nothing before, and
    who does not has not made it.
    """
    return [
        entry
        for entry in effective(rows)
        if entry.kind in (LogKind.REVIEW, LogKind.PRACTICE) and not is_sheet(entry)
    ]


def is_gone(name: str, card: Card, entries: Iterable[LogEntry]) -> bool:
    """Whether the last GONE_AFTER attempts at a card with this misconception were all right.

    Only attempts at a variant that has this misconception tell; a solution that was shown
    before anything was tried is no attempt, nor is a right one whose solution was begun. With
    fewer attempts than that it is not gone.
    """
    last = list(_attempts(name, card, entries))[-GONE_AFTER:]
    return len(last) == GONE_AFTER and all(entry.rating is not Rating.AGAIN for entry in last)


def _attempts(name: str, card: Card, entries: Iterable[LogEntry]) -> Iterator[LogEntry]:
    variants = _variants_with(name, card)
    for entry in entries:
        if entry.answered and entry.answered.typed:
            values = dict(entry.answered.values)
            # With its first steps given, a right answer may have been spared the mistake.
            told = BEGUN not in values or entry.rating is Rating.AGAIN
            # A name that is no longer in the file is told by its last attempts all the same.
            if told and (not variants or values.get(VARIANT, "") in variants):
                yield entry


def told_mistake(card: Card, name: str, language: str) -> str:
    """What a drill's author says of a misconception, … where the exercise's numbers stood.

    Of a choice, the wrong option too. Its name where the author says nothing, or no longer.
    """
    if isinstance(card.content, Choice):
        return card.content.told_mistake(name, language) or name
    forms = card.content.template.forms if isinstance(card.content, Drill) else ()
    said = (phrases for form in forms for wrong, phrases in _sayings(form) if wrong == name)
    phrases = next((phrases for phrases in said if phrases is not None), None)
    return phrases[language].fill(lambda _name: "…") if phrases else name


def mistake_name(library: Library, key: CardKey, name: str, language: str) -> tuple[str, str]:
    """At which card a misconception was shown, and what its author says of it.

    Where the card is no longer there, its id and the misconception's name.
    """
    card = library.by_key.get(key)
    if card is None or not isinstance(card.content, Drill | Choice):
        return key.card, name
    shown_in = library.language(card, language)
    return card.label(shown_in), told_mistake(card, name, shown_in)


def _variants_with(name: str, card: Card) -> frozenset[str]:
    forms = card.content.template.forms if isinstance(card.content, Drill) else ()
    return frozenset(form.variant for form in forms if name in dict(_sayings(form)))


def _sayings(form: Template) -> Iterator[tuple[str, Phrases | None]]:
    """The misconceptions of one variant, each with what is said of it."""
    for part in form.parts:
        if isinstance(part, ChoicePart):
            yield from ((option.wrong, option.say) for option in part.options if option.wrong)
        else:
            yield from ((mistake.id, mistake.say) for mistake in part.mistakes)
