"""`kpitrainer due`: what today holds."""

from kpitrainer.cli.call import Call
from kpitrainer.cli.faults import DONE
from kpitrainer.cli.output import write_json
from kpitrainer.domain.cards.deck import Deck
from kpitrainer.study.trainer import DeckRow, Overview, Trainer
from kpitrainer.wording import when


def due(call: Call, *, json: bool) -> int:
    """Print how many cards wait, deck by deck and in all."""
    with call.trainer() as trainer:
        overview = trainer.overview()
        if json:
            write_json(_object(call, trainer, overview))
        else:
            _tell(call, trainer, overview)
    return DONE


def _tell(call: Call, trainer: Trainer, overview: Overview) -> None:
    translate = call.translate
    for row in overview.rows:
        title = _title(call, trainer.library.by_id[row.deck])
        call.tell(
            "cli.due-deck",
            title=title,
            due=translate("cli.count-due", cards=row.due),
            new=translate("cli.count-new", count=row.new),
        )
    if overview.due or overview.new:
        call.tell(
            "cli.due-total",
            due=translate("cli.count-due", cards=overview.due),
            new=translate("cli.count-new", count=overview.new),
            minutes=overview.minutes,
        )
    else:
        call.tell("cli.due-nothing")
    if overview.waiting:
        call.tell("cli.due-waiting", count=overview.waiting)
    if overview.next_due:
        clock = trainer.clock
        told = when(translate, clock.local(clock.now()), clock.local(overview.next_due))
        call.tell("cli.due-next", when=told)


def _object(call: Call, trainer: Trainer, overview: Overview) -> dict[str, object]:
    def deck(row: DeckRow) -> dict[str, object]:
        found = trainer.library.by_id[row.deck]
        return {
            "deck": row.deck,
            "title": _title(call, found),
            "level": found.level,
            "due": row.due,
            "new": row.new,
            "cards": row.cards,
            "learned": row.learned,
        }

    return {
        "due": overview.due,
        "new": overview.new,
        "waiting": overview.waiting,
        "minutes": overview.minutes,
        "streak": overview.streak,
        "next_due": overview.next_due.isoformat() if overview.next_due else None,
        "decks": [deck(row) for row in overview.rows],
    }


def _title(call: Call, deck: Deck) -> str:
    return deck.title[deck.language(call.translate.language)]
